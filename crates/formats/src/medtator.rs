//! MedTator XML (<https://github.com/OHNLP/MedTator/wiki/Annotation-File>): one file per document,
//! with the text and the tags on it, in a ZIP archive with the schema
//! (<https://github.com/OHNLP/MedTator/wiki/Annotation-Schema>) that MedTator opens first. Offsets
//! count UTF-16 units, as in MedTator's page; a discontinuous tag has several ranges.
//!
//! A label or relation type is the name of a tag, an attribute is an attribute of the tag.
//! Characters that XML allows in no name are written as `-xHEX-`, the dot between layer and label
//! as `__`.

mod read;
mod schema;
mod write;

use crate::carry::{Carry, Ids, Values, file_ids};
use crate::declared::Declared;
use crate::found::Found;
use crate::source::utf8;
use crate::{Format, archive, head};
use postil_core::format::File;
use postil_core::model::{Codebook, Project};

const CARRY: Carry = Carry {
    document_ids: Ids::Made(file_ids),
    annotation_ids: Ids::Made(|at| format!("{}/T{}", at.document, at.in_document)),
    discontinuous: true,
    attributes: Values::Text,
    note: true,
    relations: true,
    relation_ids: Ids::Made(|at| format!("{}/R{}", at.document, at.in_document)),
    relation_value: true,
    relation_note: true,
    clean: crate::xml::clean,
    clean_text: crate::xml::clean_char,
    ..Carry::SPANS
};

pub(crate) const FORMAT: Format = Format {
    id: "medtator",
    title: "MedTator XML",
    tools: "MedTator, MAE",
    unit: "UTF-16 units",
    extensions: &["medtator.zip", "zip", "xml"],
    mime: "application/zip",
    options: false,
    carry: |project, _| CARRY.apply(project),
    encode: |project, _| write::archive(project),
    decode: Some(read::archive),
    looks: |name, bytes| {
        if archive::is_zip(bytes) {
            name.ends_with("medtator.zip") || bytes.names().iter().any(|n| n.ends_with(".dtd"))
        } else {
            let head = head(bytes);
            head.starts_with('<') && head.contains("<TEXT>") && !is_other(head)
        }
    },
};

/// Whether the outermost element is one of TimeML, or of SGML as in ACE and MUC, which have a text, too.
fn is_other(xml: &str) -> bool {
    let mut tags = xml.split('<').skip(1);
    let root = tags.find(|tag| tag.starts_with(|c: char| c.is_alphabetic()));
    let end = |c: char| c.is_whitespace() || c == '>';
    let name = root.and_then(|root| root.split(end).next());
    name.is_some_and(|name| matches!(name, "TimeML" | "DOC"))
}

/// Whether a file is a definition of tags, by its beginning.
pub(crate) fn is_definition(head: &str) -> bool {
    let head = head.trim_start();
    head.starts_with("<!") && head.contains("<!ELEMENT") && !head.contains("<TEXT>")
}

/// Reads definitions alone. O(n).
pub(crate) fn codebook(files: &[&File], found: &mut Found) -> Codebook {
    let mut declared = Declared::default();
    for file in files {
        match utf8(file) {
            Ok(dtd) => {
                schema::read(&file.name, dtd, &mut declared, found);
            }
            Err(error) => found.add(error),
        }
    }
    Codebook {
        schema: declared.complete(&Project::default()),
        ..Codebook::default()
    }
}

/// The name of the schema and of the outermost element of our files.
const ROOT: &str = "POSTIL";

/// The attributes that older versions of MAE have instead of `spans`.
const RANGE: [&str; 2] = ["start", "end"];

/// Attributes of tags that have a fixed meaning.
const OWN: &[&str] = &[
    "id", "spans", "text", "note", "value", "fromID", "fromText", "toID", "toText",
];

/// Encodes a name for XML.
fn encode(name: &str) -> String {
    let mut form = String::new();
    for c in crate::brat::encode(name).chars() {
        match c {
            c if c.is_ascii() => form.push(c),
            c => form.push_str(&format!("-x{:X}-", u32::from(c))),
        }
    }
    if OWN.contains(&form.as_str()) || !form.starts_with(|c: char| c.is_ascii_alphabetic()) {
        // No name that brat encodes begins with this.
        form.insert_str(0, "_.");
    }
    form
}

