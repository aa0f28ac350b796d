//! Writes a project as a package.

use super::codes::Codebook;
use super::counting::cut_off;
use super::guid::{derived, guid};
use super::{DOCUMENT_ID, FORMAT, NAMESPACE, ORIGIN, VARIABLES};
use crate::archive;
use crate::by_document::ByDocument;
use crate::pair::join_pair;
use crate::version;
use crate::xml::{clean, escape};
use postil_core::format::{File, file_name};
use postil_core::json::Json;
use postil_core::model::{Annotation, Document, DocumentMeta, Project, Target};
use postil_core::text::Text;
use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

/// Code points of the words that name a selection; longer ones are cut off.
const MAX_NAME_CODE_POINTS: usize = 200;

/// Writes the package. O(n log n).
pub(super) fn package(project: &Project) -> Vec<File> {
    let header = &project.header;
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Project xmlns=\"{NAMESPACE}\" name=\"{}\" origin=\"{ORIGIN}\">\n",
        escape(&header.name)
    );
    let users = users(&mut xml, project);
    let codes = Codebook::of(project).write(&mut xml);
    variables(&mut xml, project);
    let mut texts = Vec::new();
    if !project.documents.is_empty() {
        xml.push_str("<Sources>\n");
        let mut by_document = ByDocument::new(project);
        for document in &project.documents {
            let own = by_document.remove(&document.meta.id).annotations;
            texts.push(source(&mut xml, project, document, &own, &users, &codes));
        }
        xml.push_str("</Sources>\n");
    }
    links(&mut xml, project);
    if !header.guidelines.is_empty() {
        let guidelines = escape(&header.guidelines);
        put(
            &mut xml,
            format_args!("<Description>{guidelines}</Description>\n"),
        );
    }
    xml.push_str("</Project>\n");
    let mut files = vec![File {
        name: "project.qde".to_owned(),
        mime: "application/xml",
        bytes: xml.into_bytes(),
    }];
    files.append(&mut texts);
    vec![File {
        name: file_name(&header.name, "qdpx"),
        mime: FORMAT.mime,
        bytes: archive::pack(&files),
    }]
}

fn put(xml: &mut String, words: std::fmt::Arguments) {
    // Writing to a string cannot fail.
    let _ = xml.write_fmt(words);
}

/// Writes annotators, then authors that are none, without a name. Returns their GUIDs by their ids.
fn users(xml: &mut String, project: &Project) -> HashMap<String, String> {
    let mut guids = HashMap::new();
    let mut list = String::new();
    for (number, annotator) in project.header.annotators.iter().enumerate() {
        let guid = derived("annotator", &number.to_string());
        let (id, name) = (escape(&annotator.id), escape(&annotator.name));
        put(
            &mut list,
            format_args!("<User guid=\"{guid}\" name=\"{name}\" id=\"{id}\"/>\n"),
        );
        guids.entry(annotator.id.clone()).or_insert(guid);
    }
    for annotation in &project.annotations {
        let author = &annotation.author;
        if !author.is_empty() && !guids.contains_key(author) {
            let guid = derived("author", author);
            put(
                &mut list,
                format_args!("<User guid=\"{guid}\" id=\"{}\"/>\n", escape(author)),
            );
            guids.insert(author.clone(), guid);
        }
    }
    if !list.is_empty() {
        put(xml, format_args!("<Users>\n{list}</Users>\n"));
    }
    guids
}

/// The variables of a document that have a value.
fn values(project: &Project, meta: &DocumentMeta) -> Vec<(&'static str, String)> {
    let id = meta.id.as_str();
    let id = if guid("article", id) == id { "" } else { id };
    let published = &meta.published;
    let basis = published.basis.to_json();
    let basis = match published.basis == Default::default() {
        true => "",
        false => basis.as_str().unwrap_or_default(),
    };
    let values = [
        id,
        &meta.outlet,
        &meta.url,
        &meta.language,
        &published.date,
        basis,
        &published.note,
    ];
    let all = std::iter::once(DOCUMENT_ID).chain(VARIABLES).zip(values);
    let all = all.filter(|(_, value)| !value.is_empty());
    let all = all.map(|(name, value)| (name, value.to_owned()));
    let version = project.schema.version.to_string();
    all.chain([(version::FIELD, version)]).collect()
}

fn variables(xml: &mut String, project: &Project) {
    let mut list = String::new();
    let all = std::iter::once(DOCUMENT_ID).chain(VARIABLES);
    for name in all.chain([version::FIELD]) {
        let mut metas = project.documents.iter().map(|d| &d.meta);
        if metas.any(|meta| values(project, meta).iter().any(|(used, _)| *used == name)) {
            let guid = derived("variable", name);
            put(
                &mut list,
                format_args!(
                    "<Variable guid=\"{guid}\" name=\"{name}\" typeOfVariable=\"Text\"/>\n"
                ),
            );
        }
    }
    if !list.is_empty() {
        put(xml, format_args!("<Variables>\n{list}</Variables>\n"));
    }
}

