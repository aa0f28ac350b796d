//! What the letters of a text tell: the direction of a paragraph and of a place in it, the likely
//! language, and whether its words stand without spaces between them.

use super::Text;
use std::ops::Range;

/// Code points read to guess a language.
const READ_CHARS: usize = 4000;
/// Code points read on each side of a place for its direction.
const NEAR_CHARS: usize = 256;
/// Changes of direction with which browsers take long to lay out a paragraph: if it fits in one line,
/// as it does without visible characters, their time grows with the square of this number.
const MANY_TURNS: usize = 5000;

/// The direction of a letter in the sense of the Unicode Bidirectional Algorithm: whether it runs from
/// right to left; `None` for anything that takes the direction of its surroundings.
fn direction(c: char) -> Option<bool> {
    match c {
        '\u{200F}' | '\u{61C}' => Some(true),
        '\u{200E}' => Some(false),
        '\u{590}'..='\u{8FF}'
        | '\u{FB1D}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFE}'
        | '\u{10800}'..='\u{10FFF}'
        | '\u{1E800}'..='\u{1EFFF}' => c.is_alphabetic().then_some(true),
        c => c.is_alphabetic().then_some(false),
    }
}

/// Whether the first letter of a text runs from right to left; `None` without letters.
pub fn is_rtl(text: &str) -> Option<bool> {
    text.chars().find_map(direction)
}

/// Whether a paragraph changes direction thousands of times, so that it has to be laid out in pieces. O(n).
pub fn is_tangled(text: &str) -> bool {
    let mut before = None;
    let turns = text.chars().filter(|&c| {
        let now = direction(c);
        let is_control = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        let turns = is_control || (now.is_some() && now != before);
        before = now.or(before);
        turns
    });
    turns.take(MANY_TURNS).count() == MANY_TURNS
}

/// Whether a language, given by its BCP 47 tag, is written from right to left.
pub fn is_rtl_language(tag: &str) -> bool {
    let mut parts = tag.split(['-', '_']);
    let language = parts.next().unwrap_or_default().to_ascii_lowercase();
    match parts.next().unwrap_or_default() {
        script if script.eq_ignore_ascii_case("latn") || script.eq_ignore_ascii_case("cyrl") => {
            false
        }
        script if script.eq_ignore_ascii_case("arab") || script.eq_ignore_ascii_case("hebr") => {
            true
        }
        _ => matches!(
            language.as_str(),
            "ar" | "arc"
                | "ckb"
                | "dv"
                | "fa"
                | "he"
                | "iw"
                | "nqo"
                | "prs"
                | "ps"
                | "sd"
                | "syr"
                | "ug"
                | "ur"
                | "yi"
        ),
    }
}

/// Whether a text is the tag of a language, as far as its form goes.
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let letters = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let short = |part: &str| (1..=8).contains(&part.len());
    parts
        .next()
        .is_some_and(|first| letters(first) && (2..=3).contains(&first.len()))
        && parts.all(|part| short(part) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Guesses the language from the letters alone; `None` where they are those of many languages, as the
/// Latin ones are. O(1): the beginning is read.
pub fn guess_language(text: &str) -> Option<&'static str> {
    let mut letters = Letters::default();
    for c in text.chars().take(READ_CHARS) {
        letters.count(c);
    }
    letters.language()
}

/// Letters counted by script, and those of one language only.
#[derive(Default)]
struct Letters {
    all: usize,
    arabic: usize,
    persian: usize,
    pashto: usize,
    urdu: usize,
    hebrew: usize,
    cyrillic: usize,
    ukrainian: usize,
    greek: usize,
    han: usize,
    kana: usize,
    hangul: usize,
    thai: usize,
    devanagari: usize,
}

