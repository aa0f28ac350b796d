//! MedTator XML (<https://github.com/OHNLP/MedTator/wiki/Annotation-File>): one file per document,
//! with the text and the tags on it, in a ZIP archive with the schema
//! (<https://github.com/OHNLP/MedTator/wiki/Annotation-Schema>) that MedTator opens first. Offsets
//! count UTF-16 units, as in MedTator's page; a discontinuous tag has several ranges.
//!
//! A label or relation type is the name of a tag, an attribute is an attribute of the tag.
//! Characters that XML allows in no name are written as `-xHEX-`, the dot between layer and label
//! as `__`.

mod read;
mod write;

use crate::carry::{Carry, Ids, Values, file_ids};
use crate::{Format, archive, head};

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
            name.ends_with("medtator.zip")
                || archive::names(bytes).iter().any(|n| n.ends_with(".dtd"))
        } else {
            let head = head(bytes);
            head.starts_with('<') && head.contains("<TEXT>")
        }
    },
};

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
    fn what_is_wrong_is_named() {
        for (tag, message) in [
            (
                "<A id=\"A0\" spans=\"0~99\"/>",
                "the offset 99 lies outside",
            ),
            ("<A id=\"A0\" spans=\"0-1\"/>", "expected ranges like `0~5`"),
            ("<A id=\"A0\" spans=\"1~2\"/>", "inside a character"),
            (
                "<L id=\"L0\" fromID=\"A0\" toID=\"A1\"/>",
                "“A0”, which does not exist",
            ),
        ] {
            check::refuses("medtator", "d.xml", xml(tag), "d.xml, line 5", message);
        }
        check::refuses("medtator", "d.xml", "<X/>", "d.xml", "<TEXT>");
    }
}
