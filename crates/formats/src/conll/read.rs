//! Reads tokens with tags into a project.

use super::DOCUMENT;
use crate::found::Found;
use crate::source::{lines, stem, utf8};
use postil_core::diagnostic::clip;
use postil_core::format::{File, Read};
use postil_core::model::{Annotation, Document, DocumentMeta, Fragment, Project};
use postil_core::text::Text;

/// Reads files of tokens; one without `-DOCSTART-` is one document. O(n).
pub(super) fn decode(files: &[File]) -> Read {
    let mut found = Found::default();
    let mut project = Project::default();
    for file in files {
        let text = match utf8(file) {
            Ok(text) => text,
            Err(error) => return found.stop(error),
        };
        if project.header.name.is_empty() {
            project.header.name = stem(&file.name, super::FORMAT.extensions);
        }
        let mut draft = Draft::default();
        for (number, line) in (1..).zip(lines(text)) {
            let read = draft.line(line, &mut project);
            found.ok(|| format!("{}, line {number}", file.name), read);
        }
        draft.close(&mut project);
    }
    if files.is_empty() {
        return found.fail("", "expected a file");
    }
    found.finish(project, false)
}

/// A document, while its tokens are read.
#[derive(Default)]
struct Draft {
    begun: bool,
    text: String,
    /// Code points so far.
    at: usize,
    breaks: bool,
    /// The label, start and end of the span that may continue.
    open: Option<(String, usize, usize)>,
    spans: Vec<(String, usize, usize)>,
}

impl Draft {
    fn line(&mut self, line: &str, project: &mut Project) -> Result<(), String> {
        let mut columns = line.split([' ', '\t']).filter(|column| !column.is_empty());
        let Some(token) = columns.next() else {
            self.end();
            self.breaks = true;
            return Ok(());
        };
        if token == DOCUMENT {
            if self.begun {
                std::mem::take(self).close(project);
            }
            self.begun = true;
            return Ok(());
        }
        self.begun = true;
        let Some(tag) = columns.next_back() else {
            return Err(format!(
                "expected a token and a tag, found “{}”",
                clip(line)
            ));
        };
        self.token(token);
        let (start, end) = (self.at - token.chars().count(), self.at);
        let (prefix, label) = match tag.split_once('-') {
            None if tag == "O" => {
                self.end();
                return Ok(());
            }
            Some((prefix, label)) if !label.is_empty() => (prefix, label),
            _ => return Err(odd(tag)),
        };
        let goes_on = matches!(&self.open, Some((open, ..)) if open == label);
        match prefix {
            "B" | "S" | "U" => {
                self.end();
                self.open = Some((label.to_owned(), start, end));
            }
            "I" | "E" | "L" | "M" if goes_on => {
                if let Some(open) = &mut self.open {
                    open.2 = end;
                }
            }
            "I" | "E" | "L" | "M" => {
                self.end();
                self.open = Some((label.to_owned(), start, end));
            }
            _ => return Err(odd(tag)),
        }
        if matches!(prefix, "S" | "U" | "E" | "L") {
            self.end();
        }
        Ok(())
    }

    /// Adds a token to the text.
    fn token(&mut self, token: &str) {
        if !self.text.is_empty() {
            self.text.push(if self.breaks { '\n' } else { ' ' });
            self.at += 1;
        }
        self.breaks = false;
        self.text.push_str(token);
        self.at += token.chars().count();
    }

    fn end(&mut self) {
        self.spans.extend(self.open.take());
    }

    fn close(mut self, project: &mut Project) {
        if !self.begun {
            return;
        }
        self.end();
        let id = format!("document-{}", project.documents.len() + 1);
        let text = Text::from_frozen(self.text);
        let document: Document =
            Document::new(DocumentMeta::new(id.as_str().into(), ""), text.as_str());
        project.documents.push(document);
        for (label, start, end) in self.spans {
            let number = project.annotations.len() + 1;
            project.annotations.push(Annotation::new(
                format!("span-{number}").into(),
                id.as_str().into(),
                label,
                vec![Fragment::new(start..end)],
            ));
        }
    }
}

fn odd(tag: &str) -> String {
    format!(
        "expected a tag like `O` or `B-label`, found “{}”",
        clip(tag)
    )
}
