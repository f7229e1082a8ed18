//! What was wrong with a link or a setting, until the reader has taken note.

use yew::{Callback, Html};

use crate::app::component::icon::Icon;
use crate::app::component::tag::{button, tag};
use crate::app::message::Message;
use crate::app::page::model::{Notice, Supply};
use crate::text::page::notices as text;

/// What is told of a piece of the program that is not here, and the notices, oldest first.
pub(crate) fn view(supply: &Supply, notices: &[Notice], dispatch: &Callback<Message>) -> Html {
    let notice = |notice: &Notice| {
        let dismiss =
            button("btn ghost icon", dispatch, Message::NoticeDismissed(notice.id)).attr("aria-label", text::DISMISS);
        tag("div", "notice")
            .attr("data-notice", "")
            .child(tag("span", "").text(notice.text.clone()))
            .child(dismiss.child(Icon::Close.view()))
            .key(&notice.id.to_string())
            .html()
    };
    let all = supply_view(supply, dispatch).into_iter().chain(notices.iter().map(notice)).collect();
    tag("div", "notices").attr("role", "status").children(all).html()
}

/// What has become of a piece that was needed.
fn supply_view(supply: &Supply, dispatch: &Callback<Message>) -> Option<Html> {
    let told = |state: &'static str| tag("div", "notice").attr("data-supply", state).key("supply");
    match supply {
        Supply::Quiet => None,
        Supply::Coming => Some(told("coming").child(tag("span", "").text(text::ON_ITS_WAY)).html()),
        Supply::Missing(why) => {
            let says = text::missing(why);
            let again = button("btn sm", dispatch, Message::PiecesWanted).text(text::RETRY);
            let dismiss = button("btn ghost icon", dispatch, Message::WaitingGivenUp).attr("aria-label", text::DISMISS);
            let row = told("missing").child(tag("span", "").text(says)).child(again);
            Some(row.child(dismiss.child(Icon::Close.view())).html())
        }
    }
}
