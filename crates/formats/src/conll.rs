//! CoNLL-2003 (<https://aclanthology.org/W03-0419/>): one token per line with its tag last, a blank
//! line between sentences, `-DOCSTART-` before each document. Tokens have no offsets.
//!
//! Every token has one tag, so one of several overlapping annotations wins: that of the first layer
//! (see [`Options::layers`]), then the longest, then the first. The losses count the others by
//! layer. Tags are written in IOB2, IOBES or BILOU ([`Options::scheme`]). Tokens are cut where a span
//! begins or ends; white space is not kept.
//!
//! The reader also reads IOB1, tags without `B-` and `I-`, and `_` for `O`, in whichever column looks
//! like tags: those of CoNLL-2002 and of files with the columns of CoNLL-2006, 2009 and U
//! (<https://universaldependencies.org/format.html>) beside tags, and both columns of GermEval
//! (<https://sites.google.com/site/germeval2014ner/data>). Of CoNLL-2012
//! (<https://conll.cemantix.org/2012/data.html>), it reads names, and coreference as clusters. Lines that
//! begin with `#` and are no tokens are comments.

mod columns;
mod flat;
mod read;
mod tags;

pub(crate) use read::{candidates, read_as};

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
    extensions: EXTENSIONS,
    mime: "text/plain",
    options: true,
    carry: flat::carry,
    encode,
    decode: Some(read::decode),
    looks: |name, bytes| {
        crate::has_extension(name, EXTENSIONS)
            || head(bytes).trim_start().starts_with(DOCUMENT)
            || (columns::is_table(head(bytes)) && !head(bytes).starts_with(OTHER))
    },
};

const EXTENSIONS: &[&str] = &["conll", "iob2", "iob", "bio", "conllu", "conllx"];

/// Begins a comment.
const COMMENT: &str = "#";

const DOCUMENT: &str = "-DOCSTART-";

/// The comment, as in CoNLL-U, that a document has no text.
const EMPTY: &str = "# text =";

/// Begins a file of WebAnno, which has lines of tokens, too.
const OTHER: &str = "#FORMAT=WebAnno";

/// The pieces of a line between spaces and tabs.
fn spaces(line: &str) -> impl Iterator<Item = &str> {
    line.split([' ', '\t']).filter(|column| !column.is_empty())
}

