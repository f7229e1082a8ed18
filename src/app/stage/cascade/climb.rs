//! How it climbs: the busy workers of each service over the last half minute.

use yew::Html;

use super::Side;
use super::measures::Layout;
use crate::app::plot::draw::{Area, Path, Print, group, part, path, rect, text};
use crate::app::stage::Scene;
use crate::labs::cascade::{A, B, C, CLIMB, D, SERVICES, STEP};
use crate::text::cascade as says;
use crate::time::Instant;
use crate::words::moment;

/// The order in which it climbs, from above.
const ROWS: [usize; 4] = [A, B, D, C];

/// A plot for each service of a side, below a common title.
pub(super) fn view(scene: &Scene<'_>, side: Side<'_>, place: Area, layout: &'static Layout) -> Html {
    let picture = side.picture;
    // Steps are told when something happens; up to now the last one goes on.
    let last = scene.now.nanos() / STEP.as_nanos() as u64;
    let steps: Vec<[u32; 4]> = picture.climb.iter().copied().collect();
    let newest = picture.step;
    let (workers, full) = (picture.hosts.map(|host| host.workers), picture.hosts.map(|host| host.full_first));
    let outage = picture.outage;
    let first = last.saturating_sub(CLIMB as u64 - 1);
    let print = Print::new(30).text(layout.frame.class).number(place.y).add(last).add(newest).add(outage.0.nanos());
    let busy = steps.last().copied().unwrap_or_default();
    let numbers = busy.into_iter().chain(workers).map(u64::from).chain([outage.1.nanos()]);
    let print = numbers.fold(print, Print::add);
    part(print, move || {
        let small = layout.frame.small;
        let head = small * 1.25;
        let title = text(layout.small.head, (place.x, place.y + head * 0.8)).text(says::CLIMB_TITLE);
        let mut all = group("").child(title);
        let axis = small * 1.3;
        let (top, height) = (place.y + head + 4.0, place.height - head - 4.0 - axis);
        let step = height / 4.0;
        let x = |step: u64| place.x + place.width * (step.saturating_sub(first)) as f64 / CLIMB as f64;
        for (row, service) in ROWS.into_iter().enumerate() {
            let area = Area::new(place.x, top + step * row as f64, place.width, step - 4.0);
            let name = text(layout.small.name, (area.x - small * 1.4, area.bottom() - area.height * 0.25));
            all = all.child(name.text(SERVICES[service])).child(rect("fills2", area));
            let (mut busy, mut is_full) = (Path::default(), Path::default());
            let begins = (newest + 1).saturating_sub(steps.len() as u64);
            let mut at = 0;
            // Equal steps are one shape.
            while at < steps.len() {
                let value = steps[at][service];
                let until = (at..steps.len()).find(|&next| steps[next][service] != value).unwrap_or(steps.len());
                let to = if until == steps.len() { last + 1 } else { begins + until as u64 };
                let from = (begins + at as u64).max(first);
                let share = (f64::from(value) / f64::from(workers[service].max(1))).min(1.0);
                let pen = if value >= workers[service] { &mut is_full } else { &mut busy };
                if to > from && value > 0 {
                    pen.rect(x(from), area.bottom() - area.height * share, x(to) - x(from), area.height * share);
                }
                at = until;
            }
            all = all.child(busy.tag("cas-busy")).child(group("k-bad").child(is_full.tag("cas-waits")));
            if let Some(since) = full[service] {
                let told = says::full_at(&moment(since));
                let middle = area.bottom() - area.height * 0.27;
                let place = text("t2 b oninv cas-at", (area.right() - 4.0, middle));
                all = all.child(place.text(told));
            }
        }
        let foot = place.bottom() - small * 0.2;
        let seconds = |step: u64| Instant::from_nanos(step * STEP.as_nanos() as u64);
        if first <= step_of(outage.0) && outage.0 < outage.1 && step_of(outage.0) <= last.max(CLIMB as u64) {
            let from = x(step_of(outage.0));
            all = all.child(path("cas-outage", "M# #V#", &[from, top, top + height]));
        }
        let ends = [(place.x, "", first), (place.right(), " end", first + CLIMB as u64)];
        let labels = ends
            .map(|(x, end, at)| text([layout.small.quiet, end].concat(), (x, foot)).text(moment(seconds(at))).html());
        all.children(labels.into()).html()
    })
}

fn step_of(at: Instant) -> u64 {
    at.nanos() / STEP.as_nanos() as u64
}
