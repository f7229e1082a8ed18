//! Painted strokes as text: `12~20~failure~1` from 12 s to 20 s, and with a fifth part a line to the value at the end.

use super::read::{Reader, moment};
use super::write::seconds;
use super::{Complaint, MAX_SECONDS};
use crate::decimal;
use crate::play::{LabId, paint};
use crate::policy::ConfigError;
use crate::sim::paint::{Painting, Stroke};
use crate::text::link as text;
use crate::words::quoted;

impl Reader {
    /// The painting of the key `paint`; strokes that make no sense are named and left out.
    pub(super) fn paint(&mut self) -> Painting {
        let mut painting = Painting::default();
        let Some(text) = self.value("paint").map(str::to_owned) else { return painting };
        for part in text.split(';').filter(|part| !part.is_empty()) {
            let added = read(self.lab, part).and_then(|stroke| painting.add(stroke).map_err(refused));
            if let Err(why) = added {
                self.complaints.push(Complaint::BadStroke { text: quoted(part), why });
            }
        }
        painting
    }
}

/// Reads a stroke. The error says what is wrong with it.
fn read(lab: LabId, text: &str) -> Result<Stroke, String> {
    let parts: Vec<&str> = text.split('~').collect();
    let (times, name, values) = match *parts.as_slice() {
        [from, to, name, value] => ([from, to], name, [value, value]),
        [from, to, name, start, end] => ([from, to], name, [start, end]),
        _ => {
            return Err(text::STROKE_READS.to_owned());
        }
    };
    let track = paint::tracks(lab).find(|track| paint::key(lab, *track) == name).ok_or_else(|| {
        let keys: Vec<String> = paint::tracks(lab).map(|track| paint::key(lab, track)).collect();
        text::tracks(&keys.join(", "))
    })?;
    let [Some(from), Some(to)] = times.map(moment) else {
        return Err(text::moments_up_to(MAX_SECONDS));
    };
    let [Some(start), Some(end)] = values.map(decimal::read) else {
        return Err(text::word_must_be(name, track.what.allowed()));
    };
    if from >= to {
        return Err(text::ENDS_AFTER.to_owned());
    }
    Stroke::new(track, (from, to), (start, end)).map_err(|error| text::word_must_be(name, &error.allowed))
}

/// Why a stroke has no place in a painting.
fn refused(error: ConfigError) -> String {
    match error.field {
        "paint" => text::painting_has(&error.allowed),
        _ => text::it_must_be(&error.allowed),
    }
}

/// The strokes of a painting, track by track.
pub(super) fn write(lab: LabId, painting: &Painting) -> String {
    let stroke = |stroke: &Stroke| {
        let (from, to) = (seconds(stroke.from()), seconds(stroke.to()));
        let track = paint::key(lab, stroke.track());
        let end = if stroke.is_level() { String::new() } else { format!("~{}", decimal::short(stroke.end(), 9)) };
        format!("{from}~{to}~{track}~{}{end}", decimal::short(stroke.start(), 9))
    };
    painting.strokes().iter().map(stroke).collect::<Vec<_>>().join(";")
}
