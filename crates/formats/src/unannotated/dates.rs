//! Dates of publication as files and pages write them.

use super::date;

/// The months by the first three letters of their English names.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The day of a date that a page states for programs, without its time: `2024-12-18T10:00:00Z`,
/// `2024/12/18`, `20241218`, `Wed, 18 Dec 2024 10:00:00 GMT`, `December 18, 2024`; empty if it is none
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
    in_words(raw).unwrap_or_default()
}

/// A date with the English name of its month.
fn in_words(raw: &str) -> Option<String> {
    let parts = raw.split(|c: char| !c.is_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let month = |part: &str| {
        let start = part.get(..3)?.to_ascii_lowercase();
        let is_name = part.bytes().all(|b| b.is_ascii_alphabetic());
        MONTHS.iter().position(|month| is_name && *month == start)
    };
    let (at, month) = parts
        .iter()
        .enumerate()
        .find_map(|(at, part)| Some((at, month(part)?)))?;
    let day = |part: &&&str| -> Option<u32> {
        let number = part.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        number
            .parse()
            .ok()
            .filter(|day| number.len() <= 2 && *day > 0)
    };
    let year = |part: &&&str| {
        (part.len() == 4)
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let (before, after) = (
        at.checked_sub(1).and_then(|at| parts.get(at)),
        parts.get(at + 1),
    );
    // `18 December 2024`, or `December 18, 2024`.
    let (day, year) = match before
        .as_ref()
        .and_then(day)
        .zip(after.as_ref().and_then(year))
    {
        Some(found) => found,
        None => (
            after.as_ref().and_then(day)?,
            parts.get(at + 2).as_ref().and_then(year)?,
        ),
    };
    Some(date(&format!("{year:04}-{:02}-{day:02}", month + 1)))
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
            ("Wed Dec 18 10:00:00 UTC 2024", ""),
            ("December 18, 2024 5:00 PM", "2024-12-18"),
            ("18th December 2024", "2024-12-18"),
            ("2024", "2024"),
            ("12/18/2024", ""),
            ("31 February 2024", ""),
            ("marching in 2024", ""),
            ("2024-13-01", ""),
            ("1734516000", ""),
            ("December é 2024", ""),
            ("", ""),
        ] {
            assert_eq!(published(raw), known, "{raw}");
        }
    }
}
