//! UIMA CAS as INCEpTION imports it: CAS JSON 0.4
//! (<https://github.com/apache/uima-uimaj-io-jsoncas/blob/main/SPECIFICATION.adoc>) and CAS XMI
//! with its type system (<https://uima.apache.org/d/uimaj-current/references.html#ugr.ref.xmi>). A
//! CAS is one document; a project is a ZIP archive of them. Offsets count UTF-16 units.
//!
//! - An annotation has the type `postil.span.LAYER`, with the features `id`, `label`, `note` and
//!   one per attribute.
//! - A relation has the type `postil.relation.TYPE`, with `Governor` and `Dependent`, and the
//!   offsets of its dependent, as in relation layers of INCEpTION.
//! - A cluster is a chain in each document: a `postil.ClusterChain` and one `postil.ClusterLink`
//!   per member. Chains with the same `id` are one cluster.
//! - Metadata of a document is in DKPro's `DocumentMetaData`, the version of the codebook in a
//!   `postil.Codebook`, and in the descriptor of types.
//!
//! Of other programs, INCEpTION above all, these are read as well:
//! - An annotation of any type is one of the layer that has the type's short name.
//! - A token at which a relation ends is a mark `Word`; for a dependency, its part of speech is one.
//! - A link of a span, with a role and a target, is a relation named after the feature.
//! - Every view with a text is an article.
//! - The schema is that of the type system, if there is one: in CAS JSON, or beside XMI and TSV.

mod json;
mod kinds;
mod model;
mod read;
mod structure;
mod tsv;
mod write;
mod xmi;

use crate::carry::{Carry, Ids, Values, file_ids};
use crate::found::Found;
use crate::shared::Shared;
use crate::{Format, archive, head, source};
use postil_core::format::File;
use postil_core::model::{Codebook, Project};

const CARRY: Carry = Carry {
    document_ids: Ids::Made(file_ids),
    title: true,
    url: true,
    language: true,
    attributes: Values::Text,
    note: true,
    relations: true,
    relation_value: true,
    relation_note: true,
    clusters: true,
    clusters_across: true,
    cluster_name: true,
    ..Carry::SPANS
};

pub(crate) const JSON: Format = Format {
    id: "cas-json",
    title: "UIMA CAS JSON 0.4",
    tools: "INCEpTION, dkpro-cassis, UIMA",
    unit: "UTF-16 units",
    extensions: &["cas-json.zip", "zip", "json"],
    mime: "application/zip",
    options: false,
    carry: |project, _| CARRY.apply(project),
    encode: |project, _| write::archive(project, &AS_JSON),
    decode: Some(|files| read::archive(files, &AS_JSON)),
    looks: |name, bytes| {
        if archive::is_zip(bytes) {
            name.ends_with("cas-json.zip")
        } else {
            head(bytes).contains("\"%FEATURE_STRUCTURES\"") || head(bytes).contains("\"%TYPES\"")
        }
    },
};

pub(crate) const XMI: Format = Format {
    id: "cas-xmi",
    title: "UIMA CAS XMI",
    extensions: &["cas-xmi.zip", "zip", "xmi"],
    carry: |project, _| {
        let carry = Carry {
            clean: crate::xml::clean,
            clean_text: crate::xml::clean_char,
            ..CARRY
        };
        carry.apply(project)
    },
    encode: |project, _| write::archive(project, &AS_XMI),
    decode: Some(|files| read::archive(files, &AS_XMI)),
    looks: |name, bytes| {
        if archive::is_zip(bytes) {
            bytes.names().iter().any(|name| name.ends_with(".xmi"))
        } else {
            name.ends_with(".xmi") || head(bytes).contains("<xmi:XMI")
        }
    },
    ..JSON
};

pub(crate) const TSV: Format = Format {
    id: "webanno-tsv",
    title: "WebAnno TSV 3.3",
    tools: "INCEpTION, WebAnno",
    extensions: &["webanno-tsv.zip", "zip", "tsv"],
    carry: |project, _| {
        let carry = Carry {
            title: false,
            url: false,
            language: false,
            clean: tsv::clean,
            ..CARRY
        };
        carry.apply(project)
    },
    encode: |project, _| write::archive(project, &AS_TSV),
    decode: Some(|files| read::archive(files, &AS_TSV)),
    looks: |name, bytes| {
        if archive::is_zip(bytes) {
            name.ends_with("webanno-tsv.zip")
        } else {
            head(bytes).starts_with("#FORMAT=WebAnno TSV")
        }
    },
    ..JSON
};

/// Whether a file is a type system, by its beginning: a descriptor, or CAS JSON, which has one.
pub(crate) fn is_type_system(head: &str) -> bool {
    head.contains("typeSystemDescription") || head.contains("\"%TYPES\"")
}

/// Reads type systems alone. O(n log n).
pub(crate) fn codebook(files: &[&File], found: &mut Found) -> Codebook {
    let mut model = kinds::Model::default();
    let mut shared = Shared::default();
    for file in files {
        shared.add(file.bytes.len());
        let is_json = head(&file.bytes).trim_start().starts_with('{');
        let added = match is_json {
            true => source::json(file).map(|value| model.add_json(&value["%TYPES"])),
            false => model.add_descriptor(file),
        };
        if let Err(error) = added {
            found.add(error);
        }
    }
    let schema = model.schema(found, &Project::default(), &mut shared);
    Codebook {
        schema: schema.unwrap_or_default(),
        ..Codebook::default()
    }
}

