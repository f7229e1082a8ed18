//! The batch lab's stage: five sensors over the five slots of one tray, the last batches as a grid, and the
//! all-or-nothing twin on the same luck.
//!
//! The drawing is made from the picture, the settings and the time, and from nothing else.

mod grid;
mod layout;
mod twin;

use yew::{Html, classes, html};

use self::grid::Grid;
use self::layout::Layout;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::stage::{Drawing, Scene};
use crate::lab::Picture as AnyPicture;
use crate::lab::batch::{FAILURES, NAMES, Picture, SENSORS, Sensor, Status};
use crate::sim::input::Action;

/// How long a value falls from its card into its slot, in real milliseconds, and how much later each next one begins.
const FALL: f64 = 280.0;
const FALL_APART: f64 = 40.0;

/// The whole content of the stage card.
pub(crate) fn view(scene: &Scene<'_>) -> Html {
    let AnyPicture::Batch(picture) = scene.picture else { return Html::default() };
    let layout = Layout::of(scene.drawing);
    html! {
        <div class={classes!("bat", layout.class)}>
            <div class="art">
                <svg viewBox={layout.view_box} role="img" aria-label={spoken(picture)}>
                    { headline(picture, layout) }
                    if scene.drawing == Drawing::Phone {
                        { for (0..SENSORS).map(|index| row(scene, picture, layout, index)) }
                    } else {
                        <path d={tray(layout)} class="tray"/>
                        { for (0..SENSORS).map(|index| card(scene, picture, layout, index)) }
                    }
                    <Grid {layout} batches={picture.finished_batches.iter().rev().take(24).rev().cloned().collect::<Vec<_>>()}/>
                    { twin::view(scene, picture, layout) }
                </svg>
                { for (0..SENSORS).map(|index| buttons(scene, index)) }
                { twin::button(scene, picture) }
            </div>
        </div>
    }
}

/// The stage in words.
fn spoken(picture: &Picture) -> String {
    let sensors: Vec<String> = picture
        .sensors
        .iter()
        .zip(NAMES)
        .map(|(sensor, name)| format!("{name} {}", words(sensor, picture).1))
        .collect();
    format!("{} {}. {}", verdict(picture).1, clause(picture), sensors.join(", "))
}

/// The last finished batch in two words.
fn verdict(picture: &Picture) -> (Option<Glyph>, String) {
    match picture.finished_batches.back() {
        None => (None, "Reading".to_owned()),
        Some(batch) if batch.degraded() => {
            (Some(Glyph::Degraded), format!("Degraded {}/{}", batch.available, batch.total))
        }
        Some(batch) => (Some(Glyph::Success), format!("Healthy {}/{}", batch.available, batch.total)),
    }
}

/// What is missing from it.
fn clause(picture: &Picture) -> String {
    match picture.finished_batches.back() {
        None => "five sensors at once, the first batch".to_owned(),
        Some(batch) if batch.degraded() => {
            let missing: Vec<String> = batch.unavailable.iter().map(|sensor| format!("S{sensor}")).collect();
            format!("unavailable: {}", missing.join(", "))
        }
        Some(_) => "nothing is missing".to_owned(),
    }
}

