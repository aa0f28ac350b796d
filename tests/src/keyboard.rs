//! Keys, by the names a person reads in a list of shortcuts.

use crate::page::Page;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use std::time::Duration;

/// The characters that need Shift on a US keyboard, besides capital letters.
const SHIFTED: &str = "~!@#$%^&*()_+{}|:\"<>?";

impl Page {
    /// Presses chords one after the other, faster than any typist: `page.press("j j e Ctrl+Z")`.
    ///
    /// A chord is a key, or keys held down and a key: `Ctrl+Shift+Z`, `Alt+ArrowUp`, `?`. Keys have
    /// their DOM names (`Enter`, `Escape`, `PageDown`), the space bar is `Space`. A character that
    /// needs Shift on a US keyboard is typed with Shift held.
    pub async fn press(&self, chords: &str) {
        self.note(format!("press {chords}"));
        let keys = chords
            .split_whitespace()
            .flat_map(strokes)
            .fold(KeyActions::new("keyboard".to_owned()), KeyActions::then);
        self.act(keys.into()).await;
    }

    /// Presses one chord as [`Page::press`] does, and releases it after a time, as a hand does.
    pub async fn hold(&self, chord: &str, time: Duration) {
        self.note(format!("hold {chord}"));
        let mut keys = strokes(chord);
        let up = keys
            .iter()
            .position(|key| matches!(key, KeyAction::Up { .. }));
        let pause = KeyAction::Pause { duration: time };
        keys.insert(up.unwrap_or(keys.len()), pause);
        let none = KeyActions::new("keyboard".to_owned());
        let keys = keys.into_iter().fold(none, KeyActions::then);
        self.act(keys.into()).await;
    }

    /// Types text into whatever has the focus. `\n` is the Enter key.
    pub async fn type_text(&self, text: &str) {
        self.note(format!("type {text:?}"));
        let keys = text
            .chars()
            .map(|c| {
                if c == '\n' {
                    char::from(Key::Return)
                } else {
                    c
                }
            })
            .flat_map(|key| stroke(&[], key))
            .fold(KeyActions::new("keyboard".to_owned()), KeyActions::then);
        self.act(keys.into()).await;
    }
}

/// The keys that `Ctrl+Shift` names, in order.
pub(crate) fn held(names: &str) -> Vec<char> {
    names.split('+').map(key).collect()
}

fn strokes(chord: &str) -> Vec<KeyAction> {
    // The plus key: `+` alone, or at the end of a chord.
    let (modifiers, last) = match chord.strip_suffix('+') {
        Some(rest) => (rest.trim_end_matches('+'), "+"),
        None => chord.rsplit_once('+').unwrap_or(("", chord)),
    };
    let mut modifiers = if modifiers.is_empty() {
        Vec::new()
    } else {
        held(modifiers)
    };
    let mut last = key(last);
    let shift = char::from(Key::Shift);
    if modifiers.contains(&shift) {
        last = last.to_ascii_uppercase();
    } else if !modifiers.is_empty() {
        // `Ctrl+Z` is the key, not the capital letter.
        last = last.to_ascii_lowercase();
    }
    if needs_shift(last) && !modifiers.contains(&shift) {
        modifiers.push(shift);
    }
    stroke(&modifiers, last)
}

fn stroke(modifiers: &[char], key: char) -> Vec<KeyAction> {
    let shift = [char::from(Key::Shift)];
    let modifiers = if modifiers.is_empty() && needs_shift(key) {
        &shift
    } else {
        modifiers
    };
    let down = modifiers.iter().map(|&value| KeyAction::Down { value });
    let up = modifiers.iter().rev().map(|&value| KeyAction::Up { value });
    down.chain([KeyAction::Down { value: key }, KeyAction::Up { value: key }])
        .chain(up)
        .collect()
}

fn needs_shift(key: char) -> bool {
    key.is_uppercase() || SHIFTED.contains(key)
}

fn key(name: &str) -> char {
    let mut characters = name.chars();
    if let (Some(character), None) = (characters.next(), characters.next()) {
        return character;
    }
    char::from(match name {
        "Ctrl" | "Control" => Key::Control,
        "Shift" => Key::Shift,
        "Alt" => Key::Alt,
        "Meta" => Key::Meta,
        "Enter" => Key::Return,
        "Escape" | "Esc" => Key::Escape,
        "Tab" => Key::Tab,
        "Space" => return ' ',
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "Insert" => Key::Insert,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        _ => panic!("no key is called {name}"),
    })
}
