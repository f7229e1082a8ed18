//! The tracks under the timeline, and the form and shapes that do by keys what a hand does on them.

use web_sys::Element;
use yew::{Callback, Event, Html, NodeRef, html};

use super::track::{Sheet, unit};
use super::update::view_key;
use super::{ALL, Brush, END, FROM, Message, START, Shape, TO, differ, grid, pad, per};
use crate::app::component::drawn::Memo;
use crate::app::component::tag::{Tag, pressed, tag, value_of};
use crate::app::plot::board::Board;
use crate::app::plot::strip::said;
use crate::app::plot::timeline::Timeline;
use crate::decimal::short;
use crate::order::sort;
use crate::play::{LabId, paint};
use crate::sim::event::ServiceId;
use crate::sim::paint::{STROKES, Stroke, Track, What};
use crate::text::page::paint as text;
use crate::text::page::setting;
use crate::time::Instant;
use crate::words::moment;

/// Whose the tracks of all services are.
const EVERY: &str = text::EVERY;
/// The id of what is said about keys.
const KEYS: &str = "paint-keys";

/// The panel of the tool: its tracks are drawn with every timeline, its form when it has changed.
#[derive(Default)]
pub(super) struct Panel {
    tracks: Memo<u64>,
    form: Memo<Form>,
    place: NodeRef,
    /// Whether it has come into sight since it was opened.
    seen: bool,
}

impl Panel {
    /// Draws what has changed since the edition before.
    pub(super) fn renew(&mut self, edition: u64, timeline: &Timeline<'_>, brush: &Brush, dispatch: &Callback<Message>) {
        self.tracks.renew(edition, |_| tracks(timeline, brush, dispatch));
        self.form.renew(Form::new(timeline, brush), |form| view(form, dispatch));
    }

    /// The tool is closed.
    pub(super) fn close(&mut self) {
        self.seen = false;
    }

    /// Scrolls what has just been opened into sight, if some of it is below.
    pub(super) fn come_into_sight(&mut self) {
        let height = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64());
        let Some((painter, height)) = self.place.cast::<Element>().zip(height).filter(|_| !self.seen) else { return };
        self.seen = true;
        if painter.get_bounding_client_rect().bottom() > height {
            painter.scroll_into_view_with_bool(false);
        }
    }

    /// The panel as it was last drawn.
    pub(super) fn view(&self) -> Html {
        let painter = tag("div", "painter").node_ref(&self.place).attr("role", "group").attr("aria-label", text::PAINT);
        painter.child(self.tracks.view()).child(self.form.view()).html()
    }
}

/// The tracks of the service that is worked on.
fn tracks(timeline: &Timeline<'_>, brush: &Brush, dispatch: &Callback<Message>) -> Html {
    let run = timeline.run;
    let (lab, painting) = (run.lab(), &run.tape().scenario.paint);
    let board = Board::of(timeline.drawing, timeline.width);
    let sheet = Sheet { board, scale: timeline.scale(&board), brush, now: timeline.now };
    let services = brush.services(lab);
    let rows = paint::qualities(lab).map(|what| {
        let track = Track { service: brush.track.service, what };
        let whose = if brush.all { EVERY } else { paint::name(lab, track.service) };
        let title = text::title(whose, name(what));
        let set = services.iter().map(|&service| paint::unpainted(lab, run.settings(), Track { service, what }));
        let mut set: Vec<f64> = set.collect();
        sort(&mut set, |one, other| one < other);
        set.dedup();
        let strokes = brush.strokes(lab, painting, what);
        // The weather of several services together would be a thicket.
        let weather =
            if what == What::Failure && !brush.all { (lab.weather)(run.settings(), track.service) } else { &[] };
        let drawing = sheet.view(track, title.clone(), &strokes, (&set, weather));
        let on = if brush.track == track { "track on" } else { "track" };
        let count = strokes.len();
        let list = if brush.all && differ(lab, painting, what) {
            let one = |&service: &ServiceId| list(paint::name(lab, service), painting.on(Track { service, what }));
            services.iter().map(one).collect::<Vec<_>>().join(" ")
        } else {
            list(whose, strokes.iter())
        };
        tag("div", on)
            .attr("data-track", view_key(what))
            .attr("data-strokes", count.to_string())
            .child(drawing)
            .child(surface(&sheet, track, title, dispatch))
            .child(tag("p", "sr").attr("id", described(what)).text(list))
            .html()
    });
    tag("div", "tracks").children(rows.collect()).html()
}

