//! What is told of the run beside its picture: the panels, the live region and the embedding page.

use super::App;
use super::browser::embed::{Report, Said, Side, Stand};
use super::narrator::Piece;
use super::panel::why;
use super::told::renew;
use crate::link::{self, MAX_CHARACTERS, View};
use crate::play::{Run, explain};

impl App {
    /// Works out what the panels show. What has not changed stays the very same, so that it is not drawn again. `whole`
    /// also draws what follows the clock and not the events, `rests` what is out of sight.
    pub(super) fn publish(&mut self, whole: bool, rests: bool) {
        self.told.events = self.page.host.events();
        let run = self.page.host.run();
        renew(&mut self.told.lines, explain::lines(run, why::LINES));
        renew(&mut self.told.metrics, run.metrics());
        let facts = run.facts();
        // Theory would give the answer away.
        let hides_theory = self.tools.hides_theory();
        let facts = if hides_theory { Vec::new() } else { facts };
        renew(&mut self.told.facts, facts);
        self.tools.publish(&self.page, &self.told, (rests, hides_theory));
        self.draw_told();
        if whole {
            self.page.note_tried();
            // All that is painted is in sight.
            let painted = self.page.host.history().known().tape().scenario.paint.end().seconds();
            self.page.sight = self.tools.sight(&self.page, (0.0, painted));
            self.draw_panels();
        }
    }

    /// Says what has happened, unless something was said just now. Returns whether it had to be put off.
    pub(super) fn narrate(&mut self, now: f64) -> bool {
        let spoken = self.told.lines.iter().find(|line| line.spoken);
        if self.page.jumped {
            if self.page.host.way().is_none() {
                self.page.jumped = false;
                let id = spoken.map(|line| line.id);
                let id = self.tools.newest(&self.told).map(|piece| piece.id).or(id);
                self.narrator.begin(id);
            }
            return false;
        }
        let piece = spoken.map(|line| Piece { id: line.id, sentence: format!("{} {}", line.head, line.body) });
        let piece = self.tools.newest(&self.told).or(piece);
        self.narrator.hear(now, piece)
    }

    /// Tells the embedding page how things stand, if that has changed. Returns whether it had to be put off.
    pub(super) fn report(&mut self, now: f64) -> bool {
        if !self.page.embedded() || !self.ready || self.page.host.way().is_some() {
            return false;
        }
        let run = self.page.host.run();
        let picture = run.picture();
        let turns = if picture.tells_turns() { picture.turns() } else { 0 };
        let (playing, finished) = (self.page.model.playing, run.finished());
        let turns_b = self.page.lane_b().map_or(0, Run::turns);
        let stand = Stand { state: run.state(), changes: self.page.changes + turns + turns_b, playing, finished };
        match self.reporter.look(now, stand) {
            Report::Nothing => false,
            Report::Later => true,
            Report::Now => {
                let link = link::write(run.tape(), &View::default());
                let of_b = self.page.lane_b().map(|lane| (lane.state(), lane.metrics()));
                Said::State {
                    lab: run.lab().key,
                    time_ms: self.page.now().millis(),
                    seed: run.seed(),
                    playing,
                    finished,
                    state: run.state(),
                    metrics: &run.metrics(),
                    question: self.tools.question(),
                    b: of_b.as_ref().map(|(state, metrics)| Side { state, metrics }),
                    link: (link.len() <= MAX_CHARACTERS).then_some(&link),
                }
                .send();
                false
            }
        }
    }

    pub(super) fn say_ready(&self) {
        let lab = self.page.host.run().lab().key;
        Said::Ready { lab, version: env!("CARGO_PKG_VERSION") }.send();
    }
}
