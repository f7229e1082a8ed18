//! Moving layers: by dragging their handles, by keys and by buttons. A layer that is dragged out of its place is switched
//! off. What is dragged, and where to, is known to the page's elements alone until it is let go.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, PointerEvent};
use yew::html::{onkeydown, onpointercancel, onpointerdown, onpointermove, onpointerup};
use yew::{Callback, Html};

use super::layout::{Hands, Layout};
use crate::app::component::icon::Icon;
use crate::app::component::tag::{Tag, button, fixed, row, tag};
use crate::app::plot::draw::Path;
use crate::app::stage::Scene;
use crate::labs::stack::{Kind, Picture, SERVICE, name, reordered};
use crate::sim::input::Action;
use crate::text::stack as lab;
use crate::text::stack::stage as said;

/// What the hands are drawn from.
#[derive(PartialEq)]
pub(super) struct Hand {
    layout: &'static Layout,
    kinds: Vec<Kind>,
    killed: bool,
    /// Whether layers can be moved here. Of two lanes, the settings say which one is meant.
    moves: bool,
    act: Callback<Action>,
}

/// What is done to the layer at an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    To(usize),
    Off,
}

impl Hand {
    pub(super) fn new(scene: &Scene<'_>, picture: &Picture, layout: &'static Layout) -> Self {
        let moves = scene.beside.is_none() && layout.hands != Hands::None;
        Self { layout, kinds: picture.kinds(), killed: picture.killed, moves, act: scene.act.clone() }
    }

    pub(super) fn view(&self) -> Html {
        let (word, action) = if self.killed {
            (said::RECOVER, Action::Recover { service: SERVICE })
        } else {
            (said::KILL, Action::Kill { service: SERVICE })
        };
        let kill = tag("div", "over stk-kill").key("kill").child(button("btn sm", &self.act, action).text(word)).html();
        if !self.moves {
            return row(vec![kill]);
        }
        let layers = (0..self.kinds.len()).map(|index| self.layer(index)).collect();
        let list = tag("ol", "over stk-hands")
            .key("hands")
            .attr("aria-label", said::LAYERS)
            .attr_num("data-to", self.layout.stack.right() / self.layout.frame.width)
            .children(layers);
        row(vec![list.html(), self.off(), kill])
    }

    /// The order with a layer moved, as an action; nothing if that is not allowed or changes nothing.
    fn moved(kinds: &[Kind], index: usize, to: Move) -> Option<Action> {
        let mut kinds = kinds.to_vec();
        let kind = (index < kinds.len()).then(|| kinds.remove(index))?;
        match to {
            Move::To(place) if place == index || place > kinds.len() => return None,
            Move::To(place) => kinds.insert(place, kind),
            Move::Off => {}
        }
        reordered(&kinds).map(|value| Action::Set { key: "order", value })
    }

    /// The order with a layer more: behind those of its kind, or else where it stands in the recommended order.
    fn with(&self, kind: Kind) -> Option<Action> {
        const RANKS: [Kind; 5] = [Kind::Degrade, Kind::Deadline, Kind::Breaker, Kind::Retry, Kind::Timeout];
        let rank = |kind: Kind| RANKS.iter().position(|one| *one == kind);
        let mut kinds = self.kinds.clone();
        let behind = kinds.iter().rposition(|one| *one == kind);
        let behind = behind.or_else(|| kinds.iter().rposition(|one| rank(*one) <= rank(kind)));
        let place = behind.map_or(0, |index| index + 1);
        kinds.insert(place, kind);
        reordered(&kinds).map(|value| Action::Set { key: "order", value })
    }

    /// The buttons of layers that can be switched on.
    fn off(&self) -> Html {
        if self.layout.off.is_none() {
            return Html::default();
        }
        let one = |kind: Kind| {
            let action = self.with(kind)?;
            let label = said::switch_on(kind.label());
            let plus =
                button("btn sm", &self.act, action).attr("aria-label", label).text(["+ ", kind.label()].concat());
            Some(plus.key(kind.thing().key).html())
        };
        tag("div", "over stk-off").key("off").children(Kind::ALL.into_iter().filter_map(one).collect()).html()
    }

