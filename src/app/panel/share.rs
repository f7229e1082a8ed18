//! Share: the link to this very run, and the frame that puts it into slides.

use yew::{Callback, Event, Html, html};

use crate::app::browser::address;
use crate::app::component::copier::{self, Text};
use crate::app::component::file;
use crate::app::component::tag::value_of;
use crate::app::message::Message;
use crate::app::page::model::Share;
use crate::link::{self, MAX_CHARACTERS, Place, View};
use crate::play::Tape;
use crate::text::page::share as text;
use crate::words::clock_text;

/// The content of the Share dialog: the run as it stood when the dialog was opened.
pub(crate) fn view(tape: &Tape, share: &Share, view: View, dispatch: &Callback<Message>) -> Html {
    let t = (share.at_moment && !view.asks()).then_some(share.moment);
    let hash = link::write(tape, &View { t, play: t.is_none(), embed: false, ..view });
    let frame = View { t, play: false, embed: true, ..view };
    let copied = |which: Text| share.copied.filter(|(copied, _)| *copied == which).map(|(_, done)| done);
    let shared = dispatch.reform(|event: Event| Message::MomentShared(!value_of(&event).is_empty()));
    let file: String = js_sys::encode_uri_component(&link::to_file(&hash)).into();
    let preview = format!("{}{}", address::page_for_preview(), link::write(tape, &frame));
    let snippet = link::embed_snippet(&address::page(), tape, &frame, share.place);
    let copy = dispatch.reform(Message::Copy);
    html! {
        <div>
            <p>
                { text::WHAT_A_LINK_HOLDS }
            </p>
            if !view.asks() {
                <label class="check">
                    <input type="checkbox" checked={share.at_moment} onchange={shared} />
                    { text::at_this_moment(&clock_text(share.moment)) }
                </label>
            }
            if hash.chars().count() > MAX_CHARACTERS {
                <p class="warn" role="alert">
                    { text::too_long(MAX_CHARACTERS) }
                    { text::SAVE_INSTEAD }
                </p>
            }
            <h3>{ text::LINK }</h3>
            { copier::view(Text::Link, format!("{}{hash}", address::page()), copied(Text::Link), &copy) }
            <h3>{ text::FILE }</h3>
            <div class="options">
                <a class="btn" download="half-open.json" href={format!("data:application/json,{file}")}>
                    { text::SAVE }
                </a>
                <label class="pick">
                    { text::OPEN }{ file::view(".json", dispatch.reform(Message::FileRead)).html() }
                </label>
            </div>
            <h3>{ text::FRAME }</h3>
            { places(share.place, dispatch) }
            { copier::view(Text::Frame, snippet, copied(Text::Frame), &copy) }
            <iframe class="frame" title={text::PREVIEW} src={preview} />
        </div>
    }
}

/// The choice of what the frame is for, and what happens there.
fn places(chosen: Place, dispatch: &Callback<Message>) -> Html {
    let choice = |place: Place| {
        let chosen_now = dispatch.reform(move |_: Event| Message::PlaceChosen(place));
        html! {
            <label>
                <input type="radio" name="place" value={place.key()} checked={place == chosen} onchange={chosen_now} />
                { words(place).0 }
            </label>
        }
    };
    html! {
        <div class="places">
            <div class="seg" role="radiogroup" aria-label={text::WHERE}>
                { for Place::ALL.into_iter().map(choice) }
            </div>
            <p class="hint" role="status">{ words(chosen).1 }</p>
        </div>
    }
}

/// What a place is called, and what the frame does there.
fn words(place: Place) -> (&'static str, &'static str) {
    match place {
        Place::Reveal => ("reveal.js", text::REVEAL),
        Place::Slides => ("Marp, Slidev", text::SLIDES),
        Place::Document => (text::DOCUMENT, text::DOCUMENT_MORE),
    }
}
