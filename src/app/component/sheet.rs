//! A modal dialog on the browser's own `<dialog>`: it keeps the focus inside, closes on Escape and gives the focus back.

use web_sys::HtmlDialogElement;
use yew::{Callback, Html, NodeRef};

use super::icon::Icon;
use super::tag::{button, tag};
use crate::text::page::notices as text;

/// What a dialog says.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Message {
    /// Its close button was pressed.
    ClosePressed,
    /// It was closed.
    Closed,
}

/// A dialog with a heading. Once it is on the page, [`open`] has to be called.
pub(crate) fn view(dialog: &NodeRef, title: &'static str, content: Html, dispatch: &Callback<Message>) -> Html {
    let close = button("btn ghost icon", dispatch, Message::ClosePressed).attr("aria-label", text::CLOSE);
    let head = tag("div", "head")
        .child(tag("h2", "").attr("id", "sheet-title").text(title))
        .child(close.child(Icon::Close.view()));
    tag("dialog", "")
        .node_ref(dialog)
        .attr("aria-labelledby", "sheet-title")
        .on_close(dispatch, Message::Closed)
        .child(tag("div", "sheet").child(head).child(content))
        .html()
}

/// Opens a dialog that has just come onto the page.
pub(crate) fn open(dialog: &NodeRef) {
    if let Some(dialog) = dialog.cast::<HtmlDialogElement>().filter(|dialog| !dialog.open()) {
        // It fails only if the dialog is open already.
        drop(dialog.show_modal());
    }
}

/// Closes a dialog. The browser answers with the event `close`, as it does after Escape.
pub(crate) fn close(dialog: &NodeRef) {
    if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
        dialog.close();
    }
}
