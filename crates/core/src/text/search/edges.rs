//! Edges of characters and words in a text that is not folded.

use crate::text::Text;
use crate::text::fold::is_unspaced;
use std::ops::Range;

/// Whether letters or digits before or after a range run on from those in it. Unlike whole words of
/// a [`Query`](super::Query), an upper-case letter after a lower-case one runs on too, as in
/// `newsRussia`.
pub fn is_glued(text: &Text, range: &Range<usize>) -> bool {
    [range.start, range.end]
        .into_iter()
        .any(|cp| around(text, cp).is_some_and(|(before, after)| run_on(before, after)))
}

/// Whether a range begins and ends with characters, and with words if asked, as a
/// [`Query`](super::Query) has them.
pub(super) fn fits(text: &Text, range: &Range<usize>, whole_words: bool) -> bool {
    [range.start, range.end].into_iter().all(|cp| {
        let Some((before, after)) = around(text, cp) else {
            return true;
        };
        // Between two ASCII characters there is always an edge.
        let whole =
            before.is_ascii() && after.is_ascii() || text.next_char(text.prev_char(cp)) == cp;
        let hump = before.is_lowercase() && after.is_uppercase();
        whole && (!whole_words || hump || !run_on(before, after))
    })
}

/// The first code points of the characters before and after an offset; `None` at an end of the text.
fn around(text: &Text, cp: usize) -> Option<(char, char)> {
    let after = text.slice(cp..cp + 1).chars().next()?;
    let before = text.slice(cp.checked_sub(1)?..cp).chars().next()?;
    if before.is_ascii() {
        return Some((before, after));
    }
    let start = text.prev_char(cp);
    let before = text.slice(start..cp).chars().next().unwrap_or(before);
    Some((before, after))
}

fn run_on(before: char, after: char) -> bool {
    let joins = |c: char| (c.is_alphanumeric() || c == '_') && !is_unspaced(c);
    joins(before) && joins(after)
}
