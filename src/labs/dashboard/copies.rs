//! The dashboard lab's settings as configuration for libraries: the breaker of one service as that of the breaker lab, and
//! the numbers of the others in comments.

use core::time::Duration;

use super::{EVERY, Kind, MEMBERS, Member, is_shared};
use crate::copy_as::Target;
use crate::copy_as::page::Page;
use crate::copy_as::rules::Breaker;
use crate::play::Settings;
use crate::text::dashboard as text;

pub(super) fn write(target: Target, settings: &Settings, heading: &str) -> String {
    let mut page = Page::new(target.mark(), settings);
    page.note(heading);
    if is_shared(settings) {
        page.note(text::COPIED_SHARED);
    } else {
        page.note(text::COPIED_EACH);
        for member in &MEMBERS {
            page.note(&told(member));
        }
    }
    page.note(text::COPIED_ALERTS);
    for (key, words) in [
        ("open-long", text::COPIED_OPEN_LONG),
        ("failing", text::COPIED_FAILING),
        ("flaps", text::COPIED_FLAPS),
        ("suppress", text::COPIED_SUPPRESS),
    ] {
        page.about(key, words);
    }
    let rule = if is_shared(settings) { (5, 60) } else { (MEMBERS[0].failures, MEMBERS[0].wait) };
    let rules = Breaker::in_a_row(settings, (rule.0, Duration::from_secs(rule.1)), EVERY);
    (target.writer().breaker)(&mut page, &rules);
    page.done()
}

fn told(member: &Member) -> String {
    let probes = match member.kind {
        Kind::Guide { probes } => text::probes_in_all(probes),
        Kind::SysManage => text::ANY_PROBES.to_owned(),
    };
    text::copied_member(member.name, member.failures, member.wait, &probes, member.successes)
}
