//! A speaker as it is proposed.

use super::Kind;
use std::ops::Range;

/// One who may have said a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub speaker: Speaker,
    /// The media that carried the words, from the one that heard the speaker to the one that the
    /// article names last: TASS in “X told TASS” and in “TASS reported that X said”. Empty if none is
    /// named.
    pub via: Vec<Speaker>,
    /// Why.
    pub reason: Reason,
    /// The code points of the words that report the claim: “said”, “according to”. None where only
    /// nearness speaks for the candidate.
    pub cue: Option<Range<usize>>,
    /// The code points of the words that stand for the speaker beside the cue, where they are others
    /// than those of the speaker: “she”, “the ministry”.
    pub through: Option<Range<usize>>,
}

/// Words that name a speaker, or media.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// A mention, by its [`Mention::key`](super::Mention::key).
    Marked(u32),
    /// Words that are not marked.
    Unmarked {
        /// Their code points.
        range: Range<usize>,
        /// What they are likely to name.
        kind: Kind,
    },
}

/// Why a candidate may have said a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The subject before a verb: “X said that …”, “…, X said”.
    Subject,
    /// The subject after a verb: “…, said X”.
    Inverted,
    /// After a preposition: “according to X”, “in the words of X”.
    Source,
    /// Of a noun: “X’s statement that …”, “a statement by X”.
    Noun,
    /// Of a passive: “X was quoted as saying”, “as was announced by X”.
    Passive,
    /// Before or after the colon or dash of a headline: “X: …”, “… – X”.
    Headline,
    /// Whom a pronoun stands for that is the subject: “she added”.
    Pronoun,
    /// What a description stands for that is the subject: “the ministry said”.
    Description,
    /// The speaker of the sentence or quotation that the claim continues.
    Continued,
    /// The subject of the clause that the claim is a part of, without words that report.
    Doer,
    /// Named near the claim.
    Near,
}
