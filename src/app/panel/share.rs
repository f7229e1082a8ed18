//! Share: the link to this very run, and the frame that puts it into slides.

use yew::{Callback, Html};

use crate::app::address;
use crate::app::component::copier::{self, Text};
use crate::app::component::tag::tag;
use crate::app::message::Message;
use crate::app::model::Share;
use crate::lab::Tape;
use crate::link::{self, MAX_CHARACTERS, View};
use crate::words::clock_text;

/// The content of the Share dialog: the run as it stood when the dialog was opened.
pub(crate) fn view(tape: &Tape, share: &Share, view: View, tell: &Callback<Message>) -> Html {
    let t = (share.at_moment && !view.asks()).then_some(share.moment);
    let hash = link::write(tape, &View { t, play: t.is_none(), embed: false, ..view });
    let frame = View { t, play: false, embed: true, ..view };
    let copied = |which: Text| share.copied.filter(|(copied, _)| *copied == which).map(|(_, done)| done);
    let moment = tag("input", "").is("type", "checkbox").checked(share.at_moment);
    let moment = moment.change(tell, "", |_, text| Message::MomentShared(!text.is_empty()));
    let label =
        || tag("label", "check").has(moment).write(format!("Open at this moment, {}", clock_text(share.moment)));
    let warning = (hash.chars().count() > MAX_CHARACTERS).then(|| {
        let text = format!(
            "This run has too many inputs for a link, which may have {MAX_CHARACTERS} characters. \
             Save it as a file instead."
        );
        tag("p", "warn").is("role", "alert").write(text)
    });
    let file: String = js_sys::encode_uri_component(&link::to_file(&hash)).into();
    let save = tag("a", "btn").is("download", "half-open.json").set("href", ["data:application/json,", &file].concat());
    let open = tag("input", "").is("type", "file").is("accept", ".json").read_file(tell);
    let preview = format!("{}{}", address::page_for_preview(), link::write(tape, &frame));
    let snippet = link::embed_snippet(&address::page(), tape, &frame);
    tag("div", "")
        .has(tag("p", "").say(
            "The link holds the settings, the seed and what you did during the run, so it shows the same run to everybody.",
        ))
        .put_if((!view.asks()).then(label))
        .put_if(warning)
        .has(tag("h3", "").say("Link"))
        .put(copier::view(Text::Link, format!("{}{hash}", address::page()), copied(Text::Link), tell))
        .has(tag("h3", "").say("File"))
        .has(tag("div", "options").has(save.say("Save as a file")).has(tag("label", "pick").say("Open a file").has(open)))
        .has(tag("h3", "").say("Frame for slides and web pages"))
        .put(copier::view(Text::Frame, snippet, copied(Text::Frame), tell))
        .has(tag("iframe", "frame").is("title", "Preview of the frame").set("src", preview))
        .done()
}
