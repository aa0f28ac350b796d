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

mod codebook;
mod config;
mod dialect;
mod draft;
mod events;
mod line;
mod names;
mod prepare;
mod read;
mod reading;
mod references;
mod types;
mod visual;
mod write;

pub(crate) use codebook::{codebook, is_configuration};
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
    extensions: &["brat.zip", "zip", "ann", "a1", "a2"],
    mime: "application/zip",
    options: false,
    carry: |project, _| prepare::carry(project),
    encode: |project, _| write::archive(project),
    decode: Some(read::archive),
    looks: |name, bytes| {
        let is_ann = |name: &String| crate::has_extension(name, read::ANNOTATIONS);
        if archive::is_zip(bytes) {
            bytes.names().iter().any(is_ann)
        } else {
            is_ann(&name.to_owned())
        }
    },
};

#[cfg(test)]
mod tests {
    use crate::{Options, check};
    use postil_core::diagnostic::{Diagnostic, Severity};
    use postil_core::format::File;
    use postil_core::model::{Project, Target};
    use serde_json::json;

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

    /// What is read of a text and its annotations.
    fn read(text: &str, lines: &str) -> (Project, Vec<Diagnostic>) {
        read_files(&[check::file("d.txt", text), check::file("d.ann", lines)])
    }

    fn read_files(files: &[File]) -> (Project, Vec<Diagnostic>) {
        let (project, found) = crate::format("brat")
            .expect("listed")
            .read(files)
            .expect("fit");
        (check::canonical(&project), found)
    }

    /// The spans of a text and its annotations, each as `label: words`.
    fn spans(text: &str, lines: &str) -> Vec<String> {
        let files = [check::file("d.txt", text), check::file("d.ann", lines)];
        let spans = check::spans("brat", &files);
        spans
            .iter()
            .map(|(label, words)| format!("{label}: {words}"))
            .collect()
    }

    #[test]
    fn a_line_that_is_wrong_is_left_out() {
        for (line, message) in [
            ("T2\tX 0\tab", "expected offsets like `0 5`"),
            ("T2\tX 0 99\t", "lies outside the text"),
            ("T2\tX 1 1\tb", "the end must come after the start"),
            ("T2\tX 0 2;1 3\tab bc", "its pieces overlap"),
            ("T2\t 0 1\ta", "expected a type"),
            ("T1\tX 0 1\ta", "“T1” is used twice"),
            ("T2 X 0 1 a", "expected a tab"),
            ("# a comment", "expected a tab"),
            ("R1\tX Arg1:T1 Arg2:T9", "“T9”, which does not exist"),
            ("R1\tX Arg1:T1", "expected two arguments"),
            ("E1\tX:T9", "“T9”, which does not exist"),
            (
                "E1\tX:T1 Theme:T9",
                "the argument “Theme:T9”: it refers to “T9”",
            ),
            ("R1\t Arg1:T1 Arg2:T1", "expected a type"),
            ("A1\t T1", "expected a type"),
            ("A1\tX T9", "“T9”, which does not exist"),
            (
                "N1\tReference T9 Wikidata:Q1\ta",
                "“T9”, which does not exist",
            ),
            ("*\tEquiv T1 T9", "“T9”, which does not exist"),
            ("#1\tAnnotatorNotes T9\ta", "refers to nothing"),
            ("?1\tX", "expected a line that begins with"),
        ] {
            let (project, found) = read("abc", &format!("T1\tX 0 1\ta\n{line}\n"));
            assert_eq!(project.annotations.len(), 1, "{line}");
            let [found] = &*found else {
                panic!("{line}: {found:?}");
            };
            assert_eq!(found.severity, Severity::LeftOut);
            assert!(
                found.place == "d.ann, line 2" && found.message.contains(message),
                "{found}"
            );
        }
        let lines = "T1\tPer 0 1\tA\nT2\tPer 6 7 \tB\n\n \nR1\tknows Arg1:T1 Arg2:T9\n";
        assert_eq!(spans("A and B.", lines), ["Per: A", "Per: B"]);
    }

