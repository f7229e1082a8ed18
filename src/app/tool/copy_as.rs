//! "Copy as": the present settings as configuration for a library, to read, copy and save.

use yew::{Callback, Html, html};

use super::Instrument;
use crate::app::browser::storage;
use crate::app::component::copier::{self, Text};
use crate::app::component::drawn::Memo;
use crate::app::component::tag::{Tag, pressed, tag};
use crate::app::page::Page;
use crate::copy_as::Target;
use crate::link::{self, config};
use crate::play::{LabId, Settings};
use crate::text::page::copier as copied;
use crate::text::page::copy_as as text;

/// The name under which the browser remembers the target.
const REMEMBERED: &str = "copy-as";

/// What happens in the panel.
#[derive(Clone, Debug)]
pub(crate) enum Message {
    /// A target was chosen, by its key.
    Chosen(String),
    /// The text is to be copied, or was.
    Copy(copier::Message),
}

/// The tool: what the reader chose, what was copied last, and the panel.
pub(crate) struct CopyAs {
    target: Target,
    /// Of which settings the text was to be copied, and whether the clipboard took it.
    copied: Option<(Target, Settings, bool)>,
    panel: Memo<Key>,
    dispatch: Callback<Message>,
}

/// All that the drawing depends on.
type Key = (Target, LabId, Settings, Option<bool>);

impl Instrument for CopyAs {}

impl CopyAs {
    /// The tool. It tells its messages to `dispatch`. If it may `recall` it, the target is that of an earlier visit.
    pub(crate) fn new(recall: bool, dispatch: Callback<Message>) -> Self {
        let recalled = if recall { storage::recall(REMEMBERED) } else { None };
        let target = recalled.and_then(|key| Target::from_key(&key)).unwrap_or(Target::HalfOpen);
        Self { target, copied: None, panel: Memo::default(), dispatch }
    }

    /// Takes in what has happened in the panel.
    pub(crate) fn update(&mut self, page: &Page, message: Message) {
        match message {
            Message::Chosen(key) => {
                if let Some(target) = Target::from_key(&key) {
                    self.target = target;
                    storage::remember(REMEMBERED, &key);
                }
            }
            Message::Copy(said) => {
                if let Some((_, done)) = copier::update(said, &self.dispatch.reform(Message::Copy)) {
                    self.copied = Some((self.target, page.chosen_run().settings().clone(), done));
                }
            }
        }
    }

    /// Draws the panel, if it is there and has changed.
    pub(crate) fn draw(&mut self, page: &Page) {
        if page.model.has_open(link::Tool::Code) {
            let key = self.key(page.host.run().lab(), &page.chosen());
            self.panel.renew(key, |key| view(key, &self.dispatch));
        }
    }

    /// The panel.
    pub(crate) fn view(&self) -> Html {
        self.panel.view()
    }

    /// What to draw it from. What was copied counts as long as it is what is shown.
    fn key(&self, lab: LabId, settings: &Settings) -> Key {
        let same = |copied: &&(Target, Settings, bool)| copied.0 == self.target && copied.1 == *settings;
        (self.target, lab, settings.clone(), self.copied.as_ref().filter(same).map(|copied| copied.2))
    }
}

/// The choice of a target, the text, and what can be done with it.
fn view((target, lab, settings, copied): &Key, dispatch: &Callback<Message>) -> Html {
    let text = config(*target, *lab, settings);
    let told = match copied {
        None => "",
        Some(true) => copied::COPIED,
        Some(false) => copied::BY_HAND,
    };
    let file: String = js_sys::encode_uri_component(&text).into();
    let copy = pressed(dispatch, Message::Copy(copier::Message::Pressed(Text::Config)));
    html! {
        <section class="card copyas" aria-labelledby="copy-as-title">
            <div class="head">
                <h2 id="copy-as-title">{ text::COPY_AS }</h2>
                <span class="tag">{ text::WHAT }</span>
            </div>
            <div class="row">
                <label class="to" for="copy-as">{ text::LIBRARY }</label>
                { choice(*target, dispatch).html() }
                <button class="btn" type="button" aria-label={Text::Config.copy()} onclick={copy}>{ copied::COPY }</button>
                <a class="btn" download={target.file_name()} href={format!("data:text/plain,{file}")}>{ text::SAVE }</a>
                <p class="told" role="status">{ told }</p>
            </div>
            <pre
                id={Text::Config.id()}
                tabindex="0"
                role="region"
                aria-label={Text::Config.label()}
                data-copy-as={target.key()}
            >
                { text }
            </pre>
        </section>
    }
}

/// A choice, whose shown value the builder sets as a property.
fn choice(target: Target, dispatch: &Callback<Message>) -> Tag {
    let option = |each: Target| {
        let name = format!("{} · {}", each.name(), each.language());
        html! { <option value={each.key()} selected={each == target}>{ name }</option> }
    };
    tag("select", "")
        .attr("id", "copy-as")
        .attr("name", "copy-as")
        .value(target.key().to_owned())
        .on_change(dispatch, "", |_, key| Message::Chosen(key))
        .children(Target::ALL.into_iter().map(option).collect())
}
