//! Records changes of the codebook in its log.

use super::super::Stamp;
use crate::model::{Codebook, CodebookVersion, MAX_VERSIONS, Schema};
use crate::state::State;
use crate::transaction::Op;
use std::borrow::Cow;

/// Minutes after its last change in which a version goes on.
const GOES_ON_MINUTES: i64 = 30;
/// Code points of the line that says what was changed in a version.
const MAX_CHANGES: usize = 400;
/// What separates one change from the next in that line.
const SEPARATOR: &str = "; ";

/// The codebook of a version: its own, or that of the project if it is still in force.
pub fn codebook_of<'a>(state: &State, version: &'a CodebookVersion) -> Cow<'a, Codebook> {
    match &version.codebook {
        Some(codebook) => Cow::Borrowed(codebook),
        None => Cow::Owned(present(state)),
    }
}

/// The codebook as it is now. O(codebook).
pub fn present(state: &State) -> Codebook {
    Codebook {
        schema: state.schema().clone(),
        guidelines: state.header().guidelines.clone(),
    }
}

/// Which version a change belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Belongs {
    /// The present one, if it is of the same person and less than half an hour old; else a new one.
    Here,
    /// A version of its own, so that one can go back to the codebook before it.
    Alone,
}

/// The version that a change made now goes on with.
fn continued<'a>(state: &'a State, stamp: Stamp, belongs: Belongs) -> Option<&'a CodebookVersion> {
    let latest = state.codebook_versions().next_back()?;
    let goes_on = || {
        let before = minutes(latest.last_change())?;
        Some((minutes(stamp.time)? - before).abs() <= GOES_ON_MINUTES)
    };
    let is_open = latest.codebook.is_none() && latest.author == stamp.author;
    (belongs == Belongs::Here && is_open && goes_on() == Some(true)).then_some(latest)
}

/// The number of the version that a change made now belongs to.
pub(super) fn number(state: &State, stamp: Stamp, belongs: Belongs) -> u32 {
    match continued(state, stamp, belongs) {
        Some(version) => version.version,
        None => {
            let base = base(state).map(|base| base.version);
            base.unwrap_or_else(|| before(state)).saturating_add(1)
        }
    }
}

/// The largest number so far.
fn before(state: &State) -> u32 {
    let latest = state.codebook_versions().next_back();
    let latest = latest.map_or(0, |version| version.version);
    state.schema().version.max(latest)
}

/// A record of the present codebook if the log has none: before the first change, and after copies
/// with different codebooks were merged.
fn base(state: &State) -> Option<CodebookVersion> {
    let schema = state.schema();
    let known = match state.codebook_versions().next_back() {
        None => false,
        Some(latest) => latest.codebook.as_ref().is_none_or(|codebook| {
            let numbered = Schema {
                version: schema.version,
                ..codebook.schema.clone()
            };
            numbered == *schema && codebook.guidelines == state.header().guidelines
        }),
    };
    (!known).then(|| CodebookVersion {
        version: match state.codebook_versions().next_back() {
            None => schema.version,
            Some(_) => before(state).saturating_add(1),
        },
        codebook: Some(Box::new(present(state))),
        ..CodebookVersion::default()
    })
}

/// The operations that record a change: those that come before it, and the one that comes after it.
/// They end the version so far if the change begins another one. O(codebook), plus O(versions) where
/// one begins.
pub(super) fn record(state: &State, change: &str, stamp: Stamp, belongs: Belongs) -> (Vec<Op>, Op) {
    if let Some(version) = continued(state, stamp, belongs) {
        let mut next = version.clone();
        stamp.time.clone_into(&mut next.until);
        if next.until == next.time {
            next.until.clear();
        }
        append(&mut next.changes, change);
        return (Vec::new(), Op::PutVersion(Box::new(next)));
    }
    let mut ops = Vec::new();
    let mut keys: Vec<_> = state
        .codebook_versions()
        .map(CodebookVersion::key)
        .collect();
    for version in state.codebook_versions() {
        if version.codebook.is_none() {
            let mut ended = version.clone();
            ended.codebook = Some(Box::new(present(state)));
            ops.push(Op::PutVersion(Box::new(ended)));
        }
    }
    if let Some(base) = base(state) {
        keys.push(base.key());
        ops.push(Op::PutVersion(Box::new(base)));
    }
    let mut next = CodebookVersion {
        version: number(state, stamp, belongs),
        time: stamp.time.to_owned(),
        author: stamp.author.to_owned(),
        ..CodebookVersion::default()
    };
    append(&mut next.changes, change);
    // Numbers that can rise no further repeat.
    keys.retain(|key| *key != next.key());
    keys.sort_unstable();
    keys.dedup();
    let surplus = (keys.len() + 1).saturating_sub(MAX_VERSIONS);
    ops.extend(keys.into_iter().take(surplus).map(Op::RemoveVersion));
    (ops, Op::PutVersion(Box::new(next)))
}

