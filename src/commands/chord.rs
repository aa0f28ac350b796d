//! Keys that are pressed together.

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

    /// Whether a key press is this chord.
    pub fn is(&self, key: &str, ctrl: bool, shift: bool, alt: bool) -> bool {
        let sign = self.key.len() == 1 && !self.key.as_bytes()[0].is_ascii_alphanumeric();
        self.key.eq_ignore_ascii_case(key)
            && self.ctrl == ctrl
            && (sign || self.shift == shift)
            && (self.alt == alt || (sign && !self.alt && !self.ctrl))
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