fn headline(picture: &Picture, layout: &Layout) -> Html {
    let (sign, title) = verdict(picture);
    let tone = sign.map_or("k-ink", Glyph::tone);
    let (x, y) = layout.headline;
    let text_x = if sign.is_some() { x + layout.sign + 10.0 } else { x };
    let number = match (picture.current, picture.finished_batches.back()) {
        (Some(batch), Some(_)) => format!("reading batch {batch}"),
        (_, Some(batch)) => format!("batch {}", batch.number),
        (Some(batch), None) => format!("batch {batch}"),
        (None, None) => String::new(),
    };
    let (clause_x, clause_y) = layout.clause.unwrap_or((text_x, y));
    let title = html! { <tspan class={classes!(layout.title, "b", "ct")}>{ title }</tspan> };
    let clause = clause(picture);
    html! {
        <g class={tone}>
            if let Some(kind) = sign {
                { glyph(kind, x + layout.sign / 2.0, y - layout.sign * 0.36, layout.sign) }
            }
            if layout.clause.is_some() {
                <text x={text_x.to_string()} y={y.to_string()}>{ title }</text>
                <text x={clause_x.to_string()} y={clause_y.to_string()} class={classes!(layout.sub, "i2")}>{ clause }</text>
            } else {
                <text x={text_x.to_string()} y={y.to_string()}>
                    { title }<tspan class={classes!(layout.sub, "i2")} dx="14">{ clause }</tspan>
                </text>
            }
            <text x={layout.number.0.to_string()} y={layout.number.1.to_string()} class={classes!(layout.small, "i3", "end")}>
                { number }
            </text>
        </g>
    }
}

/// Where a sensor's read stands: shape, words, and the contract's word.
fn words(sensor: &Sensor, picture: &Picture) -> (Glyph, String, &'static str) {
    let _ = picture;
    match sensor.status {
        Status::Waiting if sensor.flight.is_some() => (Glyph::InFlight, "reading".to_owned(), "waiting"),
        Status::Waiting => (Glyph::InFlight, "waiting".to_owned(), "waiting"),
        Status::Ok { .. } => (Glyph::Success, "ok".to_owned(), "ok"),
        Status::Retrying { attempt } => (Glyph::Waiting, format!("retrying {attempt}"), "retrying"),
        Status::Unavailable => (Glyph::Unavailable, "unavailable".to_owned(), "unavailable"),
        Status::Stale { age, .. } => (Glyph::Stale, format!("stale, {age} old"), "stale"),
    }
}

/// The value that a card shows, and whether it is of the present read.
fn value(sensor: &Sensor) -> (String, bool) {
    match sensor.status {
        Status::Ok { value } => (format!("{value:.1}"), true),
        Status::Stale { value, .. } => (format!("{value:.1}"), false),
        Status::Waiting | Status::Retrying { .. } => ("…".to_owned(), false),
        Status::Unavailable => ("–".to_owned(), false),
    }
}

fn rate(scene: &Scene<'_>, sensor: &Sensor, index: usize) -> String {
    if sensor.killed {
        return "killed".to_owned();
    }
    let rate = FAILURES.get(index).map_or(0.0, |key| scene.settings.number(key));
    format!("{:.0} % fail", rate * 100.0)
}

/// How far a value has fallen from its card into its slot, 0 to 1.
fn fallen(scene: &Scene<'_>, sensor: &Sensor, index: usize) -> f64 {
    let Some(ended) = sensor.ended.filter(|_| scene.playing && !scene.still && scene.speed <= 4.0) else { return 1.0 };
    let real = scene.now.since(ended).as_secs_f64() * 1_000.0 / scene.speed.max(0.01);
    let part = ((real - FALL_APART * index as f64) / FALL).clamp(0.0, 1.0);
    1.0 - (1.0 - part) * (1.0 - part)
}