    #[test]
    fn a_file_that_is_wrong_is_left_out() {
        let (project, found) = read_files(&[
            check::file("a.txt", "A"),
            check::file("a.ann", "T1\tX 0 1\tA\n"),
            check::file("b.ann", "T1\tX 0 1\tB\n"),
            check::file("c.txt", b"\xFF"),
            check::file("c.ann", "T1\tX 0 1\tC\n"),
            check::file("d.txt", "D"),
            check::file("d.ann", b"\xFF"),
            check::file("a.ann", ""),
        ]);
        assert_eq!((project.documents.len(), project.annotations.len()), (2, 1));
        let found: Vec<_> = found.iter().map(ToString::to_string).collect();
        let expected = [
            "a.ann: a file of the same name",
            "c.txt, byte 0: expected text in UTF-8",
            "d.ann, byte 0: expected text in UTF-8",
            "b.ann: expected the text beside it, in b.txt",
        ];
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.starts_with(expected), "{found}");
        }
        check::refuses("brat", "d.ann", "T1\tX 0 1\ta\n", "d.ann", "d.txt");
        check::refuses("brat", "d.zip", b"PK\x03\x04", "d.zip", "ZIP");
    }

    #[test]
    fn marks_lie_on_the_words_that_the_file_states() {
        // Line ends, a byte order mark and UTF-16 units that were counted otherwise, and a shift.
        for (text, lines) in [
            (
                "Obama visited Kabul.",
                "T1\tPer 0 5\tObama\nT2\tLoc 14 19\tKabul\n",
            ),
            (
                "Obama\r\nvisited Kabul.",
                "T1\tPer 0 5\tObama\nT2\tLoc 14 19\tKabul\n",
            ),
            (
                "Obama\r\nvisited Kabul.",
                "T1\tPer 0 5\tObama\nT2\tLoc 15 20\tKabul\n",
            ),
            (
                "\u{FEFF}Obama visited Kabul.",
                "T1\tPer 0 5\tObama\nT2\tLoc 14 19\tKabul\n",
            ),
            (
                "👍 Obama visited Kabul.",
                "T1\tPer 3 8\tObama\nT2\tLoc 17 22\tKabul\n",
            ),
            (
                "Obama visited Kabul.",
                "T1\tPer 2 7\tObama\nT2\tLoc 16 21\tKabul\n",
            ),
            (
                "Obama visited Kabul.",
                "T1\tPer 1 6\tObama\nT2\tLoc 14 19\tKabul\n",
            ),
        ] {
            assert_eq!(spans(text, lines), ["Per: Obama", "Loc: Kabul"], "{lines}");
        }
        let pieces = spans("north and south side", "T1\tX 0 5;16 20\tnorth side\n");
        assert_eq!(pieces, ["X: north … side"]);
        let (project, found) = read("Obama, Obama.", "T1\tPer 3 8\tObama\nT2\tX 0 5\tObama\n");
        assert_eq!(project.annotations.len(), 1);
        assert_eq!(project.header.unsettled().len(), 1);
        let said = &found[0].message;
        assert!(
            said.contains("covers “ma, O”; its file says “Obama”"),
            "{said}"
        );
    }

    #[test]
    fn every_event_is_a_mark_of_its_own() {
        let lines = "T1\tPer 0 1\tA\nT2\tPer 6 7\tB\nT3\tPer 15 16\tC\nT4\tPer 21 22\tD\n\
            T5\tKill 8 14\tkilled\nE1\tKill:T5 Agent:T1 Victim:T3\nE2\tKill:T5 Agent:T2 Victim:T4\n\
            E3\tCause:T5 Theme:E2\nA1\tNegation E2\n";
        let (project, found) = read("A and B killed C and D.", lines);
        assert!(found.is_empty(), "{found:?}");
        let shown = |id: &str| {
            let mark = project.annotations.iter().find(|a| a.id.as_str() == id);
            let mark = mark.expect(id);
            let roles = project.relations.iter().filter(|r| r.from.as_str() == id);
            let roles = roles.map(|r| match &r.to {
                Target::Annotation(to) => format!("{} {to}", r.value),
                Target::Cluster(_) => String::new(),
            });
            let roles: Vec<_> = roles.collect();
            let (label, quote) = (&mark.label, &mark.fragments[0].quote);
            format!(
                "{label} {quote} {}: {}",
                mark.attributes.len(),
                roles.join(", ")
            )
        };
        assert_eq!(shown("d/T5"), "Kill killed 0: Agent d/T1, Victim d/T3");
        assert_eq!(shown("d/E2"), "Kill killed 1: Agent d/T2, Victim d/T4");
        assert_eq!(shown("d/E3"), "Cause killed 0: Theme d/E2");
        let options = Options::default();
        check::passes(crate::format("brat").expect("listed"), &project, &options);
    }

    #[test]
    fn names_of_other_programs_stay_as_they_are() {
        let lines =
            "T1\tA__B-x41-C 0 5\tObama\nT2\t__x 0 5\tObama\n#1\tAnnotatorNotes T1\tC:\\new\n";
        let (project, _) = read("Obama", lines);
        let labels: Vec<_> = project
            .annotations
            .iter()
            .map(|a| a.label.as_str())
            .collect();
        assert_eq!(labels, ["A__B-x41-C", "__x"]);
        assert_eq!(project.annotations[0].note, "C:\\new");
        // Ours, without the configuration that was beside it.
        let lines = "T1\tentity__person 0 5\tObama\n#1\tAnnotatorNotes T1\ta\\nb\n";
        let (project, _) = read("Obama", lines);
        assert_eq!(project.annotations[0].label, "entity.person");
        assert_eq!(project.annotations[0].note, "a\nb");
        // And with it, in a folder.
        let files = [
            check::file("x/d.txt", "Obama"),
            check::file("x/d.ann", "T1\tmine__x 0 5\tObama\n"),
            check::file(
                "x/annotation.conf",
                "# Written by Postil.\n[entities]\nmine__x\n",
            ),
            check::file("y/d.txt", "Obama"),
            check::file("y/d.ann", "T1\tmine__x 0 5\tObama\n"),
            check::file("y/annotation.conf", "[entities]\nmine__x\n"),
        ];
        let (project, _) = read_files(&files);
        let labels: Vec<_> = project
            .annotations
            .iter()
            .map(|a| a.label.as_str())
            .collect();
        assert_eq!(labels, ["mine.x", "mine__x"]);
    }

    #[test]
    fn what_has_no_place_here_is_kept_or_told() {
        let lines = "T1\tPer 0 1\tA\nT2\tPer 6 7\tB\nR1\tSays Speaker:T1 Hearer:T2\n\
            R2\tknows Arg2:T1 Arg1:T2\nR3\tgives Arg1:T1 Arg2:T2 Arg3:T1\n\
            A1\tAge T1 old\nA2\tAge T1 young\n\
            N1\tReference T1 Wikipedia:534366\tBarack Obama\nN2\tReference T1 UMLS:C1\tObama\n";
        let (project, found) = read("A and B.", lines);
        let relations = &project.relations;
        assert_eq!(
            relations[0].extra["brat"]["arguments"],
            json!(["Speaker", "Hearer"])
        );
        assert_eq!(relations[1].from.as_str(), "d/T2");
        let attributes = &project.annotations[0].attributes;
        assert_eq!(json!(attributes), json!({"Age": "old", "UMLS": "C1"}));
        assert_eq!(project.clusters.len(), 1);
        let found: Vec<_> = found.iter().map(ToString::to_string).collect();
        for said in [
            "d.ann: relations of the type “Says” lead from “Speaker” to “Hearer”",
            "d.ann, line 5: the argument “Arg3:T1”",
            "d.ann, line 7: “T1” has another value for “Age” before",
            "d.ann, line 9: a second reference",
        ] {
            assert!(
                found.iter().any(|it| it.starts_with(said)),
                "{said}: {found:#?}"
            );
        }
    }

    #[test]
    fn the_types_of_the_configuration_are_kept() {
        let conf = "[entities]\nPerson\n!Place\n\tCity\n\tCountry|state\n-\nThing\n\n[relations]\n\
            Lives Arg1:Person, Arg2:Place\nLives Arg1:Thing, Arg2:City\nNear Arg1:<ANY>, Arg2:<ANY>\n\
            Alias Arg1:Person, Arg2:Person, <REL-TYPE>:symmetric-transitive\n\
            Equiv Arg1:Thing, Arg2:Thing\n\
            <OVERLAP> Arg1:Person, Arg2:Thing, <OVL-TYPE>:contain\n\n[events]\n\
            <WHO>=Person|Thing\n# A comment\nMeet Org1+:<WHO>, At?:City\nDie Victim{1-2}:Person\n\n\
            [attributes]\nNegation Arg:<EVENT>\nAge Arg:Person, Value:old|young\n";
        let (project, found) = read_files(&[
            check::file("annotation.conf", conf),
            check::file("d.txt", "A met B"),
            check::file(
                "d.ann",
                "T1\tMeet 2 5\tmet\nT2\tPerson 0 1\tA\nE1\tMeet:T1 Org1:T2 Org12:T2\n",
            ),
        ]);
        let found: Vec<_> = found.iter().map(ToString::to_string).collect();
        let expected = "annotation.conf: relations that are symmetric and transitive are read as clusters, not \
            as link types: Alias";
        assert_eq!(found, [expected]);
        let layers = project.schema.layers.iter().map(|layer| {
            let attributes = layer.attributes.iter();
            let attributes: Vec<_> = attributes
                .map(|it| format!(" {}={}", it.name, it.values.join("|")))
                .collect();
            format!("{}{}", layer.name, attributes.concat())
        });
        let layers: Vec<_> = layers.collect();
        let expected = "Person Age=old|young, City, Country, Thing, Meet Negation=, Die Negation=";
        assert_eq!(layers.join(", "), expected);
        let relations = project.schema.relations.iter().map(|it| {
            let (from, to, values) = (it.from.join("|"), it.to.join("|"), it.values.join("|"));
            format!("{} {from} > {to}: {values}", it.name)
        });
        let relations: Vec<_> = relations.collect();
        let expected = [
            "Lives Person|Thing > City|Country: ",
            "Near  > : ",
            "role Meet|Die > Person|Thing|City: Org1|At|Victim",
        ];
        assert_eq!(relations, expected);
        let roles = project.relations.iter().map(|r| r.value.as_str());
        assert_eq!(roles.collect::<Vec<_>>(), ["Org1", "Org1"]);
    }

    #[test]
    fn files_of_shared_tasks_are_two_of_one_text() {
        let (project, found) = read_files(&[
            check::file("1.txt", "IL-2 binds."),
            check::file("1.a1", "T1\tProtein 0 4\tIL-2\n"),
            check::file(
                "1.a2",
                "T2\tBinding 5 10\tbinds\nE1\tBinding:T2 Theme:T1\nM1\tNegation E1\n",
            ),
        ]);
        assert!(found.is_empty(), "{found:?}");
        assert_eq!((project.annotations.len(), project.relations.len()), (2, 1));
        let names = ["1.a1", "1.a2"].map(|name| crate::detect(name, b"").map(|it| it.id));
        assert_eq!(names, [Some("brat"); 2]);
    }
}
