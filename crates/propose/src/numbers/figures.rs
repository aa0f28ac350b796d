//! Numbers in digits, with the signs that each language puts between them.

use super::decimal::Decimal;
use super::language::Language;
use super::token::{Sort, Token};

/// Digits between two separators of thousands.
const GROUP: usize = 3;
/// Digits of a number at most.
const MAX_DIGITS: usize = 24;

/// Whether a space divides groups of thousands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spaces {
    /// It does.
    Group,
    /// Only where nothing else can be meant: before `000`, and if there are three groups.
    Doubtful,
}

/// The signs that divide digits.
struct Signs {
    /// Between groups of thousands.
    group: &'static [&'static str],
    spaces: Spaces,
    /// Before what is less than one.
    point: &'static [&'static str],
}

fn signs(language: Language) -> Signs {
    match language {
        Language::English => Signs {
            group: &[",", "٬"],
            spaces: Spaces::Doubtful,
            point: &[".", "٫", "·"],
        },
        Language::German => Signs {
            group: &[".", "'", "٬"],
            spaces: Spaces::Group,
            point: &[",", "٫"],
        },
        Language::Russian => Signs {
            group: &["٬"],
            spaces: Spaces::Group,
            point: &[",", "٫"],
        },
    }
}

/// The number in digits that begins with the first of some tokens, and how many tokens it takes. O(1).
///
/// `None` where the digits are of something else: a time, a version, a number with more digits than 24.
pub(super) fn number(tokens: &[Token], language: Language) -> Option<(Decimal, usize)> {
    let signs = signs(language);
    let first = tokens.first().filter(|it| it.sort == Sort::Digits)?;
    let mut digits = first.text.clone();
    let mut taken = 1;
    let digits_at = |at: usize| tokens.get(at).filter(|it| it.sort == Sort::Digits);
    let sign = |at: usize, of: &[&str]| {
        let sign = tokens.get(at).filter(|it| it.is_glued)?;
        let next = digits_at(at + 1).filter(|it| it.is_glued)?;
        of.contains(&sign.text.as_str()).then_some(next)
    };
    // Three digits after exactly one space.
    let spaced = |at: usize| {
        let end = tokens.get(at.checked_sub(1)?)?.span.end;
        digits_at(at).filter(|it| it.digits() == GROUP && it.span.start == end + 1)
    };
    let is_head = first.digits() <= GROUP && !first.text.starts_with('0');
    let mut groups: Option<usize> = None;
    while is_head && digits.len() <= MAX_DIGITS {
        let by_sign = sign(taken, signs.group).filter(|_| groups != Some(1));
        let by_space = spaced(taken).filter(|it| {
            let is_sure = groups == Some(1) || it.text == "000" || spaced(taken + 1).is_some();
            groups != Some(2) && (signs.spaces == Spaces::Group || is_sure)
        });
        let (next, width) = match (by_sign, by_space) {
            (Some(next), _) => (next, 2),
            (None, Some(next)) => (next, 1),
            _ => break,
        };
        if next.digits() != GROUP {
            break;
        }
        digits.push_str(&next.text);
        groups = Some(width);
        taken += width;
    }
    let mut scale = 0;
    if let Some(next) = sign(taken, signs.point) {
        digits.push_str(&next.text);
        scale = next.digits();
        taken += 2;
    }
    let part = tokens.get(taken).filter(|it| is_fraction(it));
    // What goes on is no number: `10:30`, `1.2.3`, `12/5`.
    let goes_on = sign(taken, &[".", ",", ":", "/"]).is_some();
    if goes_on || digits.len() > MAX_DIGITS {
        return None;
    }
    let value = Decimal::new(digits.parse().ok()?, u32::try_from(scale).ok()?)?;
    match part {
        // 2½.
        Some(sign) => Some((value.plus(fraction(sign)?)?, taken + 1)),
        None => Some((value, taken)),
    }
}

fn is_fraction(token: &Token) -> bool {
    let sign = token.text.chars().next();
    sign.is_some_and(|c| matches!(c, '¼'..='¾' | '⅐'..='⅟' | '↉'))
}

/// The value of a sign for a fraction: `½`. `None` if it is no decimal number, as `⅓` is.
pub(super) fn fraction(token: &Token) -> Option<Decimal> {
    let thousandths = match token.text.as_str() {
        "⅒" => 100,
        "⅛" => 125,
        "⅕" => 200,
        "¼" => 250,
        "⅜" => 375,
        "⅖" => 400,
        "½" => 500,
        "⅗" => 600,
        "⅝" => 625,
        "¾" => 750,
        "⅘" => 800,
        "⅞" => 875,
        _ => return None,
    };
    Decimal::new(thousandths, 3)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::token::tokens;

    fn read(words: &str, language: Language) -> Option<(String, usize)> {
        let found = number(&tokens(words, 0), language);
        found.map(|(value, tokens)| (value.to_string(), tokens))
    }

    #[test]
    fn each_language_has_its_signs() {
        for (words, language, value, tokens) in [
            ("1,200.5", Language::English, "1200.5", 5),
            ("1.200,5", Language::German, "1200.5", 5),
            ("1 200,5", Language::Russian, "1200.5", 4),
            ("1\u{a0}200\u{a0}000", Language::Russian, "1200000", 3),
            ("1.5", Language::English, "1.5", 3),
            ("12 000 people", Language::English, "12000", 2),
            ("1 234 567", Language::English, "1234567", 3),
            ("12 345", Language::English, "12", 1),
            ("2½", Language::English, "2.5", 2),
            ("1 ¾", Language::English, "1.75", 2),
            ("1,5", Language::German, "1.5", 3),
            ("1.500", Language::German, "1500", 3),
            ("145 people", Language::English, "145", 1),
            ("145, 20", Language::English, "145", 1),
            ("٤٥٠", Language::English, "450", 1),
            ("१२,३४५", Language::English, "12345", 3),
            ("007", Language::English, "7", 1),
        ] {
            let found = Some((value.to_owned(), tokens));
            assert_eq!(read(words, language), found, "{words}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for words in [
            "10:30",
            "1.2.3",
            "12/5",
            "12,34",
            "2⅓",
            "one",
            "",
            "1234567890123456789012345678",
        ] {
            assert_eq!(read(words, Language::English), None, "{words}");
        }
    }
}
