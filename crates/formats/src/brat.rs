//! brat standoff (<https://brat.nlplab.org/standoff.html>), as a ZIP archive that unpacks into
//! brat's data folder: a `.txt` and an `.ann` a document, `annotation.conf` and `visual.conf`
//! (<https://brat.nlplab.org/configuration.html>). Offsets count code points.
//!
//! - `T` is an annotation. brat allows no line break inside a fragment, so fragments are split
//!   there; the reader joins those that only line breaks separate.
//! - `E` is an annotation of the layer `event`, or one at which a `role` begins; its arguments are
//!   the roles. `R` is any other relation.
//! - `A` is an attribute whose value is one word; other values are notes of the type
//!   `attribute-NAME`. `#` is a note; line breaks and tabs are escaped with a backslash.
//! - `*` lists the members of a cluster in one document, `N` gives the cluster of each:
//!   `Wikidata:Q42418` if it has that attribute, `cluster:ID` otherwise.

mod config;
mod names;
mod prepare;
mod read;
mod write;

pub(crate) use names::{decode, encode};

use crate::carry::{Carry, Ids, Values, file_ids};
use crate::{Format, archive};

/// The relation type that becomes an argument of a brat event.
const ROLE: &str = "role";

const CARRY: Carry = Carry {
    document_ids: Ids::Made(file_ids),
    annotation_ids: Ids::Made(|at| format!("{}/T{}", at.document, at.in_document)),
    discontinuous: true,
    attributes: Values::Flag,
    note: true,
    relations: true,
    relation_value: true,
    relation_note: true,
    clusters: true,
    clusters_across: true,
    cluster_name: true,
    cluster_attributes: Values::Text,
    ..Carry::SPANS
};

pub(crate) const FORMAT: Format = Format {
    id: "brat",
    title: "brat standoff",
    tools: "brat, and most tools of biomedical text mining",
    unit: "code points",
    extensions: &["brat.zip", "zip", "ann"],
    mime: "application/zip",
    options: false,
    carry: |project, _| prepare::carry(project),
    encode: |project, _| write::archive(project),
    decode: Some(read::archive),
    looks: |name, bytes| {
        let is_ann = |name: &String| crate::has_extension(name, &["ann"]);
        if archive::is_zip(bytes) {
            archive::names(bytes).iter().any(is_ann)
        } else {
            is_ann(&name.to_owned())
        }
    },
};

#[cfg(test)]
mod tests {
    use crate::check;

    #[test]
    fn round_trips() {
        check::round_trips("brat");
        check::survives_damage("brat");
        check::is_detected("brat");
    }

    #[test]
    fn files_of_brat_are_understood() {
        let files = [
            check::file("d.txt", "👍 e\u{301}\r\nb c b\r\n"),
            check::file(
                "d.ann",
                "T1\tX 0 1\t👍\nT2\tX 2 4;6 7\te\u{301} b\nE1\tX:T1 Theme:T2 Theme2:E1\n\
                 A1\tNegation E1\n#1\tAnnotatorNotes T2\ta note\n",
            ),
        ];
        let expected = [("X", "👍"), ("X", "e\u{301}\nb")];
        let spans = check::spans("brat", &files);
        let spans: Vec<_> = spans
            .iter()
            .map(|(l, t)| (l.as_str(), t.as_str()))
            .collect();
        assert_eq!(spans, expected);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (line, message) in [
            ("T1\tX 0\tab", "expected offsets like `0 5`"),
            ("T1\tX 0 99\tab", "lies outside the text"),
            ("T1 X 0 1 a", "expected a tab"),
            ("R1\tX Arg1:T1 Arg2:T9", "“T9”, which does not exist"),
            ("E1\tX:T9", "“T9”, which does not exist"),
            ("A1\tX T9", "“T9”, which does not exist"),
            ("?1\tX", "expected a line that begins with"),
        ] {
            let files = [
                check::file("d.txt", "abc"),
                check::file("d.ann", format!("T1\tX 0 1\ta\n{line}\n")),
            ];
            let found = crate::format("brat").expect("listed").read(&files);
            let found = found.expect_err(line)[0].to_string();
            assert!(found.starts_with("d.ann, line 2: "), "{found}");
            assert!(found.contains(message), "{found}");
        }
        check::refuses("brat", "d.ann", "T1\tX 0 1\ta\n", "d.ann", "d.txt");
        check::refuses("brat", "d.zip", b"PK\x03\x04", "d.zip", "ZIP");
    }
}
