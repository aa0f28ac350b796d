//! How two numbers stand to one another.

use super::decimal::Decimal;
use super::{Bound, Quantity, Unit};

/// How two numbers stand to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// They say the same: `145` and `145`.
    Equal,
    /// Both can be true of one thing: `145` and `over 130`.
    Compatible,
    /// Only one can be true: `145` and `fewer than 140`.
    Contradicts,
    /// They count other things: a share and a sum of money.
    Incomparable,
}

/// How far from the number a thing can be that has about that number: a tenth of it.
const ABOUT: (i128, i128) = (9, 11);

/// The numbers that a quantity allows.
struct Allowed {
    low: Option<Decimal>,
    /// Whether the lower one is allowed itself.
    with_low: bool,
    high: Option<Decimal>,
    with_high: bool,
}

/// How two quantities stand to one another.
///
/// A number with a bound allows those on one side of it; `about` allows a tenth of it on either side, and
/// `nearly` a tenth below it. Two quantities are compatible if there is a number that both allow. Percent,
/// percentage points and currencies are compared only with their own kind and with bare numbers; the words
/// for what is counted are not compared, because different words can mean the same: lives and people.
pub fn relation(one: &Quantity, other: &Quantity) -> Relation {
    if !is_comparable(one.unit.as_ref(), other.unit.as_ref()) {
        return Relation::Incomparable;
    }
    if (one.low, one.high, one.bound) == (other.low, other.high, other.bound) {
        return Relation::Equal;
    }
    let (one, other) = (allowed(one), allowed(other));
    if is_below(&one, &other) || is_below(&other, &one) {
        Relation::Contradicts
    } else {
        Relation::Compatible
    }
}

/// Whether two quantities contradict one another.
pub fn differ(one: &Quantity, other: &Quantity) -> bool {
    relation(one, other) == Relation::Contradicts
}

fn is_comparable(one: Option<&Unit>, other: Option<&Unit>) -> bool {
    match (one, other) {
        (None, _) | (_, None) => true,
        (Some(Unit::Word(_)), Some(Unit::Word(_))) => true,
        (one, other) => one == other,
    }
}

fn allowed(quantity: &Quantity) -> Allowed {
    let (low, high) = (quantity.low, quantity.high);
    let tenths = |value: Decimal, tenths: i128| {
        let factor = Decimal::new(tenths, 1);
        factor.and_then(|it| value.times(it))
    };
    let (low, with_low, high, with_high) = match quantity.bound {
        Bound::Exact => (Some(low), true, Some(high), true),
        Bound::AtLeast => (Some(low), true, None, true),
        Bound::MoreThan => (Some(low), false, None, true),
        Bound::AtMost => (None, true, Some(high), true),
        Bound::FewerThan => (None, true, Some(high), false),
        Bound::About => (tenths(low, ABOUT.0), true, tenths(high, ABOUT.1), true),
        Bound::Nearly => (tenths(low, ABOUT.0), true, Some(high), false),
    };
    Allowed {
        low,
        with_low,
        high,
        with_high,
    }
}

/// Whether all that one allows is below what the other allows.
fn is_below(one: &Allowed, other: &Allowed) -> bool {
    let (Some(high), Some(low)) = (one.high, other.low) else {
        return false;
    };
    high < low || (high == low && !(one.with_high && other.with_low))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::{Language, resolve};

    #[test]
    fn bounds_decide_what_contradicts() {
        use Relation::{Compatible, Contradicts, Equal, Incomparable};
        for (one, other, expected) in [
            ("145", "145", Equal),
            ("145 lives", "145 people", Equal),
            ("145", "over 130", Compatible),
            ("145", "over 145", Contradicts),
            ("145", "at least 145", Compatible),
            ("145", "fewer than 140", Contradicts),
            ("about 500", "nearly 500", Compatible),
            ("500", "nearly 500", Contradicts),
            ("about 130", "145", Contradicts),
            ("about 140", "145", Compatible),
            ("hundreds of people", "145", Contradicts),
            ("dozens", "145", Compatible),
            ("10 to 15", "12", Compatible),
            ("10 to 15", "16", Contradicts),
            ("over 130", "more than 200", Compatible),
            ("20%", "20 people", Incomparable),
            ("$5m", "5 million dollars", Equal),
            ("$5m", "€5m", Incomparable),
            ("20%", "one in five", Equal),
        ] {
            let read = |words| resolve(words, Language::English).expect(words);
            let (one_read, other_read) = (read(one), read(other));
            assert_eq!(
                relation(&one_read, &other_read),
                expected,
                "{one} / {other}"
            );
            assert_eq!(
                relation(&other_read, &one_read),
                expected,
                "{other} / {one}"
            );
            assert_eq!(differ(&one_read, &other_read), expected == Contradicts);
        }
    }
}