fn encode(project: &Project, options: &Options) -> Vec<File> {
    let mut by_document = ByDocument::new(project);
    let mut out = String::new();
    for (at, document) in project.documents.iter().enumerate() {
        out.push_str(DOCUMENT);
        out.push_str(" -X- O O\n\n");
        if document.text.is_empty() && at > 0 && at + 1 == project.documents.len() {
            // Without it, this line would only end the document before it.
            out.push_str(EMPTY);
            out.push_str("\n\n");
        }
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
    fn a_last_line_between_documents_begins_none() {
        let documents = |text: &str| {
            let files = [check::file("a.conll", text)];
            let (project, _) = format("conll")
                .expect("listed")
                .read(&files)
                .expect("it is read");
            project.documents.len()
        };
        let text = "-DOCSTART- -X- O O\n\nObama NN B-NP B-PER\nleft VB O O\n\n";
        assert_eq!(documents(text), 1);
        assert_eq!(documents(&format!("{text}-DOCSTART- -X- O O\n\n")), 1);
        assert_eq!(
            documents(&format!("{text}-DOCSTART- -X- O O\n\n{}", super::EMPTY)),
            2
        );
    }

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

    const TREES: &str = "1\tObama\tObama\tPROPN\t_\t_\t2\tnsubj\t_\t_\n\
        2\tleft\tleave\tVERB\t_\t_\t0\troot\t_\t_\n";

    /// The spans of a file, each as `label: words`.
    fn spans(name: &str, text: &str) -> Vec<String> {
        let spans = check::spans("conll", &[check::file(name, text)]);
        spans
            .iter()
            .map(|(label, words)| format!("{label}: {words}"))
            .collect()
    }

    #[test]
    fn the_column_that_looks_like_tags_is_read() {
        for (what, text, expected) in [
            (
                "CoNLL-2002",
                "El DA O\nAbogado NC B-PER\nGeneral AQ I-PER\n. Fp O\n",
                "PER: Abogado General",
            ),
            (
                "phrases beside names",
                "U.N. NNP I-NP I-ORG\nofficial NN I-NP O\n. . O O\n",
                "ORG: U.N.",
            ),
            (
                "a tag in the middle",
                "1\tObama\tB-PER\t-\t-\n2\tleft\tO\t-\t-\n",
                "PER: Obama",
            ),
            (
                "GermEval",
                "#\thttp://e.org [2009]\n1\tAmt\tB-ORG\tO\n2\tfür\tI-ORG\tO\n3\tBonn\tI-ORG\tB-LOC\n\n",
                "ORG: Amt für Bonn, LOC: Bonn",
            ),
            (
                "comments",
                "# id 1\tdomain=en\nObama _ _ B-PER\n# _ _ O\n#tag _ _ B-X\n",
                "PER: Obama, X: #tag",
            ),
            ("underlines", "Obama\tB-PER\nleft\t_\n", "PER: Obama"),
            (
                "plain tags",
                "Barack PER\nObama PER\nleft O\nKabul LOC\n",
                "PER: Barack Obama, LOC: Kabul",
            ),
            (
                "plain tags and underlines",
                "Obama\tPER\nleft\t_\n",
                "PER: Obama",
            ),
            ("no labels", "a O\nb B\nc I\n", "span: b c"),
            ("underlined tags", "a O\nb B_PER\nc I_PER\n", "PER: b c"),
            (
                "CoNLL-U",
                "# newdoc id = x\n# text = Im Amt\n1-2\tIm\t_\t_\t_\t_\t_\t_\t_\t_\n\
                 1\tin\tin\tADP\t_\t_\t2\tcase\t_\tO\n2\tAmt\tAmt\tNOUN\t_\t_\t0\troot\t_\tB-ORG\n",
                "ORG: Amt",
            ),
        ] {
            assert_eq!(spans("a.conll", text).join(", "), expected, "{what}");
        }
        check::refuses(
            "conll",
            "a.conllu",
            TREES,
            "a.conllu",
            "those of dependency trees",
        );
        check::refuses(
            "conll",
            "a.conll",
            "Obama NNP\nleft VBD\n",
            "a.conll",
            "no column looks like tags",
        );
    }

    #[test]
    fn the_tag_of_a_short_line_is_that_of_the_last_column_alone() {
        let tags = |tag: &str| format!(" {tag}").repeat(60);
        let rows = format!("a{}\nb{}\n", tags("B-x"), tags("O")).repeat(40);
        let spans = check::spans("conll", &[check::file("a.conll", &rows)]);
        assert_eq!(spans.len(), 60 * 40);
        let short = format!("{rows}{}", "c B-x\n".repeat(20));
        let spans = check::spans("conll", &[check::file("a.conll", &short)]);
        assert_eq!(spans.len(), 60 * 40 + 20);
    }

    #[test]
    fn coreference_of_2012_becomes_clusters() {
        let line = |number: usize, word: &str, names: &str, mentions: &str| {
            format!("bc/a 0 {number} {word} NN (NP*) - - - S#1 {names} * {mentions}\n")
        };
        let text = [
            "#begin document (bc/a); part 000\n".to_owned(),
            line(0, "Barack", "(PERSON*", "(1"),
            line(1, "Obama", "*)", "1)"),
            line(2, "and", "*", "-"),
            line(3, "his", "*", "(2|(1)"),
            line(4, "wife", "*", "2)"),
            "\n#end document\n".to_owned(),
        ];
        let files = [check::file("a.txt", text.concat())];
        assert_eq!(
            crate::detect("a.txt", &files[0].bytes).map(|it| it.id),
            Some("conll")
        );
        let (project, found) = format("conll").expect("listed").read(&files).expect("fit");
        assert!(found.is_empty(), "{found:?}");
        let project = check::canonical(&project);
        assert_eq!(project.documents[0].meta.title, "(bc/a); part 000");
        let shown = |id: &postil_core::model::AnnotationId| {
            let mark = project
                .annotations
                .iter()
                .find(|a| a.id == *id)
                .expect("a member");
            format!("{}: {}", mark.label, mark.fragments[0].quote)
        };
        let clusters = project.clusters.iter().map(|cluster| {
            let members: Vec<_> = cluster.members.iter().map(shown).collect();
            format!("{} = {}", cluster.name, members.join(", "))
        });
        let expected = [
            "Barack Obama = PERSON: Barack Obama, mention: his",
            "his wife = mention: his wife",
        ];
        assert_eq!(clusters.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn brackets_that_do_not_fit_are_left_out() {
        let line = |word: &str, mentions: &str| format!("d\t0\t0\t{word}\t{mentions}\n");
        let text = |lines: &[(&str, &str)]| {
            let lines = lines.iter().map(|(word, mentions)| line(word, mentions));
            format!("#begin document (d)\n{}", lines.collect::<String>())
        };
        let bytes = text(&[("a", "(1)"), ("b", "2)")]);
        check::leaves_out(
            "conll",
            "a.conll",
            &bytes,
            "a.conll, line 3",
            "ends what has not begun",
        );
        assert_eq!(spans("a.conll", &bytes), ["mention: a"]);
        let bytes = text(&[("a", "(1)"), ("b", "(2")]);
        check::leaves_out(
            "conll",
            "a.conll",
            &bytes,
            "document-1",
            "brackets that do not end: 1",
        );
    }

    #[test]
    fn what_is_wrong_is_left_out() {
        for (text, place, message) in [
            ("a O\nb\n", "a.conll, line 2", "expected a token and a tag"),
            (
                "a B-y\n\nb b\n",
                "a.conll, line 3",
                "expected a tag like `O` or `B-label`",
            ),
            ("a B-y\nb Q-x\n", "a.conll, line 2", "expected a tag"),
            ("a O\nb B-x\nc B-.x\n", "a.conll, line 3", "expected a tag"),
            (
                "a\tB-x\n\tI-x\nb\tI-x\n",
                "a.conll, line 2",
                "the token is blank",
            ),
            (
                "a\tB-x\n\u{A0}\tI-x\nb\tI-x\n",
                "a.conll, line 2",
                "the token is blank",
            ),
        ] {
            check::leaves_out("conll", "a.conll", text, place, message);
        }
        let many = "1\tAl\tB-PER\t-\n2\tis\tO\t-\n3\tin\t?\t-\n4\tRome\tB-LOC\t-\n";
        check::leaves_out(
            "conll",
            "a.iob2",
            many,
            "a.iob2, line 3",
            "the token “in” stays",
        );
        assert_eq!(spans("a.iob2", many), ["PER: Al", "LOC: Rome"]);
        assert_eq!(spans("a.conll", "a\tB-x\n\tI-x\nb\tI-x\n"), ["x: a b"]);
        let files = [
            check::file("a.conll", "a B-x\n"),
            check::file("b.conll", b"\xFF"),
            check::file("c.conll", "c C\n"),
        ];
        let (project, found) = format("conll").expect("listed").read(&files).expect("fit");
        assert_eq!((project.documents.len(), found.len()), (1, 2), "{found:?}");
    }

    #[test]
    fn files_of_tokens_are_known_by_their_content() {
        for (name, text, is_known) in [
            ("a.txt", "Obama B-PER\nleft O\n. O\n", true),
            (
                "eng.testa",
                "U.N. NNP I-NP I-ORG\nofficial NN I-NP O\n. . O O\n",
                true,
            ),
            ("a.txt", "U.S. B-52\nand so on\n", false),
            ("a.txt", TREES, true),
            ("a.txt", "I said.\nHe said.\nO no.\n", false),
            (
                "a.txt",
                "word B-52 bomber\nword word word\nword word word\n",
                false,
            ),
        ] {
            let found = crate::detect(name, text.as_bytes()).map(|it| it.id);
            assert_eq!(found, is_known.then_some("conll"), "{text}");
        }
    }
}
