//! What a cue says about the speaker.

use super::cue::{Cue, Form};
use super::language::has;
use super::refer::{Named, Who, resolve, subject};
use super::scene::Scene;
use super::{Kind, Mention, Reason, Speaker};
use std::ops::Range;

/// Someone whom words around the claim name as its speaker.
#[derive(Clone, Debug)]
pub(super) struct Report {
    /// How much less likely than a cue beside the claim.
    pub(super) worth_less: usize,
    pub(super) who: Who,
    pub(super) reason: Reason,
    /// The tokens of the cue.
    pub(super) cue: Range<usize>,
    pub(super) form: Form,
    pub(super) is_media: bool,
    /// The tokens that name the subject.
    pub(super) named: Range<usize>,
}

/// What a cue says, if its subject is known.
pub(super) fn report(scene: &Scene<'_>, cue: &Cue, worth_less: usize) -> Option<Report> {
    let (phrase, reason) = subject(scene, cue)?;
    let who = resolve(scene, &phrase)?;
    let is_media = is_media(scene, &who.named);
    Some(Report {
        worth_less,
        who,
        reason,
        cue: cue.tokens.clone(),
        form: cue.form,
        is_media,
        named: phrase.tokens,
    })
}

/// Someone as candidates have them.
pub(super) fn speaker(scene: &Scene<'_>, named: &Named) -> Speaker {
    match named {
        Named::Mention(index) => {
            Speaker::Marked(scene.mentions.get(*index).map_or(0, |mention| mention.key))
        }
        Named::Words(tokens, kind) => Speaker::Unmarked {
            range: scene.code_points(tokens),
            kind: *kind,
        },
    }
}

/// Whether two are known to be one thing: mentions of one cluster, or that read the same.
pub(super) fn is_same(scene: &Scene<'_>, one: &Named, other: &Named) -> bool {
    let mention = |named: &Named| match named {
        Named::Mention(index) => scene.mentions.get(*index),
        Named::Words(..) => None,
    };
    match (mention(one), mention(other)) {
        (Some(one), Some(other)) => {
            let words = |mention: &Mention| scene.text.slice(mention.range.clone());
            (one.cluster.is_some() && one.cluster == other.cluster) || words(one) == words(other)
        }
        _ => one == other,
    }
}

/// Whether what is named is a paper, a channel or an agency.
pub(super) fn is_media(scene: &Scene<'_>, named: &Named) -> bool {
    match named {
        Named::Mention(index) => scene
            .mentions
            .get(*index)
            .is_some_and(|mention| mention_is_media(scene, mention)),
        Named::Words(_, kind) => *kind == Kind::Media,
    }
}

fn mention_is_media(scene: &Scene<'_>, mention: &Mention) -> bool {
    let is_outlet = || {
        let text = scene.text.slice(mention.range.clone()).to_lowercase();
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words.any(|word| has(scene.language.media, word) || has(scene.language.outlets, word))
    };
    match mention.kind {
        Kind::Media => true,
        Kind::Organization | Kind::Unknown => is_outlet(),
        Kind::Person | Kind::Group | Kind::Place => false,
    }
}