/// Writes a document with its annotations, and returns its text.
fn source(
    xml: &mut String,
    project: &Project,
    document: &Document,
    own: &[&Annotation],
    users: &HashMap<String, String>,
    codes: &HashMap<String, String>,
) -> File {
    let meta = &document.meta;
    let source = guid("article", meta.id.as_str());
    let title = escape(&meta.title);
    put(
        xml,
        format_args!(
            "<TextSource guid=\"{source}\" name=\"{title}\" plainTextPath=\"internal://{source}.txt\">\n"
        ),
    );
    let text = Text::from_frozen(document.text.as_str());
    for annotation in own {
        selection(xml, annotation, &text, users, codes);
    }
    for (name, value) in values(project, meta) {
        let (variable, value) = (derived("variable", name), escape(&value));
        put(
            xml,
            format_args!(
                "<VariableValue><VariableRef targetGUID=\"{variable}\"/><TextValue>{value}</TextValue></VariableValue>\n"
            ),
        );
    }
    xml.push_str("</TextSource>\n");
    File {
        name: format!("sources/{source}.txt"),
        mime: "text/plain",
        bytes: document.text.clone().into_bytes(),
    }
}

fn selection(
    xml: &mut String,
    annotation: &Annotation,
    text: &Text,
    users: &HashMap<String, String>,
    codes: &HashMap<String, String>,
) {
    let id = annotation.id.as_str();
    let Range { start, end } = annotation.extent();
    let mut made = String::new();
    if let Some(user) = users.get(&annotation.author) {
        made = format!(" creatingUser=\"{user}\"");
    }
    if !annotation.created.is_empty() {
        let created = escape(&annotation.created);
        put(&mut made, format_args!(" creationDateTime=\"{created}\""));
    }
    let selection = guid("mark", id);
    put(
        xml,
        format_args!("<PlainTextSelection guid=\"{selection}\""),
    );
    if let Some(name) = name(text, start..end) {
        put(xml, format_args!(" name=\"{}\"", escape(&name)));
    }
    put(
        xml,
        format_args!(
            " startPosition=\"{start}\" endPosition=\"{}\"{made}",
            end.saturating_sub(1)
        ),
    );
    if !annotation.modified.is_empty() {
        let modified = escape(&annotation.modified);
        put(xml, format_args!(" modifiedDateTime=\"{modified}\""));
    }
    xml.push('>');
    if !annotation.note.is_empty() {
        let note = escape(&annotation.note);
        put(xml, format_args!("<Description>{note}</Description>"));
    }
    let code = codes.get(&annotation.label).map_or("", String::as_str);
    let coding = derived("coding", id);
    put(
        xml,
        format_args!(
            "<Coding guid=\"{coding}\"{made}><CodeRef targetGUID=\"{code}\"/></Coding></PlainTextSelection>\n"
        ),
    );
}

/// The words of a selection, as other tools name selections; none if XML cannot hold them, or if they
/// look cut off where they are not.
fn name(text: &Text, range: Range<usize>) -> Option<String> {
    let cut = range.start..range.end.min(range.start + MAX_NAME_CODE_POINTS);
    let words = text.slice(cut.clone());
    if clean(words) != words || cut_off(words).is_some() {
        return None;
    }
    let dots = if cut == range { "" } else { "…" };
    Some(format!("{words}{dots}"))
}

/// Writes relations, each with its note.
fn links(xml: &mut String, project: &Project) {
    let (mut notes, mut list) = (String::new(), String::new());
    for relation in &project.relations {
        let Target::Annotation(to) = &relation.to else {
            continue;
        };
        let link = guid("link", relation.id.as_str());
        let name = escape(&join_pair(&relation.kind, &relation.value));
        let (from, to) = (
            guid("mark", relation.from.as_str()),
            guid("mark", to.as_str()),
        );
        put(
            &mut list,
            format_args!(
                "<Link guid=\"{link}\" name=\"{name}\" direction=\"OneWay\" originGUID=\"{from}\" targetGUID=\"{to}\">"
            ),
        );
        if !relation.note.is_empty() {
            let (note, text) = (derived("note", &link), escape(&relation.note));
            put(&mut list, format_args!("<NoteRef targetGUID=\"{note}\"/>"));
            put(
                &mut notes,
                format_args!(
                    "<Note guid=\"{note}\"><PlainTextContent>{text}</PlainTextContent></Note>\n"
                ),
            );
        }
        list.push_str("</Link>\n");
    }
    if !notes.is_empty() {
        put(xml, format_args!("<Notes>\n{notes}</Notes>\n"));
    }
    if !list.is_empty() {
        put(xml, format_args!("<Links>\n{list}</Links>\n"));
    }
}
