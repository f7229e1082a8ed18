//! "Copy as": the present settings as configuration for a library, to read, copy and save.

use yew::{Callback, Html};

use super::component::copier::Text;
use super::component::tag::{Tag, button, tag};
use super::message::Message;
use super::storage;
use crate::copy_as::Target;
use crate::link::config;
use crate::play::{LabId, Settings};

/// The name under which the browser remembers the target.
const REMEMBERED: &str = "copy-as";

/// What the reader chose, and what was copied last.
#[derive(Debug)]
pub(crate) struct CopyAs {
    target: Target,
    /// Of which settings the text was to be copied, and whether the clipboard took it.
    copied: Option<(Target, Settings, bool)>,
}

/// All that the drawing depends on.
pub(crate) type Key = (Target, LabId, Settings, Option<bool>);

impl Default for CopyAs {
    fn default() -> Self {
        Self { target: Target::HalfOpen, copied: None }
    }
}

impl CopyAs {
    /// Takes the target that was chosen in an earlier visit.
    pub(crate) fn recall(&mut self) {
        if let Some(target) = storage::recall(REMEMBERED).and_then(|key| Target::from_key(&key)) {
            self.target = target;
        }
    }

    /// Another target was chosen, by its key.
    pub(crate) fn choose(&mut self, key: &str) {
        if let Some(target) = Target::from_key(key) {
            self.target = target;
            storage::remember(REMEMBERED, key);
        }
    }

    /// The text of these settings was to be copied.
    pub(crate) fn note_copied(&mut self, settings: &Settings, done: bool) {
        self.copied = Some((self.target, settings.clone(), done));
    }

    /// What to draw it from. What was copied counts as long as it is what is shown.
    pub(crate) fn key(&self, lab: LabId, settings: &Settings) -> Key {
        let same = |copied: &&(Target, Settings, bool)| copied.0 == self.target && copied.1 == *settings;
        (self.target, lab, settings.clone(), self.copied.as_ref().filter(same).map(|copied| copied.2))
    }
}

/// The choice of a target, the text, and what can be done with it.
pub(crate) fn view((target, lab, settings, copied): &Key, tell: &Callback<Message>) -> Html {
    let text = config(*target, *lab, settings);
    let told = match copied {
        None => "",
        Some(true) => "Copied.",
        Some(false) => "The clipboard is not available here. The text is selected: copy it with Ctrl+C or ⌘C.",
    };
    let file: String = js_sys::encode_uri_component(&text).into();
    let save = tag("a", "btn").is("download", target.file_name()).set("href", format!("data:text/plain,{file}"));
    let row = tag("div", "row")
        .has(tag("label", "to").is("for", "copy-as").say("Library"))
        .has(choice(*target, tell))
        .has(button("btn", tell, Message::CopyPressed(Text::Config)).is("aria-label", Text::Config.copy()).say("Copy"))
        .has(save.say("Save"))
        .has(tag("p", "told").is("role", "status").say(told));
    let code = tag("pre", "")
        .is("id", Text::Config.id())
        .is("tabindex", "0")
        .is("role", "region")
        .is("aria-label", Text::Config.label())
        .is("data-copy-as", target.key())
        .write(text);
    let head = tag("div", "head").has(tag("h2", "").is("id", "copy-as-title").say("Copy as"));
    let head = head.has(tag("span", "tag").say("the present settings as configuration"));
    tag("section", "card copyas").is("aria-labelledby", "copy-as-title").has(head).has(row).has(code).done()
}

fn choice(target: Target, tell: &Callback<Message>) -> Tag {
    let option = |each: Target| {
        let name = format!("{} · {}", each.name(), each.language());
        tag("option", "").is("value", each.key()).flag("selected", each == target).write(name).done()
    };
    tag("select", "")
        .is("id", "copy-as")
        .is("name", "copy-as")
        .value(target.key().to_owned())
        .change(tell, "", |_, key| Message::CopyAsChosen(key))
        .put_all(Target::ALL.into_iter().map(option).collect())
}
