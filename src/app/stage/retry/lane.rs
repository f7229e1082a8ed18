//! One lane: its attempts, its waits, what happened to the read, and its waits spelled out if it is in focus.

use core::time::Duration;

use yew::Html;

use super::layout::Layout;
use super::words;
use crate::app::component::glyph::{Glyph, glyph};
use crate::app::plot::draw::{Path, group, text};
use crate::app::plot::scale::{Scale, text_width};
use crate::labs::retry::{Read, ReadOutcome, Span};
use crate::text::retry::stage as says;
use crate::time::Instant;

/// A lane as its drawing needs it, apart from where it stands.
pub(super) struct Lane {
    pub(super) layout: &'static Layout,
    pub(super) scale: Scale,
    pub(super) read: Read,
    /// The moment at which the lane's axis begins.
    pub(super) zero: Instant,
    pub(super) focus: bool,
    /// The certain part of each wait, in the order of the stretches; nothing for attempts.
    pub(super) certain: Vec<Duration>,
    pub(super) decorrelated: bool,
}

impl Lane {
    fn x(&self, at: Instant) -> f64 {
        self.scale.x(at.since(self.zero).as_secs_f64())
    }

    pub(super) fn view(&self) -> Html {
        group("").child(self.waits()).child(self.attempts()).child(self.end()).child(self.sums()).html()
    }

    /// Hatch for what was certain, dots for what was luck.
    fn waits(&self) -> Html {
        let height = self.layout.bar * 0.64;
        let (mut hatch, mut dots, mut frame) = (Path::default(), Path::default(), Path::default());
        for (span, certain) in self.read.spans.iter().zip(&self.certain) {
            let Span::Wait { from, until, .. } = span else { continue };
            let (left, right) = (self.x(*from) + 1.0, self.x(*until) - 1.0);
            if right - left < 1.0 {
                continue;
            }
            let border = self.x(from.after(*certain)).max(left).min(right);
            hatch.rect(left, -height / 2.0, border - left, height);
            dots.rect(border, -height / 2.0, right - border, height);
            frame.rect(left, -height / 2.0, right - left, height);
            if border > left + 1.0 && border < right - 1.0 {
                frame.to(border, -height / 2.0).down(height / 2.0);
            }
        }
        if frame.is_empty() {
            return Html::default();
        }
        group("k-wait")
            .child(hatch.tag("").attr("fill", "url(#h-wait)"))
            .child(dots.tag("").attr("fill", "url(#h-jit)"))
            .child(frame.tag("sf").attr("stroke-width", "1"))
            .html()
    }

    /// Attempts as boxes: failed ones end in a block, the one under way is dashed.
    fn attempts(&self) -> Html {
        let bar = self.layout.bar;
        let size = bar * 0.8;
        let (mut boxes, mut blocks, mut crosses, mut open) =
            (Path::default(), Path::default(), Path::default(), Path::default());
        let mut drawn = f64::MIN;
        let last = self.read.spans.len().saturating_sub(1);
        for (index, span) in self.read.spans.iter().enumerate() {
            let Span::Attempt { from, until, failed, .. } = span else { continue };
            let (left, right) = (self.x(*from), self.x(*until));
            let width = right - left;
            match failed {
                None => {
                    open.round(left + 0.75, 0.75 - bar / 2.0, (width - 1.5).max(1.0), bar - 1.5, 3.0);
                }
                Some(true) => {
                    let half = if index == last { size * 0.6 } else { size * 0.46 };
                    let x = block(left, right, half);
                    if width > 2.0 * half {
                        boxes.round(left + 0.75, 0.75 - bar / 2.0, width - 1.5, bar - 1.5, 3.0);
                    }
                    if x - drawn >= half || index == last {
                        blocks.round(x - half, -half, 2.0 * half, 2.0 * half, 2.0);
                        crosses.cross(x, 0.0, half * 0.42);
                        drawn = x;
                    }
                }
                Some(false) => {}
            }
        }
        group("")
            .child(open.tag("rule").attr("stroke-dasharray", "3 3"))
            .child(
                group("k-bad")
                    .child(boxes.tag("shell"))
                    .child(blocks.tag("fillf"))
                    .child(crosses.tag("son").attr("stroke-width", "2")),
            )
            .html()
    }

