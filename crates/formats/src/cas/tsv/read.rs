//! Reads lines into a CAS.

mod columns;
mod draft;
mod row;

use super::{FORMAT, TEXT, escape};
use crate::cas::structure::Cas;
use crate::source::utf8;
use columns::{Column, declare};
use draft::{Draft, UnitId};
use postil_core::diagnostic::{Diagnostic, clip};
use postil_core::format::File;
use postil_core::text::Text;

/// Reads a file of version 3. Leaves out lines of tokens, values and relations that cannot be read: the text
/// is in lines of its own. O(n).
///
/// # Errors
/// With the first line of the header or of a text that cannot be read.
pub(in crate::cas) fn read(file: &File) -> Result<Cas, Diagnostic> {
    let whole = utf8(file)?;
    let mut reading = Reading::default();
    for (number, line) in (1..).zip(whole.split('\n')) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        reading.line(number, line).map_err(|message| {
            Diagnostic::error(format!("{}, line {number}", file.name), message)
        })?;
    }
    if !reading.begun {
        let message = format!("expected `{FORMAT}3.3`");
        return Err(Diagnostic::error(&file.name, message));
    }
    let ended = reading.end_sentence();
    ended.map_err(|message| Diagnostic::error(&file.name, message))?;
    let (mut cas, left_out) = reading.draft.finish();
    let left_out = left_out.into_iter().map(|(line, message)| {
        let place = format!("{}, line {line}", file.name);
        Diagnostic::left_out(place, message)
    });
    cas.left_out = left_out.collect();
    Ok(cas)
}

/// The state of reading a file.
#[derive(Default)]
struct Reading {
    begun: bool,
    /// Versions up to 3.1 escape texts as in Java.
    java: bool,
    columns: Vec<Column>,
    /// The lines of the sentence that begins.
    sentence: Option<String>,
    /// Tokens may follow.
    inside: bool,
    draft: Draft,
}

impl Reading {
    fn line(&mut self, number: usize, line: &str) -> Result<(), String> {
        if !self.begun {
            return self.format(line);
        }
        if line.is_empty() {
            self.inside = false;
            return self.end_sentence();
        }
        if let Some(text) = line.strip_prefix(TEXT) {
            self.inside = true;
            let text = escape::plain_text(text, self.java);
            let sentence = self.sentence.get_or_insert_default();
            sentence.push_str(&text);
            sentence.push('\n');
            return Ok(());
        }
        if line.starts_with("#T_") && self.draft.is_empty() {
            return declare(line, &mut self.columns, &mut self.draft.layers);
        }
        // Other lines, like `#Sentence.id=`, hold nothing that is kept.
        if line.starts_with('#') {
            Ok(())
        } else {
            self.row(number, line)
        }
    }

    /// Ends a sentence without tokens, which begins where the one before ended.
    fn end_sentence(&mut self) -> Result<(), String> {
        match self.sentence.take() {
            Some(sentence) => self.draft.sentence(&sentence, self.draft.length),
            None => Ok(()),
        }
    }

    fn format(&mut self, line: &str) -> Result<(), String> {
        let version = line.strip_prefix(FORMAT).map(str::trim_end);
        let Some(minor) = version.and_then(|version| version.strip_prefix("3.")) else {
            return Err(format!("expected `{FORMAT}3.3`, found “{}”", clip(line)));
        };
        self.java = matches!(minor, "0" | "1");
        self.begun = true;
        Ok(())
    }

    fn row(&mut self, number: usize, line: &str) -> Result<(), String> {
        if self.sentence.is_none() && !self.inside {
            return Err(format!("expected `{TEXT}` before the tokens of a sentence"));
        }
        let read = Row::read(line, &self.columns);
        if let Some(sentence) = self.sentence.take() {
            // Its first token tells where a sentence begins; without one, it follows the one before.
            let begin = read.as_ref().ok().filter(|row| {
                let plain = escape::plain_text(row.token, self.java);
                sentence.starts_with(row.token) || sentence.starts_with(&*plain)
            });
            let begin = begin.map_or(self.draft.length, |row| row.offsets.0);
            self.draft.sentence(&sentence, begin)?;
        }
        let read = read.and_then(|row| {
            let plain = escape::plain_text(row.token, self.java);
            self.draft.holds(row.offsets, row.token, &plain)?;
            let unit = (row.unit, row.offsets);
            row::read(
                &mut self.draft,
                number,
                unit,
                &self.columns,
                row.values.as_slice(),
            )
        });
        if let Err(message) = read {
            // What has a number may go on in other lines.
            let more = match line.split('\t').skip(3).any(|cell| cell.contains('[')) {
                true => "; marks that go on in other lines lack this one",
                false => "",
            };
            self.draft.leave_out(number, format!("{message}{more}"));
        }
        Ok(())
    }
}

