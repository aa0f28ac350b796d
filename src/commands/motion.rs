//! Moves the cursor through the text, and selects with it.

use super::keymap::Binding;
use crate::article;
use crate::desk::Desk;
use crate::desk::command::{Command, Direction, Step};
use crate::desk::view::Cursor;
use crate::ui::sentence::t;
use postil_core::text::Text;
use std::ops::Range;

/// The most lines without words that moving by lines passes over.
const MAX_LINES: usize = 20;

/// Moves the cursor a step or, if `extend`, the moving end of the selected text. Moving by words selects
/// the word at the cursor, so that a layer's key tags it at once.
pub fn step(desk: Desk, step: Step, direction: Direction, extend: bool) {
    let cursor = start_of(desk);
    let moved = desk
        .peek_document(|_, document| {
            let text = document.text();
            if extend {
                extended(text, cursor, step, direction)
            } else {
                move_to(text, cursor, step, direction)
            }
        })
        .flatten();
    let Some(next) = moved else {
        return;
    };
    if step != Step::Line {
        article::leave_column();
    }
    if extend {
        desk.view_now().select_text(next);
    } else {
        desk.view_now().move_cursor(next);
    }
    article::reveal(next.head..next.head);
    let words = desk.peek_document(|_, document| document.text().slice(next.range()).to_owned());
    desk.announce(words.unwrap_or_default());
}

/// Selects the whole text.
pub fn all(desk: Desk) {
    let end = desk.peek_document(|_, document| document.text().len());
    if let Some(head) = end.filter(|end| *end > 0) {
        desk.view_now().move_cursor(Cursor { anchor: 0, head });
        desk.announce(t!("The whole text is selected."));
    }
}

/// What the key of a command does where the cursor is: in a paragraph from right to left, arrow keys that
/// point to the left and to the right move as they look, so that they change places.
pub fn as_it_looks(desk: Desk, command: &Command) -> Command {
    match command {
        Command::Move(step, direction) if is_sideways(*step) && is_rtl(desk) => {
            Command::Move(*step, direction.reversed())
        }
        Command::Extend(step, direction) if is_sideways(*step) && is_rtl(desk) => {
            Command::Extend(*step, direction.reversed())
        }
        other => other.clone(),
    }
}

/// The row of the table whose keys do what `binding` does where the cursor is.
pub fn bound<'a>(desk: Desk, table: &'a [Binding], binding: &'a Binding) -> &'a Binding {
    let command = as_it_looks(desk, &binding.command);
    let mut rows = table.iter();
    rows.find(|row| row.command == command).unwrap_or(binding)
}

/// Whether the keys for a step point to the left and to the right.
fn is_sideways(step: Step) -> bool {
    matches!(step, Step::Character | Step::Word | Step::Sentence)
}

/// Whether the paragraph with the cursor runs from right to left.
fn is_rtl(desk: Desk) -> bool {
    let offset = start_of(desk).head;
    let is_rtl = desk
        .peek_document(|_, document| document.is_rtl_by(document.text().paragraph_is_rtl(offset)));
    is_rtl.unwrap_or_default()
}

/// The cursor, else the selected annotation's extent, else the beginning.
fn start_of(desk: Desk) -> Cursor {
    desk.view_now().cursor().get_untracked().unwrap_or_else(|| {
        desk.view_now()
            .mark()
            .with_untracked(|id| {
                desk.peek(|state| {
                    let extent = state.annotation(id.as_ref()?)?.extent();
                    Some(Cursor {
                        anchor: extent.start,
                        head: extent.end,
                    })
                })
            })
            .unwrap_or(Cursor::at(0))
    })
}

