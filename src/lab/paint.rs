//! Painted outages in the terms of a lab: its tracks, the settings that they stand over, and their words.

use super::batch::FAILURES;
use super::{LabId, Scenario, Settings, Value, percent};
use crate::sim::event::ServiceId;
use crate::sim::paint::{Stroke, Track, What};
use crate::time::{Instant, span_from_seconds};
use crate::words::{moment, span};

/// The tracks of a lab, service by service.
pub fn tracks(lab: LabId) -> impl Iterator<Item = Track> {
    let services = lab.lab().services.iter().map(|(service, _)| *service);
    services.flat_map(|service| What::ALL.map(|what| Track { service, what }))
}

/// A track as a link writes it: `failure`, or in the batch lab `failure.S0`.
pub fn key(lab: LabId, track: Track) -> String {
    let what = match track.what {
        What::Failure => "failure",
        What::Latency => "latency",
    };
    if lab == LabId::Batch { format!("{what}.{}", name(lab, track.service)) } else { what.to_owned() }
}

/// A service's name on the page.
pub fn name(lab: LabId, service: ServiceId) -> &'static str {
    lab.lab().services.iter().find(|(id, _)| *id == service).map_or("", |(_, name)| *name)
}

/// The setting that a track stands over.
fn setting(lab: LabId, track: Track) -> Option<&'static str> {
    match (track.what, lab) {
        (What::Latency, _) => Some("latency"),
        (What::Failure, LabId::Batch) => FAILURES.get(usize::try_from(track.service).ok()?).copied(),
        (What::Failure, _) => Some("failure"),
    }
}

/// What applies on a track where nothing is painted.
pub fn unpainted(lab: LabId, settings: &Settings, track: Track) -> f64 {
    setting(lab, track).map_or(0.0, |key| settings.number(key))
}

/// Puts what is painted at a moment in the place of the settings, to two decimals as they are shown. The batch lab has
/// one latency for five sensors; its setting stays, since it is the one of a sensor that is not painted.
pub fn put(settings: &mut Settings, scenario: &Scenario, at: Instant) {
    let lab = scenario.lab;
    if scenario.paint.is_blank() {
        return;
    }
    for track in tracks(lab).filter(|track| lab != LabId::Batch || track.what == What::Failure) {
        if let (Some(key), Some(value)) = (setting(lab, track), scenario.paint.value(track, at)) {
            settings.set(key, Value::Number((value * 100.0).round() / 100.0));
        }
    }
}

/// What happens on a track, as a sentence: `S1 fails 100 % until 20 s.`
pub fn sentence(lab: LabId, track: Track, stroke: Option<&Stroke>) -> String {
    let name = name(lab, track.service);
    match (stroke, track.what) {
        (None, What::Failure) => format!("{name}'s failure rate is as set again."),
        (None, What::Latency) => format!("{name}'s latency is as set again."),
        (Some(stroke), what) => {
            let until = moment(stroke.to());
            let (start, end) = (value(what, stroke.start()), value(what, stroke.end()));
            match (stroke.is_level(), what) {
                (true, What::Failure) => format!("{name} fails {start} until {until}."),
                (true, What::Latency) => format!("{name} takes {start} to answer, until {until}."),
                (false, What::Failure) => format!("{name}'s failure rate goes from {start} to {end} until {until}."),
                (false, What::Latency) => format!("{name}'s latency goes from {start} to {end} until {until}."),
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
    use crate::lab::spec::{Kind, Widget};
    use crate::policy::ConfigError;

    #[test]
    fn a_track_allows_what_its_settings_slider_reaches() {
        for lab in LabId::ALL {
            let mut count = 0;
            for track in tracks(lab) {
                count += 1;
                let spec = setting(lab, track).and_then(|key| lab.specs().iter().find(|spec| spec.key == key));
                let range = spec.map(|spec| match spec.kind {
                    Kind::Number { min, widget: Widget::Both { hand }, .. } => (min, hand),
                    Kind::Number { min, max, .. } => (min, max),
                    Kind::Choice { .. } | Kind::Mix | Kind::Kinds => (0.0, 0.0),
                });
                assert_eq!(range, Some((0.0, track.what.most())), "{}", key(lab, track));
            }
            assert_eq!(count, lab.lab().services.len() * 2);
        }
    }

    #[test]
    fn strokes_read_as_people_say_them() -> Result<(), ConfigError> {
        let track = |what| Track { service: 1, what };
        let told = |what, values| {
            let times = (Instant::from_millis(5_000), Instant::from_millis(20_500));
            let stroke = Stroke::new(track(what), times, values)?;
            Ok(sentence(LabId::Breaker, track(what), Some(&stroke)))
        };
        assert_eq!(told(What::Failure, (1.0, 1.0))?, "S1 fails 100 % until 20.5 s.");
        assert_eq!(told(What::Latency, (0.05, 0.05))?, "S1 takes 0.05 s to answer, until 20.5 s.");
        assert_eq!(told(What::Failure, (1.0, 0.1))?, "S1's failure rate goes from 100 % to 10 % until 20.5 s.");
        assert_eq!(
            sentence(LabId::Batch, Track { service: 3, what: What::Latency }, None),
            "S3's latency is as set again."
        );
        Ok(())
    }
}
