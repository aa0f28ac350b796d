//! The conflicts in words.

use crate::desk::labels;
use crate::ui::sentence::tf;
use postil_core::diagnostic::clip;
use postil_core::edit::{self, Choice, Conflict, Field, Subject};
use postil_core::json::Json;
use postil_core::model::{
    Annotation, AnnotationId, DocumentId, Fragment, Published, Relation, Span, Target,
};
use postil_core::state::State;
use serde_json::Value;

/// Code points shown of what a mark covers.
const MAX_SNIPPET_CHARS: usize = 80;

/// A field with its values.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Identifies the line and its content.
    pub key: String,
    /// Its record, if the line above has another.
    pub heading: Option<Heading>,
    /// The name of the field.
    pub field: String,
    /// Its values.
    pub values: Vec<Words>,
    /// The conflict itself.
    pub conflict: Conflict,
}

/// A record.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// What it is.
    pub kind: String,
    /// Its name, or what it covers.
    pub name: String,
    /// Where it is, and who made it.
    pub from: String,
    /// The annotation, if it is one.
    pub annotation: Option<AnnotationId>,
    /// Whether it has versions that could be kept as separate records.
    pub versions: bool,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// The value itself.
    pub words: String,
    /// Where it is from, and when that was last changed.
    pub aside: String,
}

/// The first `most` conflicts as lines.
pub fn lines(state: &State, most: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let conflicts = edit::conflicts(state);
    for (at, conflict) in conflicts.iter().take(most).enumerate() {
        let above = at.checked_sub(1).and_then(|at| conflicts.get(at));
        let first = above.is_none_or(|above| above.subject != conflict.subject);
        let of_it = |other: &&Conflict| other.subject == conflict.subject;
        let versions = (conflicts.iter().filter(of_it)).any(|other| other.field != Field::Cluster);
        let heading = first.then(|| heading(state, conflict, versions));
        let choices = conflict.values.iter().enumerate();
        let values: Vec<Words> = choices
            .map(|(number, choice)| Words {
                words: value(state, conflict, choice),
                aside: aside(number, choice),
            })
            .collect();
        lines.push(Line {
            key: format!(
                "{:?} {:?} {heading:?} {values:?}",
                conflict.subject, conflict.field
            ),
            heading,
            field: field(state, conflict),
            values,
            conflict: conflict.clone(),
        });
    }
    lines
}

fn aside(number: usize, choice: &Choice) -> String {
    let from = match number {
        0 => "here",
        _ => "merged",
    };
    match choice.modified.get(..16) {
        Some(time) => tf!("{from}, changed {}", time.replace('T', " ")),
        None => from.to_owned(),
    }
}

fn heading(state: &State, conflict: &Conflict, versions: bool) -> Heading {
    let (kind, name, from) = match &conflict.subject {
        Subject::Document(id) => ("Article".to_owned(), article(state, id), String::new()),
        Subject::Annotation(id) => match state.annotation(id) {
            Some(own) => (
                labels::brief(state.schema().title(&own.label)),
                labels::snippet(state, own, MAX_SNIPPET_CHARS),
                origin(state, own),
            ),
            None => Default::default(),
        },
        Subject::Relation(id) => match state.relation(id) {
            Some(own) => (
                "Relation".to_owned(),
                relation(state, own),
                by(state, &own.author),
            ),
            None => Default::default(),
        },
        Subject::Cluster(id) => {
            let own = state
                .cluster(id)
                .map(|own| labels::brief(&own.record().name));
            ("Cluster".to_owned(), own.unwrap_or_default(), String::new())
        }
    };
    Heading {
        kind,
        name,
        from,
        annotation: annotation(conflict),
        versions,
    }
}

fn origin(state: &State, own: &Annotation) -> String {
    let article = article(state, &own.document);
    match by(state, &own.author).as_str() {
        "" => article,
        by => tf!("{article}, {by}"),
    }
}

fn by(state: &State, author: &str) -> String {
    let mut known = state.header().annotators.iter();
    let name = known.find(|annotator| annotator.id == author);
    match name.map_or(author, |annotator| &annotator.name) {
        "" => String::new(),
        name => tf!("by {}", labels::brief(name)),
    }
}

fn article(state: &State, id: &DocumentId) -> String {
    let document = state.document(id);
    document.map_or_else(String::new, labels::article_name)
}

fn relation(state: &State, relation: &Relation) -> String {
    let kind = state.schema().relation(&relation.kind);
    let kind = kind.map_or(&relation.kind, |kind| &kind.title);
    let from = mark(state, &relation.from);
    tf!(
        "{from} · {} · {}",
        labels::brief(kind),
        end(state, &relation.to)
    )
}

