//! Dates as people write them in texts and tables: `12.03.2024`, `March 14, 2024`, `14 марта 2024 г.`

use super::{Forms, check, months};

/// Bytes that may hold a date.
const MAX_BYTES: usize = 80;

/// Which of two numbers with slashes between is the day: `03/04/2024`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As in most of the world.
    DayFirst,
    /// As in the United States.
    MonthFirst,
}

/// The order of the numbers in some dates that are written by one hand; `None` if none of them says it, or
/// if they contradict one another. O(n).
pub fn order<'a>(dates: impl Iterator<Item = &'a str>) -> Option<Order> {
    let mut found = None;
    for date in dates {
        let Some((first, second, _)) = slashes(date.trim()) else {
            continue;
        };
        let order = match (first > 12, second > 12) {
            (true, false) => Order::DayFirst,
            (false, true) => Order::MonthFirst,
            _ => continue,
        };
        if found.replace(order).is_some_and(|before| before != order) {
            return None;
        }
    }
    found
}

/// The date in what a person wrote, in a form that [`check`] accepts: a day, or a month and a year.
///
/// Reads numbers with dots (day, month, year), names of months in the languages of [`months`] in any usual
/// order, and `2024年3月14日`; numbers with slashes or hyphens only where one of them is above 12, or where
/// `order` says which is the day. A weekday may stand before it and a time after it. `None` for everything
/// else: two dates, a year of two digits, a day that does not exist. O(1).
pub fn written(raw: &str, order: Option<Order>) -> Option<String> {
    let raw = raw.trim();
    if raw.len() > MAX_BYTES {
        return None;
    }
    let date = match slashes(raw) {
        Some((first, second, year)) => {
            let order = match (first > 12, second > 12) {
                (true, false) => Order::DayFirst,
                (false, true) => Order::MonthFirst,
                _ => order?,
            };
            match order {
                Order::DayFirst => day(year, second, first),
                Order::MonthFirst => day(year, first, second),
            }
        }
        None => dots(raw).or_else(|| in_words(raw))?,
    };
    check(&date, Forms::Calendar).is_ok().then_some(date)
}

fn day(year: u32, month: u32, day: u32) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// Two numbers and a year with slashes or hyphens between them.
fn slashes(raw: &str) -> Option<(u32, u32, u32)> {
    if raw.len() > MAX_BYTES {
        return None;
    }
    numbers(raw, '/').or_else(|| numbers(raw, '-'))
}

/// Day, month and year with dots between them.
fn dots(raw: &str) -> Option<String> {
    let (first, second, year) = numbers(raw, '.')?;
    Some(day(year, second, first))
}

/// Two numbers of one or two digits and one of four, with this sign between them and perhaps spaces. A
/// weekday may stand before them and a time after them.
fn numbers(raw: &str, sign: char) -> Option<(u32, u32, u32)> {
    let raw = raw.trim_start_matches(|c: char| !c.is_ascii_digit() && !"-/+–—".contains(c));
    let (first, rest) = raw.split_once(sign)?;
    let (second, rest) = rest.split_once(sign)?;
    let rest = rest.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_digit());
    let (year, rest) = rest.split_at(end.unwrap_or(rest.len()));
    let number = |part: &str| {
        let part = part.trim();
        let fits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse().ok().filter(|_| fits)
    };
    let is_over = is_rest(rest) && year.len() == 4;
    Some((number(first)?, number(second)?, year.parse().ok()?)).filter(|_| is_over)
}

/// Whether nothing in what follows a date can belong to another one.
fn is_rest(rest: &str) -> bool {
    let mut before = ' ';
    let mut digits = 0;
    for c in rest.chars() {
        if c.is_ascii_digit() {
            digits += 1;
            // A zone: `+0100`.
            if digits > 2 && before != '+' {
                return false;
            }
            continue;
        }
        if matches!(c, '/' | '–' | '—') {
            return false;
        }
        digits = 0;
        before = c;
    }
    true
}

/// A piece of a date in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    /// A number of one or two digits.
    Small(u32),
    Year(u32),
    Month(u32),
}

/// A date with the name of its month, or with the signs for year, month and day.
fn in_words(raw: &str) -> Option<String> {
    use Piece::{Month, Small, Year};
    let pieces = pieces(raw)?;
    let is_small = |pieces: &[Piece]| pieces.iter().all(|it| matches!(it, Small(_)));
    let (date, rest) = match pieces[..] {
        [Small(d), Month(m), Year(y), ref rest @ ..]
        | [Month(m), Small(d), Year(y), ref rest @ ..]
        | [Year(y), Month(m), Small(d), ref rest @ ..] => (day(y, m, d), rest),
        [Month(m), Year(y)] | [Year(y), Month(m)] => return Some(format!("{y:04}-{m:02}")),
        _ => return None,
    };
    is_small(rest).then_some(date)
}

