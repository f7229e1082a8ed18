//! The orders of each of the last seconds: served and lost, of both sides.

use yew::Html;

use super::measures::Layout;
use crate::app::plot::draw::{Area, Path, Print, group, part, rect, text};
use crate::app::stage::Scene;
use crate::labs::bulkhead::Picture;
use crate::text::bulkhead::stage as says;

/// Seconds in sight.
const SECONDS: u64 = 40;

/// A row for each side.
pub(super) fn view(scene: &Scene<'_>, sides: [&Picture; 2], area: Area, layout: &'static Layout) -> Html {
    let now = scene.now.nanos() / 1_000_000_000;
    let first = (now + 1).saturating_sub(SECONDS);
    let rows = sides.map(|picture| {
        let begins = (picture.second + 1).saturating_sub(picture.seconds.len() as u64);
        let seconds = picture.seconds.iter().enumerate().map(|(index, second)| (begins + index as u64, *second));
        seconds.filter(|(at, _)| *at >= first).collect::<Vec<_>>()
    });
    let mut print = Print::new(40).text(layout.frame.class).add(first);
    for (at, second) in rows.iter().flatten() {
        print = print.add(*at).add(u64::from(second.served) << 32 | u64::from(second.lost));
    }
    part(print, move || {
        let height = area.height / 2.0;
        let pitch = area.width / SECONDS as f64;
        // All seconds have one scale, so that it is seen how much comes.
        let all = rows.iter().flatten().map(|(_, second)| second.served + second.lost);
        let most = f64::from(all.max().unwrap_or(1).max(1));
        let mut drawing = group("");
        for (index, (row, name)) in rows.iter().zip([says::SECONDS_POOL, says::SECONDS_WALL]).enumerate() {
            let place = Area { y: area.y + height * index as f64, height: height - 4.0, ..area };
            let base = place.y + place.height / 2.0 + layout.frame.small * 0.35;
            let (mut served, mut lost) = (Path::default(), Path::default());
            for (at, second) in row {
                let x = place.x + pitch * (at - first) as f64;
                let (good, bad) = (f64::from(second.served) / most, f64::from(second.lost) / most);
                let width = pitch - 2.0;
                if good > 0.0 {
                    served.rect(x, place.bottom() - place.height * good, width, place.height * good);
                }
                if bad > 0.0 {
                    lost.rect(x + 0.8, place.y + 0.8, width - 1.6, (place.height * bad - 1.6).max(0.5));
                }
            }
            drawing = drawing
                .child(text(layout.small.quiet, (layout.names, base)).text(name))
                .child(rect("fills2", place))
                .child(group("k-ok").child(served.tag("fillf")))
                .child(group("k-fast").child(lost.tag("bul-lost")));
        }
        drawing.html()
    })
}
