//! How alike two events or claims are, by their words and by what is around them.

use super::Reason;
use super::circumstances::Circumstances;
use super::compare::common;
use super::form::Form;
use super::index::Index;
use super::symbols::Symbol;

/// An event or a claim.
pub(crate) struct Happening<'a> {
    pub(crate) form: &'a Form,
    /// The stems of its sentence, ascending.
    pub(crate) sentence: &'a [Symbol],
    pub(crate) circumstances: &'a Circumstances,
    /// The weights of the stems of its words, and of its sentence, together.
    pub(crate) weighs: (f64, f64),
}

/// How rare words are.
pub(crate) struct Weights<'a> {
    index: &'a Index,
    layer: Symbol,
}

impl<'a> Weights<'a> {
    /// The weights of the words of a layer.
    pub(crate) fn of(index: &'a Index, layer: Symbol) -> Self {
        Self { index, layer }
    }

    fn word(&self, stem: Symbol) -> f64 {
        self.index.weight(self.layer, stem)
    }

    fn around(&self, stem: Symbol) -> f64 {
        self.index.around(stem).1
    }

    /// The weights of all stems of a form and of a sentence.
    pub(crate) fn all(&self, form: &Form, sentence: &[Symbol]) -> (f64, f64) {
        (
            form.stems.iter().map(|stem| self.word(*stem)).sum(),
            sentence.iter().map(|stem| self.around(*stem)).sum(),
        )
    }
}

/// How alike two events or claims are, with the reasons, the strongest first. It does not depend on which
/// comes first.
///
/// A sum of what speaks for them, set by hand on half of MEANTIME: the same main word, words in common,
/// words in common of the sentences, the same participants, the same date, the same document. Different
/// dates speak against them, and what says nothing by itself, such as “said”, is no main word.
pub(crate) fn happening(
    one: &Happening,
    other: &Happening,
    same_document: bool,
    weights: &Weights,
) -> (f64, Vec<Reason>) {
    let (a, b) = (one.form, other.form);
    let same_deed = a.deed.is_some() && a.deed == b.deed;
    if !same_deed && common(&a.stems, &b.stems).next().is_none() {
        return (0.0, Vec::new());
    }
    let same_date = one.circumstances.same_date(other.circumstances);
    if same_date == Some(false) {
        return (0.0, Vec::new());
    }
    let same_words = a.whole == b.whole;
    let weighs: f64 = common(&a.stems, &b.stems)
        .map(|stem| weights.word(stem))
        .sum();
    let words = cosine(weighs, one.weighs.0, other.weighs.0);
    // One word says less than several.
    let specific = ((weighs - 0.8) / 2.0).clamp(0.0, 1.0);
    let around = common(one.sentence, other.sentence).map(|stem| weights.around(stem));
    // Two events of one sentence have the same words around them without being one.
    let sentence = match same_document && one.sentence == other.sentence {
        true => 0.0,
        false => cosine(around.sum(), one.weighs.1, other.weighs.1),
    };
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

/// What is in common over the geometric mean of both: the cosine of vectors of the roots of the weights.
fn cosine(both: f64, one: f64, other: f64) -> f64 {
    if both > 0.0 {
        both / (one * other).sqrt()
    } else {
        0.0
    }
}
