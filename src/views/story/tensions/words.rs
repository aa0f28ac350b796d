//! In what two claims differ, and what becomes of them, in words.

use crate::desk::labels;
use crate::ui::sentence::{t, tf};
use postil_core::state::State;
use postil_story::tensions::{Outcome, Reason};
use postil_story::words;

/// Code points of what one side has.
const MOST: usize = 120;

/// In what two claims differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Differs {
    /// What the two have, the claim that was published first before the other; empty if one denies what the other says.
    pub sides: Option<(String, String)>,
    /// Whether these are words of the articles.
    pub is_quoted: bool,
    /// What it is.
    pub what: String,
}

/// The place of a reason among others, the most telling one first.
pub fn rank(reason: &Reason) -> usize {
    match reason {
        Reason::Number { .. } => 0,
        Reason::Polarity { .. } => 1,
        Reason::Status { .. } => 2,
        Reason::Certainty { .. } => 3,
        Reason::Agent { .. } => 4,
        Reason::Time { .. } => 5,
    }
}

/// In what two claims differ; `is_turned`: the second one of the tension comes first.
pub fn differs(state: &State, reason: &Reason, is_turned: bool) -> Differs {
    let of = |of: &str| labels::cut_at_word(&labels::line(of), MOST);
    let what = match reason {
        Reason::Number { is_exclusive, .. } => match is_exclusive {
            true => t!("Numbers that exclude one another").to_owned(),
            false => t!("Numbers that differ, and can both be right").to_owned(),
        },
        Reason::Polarity { of: event } => tf!("“{}”", of(event)),
        Reason::Status { of: event, .. } => tf!("Status of “{}”", of(event)),
        Reason::Certainty { .. } => t!("How certain it is").to_owned(),
        Reason::Agent { of: event, .. } => tf!("Who does it: “{}”", of(event)),
        Reason::Time { of: event, .. } => tf!("When it is: “{}”", of(event)),
    };
    let (one, other) = match reason {
        Reason::Status { one, other, .. } => (status(one).to_owned(), status(other).to_owned()),
        Reason::Time { one, other, .. } => (words::when(one), words::when(other)),
        Reason::Agent { one, other, .. } => (labels::few(one), labels::few(other)),
        other => {
            let (one, other) = other.sides(state);
            (of(&one), of(&other))
        }
    };
    let sides = if is_turned {
        (other, one)
    } else {
        (one, other)
    };
    Differs {
        sides: (!matches!(reason, Reason::Polarity { .. })).then_some(sides),
        is_quoted: matches!(reason, Reason::Number { .. }),
        what,
    }
}

/// How real an event is: the attribute `realis`.
fn status(realis: &str) -> &str {
    match realis {
        "actual" => t!("has happened"),
        "future" => t!("is to come"),
        "hypothetical" => t!("is possible"),
        "generic" => t!("happens in general"),
        other => other,
    }
}

/// What becomes of a tension, as a title.
pub fn outcome(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Update => "Update".to_owned(),
        Outcome::OnlyApparent => t!("Only apparent").to_owned(),
        Outcome::Real => "Real".to_owned(),
        Outcome::Open => "Open".to_owned(),
        Outcome::Contradiction => "Contradicts".to_owned(),
        Outcome::Other(name) => labels::brief(name),
    }
}

/// What an outcome means.
pub fn meaning(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Update => t!("Both were right in their time"),
        Outcome::OnlyApparent => t!("They speak of different things"),
        Outcome::Real => t!("Those who say them disagree"),
        Outcome::Open => t!("The articles do not tell"),
        Outcome::Contradiction | Outcome::Other(_) => "",
    }
}