/// A sensor's card, the way into the tray, and its slot.
fn card(scene: &Scene<'_>, picture: &Picture, layout: &Layout, index: usize) -> Html {
    let sensor = &picture.sensors[index];
    let (kind, word, status) = words(sensor, picture);
    let (x, y, w, h) = (layout.card_x(index), layout.cards.1, layout.card.0, layout.card.1);
    let (shown, fresh) = value(sensor);
    let foot = layout.foot;
    let frame = if sensor.killed { "box killed" } else { "box" };
    let bottom = format!("M{x} {0}H{1}V{2}a9 9 0 0 1-9 9H{3}a9 9 0 0 1-9-9Z", y + h - foot, x + w, y + h - 9.0, x + 9.0);
    html! {
        <g data-sensor={NAMES[index]} data-status={status}>
            <rect x={x.to_string()} y={y.to_string()} width={w.to_string()} height={h.to_string()} rx="9" class={frame}/>
            <path d={bottom} class={classes!(kind.tone(), "fillt")}/>
            <rect x={x.to_string()} y={y.to_string()} width={w.to_string()} height={h.to_string()} rx="9" class={frame} fill-opacity="0"/>
            <text x={(x + 10.0).to_string()} y={(y + layout.name).to_string()} class={classes!(layout.label, "b")}>{ NAMES[index] }</text>
            <text x={(x + w - 8.0).to_string()} y={(y + layout.name).to_string()} class={classes!(layout.tiny, "end", if sensor.killed { "k-bad ct b" } else { "i3" })}>
                { rate(scene, sensor, index) }
            </text>
            <text x={(x + 10.0).to_string()} y={(y + layout.value).to_string()} class={classes!(layout.figure, "b", (!fresh).then_some("i3"))}>{ shown }</text>
            if let Some(top) = layout.spark {
                { spark(sensor, x + 10.0, y + top, w - 20.0, 34.0) }
            }
            { glyph(kind, x + 17.0, y + h - foot / 2.0, layout.mark) }
            <g class={kind.tone()}>
                <text x={(x + 20.0 + layout.mark / 2.0).to_string()} y={(y + h - foot / 2.0 + 4.5).to_string()} class={classes!(layout.state, "m", "ct")}>{ word }</text>
            </g>
            { slot(scene, sensor, layout, index, status) }
        </g>
    }
}

fn slot(scene: &Scene<'_>, sensor: &Sensor, layout: &Layout, index: usize, status: &str) -> Html {
    let (x, w) = (layout.card_x(index), layout.card.0);
    let (top, height) = (layout.tray.0 + 6.0, layout.tray.1 - 14.0);
    let (start, middle) = (layout.cards.1 + layout.card.1, x + w / 2.0);
    let part = fallen(scene, sensor, index);
    let arrived = status == "ok" && part >= 1.0;
    let center = top + height / 2.0;
    let (shape, word) = match status {
        "ok" => (Some(Glyph::Success), value(sensor).0),
        "unavailable" | "stale" => (Some(Glyph::Unavailable), "no value".to_owned()),
        _ => (None, "not yet".to_owned()),
    };
    let y = if status == "ok" { center - (1.0 - part) * (center - start + 20.0) } else { center };
    let tone = shape.map_or("k-ink", Glyph::tone);
    let place = format!("translate(0 {:.1})", y - center);
    html! { <>
        if status == "ok" {
            <path d={format!("M{middle} {start}V{}", layout.tray.0 - 6.0)} class="rule2 w3"/>
            <path d={format!("M{} {}h12l-6 8Z", middle - 6.0, layout.tray.0 - 9.0)} class="filli"/>
        } else {
            <path d={format!("M{middle} {}V{}", start + 5.0, layout.tray.0 - 2.0)} class="wire dead w4"/>
        }
        <rect x={x.to_string()} y={top.to_string()} width={w.to_string()} height={height.to_string()} rx="8"
            class={if arrived { "k-ok slot full" } else { "slot" }}/>
        <g class={tone} transform={place}>
            if let Some(kind) = shape {
                { glyph(kind, x + 20.0, center, layout.mark) }
            }
            <text x={(if shape.is_some() { x + 26.0 + layout.mark / 2.0 } else { x + 12.0 }).to_string()} y={(center + 5.5).to_string()}
                class={classes!(if status == "ok" { layout.sub } else { layout.state }, if status == "ok" { "b" } else { "m" }, if shape == Some(Glyph::Unavailable) { "ct" } else if shape.is_none() { "i3" } else { "" })}>
                { word }
            </text>
        </g>
    </> }
}

