//! What sort of thing a label is for, as far as its name tells.

use postil_core::model::label_layer;

/// What sort of thing a label is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// People.
    Person,
    /// Times: the same words mean different days in different documents.
    Date,
    /// Numbers and sums, which are not one thing because they are equal.
    Number,
    /// Something that happens or is said: it has a main word, and no name.
    Happening,
    /// Anything else that has a name.
    Thing,
    /// A layer alone.
    Any,
}

impl Sort {
    /// The sort of a label, by its name. O(length).
    pub(crate) fn of(label: &str) -> Self {
        let layer = label_layer(label).to_lowercase();
        let name = label.rsplit('.').next().unwrap_or_default().to_lowercase();
        match name.as_str() {
            "person" | "per" | "pers" | "people" | "persons" | "human" | "politician"
            | "speaker" => Self::Person,
            "date" | "time" | "timex" | "timex3" | "datetime" => Self::Date,
            "number" | "money" | "percent" | "percentage" | "quantity" | "cardinal" | "ordinal"
            | "amount" | "duration" => Self::Number,
            _ if matches!(
                layer.as_str(),
                "event"
                    | "events"
                    | "claim"
                    | "claims"
                    | "action"
                    | "statement"
                    | "opinion"
                    | "trigger"
            ) =>
            {
                Self::Happening
            }
            _ if layer == name => Self::Any,
            _ => Self::Thing,
        }
    }
}