impl Letters {
    fn count(&mut self, c: char) {
        self.all += usize::from(c.is_alphabetic());
        match c {
            'ټ' | 'ډ' | 'ړ' | 'ږ' | 'ښ' | 'ڼ' | 'ځ' | 'څ' | 'ې' | 'ۍ' => self.pashto += 1,
            'ٹ' | 'ڈ' | 'ڑ' | 'ے' | 'ں' | 'ھ' | 'ہ' => self.urdu += 1,
            'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' => self.persian += 1,
            'і' | 'ї' | 'є' | 'ґ' | 'І' | 'Ї' | 'Є' | 'Ґ' => self.ukrainian += 1,
            _ => {}
        }
        let script = match c {
            '\u{600}'..='\u{6FF}'
            | '\u{750}'..='\u{77F}'
            | '\u{FB50}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFE}' => &mut self.arabic,
            '\u{590}'..='\u{5FF}' => &mut self.hebrew,
            '\u{400}'..='\u{52F}' => &mut self.cyrillic,
            '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => &mut self.greek,
            '\u{3040}'..='\u{30FF}' => &mut self.kana,
            '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' => {
                &mut self.han
            }
            '\u{AC00}'..='\u{D7AF}' | '\u{1100}'..='\u{11FF}' => &mut self.hangul,
            '\u{E00}'..='\u{E7F}' => &mut self.thai,
            '\u{900}'..='\u{97F}' => &mut self.devanagari,
            _ => return,
        };
        *script += usize::from(c.is_alphabetic());
    }

    fn language(&self) -> Option<&'static str> {
        let most = |count: usize| count > 0 && count * 2 > self.all;
        // A letter that one language alone has must not be a slip, or a name.
        let often = |count: usize| count * 50 >= self.arabic;
        if most(self.arabic) {
            return Some(match () {
                () if self.pashto > 0 && often(self.pashto) => "ps",
                () if self.urdu > 0 && often(self.urdu) => "ur",
                () if self.persian > 0 && often(self.persian) => "fa",
                () => "ar",
            });
        }
        if most(self.kana + self.han) {
            return Some(if self.kana * 20 > self.han {
                "ja"
            } else {
                "zh"
            });
        }
        if most(self.cyrillic) {
            // Other languages in Cyrillic letters are not told apart.
            let is_russian = self.ukrainian * 50 < self.cyrillic;
            return Some(if is_russian { "ru" } else { "uk" });
        }
        [
            (self.hebrew, "he"),
            (self.greek, "el"),
            (self.hangul, "ko"),
            (self.thai, "th"),
            (self.devanagari, "hi"),
        ]
        .into_iter()
        .find(|(count, _)| most(*count))
        .map(|(_, language)| language)
    }
}

/// Whether words of the script of a character stand without spaces between them, so that finding them
/// takes a dictionary: Thai, Lao, Burmese, Khmer, Chinese, Japanese.
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{E01}'..='\u{E4E}' | '\u{E80}'..='\u{ECD}' | '\u{EDC}'..='\u{EDF}'
        | '\u{1000}'..='\u{103F}' | '\u{1050}'..='\u{108F}' | '\u{1780}'..='\u{17D3}'
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{3096}' | '\u{3099}'..='\u{309F}'
        | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a character is a picture that a reader points at as one thing.
pub(super) fn is_picture(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B50}' | '\u{2B55}' | '\u{20E3}')
}

/// The direction of what has none by its own letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Base {
    /// Whether it is from right to left.
    pub is_rtl: bool,
    /// Whether a person has stated it: paragraphs then keep to it, whatever letter they begin with.
    pub is_stated: bool,
}

impl Text {
    /// Whether the paragraph with an offset runs from right to left: whether its first letter does;
    /// `None` if it has no letters. Reads the block with the offset, and those before it.
    pub fn paragraph_is_rtl(&self, cp: usize) -> Option<bool> {
        let number = self.blocks().at(cp).paragraph;
        let before = self.blocks().backward(cp);
        let first = before.take_while(|block| block.paragraph == number).last();
        let mut blocks = self.blocks().onward(first.map_or(cp, |block| block.start));
        blocks
            .by_ref()
            .take_while(|block| block.paragraph == number)
            .find_map(|block| is_rtl(self.slice(block.range())))
    }

