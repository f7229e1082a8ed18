//! The bar at the top: the labs, the theme, and what opens over the page.

use yew::{Callback, Html};

use crate::app::browser::address;
use crate::app::component::icon::Icon;
use crate::app::component::tag::{Tag, button, option, tag};
use crate::app::message::Message;
use crate::app::page::Choice;
use crate::app::page::model::Dialog;
use crate::app::tool::{self, compare};
use crate::labs;
use crate::link::{Theme, Tool};
use crate::play::{Group, LabId, Name};
use crate::text::labs as overview;
use crate::text::page::bar as text;

/// The bar at the top.
pub(crate) fn view(
    (lab, theme, presenting, open, choice): (LabId, Theme, bool, Option<Tool>, Choice),
    dispatch: &Callback<Message>,
) -> Html {
    let logo = tag("svg", "logo")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .child(tag("path", "lineic").attr("stroke-width", "3").attr("d", "M4 16.5 17.5 8"))
        .child(tag("circle", "solid").attr("cx", "4.5").attr("cy", "16.5").attr("r", "2.8"))
        .child(tag("circle", "rule").attr("cx", "20").attr("cy", "16.5").attr("r", "2.4"));
    let brand = tag("a", "brand").attr("href", "#breaker").attr("aria-label", "half-open");
    let tab = |name: &Name| {
        let here = (name.key == lab.key).then(|| "page".to_owned());
        to_lab(name, dispatch).key(name.key).attr_opt("aria-current", here).text(name.title).html()
    };
    let group = |group: Group| {
        let tabs: Vec<Html> = labs::NAMES.iter().filter(|name| name.group == group).map(tab).collect();
        let title = tag("span", "").attr("aria-hidden", "true").text(group.title());
        let part = tag("div", "").attr("role", "group").attr("aria-label", group.title()).child(title);
        if tabs.is_empty() { Html::default() } else { part.children(tabs).html() }
    };
    let tabs = tag("nav", "tabs").attr("aria-label", text::LABS).children(Group::ALL.map(group).into());
    // Where there is no room for tabs it says which lab this is.
    let all = button("btn ghost all-labs", dispatch, Message::DialogOpened(Dialog::Labs))
        .attr("aria-haspopup", "dialog")
        .attr("title", overview::OVERVIEW)
        .child(tag("span", "here").text(lab.title))
        .text(" ")
        .child(tag("span", "all").text(overview::LABS))
        .child(Icon::Chevron.view());
    let themes = || tag("span", "theme").child(Icon::Contrast.view()).child(theme_choice(theme, text::THEME, dispatch));
    let help = || {
        let help = button("btn icon ghost", dispatch, Message::DialogOpened(Dialog::Help));
        help.attr("aria-label", text::HELP).attr("title", text::HELP_KEY).child(Icon::Question.view())
    };
    let (class, present) = if presenting { ("btn", text::LEAVE) } else { ("btn wide", text::PRESENT) };
    let actions = tag("div", "bar-actions")
        .child_opt((!presenting).then(themes))
        .child_opt((!presenting).then(help))
        .child(button(class, dispatch, Message::PresentPressed).text(present))
        .child(button("btn", dispatch, Message::DialogOpened(Dialog::Share)).text(text::SHARE));
    let brand = brand.child(logo).child(tag("span", "").text("half-open"));
    tag("header", "bar")
        .child(brand)
        .child(all)
        .child(tabs)
        .child(tools(presenting, open, choice.is_some(), dispatch))
        .child(actions)
        .html()
}

/// A link to a lab as it was left, or as it opens. What it says follows.
pub(crate) fn to_lab(name: &Name, dispatch: &Callback<Message>) -> Tag {
    tag("a", "").attr("href", address::of_lab(name.key)).on_click(dispatch, Message::TabPressed(name.key))
}

/// What goes beyond watching: a guess, a second lane, the outage, the code; on a phone also the full width, for which
/// there is no room above.
fn tools(presenting: bool, open: Option<Tool>, two: bool, dispatch: &Callback<Message>) -> Tag {
    let tool = |tool: Tool, name, title| {
        let pressed = if open == Some(tool) { "true" } else { "false" };
        let button = button("btn ghost", dispatch, Message::ToolPressed(tool));
        button.attr("aria-pressed", pressed).attr("title", title).text(name)
    };
    let compare = button("btn ghost", dispatch, Message::Tool(tool::Message::Compare(compare::Message::Pressed)))
        .attr("title", text::COMPARE_MORE);
    let compare = compare.attr("data-compares", "").attr("aria-pressed", if two { "true" } else { "false" });
    tag("div", "tools")
        .attr("role", "group")
        .attr("aria-label", text::TOOLS)
        .child(tool(Tool::Predict, text::PREDICT, text::PREDICT_MORE))
        .child(compare.text(text::COMPARE))
        .child(tool(Tool::Paint, text::PAINT, text::PAINT_MORE))
        .child(tool(Tool::Code, text::CODE, text::CODE_MORE))
        .child_opt(
            (!presenting).then(|| button("btn ghost narrow", dispatch, Message::PresentPressed).text(text::PRESENT)),
        )
}

/// The choice of a theme.
pub(crate) fn theme_choice(theme: Theme, label: &'static str, dispatch: &Callback<Message>) -> Tag {
    let options = Theme::ALL.into_iter().map(|each| option(each.key().to_owned(), name(each), each == theme).html());
    tag("select", "")
        .attr("name", "theme")
        .attr("aria-label", label)
        .attr("title", label)
        .value(theme.key().to_owned())
        .on_change(dispatch, "", |_, text| Message::ThemeChosen(Theme::from_key(&text).unwrap_or_default()))
        .children(options.collect())
}

fn name(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => text::AUTO,
        Theme::Light => text::LIGHT,
        Theme::Dark => text::DARK,
        Theme::Projector => text::PROJECTOR,
    }
}
