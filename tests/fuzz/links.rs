//! Any link is read to the end, and what is read is what is written.

use half_open::link::{self, MAX_CHARACTERS, Parsed};
use half_open::play::spec::Kind;
use half_open::play::{LabId, Run, Settings, Value};
use proptest::prelude::*;

use super::text::{anything, near_link};
use crate::cases::cases;
use crate::texts::texts;

/// More than the longest list of what is allowed, with what is quoted.
const LONGEST: usize = 700;

/// What must be so for whatever was read: it is named what was wrong, it plays, and written it is read as the same.
pub(super) fn holds_of(read: &Parsed) {
    for complaint in &read.complaints {
        let told = complaint.to_string();
        assert!((20..LONGEST).contains(&told.len()) && told.ends_with(['.', ')']), "{told}");
    }
    let written = link::write(&read.tape, &read.view);
    let again = link::open_file(&link::to_file(&written)).expect("a file of ours");
    assert_eq!(again.complaints, [], "{written}");
    assert_eq!(again.tape, read.tape, "{written}");
    assert_eq!(again.view, read.view, "{written}");
    if written.chars().count() <= MAX_CHARACTERS {
        assert_eq!(link::parse(&written), again);
    }
    assert!(Run::replay(again.tape).is_ok(), "{written}");
}

fn holds(text: &str) {
    holds_of(&link::parse(text));
}

#[test]
fn any_text_is_read_as_it_is_written() {
    texts(file!(), 300, anything(), holds);
}

#[test]
fn any_link_is_read_as_it_is_written() {
    texts(file!(), 600, near_link(), holds);
}

proptest! {
    #![proptest_config(cases(100))]

    /// A control or a program may set a number of any length.
    #[test]
    fn any_number_that_is_set_can_be_written(part in 0.0..=1.0) {
        for lab in LabId::all() {
            let mut settings = Settings::new(lab.specs);
            for spec in lab.specs {
                let Kind::Number { min, max, grid: false, .. } = spec.kind else { continue };
                settings.set(spec.key, Value::Number(min + (max - min) * part));
                let value = settings.get(spec.key).expect("its own key");
                prop_assert_eq!(spec.parse(&spec.write(value)), Ok(value), "{}", spec.key);
            }
        }
    }
}
