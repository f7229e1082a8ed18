//! Where everything stands in each drawing of the clinic.

use yew::Html;

use crate::app::plot::draw::{Area, Point, text};
use crate::app::plot::scale::text_width;
use crate::app::stage::Drawing;
use crate::app::stage::frame::Frame;
use crate::app::stage::over::Over;

/// One drawing's measures.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) frame: Frame,
    /// The size of the sign before the headline.
    pub(super) sign: f64,
    /// The size of what is seen, below the headline.
    pub(super) clause_size: f64,
    /// What the cause looks like: as it was and as it is, or as it is alone.
    pub(super) causes: &'static [Area],
    /// The two runs.
    pub(super) runs: [Area; 2],
    /// Whether the calls are drawn above the states.
    pub(super) marks: bool,
    /// Where the axis stands below both.
    pub(super) axis: Option<f64>,
    /// The cards of the changes.
    pub(super) cards: Option<Cards>,
    /// The plane of both scores.
    pub(super) plane: Option<Area>,
    /// The scores in numbers, and the verdict.
    pub(super) scores: Scores,
    /// The buttons of the services: where the first begins, how wide each is, and how far it is to the next.
    pub(super) buttons: Option<(Point, f64, f64)>,
    pub(super) small: Small,
}

/// Where the changes stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cards {
    /// The heading.
    pub(super) head: Option<Point>,
    /// The two cards.
    pub(super) places: [Area; 2],
    /// How wide a button in a card is.
    pub(super) button: f64,
}

/// How the scores stand.
#[derive(Clone, Copy, Debug)]
pub(super) enum Scores {
    /// Both numbers beside each other, the verdict behind them.
    Row(Area),
    /// Two pairs below each other, then the verdict.
    Pairs(Area),
}

/// Classes of small text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Small {
    pub(super) plain: &'static str,
    pub(super) quiet: &'static str,
    pub(super) bold: &'static str,
    pub(super) head: &'static str,
    pub(super) number: &'static str,
}

const SMALL: Small = Small { plain: "t3", quiet: "t2 i2", bold: "t3 b", head: "t5 b", number: "t6 b" };

/// The same for a projector and for a slide.
const LARGE: Small = Small { plain: "t5", quiet: "t4 i2", bold: "t5 b", head: "t6 b", number: "t8 b" };

impl Layout {
    /// The headline, and what is seen in one line, or in two where it does not fit.
    pub(super) fn headline(&self, indent: f64, title: String, clause: &str) -> Vec<Html> {
        let frame = &self.frame;
        let (x, y) = frame.headline;
        let second = frame.second_line.unwrap_or(y);
        let mut all = vec![text(frame.title, (x + indent, y)).text(title).html()];
        // The estimate of a width is on the safe side.
        let room = self.runs[0].width * 1.08 + if self.plane.is_some() { 20.0 } else { 0.0 };
        for (index, line) in lines(clause, self.clause_size, room).into_iter().enumerate() {
            let y = second + index as f64 * self.clause_size * 1.25;
            all.push(text(frame.clause, (x, y)).text(line).html());
        }
        all
    }

    /// Where the buttons stand: those of the services, then those of the changes.
    pub(super) fn over(&self) -> Vec<Over> {
        let mut places = Vec::new();
        if let Some(((x, y), width, step)) = self.buttons {
            places.extend((0..3).map(|index| x + step * f64::from(index)).map(|x| Over::between(x, x + width, y)));
        }
        if let Some(cards) = self.cards {
            let of = |place: &Area| {
                let right = place.right() - 6.0;
                Over::between(right - cards.button, right, place.y + 5.0).down_to(place.bottom() - 5.0)
            };
            places.extend(cards.places.iter().map(of));
        }
        places
    }
}

