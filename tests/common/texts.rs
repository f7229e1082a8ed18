//! Properties of text, whose cases are kept as they are; see `cases.rs`.

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, TestError, TestRunner};

use super::cases::{cases, file, keep, kept};

/// Holds a property to the texts of a source that once failed, and to this many of a strategy.
#[track_caller]
pub(crate) fn texts(source: &'static str, count: u32, any: impl Strategy<Value = String>, holds: impl Fn(&str)) {
    for line in kept(source).iter().filter(|line| line.starts_with('"')) {
        let case: String = serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        holds(&case);
    }
    let config = Config { failure_persistence: None, ..cases(count) };
    let result = TestRunner::new(config).run(&any, |case| {
        holds(&case);
        Ok(())
    });
    match result {
        Ok(()) => {}
        Err(TestError::Abort(why)) => panic!("no case: {why}"),
        Err(TestError::Fail(why, case)) => {
            let line = serde_json::Value::from(case).to_string();
            keep(source, &line);
            panic!("{why}\nThe smallest case found, as a line for {}:\n{line}", file(source).display());
        }
    }
}