/// The surface of a track, which says to a screen reader what the span and its values are.
fn surface(sheet: &Sheet<'_>, track: Track, title: String, dispatch: &Callback<Message>) -> Tag {
    let (brush, what) = (Brush { track, ..sheet.brush.clone() }, track.what);
    let (from, to) = brush.span(sheet.scale.to);
    let (start, end) = brush.values();
    let level = |value: f64| [short(value * per(what), 1).as_str(), unit(what)].join(" ");
    let values = if start == end { level(start) } else { [level(start), level(end)].join(text::TO) };
    let says = text::span(&moment(from), &moment(to), &values);
    let pad = tag("div", if sheet.board.narrow { "pad narrow" } else { "pad" })
        .attr("role", "slider")
        .attr("tabindex", "0")
        .attr("aria-label", title)
        .attr("aria-valuemin", "0")
        .attr("aria-valuemax", short(what.most() * per(what), 0))
        .attr("aria-valuenow", short(start * per(what), 1))
        .attr("aria-valuetext", says)
        .attr("aria-describedby", format!("{} {KEYS}", described(what)))
        .attr("data-from", from.millis().to_string())
        .attr("data-to", to.millis().to_string());
    pad::heard(pad, track, dispatch)
}

/// What the form is drawn from.
#[derive(Clone, Debug, PartialEq)]
struct Form {
    lab: LabId,
    brush: Brush,
    span: (Instant, Instant),
    step: u64,
    strokes: usize,
    on_track: usize,
}

impl Form {
    fn new(timeline: &Timeline<'_>, brush: &Brush) -> Self {
        let (lab, painting) = (timeline.run.lab(), &timeline.run.tape().scenario.paint);
        let window = timeline.scale(&Board::of(timeline.drawing, timeline.width)).to;
        let (span, strokes) = (brush.span(window), painting.strokes().len());
        let on_track = brush.strokes(lab, painting, brush.track.what).len();
        // The playhead and the line under the hand are the tracks' affair.
        let brush = Brush { drawn: None, at: Instant::ZERO, ..brush.clone() };
        Self { lab, span, step: grid(window), strokes, on_track, brush }
    }
}

/// The form: a span, its values, shapes, and ways to clear.
fn view(form: &Form, dispatch: &Callback<Message>) -> Html {
    let what = form.brush.track.what;
    let step = short(form.step as f64 / 1e3, 3);
    let (from, to) = form.span;
    let seconds = |at: Instant| short(at.seconds(), 3);
    let values = |value: f64| short(value * per(what), 2);
    let (start, end) = form.brush.values();
    let value_step = if what == What::Failure { "5" } else { "0.1" };
    let press = |class: &'static str, message: Message, words: &'static str, title: Option<&'static str>, off: bool| {
        let pressed = pressed(dispatch, message);
        html! { <button {class} type="button" {title} disabled={off} onclick={pressed}>{ words }</button> }
    };
    let shape = |(shape, name, title)| press("btn sm", Message::ShapePressed(shape), name, Some(title), false);
    html! {
        <div class="brush">
            <div class="first">
                { form.choices(dispatch) }
                <div class="fields">
                    { form.field(FROM, text::FROM, "s", seconds(from), step.clone(), dispatch) }
                    { form.field(TO, text::UNTIL, "s", seconds(to), step, dispatch) }
                    { form.field(START, name_of_value(what), unit(what), values(start), value_step.to_owned(), dispatch) }
                    { form.field(END, text::END, unit(what), values(end), value_step.to_owned(), dispatch) }
                    { press("btn primary", Message::SetPressed, text::SET, Some(text::SET_MORE), false) }
                    { press("btn", Message::ErasePressed, text::ERASE, Some(text::ERASE_MORE), false) }
                </div>
            </div>
            if let Some((key, text)) = &form.brush.wrong {
                <p class="wrong" role="alert">{ setting::not_allowed(text, form.brush.allowed(key)) }</p>
            }
            <div class="trow">
                <div class="shapes" role="group" aria-label={text::SHAPES}>
                    <span class="tag">{ text::SHAPES }</span>
                    { for Shape::ALL.into_iter().map(shape) }
                </div>
                <span class="spacer" />
                <div class="shapes" role="group" aria-label={text::CLEAR}>
                    <span class="tag" role="status">{ text::strokes(form.strokes, STROKES) }</span>
                    { press("btn sm", Message::TrackCleared, text::CLEAR_TRACK, None, form.on_track == 0) }
                    { press("btn sm", Message::AllCleared, text::CLEAR_ALL, None, form.strokes == 0) }
                </div>
            </div>
            <p class="hint" id={KEYS}>
                { text::KEYS }
            </p>
        </div>
    }
}

