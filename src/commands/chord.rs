//! Keys that are pressed together.

use leptos::web_sys::KeyboardEvent;

/// A key with what is held down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chord {
    /// `KeyboardEvent.key`, letters in lower case.
    pub key: &'static str,
    /// Ctrl, or Command on a Mac.
    pub ctrl: bool,
    /// Shift. Not looked at where the key itself is a sign that Shift may help to type.
    pub shift: bool,
    /// Alt, or Option on a Mac.
    pub alt: bool,
}

impl Chord {
    /// A chord as it is written in the table: `Ctrl+Shift+z`.
    pub fn parse(chord: &'static str) -> Self {
        let mut parsed = Self {
            key: chord,
            ctrl: false,
            shift: false,
            alt: false,
        };
        for (held, name) in [
            (&mut parsed.ctrl, "Ctrl+"),
            (&mut parsed.alt, "Alt+"),
            (&mut parsed.shift, "Shift+"),
        ] {
            if let Some(rest) = parsed.key.strip_prefix(name) {
                (*held, parsed.key) = (true, rest);
            }
        }
        parsed
    }

    /// A key pressed by itself.
    pub fn key(key: &'static str) -> Self {
        Self::parse(key)
    }

    /// Whether a key press is this chord, with `key` and `shift` as one of [`Press::readings`] has them.
    pub fn is(&self, press: &Press, key: &str, shift: bool) -> bool {
        let sign = self.key.len() == 1 && !self.key.as_bytes()[0].is_ascii_alphanumeric();
        self.key.eq_ignore_ascii_case(key)
            && self.ctrl == press.ctrl
            && (sign || self.shift == shift)
            && (self.alt == press.alt || (sign && !self.alt && !self.ctrl))
    }

    /// Whether it is that key by itself.
    pub fn is_only(&self, key: &str) -> bool {
        self.key.eq_ignore_ascii_case(key) && !self.ctrl && !self.shift && !self.alt
    }

    /// The caps of the keys, in the order in which they are pressed.
    pub fn caps(&self) -> Vec<&'static str> {
        let held = [
            (self.ctrl, "Ctrl"),
            (self.alt, "Alt"),
            (self.shift, "Shift"),
        ];
        let mut caps: Vec<_> = held
            .into_iter()
            .filter(|(on, _)| *on)
            .map(|(_, cap)| cap)
            .collect();
        caps.push(match self.key {
            "ArrowLeft" => "←",
            "ArrowRight" => "→",
            "ArrowUp" => "↑",
            "ArrowDown" => "↓",
            "Escape" => "Esc",
            key => cap(key),
        });
        caps
    }
}

/// Letters stand on key caps in upper case.
fn cap(key: &'static str) -> &'static str {
    const CAPS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    match key.as_bytes() {
        [letter] if letter.is_ascii_lowercase() => {
            let at = usize::from(letter - b'a');
            CAPS.get(at..=at).unwrap_or(key)
        }
        _ => key,
    }
}

/// A key as it was pressed on any keyboard.
#[derive(Clone, Debug, Default)]
pub struct Press {
    /// `KeyboardEvent.key`: what the key types.
    pub key: String,
    /// `KeyboardEvent.code`: where the key is, named after a US keyboard.
    pub code: String,
    /// Ctrl, or Command on a Mac.
    pub ctrl: bool,
    /// Shift.
    pub shift: bool,
    /// Alt, or Option on a Mac.
    pub alt: bool,
}

impl From<&KeyboardEvent> for Press {
    fn from(event: &KeyboardEvent) -> Self {
        Self {
            key: event.key(),
            code: event.code(),
            ctrl: event.ctrl_key() || event.meta_key(),
            shift: event.shift_key(),
            alt: event.alt_key(),
        }
    }
}

impl Press {
    /// What the press may mean, as a key with or without Shift, the likeliest first: what the key types;
    /// the digit on it, whichever way Shift types that; and where the key types a letter of another
    /// script, what a US keyboard has in its place.
    pub fn readings(&self) -> Vec<(&str, bool)> {
        let mut readings = vec![(self.key.as_str(), self.shift)];
        let digit = self.code.strip_prefix("Digit");
        match digit {
            // Shift types it, as on a French keyboard.
            Some(digit) if self.shift && self.key == digit => readings.push((digit, false)),
            // It takes Shift to type it.
            Some(digit) if !self.shift && self.types_a_character() => readings.push((digit, false)),
            _ => {}
        }
        let foreign = self.types_a_character() && !self.key.is_ascii();
        // Greek has no Q; its key types a semicolon, which no other keyboard has there.
        let greek = self.code == "KeyQ" && matches!(self.key.as_str(), ";" | ":");
        if foreign || greek {
            readings.extend(self.on_us_keyboard().map(|key| (key, self.shift)));
        }
        readings
    }

    fn types_a_character(&self) -> bool {
        let mut characters = self.key.chars();
        characters.next().is_some() && characters.next().is_none()
    }

    /// What a US keyboard has in the place of the key, if that is a letter or a sign that commands use.
    fn on_us_keyboard(&self) -> Option<&str> {
        if let Some(letter) = self.code.strip_prefix("Key") {
            return Some(letter);
        }
        Some(match (self.code.as_str(), self.shift) {
            ("BracketLeft", false) => "[",
            ("BracketLeft", true) => "{",
            ("BracketRight", false) => "]",
            ("BracketRight", true) => "}",
            ("Comma", false) => ",",
            ("Period", false) => ".",
            ("Slash", false) => "/",
            ("Slash", true) => "?",
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(chord: &'static str, key: &str, code: &str, shift: bool) -> bool {
        let press = Press {
            key: key.to_owned(),
            code: code.to_owned(),
            shift,
            ..Press::default()
        };
        let chord = Chord::parse(chord);
        let mut readings = press.readings().into_iter();
        readings.any(|(key, shift)| chord.is(&press, key, shift))
    }

    #[test]
    fn letters_of_other_scripts_stand_for_their_place() {
        assert!(is("e", "у", "KeyE", false), "Russian");
        assert!(is("Shift+e", "У", "KeyE", true));
        assert!(!is("e", "У", "KeyE", true));
        assert!(is("v", "ω", "KeyV", false), "Greek");
        assert!(is("q", ";", "KeyQ", false), "Greek");
        assert!(is("c", "ؤ", "KeyC", false), "Arabic");
        assert!(is("e", "ק", "KeyE", false), "Hebrew");
        assert!(is("]", "ъ", "BracketRight", false));
        assert!(is("{", "Х", "BracketLeft", true));
        assert!(is(".", "ю", "Period", false));
    }

    #[test]
    fn latin_letters_stand_for_themselves() {
        assert!(is("q", "q", "KeyA", false), "French");
        assert!(!is("a", "q", "KeyA", false));
        assert!(!is("q", "'", "KeyQ", false), "Dvorak");
        assert!(is(".", ".", "KeyE", false), "Dvorak");
        assert!(!is("e", ".", "KeyE", false));
    }

    #[test]
    fn digits_are_digits_with_shift_or_without() {
        assert!(is("1", "&", "Digit1", false), "French");
        assert!(is("1", "1", "Digit1", true), "French, with Shift");
        assert!(is("2", "é", "Digit2", false));
        assert!(is("2", "ě", "Digit2", false), "Czech");
        assert!(!is("1", "!", "Digit1", true), "US");
        assert!(is("3", "3", "Numpad3", false));
    }
}
