//! Reads tokens with tags into a project.

use super::columns::{BEGIN, Columns, Tags, columns, value};
use super::tags::{Column, Mentions, Names, Place, Span, Tag, is_outside, tag};
use super::{COMMENT, DOCUMENT};
use crate::carry::name_of;
use crate::choice::{Candidate, Chosen};
use crate::found::Found;
use crate::source::{lines, stem, utf8};
use crate::tokens;
use postil_core::diagnostic::clip;
use postil_core::format::{File, Read};
use postil_core::model::{
    Annotation, AnnotationId, Cluster, Document, DocumentMeta, Fragment, Project,
};
use postil_core::text::Text;
use std::collections::{BTreeMap, HashMap};

/// The label of mentions that are no name.
const MENTION: &str = "mention";

/// Reads files of tokens; one without beginnings of documents is one document. Leaves out files, lines
/// and tags that cannot be read. O(n).
pub(super) fn decode(files: &[File]) -> Read {
    read_as(files, &Chosen::new())
}

/// Reads them with the columns of tags that a person chose.
pub(crate) fn read_as(files: &[File], chosen: &Chosen) -> Read {
    let mut found = Found::default();
    let mut project = Project::default();
    let mut ends = Vec::with_capacity(files.len());
    for file in files {
        if project.header.name.is_empty() {
            project.header.name = stem(&file.name, super::FORMAT.extensions);
        }
        let text = match utf8(file) {
            Ok(text) => text,
            Err(error) => {
                found.left_out(error.place, error.message);
                continue;
            }
        };
        let columns = match columns(text, chosen.get(&file.name).map(String::as_str)) {
            Ok(columns) => columns,
            Err(why) => {
                found.left_out(&file.name, why.to_string());
                continue;
            }
        };
        for other in &columns.others {
            let remark = format!(
                "column {} looks like tags, too; column {} was read",
                other + 1,
                value(&columns.tags)
            );
            found.warning(&file.name, remark);
        }
        let mut draft = Draft::new(&columns);
        for (number, line) in (1..).zip(lines(text)) {
            if let Err(message) = draft.line(line, &mut project, &mut found) {
                found.left_out(format!("{}, line {number}", file.name), message);
            }
        }
        // A last line that only ends the document before it begins none.
        if !draft.is_blank() || project.documents.is_empty() {
            draft.close(&mut project, &mut found);
        }
        ends.push(project.documents.len());
    }
    if files.is_empty() {
        return found.fail("", "expected a file");
    }
    found.join_twins(&mut project, &ends);
    found.finish(project, false)
}

/// What can be chosen in a text, and what was; `None` if there are no tags.
pub(crate) fn candidates(text: &str, chosen: Option<&String>) -> Option<(Vec<Candidate>, String)> {
    let columns = columns(text, chosen.map(String::as_str)).ok()?;
    let chosen = value(&columns.tags);
    Some((columns.candidates, chosen))
}

/// A document, while its tokens are read.
struct Draft<'a> {
    columns: &'a Columns,
    begun: bool,
    /// There is a comment in it.
    is_noted: bool,
    title: String,
    text: String,
    /// Code points so far.
    at: usize,
    breaks: bool,
    marked: Vec<Column>,
    names: Names,
    mentions: Mentions,
}

impl<'a> Draft<'a> {
    fn new(columns: &'a Columns) -> Self {
        let count = match &columns.tags {
            Tags::Marked(at) => at.len(),
            Tags::Plain(..) => 1,
            Tags::Brackets(_) => 0,
        };
        Self {
            columns,
            begun: false,
            is_noted: false,
            title: String::new(),
            text: String::new(),
            at: 0,
            breaks: false,
            marked: (0..count).map(|_| Column::default()).collect(),
            names: Names::default(),
            mentions: Mentions::default(),
        }
    }

    fn line(&mut self, line: &str, project: &mut Project, found: &mut Found) -> Result<(), String> {
        if line.trim_matches([' ', '\t']).is_empty() {
            self.marked.iter_mut().for_each(Column::end);
            self.breaks = true;
            return Ok(());
        }
        let cells = self.columns.cut.columns(line);
        if line.starts_with(DOCUMENT) || self.is_comment(line, &cells) {
            if let Some(title) = beginning(line) {
                let begun = std::mem::replace(self, Self::new(self.columns));
                begun.close(project, found);
                title.clone_into(&mut self.title);
                self.begun = true;
            } else {
                self.is_noted = true;
            }
            return Ok(());
        }
        self.begun = true;
        let number = cells.first().copied().unwrap_or_default();
        if self.columns.numbered && number.contains(['-', '.']) {
            // In CoNLL-U, the words that were written as one; they follow one by one.
            return Ok(());
        }
        let token = cells.get(self.columns.token).copied().unwrap_or_default();
        if token.chars().all(tokens::is_space) {
            return Err("the token is blank".to_owned());
        }
        let expected = || {
            let line = clip(line);
            format!("expected a token and a tag, found “{line}”")
        };
        if cells.len() < 2 {
            return Err(expected());
        }
        self.token(token);
        let (start, end) = (self.at - token.chars().count(), self.at);
        let columns = self.columns;
        let last = cells.last().copied().unwrap_or_default();
        let mut answer = Ok(());
        match &columns.tags {
            Tags::Marked(at) => {
                // Where a line is too short, its last cell is the tag of the last column, and of no other.
                let is_short = at.last().is_some_and(|&at| at >= cells.len());
                let own = cells.len() - usize::from(is_short);
                for (number, (place, column)) in (1..).zip(at.iter().zip(&mut self.marked)) {
                    let cell = match cells.get(*place).filter(|_| *place < own) {
                        Some(cell) => cell,
                        None if number == at.len() => last,
                        None => {
                            column.end();
                            continue;
                        }
                    };
                    match tag(cell) {
                        Some(tag) => column.add(tag, start, end),
                        None => {
                            column.end();
                            answer = Err(odd(cell));
                        }
                    }
                }
            }
            Tags::Plain(at, _) => {
                let value = cells.get(*at).copied().unwrap_or(last);
                let tag = match is_outside(value) {
                    true => Tag::Outside,
                    false => Tag::Of(Place::Inside, value),
                };
                for column in &mut self.marked {
                    column.add(tag, start, end);
                }
            }
            Tags::Brackets(names) => {
                if let Some(value) = names.as_ref().and_then(|at| cells.get(*at)) {
                    answer = self.names.add(value, start, end);
                }
                answer = answer.and(self.mentions.add(last, start, end));
            }
        }
        answer.map_err(|message| format!("{message}; the token “{}” stays", clip(token)))
    }

