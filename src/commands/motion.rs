//! Moves the cursor through the text, and selects with it.

use super::keymap::Binding;
use crate::article;
use crate::desk::Desk;
use crate::desk::command::{Command, Direction, Step};
use crate::desk::view::Cursor;
use crate::ui::sentence::t;
use postil_core::text::Text;
use std::ops::Range;

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
        desk.view.select_text(next);
    } else {
        desk.view.move_cursor(next);
    }
    article::reveal(next.head);
    let words = desk.peek_document(|_, document| document.text().slice(next.range()).to_owned());
    desk.announce(words.unwrap_or_default());
}

/// Selects the whole text.
pub fn all(desk: Desk) {
    let end = desk.peek_document(|_, document| document.text().len());
    if let Some(head) = end.filter(|end| *end > 0) {
        desk.view.move_cursor(Cursor { anchor: 0, head });
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
    desk.view.cursor().get_untracked().unwrap_or_else(|| {
        desk.view
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

/// The selected text with its moving end a step further. Steps longer than a character select whole words:
/// a selection that begins inside a word begins with all of it, and the end of a line is that of a word.
fn extended(text: &Text, cursor: Cursor, step: Step, direction: Direction) -> Option<Cursor> {
    let head = head_after(text, cursor, step, direction)?;
    if step == Step::Character {
        return Some(Cursor { head, ..cursor });
    }
    let is_back = head < cursor.anchor;
    let edge = |word: Range<usize>, is_start| if is_start { word.start } else { word.end };
    let anchor = match word_around(text, cursor.anchor).filter(|_| cursor.is_empty()) {
        Some(word) => edge(word, !is_back),
        None => cursor.anchor,
    };
    let head = match word_around(text, head).filter(|_| step == Step::Line) {
        Some(word) => edge(word, is_back),
        None => head,
    };
    if step == Step::Line {
        article::stay_in_column(head);
    }
    Some(Cursor { anchor, head })
}

/// The word that an offset is inside of, not at an edge.
fn word_around(text: &Text, offset: usize) -> Option<Range<usize>> {
    text.word_at(offset)
        .filter(|word| word.start < offset && offset < word.end)
}

/// The new offset of the moving end.
fn head_after(text: &Text, cursor: Cursor, step: Step, direction: Direction) -> Option<usize> {
    let head = cursor.head;
    match (step, direction) {
        (Step::Character, Direction::Forward) => Some(text.next_char(head)),
        (Step::Character, Direction::Back) => Some(text.prev_char(head)),
        (Step::Word, Direction::Forward) => text.next_end(head),
        (Step::Word, Direction::Back) => text.prev_start(head),
        (Step::Sentence, Direction::Forward) => text
            .sentence_at(head)
            .filter(|sentence| sentence.end > head)
            .or_else(|| text.next_sentence(head))
            .map(|sentence| sentence.end),
        (Step::Sentence, Direction::Back) => {
            text.prev_sentence(head).map(|sentence| sentence.start)
        }
        (Step::Line, direction) => article::line_from(head, direction),
        (Step::Paragraph, Direction::Forward) => Some(text.blocks().paragraph_at(head).end),
        (Step::Paragraph, Direction::Back) => Some(text.blocks().paragraph_at(head).start),
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
            word_on_line(
                text,
                article::line_from(from, direction)?,
                &range,
                direction,
            )?
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