/// The selected text with its moving end a step further. Steps longer than a character select whole words: at
/// the right of where it began, the text ends with one, at the left it begins with one. What is left of it
/// last is kept where the moving end goes on to the other side.
fn extended(text: &Text, cursor: Cursor, step: Step, direction: Direction) -> Option<Cursor> {
    if step == Step::Character {
        let head = match direction {
            Direction::Forward => text.next_char(cursor.head),
            Direction::Back => text.prev_char(cursor.head),
        };
        return Some(Cursor { head, ..cursor });
    }
    let range = cursor.range();
    let begins = match word_around(text, cursor.head).filter(|_| cursor.is_empty()) {
        Some(word) => word,
        None => range,
    };
    let grows = match direction {
        Direction::Forward => cursor.head >= cursor.anchor,
        Direction::Back => cursor.head <= cursor.anchor,
    };
    let (anchor, far) = match direction {
        Direction::Forward => (begins.start, begins.end),
        Direction::Back => (begins.end, begins.start),
    };
    if step == Step::Line {
        return by_line(text, cursor, begins, direction);
    }
    if !grows {
        let head = shrunk(text, cursor.head, step, direction);
        let is_left = head.is_some_and(|head| match direction {
            Direction::Forward => head < cursor.anchor,
            Direction::Back => head > cursor.anchor,
        });
        if let Some(head) = head.filter(|_| is_left) {
            return Some(Cursor { head, ..cursor });
        }
    }
    // Inside a word, its end is the first step.
    let from = if cursor.is_empty() { cursor.head } else { far };
    let head = grown(text, from, step, direction)?;
    Some(Cursor { anchor, head })
}

/// The selected text with its moving end a line further.
fn by_line(
    text: &Text,
    cursor: Cursor,
    begins: Range<usize>,
    direction: Direction,
) -> Option<Cursor> {
    // The column is that of the moving end where a selection begins.
    let is_word = text.word_at(begins.start) == Some(begins.clone());
    if cursor.is_empty() || is_word {
        article::leave_column();
    }
    let found = article::line_from(cursor.head, direction)?;
    let anchor = match (cursor.is_empty(), found < cursor.anchor) {
        (true, true) => begins.end,
        (true, false) => begins.start,
        (false, _) => cursor.anchor,
    };
    let head = whole_words(text, found, anchor);
    let moves = match direction {
        Direction::Forward => head > cursor.head,
        Direction::Back => head < cursor.head,
    };
    // At the very beginning or end of a line, the word beside it.
    let head = if moves && head != anchor {
        head
    } else {
        match direction {
            Direction::Forward => text.next_end(found).unwrap_or(found),
            Direction::Back => text.prev_start(found).unwrap_or(found),
        }
    };
    article::stay_in_column(head);
    Some(Cursor { anchor, head })
}

/// An end of selected text without white space beside it, and not inside a word.
fn whole_words(text: &Text, head: usize, anchor: usize) -> usize {
    let trimmed = |range: Range<usize>| {
        let words = text.slice(range.clone());
        let before = words.chars().take_while(|c| c.is_whitespace()).count();
        let after = words
            .chars()
            .rev()
            .take_while(|c| c.is_whitespace())
            .count();
        (range.start + before).min(range.end)..range.end.saturating_sub(after).max(range.start)
    };
    if head >= anchor {
        let end = trimmed(anchor..head).end;
        word_around(text, end).map_or(end, |word| word.end)
    } else {
        let start = trimmed(head..anchor).start;
        word_around(text, start).map_or(start, |word| word.start)
    }
}

/// The word that an offset is inside of, not at an edge.
fn word_around(text: &Text, offset: usize) -> Option<Range<usize>> {
    text.word_at(offset)
        .filter(|word| word.start < offset && offset < word.end)
}

/// The moving end of text that grows.
fn grown(text: &Text, head: usize, step: Step, direction: Direction) -> Option<usize> {
    let paragraph = || text.blocks().paragraph_at(head);
    match (step, direction) {
        (Step::Sentence, Direction::Forward) => text
            .sentence_at(head)
            .filter(|sentence| sentence.end > head)
            .or_else(|| text.next_sentence(head))
            .map(|sentence| sentence.end),
        (Step::Sentence, Direction::Back) => {
            text.prev_sentence(head).map(|sentence| sentence.start)
        }
        (Step::Paragraph, Direction::Forward) => Some(paragraph().end),
        (Step::Paragraph, Direction::Back) => Some(paragraph().start),
        (_, Direction::Forward) => text.next_end(head),
        (_, Direction::Back) => text.prev_start(head),
    }
}