    /// Whether a line is a comment. A token may begin as one; its line is like all others then.
    fn is_comment(&self, line: &str, cells: &[&str]) -> bool {
        if !line.starts_with(COMMENT) {
            return false;
        }
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        let is_token = cells.len() == self.columns.count
            && match &self.columns.tags {
                Tags::Marked(at) => at.iter().all(|&at| tag(cell(at)).is_some()),
                Tags::Plain(at, values) => {
                    is_outside(cell(*at)) || (values.contains(cell(*at)) && cell(0) == COMMENT)
                }
                Tags::Brackets(_) => true,
            };
        !is_token
    }

    /// Whether it has no token, no title and no comment.
    fn is_blank(&self) -> bool {
        self.text.is_empty() && self.title.is_empty() && !self.is_noted
    }

    /// Adds a token to the text.
    fn token(&mut self, token: &str) {
        if !self.text.is_empty() {
            self.text.push(if self.breaks { '\n' } else { ' ' });
            self.at += 1;
        }
        self.breaks = false;
        self.text.push_str(token);
        self.at += token.chars().count();
    }

    fn close(mut self, project: &mut Project, found: &mut Found) {
        if !self.begun {
            return;
        }
        self.marked.iter_mut().for_each(Column::end);
        let left = self.names.left() + self.mentions.left();
        let id = format!("document-{}", project.documents.len() + 1);
        if left > 0 {
            found.left_out(&id, format!("brackets that do not end: {left}"));
        }
        let text = Text::from_frozen(self.text);
        let meta = DocumentMeta::new(id.as_str().into(), self.title);
        project.documents.push(Document::new(meta, text.as_str()));
        let mut add = |span: &Span, label: &str| {
            let number = project.annotations.len() + 1;
            let annotation = Annotation::new(
                format!("span-{number}").into(),
                id.as_str().into(),
                label,
                vec![Fragment::new(span.start..span.end)],
            );
            let name = name_of(&text, &annotation);
            let id = annotation.id.clone();
            project.annotations.push(annotation);
            (id, name)
        };
        let mut by_extent = HashMap::new();
        let columns = self.marked.iter().flat_map(|column| &column.spans);
        for span in columns.chain(&self.names.spans) {
            let added = add(span, &span.label);
            by_extent.insert((span.start, span.end), added);
        }
        let mut clusters: BTreeMap<&str, (String, Vec<AnnotationId>)> = BTreeMap::new();
        let mut mentions: Vec<&Span> = self.mentions.spans.iter().collect();
        mentions.sort_by_key(|span| (span.start, span.end));
        for span in mentions {
            // A name is its own mention, once.
            let known = by_extent.remove(&(span.start, span.end));
            let (id, name) = known.unwrap_or_else(|| add(span, MENTION));
            let cluster = clusters.entry(&span.label);
            let (_, members) = cluster.or_insert_with(|| (name, Vec::new()));
            members.push(id);
        }
        for (number, (name, members)) in clusters {
            project.clusters.push(Cluster {
                members,
                ..Cluster::new(format!("{id}/{number}").into(), name)
            });
        }
    }
}

/// The title of the document that a line begins, if it begins one: `-DOCSTART-`, `#begin document` of
/// CoNLL-2012, `# newdoc` of CoNLL-U.
fn beginning(line: &str) -> Option<&str> {
    if line.starts_with(DOCUMENT) {
        return Some("");
    }
    if let Some(title) = line.strip_prefix(BEGIN) {
        return Some(title.trim());
    }
    let new = line.trim_start_matches([COMMENT.chars().next()?, ' ']);
    let new = new.strip_prefix("newdoc")?;
    let title = new.split_once('=').map_or("", |(_, title)| title);
    Some(title.trim())
}

fn odd(tag: &str) -> String {
    format!(
        "expected a tag like `O` or `B-label`, found “{}”",
        clip(tag)
    )
}
