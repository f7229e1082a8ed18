//! Numbers as decimal text and back.
//!
//! One way of reading and writing the numbers of settings, moments and drawings: at most nine decimals and far below
//! 2^53, where whole arithmetic is exact, no exponents, no sign but a minus, and no zeros at the end. What is read is the
//! nearest float, and what is written is read again as the same number.

/// The whole numbers up to here are exact in a float.
const EXACT: u64 = 1 << 53;

/// As many decimals as are written and read.
pub const PLACES: u32 = 9;

/// Reads `12`, `-0.5` or `12.4`; nothing for exponents, signs other than a leading minus, or more than 15 digits that
/// count. More than nine decimals are rounded to nine, as they are written, so what is read is what is written. A number
/// of up to 15 digits is read to the nearest float (Clinger, 1990: both parts of the division are exact).
pub fn read(text: &str) -> Option<f64> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let (mut number, mut scale, mut full) = (0_u64, 1.0_f64, false);
    for (index, digit) in whole.bytes().chain(fraction.bytes()).enumerate() {
        if !digit.is_ascii_digit() {
            return None;
        }
        let digit = u64::from(digit - b'0');
        let next = number * 10 + digit;
        match index.checked_sub(whole.len()) {
            None if next < EXACT => number = next,
            None => return None,
            Some(_) if full => {}
            Some(place) if place < PLACES as usize && next < EXACT => {
                number = next;
                scale *= 10.0;
            }
            // Half is rounded away from zero. Further digits make no difference.
            Some(place) => {
                number += u64::from(place == PLACES as usize && digit >= 5);
                full = true;
            }
        }
    }
    let value = number as f64 / scale;
    Some(if negative { -value } else { value })
}

/// A number as it is read when it was written: with at most nine decimals. Numbers below a million come out the same
/// when it is done again.
pub fn rounded(number: f64) -> f64 {
    read(&short(number, PLACES)).unwrap_or(number)
}

/// A number with just this many decimals (at most 9), rounded half away from zero. What is too large reads as very
/// large.
pub fn fixed(number: f64, places: u32) -> String {
    let Some((sign, whole, fraction)) = parts(number, places) else { return odd(number) };
    if places == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction:0width$}", width = places as usize)
    }
}

/// A number with at most this many decimals (at most 9), and no zeros at its end.
pub fn short(number: f64, places: u32) -> String {
    let Some((sign, whole, fraction)) = parts(number, places) else { return odd(number) };
    if fraction == 0 {
        return format!("{sign}{whole}");
    }
    let digits = format!("{fraction:0width$}", width = places as usize);
    format!("{sign}{whole}.{}", digits.trim_end_matches('0'))
}

/// What is no number or has no end, as the standard library writes it.
fn odd(number: f64) -> String {
    if number.is_nan() {
        "NaN"
    } else if number > 0.0 {
        "inf"
    } else {
        "-inf"
    }
    .to_owned()
}

/// Sign, whole part and fraction of a finite number rounded to `places` decimals.
fn parts(number: f64, places: u32) -> Option<(&'static str, u64, u64)> {
    if !number.is_finite() {
        return None;
    }
    let scale = 10_u64.pow(places.min(PLACES));
    // A float too large for u64 turns into the largest one.
    let scaled = (number.abs() * scale as f64).round() as u64;
    let sign = if number < 0.0 && scaled > 0 { "-" } else { "" };
    Some((sign, scaled / scale, scaled % scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_the_nearest_float() {
        for text in ["0", "0.1", "0.7", "12.4", "-0.5", "9007199254740991", "0.05", "300", "0.123456789", "86400", ".5"]
        {
            assert_eq!(read(text), text.parse().ok(), "{text}");
        }
        for text in ["", "-", ".", "1e3", "NaN", "inf", "+1", "1.2.3", "1 ", "0x1", "99999999999999999999"] {
            assert_eq!(read(text), None, "{text}");
        }
        // What a script makes of 0.1 + 0.2 is read as what was meant.
        assert_eq!(read("0.30000000000000004"), Some(0.3));
    }

    #[test]
    fn more_decimals_than_are_written_are_rounded() {
        for (text, number) in [
            ("1.23456789049", 1.234_567_89),
            ("1.2345678905", 1.234_567_891),
            ("0.00000000049999999999999999", 0.0),
            ("-0.0000000005", -0.000_000_001),
            ("0.9999999996", 1.0),
            ("86400.9999999995", 86_401.0),
            ("999999.9999999995", 1_000_000.0),
            ("9007199254740991.9999999999", 9_007_199_254_740_991.0),
        ] {
            assert_eq!(read(text), Some(number), "{text}");
            assert!(number > 1e6 || rounded(number) == number, "{text}");
        }
        assert_eq!(rounded(0.1 * 6.0), 0.6);
        assert_eq!(rounded(1.0 / 3.0), 0.333_333_333);
        assert!(rounded(f64::NAN).is_nan());
        assert_eq!(rounded(f64::INFINITY), f64::INFINITY);
    }

    #[test]
    fn every_thousandth_survives_writing_and_reading() {
        for thousandths in 0..400_000 {
            let number = f64::from(thousandths) / 1_000.0;
            assert_eq!(read(&short(number, 9)), Some(number));
        }
    }

    #[test]
    fn numbers_are_rounded_and_trimmed() {
        assert_eq!(
            [fixed(2.25, 1), fixed(0.0, 2), fixed(-0.004, 2), fixed(99.96, 1), fixed(7.0, 0)],
            ["2.3", "0.00", "0.00", "100.0", "7"]
        );
        assert_eq!([short(2.250, 3), short(-1.5, 1), short(3.0, 9), short(0.05, 9)], ["2.25", "-1.5", "3", "0.05"]);
        assert_eq!([short(f64::NAN, 2), fixed(f64::NEG_INFINITY, 2)], ["NaN", "-inf"]);
    }
}
