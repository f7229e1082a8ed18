//! How large the stage is drawn where it must leave room for the transport, and how high an embedded page wants to be.

use js_sys::Number;
use web_sys::{Element, HtmlElement};

use super::App;
use super::embed::Said;
use super::stage::Drawing;
use crate::decimal;
use crate::lab::LabId;

/// What the stage was fitted to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Fit {
    /// The lab and its drawing.
    of: (LabId, Drawing),
    /// The drawing's width over its height.
    pub(super) ratio: f64,
}

impl App {
    /// Tells the layout the proportions of the drawing, which only the drawing knows, and the embedding page the height.
    pub(super) fn fit_stage(&mut self) {
        let of = (self.host.run().lab(), self.drawing());
        if self.fitted.is_some_and(|fit| fit.of == of) && !self.moved {
            return;
        }
        let Some(stage) = self.stage.cast::<HtmlElement>() else { return };
        let Some(ratio) = drawn_ratio(&stage) else { return };
        self.moved = false;
        self.fitted = Some(Fit { of, ratio });
        // A property set from a script is not an inline style in the sense of the policy.
        drop(stage.style().set_property("--ratio", &decimal::short(ratio, 4)));
        if self.embedded() && self.announced {
            self.report_height(&stage, ratio);
        }
    }

    fn report_height(&mut self, stage: &HtmlElement, ratio: f64) {
        let around = stage.closest("main").ok().flatten().map_or(0, |main| main.client_height());
        let rest = (around - stage.offset_height()).max(0);
        let own = self.lanes_height(ratio).unwrap_or_else(|| f64::from(stage.client_width()) / ratio);
        let px = (own + f64::from(rest)).ceil() as u32;
        if px != self.height {
            self.height = px;
            Said::Height { px }.send();
        }
    }
}

/// The proportions in the view box of the stage's drawing.
fn drawn_ratio(stage: &Element) -> Option<f64> {
    let svg = stage.query_selector(".drawing svg").ok().flatten()?;
    // The browser's own parser: the standard library's would cost 14 kB.
    let numbers: Vec<f64> = svg.get_attribute("viewBox")?.split_ascii_whitespace().map(Number::parse_float).collect();
    match numbers.as_slice() {
        [_, _, width, height] if *width > 0.0 && *height > 0.0 => Some(width / height),
        _ => None,
    }
}
