//! Goldens: readable tables in `tests/goldens/`, recorded anew with `UPDATE_GOLDENS=1`.

use std::path::PathBuf;

/// Compares `found` with the golden of that name, line by line.
pub(crate) fn golden(name: &str, found: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/goldens").join(format!("{name}.txt"));
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(&path, found).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        return;
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    for (line, (found, wanted)) in (1..).zip(found.lines().zip(wanted.lines())) {
        assert_eq!(found, wanted, "{name}, line {line}");
    }
    assert_eq!(found.lines().count(), wanted.lines().count(), "{name}: as many lines");
}