fn mark(state: &State, id: &AnnotationId) -> String {
    let own = state.annotation(id);
    own.map_or_else(String::new, |own| labels::snippet(state, own, 40))
}

fn end(state: &State, to: &Target) -> String {
    match to {
        Target::Annotation(id) => mark(state, id),
        Target::Cluster(id) => cluster(state, id.as_str()),
    }
}

fn cluster(state: &State, id: &str) -> String {
    let own = state.cluster(&id.into());
    own.map_or_else(String::new, |own| labels::brief(&own.record().name))
}

fn field(state: &State, conflict: &Conflict) -> String {
    const FIELDS: [(&str, &str); 18] = [
        ("label", "Label"),
        ("fragments", "Place"),
        ("note", "Note"),
        ("created", "Made"),
        ("title", "Title"),
        ("outlet", "Outlet"),
        ("url", "Address"),
        ("published", "Published"),
        ("language", "Language"),
        ("direction", "Direction"),
        ("boilerplate", "Boilerplate"),
        ("name", "Name"),
        ("type", "Kind"),
        ("value", "Value"),
        ("from", "From"),
        ("to", "To"),
        ("attributes", "Attributes"),
        ("author", "By"),
    ];
    let name = match &conflict.field {
        Field::Cluster => return "Cluster".to_owned(),
        Field::Own(name) => {
            let known = FIELDS.iter().find(|(known, _)| known == name);
            return labels::brief(known.map_or(name.as_str(), |(_, title)| title));
        }
        Field::Attribute(name) => name,
    };
    let kinds = match &conflict.subject {
        Subject::Annotation(id) => {
            let layer = state.annotation(id).map(Annotation::layer);
            let layer = layer.and_then(|layer| state.schema().layer(layer));
            layer.map_or(&[][..], |layer| &layer.attributes)
        }
        Subject::Cluster(_) => &state.schema().cluster_attributes,
        Subject::Document(_) | Subject::Relation(_) => &[],
    };
    let kind = kinds.iter().find(|kind| kind.name == *name);
    labels::brief(kind.map_or(name, |kind| &kind.title))
}

fn value(state: &State, conflict: &Conflict, choice: &Choice) -> String {
    let value = match &choice.value {
        None | Some(Value::Null) => return "Nothing".to_owned(),
        Some(value) => value,
    };
    let known = match (&conflict.field, &conflict.subject) {
        (Field::Own(name), subject) => own(state, subject, name, value),
        (Field::Cluster, _) => value.as_str().map(|id| cluster(state, id)),
        (Field::Attribute(_), _) => None,
    };
    known.unwrap_or_else(|| match value {
        Value::String(text) => labels::cut(text, labels::LONG),
        Value::Bool(true) => "Yes".to_owned(),
        Value::Bool(false) => "No".to_owned(),
        other => clip(&other.to_string()),
    })
}

/// A value in words, for fields that have a type of their own.
fn own(state: &State, subject: &Subject, name: &str, value: &Value) -> Option<String> {
    Some(match (name, subject) {
        ("label", _) => labels::brief(state.schema().title(value.as_str()?)),
        ("fragments", Subject::Annotation(id)) => {
            let mut shown = state.annotation(id)?.clone();
            shown.fragments = Vec::<Fragment>::from_json(value.clone()).ok()?;
            let extent = shown.extent();
            let words = labels::snippet(state, &shown, MAX_SNIPPET_CHARS);
            tf!("{words} ({}–{})", extent.start, extent.end)
        }
        ("published", _) => {
            let published = Published::from_json(value.clone()).ok()?;
            match published.note.as_str() {
                "" => labels::brief(&published.in_words()),
                note => labels::brief(&tf!("{}: {note}", published.in_words())),
            }
        }
        ("boilerplate", _) => {
            let spans = Vec::<Span>::from_json(value.clone()).ok()?;
            let long: usize = spans.iter().map(|span| span.end - span.start).sum();
            format!(
                "{}, {}",
                labels::count(spans.len(), "range"),
                labels::count(long, "character")
            )
        }
        ("type", _) => {
            let kind = state.schema().relation(value.as_str()?)?;
            labels::brief(&kind.title)
        }
        ("from", _) => mark(state, &value.as_str()?.into()),
        ("to", _) => end(state, &Target::from_json(value.clone()).ok()?),
        _ => return None,
    })
}

/// The annotation that a conflict is about, if it is about one.
fn annotation(conflict: &Conflict) -> Option<AnnotationId> {
    match &conflict.subject {
        Subject::Annotation(id) => Some(id.clone()),
        _ => None,
    }
}
