//! Decimal numbers, exactly.

use std::cmp::Ordering;
use std::fmt;

/// A decimal number: a whole number over a power of ten, without zeros at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    digits: i128,
    /// How many of them are after the point.
    scale: u32,
}

/// Digits after the point.
const MAX_SCALE: u32 = 12;
/// What a number is less than; so two of them can be compared without overflow.
const MAX: i128 = 10_i128.pow(25);

impl Decimal {
    /// A whole number over a power of ten; `None` if it has 26 digits or more, or more than twelve after
    /// the point.
    pub fn new(digits: i128, scale: u32) -> Option<Self> {
        let (mut digits, mut scale) = (digits, scale);
        while scale > 0 && digits % 10 == 0 {
            (digits, scale) = (digits / 10, scale - 1);
        }
        let fits = digits > -MAX && digits < MAX && scale <= MAX_SCALE;
        fits.then_some(Self { digits, scale })
    }

    /// Times another one; `None` if that is out of range.
    pub fn times(self, other: Self) -> Option<Self> {
        let digits = self.digits.checked_mul(other.digits)?;
        Self::new(digits, self.scale + other.scale)
    }

    /// Plus another one; `None` if that is out of range.
    pub fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        Self::new(self.at(scale).checked_add(other.at(scale))?, scale)
    }

    /// Its digits with so many of them after the point, no fewer than it has.
    fn at(self, scale: u32) -> i128 {
        self.digits * 10_i128.pow((scale - self.scale).min(MAX_SCALE))
    }

    /// The whole number; `None` if it is none.
    pub fn whole(self) -> Option<i128> {
        (self.scale == 0).then_some(self.digits)
    }
}

impl From<u32> for Decimal {
    fn from(number: u32) -> Self {
        Self::new(number.into(), 0).unwrap_or(Self {
            digits: 0,
            scale: 0,
        })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        self.at(scale).cmp(&other.at(scale))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let power = 10_u128.pow(self.scale);
        let digits = self.digits.unsigned_abs();
        write!(f, "{sign}{}", digits / power)?;
        if self.scale > 0 {
            let width = self.scale as usize;
            write!(f, ".{:0width$}", digits % power)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(digits: i128, scale: u32) -> Decimal {
        Decimal::new(digits, scale).expect("it is in range")
    }

    #[test]
    fn numbers_are_exact() {
        assert_eq!(decimal(120, 2), decimal(12, 1));
        assert_eq!(decimal(12, 1).to_string(), "1.2");
        assert_eq!(decimal(-5, 3).to_string(), "-0.005");
        let billion = decimal(1_000_000_000, 0);
        assert_eq!(
            decimal(12, 1).times(billion).map(|it| it.to_string()),
            Some("1200000000".to_owned())
        );
        assert!(decimal(12, 1) < decimal(121, 2));
        assert_eq!(decimal(1, 1).plus(decimal(2, 1)), Some(decimal(3, 1)));
        assert_eq!(decimal(MAX - 1, 0).times(decimal(MAX - 1, 0)), None);
        assert_eq!(Decimal::new(1, 13), None);
        assert!(decimal(MAX - 1, 0) > decimal(MAX - 1, 12));
    }
}