/// Decodes what [`encode`] made.
fn decode(form: &str) -> String {
    crate::brat::decode(form.strip_prefix("_.").unwrap_or(form))
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};
    use crate::check;
    use postil_core::model::{Project, Target};
    use postil_core::testing::any_text;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_name_has_a_form(name in any_text()) {
            for name in [name.as_str(), "id", "_a", ".a", "1", "entity.person"] {
                let form = encode(name);
                prop_assert!(!form.starts_with(|c: char| c.is_ascii_digit() || c == '-'));
                prop_assert_eq!(decode(&form), name);
            }
        }
    }

    #[test]
    fn round_trips() {
        check::round_trips("medtator");
        check::survives_damage("medtator");
        check::is_detected("medtator");
    }

    fn xml(tag: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<X><TEXT><![CDATA[👍 e\u{301}\nb c]]></TEXT>\n<TAGS>\n{tag}\n</TAGS></X>"
        )
    }

    #[test]
    fn files_of_medtator_are_understood() {
        let tag = "<AE id=\"A0\" spans=\"3~7\" text=\"\" certainty=\"positive\"/>\n\
            <AE id=\"A1\" spans=\"0~2,8~9\" text=\"\"/>\n<AE id=\"A2\" spans=\"-1~-1\" text=\"\"/>\n\
            <LK id=\"L0\" fromID=\"A0\" toID=\"A1\"/>";
        let spans = check::spans("medtator", &[check::file("d.xml", xml(tag))]);
        let spans: Vec<_> = spans
            .iter()
            .map(|(l, t)| (l.as_str(), t.as_str()))
            .collect();
        assert_eq!(spans, [("AE", "👍 … c"), ("AE", "e\u{301}\nb")]);
    }

    #[test]
    fn a_tag_that_is_wrong_is_left_out() {
        for (tag, message) in [
            (
                "<A id=\"A1\" spans=\"0~99\"/>",
                "the offset 99 lies outside",
            ),
            ("<A id=\"A1\" spans=\"0-1\"/>", "expected ranges like `0~5`"),
            ("<A id=\"A1\" spans=\"1~2\"/>", "inside a character"),
            ("<A id=\"A1\" spans=\"-1~-1\"/>", "covers no text"),
            ("<A id=\"A1\" spans=\"3~7,4~8\"/>", "its ranges overlap"),
            ("<A spans=\"3~7\"/>", "expected an `id`"),
            ("<A id=\"A0\" spans=\"3~7\"/>", "“A0” is used twice"),
            (
                "<L id=\"L0\" fromID=\"A0\" toID=\"A9\"/>",
                "“A9”, which does not exist",
            ),
            (
                "<L id=\"L0\" fromID=\"A0\" toID=\"\"/>",
                "expected `spans`, or two ends",
            ),
        ] {
            let good = "<A id=\"A0\" spans=\"3~7\" text=\"\"/>";
            let bytes = xml(&format!("{good}\n{tag}"));
            check::leaves_out("medtator", "d.xml", bytes, "d.xml, line 6", message);
        }
        check::refuses("medtator", "d.xml", "<X/>", "d.xml", "<TEXT>");
        let files = [
            check::file("a.xml", xml("")),
            check::file("b.xml", "<X/>"),
            check::file("c.xml", "<X"),
        ];
        let (project, found) = crate::format("medtator")
            .expect("listed")
            .read(&files)
            .expect("fit");
        assert_eq!((project.documents.len(), found.len()), (1, 2));
    }

    fn read(text: &str, tags: &str) -> (Project, Vec<String>) {
        let xml = format!("<T><TEXT><![CDATA[{text}]]></TEXT><TAGS>{tags}</TAGS></T>");
        let read = crate::format("medtator")
            .expect("listed")
            .read(&[check::file("d.xml", xml)]);
        let (project, found) = read.expect("fit");
        let found = found.iter().map(ToString::to_string).collect();
        (check::canonical(&project), found)
    }

    #[test]
    fn a_link_to_a_tag_without_a_place_is_left_out() {
        let tags = "<P spans=\"0~1\" text=\"A\" id=\"P0\"/><P spans=\"-1~-1\" text=\"\" id=\"P1\"/>\
            <L fromID=\"P0\" fromText=\"A\" toID=\"P1\" toText=\"\" id=\"L0\"/>";
        let (project, found) = read("A gave B.", tags);
        assert_eq!((project.annotations.len(), project.relations.len()), (1, 0));
        let expected = [
            "d.xml, line 1: the tag covers no text",
            "d.xml, line 1: it leads to “P1”, which covers no text",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn marks_lie_on_the_words_that_the_file_states() {
        for (text, spans, words) in [
            ("👍 A gave B.", ["3~4", "10~11"], "A gave B"),
            ("👍 A gave B.", ["2~3", "9~10"], "A gave B"),
            ("A gave B.", ["2~3", "9~10"], "A gave B"),
        ] {
            let names: Vec<_> = words.split(" gave ").collect();
            let tag = |at: usize| {
                format!(
                    "<P id=\"P{at}\" spans=\"{}\" text=\"{}\"/>",
                    spans[at], names[at]
                )
            };
            let (project, found) = read(text, &(tag(0) + &tag(1)));
            let quotes = project
                .annotations
                .iter()
                .map(|a| a.fragments[0].quote.as_str());
            assert_eq!(quotes.collect::<Vec<_>>(), names, "{found:?}");
            let fits = spans[0] == "3~4";
            assert_eq!(found.is_empty(), fits, "{found:?}");
        }
        let pieces = "<P id=\"P0\" spans=\"0~1,7~8\" text=\"A ... B\"/>";
        assert!(read("A gave B.", pieces).1.is_empty());
        let lost = "<P id=\"P0\" spans=\"0~1\" text=\"a\"/><P id=\"P1\" spans=\"0~1\" text=\"C\"/>";
        let (project, found) = read("A gave B.", lost);
        assert_eq!(project.annotations.len(), 1);
        assert_eq!(project.header.unsettled().len(), 1);
        assert!(
            found[0].contains("covers “A”; its file says “C”"),
            "{found:?}"
        );
        let older = "<P id=\"P0\" start=\"7\" end=\"8\" text=\"B\"/>";
        let (project, _) = read("A gave B.", older);
        assert_eq!(project.annotations[0].fragments[0].quote, "B");
        assert!(project.annotations[0].attributes.is_empty());
    }

    #[test]
    fn every_end_of_a_link_is_kept() {
        let tags = "<P spans=\"0~1\" id=\"P0\"/><P spans=\"7~8\" id=\"P1\"/><P spans=\"9~10\" id=\"P2\"/>\
            <Gives id=\"L0\" whoID=\"P0\" whoText=\"A\" whatID=\"P1\" whatText=\"B\" toID=\"P2\" toText=\"C\" \
            userID=\"x\"/>";
        let (project, found) = read("A gave B C.", tags);
        let links = project.relations.iter().map(|r| match &r.to {
            Target::Annotation(to) => format!("{} {} {} {to}", r.kind, r.value, r.from),
            Target::Cluster(_) => String::new(),
        });
        let expected = ["Gives  d/P0 d/P1", "Gives to d/P0 d/P2"];
        assert_eq!(links.collect::<Vec<_>>(), expected);
        assert!(
            found[0].contains("“to” became a link of its own"),
            "{found:?}"
        );
    }

    #[test]
    fn other_files_with_a_text_are_not_taken() {
        for (xml, is_ours) in [
            ("<X><TEXT>A</TEXT></X>", true),
            (
                "<?xml version=\"1.0\" ?>\n<TimeML><TEXT>A</TEXT></TimeML>",
                false,
            ),
            ("<DOC>\n<TEXT>A</TEXT></DOC>", false),
            ("<X><TEXT><![CDATA[<DOC>]]></TEXT></X>", true),
        ] {
            let found = crate::detect("a.xml", xml.as_bytes()).map(|it| it.id);
            assert_eq!(found, is_ours.then_some("medtator"), "{xml}");
        }
    }

    #[test]
    fn names_of_other_programs_stay_as_they_are() {
        let (project, _) = read("A gave B.", "<A__B spans=\"0~1\" id=\"P0\" c__d=\"1\"/>");
        let [mark] = &*project.annotations else {
            panic!("{project:?}");
        };
        assert_eq!((mark.label.as_str(), mark.attributes.len()), ("A__B", 1));
        assert!(mark.attributes.contains_key("c__d"));
    }

    #[test]
    fn the_tags_of_the_schema_are_kept() {
        let dtd = "<!-- A <!ELEMENT x> -->\n<!ENTITY name \"T\">\n<!ELEMENT AE ( #PCDATA ) >\n\
            <!ATTLIST AE spans #IMPLIED >\n\
            <!ATTLIST AE certainty ( positive | negated ) #IMPLIED \"positive\" >\n\
            <!ATTLIST AE comment CDATA \"NA\" >\n<!ELEMENT LK EMPTY >\n\
            <!ATTLIST LK arg0 IDREF prefix=\"from\" #IMPLIED >\n<!ATTLIST LK how ( often | once ) #IMPLIED >\n";
        let tags = "<X id=\"X0\" spans=\"0~2\"/>\n<LK id=\"L0\" fromID=\"X0\" toID=\"X0\" how=\"once\"/>\n\
            <LK id=\"L1\" fromID=\"X0\" toID=\"X0\" value=\"v\" how=\"once\"/>";
        let files = [
            check::file("d.xml", xml(tags)),
            check::file("schema.dtd", dtd),
        ];
        let (project, found) = crate::format("medtator")
            .expect("listed")
            .read(&files)
            .expect("fit");
        assert!(found.is_empty(), "{found:?}");
        let layers: Vec<_> = project
            .schema
            .layers
            .iter()
            .map(|it| it.name.as_str())
            .collect();
        assert_eq!(layers, ["AE", "X"]);
        let attributes = project.schema.layers[0].attributes.iter();
        let attributes: Vec<_> = attributes
            .map(|it| (it.name.as_str(), it.values.len()))
            .collect();
        assert_eq!(attributes, [("certainty", 2), ("comment", 0)]);
        let link = &project.schema.relations[0];
        assert_eq!(
            (link.name.as_str(), link.values.join(" ")),
            ("LK", "often once v".to_owned())
        );
        let links = project.relations.iter();
        let links: Vec<_> = links
            .map(|it| (it.value.as_str(), it.attributes.len()))
            .collect();
        assert_eq!(links, [("once", 0), ("v", 1)]);
    }
}