/// A line of a token.
struct Row<'a> {
    unit: UnitId,
    /// In UTF-16 units.
    offsets: (usize, usize),
    token: &'a str,
    values: Vec<&'a str>,
}

impl<'a> Row<'a> {
    fn read(line: &'a str, columns: &[Column]) -> Result<Self, String> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, range, token, values @ ..] = cells.as_slice() else {
            return Err(format!(
                "expected `{TEXT}`, or a token with its number and offsets between tabs, found “{}”",
                clip(line)
            ));
        };
        let Some(unit) = UnitId::read(name) else {
            return Err(format!(
                "expected the number of a token, like 1-1 or 1-1.1, found “{}”",
                clip(name)
            ));
        };
        let offsets = range.split_once('-').and_then(|(begin, end)| {
            let offsets: (usize, usize) = (begin.parse().ok()?, end.parse().ok()?);
            Some(offsets).filter(|(begin, end)| begin <= end)
        });
        let Some(offsets) = offsets else {
            return Err(format!(
                "expected offsets like 0-4, found “{}”",
                clip(range)
            ));
        };
        if values.len() < columns.len() {
            return Err(format!(
                "expected {} columns after the token, as the header says, found {}",
                columns.len(),
                values.len()
            ));
        }
        Ok(Self {
            unit,
            offsets,
            token,
            values: values.to_vec(),
        })
    }
}

impl Draft {
    /// Adds a sentence that begins at a UTF-16 offset.
    fn sentence(&mut self, sentence: &str, begin: usize) -> Result<(), String> {
        // The line feed after the last sentence is part of the text only if this one does not
        // follow at once.
        if begin < self.length && begin + 1 == self.length {
            self.text.pop();
            self.length -= 1;
        }
        let gap = begin.checked_sub(self.length);
        let Some(gap) = gap.filter(|gap| *gap <= MAX_GAP_SPACES - self.gaps) else {
            return Err(format!(
                "the sentence begins at {begin}, but the text before it ends at {} (UTF-16 units)",
                self.length.saturating_sub(1)
            ));
        };
        self.gaps += gap;
        self.text.extend(std::iter::repeat_n(' ', gap));
        self.start = begin;
        self.covered = Some(Text::from_frozen(sentence));
        self.text.push_str(sentence);
        self.length = begin + sentence.encode_utf16().count();
        Ok(())
    }

    /// Checks that the offsets of a token cover it.
    fn holds(&self, (begin, end): (usize, usize), token: &str, plain: &str) -> Result<(), String> {
        let Some(text) = &self.covered else {
            return Ok(());
        };
        let inside = begin >= self.start && end <= self.length;
        let (from, to) = (
            begin.saturating_sub(self.start),
            end.saturating_sub(self.start),
        );
        let places = (text.from_utf16(from), text.from_utf16(to));
        let whole = (text.to_utf16(places.0), text.to_utf16(places.1)) == (from, to);
        let covered = text.slice(places.0..places.1);
        if inside && whole && (covered == token || covered == plain) {
            return Ok(());
        }
        Err(format!(
            "the offsets {begin}-{end} cover “{}” in the sentence, which begins at {}, but the token is “{}”; \
             offsets count UTF-16 units",
            clip(covered),
            self.start,
            clip(token)
        ))
    }
}

/// Spaces between all sentences of a file together.
const MAX_GAP_SPACES: usize = 1 << 20;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::file;

    #[test]
    fn gaps_between_sentences_are_bounded_together() {
        let read_with = |gap: usize| {
            let mut lines = format!("{FORMAT}3.3\n");
            for begin in [0, gap + 2, 2 * (gap + 2)] {
                lines += &format!("\n{TEXT}a\n1-1\t{begin}-{}\ta\t\n", begin + 1);
            }
            read(&file("a.tsv", lines))
        };
        assert!(read_with(MAX_GAP_SPACES / 2).is_ok());
        let problem = read_with(MAX_GAP_SPACES / 2 + 1).expect_err("too large a gap");
        assert!(
            problem.message.contains("the sentence begins at"),
            "{problem}"
        );
    }
}
