//! Reasons for proposing a pair of claims.

use crate::when::When;
use postil_core::model::AnnotationId;
use postil_core::state::State;

/// In what two claims differ.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// They give other numbers.
    Number {
        /// The mark of the number in the one claim.
        one: AnnotationId,
        /// The mark of the number in the other.
        other: AnnotationId,
        /// Whether only one of them can be right.
        is_exclusive: bool,
    },
    /// One denies what the other says.
    Polarity {
        /// The event, or the word that both have.
        of: String,
    },
    /// For one it has happened, for the other it has not.
    Status {
        /// The name of the event.
        of: String,
        /// The `realis` of the one.
        one: String,
        /// The `realis` of the other.
        other: String,
    },
    /// They say the same with other certainty.
    Certainty {
        /// That of the one.
        one: String,
        /// That of the other.
        other: String,
    },
    /// Other people or bodies do it.
    Agent {
        /// The name of the event.
        of: String,
        /// Names of those who do it for the one.
        one: Vec<String>,
        /// Names of those who do it for the other.
        other: Vec<String>,
    },
    /// It was on other days.
    Time {
        /// The name of the event.
        of: String,
        /// The days of the one.
        one: When,
        /// The days of the other.
        other: When,
    },
}

/// In what two claims agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Agreed {
    pub on_number: bool,
    pub on_polarity: bool,
    pub on_agent: bool,
}

impl Agreed {
    /// In what one of the two agrees.
    pub fn and(self, other: Self) -> Self {
        Self {
            on_number: self.on_number || other.on_number,
            on_polarity: self.on_polarity || other.on_polarity,
            on_agent: self.on_agent || other.on_agent,
        }
    }

    /// Whether it is in what a reason says that they differ in.
    pub fn covers(self, reason: &Reason) -> bool {
        match reason {
            Reason::Number { .. } => self.on_number,
            Reason::Polarity { .. } => self.on_polarity,
            Reason::Agent { .. } => self.on_agent,
            Reason::Status { .. } | Reason::Certainty { .. } | Reason::Time { .. } => false,
        }
    }
}

impl Reason {
    /// Its place among the reasons, the most telling one first.
    pub(super) fn rank(&self) -> usize {
        match self {
            Self::Number { .. } => 0,
            Self::Polarity { .. } => 1,
            Self::Status { .. } => 2,
            Self::Certainty { .. } => 3,
            Self::Agent { .. } => 4,
            Self::Time { .. } => 5,
        }
    }

    /// The same with its sides exchanged.
    pub(super) fn turned(self) -> Self {
        match self {
            Self::Number {
                one,
                other,
                is_exclusive,
            } => Self::Number {
                one: other,
                other: one,
                is_exclusive,
            },
            Self::Polarity { of } => Self::Polarity { of },
            Self::Status { of, one, other } => Self::Status {
                of,
                one: other,
                other: one,
            },
            Self::Certainty { one, other } => Self::Certainty {
                one: other,
                other: one,
            },
            Self::Agent { of, one, other } => Self::Agent {
                of,
                one: other,
                other: one,
            },
            Self::Time { of, one, other } => Self::Time {
                of,
                one: other,
                other: one,
            },
        }
    }

    /// The word for it in tables.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Number { .. } => "number",
            Self::Polarity { .. } => "polarity",
            Self::Status { .. } => "status",
            Self::Certainty { .. } => "certainty",
            Self::Agent { .. } => "agent",
            Self::Time { .. } => "time",
        }
    }

    /// What the two sides have, in words; empty for [`Reason::Polarity`].
    pub fn sides(&self, state: &State) -> (String, String) {
        let quote = |id| {
            state
                .annotation(id)
                .map(|mark| state.quote(mark))
                .unwrap_or_default()
        };
        match self {
            Self::Number { one, other, .. } => (quote(one), quote(other)),
            Self::Status { one, other, .. } | Self::Certainty { one, other } => {
                (one.clone(), other.clone())
            }
            Self::Polarity { .. } => Default::default(),
            Self::Agent { one, other, .. } => (one.join(", "), other.join(", ")),
            Self::Time { one, other, .. } => (one.to_string(), other.to_string()),
        }
    }
}
