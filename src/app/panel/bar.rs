//! The bar at the top: the labs, the theme, and what opens over the page.

use yew::{Callback, Html};

use crate::app::browser::address;
use crate::app::component::icon::Icon;
use crate::app::component::tag::{Tag, button, option, tag};
use crate::app::message::Message;
use crate::app::page::Choice;
use crate::app::page::model::Dialog;
use crate::app::tool::compare;
use crate::link::{Theme, Tool};
use crate::play::LabId;

/// The bar at the top.
pub(crate) fn view(
    (lab, theme, presenting, open, choice): (LabId, Theme, bool, Option<Tool>, Choice),
    tell: &Callback<Message>,
) -> Html {
    let logo = tag("svg", "logo")
        .is("viewBox", "0 0 24 24")
        .is("aria-hidden", "true")
        .has(tag("path", "lineic").is("stroke-width", "3").is("d", "M4 16.5 17.5 8"))
        .has(tag("circle", "solid").is("cx", "4.5").is("cy", "16.5").is("r", "2.8"))
        .has(tag("circle", "rule").is("cx", "20").is("cy", "16.5").is("r", "2.4"));
    let brand = tag("a", "brand").is("href", "#breaker").is("aria-label", "half-open");
    let tab = |id: LabId| {
        let here = (id == lab).then(|| "page".to_owned());
        let link = tag("a", "").key(id.key).set("href", address::of_lab(id)).may("aria-current", here);
        link.press(tell, Message::TabPressed(id)).say(id.title).done()
    };
    let tabs = tag("nav", "tabs").is("aria-label", "Labs").put_all(LabId::all().map(tab).collect());
    let themes = || tag("span", "theme").put(Icon::Contrast.view()).has(theme_choice(theme, "Theme", tell));
    let help = || {
        let help = button("btn icon ghost", tell, Message::DialogOpened(Dialog::Help));
        help.is("aria-label", "Help").is("title", "Help (?)").put(Icon::Question.view())
    };
    let (class, present) = if presenting { ("btn", "Leave") } else { ("btn wide", "Present") };
    let actions = tag("div", "bar-actions")
        .put_if((!presenting).then(themes))
        .put_if((!presenting).then(help))
        .has(button(class, tell, Message::PresentPressed).say(present))
        .has(button("btn", tell, Message::DialogOpened(Dialog::Share)).say("Share"));
    let brand = brand.has(logo).has(tag("span", "").say("half-open"));
    tag("header", "bar").has(brand).has(tabs).has(tools(presenting, open, choice.is_some(), tell)).has(actions).done()
}

/// What goes beyond watching: a guess, a second lane, the outage, the code; on a phone also the full width, for which
/// there is no room above.
fn tools(presenting: bool, open: Option<Tool>, two: bool, tell: &Callback<Message>) -> Tag {
    let tool = |tool: Tool, name, title| {
        let pressed = if open == Some(tool) { "true" } else { "false" };
        let button = button("btn ghost", tell, Message::ToolPressed(tool));
        button.is("aria-pressed", pressed).is("title", title).say(name)
    };
    let compare = button("btn ghost", tell, Message::Compare(compare::Message::Pressed))
        .is("title", "Two lanes with the same random numbers");
    let compare = compare.is("data-compares", "").is("aria-pressed", if two { "true" } else { "false" });
    tag("div", "tools")
        .is("role", "group")
        .is("aria-label", "Tools")
        .has(tool(Tool::Predict, "Predict", "Guess first, then run"))
        .has(compare.say("Compare"))
        .has(tool(Tool::Paint, "Paint", "Paint the outage over time"))
        .has(tool(Tool::Code, "Code", "The source that decides"))
        .put_if((!presenting).then(|| button("btn ghost narrow", tell, Message::PresentPressed).say("Present")))
}

/// The choice of a theme.
pub(crate) fn theme_choice(theme: Theme, label: &'static str, tell: &Callback<Message>) -> Tag {
    let options = Theme::ALL.into_iter().map(|each| option(each.key().to_owned(), name(each), each == theme).done());
    tag("select", "")
        .is("name", "theme")
        .is("aria-label", label)
        .is("title", label)
        .value(theme.key().to_owned())
        .change(tell, "", |_, text| Message::ThemeChosen(Theme::from_key(&text).unwrap_or_default()))
        .put_all(options.collect())
}

fn name(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => "Auto",
        Theme::Light => "Light",
        Theme::Dark => "Dark",
        Theme::Projector => "Projector",
    }
}
