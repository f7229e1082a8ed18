//! How numbers, times and counted things read in a sentence: one rule each, for the page, explanations and reports.
//!
//! A time below two minutes is in seconds (`4.95 s`), from there on in minutes (`2:05 min`), and from two hours on in
//! hours (`2:03:20 h`). What is whole has no zeros behind it: `5 min`, `3 h`. A number from a thousand on has commas.

use core::time::Duration;

use crate::decimal::{fixed, short};
use crate::time::Instant;

/// Hundredths of a second in a minute, and in an hour.
const MINUTE: u64 = 6_000;
const HOUR: u64 = 60 * MINUTE;
/// From here on, in seconds, a time is in minutes.
pub const IN_MINUTES: f64 = 120.0;
/// From here on, in seconds, a time is in hours.
pub const IN_HOURS: f64 = 7_200.0;

/// What is counted: one of it, and several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Noun(pub &'static str, pub &'static str);

impl Noun {
    /// The form that fits a number.
    pub const fn form(self, number: u64) -> &'static str {
        if number == 1 { self.0 } else { self.1 }
    }

    /// `1 call`, `1,200 calls`.
    pub fn count(self, number: u64) -> String {
        format!("{} {}", grouped(number), self.form(number))
    }

    /// The same for a number with at most one decimal: `1 call`, `2.5 calls`.
    pub fn of(self, number: f64) -> String {
        self.after(decimal(number, 1))
    }

    /// The same for a mean or another [`rough`] number: `6.4 calls`, `1,110 calls`.
    pub fn roughly(self, number: f64) -> String {
        self.after(rough(number))
    }

    fn after(self, number: String) -> String {
        let form = if number == "1" { self.0 } else { self.1 };
        number + " " + form
    }
}

/// `1 call`, `1,200 calls`.
pub fn count(number: u64, one: &'static str, many: &'static str) -> String {
    Noun(one, many).count(number)
}

