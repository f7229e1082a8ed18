//! The signs on buttons. They are decoration: every button says what it does in words as well.

use yew::Html;

use super::tag::tag;

/// A sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    /// A triangle.
    Play,
    /// Two bars.
    Pause,
    /// A bar, then a triangle to the left.
    Back,
    /// A triangle to the right, then a bar.
    Forward,
    /// A bar, then two triangles to the left.
    Before,
    /// Two triangles to the right, then a bar.
    After,
    /// A circle that closes, from its start.
    Restart,
    /// A die.
    Dice,
    /// An arrow that turns back.
    Undo,
    /// An arrow that turns forward again.
    Redo,
    /// Downwards.
    Chevron,
    /// A cross.
    Close,
    /// A question mark.
    Question,
    /// A disc, half dark.
    Contrast,
}

impl Icon {
    /// The sign as an inline picture in the colour of the text.
    pub(crate) fn view(self) -> Html {
        let svg = tag("svg", "").attr("viewBox", "0 0 20 20").attr("aria-hidden", "true");
        let solid = |d| tag("path", "solid").attr("d", d);
        let line = |d| tag("path", "lineic").attr("stroke-width", "2").attr("d", d);
        match self {
            Self::Play => svg.child(solid("M7 4.8v10.4L15.6 10z")),
            Self::Pause => svg.child(solid("M5.8 5h3v10h-3zM11.2 5h3v10h-3z")),
            Self::Back => svg.child(solid("M4.6 5h2v10h-2zM15 5v10L7.6 10z")),
            Self::Forward => svg.child(solid("M13.4 5h2v10h-2zM5 5v10l7.4-5z")),
            Self::Before => svg.child(solid("M3 5h1.8v10H3zM10.6 5v10L5.2 10zM17 5v10l-5.4-5z")),
            Self::After => svg.child(solid("M15.2 5H17v10h-1.8zM9.4 5v10l5.4-5zM3 5v10l5.4-5z")),
            Self::Restart => svg.child(line("M5.2 7.2A5.8 5.8 0 1 1 4.3 11")).child(solid("M3.6 2.9v5.4H9z")),
            Self::Dice => svg.child(line("M6.2 3h7.6a3.2 3.2 0 0 1 3.2 3.2v7.6a3.2 3.2 0 0 1-3.2 3.2H6.2A3.2 3.2 0 0 1 3 13.8V6.2A3.2 3.2 0 0 1 6.2 3z")).child(solid(
                "M5.3 7a1.5 1.5 0 1 1 3 0a1.5 1.5 0 1 1-3 0M8.5 10a1.5 1.5 0 1 1 3 0a1.5 1.5 0 1 1-3 0M11.7 13a1.5 1.5 0 1 1 3 0a1.5 1.5 0 1 1-3 0",
            )),
            Self::Undo => svg.child(line("M5 8h7.2a3.8 3.8 0 0 1 0 7.6H7.6")).child(line("M8 4.6 4.6 8 8 11.4")),
            Self::Redo => svg.child(line("M15 8H7.8a3.8 3.8 0 0 0 0 7.6h4.6")).child(line("M12 4.6 15.4 8 12 11.4")),
            Self::Chevron => svg.child(line("M5 8l5 5 5-5")),
            Self::Close => svg.child(line("M5 5l10 10M15 5L5 15")),
            Self::Question => svg
                .child(line("M6.8 7.4a3.2 3.2 0 1 1 4.9 2.7c-1.1.7-1.7 1.2-1.7 2.3"))
                .child(solid("M8.7 15.4a1.3 1.3 0 1 1 2.6 0a1.3 1.3 0 1 1-2.6 0")),
            Self::Contrast => svg
                .child(line("M3.4 10a6.6 6.6 0 1 1 13.2 0a6.6 6.6 0 1 1-13.2 0"))
                .child(solid("M10 3.4a6.6 6.6 0 0 1 0 13.2z")),
        }
        .html()
    }
}
