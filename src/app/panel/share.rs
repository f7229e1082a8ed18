//! Share: the link to this very run, and the frame that puts it into slides.

use yew::{Callback, Html};

use crate::app::browser::address;
use crate::app::component::copier::{self, Text};
use crate::app::component::file;
use crate::app::component::tag::{Tag, tag};
use crate::app::message::Message;
use crate::app::page::model::Share;
use crate::link::{self, MAX_CHARACTERS, Place, View};
use crate::play::Tape;
use crate::words::clock_text;

/// The content of the Share dialog: the run as it stood when the dialog was opened.
pub(crate) fn view(tape: &Tape, share: &Share, view: View, dispatch: &Callback<Message>) -> Html {
    let t = (share.at_moment && !view.asks()).then_some(share.moment);
    let hash = link::write(tape, &View { t, play: t.is_none(), embed: false, ..view });
    let frame = View { t, play: false, embed: true, ..view };
    let copied = |which: Text| share.copied.filter(|(copied, _)| *copied == which).map(|(_, done)| done);
    let moment = tag("input", "").attr("type", "checkbox").checked(share.at_moment);
    let moment = moment.on_change(dispatch, "", |_, text| Message::MomentShared(!text.is_empty()));
    let label =
        || tag("label", "check").child(moment).text(format!("Open at this moment, {}", clock_text(share.moment)));
    let warning = (hash.chars().count() > MAX_CHARACTERS).then(|| {
        let text = format!(
            "This run has too many inputs for a link, which may have {MAX_CHARACTERS} characters. \
             Save it as a file instead."
        );
        tag("p", "warn").attr("role", "alert").text(text)
    });
    let file: String = js_sys::encode_uri_component(&link::to_file(&hash)).into();
    let save = tag("a", "btn").attr("download", "half-open.json").attr("href", format!("data:application/json,{file}"));
    let open = file::view(".json", dispatch.reform(Message::FileRead));
    let preview = format!("{}{}", address::page_for_preview(), link::write(tape, &frame));
    let snippet = link::embed_snippet(&address::page(), tape, &frame, share.place);
    let copy = dispatch.reform(Message::Copy);
    tag("div", "")
        .child(tag("p", "").text(
            "The link holds the settings, the seed and what you did during the run, so it shows the same run to everybody.",
        ))
        .child_opt((!view.asks()).then(label))
        .child_opt(warning)
        .child(tag("h3", "").text("Link"))
        .child(copier::view(Text::Link, format!("{}{hash}", address::page()), copied(Text::Link), &copy))
        .child(tag("h3", "").text("File"))
        .child(tag("div", "options").child(save.text("Save as a file")).child(tag("label", "pick").text("Open a file").child(open)))
        .child(tag("h3", "").text("Frame for slides and web pages"))
        .child(places(share.place, dispatch))
        .child(copier::view(Text::Frame, snippet, copied(Text::Frame), &copy))
        .child(tag("iframe", "frame").attr("title", "Preview of the frame").attr("src", preview))
        .html()
}

/// The choice of what the frame is for, and what happens there.
fn places(chosen: Place, dispatch: &Callback<Message>) -> Tag {
    let choice = |place: Place| {
        let radio = tag("input", "")
            .attr("type", "radio")
            .attr("name", "place")
            .value(place.key().to_owned())
            .checked(place == chosen)
            .on_change(dispatch, "", |_, text| {
                Message::PlaceChosen(Place::ALL.into_iter().find(|place| place.key() == text).unwrap_or_default())
            });
        tag("label", "").child(radio).text(words(place).0).html()
    };
    let seg = tag("div", "seg").attr("role", "radiogroup").attr("aria-label", "Where the frame is to stand");
    let hint = tag("p", "hint").attr("role", "status").text(words(chosen).1);
    tag("div", "places").child(seg.children(Place::ALL.into_iter().map(choice).collect())).child(hint)
}

/// What a place is called, and what the frame does there.
fn words(place: Place) -> (&'static str, &'static str) {
    match place {
        Place::Reveal => ("reveal.js", "Starts when its slide is shown, and pauses when the slide is left."),
        Place::Slides => ("Marp, Slidev", "Plays while its slide is shown. Marp needs its option --html."),
        Place::Document => ("Web page", "As wide as its column; plays while it is in sight."),
    }
}
