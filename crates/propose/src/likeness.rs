//! How alike two mentions are, and why.

mod circumstances;
mod compare;
mod countries;
mod deeds;
mod form;
mod happening;
mod index;
mod letters;
mod lexicon;
mod parts;
mod sentence;
mod sort;
mod stem;
mod symbols;
mod tokens;

pub(crate) use circumstances::Circumstances;
pub(crate) use compare::{Match, compare, conflict, first_names_agree, has_year};
pub(crate) use form::{Form, Kind};
pub(crate) use happening::{Happening, Weights, happening};
pub(crate) use index::Entry;
pub use index::Index;
pub(crate) use letters::latin;
pub(crate) use lexicon::is_title;
pub(crate) use sort::Sort;
pub(crate) use symbols::{Symbol, Symbols};

/// What makes two mentions alike. It has no words of a language: the page has those.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The same words, apart from case, accents as they are encoded, and quotation marks.
    SameWords,
    /// The same name, apart from titles, articles and what a company is: “Foreign Minister Sergey
    /// Lavrov” and “Sergey Lavrov”, “Apple Inc.” and “Apple”.
    SameName,
    /// It is one of the aliases of the cluster.
    Alias,
    /// One is the first letters of the other: “IS-KP” and “Islamic State Khorasan Province”.
    Acronym,
    /// The same name in another script: “Кабулов” and “Kabulov”.
    Transliterated,
    /// Nearly the same letters: “Muttaqi” and “Mottaqi”.
    SpelledAlike,
    /// A country and what or who is of it: “Russia” and “Russian”.
    Demonym,
    /// One name is part of the other: “Lavrov” and “Sergey Lavrov”.
    PartOfName,
    /// A description names the other: “the envoy Zamir Kabulov”.
    Described,
    /// The same main word, in whichever form: “the removal” and “remove the Taliban”.
    SameHead,
    /// Words in common that are rare in the project.
    SharedWords,
    /// The same take part, or are named beside it.
    SharedParticipants,
    /// The same date.
    SameDate,
    /// It stands for what was named last in the document: “he”, “the company”.
    NamedBefore,
    /// One stands beside the other: “the envoy, Zamir Kabulov”.
    Apposition,
}

/// How alike two mentions are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Likeness {
    /// From 0.0 for nothing in common to 1.0 for the same words; an estimate of how likely two such
    /// mentions mean one thing, and no more than that.
    pub score: f64,
    /// Why, the strongest first; empty with a score of 0.
    pub reasons: Vec<Reason>,
}

/// The least score with which a mention *likely* belongs to a cluster.
pub const LIKELY: f64 = 0.6;

#[cfg(test)]
mod tests;