/// A sentence in lines of a width.
fn lines(words: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ') {
        match lines.last_mut() {
            Some(line) if text_width(line, size, false) + text_width(word, size, false) + size * 0.3 <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

static WIDE: Layout = Layout {
    frame: Frame {
        class: "cli-wide",
        width: 936.0,
        height: 452.0,
        small: 12.0,
        headline: (28.0, 44.0),
        second_line: Some(67.0),
        title: "t7 b ct",
        clause: "t4 i2",
        below: 0.0,
    },
    sign: 26.0,
    clause_size: 14.0,
    causes: &[Area::new(28.0, 92.0, 284.0, 66.0), Area::new(334.0, 92.0, 284.0, 66.0)],
    runs: [Area::new(28.0, 166.0, 590.0, 93.0), Area::new(28.0, 267.0, 590.0, 93.0)],
    marks: true,
    axis: Some(376.0),
    cards: Some(Cards {
        head: Some((28.0, 406.0)),
        places: [Area::new(134.0, 388.0, 280.0, 48.0), Area::new(424.0, 388.0, 280.0, 48.0)],
        button: 54.0,
    }),
    plane: Some(Area::new(680.0, 70.0, 216.0, 196.0)),
    scores: Scores::Row(Area::new(656.0, 316.0, 252.0, 60.0)),
    buttons: Some(((716.0, 399.0), 62.0, 66.0)),
    small: SMALL,
};

static EMBED: Layout = Layout {
    frame: Frame {
        class: "cli-embed",
        width: 960.0,
        height: 396.0,
        small: 15.0,
        headline: (30.0, 46.0),
        second_line: Some(76.0),
        title: "t8 b ct",
        clause: "t5 i2",
        below: 0.0,
    },
    sign: 32.0,
    clause_size: 17.0,
    causes: &[Area::new(30.0, 106.0, 580.0, 68.0)],
    runs: [Area::new(30.0, 184.0, 580.0, 76.0), Area::new(30.0, 268.0, 580.0, 76.0)],
    marks: false,
    axis: Some(364.0),
    cards: None,
    plane: None,
    scores: Scores::Pairs(Area::new(652.0, 84.0, 280.0, 216.0)),
    buttons: Some(((652.0, 350.0), 88.0, 96.0)),
    small: LARGE,
};

static PRESENT: Layout = Layout {
    frame: Frame {
        class: "cli-present",
        width: 1110.0,
        height: 494.0,
        small: 15.0,
        headline: (30.0, 50.0),
        second_line: Some(82.0),
        title: "t8 b ct",
        clause: "t6 i2",
        below: 0.0,
    },
    sign: 32.0,
    clause_size: 19.0,
    causes: &[Area::new(30.0, 116.0, 340.0, 72.0), Area::new(396.0, 116.0, 340.0, 72.0)],
    runs: [Area::new(30.0, 196.0, 706.0, 102.0), Area::new(30.0, 308.0, 706.0, 102.0)],
    marks: true,
    axis: Some(430.0),
    cards: None,
    plane: None,
    scores: Scores::Pairs(Area::new(786.0, 110.0, 294.0, 290.0)),
    buttons: Some(((30.0, 450.0), 110.0, 120.0)),
    small: LARGE,
};

static COMPACT: Layout = Layout {
    frame: Frame {
        class: "cli-compact",
        width: 720.0,
        height: 560.0,
        small: 15.0,
        headline: (24.0, 44.0),
        second_line: Some(74.0),
        title: "t7 b ct",
        clause: "t4 i2",
        below: 0.0,
    },
    sign: 26.0,
    clause_size: 14.5,
    causes: &[Area::new(24.0, 100.0, 672.0, 70.0)],
    runs: [Area::new(24.0, 180.0, 672.0, 88.0), Area::new(24.0, 278.0, 672.0, 88.0)],
    marks: true,
    axis: Some(386.0),
    cards: Some(Cards {
        head: None,
        places: [Area::new(24.0, 396.0, 330.0, 44.0), Area::new(366.0, 396.0, 330.0, 44.0)],
        button: 66.0,
    }),
    plane: None,
    scores: Scores::Row(Area::new(24.0, 450.0, 672.0, 64.0)),
    buttons: Some(((24.0, 522.0), 110.0, 120.0)),
    small: LARGE,
};

static PHONE: Layout = Layout {
    frame: Frame {
        class: "cli-phone",
        width: 374.0,
        height: 524.0,
        small: 12.0,
        headline: (16.0, 34.0),
        second_line: Some(54.0),
        title: "t5 b ct",
        clause: "t3 i2",
        below: 0.0,
    },
    sign: 20.0,
    clause_size: 13.0,
    causes: &[Area::new(16.0, 96.0, 342.0, 68.0)],
    runs: [Area::new(16.0, 172.0, 342.0, 66.0), Area::new(16.0, 248.0, 342.0, 66.0)],
    marks: false,
    axis: Some(329.0),
    cards: Some(Cards {
        head: None,
        places: [Area::new(16.0, 337.0, 342.0, 42.0), Area::new(16.0, 383.0, 342.0, 42.0)],
        button: 60.0,
    }),
    plane: None,
    scores: Scores::Row(Area::new(16.0, 430.0, 342.0, 48.0)),
    buttons: Some(((16.0, 482.0), 104.0, 116.0)),
    small: SMALL,
};

static LOW: Layout = Layout {
    frame: Frame {
        class: "cli-low",
        width: 480.0,
        height: 322.0,
        small: 12.0,
        headline: (14.0, 30.0),
        second_line: Some(50.0),
        title: "t5 b ct",
        clause: "t3 i2",
        below: 0.0,
    },
    sign: 20.0,
    clause_size: 13.0,
    causes: &[Area::new(14.0, 76.0, 452.0, 60.0)],
    runs: [Area::new(14.0, 140.0, 452.0, 56.0), Area::new(14.0, 200.0, 452.0, 56.0)],
    marks: false,
    axis: None,
    cards: None,
    plane: None,
    scores: Scores::Row(Area::new(14.0, 262.0, 230.0, 52.0)),
    buttons: Some(((250.0, 282.0), 68.0, 73.0)),
    small: SMALL,
};

static TINY: Layout = Layout {
    frame: Frame { class: "cli-small", height: 220.0, ..LOW.frame },
    causes: &[],
    runs: [Area::new(14.0, 72.0, 452.0, 44.0), Area::new(14.0, 120.0, 452.0, 44.0)],
    scores: Scores::Row(Area::new(14.0, 168.0, 452.0, 48.0)),
    buttons: None,
    ..LOW
};

/// The measures of a drawing.
pub(super) fn of(drawing: Drawing) -> &'static Layout {
    match drawing {
        Drawing::Wide => &WIDE,
        Drawing::Embed => &EMBED,
        Drawing::Present => &PRESENT,
        Drawing::Compact => &COMPACT,
        Drawing::Phone => &PHONE,
        Drawing::Low => &LOW,
        Drawing::Small => &TINY,
    }
}