/// Adds a change to a line, unless the line says it already or has no room.
fn append(line: &mut String, change: &str) {
    if line.ends_with('…') || line.split(SEPARATOR).any(|known| known == change) {
        return;
    }
    if !line.is_empty() {
        line.push_str(SEPARATOR);
    }
    line.extend(change.chars().map(|c| if c.is_control() { ' ' } else { c }));
    if let Some((end, _)) = line.char_indices().nth(MAX_CHANGES - 1)
        && line.chars().nth(MAX_CHANGES).is_some()
    {
        line.truncate(end);
        line.push('…');
    }
}

/// The minutes of a time of RFC 3339 since some fixed one; none if it has another form. Its zone may
/// be `Z` only.
fn minutes(time: &str) -> Option<i64> {
    let number = |range: std::ops::Range<usize>| -> Option<i64> {
        let digits = time.get(range)?;
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        digits.parse().ok().filter(|_| plain)
    };
    let is = |at: usize, byte: u8| time.as_bytes().get(at) == Some(&byte);
    let in_form = is(4, b'-') && is(7, b'-') && is(10, b'T') && is(13, b':') && is(16, b':');
    if !in_form || !time.ends_with('Z') {
        return None;
    }
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    // Days of the Gregorian calendar, in years that begin in March.
    let (year, month) = match month {
        1 | 2 => (year - 1, month + 9),
        3..=12 => (year, month - 3),
        _ => return None,
    };
    let leap = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    let days = 365 * year + leap + (153 * month + 2) / 5 + day;
    Some((days * 24 + number(11..13)?) * 60 + number(14..16)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_count_over_ends_of_months_and_years() {
        let between = |from: &str, to: &str| Some(minutes(to)? - minutes(from)?);
        let check =
            |from: &str, to: &str, expected| assert_eq!(between(from, to), expected, "{from}");
        check("2026-01-01T10:00:00Z", "2026-01-01T10:29:59.999Z", Some(29));
        check("2025-12-31T23:50:00Z", "2026-01-01T00:10:00Z", Some(20));
        check("2024-02-28T23:50:00Z", "2024-02-29T00:10:00Z", Some(20));
        check("2023-02-28T23:50:00Z", "2023-03-01T00:10:00Z", Some(20));
        check(
            "2000-02-29T00:00:00Z",
            "2001-02-28T00:00:00Z",
            Some(365 * 24 * 60),
        );
        check(
            "1970-01-01T00:00:00Z",
            "2026-01-01T00:00:00Z",
            Some(20_454 * 24 * 60),
        );
        for odd in [
            "",
            "ä",
            "2026-01-01",
            "2026-01-01T10:00:00+02:00",
            "2026-13-01T10:00:00Z",
        ] {
            check(odd, odd, None);
        }
    }

    #[test]
    fn the_line_is_bounded_and_says_each_change_once() {
        let mut line = String::new();
        for change in ["one", "two", "one", "th\nree"] {
            append(&mut line, change);
        }
        assert_eq!(line, "one; two; th ree");
        append(&mut line, &"ä".repeat(MAX_CHANGES));
        assert_eq!(line.chars().count(), MAX_CHANGES);
        let full = line.clone();
        append(&mut line, "more");
        assert_eq!(line, full);
        let mut exact = String::new();
        append(&mut exact, &"ä".repeat(MAX_CHANGES));
        assert!(!exact.ends_with('…'));
    }
}
