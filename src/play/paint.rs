//! Painted outages in the terms of a lab: its tracks, the settings that they stand over, and their words.

use super::{LabId, Scenario, Settings, Value};
use crate::sim::event::ServiceId;
use crate::sim::paint::{Stroke, Track, What};
use crate::text::play::paint as text;
use crate::time::{Instant, span_from_seconds};
use crate::words::{moment, percent, span};

/// The tracks of a lab, service by service: what is a setting can be painted.
pub fn tracks(lab: LabId) -> impl Iterator<Item = Track> {
    let services = lab.services.iter().map(|service| service.id);
    let tracks = services.flat_map(|service| What::ALL.map(|what| Track { service, what }));
    tracks.filter(move |track| setting(lab, *track).is_some())
}

/// What can be painted of the services of a lab.
pub fn qualities(lab: LabId) -> impl Iterator<Item = What> {
    What::ALL.into_iter().filter(move |what| tracks(lab).any(|track| track.what == *what))
}

/// A track as a link writes it: `failure`, or where there are several services `failure.S0`.
pub fn key(lab: LabId, track: Track) -> String {
    let what = match track.what {
        What::Failure => "failure",
        What::Latency => "latency",
    };
    if lab.services.len() > 1 { text::with_name(what, name(lab, track.service)) } else { what.to_owned() }
}

/// A service's name on the page.
pub fn name(lab: LabId, service: ServiceId) -> &'static str {
    lab.service(service).map_or("", |service| service.name)
}

/// The setting that a track stands over.
fn setting(lab: LabId, track: Track) -> Option<&'static str> {
    let service = lab.service(track.service)?;
    match track.what {
        What::Failure => service.failure,
        What::Latency => service.latency,
    }
}

/// What applies on a track where nothing is painted.
pub fn unpainted(lab: LabId, settings: &Settings, track: Track) -> f64 {
    setting(lab, track).map_or(0.0, |key| settings.number(key))
}

/// Puts what is painted at a moment in the place of the settings, to two decimals as they are shown. A setting that several
/// services share stays, since it is the one of a service that is not painted.
pub fn put(settings: &mut Settings, scenario: &Scenario, at: Instant) {
    let lab = scenario.lab;
    if scenario.paint.is_blank() {
        return;
    }
    let is_shared = |key| tracks(lab).filter(|track| setting(lab, *track) == Some(key)).count() > 1;
    for track in tracks(lab) {
        if let (Some(key), Some(value)) = (setting(lab, track), scenario.paint.value(track, at))
            && !is_shared(key)
        {
            settings.set(key, Value::Number((value * 100.0).round() / 100.0));
        }
    }
}

/// What happens on a track, as a sentence: `S1 fails 100 % until 20 s.`
pub fn sentence(lab: LabId, track: Track, stroke: Option<&Stroke>) -> String {
    let name = name(lab, track.service);
    match (stroke, track.what) {
        (None, What::Failure) => text::failure_as_set(name),
        (None, What::Latency) => text::latency_as_set(name),
        (Some(stroke), what) => {
            let until = moment(stroke.to());
            let (start, end) = (value(what, stroke.start()), value(what, stroke.end()));
            match (stroke.is_level(), what) {
                (true, What::Failure) => text::fails(name, &start, &until),
                (true, What::Latency) => text::takes(name, &start, &until),
                (false, What::Failure) => text::failure_goes(name, &start, &end, &until),
                (false, What::Latency) => text::latency_goes(name, &start, &end, &until),
            }
        }
    }
}

/// A value with its unit: `70 %`, `1.5 s`.
pub fn value(what: What, value: f64) -> String {
    match what {
        What::Failure => percent(value),
        What::Latency => span(span_from_seconds(value).unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labs::named;
    use crate::play::spec::{Kind, Widget};
    use crate::policy::ConfigError;

    #[test]
    fn a_track_allows_what_its_settings_slider_reaches() {
        for lab in LabId::all() {
            let mut count = 0;
            for track in tracks(lab) {
                count += 1;
                let spec = setting(lab, track).and_then(|key| lab.specs.iter().find(|spec| spec.key == key));
                let range = spec.map(|spec| match spec.kind {
                    Kind::Number { min, widget: Widget::Both { hand }, .. } => (min, hand),
                    Kind::Number { min, max, .. } => (min, max),
                    Kind::Choice { .. } | Kind::Mix | Kind::Kinds | Kind::Order { .. } => (0.0, 0.0),
                });
                // What is longer by default than can be painted has a slider that goes on.
                let beyond = spec.is_some_and(
                    |spec| matches!(spec.kind, Kind::Number { default, .. } if default > track.what.most()),
                );
                let reached = range.map(|(min, hand)| (min, if beyond { hand.min(track.what.most()) } else { hand }));
                assert_eq!(reached, Some((0.0, track.what.most())), "{}", key(lab, track));
            }
            let settings =
                lab.services.iter().map(|one| usize::from(one.failure.is_some()) + usize::from(one.latency.is_some()));
            assert_eq!(count, settings.sum::<usize>());
        }
    }

    #[test]
    fn strokes_read_as_people_say_them() -> Result<(), ConfigError> {
        let track = |what| Track { service: 1, what };
        let told = |what, values| {
            let times = (Instant::from_millis(5_000), Instant::from_millis(20_500));
            let stroke = Stroke::new(track(what), times, values)?;
            Ok(sentence(named("breaker"), track(what), Some(&stroke)))
        };
        assert_eq!(told(What::Failure, (1.0, 1.0))?, "S1 fails 100 % until 20.5 s.");
        assert_eq!(told(What::Latency, (0.05, 0.05))?, "S1 takes 0.05 s to answer, until 20.5 s.");
        assert_eq!(told(What::Failure, (1.0, 0.1))?, "S1's failure rate goes from 100 % to 10 % until 20.5 s.");
        assert_eq!(
            sentence(named("batch"), Track { service: 3, what: What::Latency }, None),
            "S3's latency is as set again."
        );
        Ok(())
    }
}
