//! Media that carry what others said.

use super::Speaker;
use super::cue::Form;
use super::phrase::{self, is_free};
use super::refer::{Named, resolve};
use super::report::{Report, is_media, is_same, speaker};
use super::scene::Scene;

/// Maximum number of words between a verb and whom something is told.
const TO_TOLD: usize = 14;
/// Media whose cue is worth this much less carry nothing.
const TOO_FAR: usize = 30;

/// The media that carried what a report says, from the speaker on.
pub(super) fn via(scene: &Scene<'_>, report: &Report, all: &[Report]) -> Vec<Speaker> {
    let mut found: Vec<&Named> = Vec::new();
    let told = told(scene, report);
    let carrier = carrier(scene, report);
    let others = |cited: bool| {
        let near = move |other: &&Report| {
            other.is_media && other.worth_less < TOO_FAR && (other.form == Form::Citing) == cited
        };
        all.iter().filter(near).map(|other| &other.who.named)
    };
    let mut all: Vec<&Named> = Vec::new();
    if !report.is_media {
        // Those who are cited heard it before those who cite them.
        all.extend(told.iter().chain(others(true)).chain(others(false)));
    }
    all.extend(&carrier);
    for named in all {
        let mut known = found.iter().copied().chain([&report.who.named]);
        if !known.any(|known| is_same(scene, known, named)) {
            found.push(named);
        }
    }
    found
        .into_iter()
        .map(|named| speaker(scene, named))
        .collect()
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
    // “X, in an interview with TASS, said”; “Speaking to TASS, X said”; “X told TASS that he went, adding”.
    let before = match report.form {
        Form::Participle => sentence.start..report.cue.start,
        _ if scene.is(sentence.start, scene.language.prepositions)
            || scene.is(sentence.start, scene.language.tellers) =>
        {
            sentence.start..report.cue.start
        }
        _ => report.named.end.min(report.cue.start)..report.cue.start,
    };
    let mut places = (report.cue.start..past).chain(before).chain(beyond);
    places.find_map(|at| told_at(scene, report, at))
}

/// The media after a word that something is told to.
fn told_at(scene: &Scene<'_>, report: &Report, at: usize) -> Option<Named> {
    let language = scene.language;
    let tells = |at: usize| scene.is(at, language.tellers) || scene.is(at, language.utterances);
    let is_after = || at == report.cue.end || (at.saturating_sub(3)..at).any(tells);
    if !(scene.is(at, language.told) || (scene.is(at, language.to) && is_after())) {
        return None;
    }
    // “the BBC’s Today programme”.
    let owner = scene
        .mentions_in(at + 1..at + 5)
        .find(|m| is_free(scene, m) && scene.raw(m.tokens.end) == "'s")
        .map(|m| Named::Mention(m.index))
        .filter(|named| is_media(scene, named));
    if owner.is_some() {
        return owner;
    }
    let found = phrase::after(scene, at + 1).filter(|found| found.tokens.start <= at + 8)?;
    let who = resolve(scene, &found)?;
    let is_marked = matches!(who.named, Named::Mention(_));
    (is_marked && is_media(scene, &who.named)).then_some(who.named)
}

/// Who cites: “TASS quoted X as saying”.
fn carrier(scene: &Scene<'_>, report: &Report) -> Option<Named> {
    if report.form != Form::Citing {
        return None;
    }
    let sentence = scene.sentence_of(report.cue.start);
    let found = phrase::before(scene, sentence.start, report.cue.start)
        .or_else(|| phrase::main(scene, report.cue.end, sentence.end))?;
    let who = resolve(scene, &found)?;
    is_media(scene, &who.named).then_some(who.named)
}
