//! A key, as far as the page cares: what has the focus, what that does with keys itself, and which keys an embedding page
//! is handed.

/// A key that went down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Key {
    /// What it writes or does, as the browser names it.
    pub(crate) name: String,
    /// Its place on the keyboard, as in `KeyF`.
    pub(crate) code: String,
    /// Its old number, which decks go by.
    pub(crate) number: u32,
    /// The keys that were held down with it.
    pub(crate) held: Held,
    /// What had the focus.
    pub(crate) focus: Focus,
    /// Whether the focus came by pointer.
    pub(crate) pointed: bool,
}

/// The keys that are held down with another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) shift: bool,
    pub(crate) ctrl: bool,
    pub(crate) alt: bool,
    pub(crate) meta: bool,
}

impl Held {
    /// Whether the browser may have a use of its own for a key with these.
    pub(crate) const fn is_browsers(self) -> bool {
        self.ctrl || self.alt || self.meta
    }
}

/// What has the keyboard's focus, by what it does with keys itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Focus {
    /// Nothing that takes keys.
    #[default]
    Page,
    /// Something that Space or Enter presses.
    Button,
    /// A radio button. Space chooses one that is not chosen.
    Radio {
        /// Whether it is.
        chosen: bool,
    },
    /// Something else that arrows move, such as a slider.
    Slider,
    /// Something that is typed into.
    Field,
    /// A choice from a list. Space opens it, letters look for an entry.
    Choice,
}

impl Focus {
    /// Whether what has the focus has a use for a key of a deck.
    fn uses(self, name: &str) -> bool {
        let arrow = name.starts_with("Arrow");
        match self {
            Self::Page => false,
            Self::Button => name == " ",
            Self::Radio { chosen } => arrow || (name == " " && !chosen),
            Self::Slider => arrow || matches!(name, "Home" | "End"),
            Self::Field | Self::Choice => name != "Escape",
        }
    }
}

impl Key {
    /// Whether an embedding page is handed this key. Decks use it, and the focused control does not, or was only touched
    /// by a pointer; what is typed into a field stays there. The page keys, a clicker's, go to the deck in any case.
    pub(crate) fn goes_up(&self) -> bool {
        let name = self.name.as_str();
        let turns = matches!(name, "PageUp" | "PageDown");
        let touched = self.pointed && self.focus != Focus::Field;
        turns || (is_of_decks(name) && (touched || !self.focus.uses(name)))
    }

    /// Whether it plays and pauses. Space stays with what uses it and has the focus by keyboard, and with fields; a button
    /// that was only pressed by pointer has no further claim to it.
    pub(crate) fn plays(&self) -> bool {
        let free = match self.focus {
            Focus::Page | Focus::Slider => true,
            Focus::Button | Focus::Radio { .. } | Focus::Choice => self.pointed,
            Focus::Field => false,
        };
        free && self.name == " " && self.held == Held::default()
    }

    /// The same as a command of reveal.js, which knows numbers of keys but none that are held down with them.
    pub(crate) fn for_reveal(&self) -> Option<String> {
        let call = |method: &str, argument: &str| format!("{{\"method\":\"{method}\",\"args\":[{argument}]}}");
        match (self.name.as_str(), self.held) {
            (_, held) if held.is_browsers() => None,
            // Its number is another one on each keyboard, and without Shift it means something else there.
            ("?", _) => Some(call("toggleHelp", "")),
            (" ", Held { shift: true, .. }) => Some(call("prev", "")),
            (_, Held { shift: true, .. }) => None,
            _ => Some(call("triggerKey", &self.number.to_string())),
        }
    }
}

/// Whether a deck may have a use for a key.
fn is_of_decks(name: &str) -> bool {
    let letter = name.len() == 1 && "bfnops".contains(&name.to_ascii_lowercase());
    letter
        || name.starts_with("Arrow")
        || matches!(name, "PageUp" | "PageDown" | "Home" | "End" | "Escape" | " " | "." | "?")
}

#[cfg(test)]
mod tests {
    use super::*;

    const RADIO: Focus = Focus::Radio { chosen: true };

    fn key(name: &str, focus: Focus) -> Key {
        Key { name: name.to_owned(), number: 70, focus, ..Key::default() }
    }

    #[test]
    fn space_plays_unless_what_uses_it_has_the_focus_by_keyboard() {
        let plays = |focus, pointed| Key { pointed, ..key(" ", focus) }.plays();
        for focus in [Focus::Page, Focus::Slider] {
            assert!(plays(focus, false) && plays(focus, true), "{focus:?}");
        }
        for focus in [Focus::Button, RADIO, Focus::Radio { chosen: false }, Focus::Choice] {
            assert!(!plays(focus, false) && plays(focus, true), "{focus:?}");
        }
        assert!(!plays(Focus::Field, false) && !plays(Focus::Field, true));
        assert!(!Key { held: Held { shift: true, ..Held::default() }, ..key(" ", Focus::Page) }.plays());
    }

    #[test]
    fn a_deck_gets_the_keys_that_the_focused_control_does_not_use() {
        let names =
            ["ArrowLeft", "ArrowUp", "PageUp", "PageDown", "Home", "End", "Escape", " ", "b", "F", "n", "O", ".", "?"];
        let kept = |focus| -> Vec<&str> { names.into_iter().filter(|name| !key(name, focus).goes_up()).collect() };
        assert!(kept(Focus::Page).is_empty());
        assert_eq!(kept(Focus::Button), [" "]);
        assert_eq!(kept(RADIO), ["ArrowLeft", "ArrowUp"]);
        assert_eq!(kept(Focus::Radio { chosen: false }), ["ArrowLeft", "ArrowUp", " "]);
        assert_eq!(kept(Focus::Slider), ["ArrowLeft", "ArrowUp", "Home", "End"]);
        let of_a_field: Vec<&str> = names.into_iter().filter(|name| key(name, Focus::Field).goes_up()).collect();
        assert_eq!(of_a_field, ["PageUp", "PageDown", "Escape"]);
        for name in ["r", "Enter", "Tab", "x", ",", "Shift", "so"] {
            assert!(!key(name, Focus::Page).goes_up(), "{name}");
        }
    }

    #[test]
    fn a_focus_that_came_by_pointer_keeps_no_key_but_what_is_typed() {
        for focus in [Focus::Button, RADIO, Focus::Slider, Focus::Radio { chosen: false }] {
            for name in ["ArrowLeft", "Home", " ", "PageDown", "s"] {
                assert!(Key { pointed: true, ..key(name, focus) }.goes_up(), "{focus:?} {name}");
            }
        }
        assert!(!Key { pointed: true, ..key(".", Focus::Field) }.goes_up());
    }

    #[test]
    fn reveal_is_told_in_its_own_words() {
        let held = |name, held| Key { held, ..key(name, Focus::Page) }.for_reveal();
        let shift = Held { shift: true, ..Held::default() };
        assert_eq!(held("f", Held::default()).as_deref(), Some("{\"method\":\"triggerKey\",\"args\":[70]}"));
        assert_eq!(held("?", shift).as_deref(), Some("{\"method\":\"toggleHelp\",\"args\":[]}"));
        assert_eq!(held(" ", shift).as_deref(), Some("{\"method\":\"prev\",\"args\":[]}"));
        assert_eq!(held("F", shift), None);
        for browsers in [Held { ctrl: true, ..shift }, Held { alt: true, ..shift }, Held { meta: true, ..shift }] {
            assert_eq!(held("?", browsers), None);
        }
    }
}
