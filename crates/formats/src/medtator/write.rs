//! Writes a project as MedTator's files.

use super::{FORMAT, encode};
use crate::archive;
use crate::by_document::ByDocument;
use crate::version;
use crate::xml::escape;
use postil_core::format::{File, file_name};
use postil_core::model::{Annotation, Project, Target};
use postil_core::text::Text;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Writes the archive. O(n).
pub(super) fn archive(project: &Project) -> Vec<File> {
    let mut by_document = ByDocument::new(project);
    let by_id: HashMap<&str, &Annotation> = project
        .annotations
        .iter()
        .map(|a| (a.id.as_str(), a))
        .collect();
    let mut files = vec![File {
        name: "schema.dtd".to_owned(),
        mime: "application/xml-dtd",
        bytes: schema(project).into_bytes(),
    }];
    for document in &project.documents {
        let id = document.meta.id.as_str();
        let own = by_document.remove(&document.meta.id);
        let text = Text::from_frozen(document.text.as_str());
        let words = |a: &Annotation| {
            let pieces: Vec<&str> = a.fragments.iter().map(|f| text.slice(f.range())).collect();
            escape(&pieces.join(" ... "))
        };
        let whole = document.text.replace("]]>", "]]]]><![CDATA[>");
        let mut xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<POSTIL>\n<TEXT><![CDATA[{whole}]]></TEXT>\n<TAGS>\n"
        );
        for a in own.annotations {
            let ranges: Vec<String> = (a.fragments.iter())
                .map(|f| format!("{}~{}", text.to_utf16(f.start), text.to_utf16(f.end)))
                .collect();
            let (tag, ranges) = (encode(&a.label), ranges.join(","));
            let id = number(a.id.as_str());
            xml.push_str(&format!(
                "<{tag} spans=\"{ranges}\" id=\"{id}\" text=\"{}\"",
                words(a)
            ));
            for (name, value) in &a.attributes {
                let value = escape(value.as_str().unwrap_or_default());
                xml.push_str(&format!(" {}=\"{value}\"", encode(name)));
            }
            put(&mut xml, "note", &a.note);
            xml.push_str("/>\n");
        }
        for r in own.relations {
            let Target::Annotation(to) = &r.to else {
                continue;
            };
            let ends = (by_id.get(r.from.as_str()), by_id.get(to.as_str()));
            let (Some(from), Some(to)) = ends else {
                continue;
            };
            let (tag, id) = (encode(&r.kind), number(r.id.as_str()));
            xml.push_str(&format!("<{tag} id=\"{id}\""));
            for (name, end) in [("from", from), ("to", to)] {
                let (id, words) = (number(end.id.as_str()), words(end));
                xml.push_str(&format!(" {name}ID=\"{id}\" {name}Text=\"{words}\""));
            }
            put(&mut xml, "value", &r.value);
            put(&mut xml, "note", &r.note);
            xml.push_str("/>\n");
        }
        xml.push_str("</TAGS>\n</POSTIL>\n");
        files.push(File {
            name: format!("{id}.xml"),
            mime: "application/xml",
            bytes: xml.into_bytes(),
        });
    }
    vec![File {
        name: file_name(&project.header.name, "medtator.zip"),
        mime: FORMAT.mime,
        bytes: archive::pack(&files),
    }]
}

/// The part after the document's id in an id that [`super::CARRY`] made.
fn number(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

fn put(xml: &mut String, name: &str, text: &str) {
    if !text.is_empty() {
        xml.push_str(&format!(" {name}=\"{}\"", escape(text)));
    }
}

/// The tags that a project uses.
fn schema(project: &Project) -> String {
    let mut entities: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for annotation in &project.annotations {
        let attributes = entities.entry(encode(&annotation.label)).or_default();
        attributes.extend(annotation.attributes.keys().map(|name| encode(name)));
    }
    let relations: BTreeSet<String> = project.relations.iter().map(|r| encode(&r.kind)).collect();
    let version = version::words(project);
    let mut dtd = format!("<!ENTITY name \"POSTIL\">\n<!-- {version} -->\n");
    for (tag, attributes) in entities {
        dtd.push_str(&format!(
            "\n<!ELEMENT {tag} ( #PCDATA ) >\n<!ATTLIST {tag} spans #IMPLIED >\n"
        ));
        for name in attributes.iter().map(String::as_str).chain(["note"]) {
            dtd.push_str(&format!("<!ATTLIST {tag} {name} CDATA #IMPLIED >\n"));
        }
    }
    for tag in relations {
        dtd.push_str(&format!("\n<!ELEMENT {tag} EMPTY >\n"));
        for (name, prefix) in [("from", "arg0"), ("to", "arg1")] {
            dtd.push_str(&format!(
                "<!ATTLIST {tag} {prefix} IDREF prefix=\"{name}\" #IMPLIED >\n"
            ));
        }
        for name in ["value", "note"] {
            dtd.push_str(&format!("<!ATTLIST {tag} {name} CDATA #IMPLIED >\n"));
        }
    }
    dtd
}