    /// Whether the character at an offset runs from right to left. What has no direction takes that of
    /// the letters around it if they agree, else that of the paragraph, which is `base` if that is
    /// stated or it has no letters. Digits run from left to right.
    pub fn is_rtl_at(&self, cp: usize, base: Base) -> bool {
        let block = self.blocks().at(cp);
        let own = self.slice(cp..cp + 1).chars().next();
        if let Some(c) = own {
            if c.is_numeric() {
                return false;
            }
            if let Some(own) = direction(c) {
                return own;
            }
        }
        let near = |range: Range<usize>| self.slice(range).chars().map(direction);
        let before = near(block.start.max(cp.saturating_sub(NEAR_CHARS))..cp);
        let before = before.rev().flatten().next();
        let after = near(cp..block.end.min(cp + NEAR_CHARS)).flatten().next();
        match (before, after) {
            (Some(before), Some(after)) if before == after => before,
            _ if base.is_stated => base.is_rtl,
            _ => self.paragraph_is_rtl(cp).unwrap_or(base.is_rtl),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(is_rtl: bool) -> Base {
        Base {
            is_rtl,
            is_stated: false,
        }
    }

    #[test]
    fn only_what_turns_thousands_of_times_is_tangled() {
        for unit in [
            "\u{200E}\u{200F}",
            "\u{2067}\u{2069}",
            "a\u{202E}b\u{202C}",
            "aא",
        ] {
            assert!(is_tangled(&unit.repeat(MANY_TURNS)), "{unit:?}");
            assert!(!is_tangled(&unit.repeat(MANY_TURNS / 4 - 1)), "{unit:?}");
        }
        assert!(!is_tangled(&"The minister said so. ".repeat(MANY_TURNS)));
        assert!(!is_tangled(&"\u{200F}קאבול ".repeat(MANY_TURNS)));
    }

    #[test]
    fn languages_are_guessed_by_their_letters() {
        for (text, language) in [
            ("قال وزير الخارجية إن القرار اتخذ.", Some("ar")),
            ("وزیر امور خارجه گفت که تصمیم گرفته شده است.", Some("fa")),
            (
                "د بهرنیو چارو وزیر په کابل کې وویل چې پرېکړه شوې ده.",
                Some("ps"),
            ),
            ("وزیر خارجہ نے کہا کہ فیصلہ ہو چکا ہے۔", Some("ur")),
            ("שר החוץ אמר כי ההחלטה התקבלה.", Some("he")),
            ("Министр сказал, что решение принято.", Some("ru")),
            ("Міністр сказав, що рішення вже прийнято.", Some("uk")),
            ("Ο υπουργός είπε ότι η απόφαση ελήφθη.", Some("el")),
            ("外交部发言人说，决定已经作出。", Some("zh")),
            ("外務省は決定したと述べた。", Some("ja")),
            ("외무부는 결정했다고 말했다.", Some("ko")),
            ("กระทรวงการต่างประเทศกล่าวว่า", Some("th")),
            ("विदेश मंत्री ने कहा कि निर्णय हो गया है।", Some("hi")),
            ("The decision has been made. قال", None),
            ("", None),
            ("2024-12-18 … 🐝", None),
        ] {
            assert_eq!(guess_language(text), language, "{text}");
        }
    }

    #[test]
    fn directions() {
        assert_eq!(is_rtl("2003: «قال»"), Some(true));
        assert_eq!(is_rtl("2003: “said”"), Some(false));
        assert_eq!(is_rtl("2003 …"), None);
        assert!(is_rtl_language("ar-EG") && is_rtl_language("az-Arab"));
        assert!(!is_rtl_language("en") && !is_rtl_language("ku-Latn") && !is_rtl_language(""));
        assert!(is_language_tag("zh-Hant-TW") && is_language_tag("ps"));
        assert!(!is_language_tag("English") && !is_language_tag("") && !is_language_tag("e n"));
        let text = Text::from_frozen("Say:\nقال NATO 5 «لا».\n…");
        assert_eq!(
            [0, 5, 10, 999].map(|at| text.paragraph_is_rtl(at)),
            [Some(false), Some(true), Some(true), None]
        );
        // The letters, a space between two scripts, the foreign name, the number, the full stop.
        assert_eq!(
            [5, 8, 9, 14, 17, 20].map(|at| text.is_rtl_at(at, base(false))),
            [true, true, false, false, true, true]
        );
        assert!(text.is_rtl_at(22, base(true)) && !text.is_rtl_at(22, base(false)));
    }

    proptest::proptest! {
        #[test]
        fn never_panic(text in crate::text::testing::any_text(), cp in 0_usize..80) {
            guess_language(&text);
            let text = Text::from_frozen(text);
            text.is_rtl_at(cp, base(true));
            text.paragraph_is_rtl(cp);
        }
    }
}
