//! A CAS as WebAnno TSV 3.3, as INCEpTION writes and reads it
//! (<https://inception-project.github.io/documentation/latest/user-guide#sect_webannotsv>): one
//! token per line, after the lines with the text of its sentence, with a column for each feature of
//! each layer. Offsets count UTF-16 units.
//!
//! - A sentence holds all text up to the next one except one line feed, so that the text is read
//!   back exactly. Sentences do not end inside a span, and white space is a token where a span
//!   begins or ends in it.
//! - A span that begins or ends inside a token has a sub-token there. Spans of several units,
//!   stacked spans and spans with relations are numbered: `[n]`.
//! - Clusters are a chain layer: the type of a link is the cluster's name, its relation the
//!   cluster's id. The feature `cluster` of spans says which span a link stands for.
//! - Slots are read as relations named after the feature, with the role as value.
//! - A span without length, for which INCEpTION writes a part of a token that covers nothing, is left out.

mod escape;
mod read;
mod write;

use super::structure::{LINK, SPAN, STRING, Types};

pub(super) use read::read;
pub(super) use write::write;

const FORMAT: &str = "#FORMAT=WebAnno TSV ";
const TEXT: &str = "#Text=";
/// Layers of spans, chains and relations.
const SPANS: &str = "#T_SP=";
const CHAINS: &str = "#T_CH=";
const RELATIONS: &str = "#T_RL=";
/// The prefix of the last column of a relation layer, with the type of what it relates.
const BASE: &str = "BT_";
/// The prefix of the column of a slot feature's roles, with the feature and the type of its links.
const ROLE: &str = "ROLE_";
/// The cells of a layer without an annotation, and of an annotation without a value.
const NOTHING: &str = "_";
const NO_VALUE: &str = "*";
/// The type of every annotation.
const ANY: &str = super::structure::ANNOTATION;
/// The feature of spans with the cluster whose link stands for them.
const CLUSTER: &str = "cluster";
/// The features of a link, in the order of the columns.
const LINK_FEATURES: [&str; 2] = ["referenceType", "referenceRelation"];

/// The descriptor of the types, from which a project of INCEpTION can import the layers.
pub(super) fn type_system(types: &Types, version: u32) -> String {
    let mut own = Types::known();
    for (name, (parent, features)) in &types.0 {
        if name == LINK {
            continue;
        }
        own.add(name, parent);
        for (feature, range) in features {
            own.feature(name, feature, range);
        }
        if name.starts_with(SPAN) {
            own.feature(name, CLUSTER, STRING);
        }
    }
    super::xmi::type_system(&own, version)
}

