//! The alerts: how urgent, why, what to do, when it was sent and what was held back.

use yew::Html;

use super::measures::{Alerts, Layout};
use super::words;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::component::tag::{Tag, tag};
use crate::app::plot::draw::{Area, Path, Print, group, part, rect, text};
use crate::app::stage::Scene;
use crate::labs::dashboard::{Picture, alert_key};
use crate::policy::alert::Severity;
use crate::text::dashboard::stage as says;
use crate::words::grouped;

/// What an alert is drawn from.
struct Shown {
    key: &'static str,
    about: String,
    severity: Severity,
    held: u64,
    applies: bool,
    kind: Glyph,
    title: String,
    numbers: String,
    action: &'static str,
    sent: String,
}

/// All alerts that are of interest now.
pub(super) fn view(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Html {
    let shown: Vec<Shown> = picture
        .alerts(scene.now)
        .into_iter()
        .map(|told| {
            let applies = picture.applies(told);
            let (kind, title, numbers, action) = words::alert(told);
            Shown {
                key: alert_key(told.raised.alert.rule),
                about: words::about(told),
                severity: told.raised.alert.rule.severity(),
                held: told.held,
                applies,
                kind,
                title,
                numbers,
                action,
                sent: words::sent(told, applies),
            }
        })
        .collect();
    let alarms = &picture.tally.alarms;
    let total = says::sent_and_held(&grouped(alarms.all()), &grouped(alarms.suppressed()));
    let print = shown.iter().fold(Print::new(40).text(layout.frame.class).text(&total), |print, one| {
        print.text(&one.title).text(&one.numbers).text(&one.sent).text(one.key)
    });
    part(print, move || match layout.alerts {
        Alerts::Cards { place, high, most } => cards(&shown, &total, (place, high, most), layout),
        Alerts::Lines { from, right, step, most } => lines(&shown, &total, (from, right, step, most), layout),
    })
}

/// The attributes of the page contract.
fn told(shown: &Shown) -> Tag {
    group(shown.kind.tone())
        .attr("data-alert", shown.key)
        .attr("data-service", shown.about.clone())
        .attr("data-severity", shown.severity.to_string())
        .attr("data-held", shown.held.to_string())
}

/// One bar for a warning, three for what wakes somebody.
fn bars(severity: Severity, x: f64, base: f64, size: f64) -> Tag {
    let level = match severity {
        Severity::Warning => 1,
        Severity::Medium => 2,
        Severity::High => 3,
    };
    let width = size / 3.6;
    let (mut lit, mut dark) = (Path::default(), Path::default());
    for bar in 0..3 {
        let high = size * (0.4 + 0.3 * f64::from(bar));
        let pen = if bar < level { &mut lit } else { &mut dark };
        pen.rect(x + f64::from(bar) * width * 1.3, base - high, width, high);
    }
    let all = group("").child(lit.tag("filli"));
    if dark.is_empty() { all } else { all.child(dark.tag("trk")) }
}

fn cards(shown: &[Shown], total: &str, (place, high, most): (Area, f64, usize), layout: &'static Layout) -> Html {
    let small = layout.frame.small;
    let head = small * 1.5;
    let mut all = group("")
        .child(text(layout.small.head, (place.x, place.y + small)).text(says::ALERTS))
        .child(text(layout.small.quiet_end, (place.right(), place.y + small)).text(total.to_owned()));
    if shown.is_empty() {
        let quiet = text(layout.small.quiet, (place.x, place.y + head + small * 1.4)).text(says::NO_ALERT);
        return all.child(quiet).html();
    }
    for (index, one) in shown.iter().enumerate() {
        if index >= most {
            all = all.child(told(one));
            continue;
        }
        let top = place.y + head + (high + 5.0) * index as f64;
        let area = Area::new(place.x, top, place.width, high);
        let frame = rect(if one.applies { "box" } else { "box das-over" }, area).attr("rx", "8");
        let x = place.x + 9.0;
        let line = |number: f64| top + small * (0.2 + 1.17 * number);
        let sign = glyph(one.kind, x + small * 2.3, line(1.0) - small * 0.35, small * 1.15);
        let title = text(layout.small.head, (x + small * 3.3, line(1.0))).text(one.title.clone());
        // What has no room for four lines goes without the numbers.
        let numbers = tag("tspan", "").text(one.numbers.clone());
        let mut card = told(one).child(frame).child(bars(one.severity, x, line(1.0), small)).child(sign).child(title);
        card = card.child(text(layout.small.plain, (x, line(2.0))).child(numbers));
        card = card.child(text(layout.small.bold, (x, line(3.0))).text(one.action));
        if high >= small * 5.2 {
            card = card.child(text(layout.small.quiet, (x, line(4.0))).text(one.sent.clone()));
        }
        all = all.child(card);
    }
    all.html()
}

type Lines = ((f64, f64), f64, f64, usize);

fn lines(shown: &[Shown], total: &str, ((x, y), right, step, most): Lines, layout: &'static Layout) -> Html {
    let small = layout.frame.small;
    let mut all = group("").child(text(layout.small.quiet_end, (right, y)).text(total.to_owned()));
    if shown.is_empty() {
        return all.child(text(layout.small.quiet, (x, y)).text(says::NO_ALERT)).html();
    }
    // The total has the end of the first line; a line of its own where there are several.
    let first = if most > 1 { 1 } else { 0 };
    if first == 1 {
        all = all.child(text(layout.small.head, (x, y)).text(says::ALERTS));
    }
    for (index, one) in shown.iter().enumerate() {
        if index >= most {
            all = all.child(told(one));
            continue;
        }
        let base = y + step * (index + first) as f64;
        let title = text(layout.small.bold, (x + small * 3.2, base)).text(one.title.clone());
        let sign = glyph(one.kind, x + small * 2.2, base - small * 0.35, small * 1.1);
        all = all.child(told(one).child(bars(one.severity, x, base, small)).child(sign).child(title));
        if first == 1 {
            all = all.child(text(layout.small.quiet_end, (right, base)).text(one.numbers.clone()));
        }
    }
    all.html()
}
