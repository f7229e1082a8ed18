//! Things that are drawn once and then left alone until what they show has changed.

use core::sync::atomic::{AtomicU32, Ordering};

use yew::{Component, Context, Html, Properties, html};

/// Counts all drawings: two panels that take each other's place on the page never look like the same drawing.
static EDITIONS: AtomicU32 = AtomicU32::new(1);

/// A drawing, remembered together with what it was made of.
pub(crate) struct Memo<K> {
    key: Option<K>,
    edition: u32,
    html: Html,
}

impl<K> Default for Memo<K> {
    fn default() -> Self {
        Self { key: None, edition: 0, html: Html::default() }
    }
}

impl<K: PartialEq> Memo<K> {
    /// Draws anew if `key` differs from what the present drawing was made of.
    pub(crate) fn renew(&mut self, key: K, draw: impl FnOnce(&K) -> Html) {
        if self.key.as_ref() != Some(&key) {
            self.html = draw(&key);
            self.edition = EDITIONS.fetch_add(1, Ordering::Relaxed);
            self.key = Some(key);
        }
    }
}

impl<K> Memo<K> {
    /// The drawing. As long as it is the same, the browser's document is not even compared with it.
    pub(crate) fn view(&self) -> Html {
        html! { <Drawn edition={self.edition} html={self.html.clone()}/> }
    }
}

/// A drawing and its edition.
#[derive(Properties)]
struct DrawnProps {
    edition: u32,
    html: Html,
}

impl PartialEq for DrawnProps {
    fn eq(&self, other: &Self) -> bool {
        self.edition == other.edition
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
        ctx.props().html.clone()
    }
}
