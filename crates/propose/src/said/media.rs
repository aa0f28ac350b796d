//! Media that carry what others said.

use super::Speaker;
use super::cue::Form;
use super::language::has;
use super::phrase::{self, is_free};
use super::refer::{Named, resolve};
use super::report::{Report, is_media, speaker};
use super::scene::Scene;

/// Maximum number of words between a verb and whom something is told.
const TO_TOLD: usize = 14;
/// Media whose cue is worth this much less carry nothing.
const TOO_FAR: usize = 30;

/// The media that carried what a report says, from the speaker on.
pub(super) fn via(scene: &Scene<'_>, report: &Report, all: &[Report]) -> Vec<Speaker> {
    let mut found = Vec::new();
    let mut add = |named: &Named| {
        let one = speaker(scene, named);
        if *named != report.who.named && !found.contains(&one) {
            found.push(one);
        }
    };
    if report.is_media {
        return found;
    }
    if let Some(told) = told(scene, report) {
        add(&told);
    }
    for other in all {
        if other.is_media && other.worth_less < TOO_FAR && other.form != Form::Citing {
            add(&other.who.named);
        }
    }
    if report.form == Form::Citing
        && let Some(carrier) = carrier(scene, report)
    {
        add(&carrier);
    }
    found
}

/// Whom a speaker told it: “told TASS”, “in an interview with TASS”.
fn told(scene: &Scene<'_>, report: &Report) -> Option<Named> {
    if matches!(report.form, Form::Source | Form::Citing) {
        return None;
    }
    let sentence = scene.sentence_of(report.cue.start);
    let stops = |at: &usize| {
        scene.in_extent(*at)
            || scene.token(*at).is_none_or(|t| t.is_quoted)
            || matches!(scene.raw(*at), ";" | ":")
    };
    let after = report.cue.end..sentence.end.min(report.cue.end + TO_TOLD);
    let past = after.clone().find(stops).unwrap_or(after.end);
    // “X welcomed the plan in an interview with TASS”.
    let beyond = scene.token_from(scene.extent.end).max(past);
    let beyond = beyond..sentence.end.min(beyond + TO_TOLD);
    let is_teller = |at: usize| {
        let word = scene.word(at);
        has(scene.language.utterances, word)
            || matches!(
                word,
                "told" | "spoke" | "speaking" | "talked" | "talking" | "sent" | "said"
            )
    };
    // “X, in an interview with TASS, said”.
    let between = report.named.end.min(report.cue.start)..report.cue.start;
    let told_at = |at: usize| {
        let is_told = at == report.cue.start
            && matches!(scene.word(at), "told" | "tells" | "telling" | "informed");
        let tells = || at == report.cue.end || (at.saturating_sub(3)..at).any(is_teller);
        if !(is_told || (scene.is(at, scene.language.to) && tells())) {
            return None;
        }
        let found = phrase::after(scene, at + 1)?;
        let near = found.tokens.start <= at + 8 && found.tokens.start > at;
        let who = near.then(|| resolve(scene, &found)).flatten()?;
        let whole = match &who.named {
            Named::Mention(index) => scene
                .placed
                .iter()
                .find(|m| m.index == *index)
                .is_none_or(|m| is_free(scene, m)),
            Named::Words(..) => false,
        };
        (whole && is_media(scene, &who.named)).then_some(who.named)
    };
    let mut places = (report.cue.start..past).chain(between).chain(beyond);
    places.find_map(told_at)
}

/// Who cites: “TASS quoted X as saying”.
fn carrier(scene: &Scene<'_>, report: &Report) -> Option<Named> {
    let sentence = scene.sentence_of(report.cue.start);
    let found = phrase::before(scene, sentence.start, report.cue.start)
        .or_else(|| phrase::main(scene, report.cue.end, sentence.end))?;
    let who = resolve(scene, &found)?;
    is_media(scene, &who.named).then_some(who.named)
}
