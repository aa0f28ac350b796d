//! TEI P5 with stand-off annotation
//! (<https://www.tei-c.org/release/doc/tei-p5-doc/en/html/SA.html#SASOstdf>): a corpus with one
//! `TEI` per document. Offsets count characters, which are code points.
//!
//! Texts of others are read as their markup has them (`words.rs`): names, dates, quotations and the like
//! become marks, labelled by the name of their element and its `type`, with all other attributes as they
//! are; what has the same `ref` or `key` is a cluster. What Postil writes:
//!
//! - The text is one `ab`. A `span` in `standOff` points into it with one `string-range` per piece.
//!   Its `ana` points to a category of the taxonomy in the corpus's header, which is the label, and
//!   to an `fs` with the attributes. Its content is the note.
//! - A `relation` in a `listRelation` leads from `active` to `passive`; `name` is its type, `type`
//!   its value. Characters that TEI does not allow in names are written as `-xHEX-`, a dot as `__`;
//!   a feature's name that would not begin with a letter begins with `_.`.
//! - A language that is not a valid tag is written in words, with the tag `und`.

mod find;
mod header;
mod identities;
mod kinds;
mod read;
mod words;
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
    use postil_core::diagnostic::{Diagnostic, Severity};
    use postil_core::model::Project;

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

    fn read(header: &str, text: &str) -> (Project, Vec<Diagnostic>) {
        let xml = format!(
            "<?xml version=\"1.0\"?><?xml-model href=\"a.rng\"?><!DOCTYPE TEI SYSTEM \"tei.dtd\">\n\
             <TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n  <teiHeader>{header}</teiHeader>\n  \
             <text>{text}</text>\n</TEI>"
        );
        let file = check::file("letter.xml", xml);
        assert_eq!(
            crate::detect("letter.xml", &file.bytes).map(|f| f.id),
            Some("tei")
        );
        super::FORMAT.read(&[file]).expect("it is read")
    }

    fn text_of(text: &str) -> String {
        read("", text).0.documents.remove(0).text
    }

    #[test]
    fn a_text_is_laid_out() {
        for (xml, expected) in [
            (
                "<body><head>A title</head><p>First.</p></body>",
                "A title\n\nFirst.",
            ),
            (
                "<front><titlePage><docTitle><titlePart>One</titlePart><titlePart>Two</titlePart></docTitle>\
                 <byline>by <docAuthor>her</docAuthor></byline></titlePage></front><body>\n <div1>\n\
                 <p>A  line\n   and <hi>bo</hi>ld .</p>\n  <p>Next.</p></div1></body>",
                "One\nTwo\nby\nher\n\nA line and bold .\n\nNext.",
            ),
            (
                "<body><lg><head>Ode</head><l>One</l>\n<l>Two</l></lg><lg><l>Three</l></lg>\
                 <sp><speaker>Faust</speaker><p>Well.</p></sp></body>",
                "Ode\nOne\nTwo\n\nThree\n\nFaust\nWell.",
            ),
            (
                "<body><table><row><cell/><cell><p>b</p><p>B</p></cell></row><row><cell>c</cell><cell>d</cell></row></table>\
                 <list><item><p>e</p></item><item>f<list><item>g</item></list></item></list></body>",
                "\tb B\nc\td\n\ne\nf\ng",
            ),
            (
                "<body><p>Ver<lb break=\"no\"/>\n  lag<pb n=\"2\"/> in<lb/>Wien<fw>Page 2</fw></p>\
                 <ab><lb n=\"1\"/>one<lb n=\"2\"/>two<gap/></ab></body>",
                "Verlag in Wien\n\none\ntwo",
            ),
            (
                "<body><p><choice>\n<sic>teh</sic>\n<corr>the</corr></choice> <choice><abbr>Dr</abbr>\
                 <expan>D<ex>octo</ex>r</expan></choice> <app><lem>said</lem><rdg>sang</rdg></app> \
                 <subst><del>no</del><add>yes</add></subst><space/><supplied>and</supplied> \
                 <w>no</w><pc join=\"left\">!</pc></p></body>",
                "the Doctor said yes and no!",
            ),
            (
                "<body><p>One<note n=\"*\"><p>A <name>note</name>.<note>In it.</note></p></note>, two\
                 <note place=\"inline\"> (three)</note>.</p><note>Between.</note><p>Four<note>Last.</note></p></body>",
                "One[1], two (three).\n\nBetween.\n\nFour[2]\n\n[1] A note.[3]\n\n[2] Last.\n\n[3] In it.",
            ),
            (
                "<body><p xml:space=\"preserve\">a  b\n c</p></body><back><listPerson><person><persName>no\
                 </persName></person></listPerson><div><p>yes</p></div></back>",
                "a  b\n c\n\nyes",
            ),
        ] {
            assert_eq!(text_of(xml), expected, "{xml}");
        }
    }

    #[test]
    fn names_and_the_like_are_marks() {
        let (project, found) = read(
            "",
            "<body><p><persName ref=\"#p1\" cert=\"high\">\n <forename>Anna</forename>\n\
             <surname>Kuhn</surname></persName> met <rs type=\"person\" ref=\"#p1\" subtype=\"x\">the \
             <hi>writer</hi></rs> in <placeName key=\"wien\"><settlement>Wien</settlement></placeName> on \
             <date when=\"1891-07-06\">6. Juli</date>: <said who=\"#p1\">“Come to <rs type=\"place\" \
             key=\"wien\">town</rs>”</said><persName ref=\"#p1\"/>.</p></body>\
             <back><listPerson><person xml:id=\"p1\"><persName>Kuhn, Anna</persName></person></listPerson></back>",
        );
        let project = check::canonical(&project);
        let marks: Vec<_> = (project.annotations.iter())
            .map(|a| (a.label.as_str(), a.fragments[0].quote.as_str()))
            .collect();
        let expected = [
            ("persName", "Anna Kuhn"),
            ("rs.person", "the writer"),
            ("placeName", "Wien"),
            ("settlement", "Wien"),
            ("date", "6. Juli"),
            ("said", "“Come to town”"),
            ("rs.place", "town"),
        ];
        assert_eq!(marks, expected);
        let attributes = serde_json::to_value(&project.annotations[1].attributes).expect("JSON");
        assert_eq!(
            attributes,
            serde_json::json!({"ref": "#p1", "subtype": "x"})
        );
        let clusters: Vec<_> = (project.clusters.iter())
            .map(|c| (c.name.as_str(), c.members.len()))
            .collect();
        assert_eq!(clusters, [("Kuhn, Anna", 2), ("Wien", 2)]);
        let left_out: Vec<_> = found
            .iter()
            .filter(|it| it.severity == Severity::LeftOut)
            .collect();
        assert!(
            left_out[0].message.contains("<persName> has no words"),
            "{found:?}"
        );
    }

    #[test]
    fn damage_to_a_text_is_survived() {
        let whole = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body><p><rs ref=\"#a\" type=\"x\">a<note>b\
             </note></rs><choice><sic/><corr>c</corr></choice><lb break=\"no\"/></p><table><row><cell>d</cell>\
             </row></table></body><back><listPlace><place xml:id=\"a\"><name>e</name></place></listPlace></back>\
             </text></TEI>";
        for cut in 0..whole.len() {
            for byte in *b"\"<>/ #" {
                let mut changed = whole.as_bytes().to_vec();
                changed[cut] = byte;
                if let Ok((project, _)) = super::FORMAT.read(&[check::file("a.xml", changed)]) {
                    check::canonical(&project);
                }
            }
        }
    }

    #[test]
    fn one_pointer_may_mean_two_where_files_describe_two() {
        let letter = |name: &str, register: &str| {
            let register = match register {
                "" => String::new(),
                called => format!("<person xml:id=\"p1\"><persName>{called}</persName></person>"),
            };
            let xml = format!(
                "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body><p><persName ref=\"#p1\">{name}\
                 </persName></p></body><back><listPerson>{register}</listPerson></back></text></TEI>"
            );
            check::file(&format!("{name}.xml"), xml)
        };
        let files = [
            letter("she", ""),
            letter("Ann", "Kuhn, Anna"),
            letter("Bob", "Bob"),
            letter("Anna", "Kuhn, Anna"),
        ];
        let (project, _) = super::FORMAT.read(&files).expect("it is read");
        let clusters: Vec<_> = (project.clusters.iter())
            .map(|c| (c.name.as_str(), c.members.len()))
            .collect();
        assert_eq!(clusters, [("Kuhn, Anna", 3), ("Bob", 1)]);
        let ids: Vec<_> = project
            .documents
            .iter()
            .map(|d| d.meta.id.as_str())
            .collect();
        assert_eq!(ids, ["she", "Ann", "Bob", "Anna"]);
    }

    #[test]
    fn the_header_tells_about_the_text() {
        let (project, _) = read(
            "<fileDesc><titleStmt><title level=\"s\">Letters</title><title level=\"a\">Anna\n  to Bob</title>\
             <author>Kuhn, Anna</author><author>B.</author></titleStmt><publicationStmt><publisher>An archive\
             </publisher><date when=\"2023\"/></publicationStmt><sourceDesc><bibl><publisher>Fischer\
             </publisher><date from=\"1890\" to=\"1891\"/></bibl></sourceDesc></fileDesc><profileDesc>\
             <langUsage><language ident=\"de-AT\">German</language></langUsage></profileDesc>",
            "<body><p>Text</p></body>",
        );
        let meta = &project.documents[0].meta;
        assert_eq!(
            (meta.title.as_str(), meta.outlet.as_str()),
            ("Anna to Bob", "Fischer")
        );
        assert_eq!(
            (meta.id.as_str(), meta.language.as_str()),
            ("letter", "de-AT")
        );
        assert_eq!(meta.published.date, "1890/1891");
        assert_eq!(meta.extra["author"], "Kuhn, Anna; B.");
        let (project, _) = read(
            "<profileDesc><correspDesc><correspAction type=\"received\"><date when=\"1891-07-07\"/>\
             </correspAction><correspAction type=\"sent\"><date when=\"1891-07-06\"/></correspAction>\
             </correspDesc></profileDesc>",
            "<body><p>Text</p></body>",
        );
        assert_eq!(project.documents[0].meta.published.date, "1891-07-06");
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
            check::leaves_out("tei", "a.xml", tei(spans), "a.xml, line 3", message);
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