impl Form {
    /// Which service, where there are several, and which of its tracks.
    fn choices(&self, dispatch: &Callback<Message>) -> Html {
        let services = self.lab.services;
        let service = (services.len() > 1).then(|| {
            let (all, here) = (self.brush.all, self.brush.track.service);
            let options = services.iter().map(|one| (one.id.to_string(), one.name, !all && one.id == here));
            let options = [(ALL.to_owned(), text::ALL, all)].into_iter().chain(options).collect();
            choice("paint-service", self.lab.service_noun, options, Message::ServiceChosen, dispatch)
        });
        let option = |what| (view_key(what).to_owned(), name(what), what == self.brush.track.what);
        let options = paint::qualities(self.lab).map(option).collect();
        html! {
            <div class="choices">{ service }{ choice("paint-what", text::TRACK, options, Message::WhatChosen, dispatch) }</div>
        }
    }

    /// A field with its label and its unit.
    fn field(
        &self,
        key: &'static str,
        label: &'static str,
        unit: &'static str,
        value: String,
        step: String,
        dispatch: &Callback<Message>,
    ) -> Html {
        let wrong = self.brush.wrong.as_ref().filter(|(wrong, _)| *wrong == key).map(|(_, text)| text.clone());
        let invalid = wrong.as_ref().map(|_| "true");
        let typed = dispatch.reform(move |event: Event| Message::Typed(key, value_of(&event)));
        html! {
            <label {key}>
                <span>{ label }</span>
                <input
                    class="text"
                    type="number"
                    inputmode="decimal"
                    name={key}
                    min="0"
                    {step}
                    aria-invalid={invalid}
                    value={wrong.unwrap_or(value)}
                    onchange={typed}
                />
                <small>{ unit }</small>
            </label>
        }
    }
}

/// A choice of one of a few, as radio buttons in a row.
fn choice(
    name: &'static str,
    label: &'static str,
    options: Vec<(String, &'static str, bool)>,
    heard: fn(String) -> Message,
    dispatch: &Callback<Message>,
) -> Html {
    let option = |(value, words, chosen): (String, &'static str, bool)| {
        let onchange = dispatch.reform(move |event: Event| heard(value_of(&event)));
        html! { <label><input type="radio" {name} {value} checked={chosen} {onchange} />{ words }</label> }
    };
    html! { <div class="seg" role="radiogroup" aria-label={label}>{ for options.into_iter().map(option) }</div> }
}

const fn name(what: What) -> &'static str {
    match what {
        What::Failure => text::FAILURE_RATE,
        What::Latency => text::LATENCY,
    }
}

const fn name_of_value(what: What) -> &'static str {
    match what {
        What::Failure => text::FAILURE_TRACK,
        What::Latency => text::LATENCY_TRACK,
    }
}

/// The id of a track's list of strokes.
fn described(what: What) -> String {
    format!("painted-{}", view_key(what))
}

/// The strokes of a track in words, for those who cannot see them.
fn list<'a>(whose: &str, strokes: impl Iterator<Item = &'a Stroke>) -> String {
    let said = |stroke: &Stroke| text::stroke(&moment(stroke.from()), &moment(stroke.to()), &said(stroke));
    let strokes: Vec<String> = strokes.map(said).collect();
    if strokes.is_empty() { text::nothing(whose) } else { text::painted(whose, &strokes.join("; ")) }
}