/// Replaces carriage returns in values, at which INCEpTION ends a line.
pub(super) fn clean(value: &str) -> String {
    value.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use crate::{Options, check, format, torture};

    /// A file of INCEpTION with stacks, spans of several units, sub-tokens, slots, a chain, and
    /// relations that name only a token.
    const OTHER: &str = "#FORMAT=WebAnno TSV 3.3
#T_SP=webanno.custom.Frame|FE|ROLE_webanno.custom.Frame:Roles_webanno.custom.FrameRolesLink|webanno.custom.Lu
#T_SP=webanno.custom.Lu|luvalue
#T_SP=a.b.NamedEntity|identifier|value
#T_CH=a.b.CoreferenceLink|referenceType|referenceRelation
#T_RL=a.b.Rel|label|BT_a.b.NamedEntity


#Sentence.id=s1
#Text=👍 Bob auctioned
#Text=the clock\\\\.
1-1\t0-2\t👍\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t
1-2\t3-6\tBob\t_\t_\t_\tbob\t*\tPER\\_1\tpr[1]\tcoref->1-1\tbuys\t2-1\t
1-3\t7-16\tauctioned\tsale\tseller;goods\t1-2;1-4[4]\t_\t_\t_\t_\t_\t_\t_\t
1-3.1\t7-14\tauction\t_\t_\t_\t_\t*[1]|*[2]\tEVENT[1]|*[2]\t_\t_\t_\t_\t
1-4\t17-20\tthe\t_\t_\t_\tclock[4]\t_\t_\tnp[1]\t*->1-2\t_\t_\t
1-5\t21-26\tclock\t_\t_\t_\tclock[4]\t_\t_\tnp[1]\t*->1-2\t_\t_\t
1-6\t26-28\t\\\\.\t_\t_\t_\t_\t_\t_\t_\t_\t_\t_\t

#Text=He left.
2-1\t30-32\tHe\t_\t_\t_\t_\tQ1\t*\t_\t_\tsees\t1-2[0_0]\t
";

    #[test]
    fn what_other_tools_write_is_read() {
        let file = check::file("d.tsv", OTHER);
        let (project, _) = format("webanno-tsv")
            .expect("listed")
            .read(&[file])
            .expect("it is read");
        let project = check::canonical(&project);
        assert_eq!(
            project.documents[0].text,
            "👍 Bob auctioned\nthe clock\\.\n He left."
        );
        let by_id = |id: &str| {
            let annotation = project.annotations.iter().find(|a| a.id.as_str() == id);
            annotation
                .map(|a| a.fragments[0].quote.clone())
                .unwrap_or_default()
        };
        let spans: Vec<_> = project
            .annotations
            .iter()
            .map(|a| (a.label.as_str(), a.fragments[0].quote.as_str()))
            .collect();
        assert_eq!(
            spans,
            [
                ("Lu", "Bob"),
                ("NamedEntity.PER_1", "Bob"),
                ("CoreferenceLink.pr", "Bob"),
                ("Frame", "auctioned"),
                ("NamedEntity", "auction"),
                ("NamedEntity.EVENT", "auction"),
                ("Lu", "the clock"),
                ("CoreferenceLink.np", "the clock"),
                ("NamedEntity.Q1", "He"),
            ]
        );
        let mut relations: Vec<_> = project
            .relations
            .iter()
            .map(|r| {
                let postil_core::model::Target::Annotation(to) = &r.to else {
                    panic!("{r:?}")
                };
                (
                    r.kind.as_str(),
                    r.value.as_str(),
                    by_id(r.from.as_str()),
                    by_id(to.as_str()),
                )
            })
            .collect();
        relations.sort();
        let expected = [
            ("Rel", "buys", "He", "Bob"),
            ("Rel", "sees", "Bob", "He"),
            ("Roles", "goods", "auctioned", "the clock"),
            ("Roles", "seller", "auctioned", "Bob"),
        ];
        assert_eq!(
            relations,
            expected.map(|(k, v, from, to)| (k, v, from.to_owned(), to.to_owned()))
        );
        let members: Vec<_> = project.clusters[0]
            .members
            .iter()
            .map(|id| by_id(id.as_str()))
            .collect();
        assert_eq!(members, ["Bob", "the clock"]);
    }

    #[test]
    fn lines_that_are_wrong_are_left_out() {
        for (was, is, line, message) in [
            ("3-6\tBob", "2-5\tBob", 13, "cover “ Bo”"),
            ("3-6\tBob", "1-4\tBob", 13, "UTF-16 units"),
            ("3-6\tBob", "3-999\tBob", 13, "the token is “Bob”"),
            (
                "3-6\tBob",
                "3-999\tBob",
                13,
                "marks that go on in other lines lack this one",
            ),
            ("0-2\t👍", "1-2\tx", 12, "cover"),
            ("1-1\t0-2\t👍", "1-1", 12, "offsets like 0-4"),
            ("1-1\t0-2", "1-1 0-2", 12, "the number of a token"),
            ("1-3.1\t", "1-3.x\t", 15, "like 1-1 or 1-1.1"),
            ("1-3.1\t", "1-3\t", 15, "appears twice"),
            ("30-32", "30", 21, "offsets like 0-4"),
            (
                "[4]\t_\t_\tnp[1]\t*->1-2\t_\t_\t\n1-6",
                "[4]\n1-6",
                17,
                "expected 10 columns",
            ),
            (
                "1-2[0_0]",
                "1-9[0_0]",
                21,
                "the token 1-9, which does not exist",
            ),
            ("1-2[0_0]", "1-2[7_0]", 21, "[7], which does not exist"),
            ("1-2[0_0]", "x", 21, "expected a token like 1-1"),
            ("1-2;1-4[4]", "1-2", 14, "as many targets as roles"),
            (
                "1-2;1-4[4]",
                "1-2;1-9",
                14,
                "the token 1-9, which does not exist",
            ),
            ("coref->1-1", "coref", 13, "the link of a chain"),
            ("Q1\t", "Q1[4]\t", 21, "another layer"),
        ] {
            let broken = OTHER.replacen(was, is, 1);
            assert_ne!(broken, OTHER);
            let place = format!("d.tsv, line {line}");
            check::leaves_out("webanno-tsv", "d.tsv", &broken, &place, message);
            let spans = check::spans("webanno-tsv", &[check::file("d.tsv", &broken)]);
            let quotes: Vec<_> = spans.iter().map(|(_, quote)| quote.as_str()).collect();
            let known = [
                "Bob",
                "auctioned",
                "auction",
                "the clock",
                "the",
                "clock",
                "He",
                "👍",
            ];
            assert!(
                quotes.iter().all(|quote| known.contains(quote)),
                "{quotes:?}"
            );
            assert!(quotes.len() >= 6, "{is}: {quotes:?}");
        }
        let text = |bytes: &str| {
            let files = [check::file("d.tsv", bytes)];
            let read = format("webanno-tsv").expect("listed").read(&files);
            read.expect("fit").0.documents[0].text.clone()
        };
        let first = OTHER.replacen("1-1\t0-2\t👍", "1-1", 1);
        assert_eq!(text(&first), text(OTHER));
    }

    #[test]
    fn what_is_wrong_in_header_or_text_is_named() {
        for (was, is, line, message) in [
            ("30-32", "20-22", 21, "the text before it ends at 28"),
            ("#Text=He left.\n", "", 20, "before the tokens"),
            ("|BT_a.b.NamedEntity", "", 6, "one column of `BT_`"),
            (
                "|referenceRelation",
                "",
                5,
                "referenceType|referenceRelation",
            ),
            ("TSV 3.3", "TSV 2", 1, "#FORMAT=WebAnno TSV 3.3"),
        ] {
            let broken = OTHER.replacen(was, is, 1);
            assert_ne!(broken, OTHER);
            check::refuses(
                "webanno-tsv",
                "d.tsv",
                broken,
                &format!("d.tsv, line {line}"),
                message,
            );
        }
    }

    #[test]
    fn units_and_numbers_are_those_of_the_tool() {
        let written = format("webanno-tsv")
            .expect("listed")
            .write(&torture::project(), &Options::default());
        let inside = crate::archive::unpack(&written.files).expect("it is whole");
        let file = inside
            .iter()
            .find(|file| file.name == "000.tsv")
            .expect("it is there");
        let text = String::from_utf8_lossy(&file.bytes);
        let header = "#FORMAT=WebAnno TSV 3.3\n\
            #T_SP=postil.span.claim|cluster|id|label\n\
            #T_SP=postil.span.entity|cluster|id|label|mention|metonym|note|role\n\
            #T_SP=postil.span.event|cluster|id|label|realis\n\
            #T_CH=postil.ClusterLink|referenceType|referenceRelation\n\
            #T_RL=postil.relation.role|id|kind|note|value|BT_uima.tcas.Annotation\n\
            #T_RL=postil.relation.said_x2D_by|id|kind|BT_uima.tcas.Annotation\n\n\n#Text=👍🏽 «";
        assert!(text.starts_with(header), "{text}");
        let row = |name: &str| {
            let line = text
                .lines()
                .find(|line| line.starts_with(&format!("{name}\t")));
            line.unwrap_or_default().split('\t').collect::<Vec<_>>()
        };
        // Two spans of the same extent inside a token; the others cover the token.
        assert_eq!(
            row("1-3")[1..6],
            ["6-14", "Russia’s", "*[1]", "a15[1]", "claim[1]"]
        );
        assert_eq!(row("1-3")[7], "a1[2]");
        assert_eq!(row("1-3.1")[1..3], ["6-12", "Russia"]);
        assert_eq!(
            row("1-3.1")[7..9],
            ["a2[3]|a3[4]", "entity.place[3]|entity.group[4]"]
        );
        // A span that is unambiguous needs no number.
        assert_eq!(
            row("1-12")[1..9],
            [
                "48-56",
                "👩‍👩‍👧",
                "*[1]",
                "a15[1]",
                "claim[1]",
                "*",
                "a9",
                "entity.place"
            ]
        );
        // An event's agent: the relation is at the agent and names the event.
        let (agent, event) = (row("2-3"), row("2-11"));
        assert!(
            agent.contains(&"2-11[8_6]") && agent.contains(&"a5[5]|a4[6]"),
            "{agent:?}"
        );
        assert!(
            agent.ends_with(&[
                "Zamir Kabulov[2]",
                "c2->2-1",
                "r1",
                "role",
                "*",
                "agent",
                "2-11[8_6]",
                "_",
                "_",
                "_",
                ""
            ]),
            "{agent:?}"
        );
        assert!(event.contains(&"event.policy[8]"), "{event:?}");
    }
}
