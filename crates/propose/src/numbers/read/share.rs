//! Reads shares of a whole.

use super::{Plain, is_function, listed, multiplier, phrase, plain};
use crate::numbers::decimal::Decimal;
use crate::numbers::language::Language;
use crate::numbers::spelled;
use crate::numbers::token::{Sort, Token};
use crate::numbers::words::Words;
use crate::numbers::{Bound, Unit};

/// Digits after the point of a share that is no decimal number.
const SHARE: u32 = 10;

/// A share of the whole: half, two thirds, one in five. In hundredths.
pub(super) fn share(tokens: &[Token], words: &Words, language: Language) -> Option<Plain> {
    if let Some((taken, (above, below))) = phrase(tokens, words.shares) {
        let rest = tokens.get(taken..)?;
        let (more, times) = multiplier(rest, words, language).unwrap_or((0, Decimal::from(1)));
        let value = Decimal::new(i128::from(above) * 10 / i128::from(below), 1)?;
        return plain(value.times(times)?, Bound::Exact, taken + more);
    }
    if let Some(taken) = listed(tokens, words.half) {
        // Half a million, half a dozen.
        let rest = tokens.get(taken..)?;
        let article = listed(rest, words.a).unwrap_or(0);
        if let Some((more, times)) = rest
            .get(article..)
            .and_then(|rest| multiplier(rest, words, language))
        {
            let value = Decimal::new(5, 1)?.times(times)?;
            return plain(value, Bound::Exact, taken + article + more);
        }
        return percent(1, 2, taken);
    }
    let article = listed(tokens, words.a);
    let number = || {
        let first = tokens.first()?;
        match first.number() {
            Some(value) => Some((1, value)),
            None => {
                let found = spelled::cardinal(tokens, language)?;
                Some((found.tokens, u32::try_from(found.value).ok()?))
            }
        }
    };
    let (taken, above) = article.map(|taken| (taken, 1)).or_else(number)?;
    let rest = tokens.get(taken..)?;
    if let (Some(taken_half), Some(_)) = (listed(rest, words.half), article) {
        return percent(1, 2, taken + taken_half);
    }
    let hyphen = usize::from(rest.first().is_some_and(|it| it.text == "-"));
    let parts = rest
        .get(hyphen..)
        .and_then(|rest| phrase(rest, words.parts));
    if let Some((more, below)) = parts {
        let taken = taken + hyphen + more;
        let next = tokens.get(taken).filter(|it| it.sort == Sort::Word);
        // A third of them, but not a third country.
        let is_other = article.is_some() && next.is_some_and(|it| !is_function(it, words));
        return percent(above, below, taken).filter(|_| above < below && !is_other);
    }
    // One in five.
    let join = listed(rest, words.in_).filter(|_| article.is_none())?;
    let rest = rest.get(join..)?;
    let (more, below) = match rest.first()?.number() {
        Some(value) => (1, value),
        None => {
            let found = spelled::cardinal(rest, language)?;
            (found.tokens, u32::try_from(found.value).ok()?)
        }
    };
    let is_share = above < below && below <= 1000;
    percent(above, below, taken + join + more).filter(|_| is_share)
}

/// A share in hundredths; where it is no decimal number, the two that it is between.
fn percent(above: u32, below: u32, tokens: usize) -> Option<Plain> {
    let power = 10_i128.pow(SHARE);
    let all = i128::from(above).checked_mul(100 * power)?;
    let low = all.checked_div(below.into())?;
    let rest = all.checked_rem(below.into())?;
    let high = if rest == 0 { low } else { low + 1 };
    Some(Plain {
        low: Decimal::new(low, SHARE)?,
        high: Decimal::new(high, SHARE)?,
        bound: Bound::Exact,
        unit: Some(Unit::Percent),
        tokens,
    })
}
