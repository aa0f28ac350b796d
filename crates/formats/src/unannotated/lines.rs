//! What the readers of Word and of OpenDocument share: paragraphs and rows of tables become lines, text
//! boxes follow their paragraph, notes the text, and comments and tracked deletions are counted.

use super::NewText;
use super::notes::Notes;
use crate::xml::tree::Element;
use postil_core::diagnostic::Diagnostic;
use postil_core::format::File;

/// The lines of a text that is being read.
#[derive(Default)]
pub(super) struct Lines<'a> {
    done: Vec<String>,
    /// Text boxes of the current paragraph.
    boxes: Vec<String>,
    pub notes: Notes<&'a Element>,
    /// How many comments there are.
    pub comments: usize,
    /// How many tracked deletions there are.
    pub deletions: usize,
}

/// Reads the elements of a format into lines.
pub(super) trait Reader<'a> {
    /// Reads the paragraphs of a body, a cell or another container.
    fn block(&mut self, element: &'a Element);

    /// What was read so far.
    fn lines(&mut self) -> &mut Lines<'a>;

    /// Ends a paragraph with this text.
    fn end_paragraph(&mut self, text: &str) {
        let lines = self.lines();
        lines.done.push(text.trim_end().to_owned());
        lines.done.append(&mut lines.boxes);
    }

    /// Ends a row with these cells.
    fn end_row(&mut self, cells: &[String]) {
        let row = cells.join("\t").trim_end().to_owned();
        self.lines().done.push(row);
    }

    /// Reads a text box, which follows the current paragraph.
    fn text_box(&mut self, element: &'a Element) {
        let mut inner = self.apart(element);
        self.lines().boxes.append(&mut inner);
    }

    /// Reads a cell as one line.
    fn cell(&mut self, element: &'a Element) -> String {
        let mut inner = self.apart(element);
        inner.retain(|line| !line.is_empty());
        inner.join(" ").replace('\n', " ")
    }

    /// The lines of a container that stand apart from the others.
    fn apart(&mut self, element: &'a Element) -> Vec<String> {
        let lines = self.lines();
        let outer = (
            std::mem::take(&mut lines.done),
            std::mem::take(&mut lines.boxes),
        );
        self.block(element);
        let lines = self.lines();
        let inner = std::mem::replace(&mut lines.done, outer.0);
        lines.boxes = outer.1;
        inner
    }

    /// Reads a whole text with its notes, and those in them; remarks how many comments and tracked
    /// deletions are left out.
    ///
    /// # Errors
    /// When there is no text.
    fn text(&mut self, file: &File, body: &'a Element) -> Result<Read, Diagnostic> {
        self.block(body);
        while let Some((number, note)) = self.lines().notes.next() {
            let at = self.lines().done.len();
            self.block(note);
            if let Some(first) = self.lines().done.get_mut(at) {
                *first = format!("{number} {}", first.trim_start());
            }
        }
        let lines = self.lines();
        let text = lines.done.join("\n").trim().to_owned();
        if text.is_empty() {
            return Err(Diagnostic::error(&file.name, "there is no text in it"));
        }
        let new = NewText {
            name: file.name.clone(),
            text,
            ..NewText::default()
        };
        let left_out = [
            ("comments", lines.comments),
            ("tracked deletions", lines.deletions),
        ];
        let left_out = left_out.into_iter().filter(|(_, count)| *count > 0);
        let remarks = left_out.map(|(what, count)| {
            Diagnostic::warning(&file.name, format!("{what}, left out: {count}"))
        });
        Ok((new, remarks.collect()))
    }
}

/// A text with remarks on what is left out.
pub(super) type Read = (NewText, Vec<Diagnostic>);
