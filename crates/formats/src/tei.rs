//! TEI P5 with stand-off annotation
//! (<https://www.tei-c.org/release/doc/tei-p5-doc/en/html/SA.html#SASOstdf>): a corpus with one
//! `TEI` per document. Offsets count characters, which are code points.
//!
//! - The text is one `ab`. A `span` in `standOff` points into it with one `string-range` per piece.
//!   Its `ana` points to a category of the taxonomy in the corpus's header, which is the label, and
//!   to an `fs` with the attributes. Its content is the note.
//! - A `relation` in a `listRelation` leads from `active` to `passive`; `name` is its type, `type`
//!   its value. Characters that TEI does not allow in names are written as `-xHEX-`, a dot as `__`;
//!   a feature's name that would not begin with a letter begins with `_.`.
//! - A language that is not a valid tag is written in words, with the tag `und`.

mod read;
mod write;

use crate::carry::{Carry, Ids, Values};
use crate::{Format, head};

/// The prefix of a feature's name that does not begin with a letter.
const NAME_START: &str = "_.";
/// The tag of a language without a valid tag.
const UNDETERMINED: &str = "und";

const CARRY: Carry = Carry {
    name: true,
    title: true,
    outlet: true,
    url: true,
    language: true,
    annotation_ids: Ids::Made(|at| format!("{}/s{}", at.document, at.in_document)),
    discontinuous: true,
    attributes: Values::Text,
    note: true,
    relations: true,
    relation_ids: Ids::Made(|at| format!("{}/r{}", at.document, at.in_document)),
    relation_value: true,
    relation_note: true,
    clean: crate::xml::clean,
    clean_text: crate::xml::clean_char,
    ..Carry::SPANS
};

pub(crate) const FORMAT: Format = Format {
    id: "tei",
    title: "TEI P5 standOff",
    tools: "TEI Publisher, oXygen, and other tools for TEI",
    unit: "characters, which are code points",
    extensions: &["tei.xml", "xml", "tei"],
    mime: "application/tei+xml",
    options: false,
    carry: |project, _| CARRY.apply(project),
    encode: |project, _| write::corpus(project),
    decode: Some(read::corpus),
    looks: |_, bytes| head(bytes).contains("http://www.tei-c.org/ns/1.0"),
};

#[cfg(test)]
mod tests {
    use crate::check;

    #[test]
    fn round_trips() {
        check::round_trips("tei");
        check::survives_damage("tei");
        check::is_detected("tei");
    }

    fn tei(spans: &str) -> String {
        format!(
            "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/>\n<standOff>\n{spans}\n</standOff>\
             <text><body><ab xml:id=\"t\">👍 e\u{301}&#13;\nb c</ab></body></text></TEI>"
        )
    }

    #[test]
    fn ids_that_xml_has_no_form_for_become_others() {
        let mut project = crate::torture::project();
        let old = std::mem::replace(&mut project.documents[0].meta.id, "\u{0}".into());
        for annotation in &mut project.annotations {
            if annotation.document == old {
                annotation.document = "\u{0}".into();
            }
        }
        check::passes(&super::FORMAT, &project, &crate::Options::default());
    }

    #[test]
    fn pointers_count_characters() {
        let spans = "<spanGrp type=\"X\"><span target=\"#string-range(t,2,5)\"/>\
            <span type=\"Y\" target=\"#string-range(t,0,1) #string-range(t,8,1)\"/></spanGrp>";
        let spans = check::spans("tei", &[check::file("a.xml", tei(spans))]);
        let spans: Vec<_> = spans
            .iter()
            .map(|(l, t)| (l.as_str(), t.as_str()))
            .collect();
        assert_eq!(spans, [("Y", "👍 … c"), ("X", "e\u{301}\nb")]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (spans, message) in [
            (
                "<span target=\"#string-range(t,2,99)\"/>",
                "the offset 101 lies outside",
            ),
            (
                "<span target=\"#t\"/>",
                "expected pointers like `#string-range(id,0,5)`",
            ),
            ("<span target=\"#string-range(u,0,1)\"/>", "“u”"),
            (
                "<relation active=\"#a\" passive=\"#b\"/>",
                "“a”, which does not exist",
            ),
        ] {
            check::refuses("tei", "a.xml", tei(spans), "a.xml, line 3", message);
        }
        check::refuses(
            "tei",
            "a.xml",
            "<a/>",
            "a.xml",
            "expected <TEI> or <teiCorpus>",
        );
    }
}
