//! Words that report: verbs, “according to”, “citing”.

use std::ops::Range;

/// How a cue has its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As the subject: “X said”.
    Verb,
    /// As the subject of the clause before: “X left, saying …”.
    Participle,
    /// After “by”, which begins at this token: “was announced by X”.
    Agent(usize),
    /// As the subject of a passive: “X was quoted as saying”.
    Quoted,
    /// After it: “according to X”.
    Source,
    /// As its object: “citing X”, “quoted X as saying”.
    Citing,
    /// As the owner or the agent of a noun: “X’s statement that”.
    Noun,
}

/// Words that report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    pub(super) form: Form,
    /// Whether it often does not report.
    pub(super) is_weak: bool,
}