/// `first`, `2nd`, `11th`.
pub fn ordinal(number: u64) -> String {
    let suffix = match (number % 10, number % 100) {
        (1, 1) if number == 1 => return "first".to_owned(),
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{}{suffix}", grouped(number))
}

/// A whole number with a comma between each three digits: `999`, `8,420`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Things in a sentence: `a`, `a and b`, `a, b and c`.
pub fn and(things: &[&str]) -> String {
    match things {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A complaint quotes at most this many characters of what it complains of.
const QUOTED: usize = 60;

/// What a complaint quotes of a text, whatever its length: its first 60 characters, and a sign that there are more.
pub fn quoted(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A number with at most `places` decimals, no zeros at its end, and commas: `0.5`, `8,420.5`.
pub fn decimal(number: f64, places: u32) -> String {
    let text = short(number, places);
    let (sign, rest) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(whole, fraction)| (whole, Some(fraction)));
    // What is no number, or has no end, has no digits to be put in groups.
    let Ok(whole) = whole.parse() else { return text };
    let whole = grouped(whole);
    fraction.map_or_else(|| format!("{sign}{whole}"), |fraction| format!("{sign}{whole}.{fraction}"))
}

/// A mean or another number that is only as good as theory or the cases behind it: one decimal below a hundred, whole
/// from there on. `6.4`, `1,110`.
pub fn rough(number: f64) -> String {
    decimal(number, u32::from(number < 99.95))
}

/// A part of one in per cent, with one decimal unless it is whole: `70 %`, `33.3 %`, `13.0 %` where a little was rounded.
pub fn percent(part: f64) -> String {
    let percent = part * 100.0;
    let places = u32::from((percent - percent.round()).abs() > 0.005);
    format!("{} %", fixed(percent, places))
}

/// A part of one in whole per cent, where there is little room.
pub fn whole_percent(part: f64) -> String {
    format!("{} %", decimal(part * 100.0, 0))
}

/// A share with the digits that matter, down to rare ones: `13.0 %`, `2.8 %`, `0.01 %`, `100 %`.
pub fn fine_percent(part: f64) -> String {
    let percent = part * 100.0;
    if part <= 0.0 {
        "0 %".to_owned()
    } else if percent >= 99.95 {
        "100 %".to_owned()
    } else if percent >= 0.95 {
        let tenths = (percent * 10.0 + 0.5) as u64;
        format!("{}.{} %", tenths / 10, tenths % 10)
    } else if percent >= 0.005 {
        format!("{} %", short(percent, 2))
    } else {
        "under 0.01 %".to_owned()
    }
}

/// An interval of parts of one in whole per cent: `2 to 44 %`.
pub fn percent_range((low, high): (f64, f64)) -> String {
    format!("{} to {} %", (low * 100.0 + 0.5) as u64, (high * 100.0 + 0.5) as u64)
}

/// A share as it is seen: `12 % (3 of 25)`, or a dash before there is any case.
pub fn share(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    format!("{} ({} of {})", percent(part as f64 / whole as f64), grouped(part), grouped(whole))
}

/// A span for reading: at most two decimals of a second, three below a tenth of a second.
pub fn span(span: Duration) -> String {
    let seconds = span.as_secs_f64();
    let hundredths = hundredths(seconds);
    if hundredths < 2 * MINUTE {
        return format!("{} s", short(seconds, if seconds < 0.1 { 3 } else { 2 }));
    }
    let (unit, whole) = if hundredths < 2 * HOUR { ("min", MINUTE) } else { ("h", HOUR) };
    if hundredths.is_multiple_of(whole) {
        return format!("{} {unit}", grouped(hundredths / whole));
    }
    let (text, unit) = stacked(hundredths, 2);
    let text = text.strip_suffix(".00").map(str::to_owned).unwrap_or(text);
    let text = if text.contains('.') { text.trim_end_matches('0').to_owned() } else { text };
    format!("{text} {unit}")
}

/// The same of a number of seconds; nothing for one that is no span.
pub fn seconds(seconds: f64) -> String {
    crate::time::span_from_seconds(seconds).map_or_else(|| format!("{} s", short(seconds, 2)), span)
}

/// The same for a number that changes while one looks: below two minutes with at least one decimal, so that its place
/// stays as wide. `5.0 s`, `0.05 s`.
pub fn seconds_in_tenths(value: f64) -> String {
    if value >= IN_MINUTES {
        return seconds(value);
    }
    let number = decimal(value, 2);
    let tenths = if number.contains('.') { "" } else { ".0" };
    format!("{number}{tenths} s")
}

/// A moment for reading: the span since the run's start.
pub fn moment(at: Instant) -> String {
    span(at.since(Instant::ZERO))
}

/// A moment as a clock shows it, and its unit: always hundredths of a second, rounded down, since a clock does not run
/// ahead.
pub fn clock(at: Instant) -> (String, &'static str) {
    stacked(at.millis() / 10, 2)
}

/// A sum of milliseconds as a counter shows it, and its unit: with this many decimals of a second, at most two, rounded
/// down.
pub fn sum(millis: u64, places: u32) -> (String, &'static str) {
    stacked(millis / 10, places)
}

/// The numbers at the ticks of an axis, and their unit, which is that of the last one. Ticks that are whole minutes or
/// hours are written as such.
pub fn axis(ticks: &[f64]) -> (Vec<String>, &'static str) {
    let last = ticks.last().copied().unwrap_or_default();
    let whole = |unit: f64| last >= IN_MINUTES && ticks.iter().all(|tick| (tick / unit).fract() == 0.0);
    let label = |tick: &f64| match () {
        () if last < IN_MINUTES => decimal(*tick, 2),
        () if whole(3_600.0) => decimal(tick / 3_600.0, 0),
        () if whole(60.0) => decimal(tick / 60.0, 0),
        () => {
            let hundredths = hundredths(*tick);
            format!("{}:{:02}", grouped(hundredths / MINUTE), hundredths % MINUTE / 100)
        }
    };
    let unit = if last < IN_MINUTES {
        "s"
    } else if whole(3_600.0) {
        "h"
    } else {
        "min"
    };
    (ticks.iter().map(label).collect(), unit)
}

/// The clock's time with its unit: `12.40 s`, `2:05.40 min`.
pub fn clock_text(at: Instant) -> String {
    let (text, unit) = clock(at);
    format!("{text} {unit}")
}

/// About how long, in the unit that fits, with two digits: `5.1 s`, `15 min`, `1.9 h`, `12 days`.
pub fn about(seconds: f64) -> String {
    let units =
        [(60.0, 1.0, "s"), (3_600.0, 60.0, "min"), (172_800.0, 3_600.0, "h"), (f64::INFINITY, 86_400.0, "days")];
    for (below, unit, name) in units {
        let part = seconds / unit;
        // What would be written as the next unit's least belongs to that.
        if seconds < below * 0.995 {
            return format!("{} {name}", decimal(part, u32::from(part < 9.95)));
        }
    }
    format!("{} s", short(seconds, 0))
}

fn hundredths(seconds: f64) -> u64 {
    (seconds * 100.0).round() as u64
}

/// Seconds, minutes or hours with this many decimals of a second, at most two, and the unit.
fn stacked(hundredths: u64, places: u32) -> (String, &'static str) {
    let (minutes, rest) = (hundredths / MINUTE, hundredths % MINUTE);
    let (second, part) = (rest / 100, rest % 100);
    let part = match places {
        0 => String::new(),
        1 => format!(".{}", part / 10),
        _ => format!(".{part:02}"),
    };
    if hundredths < 2 * MINUTE {
        (format!("{}{part}", hundredths / 100), "s")
    } else if hundredths < 2 * HOUR {
        (format!("{minutes}:{second:02}{part}"), "min")
    } else {
        (format!("{}:{:02}:{second:02}{part}", grouped(minutes / 60), minutes % 60), "h")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_one_have_the_digits_that_their_place_has_room_for() {
        assert_eq!([0.7, 1.0 / 3.0, 1.0, 0.0].map(percent), ["70 %", "33.3 %", "100 %", "0 %"]);
        assert_eq!([0.7, 1.0 / 3.0].map(whole_percent), ["70 %", "33 %"]);
        let said = [0.0, 0.1296, 0.5, 0.002, 0.000_001, 1.0].map(fine_percent);
        assert_eq!(said, ["0 %", "13.0 %", "50.0 %", "0.2 %", "under 0.01 %", "100 %"]);
        assert_eq!(percent_range((0.018, 0.404)), "2 to 40 %");
        assert_eq!((share(3, 25), share(0, 0)), ("12 % (3 of 25)".to_owned(), "–".to_owned()));
    }

    #[test]
    fn seconds_that_change_keep_their_tenths() {
        assert_eq!([5.0, 0.1, 0.05, 300.0].map(seconds_in_tenths), ["5.0 s", "0.1 s", "0.05 s", "5 min"]);
    }

    #[test]
    fn counted_things_have_the_form_that_fits() {
        assert_eq!(
            [0, 1, 2, 12_345].map(|number| count(number, "call", "calls")),
            ["0 calls", "1 call", "2 calls", "12,345 calls"]
        );
        assert_eq!([1.0, 1.04, 2.5, 0.0].map(|number| Noun("s", "s").of(number)), ["1 s", "1 s", "2.5 s", "0 s"]);
        assert_eq!(
            [1, 2, 3, 4, 11, 12, 13, 21, 22, 101, 1_111].map(ordinal),
            ["first", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "22nd", "101st", "1,111th"]
        );
    }

    #[test]
    fn numbers_have_commas_and_no_false_digits() {
        assert_eq!(
            [0, 999, 1_000, 12_345, u64::MAX].map(grouped),
            ["0", "999", "1,000", "12,345", "18,446,744,073,709,551,615"]
        );
        assert_eq!(
            [0.5, -1_234.5, 8_420.0, f64::NAN].map(|number| decimal(number, 2)),
            ["0.5", "-1,234.5", "8,420", "NaN"]
        );
        assert_eq!(
            [6.385, 1.0, 99.94, 99.96, 1_110.0, 8_420.4].map(rough),
            ["6.4", "1", "99.9", "100", "1,110", "8,420"]
        );
    }

    #[test]
    fn times_are_in_seconds_then_in_minutes_then_in_hours() {
        let of = |millis| span(Duration::from_millis(millis));
        assert_eq!([0, 50, 100, 4_950, 119_990].map(of), ["0 s", "0.05 s", "0.1 s", "4.95 s", "119.99 s"]);
        assert_eq!(
            [120_000, 119_996, 125_000, 125_500, 305_800, 3_599_900, 3_600_000].map(of),
            ["2 min", "2 min", "2:05 min", "2:05.5 min", "5:05.8 min", "59:59.9 min", "60 min"]
        );
        assert_eq!(
            [7_199_990, 7_200_000, 7_400_000, 86_400_000, 5_169_600_000].map(of),
            ["119:59.99 min", "2 h", "2:03:20 h", "24 h", "1,436 h"]
        );
        assert_eq!(seconds(300.0), "5 min");
        assert_eq!(seconds(f64::INFINITY), "inf s");
        assert_eq!(span(Duration::MAX), "51,240,955,760,304:18:36.15 h");
    }

    #[test]
    fn a_clock_has_hundredths_and_does_not_run_ahead() {
        let at = |millis| clock_text(Instant::from_millis(millis));
        assert_eq!(
            [0, 12_349, 119_999, 120_000, 3_599_999, 7_384_509].map(at),
            ["0.00 s", "12.34 s", "119.99 s", "2:00.00 min", "59:59.99 min", "2:03:04.50 h"]
        );
    }

    #[test]
    fn an_axis_has_one_unit_and_a_counter_the_decimals_that_there_is_room_for() {
        let of = |ticks: &[f64]| {
            let (labels, unit) = axis(ticks);
            format!("{} {unit}", labels.join(" "))
        };
        assert_eq!(of(&[0.0, 0.5, 1.0]), "0 0.5 1 s");
        assert_eq!(of(&[0.0, 20.0, 100.0, 120.0]), "0:00 0:20 1:40 2:00 min");
        assert_eq!(of(&[0.0, 600.0, 3_600.0]), "0 10 60 min");
        assert_eq!(of(&[0.0, 43_200.0, 86_400.0]), "0 12 24 h");
        assert_eq!(of(&[]), " s");
        assert_eq!(
            [(5_460, 1), (5_460, 0), (1_436_400, 1), (1_436_400, 0)].map(|(millis, places)| sum(millis, places)),
            [
                ("5.4".to_owned(), "s"),
                ("5".to_owned(), "s"),
                ("23:56.4".to_owned(), "min"),
                ("23:56".to_owned(), "min")
            ]
        );
    }

    #[test]
    fn about_has_two_digits_and_a_unit_that_fits() {
        assert_eq!(
            [0.0, 5.108, 59.9, 888.0, 6_736.0, 86_400.0, 1e6, 1e12].map(about),
            ["0 s", "5.1 s", "1 min", "15 min", "1.9 h", "24 h", "12 days", "11,574,074 days"]
        );
    }

    #[test]
    fn a_quotation_ends_after_sixty_characters() {
        assert_eq!(quoted("short"), "short");
        assert_eq!(quoted(&"é".repeat(60)), "é".repeat(60));
        assert_eq!(quoted(&"é".repeat(1_000_000)), "é".repeat(60) + "…");
    }
}
