//! How many tests passed and failed, read from what test runners print.

/// Tests of one step, or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Tests that did what they should.
    pub passed: u64,
    /// Tests that did not.
    pub failed: u64,
}

impl Count {
    /// A step that is a test by itself.
    pub fn one(passed: bool) -> Self {
        Self { passed: u64::from(passed), failed: u64::from(!passed) }
    }

    /// Adds another count.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// The count that a line of `test` closes with: "12 passed, 0 failed".
    pub fn of_line(line: &str) -> Option<Self> {
        let (passed, failed) = line.strip_suffix(" failed")?.split_once(" passed, ")?;
        Some(Self { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
    }

    /// Adds what one line of a test runner's output says, if it says anything.
    pub fn read(&mut self, line: &str) {
        let line = line.trim();
        if let Some(result) = line.strip_prefix("test result: ") {
            // cargo test and wasm-bindgen-test-runner: "test result: ok. 12 passed; 0 failed; 1 ignored; ..."
            self.passed += number_before(result, " passed");
            self.failed += number_before(result, " failed");
        } else if let Some(rest) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")) {
            // node --test: "# pass 12", "# fail 0", "# cancelled 0"
            let mut words = rest.split(' ');
            let (word, number) = (words.next(), words.next().and_then(|number| number.parse::<u64>().ok()));
            match (word, number, words.next()) {
                (Some("pass"), Some(number), None) => self.passed += number,
                (Some("fail" | "cancelled"), Some(number), None) => self.failed += number,
                _ => {}
            }
        }
    }
}

fn number_before(text: &str, word: &str) -> u64 {
    let before = text.split(word).next().filter(|before| before.len() < text.len());
    before.and_then(|before| before.rsplit(' ').next()?.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &str) -> (u64, u64) {
        let mut count = Count::default();
        text.lines().for_each(|line| count.read(line));
        (count.passed, count.failed)
    }

    #[test]
    fn reads_cargo_test() {
        let output =
            "running 3 tests\n\ntest result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(count(output), (12, 3));
        assert_eq!(count("test result: ok. 0 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n"), (0, 0));
        assert_eq!(count("test result: ok. 2 passed; 0 failed\ntest result: ok. 5 passed; 0 failed\n"), (7, 0));
    }

    #[test]
    fn reads_its_own_last_line() {
        assert_eq!(Count::of_line("12 passed, 3 failed"), Some(Count { passed: 12, failed: 3 }));
        assert_eq!(Count::of_line("    build         ok          1 passed    0 failed        1.0 s"), None);
        assert_eq!(Count::of_line("12 passed, 3 failed, 4 skipped"), None);
    }

    #[test]
    fn reads_node_test() {
        assert_eq!(count("ℹ tests 5\nℹ pass 3\nℹ fail 1\nℹ cancelled 1\nℹ duration_ms 17\n"), (3, 2));
        assert_eq!(count("# pass 40\n# fail 0\n# cancelled 0\n# skipped 0\n"), (40, 0));
        assert_eq!(count("# pass 40 of them\n    # Subtest: pass 3\n"), (0, 0));
    }
}
