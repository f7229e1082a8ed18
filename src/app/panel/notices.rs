//! What was wrong with a link or a setting, until the reader has taken note.

use yew::{Callback, Html};

use crate::app::component::icon::Icon;
use crate::app::component::tag::{button, tag};
use crate::app::message::Message;
use crate::app::page::model::Notice;

/// The notices, oldest first.
pub(crate) fn view(notices: &[Notice], dispatch: &Callback<Message>) -> Html {
    let notice = |notice: &Notice| {
        let dismiss =
            button("btn ghost icon", dispatch, Message::NoticeDismissed(notice.id)).attr("aria-label", "Dismiss");
        tag("div", "notice")
            .attr("data-notice", "")
            .child(tag("span", "").text(notice.text.clone()))
            .child(dismiss.child(Icon::Close.view()))
            .key(&notice.id.to_string())
            .html()
    };
    tag("div", "notices").attr("role", "status").children(notices.iter().map(notice).collect()).html()
}