/// A file form of a CAS.
struct Form {
    extension: &'static str,
    archive: &'static str,
    write: fn(&structure::Cas) -> String,
    read: fn(&File) -> Result<structure::Cas, postil_core::diagnostic::Diagnostic>,
    /// Writes a file with the types and the version of the codebook, if the CAS itself has no types.
    types: Option<fn(&structure::Types, u32) -> String>,
}

const AS_JSON: Form = Form {
    extension: "json",
    archive: "cas-json.zip",
    write: json::write,
    read: json::read,
    types: None,
};

const AS_XMI: Form = Form {
    extension: "xmi",
    archive: "cas-xmi.zip",
    write: xmi::write,
    read: xmi::read,
    types: Some(xmi::type_system),
};

const AS_TSV: Form = Form {
    extension: "tsv",
    archive: "webanno-tsv.zip",
    write: tsv::write,
    read: tsv::read,
    types: Some(tsv::type_system),
};

#[cfg(test)]
mod tests {
    use crate::check;

    #[test]
    fn round_trips() {
        for id in ["cas-json", "cas-xmi", "webanno-tsv"] {
            check::round_trips(id);
            check::survives_damage(id);
            check::is_detected(id);
        }
    }

    const JSON: &str = r#"{"%TYPES": {}, "%FEATURE_STRUCTURES": [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": "👍 e\u0301\r\nb"},
        {"%ID": 2, "%TYPE": "a.b.Token", "@sofa": 1, "begin": 3, "end": 5},
        {"%ID": 3, "%TYPE": "a.b.NamedEntity", "@sofa": 1, "begin": 3, "end": 8, "value": "PER"},
        {"%ID": 4, "%TYPE": "a.b.NamedEntity", "@sofa": 1, "begin": 0, "end": 2, "score": 0.5},
        {"%ID": 5, "%TYPE": "a.b.Rel", "@sofa": 1, "begin": 0, "end": 2, "@Governor": 3, "@Dependent": 4}],
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2, 3, 4, 5]}}}"#;

    const XMI: &str = r#"<?xml version="1.0"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:b="http:///a/b.ecore">
<b:Token xmi:id="2" sofa="1" begin="3" end="5"/>
<b:NamedEntity xmi:id="3" sofa="1" begin="3" end="8" value="PER"/>
<b:NamedEntity xmi:id="4" sofa="1" begin="0" end="2"/>
<b:Rel xmi:id="5" sofa="1" begin="0" end="2" Governor="3" Dependent="4"/>
<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="👍 é&#13;&#10;b"/>
<cas:View sofa="1" members="2 3 4 5"/></xmi:XMI>"#;

    #[test]
    fn other_types_are_understood() {
        for (id, name, text) in [("cas-json", "d.json", JSON), ("cas-xmi", "d.xmi", XMI)] {
            let text = text.replace('é', "e\u{301}");
            let spans = check::spans(id, &[check::file(name, &text)]);
            let spans: Vec<_> = spans
                .iter()
                .map(|(l, t)| (l.as_str(), t.as_str()))
                .collect();
            assert_eq!(
                spans,
                [("NamedEntity", "👍"), ("NamedEntity.PER", "e\u{301}\nb")]
            );
            let text_99 = text.replace("8", "99");
            let read = crate::format(id)
                .expect("listed")
                .read(&[check::file(name, text_99)]);
            let (project, told) = read.expect("the rest is read");
            assert_eq!(project.annotations.len(), 1);
            assert!(
                told[0].place.contains("structure 3 (NamedEntity)"),
                "{told:?}"
            );
            assert!(told[0].message.contains("outside the text"), "{told:?}");
            check::refuses(id, name, text.replace("ofaString", "x"), name, "sofaString");
        }
        check::refuses("cas-json", "d.json", "{}", "d.json", "%FEATURE_STRUCTURES");
        check::refuses("cas-json", "d.json", "{", "d.json, line 1", "JSON");
        check::refuses("cas-xmi", "d.xmi", "<a/>", "d.xmi", "XMI");
    }

    #[test]
    fn a_link_belongs_to_the_first_chain_that_comes_to_it() {
        let chains = "<b:Chain xmi:id=\"10\" first=\"3\"/><b:Chain xmi:id=\"11\" first=\"4\"/>";
        let text = XMI
            .replace('é', "e\u{301}")
            .replace("value=\"PER\"", "next=\"4\"")
            .replace("<cas:Sofa", &format!("{chains}<cas:Sofa"));
        let read = crate::format("cas-xmi").expect("XMI");
        let read = read.read(&[check::file("d.xmi", text)]);
        let (project, remarks) = read.expect("it is read");
        let members: Vec<_> = project.clusters.iter().map(|c| c.members.len()).collect();
        assert_eq!(members, [2]);
        assert_eq!(remarks.len(), 1);
        assert!(remarks[0].message.contains("from structure 4 on"));
    }
}