    /// What happened to the read, right of its last attempt.
    fn end(&self) -> Html {
        let (bar, small, bounds) = (self.layout.bar, self.layout.small, self.layout.ends);
        let Some(Span::Attempt { from, until, .. }) = self.read.spans.last() else { return Html::default() };
        let (left, right) = (self.x(*from), self.x(*until));
        let half = bar * 0.56;
        let at = right.max(left + half) + half + 4.0;
        let base = self.layout.frame.small * 0.36;
        match self.read.outcome {
            ReadOutcome::Running => Html::default(),
            ReadOutcome::Success => {
                let mut shell = Path::default();
                if right - left > 2.0 * half {
                    shell.round(left + 0.75, 0.75 - bar / 2.0, right - left - 1.5, bar - 1.5, 3.0);
                }
                group("k-ok")
                    .child(shell.tag("shell"))
                    .child(glyph(Glyph::Success, block(left, right, half), 0.0, bar * 1.12))
                    .child(text(small.tone, (at, base)).text(words::attempts(self.read.attempts)))
                    .html()
            }
            ReadOutcome::Failed => {
                let says = if bounds > 100.0 { says::FAILED_PERMANENTLY } else { says::FAILED };
                group("k-bad").child(text(small.tone_bold, (at, base)).text(says)).html()
            }
        }
    }

    /// The waits of the focus lane, spelled out below it: as many as have room, the newest first.
    fn sums(&self) -> Html {
        if !self.focus {
            return Html::default();
        }
        let (layout, small, size) = (self.layout, self.layout.small, self.layout.frame.small);
        let bounds = (layout.lanes.x - 26.0, layout.lanes.right() + layout.ends - 6.0);
        let top = layout.bar / 2.0 + 3.0;
        let mut all = group("");
        let mut brackets = Path::default();
        let mut free = bounds.1;
        let mut told = false;
        for span in self.read.spans.iter().rev() {
            let Span::Wait { from, until, delay, .. } = span else { continue };
            let (left, right) = (self.x(*from) + 1.5, self.x(*until) - 1.5);
            let (sum, what) = words::sum(delay, self.decorrelated);
            let half = text_width(&sum, size, true).max(text_width(what, size, false)) / 2.0;
            let middle = f64::midpoint(left, right).max(bounds.0 + half);
            if middle + half > free && free < bounds.1 {
                continue;
            }
            told = true;
            let middle = middle.min(free - half).max(bounds.0 + half);
            free = middle - half - 10.0;
            if right > left {
                brackets.to(left, top).down(top + 4.0).across(right).down(top);
            }
            all = all
                .child(text(small.bold_mid, (middle, top + 5.0 + size)).text(sum))
                .child(text(small.plain_mid, (middle, top + 5.0 + size * 2.1)).text(what));
        }
        if !told {
            let says = match self.read.outcome {
                ReadOutcome::Running => says::NO_WAIT_YET,
                ReadOutcome::Success => says::SUCCEEDED_AT_ONCE,
                ReadOutcome::Failed => says::NO_ATTEMPT_LEFT,
            };
            all = all.child(text(small.remark, (self.layout.lanes.x, top + 5.0 + size)).text(says));
        }
        all.child(group("k-wait").child(brackets.tag("sf").attr("stroke-width", "1.5"))).html()
    }
}

/// Where the block of a result stands: at the end of its attempt, or in the middle of a very short one.
fn block(left: f64, right: f64, half: f64) -> f64 {
    if right - left > 2.0 * half { right - half + 1.0 } else { f64::midpoint(left, right) }
}
