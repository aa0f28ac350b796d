//! Dates of publication as text.

use super::Published;
use crate::date::{Forms, check};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

impl Published {
    /// The date in readable form: `18 Dec 2024`, `Jul 2024`, `from Jul 2024`, `undated`. A date in
    /// an unknown form is returned unchanged.
    pub fn in_words(&self) -> String {
        match self.date.split_once('/') {
            _ if self.date.is_empty() => "undated".to_owned(),
            None => day(&self.date),
            Some((from, ".." | "")) => format!("from {}", day(from)),
            Some((".." | "", to)) => format!("until {}", day(to)),
            Some((from, to)) => format!("{} to {}", day(from), day(to)),
        }
    }

    /// Whether the date is empty, or exists and is in a form known to [`Published::in_words`].
    pub fn is_well_formed(&self) -> bool {
        check(&self.date, Forms::Calendar).is_ok()
    }
}

fn day(date: &str) -> String {
    let Some((year, month, day)) = parts(date) else {
        return date.to_owned();
    };
    let month = month.and_then(|month| MONTHS.get(month - 1));
    match (month, day) {
        (Some(month), Some(day)) => format!("{day} {month} {year}"),
        (Some(month), None) => format!("{month} {year}"),
        _ => year.to_owned(),
    }
}

/// Year, month and day of `2024`, `2024-12` or `2024-12-18`, as far as given.
fn parts(date: &str) -> Option<(&str, Option<usize>, Option<usize>)> {
    let number = |part: &str, last: usize| {
        let two = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        let number: usize = part.parse().ok().filter(|_| two)?;
        (1..=last).contains(&number).then_some(number)
    };
    let mut pieces = date.split('-');
    let year = pieces
        .next()
        .filter(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()))?;
    let month = match pieces.next() {
        Some(month) => Some(number(month, 12)?),
        None => None,
    };
    let day = match pieces.next() {
        Some(day) => Some(number(day, 31)?),
        None => None,
    };
    pieces.next().is_none().then_some((year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_as_people_write_them() {
        for (date, words) in [
            ("", "undated"),
            ("2024-12-18", "18 Dec 2024"),
            ("2024-07", "Jul 2024"),
            ("2024", "2024"),
            ("2024-07/..", "from Jul 2024"),
            ("../2024-01-05", "until 5 Jan 2024"),
            ("2024-01/2024-02", "Jan 2024 to Feb 2024"),
            ("last week", "last week"),
            ("2024-13", "2024-13"),
            ("2024-02-30", "30 Feb 2024"),
        ] {
            let published = Published {
                date: date.to_owned(),
                ..Published::default()
            };
            assert_eq!(published.in_words(), words);
            let odd = ["last week", "2024-13", "2024-02-30"].contains(&date);
            assert_eq!(published.is_well_formed(), !odd, "{date}");
        }
    }
}