fn tray(layout: &Layout) -> String {
    let (x, right) = (layout.cards.0 - 10.0, layout.card_x(SENSORS - 1) + layout.card.0 + 10.0);
    let (top, height) = layout.tray;
    format!("M{x} {top}V{0}a8 8 0 0 0 8 8H{1}a8 8 0 0 0 8-8V{top}", top + height - 8.0, right - 8.0)
}

/// The last readings as a line with gaps; a reading between two gaps is a dot.
fn spark(sensor: &Sensor, x: f64, y: f64, w: f64, h: f64) -> Html {
    let step = w / 23.0;
    let offset = 24_usize.saturating_sub(sensor.history.len());
    let point = |index: usize, value: f64| {
        (x + (index + offset) as f64 * step, y + h * (1.0 - ((value - 20.0) / 60.0).clamp(0.0, 1.0)))
    };
    let (mut path, mut dots, mut pen) = (String::new(), Vec::new(), false);
    for (index, reading) in sensor.history.iter().enumerate() {
        let Some(value) = reading else {
            pen = false;
            continue;
        };
        let (px, py) = point(index, *value);
        path += &format!("{}{px:.1} {py:.1}", if pen { "L" } else { "M" });
        let next = sensor.history.get(index + 1).is_some_and(Option::is_some);
        if !next && (!pen || index + 1 == sensor.history.len()) {
            dots.push((px, py));
        }
        pen = true;
    }
    html! {
        <g>
            <path d={format!("M{x} {}h{w}", y + h + 3.0)} class="hair"/>
            <path d={path} class="spark"/>
            { for dots.into_iter().map(|(px, py)| html! { <circle cx={format!("{px:.1}")} cy={format!("{py:.1}")} r="3" class="dot"/> }) }
        </g>
    }
}

/// A sensor as one row of the narrow drawing.
fn row(scene: &Scene<'_>, picture: &Picture, layout: &Layout, index: usize) -> Html {
    let sensor = &picture.sensors[index];
    let (kind, word, status) = words(sensor, picture);
    let (x, w, h) = (layout.cards.0, layout.card.0, layout.card.1);
    let y = layout.cards.1 + index as f64 * (h + 6.0);
    let (shown, fresh) = value(sensor);
    let middle = y + h / 2.0;
    html! {
        <g data-sensor={NAMES[index]} data-status={status}>
            <rect x={x.to_string()} y={y.to_string()} width={w.to_string()} height={h.to_string()} rx="8"
                class={if sensor.killed { "box killed" } else { "box" }}/>
            <text x={(x + 10.0).to_string()} y={(middle - 4.0).to_string()} class="t4 b">{ NAMES[index] }</text>
            <text x={(x + 10.0).to_string()} y={(middle + 14.0).to_string()} class={classes!("t2", if sensor.killed { "k-bad ct b" } else { "i3" })}>
                { rate(scene, sensor, index) }
            </text>
            <text x={(x + 112.0).to_string()} y={(middle - 4.0).to_string()} class={classes!("t5", "b", "end", (!fresh).then_some("i3"))}>{ shown }</text>
            <g class={kind.tone()}>
                { glyph(kind, x + 80.0, middle + 10.0, 13.0) }
                <text x={(x + 90.0).to_string()} y={(middle + 14.0).to_string()} class="t2 m ct">{ word }</text>
            </g>
        </g>
    }
}

/// Kill and Recover of a sensor, laid over the drawing.
fn buttons(scene: &Scene<'_>, index: usize) -> Html {
    let service = u32::try_from(index).unwrap_or(0);
    let (kill, recover) = (Action::Kill { service }, Action::Recover { service });
    html! {
        <div class={classes!("over", "bat-act", format!("s{index}"))} key={index}>
            <button type="button" class="btn sm" aria-label={format!("Kill S{index}")}
                onclick={scene.act.reform(move |_| kill)}>{ "Kill" }</button>
            <button type="button" class="btn sm" aria-label={format!("Recover S{index}")}
                onclick={scene.act.reform(move |_| recover)}>{ "Recover" }</button>
        </div>
    }
}
