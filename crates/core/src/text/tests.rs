//! Tests of freezing and of the conversions between units.

use proptest::prelude::*;

use super::Text;
use super::testing::any_text;

#[test]
fn freeze() {
    let check = |raw: &str, expected: &str| {
        assert_eq!(Text::freeze(raw).as_str(), expected, "{raw:?}");
    };
    check("", "");
    check("a\r\nb\rc\nd", "a\nb\nc\nd");
    check("\r\r\n\n\r", "\n\n\n\n");
    check("\u{FEFF}a\u{FEFF}", "a\u{FEFF}");
    check("\u{FEFF}\u{FEFF}a", "\u{FEFF}a");
    check("\u{FEFF}\r\n", "\n");
    // Nothing else changes: no normalization, no trimming, no other line separator.
    check(
        " e\u{301}\u{A0}\u{2028}\u{85}\t\u{0} ",
        " e\u{301}\u{A0}\u{2028}\u{85}\t\u{0} ",
    );
}

#[test]
fn frozen_text_is_kept() {
    let text = Text::from_frozen("\u{FEFF}a\r\nb");
    assert_eq!(text.as_str(), "\u{FEFF}a\r\nb");
    assert_eq!(text.len(), 5);
    assert_eq!(Text::freeze(text.as_str()).as_str(), "a\nb");
}

#[test]
fn lengths() {
    let check = |text: &str, chars: usize, utf16: usize, bytes: usize| {
        let text = Text::freeze(text);
        assert_eq!(
            (text.len(), text.len_utf16(), text.len_bytes()),
            (chars, utf16, bytes)
        );
        assert_eq!(text.is_empty(), chars == 0);
    };
    check("", 0, 0, 0);
    check("Kabul\r\n", 6, 6, 6);
    check("Russia’s", 8, 8, 10);
    check("👍🏽!", 3, 5, 9);
    check("ښځه", 3, 3, 6);
}

#[test]
fn a_surrogate_pair_rounds_down() {
    let text = Text::freeze("a👍b");
    let found: Vec<_> = (0..6).map(|utf16| text.from_utf16(utf16)).collect();
    assert_eq!(found, [0, 1, 1, 2, 3, 3]);
    let found: Vec<_> = (0..5).map(|cp| text.to_utf16(cp)).collect();
    assert_eq!(found, [0, 1, 3, 4, 4]);
}

#[test]
fn a_byte_inside_a_character_rounds_down() {
    let text = Text::freeze("é👍b");
    let found: Vec<_> = (0..9).map(|byte| text.from_byte(byte)).collect();
    assert_eq!(found, [0, 0, 1, 1, 1, 1, 2, 3, 3]);
}

#[test]
fn slices() {
    let text = Text::freeze("a👍b’c");
    let check = |start: usize, end: usize, expected: &str| {
        assert_eq!(text.slice(start..end), expected, "{start}..{end}");
    };
    check(0, 5, "a👍b’c");
    check(1, 2, "👍");
    check(3, 99, "’c");
    check(2, 2, "");
    check(4, 1, "");
    check(9, 99, "");
}

/// Compares every conversion with a plain count over the characters.
fn check_conversions(text: &Text) -> Result<(), TestCaseError> {
    let (mut byte, mut utf16) = (0, 0);
    for (cp, c) in text.as_str().chars().enumerate() {
        prop_assert_eq!(text.to_byte(cp), byte);
        prop_assert_eq!(text.to_utf16(cp), utf16);
        for inside in 0..c.len_utf8() {
            prop_assert_eq!(text.from_byte(byte + inside), cp);
        }
        for inside in 0..c.len_utf16() {
            prop_assert_eq!(text.from_utf16(utf16 + inside), cp);
        }
        prop_assert_eq!(text.slice(cp..cp + 1), c.to_string());
        byte += c.len_utf8();
        utf16 += c.len_utf16();
    }
    for past in [0, 1, 1000, usize::MAX / 2] {
        prop_assert_eq!(text.to_byte(text.len() + past), byte);
        prop_assert_eq!(text.to_utf16(text.len() + past), utf16);
        prop_assert_eq!(text.from_byte(byte + past), text.len());
        prop_assert_eq!(text.from_utf16(utf16 + past), text.len());
    }
    prop_assert_eq!(text.len_bytes(), byte);
    prop_assert_eq!(text.len_utf16(), utf16);
    Ok(())
}

proptest! {
    #[test]
    fn conversions_round_trip(text in any_text()) {
        check_conversions(&Text::freeze(&text))?;
        check_conversions(&Text::from_frozen(text))?;
    }

    /// Long enough for several checkpoints.
    #[test]
    fn conversions_round_trip_in_long_text(unit in any_text(), times in 20_usize..60) {
        check_conversions(&Text::freeze(&unit.repeat(times)))?;
    }

    #[test]
    fn freezing_is_idempotent(text in any_text()) {
        let once = Text::freeze(text.trim_start_matches('\u{FEFF}'));
        prop_assert_eq!(&Text::freeze(once.as_str()), &once);
        prop_assert!(!once.as_str().contains('\r'));
    }
}
