//! Things that are drawn once and then left alone until what they show has changed.
//!
//! There is one component for all of them: each further kind of component would add some kilobytes to the page.

use core::any::Any;
use core::sync::atomic::{AtomicU32, Ordering};
use std::rc::Rc;

use yew::virtual_dom::{VChild, VNode};
use yew::{Component, Context, Html, Properties};

/// Counts all drawings: two panels that take each other's place on the page never look like the same drawing.
static EDITIONS: AtomicU32 = AtomicU32::new(1);

/// A drawing, remembered together with what it was made of.
pub(crate) struct Memo<K> {
    key: Option<K>,
    edition: Edition,
}

impl<K> Default for Memo<K> {
    fn default() -> Self {
        Self { key: None, edition: Edition { number: 0, html: Html::default() } }
    }
}

impl<K: PartialEq> Memo<K> {
    /// Draws anew if `key` differs from what the present drawing was made of.
    pub(crate) fn renew(&mut self, key: K, draw: impl FnOnce(&K) -> Html) {
        if self.key.as_ref() != Some(&key) {
            self.edition = Edition { number: EDITIONS.fetch_add(1, Ordering::Relaxed), html: draw(&key) };
            self.key = Some(key);
        }
    }
}

impl<K> Memo<K> {
    /// The drawing. As long as it is the same, the browser's document is not even compared with it.
    pub(crate) fn view(&self) -> Html {
        drawn(self.edition.clone(), |edition| edition.html.clone())
    }
}

/// A drawing with a number of its own.
#[derive(Clone)]
struct Edition {
    number: u32,
    html: Html,
}

impl PartialEq for Edition {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

/// A part of the page that is drawn anew only when what it shows has changed.
pub(crate) fn drawn<S: PartialEq + 'static>(seen: S, draw: fn(&S) -> Html) -> Html {
    let shown: Rc<dyn Shown> = Rc::new((seen, draw));
    VNode::from(VChild::<Drawn>::new(DrawnProps { shown }, None))
}

/// What a part shows, together with the way to draw it.
trait Shown: Any {
    fn is_same(&self, other: &dyn Any) -> bool;
    fn draw(&self) -> Html;
    fn as_any(&self) -> &dyn Any;
}

impl<S: PartialEq + 'static> Shown for (S, fn(&S) -> Html) {
    fn is_same(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<Self>().is_some_and(|other| self.0 == other.0)
    }

    fn draw(&self) -> Html {
        (self.1)(&self.0)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

#[derive(Properties)]
struct DrawnProps {
    shown: Rc<dyn Shown>,
}

impl PartialEq for DrawnProps {
    fn eq(&self, other: &Self) -> bool {
        self.shown.is_same(other.shown.as_any())
    }
}

struct Drawn;

impl Component for Drawn {
    type Message = ();
    type Properties = DrawnProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        ctx.props().shown.draw()
    }
}
