//! What a monitor reads, in drawers below the drawing: the Prometheus text and the health report, which are those of the
//! program without a page to the letter, and where the services' settings are from.

use yew::Html;

use crate::app::component::tag::{row, tag};
use crate::app::plot::draw::{Print, part};
use crate::app::stage::Scene;
use crate::export::metrics::{self, Dialect};
use crate::export::report::report_of;
use crate::labs::dashboard::{Kind, MEMBERS, Picture};
use crate::play::Picture as _;
use crate::text::dashboard as lab;
use crate::text::dashboard::stage as says;

/// While time runs, they are written anew each so many virtual milliseconds, times the speed.
const OFTEN: f64 = 1_000.0;

/// The three drawers.
pub(super) fn view(scene: &Scene<'_>, picture: &Picture) -> Html {
    let key = scene.settings.choice("dialect");
    let dialect = Dialect::from_key(key).unwrap_or_default();
    let now = scene.now;
    let moment = now.millis();
    let moment = if scene.playing { moment / (OFTEN * scene.speed.max(1.0)) as u64 } else { moment };
    let print = Print::new(70).text(key).add(scene.playing.into()).add(moment).add(picture.tally.alarms.all());
    // It is the numbers and the report of the run at this moment.
    let tally = picture.tally.at(now, picture.metrics_at(now, None));
    let texts = part(print, move || {
        row(vec![
            drawer(says::DRAWER_METRICS, "metrics", metrics::text_of(&tally, dialect)),
            drawer(says::DRAWER_REPORT, "report", report_of(&tally).to_string()),
        ])
    });
    let table = part(Print::new(71), services);
    tag("div", "das-drawers").child(texts).child(table).html()
}

fn drawer(title: &'static str, key: &'static str, words: String) -> Html {
    let text = tag("pre", "").attr("data-drawer", key).attr("tabindex", "0").attr("role", "region");
    tag("details", "das-drawer")
        .key(key)
        .attr("name", "das-drawer")
        .child(tag("summary", "").text(title))
        .child(text.attr("aria-label", title).text(words))
        .html()
}

/// Each service's settings, and which document they are from.
fn services() -> Html {
    let cells = |name: &'static str, cells: Vec<String>| {
        tag("tr", "").children(cells.into_iter().map(|cell| tag(name, "").text(cell).html()).collect()).html()
    };
    let head = cells("th", says::TABLE.map(str::to_owned).into());
    let member = |member: &crate::labs::dashboard::Member| {
        let probes = match member.kind {
            Kind::Guide { probes } => lab::probes_in_all(probes),
            Kind::SysManage => lab::ANY_PROBES.to_owned(),
        };
        let retry = member.retry.as_ref();
        cells(
            "td",
            vec![
                member.name.to_owned(),
                says::opens(member.failures, member.kind == Kind::SysManage),
                says::waits(member.wait),
                says::closes(member.successes, &probes),
                retry.map_or_else(|| says::NO_RETRY.to_owned(), |retry| says::tries(retry.attempts, retry.waits)),
                member.source.to_owned(),
            ],
        )
    };
    let body = MEMBERS.iter().map(member).collect();
    let table = tag("table", "").child(tag("thead", "").child(head)).child(tag("tbody", "").children(body));
    let region = tag("div", "").attr("tabindex", "0").attr("role", "region").attr("aria-label", says::DRAWER_SERVICES);
    tag("details", "das-drawer")
        .attr("name", "das-drawer")
        .child(tag("summary", "").text(says::DRAWER_SERVICES))
        .child(region.attr("data-drawer", "services").child(table))
        .html()
}