    /// A layer's buttons. They are known by their places, so that the focus goes with a layer that is moved by keys.
    fn layer(&self, index: usize) -> Html {
        let label = name(&self.kinds, index).unwrap_or_default();
        let count = self.kinds.len();
        let mut one = tag("li", "")
            .attr("data-on", label.clone())
            .attr("data-off", said::let_go_outside(&label))
            .child(self.handle(index, &label));
        if self.layout.hands == Hands::All {
            let sign = |icon: Icon, class: &'static str, label: String, action: Option<Action>| {
                let enabled = action.is_some();
                let shown = action.unwrap_or(Action::Kill { service: 0 });
                button(class, &self.act, shown)
                    .attr_bool("disabled", !enabled)
                    .attr("aria-label", label)
                    .child(icon.view())
            };
            let to = |place: Option<usize>| place.and_then(|to| Self::moved(&self.kinds, index, Move::To(to)));
            let inward = Some(index + 1).filter(|to| *to < count);
            one = one
                .child(sign(Icon::Chevron, "btn icon up", said::outward(&label), to(index.checked_sub(1))))
                .child(sign(Icon::Chevron, "btn icon down", lab::inward(&label), to(inward)))
                .child(sign(
                    Icon::Close,
                    "btn icon off",
                    said::switch_off(&label),
                    Self::moved(&self.kinds, index, Move::Off),
                ));
        }
        one.html()
    }

    fn handle(&self, index: usize, label: &str) -> Tag {
        // A handle is a slider whose value is the layer's place, so what hears keys leaves it the arrows.
        let (place, count) = (index + 1, self.kinds.len());
        let handle = tag("div", "stk-handle")
            .attr("role", "slider")
            .attr("tabindex", "0")
            .attr("aria-label", label.to_owned())
            .attr("aria-orientation", "vertical")
            .attr("aria-valuemin", "1")
            .attr("aria-valuemax", count.to_string())
            .attr("aria-valuenow", place.to_string())
            .attr("aria-valuetext", said::handle(place, count))
            .attr("title", said::HANDLE_HINT)
            .child(dots());
        let down = Callback::from(move |event: PointerEvent| grab(&event));
        let moved = Callback::from(move |event: PointerEvent| {
            drag(&event);
        });
        let (kinds, act) = (self.kinds.clone(), self.act.clone());
        let up = Callback::from(move |event: PointerEvent| {
            if let Some(action) = let_go(&event).and_then(|to| Self::moved(&kinds, index, to)) {
                act.emit(action);
            }
        });
        let cancel = Callback::from(|event: PointerEvent| {
            let_go(&event);
        });
        let (kinds, act) = (self.kinds.clone(), self.act.clone());
        let keys = Callback::from(move |event: KeyboardEvent| {
            let Some(to) = key(&event, index, kinds.len()) else { return };
            // What moves a layer is no shortcut of the page or of a deck, and scrolls nothing.
            event.prevent_default();
            event.stop_propagation();
            if let Some(action) = Self::moved(&kinds, index, to) {
                follow(&event, index, to, kinds.len());
                act.emit(action);
            }
        });
        handle
            .listener(Rc::new(onpointerdown::Wrapper::new(down)))
            .listener(Rc::new(onpointermove::Wrapper::new(moved)))
            .listener(Rc::new(onpointerup::Wrapper::new(up)))
            .listener(Rc::new(onpointercancel::Wrapper::new(cancel)))
            .listener(Rc::new(onkeydown::Wrapper::new(keys)))
    }
}

/// The sign of a handle.
fn dots() -> Tag {
    let mut dots = Path::default();
    for y in [4.0, 10.0, 16.0] {
        dots.disc(7.0, y, 1.7).disc(13.0, y, 1.7);
    }
    tag("svg", "").attr("viewBox", "0 0 20 20").attr("aria-hidden", "true").child(dots.tag("solid"))
}

