//! How large the stage is drawn where it must leave room for the transport, and how high an embedded page wants to be.

use web_sys::HtmlElement;

use super::App;
use super::browser::embed::Said;
use crate::decimal;

impl App {
    /// Tells the style sheet the proportions of the drawing and the places of the buttons over it, and the embedding page
    /// the height.
    pub(super) fn fit_stage(&mut self) {
        let lab = self.page.host.run().lab();
        let of = (lab, self.page.drawing());
        if self.fitted == Some(of) && !self.page.moved {
            return;
        }
        let Some(stage) = self.stage.cast::<HtmlElement>() else { return };
        self.page.moved = false;
        self.fitted = Some(of);
        // A property set from a script is not an inline style in the sense of the policy. Both lanes inherit it, and so
        // do buttons that are drawn later.
        drop(stage.style().set_property("--ratio", &decimal::short(of.1.ratio(lab), 4)));
        for (index, inset) in of.1.insets(lab).iter().enumerate() {
            drop(stage.style().set_property(&format!("--over-{index}"), inset));
        }
        if self.page.embedded() && self.announced {
            self.report_height(&stage);
        }
    }

    fn report_height(&mut self, stage: &HtmlElement) {
        let around = stage.closest("main").ok().flatten().map_or(0, |main| main.scroll_height());
        let rest = (around - stage.offset_height()).max(0);
        let px = (self.page.wanted_height() + f64::from(rest)).ceil() as u32;
        if px != self.height {
            self.height = px;
            Said::Height { px }.send();
        }
    }
}
