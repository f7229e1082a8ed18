//! The checklist as rows for the page, and as text for the command line and the clipboard: both are the same rows.

use super::{GROUPS, Group, Practice, Verdict};
use crate::play::Settings;
use crate::play::explain::spell;
use crate::text::play::practice as text;

/// A group with its points as they came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its name for scripts.
    pub key: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// Its points.
    pub rows: Vec<Row>,
}

/// A point as it came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it asks for.
    pub title: &'static str,
    /// How it came out.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// The key of the setting that decides, if one does.
    pub key: Option<&'static str>,
    /// What the setting is called; or that nothing can be set.
    pub decides: &'static str,
    /// What mends it, if it can be mended.
    pub mend: Option<Mend>,
}

/// What mends a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Mend {
    /// The settings with it.
    pub settings: Settings,
    /// What it changes, as a link writes it: `cap=30&kind=exponential`.
    pub link: String,
    /// The same for reading.
    pub says: String,
}

/// How many points came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Met.
    pub met: usize,
    /// Not met.
    pub not: usize,
    /// That do not apply.
    pub none: usize,
}

impl Section {
    /// How many of its points came out how.
    pub fn tally(&self) -> Tally {
        let count = |verdict| self.rows.iter().filter(|row| row.verdict == verdict).count();
        Tally { met: count(Verdict::Met), not: count(Verdict::NotMet), none: count(Verdict::DoesNotApply) }
    }
}

impl Tally {
    /// `6 of 10 met`.
    pub fn of_all(self) -> String {
        text::of_all(self.met, self.met + self.not + self.none)
    }

    /// `3 not met, 1 does not apply`.
    pub fn rest(self) -> String {
        text::rest(self.not, self.none)
    }

    /// Both; that it does not apply where none of it does.
    pub fn counts(self) -> String {
        if self.met + self.not == 0 {
            return text::DOES_NOT_APPLY.to_owned();
        }
        text::counts(&self.of_all(), &self.rest())
    }
}

impl Verdict {
    /// How it reads.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Met => text::MET,
            Self::NotMet => text::NOT_MET,
            Self::DoesNotApply => text::DOES_NOT_APPLY,
        }
    }
}

/// All groups, judged on the settings that the practice was read from.
pub fn sections(settings: &Settings, practice: &Practice) -> Vec<Section> {
    let section = |group: &Group| Section { key: group.key, title: group.title, rows: rows(group, settings, practice) };
    GROUPS.iter().map(section).collect()
}

/// The points of a group, judged.
fn rows(group: &Group, settings: &Settings, practice: &Practice) -> Vec<Row> {
    let judged = group.points.iter().map(|point| (point.title, (point.judge)(practice)));
    let row = |(title, judged): (&'static str, super::Judged)| {
        let label = judged.decides.and_then(|key| settings.spec(key)).map(|spec| spec.label);
        let fixed = if judged.verdict == Verdict::DoesNotApply { text::NO_SETTING } else { text::ALWAYS };
        Row {
            title,
            verdict: judged.verdict,
            reason: judged.reason,
            key: judged.decides,
            decides: label.unwrap_or(fixed),
            mend: judged.mend.map(|mended| mend(settings, mended)),
        }
    };
    judged.map(row).collect()
}

fn mend(settings: &Settings, mended: Settings) -> Mend {
    let changed = || mended.iter().filter(|(spec, value)| settings.get(spec.key) != Some(*value));
    let link: Vec<String> = changed().map(|(spec, value)| [spec.key, "=", &spec.write(value)].concat()).collect();
    let says: Vec<String> = changed()
        .filter(|(spec, _)| mended.applies(spec))
        .map(|(spec, value)| text::set_to(spec.label, &spell(spec, value)))
        .collect();
    Mend { link: link.join("&"), says: says.join("; "), settings: mended }
}

/// The checklist as text: a heading, and a line a point.
pub fn text(title: &str, sections: &[Section]) -> String {
    let mut lines = vec![[text::CHECKLIST, ": ", title].concat()];
    for section in sections {
        let tally = section.tally();
        lines.push(String::new());
        lines.push(text::line(section.title, &tally.counts()));
        for (place, row) in (1..).zip(&section.rows) {
            lines.push(text::point(place, row.title, row.verdict.words(), &row.reason, row.decides));
            lines.extend(row.mend.as_ref().map(|mend| text::mend(&mend.link)));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}
