//! Writes a project as a corpus.

use super::{FORMAT, NAME_START, UNDETERMINED};
use crate::brat::encode;
use crate::by_document::ByDocument;
use crate::version;
use crate::xml::escape;
use postil_core::format::{File, file_name};
use postil_core::model::{Annotation, Document, Project, Relation, Target};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Writes the corpus. O(n).
pub(super) fn corpus(project: &Project) -> Vec<File> {
    let labels: BTreeSet<&str> = (project.annotations.iter())
        .map(|a| a.label.as_str())
        .collect();
    let labels: BTreeMap<&str, usize> = labels.into_iter().zip(1..).collect();
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\">\n",
    );
    xml.push_str(&format!(
        "<teiHeader><fileDesc><titleStmt><title>{}</title></titleStmt><publicationStmt><p>Written by \
         Postil.</p></publicationStmt><sourceDesc><p>See each text.</p></sourceDesc></fileDesc>\n",
        escape(&project.header.name)
    ));
    let version = version::words(project);
    xml.push_str(&format!(
        "<encodingDesc><projectDesc><p>Marked by {version}.</p></projectDesc>"
    ));
    if !labels.is_empty() {
        xml.push_str("<classDecl><taxonomy xml:id=\"labels\">\n");
        for (label, number) in &labels {
            let label = escape(label);
            xml.push_str(&format!(
                "<category xml:id=\"L{number}\"><catDesc>{label}</catDesc></category>\n"
            ));
        }
        xml.push_str("</taxonomy></classDecl>");
    }
    xml.push_str("</encodingDesc>\n</teiHeader>\n");
    let mut by_document = ByDocument::new(project);
    for (number, document) in (1..).zip(&project.documents) {
        header(&mut xml, document);
        let own = by_document.remove(&document.meta.id);
        if !own.annotations.is_empty() {
            xml.push_str("<standOff>\n");
            spans(&mut xml, number, &own.annotations, &labels);
            if !own.relations.is_empty() {
                xml.push_str("<listRelation>\n");
                let names = (own.annotations.iter().zip(1..))
                    .map(|(a, at)| (a.id.as_str(), format!("d{number}.s{at}")))
                    .collect();
                for (at, one) in (1..).zip(own.relations) {
                    relation(&mut xml, &format!("d{number}.r{at}"), one, &names);
                }
                xml.push_str("</listRelation>\n");
            }
            xml.push_str("</standOff>\n");
        }
        let text = escape(&document.text);
        xml.push_str(&format!(
            "<text><body><ab xml:id=\"d{number}.t\" xml:space=\"preserve\">{text}</ab></body></text>\n</TEI>\n"
        ));
    }
    xml.push_str("</teiCorpus>\n");
    vec![File {
        name: file_name(&project.header.name, "tei.xml"),
        mime: FORMAT.mime,
        bytes: xml.into_bytes(),
    }]
}

/// Whether a tag has the form of a language tag (`xs:language`).
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let fits = |part: &str| (1..=8).contains(&part.len());
    fits(first)
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| fits(part) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Encodes the name of a feature, which must begin with a letter or `_` in XML.
fn feature(name: &str) -> String {
    let form = encode(name);
    if form.starts_with(|c: char| c.is_alphabetic()) {
        form
    } else {
        format!("{NAME_START}{form}")
    }
}

fn header(xml: &mut String, document: &Document) {
    let meta = &document.meta;
    let (id, title) = (escape(meta.id.as_str()), escape(&meta.title));
    xml.push_str(&format!(
        "<TEI>\n<teiHeader><fileDesc><titleStmt><title>{title}</title></titleStmt><publicationStmt><p/>\
         </publicationStmt><sourceDesc><bibl><idno type=\"id\">{id}</idno>"
    ));
    if !meta.url.is_empty() {
        xml.push_str(&format!("<idno type=\"URL\">{}</idno>", escape(&meta.url)));
    }
    if !meta.outlet.is_empty() {
        let outlet = escape(&meta.outlet);
        xml.push_str(&format!("<publisher>{outlet}</publisher>"));
    }
    xml.push_str("</bibl></sourceDesc></fileDesc>");
    if !meta.language.is_empty() {
        let language = escape(&meta.language);
        let language = if is_language(&meta.language) {
            format!("<language ident=\"{language}\"/>")
        } else {
            format!("<language ident=\"{UNDETERMINED}\">{language}</language>")
        };
        xml.push_str(&format!(
            "<profileDesc><langUsage>{language}</langUsage></profileDesc>"
        ));
    }
    xml.push_str("</teiHeader>\n");
}

fn spans(xml: &mut String, number: usize, own: &[&Annotation], labels: &BTreeMap<&str, usize>) {
    for (at, annotation) in (1..).zip(own) {
        if annotation.attributes.is_empty() {
            continue;
        }
        xml.push_str(&format!("<fs xml:id=\"d{number}.f{at}\">"));
        for (name, value) in &annotation.attributes {
            let (name, value) = (feature(name), escape(value.as_str().unwrap_or_default()));
            xml.push_str(&format!("<f name=\"{name}\"><string>{value}</string></f>"));
        }
        xml.push_str("</fs>\n");
    }
    xml.push_str("<spanGrp>\n");
    for (at, annotation) in (1..).zip(own) {
        let label = labels
            .get(annotation.label.as_str())
            .copied()
            .unwrap_or_default();
        let mut ana = format!("#L{label}");
        if !annotation.attributes.is_empty() {
            ana.push_str(&format!(" #d{number}.f{at}"));
        }
        let pointers: Vec<String> = (annotation.fragments.iter())
            .map(|f| format!("#string-range(d{number}.t,{},{})", f.start, f.end - f.start))
            .collect();
        xml.push_str(&format!(
            "<span xml:id=\"d{number}.s{at}\" ana=\"{ana}\" target=\"{}\">{}</span>\n",
            pointers.join(" "),
            escape(&annotation.note)
        ));
    }
    xml.push_str("</spanGrp>\n");
}

/// Writes a relation between annotations of these names.
fn relation(xml: &mut String, id: &str, relation: &Relation, names: &HashMap<&str, String>) {
    let Target::Annotation(to) = &relation.to else {
        return;
    };
    let ends = (names.get(relation.from.as_str()), names.get(to.as_str()));
    let (Some(from), Some(to)) = ends else {
        return;
    };
    let kind = encode(&relation.kind);
    xml.push_str(&format!("<relation xml:id=\"{id}\" name=\"{kind}\""));
    if !relation.value.is_empty() {
        xml.push_str(&format!(" type=\"{}\"", encode(&relation.value)));
    }
    xml.push_str(&format!(" active=\"#{from}\" passive=\"#{to}\">"));
    if !relation.note.is_empty() {
        xml.push_str(&format!("<desc>{}</desc>", escape(&relation.note)));
    }
    xml.push_str("</relation>\n");
}
