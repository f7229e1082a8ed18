//! One call's way through the layers: a column for each attempt, from the layer that sent it to where it ended.

use core::time::Duration;
use std::collections::VecDeque;

use super::Kind;
use crate::policy::FailureKind;
use crate::sim::event::{CallOutcome, LayerStep, Luck};
use crate::time::Instant;

/// The newest columns are kept; a call of three retries has 64.
const COLUMNS: usize = 12;

/// What became of an attempt.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mark {
    /// It is on its way.
    UnderWay,
    /// The service answered.
    Succeeded,
    /// It failed at the service.
    Failed(Luck),
    /// The breaker at this place refused it.
    Refused(usize),
    /// The limit at this place cut it off.
    CutOff(usize),
}

/// A wait of a retry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wait {
    /// The place of the retry.
    pub place: usize,
    /// How long it was to be.
    pub planned: Duration,
    /// When it ends or ended; a limit around it may have cut it short.
    pub until: Instant,
}

/// An attempt of the call, refused ones included.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its number in the call, from 1; 0 before it is known.
    pub attempt: u32,
    /// The place of the layer that sent it: 0 for the caller.
    pub from: usize,
    /// The deepest place that it reached; one beyond the last layer is the service.
    pub reach: usize,
    /// When it set out.
    pub started: Instant,
    /// What became of it.
    pub mark: Mark,
    /// Whether it is a half-open breaker's probe.
    pub probe: bool,
    /// The retries that begin one of their own attempts with it: their place, and which attempt it is.
    pub tries: Vec<(usize, u32)>,
    /// The wait before it.
    pub wait: Option<Wait>,
}

/// The call that the stage shows: the one that started last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// The call; 0 before the first.
    pub call: u64,
    /// When it started.
    pub started: Instant,
    /// Its newest attempts, oldest first.
    pub columns: VecDeque<Column>,
    /// How many attempts came before those.
    pub before: u32,
    /// The wait that goes on, or that was cut short at the end.
    pub waiting: Option<Wait>,
    /// The place of the fallback that answered in the place of a failure.
    pub replaced: Option<usize>,
    /// The place of the breaker, if there is one.
    pub breaker: Option<usize>,
    /// Which attempt of its own each retry is at, by place - 1.
    tries: Vec<u32>,
    /// The retries that begin an attempt with the next column.
    begun: Vec<(usize, u32)>,
    /// The place that sent the next column.
    from: usize,
}

impl Trace {
    /// The way of a call that starts now through these layers.
    pub(super) fn begin(call: u64, started: Instant, kinds: &[Kind]) -> Self {
        let breaker = kinds.iter().position(|kind| *kind == Kind::Breaker).map(|index| index + 1);
        Self { call, started, breaker, tries: vec![0; kinds.len()], ..Self::default() }
    }

    /// Attempts so far, refused ones included.
    pub fn attempts(&self) -> u32 {
        self.before + u32::try_from(self.columns.len()).unwrap_or(u32::MAX)
    }

    /// Attempts that the breaker refused, of those that are kept.
    pub fn refused(&self) -> usize {
        self.columns.iter().filter(|column| matches!(column.mark, Mark::Refused(_))).count()
    }

    /// All waits before the columns that are kept, summed, with the one that goes on.
    pub fn waited(&self) -> Duration {
        let waits = self.columns.iter().filter_map(|column| column.wait).chain(self.waiting);
        waits.fold(Duration::ZERO, |sum, wait| sum.saturating_add(wait.planned))
    }

    /// Whether an attempt is on its way.
    pub fn is_under_way(&self) -> bool {
        self.columns.back().is_some_and(|column| column.mark == Mark::UnderWay)
    }

    /// Something happened to a request at a layer.
    pub(super) fn step(&mut self, at: Instant, (place, kind): (usize, Kind), step: LayerStep) {
        match step {
            LayerStep::In => {
                self.reach(at, place);
                if let Some(own) = self.tries.get_mut(place - 1) {
                    *own = 0;
                }
            }
            LayerStep::Out => {
                self.from = place;
                if kind == Kind::Retry
                    && let Some(own) = self.tries.get_mut(place - 1)
                {
                    *own += 1;
                    let begun = (place, *own);
                    match self.columns.back_mut().filter(|column| column.mark == Mark::UnderWay) {
                        Some(column) => column.tries.push(begun),
                        None => self.begun.push(begun),
                    }
                }
            }
            LayerStep::Back { outcome: CallOutcome::FellBack { .. } } if kind == Kind::Degrade => {
                self.replaced = Some(place);
            }
            LayerStep::Back { outcome: CallOutcome::Failed { kind: FailureKind::Timeout, .. } }
                if matches!(kind, Kind::Timeout | Kind::Deadline) =>
            {
                self.cut(at, place);
            }
            LayerStep::Decides | LayerStep::Back { .. } => {}
        }
    }

    /// The request is at a place now; if the last column has ended, it is a new one.
    fn reach(&mut self, at: Instant, place: usize) {
        if let Some(column) = self.columns.back_mut().filter(|column| column.mark == Mark::UnderWay) {
            column.reach = column.reach.max(place);
            return;
        }
        if self.columns.len() == COLUMNS {
            self.columns.pop_front();
            self.before += 1;
        }
        self.columns.push_back(Column {
            attempt: 0,
            from: self.from,
            reach: place,
            started: at,
            mark: Mark::UnderWay,
            probe: false,
            tries: core::mem::take(&mut self.begun),
            wait: self.waiting.take(),
        });
    }

    /// The attempt of this number has come to the service.
    pub(super) fn arrive(&mut self, at: Instant, attempt: u32) {
        self.reach(at, self.tries.len() + 1);
        if let Some(column) = self.columns.back_mut() {
            column.attempt = attempt;
        }
    }

    /// The attempt under way is a probe.
    pub(super) fn probe(&mut self) {
        if let Some(column) = self.columns.back_mut() {
            column.probe = true;
        }
    }

    /// The breaker at a place refused the attempt that had come to it.
    pub(super) fn refuse(&mut self, place: usize, attempt: u32) {
        if let Some(column) = self.columns.back_mut() {
            (column.attempt, column.mark) = (attempt, Mark::Refused(place));
        }
    }

    /// The result of an attempt came.
    pub(super) fn end(&mut self, attempt: u32, luck: Luck) {
        let mark = if luck.fails() { Mark::Failed(luck) } else { Mark::Succeeded };
        let open = |column: &&mut Column| column.attempt == attempt && column.mark == Mark::UnderWay;
        if let Some(column) = self.columns.iter_mut().rev().find(open) {
            column.mark = mark;
        }
    }

    /// The retry at a place waits.
    pub(super) fn wait(&mut self, wait: Wait) {
        self.waiting = Some(wait);
    }

    /// The limit at a place ends what is inside, an attempt or a wait.
    fn cut(&mut self, at: Instant, place: usize) {
        if let Some(column) = self.columns.back_mut().filter(|column| column.mark == Mark::UnderWay) {
            column.mark = Mark::CutOff(place);
        } else if let Some(wait) = &mut self.waiting {
            wait.planned = wait.planned.saturating_sub(wait.until.since(at));
            wait.until = at;
        }
    }
}