/// What a key does to the layer at an index.
fn key(event: &KeyboardEvent, index: usize, count: usize) -> Option<Move> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    match event.key().as_str() {
        "ArrowUp" | "ArrowLeft" => Some(Move::To(index.saturating_sub(1))),
        "ArrowDown" | "ArrowRight" => Some(Move::To((index + 1).min(count.saturating_sub(1)))),
        "Home" => Some(Move::To(0)),
        "End" => Some(Move::To(count.saturating_sub(1))),
        "Delete" | "Backspace" => Some(Move::Off),
        _ => None,
    }
}

/// The focus goes to where the layer is now, or to the one that takes its place.
fn follow(event: &KeyboardEvent, index: usize, to: Move, count: usize) {
    let place = match to {
        Move::To(place) => place,
        Move::Off => index.min(count.saturating_sub(2)),
    };
    let at = || {
        let handle: HtmlElement = event.target()?.dyn_into().ok()?;
        let rows = handle.closest("ol").ok()??.children();
        let row = rows.item(u32::try_from(place).ok()?)?;
        row.first_element_child()?.dyn_into::<HtmlElement>().ok()
    };
    if let Some(handle) = at() {
        drop(handle.focus());
    }
}

/// The handle of an event, its row, and the list of all rows.
fn parts(event: &PointerEvent) -> Option<(HtmlElement, HtmlElement, HtmlElement)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let handle: HtmlElement = target.closest(".stk-handle").ok()??.dyn_into().ok()?;
    let row: HtmlElement = handle.closest("li").ok()??.dyn_into().ok()?;
    let list: HtmlElement = row.parent_element()?.dyn_into().ok()?;
    Some((handle, row, list))
}

fn grab(event: &PointerEvent) {
    let Some((handle, row, _)) = parts(event).filter(|_| event.is_primary() && event.button() == 0) else { return };
    // Without it a drag ends at the handle's edge, and nothing else is lost.
    drop(handle.set_pointer_capture(event.pointer_id()));
    drop(row.set_attribute("data-grabbed", &event.client_y().to_string()));
}

/// The row follows the pointer; where it would be let go is told, too.
fn drag(event: &PointerEvent) -> Option<Move> {
    let (_, row, list) = parts(event)?;
    let from: f64 = row.get_attribute("data-grabbed")?.parse().ok()?;
    let place = aim(event, &list)?;
    let moved = f64::from(event.client_y()) - from;
    drop(row.style().set_property("--moved", &(fixed(moved) + "px")));
    drop(row.set_attribute("data-aim", if place == Move::Off { "off" } else { "on" }));
    Some(place)
}

/// What is meant with the pointer where it is. Beside the layers, above or below them is out.
fn aim(event: &PointerEvent, list: &HtmlElement) -> Option<Move> {
    let handles = Element::get_bounding_client_rect(list);
    let drawing = Element::get_bounding_client_rect(&list.parent_element()?);
    let share: f64 = list.get_attribute("data-to")?.parse().ok()?;
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let is_beside = x < handles.left() - 12.0 || x > drawing.left() + share * drawing.width();
    if is_beside || y < handles.top() - 30.0 || y > handles.bottom() + 60.0 {
        return Some(Move::Off);
    }
    let part = ((y - handles.top()) / handles.height().max(1.0)).clamp(0.0, 0.999);
    Some(Move::To((part * f64::from(list.children().length())) as usize))
}

/// The row goes back to its place; what was meant is returned, if it was grabbed and moved.
fn let_go(event: &PointerEvent) -> Option<Move> {
    let aimed = drag(event);
    let (_, row, _) = parts(event)?;
    for name in ["data-grabbed", "data-aim"] {
        drop(row.remove_attribute(name));
    }
    drop(row.style().remove_property("--moved"));
    aimed
}
