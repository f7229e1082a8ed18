//! The retry lab's stage: reads as lanes of attempts and waits; the backoff curve with its jitter; what fails for good
//! against theory; and the storm, attempts a slot with the chosen jitter against none on the same luck.
//!
//! The drawing is made from the picture, the settings and the time, and from nothing else.

mod curve;
mod lanes;
mod layout;
mod storm;
mod tally;

use yew::{Html, classes, html};

use self::layout::Layout;
use crate::app::stage::{Drawing, Scene};
use crate::lab::Picture as AnyPicture;
use crate::lab::retry::Picture;

/// The whole content of the stage card.
pub(crate) fn view(scene: &Scene<'_>) -> Html {
    let AnyPicture::Retry(picture) = scene.picture else { return Html::default() };
    let twin = scene.twin.and_then(|twin| if let AnyPicture::Retry(twin) = twin { Some(&**twin) } else { None });
    let layout = Layout::of(scene.drawing);
    let wide = scene.drawing == Drawing::Wide;
    html! {
        <div class={classes!("ret", layout.class)}>
            <svg viewBox={layout.view_box} role="img" aria-label={format!("{} {}", title(scene), clause(scene, picture))}>
                { headline(scene, picture, layout) }
                { lanes::view(scene, picture, layout) }
                if wide {
                    <path d="M626 28V416" class="hair"/>
                    { curve::view(scene, picture, layout) }
                }
                { tally::view(scene, picture, layout) }
                { storm::view(scene, picture, twin, layout) }
            </svg>
        </div>
    }
}

fn title(scene: &Scene<'_>) -> String {
    const WORDS: [&str; 12] =
        ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];
    let reads = scene.settings.count("reads");
    let word = WORDS.get((reads as usize).wrapping_sub(1)).map_or_else(|| reads.to_string(), |word| (*word).to_owned());
    if reads == 1 { format!("{word} read") } else { format!("{word} reads") }
}

fn clause(scene: &Scene<'_>, picture: &Picture) -> String {
    let reads = u64::from(scene.settings.count("reads"));
    let trying = picture.reads.len() as u64 - picture.successes - picture.failures;
    let waiting = reads - picture.reads.len() as u64;
    let mut parts = vec![format!("{} succeeded", picture.successes), format!("{} failed for good", picture.failures)];
    if trying > 0 {
        parts.push(format!("{trying} still trying"));
    }
    if waiting > 0 {
        parts.push(format!("{waiting} to come"));
    }
    format!("{}.", parts.join(", "))
}

fn headline(scene: &Scene<'_>, picture: &Picture, layout: &Layout) -> Html {
    let (x, y) = layout.headline;
    html! {
        if let Some(second) = layout.second_line {
            <text x={x.to_string()} y={y.to_string()} class={classes!(layout.title, "b")}>{ title(scene) }</text>
            <text x={x.to_string()} y={second.to_string()} class={classes!(layout.sub, "i2")}>{ clause(scene, picture) }</text>
        } else {
            <text x={x.to_string()} y={y.to_string()} class={classes!(layout.title, "b")}>
                { title(scene) }<tspan class={classes!(layout.sub, "i2", "reg")} dx="14">{ clause(scene, picture) }</tspan>
            </text>
        }
    }
}