/// The moving end of text that becomes shorter: what is left ends where words or sentences end, or begins
/// where they begin.
fn shrunk(text: &Text, head: usize, step: Step, direction: Direction) -> Option<usize> {
    let paragraph = || text.blocks().paragraph_at(head);
    match (step, direction) {
        (Step::Sentence, Direction::Forward) => {
            text.next_sentence(head).map(|sentence| sentence.start)
        }
        (Step::Sentence, Direction::Back) => {
            let own = text.prev_sentence(head)?;
            text.prev_sentence(own.start).map(|sentence| sentence.end)
        }
        (Step::Paragraph, Direction::Forward) => Some(paragraph().end),
        (Step::Paragraph, Direction::Back) => Some(paragraph().start),
        (_, Direction::Forward) => text.next_start(head),
        (_, Direction::Back) => text.prev_end(head),
    }
}

/// The word or the offset that the cursor moves to.
fn move_to(text: &Text, cursor: Cursor, step: Step, direction: Direction) -> Option<Cursor> {
    let range = cursor.range();
    let word = match (step, direction) {
        // A word that ends at the cursor is behind it.
        (Step::Word, Direction::Forward) if cursor.is_empty() => text
            .word_at(range.end)
            .filter(|word| word.end > range.end)
            .or_else(|| text.next_word(range.end))?,
        (Step::Word, Direction::Forward) => word_from(text, range.end)?,
        (Step::Word, Direction::Back) => text.prev_word(range.start)?,
        (Step::Sentence, Direction::Forward) => {
            word_from(text, text.next_sentence(range.start)?.start)?
        }
        (Step::Sentence, Direction::Back) => {
            word_from(text, text.prev_sentence(range.start)?.start)?
        }
        (Step::Line, direction) => {
            let from = match direction {
                Direction::Forward => range.end.saturating_sub(1).max(range.start),
                Direction::Back => range.start,
            };
            // A line of asterisks is passed over.
            let mut lines = std::iter::successors(article::line_from(from, direction), |&line| {
                article::line_from(line, direction)
            })
            .take(MAX_LINES);
            let line = lines.find(|&line| has_words(text, line))?;
            word_on_line(text, line, &range, direction)?
        }
        (Step::Paragraph, Direction::Forward) => {
            text.prev_word(text.blocks().paragraph_at(range.end).end)?
        }
        (Step::Paragraph, Direction::Back) => {
            word_from(text, text.blocks().paragraph_at(range.start).start)?
        }
        (Step::Character, Direction::Forward) => {
            return Some(Cursor::at(text.next_char(cursor.head)));
        }
        (Step::Character, Direction::Back) => return Some(Cursor::at(text.prev_char(cursor.head))),
    };
    Some(Cursor {
        anchor: word.start,
        head: word.end,
    })
}

/// Whether the paragraph of an offset has words.
fn has_words(text: &Text, offset: usize) -> bool {
    let paragraph = text.blocks().paragraph_at(offset);
    let first = word_from(text, paragraph.start);
    first.is_some_and(|word| word.start < paragraph.end)
}

/// The word at an offset on the next line, else one beside it in the same paragraph, else the next one in
/// that direction: never the one that the step began at, nor one behind it.
fn word_on_line(
    text: &Text,
    offset: usize,
    from: &Range<usize>,
    direction: Direction,
) -> Option<Range<usize>> {
    let is_ahead = |word: &Range<usize>| match direction {
        Direction::Forward => word.end > from.end,
        Direction::Back => word.start < from.start,
    };
    let paragraph = text.blocks().paragraph_at(offset);
    let before = || {
        text.prev_word(offset)
            .filter(|word| word.start >= paragraph.start)
    };
    let after = || {
        text.next_word(offset)
            .filter(|word| word.start < paragraph.end)
    };
    let beside = text.word_at(offset).or_else(before).or_else(after);
    beside.filter(is_ahead).or_else(|| match direction {
        Direction::Forward => word_from(text, from.end.max(offset)),
        Direction::Back => text.prev_word(from.start.min(offset)),
    })
}

/// The first word that starts at an offset or after it.
fn word_from(text: &Text, offset: usize) -> Option<Range<usize>> {
    match offset.checked_sub(1) {
        Some(before) => text.next_word(before),
        None => text.word_at(0).or_else(|| text.next_word(0)),
    }
}
