//! CoNLL-2003 (<https://aclanthology.org/W03-0419/>): one token per line with its tag last, a blank
//! line between sentences, `-DOCSTART-` before each document. Tokens have no offsets.
//!
//! Every token has one tag, so one of several overlapping annotations wins: that of the first layer
//! (see [`Options::layers`]), then the longest, then the first. The losses count the others by
//! layer. Tags are written in IOB2, IOBES or BILOU ([`Options::scheme`]); the reader also reads
//! IOB1. Tokens are cut where a span begins or ends; white space is not kept.

mod flat;
mod read;

use crate::by_document::ByDocument;
use crate::carry::{Carry, Ids};
use crate::{Format, Options, Scheme, head, tokens};
use postil_core::format::{File, file_name};
use postil_core::model::Project;
use postil_core::text::Text;

const CARRY: Carry = Carry {
    document_ids: Ids::Made(|at| format!("document-{}", at.document_number)),
    annotation_ids: Ids::Made(|at| format!("span-{}", at.in_project)),
    clean: |name| {
        let fit = |c: char| if tokens::is_space(c) { '_' } else { c };
        name.chars().map(fit).collect()
    },
    ..Carry::SPANS
};

pub(crate) const FORMAT: Format = Format {
    id: "conll",
    title: "CoNLL-2003",
    tools: "taggers of named entities, seqeval, Flair, Stanza",
    unit: "tokens",
    extensions: &["conll", "iob2", "iob", "bio"],
    mime: "text/plain",
    options: true,
    carry: flat::carry,
    encode,
    decode: Some(read::decode),
    looks: |name, bytes| {
        crate::has_extension(name, &["conll", "iob", "iob2", "bio"])
            || head(bytes).trim_start().starts_with(DOCUMENT)
    },
};

const DOCUMENT: &str = "-DOCSTART-";

fn encode(project: &Project, options: &Options) -> Vec<File> {
    let mut by_document = ByDocument::new(project);
    let mut out = String::new();
    for document in &project.documents {
        out.push_str(DOCUMENT);
        out.push_str(" -X- O O\n\n");
        let own = by_document.remove(&document.meta.id);
        let text = Text::from_frozen(document.text.as_str());
        // The carried text has one space between tokens and one sentence per line.
        let mut at = 0;
        let mut spans = own.annotations.iter().peekable();
        for sentence in document.text.split('\n').filter(|line| !line.is_empty()) {
            for token in sentence.split(' ') {
                let (start, end) = (at, at + token.chars().count());
                at = end + 1;
                while spans.peek().is_some_and(|a| a.extent().end <= start) {
                    spans.next();
                }
                let inside = spans.peek().filter(|a| a.extent().start <= start);
                let tag = match inside {
                    None => "O".to_owned(),
                    Some(a) => {
                        let extent = a.extent();
                        let prefix =
                            prefix(options.scheme, start == extent.start, end >= extent.end);
                        format!("{prefix}-{}", a.label)
                    }
                };
                out.push_str(&format!("{token} -X- O {tag}\n"));
            }
            out.push('\n');
        }
        debug_assert!(text.is_empty() || at == text.len() + 1);
    }
    vec![File {
        name: file_name(&project.header.name, "conll"),
        mime: FORMAT.mime,
        bytes: out.into_bytes(),
    }]
}

fn prefix(scheme: Scheme, first: bool, last: bool) -> char {
    match (scheme, first, last) {
        (Scheme::Iobes, true, true) => 'S',
        (Scheme::Bilou, true, true) => 'U',
        (_, true, _) => 'B',
        (Scheme::Iobes, false, true) => 'E',
        (Scheme::Bilou, false, true) => 'L',
        _ => 'I',
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, Scheme, check, format, torture};

    #[test]
    fn round_trips() {
        for scheme in [Scheme::Iob2, Scheme::Iobes, Scheme::Bilou] {
            let layers = vec!["claim".to_owned()];
            check::round_trips_with("conll", &Options { scheme, layers });
        }
        check::round_trips("conll");
        check::survives_damage("conll");
        check::is_detected("conll");
    }

    #[test]
    fn the_layer_that_wins_is_told() {
        let write = |layer: &str| {
            let options = Options {
                layers: vec![layer.to_owned()],
                ..Options::default()
            };
            let written = format("conll")
                .expect("listed")
                .write(&torture::project(), &options);
            let losses = written.losses.into_iter();
            losses
                .map(|loss| (loss.what, loss.count))
                .collect::<Vec<_>>()
        };
        let told = |layer: &str, winner: &str| {
            format!("marks of the layer {layer} that overlap marks of {winner}, which win")
        };
        assert!(
            write("entity")
                .iter()
                .all(|(what, _)| *what != told("entity", "claim"))
        );
        let losses = write("claim");
        let entities = losses
            .iter()
            .find(|(what, _)| *what == told("entity", "claim"));
        assert!(entities.is_some(), "{losses:?}");
    }

    #[test]
    fn all_schemes_are_read() {
        for tags in [
            ["O", "B-X", "I-X", "B-X", "O"],
            ["O", "B-X", "E-X", "S-X", "O"],
            ["O", "B-X", "L-X", "U-X", "O"],
            ["O", "I-X", "I-X", "B-X", "O"],
        ] {
            let words = ["👍", "e\u{301}", "b", "c", "d"];
            let lines = words
                .iter()
                .zip(tags)
                .map(|(word, tag)| format!("{word}\t_\t{tag}\r\n"));
            let files = [check::file("a.conll", lines.collect::<String>())];
            let spans = check::spans("conll", &files);
            let spans: Vec<_> = spans
                .iter()
                .map(|(l, t)| (l.as_str(), t.as_str()))
                .collect();
            assert_eq!(spans, [("X", "e\u{301} b"), ("X", "c")], "{tags:?}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, place, message) in [
            ("a O\nb\n", "a.conll, line 2", "expected a token and a tag"),
            (
                "a O\n\nb B\n",
                "a.conll, line 3",
                "expected a tag like `O` or `B-label`",
            ),
            ("a Q-x\n", "a.conll, line 1", "expected a tag"),
        ] {
            check::refuses("conll", "a.conll", text, place, message);
        }
    }
}
