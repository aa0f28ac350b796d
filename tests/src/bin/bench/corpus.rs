//! The material: one long text with its spans, and a short text beside it.

use crate::spans::{self, Span};
use crate::text::Text;
use postil_core::format::postil;
use postil_core::model::{
    Annotation, Annotator, Document, DocumentMeta, Fragment, Header, Project, Schema,
};
use serde_json::json;

const TEXT_SEED: u64 = 11;
const SPANS_SEED: u64 = 12;
const SHORT_SEED: u64 = 13;
/// The length of the short text, in characters.
const SHORT: usize = 2_000;
/// The id of the long document.
pub const LONG_ID: &str = "long";
const STAMP: &str = "2024-12-18T09:00:00.000Z";

/// The length of the text and the number of its spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Code points of the long text.
    pub characters: usize,
    /// Spans over it.
    pub spans: usize,
}

/// The material of one size.
#[derive(Debug)]
pub struct Corpus {
    /// The size of the long text.
    pub size: Size,
    /// The long text.
    pub text: Text,
    /// The short text that is open when the long one is not.
    pub short: Text,
    spans: Vec<Span>,
}

impl Corpus {
    /// Makes the text and the spans of a size.
    ///
    /// # Errors
    /// If the spans do not fit on the text.
    pub fn generate(size: Size) -> Result<Self, String> {
        let text = Text::generate(size.characters, TEXT_SEED);
        let spans = spans::generate(&text, size.spans, SPANS_SEED)?;
        Ok(Self {
            size,
            text,
            short: Text::generate(SHORT, SHORT_SEED),
            spans,
        })
    }

    /// The bytes of the project file: the long document first, then the short one. O(n).
    pub fn project_file(&self) -> Vec<u8> {
        let characters: Vec<char> = self.text.whole.chars().collect();
        let annotation = |(number, span): (usize, &Span)| Annotation {
            author: "bench".to_owned(),
            created: STAMP.to_owned(),
            modified: STAMP.to_owned(),
            ..Annotation::new(
                format!("s{number:06}").into(),
                LONG_ID.into(),
                span.label,
                vec![Fragment {
                    quote: characters[span.range.clone()].iter().collect(),
                    ..Fragment::new(span.range.clone())
                }],
            )
        };
        let project = Project {
            header: Header {
                annotators: vec![Annotator::new("bench", "The benchmark")],
                ..Header::new("Benchmark")
            },
            schema: Schema::bundled(),
            documents: vec![
                document(LONG_ID, "Long", &self.text),
                document("short", "Short", &self.short),
            ],
            annotations: self.spans.iter().enumerate().map(annotation).collect(),
            ..Project::default()
        };
        let written = postil::write(&project);
        written
            .files
            .into_iter()
            .flat_map(|file| file.bytes)
            .collect()
    }

    /// The same for the pages of the references: `{ text, short, spans: [[start, end, label]] }`.
    pub fn reference_file(&self) -> Vec<u8> {
        let span = |span: &Span| json!([span.range.start, span.range.end, span.label]);
        let spans: Vec<_> = self.spans.iter().map(span).collect();
        json!({ "text": self.text.whole, "short": self.short.whole, "spans": spans })
            .to_string()
            .into_bytes()
    }
}

fn document(id: &str, title: &str, text: &Text) -> Document {
    Document::new(DocumentMeta::new(id.into(), title), text.whole.as_str())
}

#[cfg(test)]
mod tests {
    use super::{Corpus, LONG_ID, Size, postil};

    #[test]
    fn the_project_file_can_be_read_and_holds_everything() {
        let size = Size {
            characters: 5_000,
            spans: 50,
        };
        let corpus = Corpus::generate(size).expect("it fits");
        let (project, remarks) = postil::read(&corpus.project_file()).expect("it can be read");
        assert_eq!(remarks, []);
        assert_eq!(project.annotations.len(), 50);
        assert!(
            project
                .annotations
                .iter()
                .all(|a| a.document == LONG_ID.into())
        );
        assert_eq!(project.documents[0].text.chars().count(), 5_000);
    }
}
