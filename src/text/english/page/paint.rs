//! The tool Paint.

/// What is painted: all sensors.
pub const EVERY: &str = "All sensors";

/// Its name, for a screen reader.
pub const PAINT: &str = "Paint the outage";

/// A track's title.
pub fn title(whose: &str, name: &str) -> String {
    format!("{whose} {name}")
}

/// Between two values.
pub const TO: &str = " to ";

/// What the brush would paint.
pub fn span(from: &str, to: &str, values: &str) -> String {
    format!("{from} to {to}, {values}")
}

/// A field.
pub const FROM: &str = "From";

/// A field.
pub const UNTIL: &str = "To";

/// A field.
pub const END: &str = "At the end";

/// A button.
pub const SET: &str = "Set";

/// What it does.
pub const SET_MORE: &str = "Paint the span (Enter on the track)";

/// A button.
pub const ERASE: &str = "Erase";

/// What it does.
pub const ERASE_MORE: &str = "As set again (Delete on the track)";

/// Strokes that are ready.
pub const SHAPES: &str = "Shapes";

/// Buttons that erase.
pub const CLEAR: &str = "Clear";

/// How many strokes there are.
pub fn strokes(strokes: usize, most: usize) -> String {
    format!("{strokes} of {most} strokes")
}

/// A button.
pub const CLEAR_TRACK: &str = "Clear track";

/// A button.
pub const CLEAR_ALL: &str = "Clear all";

/// How to paint.
pub const KEYS: &str = "Draw on a track. Or with keys: arrows move the span and its value, Shift and arrows its end, Enter sets it, Delete erases.";

/// A choice: all sensors.
pub const ALL: &str = "All";

/// A choice.
pub const TRACK: &str = "Track";

/// A track, in a sentence.
pub const LATENCY: &str = "latency";

/// A track, in a sentence.
pub const FAILURE_RATE: &str = "failure rate";

/// A track.
pub const FAILURE_TRACK: &str = "Failure rate";

/// A track.
pub const LATENCY_TRACK: &str = "Latency";

/// One stroke.
pub fn stroke(from: &str, to: &str, values: &str) -> String {
    format!("{from} to {to}: {values}")
}

/// A track without strokes.
pub fn nothing(whose: &str) -> String {
    format!("{whose}: nothing is painted.")
}

/// A track's strokes.
pub fn painted(whose: &str, strokes: &str) -> String {
    format!("{whose}: painted {strokes}.")
}

/// What a field may have.
pub const FROM_ALLOWED: &str = "0 to 86400 s";

/// What a field may have.
pub const UNTIL_ALLOWED: &str = "after the start, at most 86400 s";

/// What a field may have.
pub const FAILURE_ALLOWED: &str = "0 to 100 %";

/// What a field may have.
pub const LATENCY_ALLOWED: &str = "0 to 5 s";

/// A shape.
pub const OUTAGE: &str = "Outage";

/// What it paints.
pub const OUTAGE_MORE: &str = "100 % fail";

/// A shape.
pub const BROWNOUT: &str = "Brownout";

/// What it paints.
pub const BROWNOUT_MORE: &str = "50 % fail, and answers take 1 s longer";

/// A shape.
pub const FLAPPING: &str = "Flapping";

/// What it paints.
pub const FLAPPING_MORE: &str = "Down three times, healthy in between";

/// A shape.
pub const RECOVERY: &str = "Slow recovery";

/// What it paints.
pub const RECOVERY_MORE: &str = "100 % fail, then fewer and fewer, down to the setting";

/// A shape.
pub const SPIKE: &str = "Spike";

/// What it paints.
pub const SPIKE_MORE: &str = "Failures and latency rise to 100 % and 2 s more, and fall again";
