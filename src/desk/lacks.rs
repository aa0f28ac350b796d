//! What is lacking, in words.

use super::labels;
use crate::ui::sentence::{t, tf};
use postil_core::codebook::{Found, Lack, Subject};
use postil_core::model::schema::{AttributeKind, AttributeType};
use postil_core::model::{Schema, label_layer};
use postil_core::state::State;

/// The kinds of what is lacking, as a person may choose between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something is required and not there.
    Missing,
    /// A name or a value is not in the codebook.
    Unknown,
    /// A value or an end of a relation is of the wrong kind.
    Wrong,
    /// The meaning of the label has changed.
    Changed,
}

impl Kind {
    /// All, in the order of lists.
    pub const ALL: [Self; 4] = [Self::Missing, Self::Unknown, Self::Wrong, Self::Changed];

    /// The kind of what is lacking.
    pub fn of(lack: &Lack) -> Self {
        match lack {
            Lack::MissingAttribute(_) | Lack::MissingRelation(_) => Self::Missing,
            Lack::UnknownLayer(_)
            | Lack::UnknownLabel(_)
            | Lack::UnknownAttribute(_)
            | Lack::UnlistedValue { .. }
            | Lack::UnknownRelation(_) => Self::Unknown,
            Lack::WrongKind { .. } | Lack::WrongStart { .. } | Lack::WrongEnd { .. } => Self::Wrong,
            Lack::ToCheck(_) => Self::Changed,
        }
    }

    /// Its name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Missing => t!("Required"),
            Self::Unknown => t!("Not in the codebook"),
            Self::Wrong => t!("Wrong value or end"),
            Self::Changed => t!("Changed meaning"),
        }
    }
}

/// Names are cut to this many code points within a sentence.
const NAME_CHARS: usize = 60;

/// What is lacking, as a short sentence without a full stop: `Date is required`.
pub fn words(state: &State, found: &Found) -> String {
    let schema = state.schema();
    let label = match &found.subject {
        Subject::Mark(id) => state.annotation(id).map(|mark| mark.label.as_str()),
        Subject::Relation(_) | Subject::Cluster(_) => None,
    };
    let attribute = |name: &str| name_of_attribute(schema, label, &found.subject, name);
    let relation = |name: &str| {
        let known = schema.relation(name).map(|kind| kind.title.as_str());
        short(known.filter(|title| !title.is_empty()).unwrap_or(name))
    };
    let title = |label: &str| short(schema.title(label));
    match &found.lack {
        Lack::UnknownLayer(name) => tf!("Layer “{}” is not in the codebook", short(name)),
        Lack::UnknownLabel(name) => tf!("Label “{}” is not in the codebook", short(name)),
        Lack::MissingAttribute(name) => tf!("{} is required", attribute(name)),
        Lack::UnknownAttribute(name) => {
            tf!(
                "Attribute “{}” is not in the codebook for this",
                short(name)
            )
        }
        Lack::UnlistedValue {
            attribute: name,
            value,
        } if name.is_empty() => {
            let kind = match &found.subject {
                Subject::Relation(id) => state.relation(id).map(|one| relation(&one.kind)),
                Subject::Mark(_) | Subject::Cluster(_) => None,
            };
            let kind = kind.unwrap_or_default();
            tf!("{kind}: “{}” is not among the values", short(value))
        }
        Lack::UnlistedValue {
            attribute: name,
            value,
        } => {
            tf!(
                "{}: “{}” is not among the values",
                attribute(name),
                short(value)
            )
        }
        Lack::WrongKind {
            attribute: name,
            expected,
            value,
        } => {
            let expected = expectation(*expected);
            tf!("{}: “{}” is not {expected}", attribute(name), short(value))
        }
        Lack::UnknownRelation(name) => tf!("Relation “{}” is not in the codebook", short(name)),
        Lack::WrongStart { kind, label } => {
            tf!("{} cannot start at {}", relation(kind), title(label))
        }
        Lack::WrongEnd { kind, label } => {
            tf!("{} cannot end at {}", relation(kind), title(label))
        }
        Lack::MissingRelation(name) => tf!("Relation {} is required", relation(name)),
        Lack::ToCheck(version) => {
            tf!("The meaning of the label changed with version {version} of the codebook")
        }
    }
}

fn short(name: &str) -> String {
    labels::cut(&labels::line(name), NAME_CHARS)
}

fn expectation(kind: AttributeKind) -> &'static str {
    match kind {
        AttributeKind::Text => t!("a text"),
        AttributeKind::Choice => t!("one of the values"),
        AttributeKind::Choices => t!("a list of values"),
        AttributeKind::Flag => t!("yes or no"),
        AttributeKind::Date => t!("a date"),
        AttributeKind::Number => t!("a number"),
        AttributeKind::Link => t!("the address of a web page"),
    }
}

fn name_of_attribute(
    schema: &Schema,
    label: Option<&str>,
    subject: &Subject,
    name: &str,
) -> String {
    let listed: &[AttributeType] = match (subject, label) {
        (Subject::Cluster(_), _) => &schema.cluster_attributes,
        (_, Some(label)) => schema
            .layer(label_layer(label))
            .map_or(&[], |layer| layer.attributes.as_slice()),
        _ => &[],
    };
    let known = listed.iter().find(|attribute| attribute.name == name);
    let title = known.map(|attribute| attribute.title.as_str());
    short(title.filter(|title| !title.is_empty()).unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::{Kind, words};
    use postil_core::codebook::{Found, Lack, Subject};
    use postil_core::model::schema::AttributeKind;
    use postil_core::model::{Annotation, Document, DocumentMeta, Fragment, Project, Schema};
    use postil_core::state::State;

    fn state() -> State {
        let mut project = Project {
            schema: Schema::bundled(),
            ..Project::default()
        };
        let meta = DocumentMeta::new("d".into(), "Ann");
        project
            .documents
            .push(Document::new(meta, "Ann left on Monday."));
        let fragment = Fragment::new(12..18);
        let mark = Annotation::new(
            "a".into(),
            "d".into(),
            "entity.date".to_owned(),
            vec![fragment],
        );
        project.annotations.push(mark);
        State::open(project).expect("it fits")
    }

    #[test]
    fn what_is_lacking_is_said_with_the_titles_of_the_codebook() {
        let state = state();
        let of_mark = |lack| {
            let found = Found {
                subject: Subject::Mark("a".into()),
                lack,
            };
            words(&state, &found)
        };
        assert_eq!(
            of_mark(Lack::MissingAttribute("value".to_owned())),
            "Date is required"
        );
        assert_eq!(
            of_mark(Lack::MissingRelation("via".to_owned())),
            format!(
                "Relation {} is required",
                state.schema().relation("via").expect("it is bundled").title
            )
        );
        let wrong = Lack::WrongKind {
            attribute: "odd".to_owned(),
            expected: AttributeKind::Number,
            value: "many".to_owned(),
        };
        assert_eq!(Kind::of(&wrong), Kind::Wrong);
        assert_eq!(of_mark(wrong), "odd: “many” is not a number");
        assert_eq!(
            of_mark(Lack::UnknownLabel("entity.x\ny".to_owned())),
            "Label “entity.x y” is not in the codebook"
        );
    }
}
