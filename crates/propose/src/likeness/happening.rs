//! How alike two events or claims are, by their words and by what is around them.

use super::Reason;
use super::around::Circumstances;
use super::compare::{common, overlap};
use super::form::Form;
use super::symbols::Symbol;

/// An event or a claim.
pub(crate) struct Happening<'a> {
    pub(crate) form: &'a Form,
    /// The stems of its sentence, ascending.
    pub(crate) sentence: &'a [Symbol],
    pub(crate) circumstances: &'a Circumstances,
}

/// How alike two events or claims are, with the reasons, the strongest first. It does not depend on which
/// comes first. `weight` says how rare a word is in quotes, `around` how rare it is in sentences.
///
/// A sum of what speaks for them, set by hand on half of MEANTIME: the same main word, words in common,
/// words in common of the sentences, the same participants, the same date, the same document. Different
/// dates speak against them, and what says nothing by itself, such as “said”, is no main word.
pub(crate) fn happening(
    one: &Happening,
    other: &Happening,
    same_document: bool,
    weight: &dyn Fn(Symbol) -> f64,
    around: &dyn Fn(Symbol) -> f64,
) -> (f64, Vec<Reason>) {
    let (a, b) = (one.form, other.form);
    let same_date = one.circumstances.same_date(other.circumstances);
    if same_date == Some(false) {
        return (0.0, Vec::new());
    }
    let same_words = a.whole == b.whole;
    let same_deed = a.deed.is_some() && a.deed == b.deed;
    let both = common(&a.stems, &b.stems);
    if both.is_empty() && !same_deed {
        return (0.0, Vec::new());
    }
    let words = overlap(&a.stems, &b.stems, weight);
    let weighs: f64 = both.iter().map(|word| weight(*word)).sum();
    // One word says less than several.
    let specific = ((weighs - 0.8) / 2.0).clamp(0.0, 1.0);
    let sentence = overlap(one.sentence, other.sentence, around);
    let participants = one.circumstances.shared(other.circumstances);
    let mut parts = vec![
        (0.62 * words * specific, Reason::SharedWords),
        (0.38 * (sentence / 0.3).min(1.0), Reason::SharedWords),
        (0.12 * participants, Reason::SharedParticipants),
    ];
    if same_deed {
        let equal = a.head == b.head;
        parts.push((if equal { 0.3 } else { 0.2 }, Reason::SameHead));
        if same_document {
            parts.push((0.22, Reason::SameHead));
        }
    }
    if same_date == Some(true) {
        parts.push((0.12, Reason::SameDate));
    }
    let score: f64 = parts.iter().map(|(part, _)| part).sum();
    parts.retain(|(part, _)| *part >= 0.08);
    parts.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut reasons: Vec<Reason> = Vec::new();
    if same_words {
        reasons.push(Reason::SameWords);
    }
    for (_, reason) in parts {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    (score.min(0.99), reasons)
}