/// What a text says of days, months and years, without times of day; `None` if there is a number that is
/// none of these.
fn pieces(raw: &str) -> Option<Vec<Piece>> {
    let mut found = Vec::new();
    let mut chars = raw.char_indices().peekable();
    let mut before = ' ';
    while let Some((start, c)) = chars.next() {
        let is_digit = c.is_ascii_digit();
        if !is_digit && !c.is_alphabetic() {
            before = c;
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some((at, next)) = chars.next_if(|(_, next)| {
            next.is_ascii_digit() == is_digit && (is_digit || is_of_word(*next))
        }) {
            end = at + next.len_utf8();
        }
        let word = &raw[start..end];
        let next = raw[end..].chars().next().unwrap_or(' ');
        // A time, or a zone.
        let is_time = before == ':' || next == ':' || (before == '+' && word.len() <= 4);
        before = ' ';
        match (is_digit, next) {
            (true, _) if is_time => {}
            (true, '月') => found.push(Piece::Month(word.parse().ok()?)),
            (true, _) if word.len() <= 2 => found.push(Piece::Small(word.parse().ok()?)),
            (true, _) if word.len() == 4 => found.push(Piece::Year(word.parse().ok()?)),
            (true, _) => return None,
            (false, _) => found.extend(months::month(word).map(Piece::Month)),
        }
    }
    Some(found)
}

/// Whether a character goes on with a word; vowels of some scripts are marks.
fn is_of_word(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_read() {
        for (raw, date) in [
            ("12.03.2024", "2024-03-12"),
            ("1. 3. 2024", "2024-03-01"),
            ("Do, 12.03.2024 10:30 Uhr", "2024-03-12"),
            ("12.03.2024, 10.30", "2024-03-12"),
            ("14 March 2024", "2024-03-14"),
            ("March 14, 2024", "2024-03-14"),
            ("Thursday, March 14th, 2024 5:00 PM", "2024-03-14"),
            ("Mar 14 2024", "2024-03-14"),
            ("14-Mar-2024", "2024-03-14"),
            ("Sept. 3, 2024", "2024-09-03"),
            ("May 2024", "2024-05"),
            ("Thu, 14 Mar 2024 10:00:00 +0100", "2024-03-14"),
            ("Wed Dec 18 10:00:00 UTC 2024", "2024-12-18"),
            ("14. März 2024", "2024-03-14"),
            ("Donnerstag, den 1. Jänner 2024", "2024-01-01"),
            ("1er février 2024", "2024-02-01"),
            ("le 31 AOÛT 2024 à 10h", "2024-08-31"),
            ("14 de marzo de 2024", "2024-03-14"),
            ("14 марта 2024 г.", "2024-03-14"),
            ("14 МАРТА 2024 года, 10:00", "2024-03-14"),
            ("Май 2024", "2024-05"),
            ("3 мая 2024", "2024-05-03"),
            ("14 березня 2024", "2024-03-14"),
            ("14 marzo 2024", "2024-03-14"),
            ("14 de março de 2024", "2024-03-14"),
            ("14 مارس 2024", "2024-03-14"),
            ("2024年3月14日", "2024-03-14"),
            ("13/04/2024", "2024-04-13"),
            ("4/13/2024", "2024-04-13"),
            ("13-04-2024", "2024-04-13"),
            ("2024 March 14", "2024-03-14"),
        ] {
            assert_eq!(written(raw, None).as_deref(), Some(date), "{raw}");
        }
    }

    #[test]
    fn what_could_be_another_is_not_read() {
        for raw in [
            "",
            "soon",
            "2024",
            "03/04/2024",
            "03-04-2024",
            "12.03.24",
            "14 March 24",
            "31.02.2024",
            "31 February 2024",
            "03.14.2024",
            "14 March 2024 – 16 March 2024",
            "14–16 March 2024",
            "12.03.2024–14.03.2024",
            "12.03.2024 / 14.03.2024",
            "31 мая — 2 июня 2024",
            "marching in 2024",
            "14 Ju 2024",
            "14 jui 2024",
            "December é 2024 1 2",
            "14 March",
            "1734516000",
            "192.168.10.2024",
            "v1.2.2024.5000",
            "-12.03.2024",
        ] {
            assert_eq!(written(raw, None), None, "{raw}");
        }
    }

    #[test]
    fn slashes_are_read_where_others_tell_their_order() {
        let of = |dates: &[&str]| order(dates.iter().copied());
        assert_eq!(
            of(&["03/04/2024", "soon", "13/04/2024"]),
            Some(Order::DayFirst)
        );
        assert_eq!(of(&["03/04/2024", "04/13/2024"]), Some(Order::MonthFirst));
        assert_eq!(of(&["03/04/2024", "05/06/2024", "13.04.2024"]), None);
        assert_eq!(of(&["13/04/2024", "04/13/2024"]), None);
        let read = |order| written("03/04/2024", Some(order));
        assert_eq!(read(Order::DayFirst).as_deref(), Some("2024-04-03"));
        assert_eq!(read(Order::MonthFirst).as_deref(), Some("2024-03-04"));
        assert_eq!(
            written("13/04/2024", Some(Order::MonthFirst)).as_deref(),
            Some("2024-04-13")
        );
    }

    use proptest::prelude::*;
    proptest! {
        #[test]
        fn what_is_read_is_a_date(raw in "([0-9]{1,4}|[./: –+-]|Mar|мая|年|月|é|[a-z]){0,12}") {
            for order in [None, Some(Order::DayFirst), Some(Order::MonthFirst)] {
                if let Some(date) = written(&raw, order) {
                    prop_assert_eq!(check(&date, Forms::Calendar), Ok(()));
                }
            }
        }
    }
}
