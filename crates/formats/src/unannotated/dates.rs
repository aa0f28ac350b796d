//! Dates of publication as files and pages write them.

use super::date;
use postil_core::date::{self as written, Order};

/// The day of a date that a page states for programs, without its time: `2024-12-18T10:00:00Z`,
/// `2024/12/18`, `20241218`, `Wed, 18 Dec 2024 10:00:00 GMT`, `December 18, 2024`, `18.12.2024`; empty if it is none
/// or could be another. O(1).
pub(super) fn published(raw: &str) -> String {
    /// Bytes that may hold a date.
    const MAX_BYTES: usize = 60;
    let raw = raw.trim();
    let known = date(raw);
    if !known.is_empty() || raw.len() > MAX_BYTES {
        return known;
    }
    let digits = |from: usize, to: usize| {
        let part = raw.get(from..to)?;
        part.bytes().all(|b| b.is_ascii_digit()).then_some(part)
    };
    let ended = |at: usize| !raw.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    if let (Some(year), Some(month), Some(day)) = (digits(0, 4), digits(5, 7), digits(8, 10))
        && raw[4..5] == raw[7..8]
        && matches!(&raw[4..5], "/" | "." | "-")
        && ended(10)
    {
        return date(&format!("{year}-{month}-{day}"));
    }
    // Followed by a time, or by nothing.
    let seconds = digits(0, 14).is_some() && raw.len() == 14;
    if let (Some(year), Some(month), Some(day)) = (digits(0, 4), digits(4, 6), digits(6, 8))
        && (seconds || raw.len() == 8 || raw[8..].starts_with(['T', ' ']))
    {
        return date(&format!("{year}-{month}-{day}"));
    }
    written::written(raw, None).unwrap_or_default()
}

/// The dates of one column of a table.
pub(super) struct Column {
    order: Option<Order>,
}

impl Column {
    /// Learns from all dates of a column which of two numbers with slashes is the day. O(n).
    pub fn of<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        Self {
            order: written::order(cells),
        }
    }

    /// A column in which the first of two numbers with slashes is the day.
    pub fn day_first() -> Self {
        Self {
            order: Some(Order::DayFirst),
        }
    }

    /// A date in the form of the model; empty if it is none or could be another. O(1).
    pub fn read(&self, raw: &str) -> String {
        let known = date(raw);
        if known.is_empty() {
            written::written(raw, self.order).unwrap_or_default()
        } else {
            known
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_pages_are_read() {
        for (raw, known) in [
            ("2024-12-18T10:00:00Z", "2024-12-18"),
            ("2024-12-18T23:30:00-05:00", "2024-12-18"),
            ("2024/12/18 10:00", "2024-12-18"),
            ("2024.12.18", "2024-12-18"),
            ("20241218", "2024-12-18"),
            ("20241218100000", "2024-12-18"),
            ("20241218T100000Z", "2024-12-18"),
            ("Wed, 18 Dec 2024 10:00:00 GMT", "2024-12-18"),
            ("Wed Dec 18 10:00:00 UTC 2024", "2024-12-18"),
            ("December 18, 2024 5:00 PM", "2024-12-18"),
            ("18th December 2024", "2024-12-18"),
            ("2024", "2024"),
            ("12/18/2024", "2024-12-18"),
            ("12/11/2024", ""),
            ("31 February 2024", ""),
            ("marching in 2024", ""),
            ("2024-13-01", ""),
            ("1734516000", ""),
            ("December é 2024", "2024-12"),
            ("", ""),
        ] {
            assert_eq!(published(raw), known, "{raw}");
        }
    }
}
