//! Finds whom the words around a claim name as its speaker.

use super::cue::{Cue, Form};
use super::language::has;
use super::phrase::{self, Head, is_free};
use super::refer::{Named, Who, resolve};
use super::report::{Report, is_media, report};
use super::scene::Scene;
use super::{Kind, Reason};
use std::ops::Range;

/// What a cue after the claim is worth less than one before it, in words between the two.
const AFTER: usize = 3;
/// What a cue after the claim is worth less if neither a comma nor a mark stands between them.
const UNTIED: usize = 40;
/// What a participle after the claim is worth less: it opens another clause.
const OPENS: usize = 30;
/// What a verb is worth less that often does not report, within a few words of the claim.
const WEAK: usize = 4;
/// What such a verb is worth less away from the claim.
const WEAK_AWAY: usize = 20;
/// How many words are a few.
const FEW: usize = 6;
/// What a cue in the claim itself is worth less.
const INSIDE: usize = 30;
/// What that is worth less if the claim is not a whole sentence.
const ELSEWHERE: usize = 40;
/// What a cue is worth less in a sentence of its own after a quotation.
const NEXT: usize = 4;
/// What a cue in the sentence before is worth less, for each sentence.
const BEFORE: usize = 40;
/// The most cues that are looked at.
const MAX_CUES: usize = 32;
/// The most sentences that a quotation is traced back.
const BACK: usize = 8;

/// Those whom the words around the claim name as its speaker.
pub(super) fn reports(scene: &mut Scene<'_>) -> Vec<Report> {
    let mut found = outside(scene);
    if !found.iter().any(|report| report.worth_less < INSIDE) {
        scene.takes_claim = true;
        found.extend(inside(scene));
        scene.takes_claim = false;
    }
    found
}

/// Whom words outside of the claim name.
fn outside(scene: &Scene<'_>) -> Vec<Report> {
    let Some((first, last)) = own(scene) else {
        return Vec::new();
    };
    let start = scene.token_from(scene.extent.start);
    let past = scene.token_from(scene.extent.end);
    let tokens = sentences(scene, first..last + 1);
    let before = scene.cues_in(tokens.start..start);
    let after = scene.cues_in(past..tokens.end);
    let mut all: Vec<(usize, &Cue)> = before
        .iter()
        .chain(after)
        .map(|cue| (worth_less(scene, cue), cue))
        .collect();
    all.sort_by_key(|(worth_less, _)| *worth_less);
    all.truncate(MAX_CUES);
    let mut found: Vec<Report> = all
        .iter()
        .filter_map(|(worth_less, cue)| report(scene, cue, *worth_less))
        .collect();
    found.extend(bare(scene, last));
    found.extend(headline(scene));
    found.extend(next(scene, last));
    let certain = found.iter().any(|report| report.worth_less < INSIDE);
    if !certain {
        found.extend(doer(scene));
        found.extend(continued(scene, first));
    }
    found
}

/// Whom words of the claim itself name: of its first sentence, if it has all of that.
fn inside(scene: &Scene<'_>) -> Vec<Report> {
    let start = scene.token_from(scene.extent.start);
    let sentence = scene.sentence_of(start);
    let past = scene.token_from(scene.extent.end).min(sentence.end);
    let is_whole = words(scene, sentence.start..start) == 0;
    let worth_less = if is_whole { INSIDE } else { INSIDE + ELSEWHERE };
    let all = scene.cues_in(start..past).iter();
    all.take(MAX_CUES)
        .filter_map(|cue| {
            let away = words(scene, start..cue.tokens.start);
            report(scene, cue, worth_less + away)
        })
        .collect()
}

/// The first and the last sentence of the claim with its quotations.
fn own(scene: &Scene<'_>) -> Option<(usize, usize)> {
    let first = scene
        .tokens
        .iter()
        .find(|t| t.range.end > scene.extent.start)?;
    let past = scene.token_from(scene.extent.end);
    let last = past.checked_sub(1).and_then(|at| scene.token(at))?;
    Some((first.sentence, last.sentence.max(first.sentence)))
}

fn sentences(scene: &Scene<'_>, indexes: Range<usize>) -> Range<usize> {
    let start = scene.sentences.get(indexes.start).map_or(0, |s| s.start);
    let last = indexes.end.checked_sub(1);
    let end = last
        .and_then(|last| scene.sentences.get(last))
        .map(|s| s.end);
    start..end.unwrap_or(start).max(start)
}

/// The number of words among some tokens.
fn words(scene: &Scene<'_>, tokens: Range<usize>) -> usize {
    tokens.filter(|at| !scene.word(*at).is_empty()).count()
}

fn worth_less(scene: &Scene<'_>, cue: &Cue) -> usize {
    let first = scene.token_from(scene.extent.start);
    let past = scene.token_from(scene.extent.end);
    let weak = |away: usize| match cue.is_weak {
        true if away > FEW => WEAK_AWAY,
        true => WEAK,
        false => 0,
    };
    if cue.tokens.start < first {
        let away = words(scene, cue.tokens.end..first);
        let cuts = (cue.tokens.end..first).filter(|at| matches!(scene.raw(*at), ";" | "”"));
        let away = match cue.form {
            Form::Citing => away.min(8) + 4,
            Form::Source => away.min(12),
            _ => away,
        };
        return away + weak(away) + 8 * cuts.count();
    }
    let away = words(scene, past..cue.tokens.start);
    let marks = [",", "\"", "”", "»", "—", "–", "-", "'", "’", "(", "“"];
    let tied = marks.contains(&scene.raw(past))
        || past
            .checked_sub(1)
            .is_some_and(|last| marks.contains(&scene.raw(last)));
    let source = matches!(cue.form, Form::Source | Form::Agent(_) | Form::Citing);
    let tied = tied && cue.form != Form::Noun;
    let untied = match (tied, source) {
        (true, _) => 0,
        (false, true) => 4,
        (false, false) => UNTIED,
    };
    let opens = match cue.form {
        Form::Participle => OPENS,
        Form::Citing => 8,
        _ => 0,
    };
    let and = (past..cue.tokens.start).any(|at| has(scene.language.and, scene.word(at)));
    away + AFTER + weak(away) + untied + opens + if and { 12 } else { 0 }
}

/// A name right after a quotation, without a verb: “…,” X, an analyst.
fn bare(scene: &Scene<'_>, last: usize) -> Option<Report> {
    if !scene.is_direct {
        return None;
    }
    let past = scene.token_from(scene.extent.end);
    let end = scene.sentences.get(last)?.end;
    let at = (past..end).find(|at| !scene.word(*at).is_empty())?;
    let after = past..end;
    // “…,” enthused X: any verb will do before a name.
    let verb = at + 1;
    let named = scene
        .mentions_in(after.clone())
        .filter(|m| m.tokens.start == at || m.tokens.start == verb)
        .filter(|m| is_free(scene, m))
        .find(|m| scene.mention(m).is_some_and(|m| m.kind == Kind::Person))?;
    let cue = at..at + 1;
    Some(Report {
        worth_less: AFTER + WEAK + 6,
        who: Who {
            named: Named::Mention(named.index),
            through: None,
            reason: None,
        },
        reason: Reason::Inverted,
        cue,
        form: Form::Verb,
        is_media: false,
        named: named.tokens.clone(),
    })
}

/// “X: claim”, and “claim: X” in a line of its own.
fn headline(scene: &Scene<'_>) -> Option<Report> {
    let first = scene.token_from(scene.extent.start);
    let past = scene.token_from(scene.extent.end);
    let is_mark = |at: usize| matches!(scene.raw(at), ":" | "—" | "–" | "-" | "|");
    let found = |tokens: Range<usize>, cue: usize, worth_less: usize| {
        let mut named = scene
            .mentions_in(tokens.clone())
            .filter(|m| is_free(scene, m));
        let whole = named.find(|m| m.tokens.end == tokens.end || m.tokens.start == tokens.start)?;
        let who = Who {
            named: Named::Mention(whole.index),
            through: None,
            reason: None,
        };
        Some(Report {
            worth_less,
            is_media: is_media(scene, &who.named),
            who,
            reason: Reason::Headline,
            cue: cue..cue + 1,
            form: Form::Verb,
            named: whole.tokens.clone(),
        })
    };
    let skips = |at: &usize| matches!(scene.raw(*at), "“" | "\"" | "«" | "„" | "'" | "‘");
    let before = (0..first).rev().find(|at| !skips(at));
    let sentence = scene.sentence_of(first.min(scene.tokens.len().saturating_sub(1)));
    if let Some(mark) = before.filter(|at| scene.raw(*at) == ":" && *at >= sentence.start) {
        let words = sentence.start..mark;
        if words.len() <= 6 {
            return found(words, mark, 1);
        }
    }
    let skips = |at: &usize| matches!(scene.raw(*at), "”" | "\"" | "»" | "'" | "’");
    let after = (past..scene.tokens.len()).find(|at| !skips(at))?;
    let words = after + 1..scene.sentence_of(after).end;
    let ends = scene
        .text
        .slice(scene.code_points(&words).end..usize::MAX)
        .starts_with('\n');
    if is_mark(after) && !words.is_empty() && words.len() <= 4 && ends {
        return found(words, after, 2);
    }
    None
}

/// “…” X said. The sentence after a quotation says no more than who spoke.
fn next(scene: &Scene<'_>, last: usize) -> Option<Report> {
    if !scene.is_direct {
        return None;
    }
    let tokens = scene.sentences.get(last + 1)?.clone();
    if words(scene, tokens.clone()) > 8 {
        return None;
    }
    let all = scene.cues_in(tokens.clone());
    let cue = all
        .first()
        .filter(|cue| !cue.is_weak && cue.form == Form::Verb)?;
    let rest = cue.tokens.end..tokens.end;
    let says_more = rest
        .clone()
        .any(|at| has(scene.language.that, scene.word(at)));
    let is_short = words(scene, rest) <= 4;
    (!says_more && is_short).then(|| report(scene, cue, NEXT))?
}

/// Who spoke in the sentences before: of a quotation, before this one; of other words, just before.
fn continued(scene: &Scene<'_>, first: usize) -> Option<Report> {
    let back = if scene.is_direct { BACK } else { 2 };
    for (away, index) in (0..first).rev().take(back).enumerate() {
        let tokens = scene.sentences.get(index)?.clone();
        let all = scene.cues_in(tokens.clone());
        let speaks = |cue: &&Cue| !cue.is_weak || scene.is_direct;
        let mut found: Vec<Report> = all
            .iter()
            .filter(speaks)
            .filter_map(|cue| report(scene, cue, BEFORE * (away + 1)))
            .collect();
        found.sort_by_key(|report| report.is_media);
        if let Some(mut best) = found.into_iter().next() {
            if best.who.reason.is_none() {
                best.who.reason = Some(Reason::Continued);
            }
            return Some(best);
        }
        let is_quoted = tokens
            .clone()
            .any(|at| scene.token(at).is_some_and(|t| t.is_quoted));
        if scene.is_direct && !is_quoted && away == 0 {
            // “X explained his plan.” “…”
            let main = phrase::main(scene, tokens.start, tokens.end);
            let main = main.filter(|main| !matches!(main.head, Head::Noun(..)));
            if let Some(who) = main.as_ref().and_then(|main| resolve(scene, main)) {
                let named = main.map_or(0..0, |main| main.tokens);
                return Some(Report {
                    worth_less: BEFORE + 20,
                    is_media: is_media(scene, &who.named),
                    who,
                    reason: Reason::Continued,
                    cue: named.clone(),
                    form: Form::Verb,
                    named,
                });
            }
        }
    }
    None
}

/// The subject of the clause that the claim is a part of, without a cue: “To regain “…”, X did”.
fn doer(scene: &Scene<'_>) -> Option<Report> {
    let first = scene.token_from(scene.extent.start);
    let sentence = scene.sentence_of(first);
    if first <= sentence.start {
        return None;
    }
    let main = phrase::main(scene, sentence.start, first)
        .or_else(|| phrase::main(scene, sentence.start, sentence.end))?;
    if scene.in_extent(main.tokens.start) {
        return None;
    }
    let who = resolve(scene, &main)?;
    Some(Report {
        worth_less: BEFORE - 2,
        is_media: is_media(scene, &who.named),
        who,
        reason: Reason::Doer,
        cue: main.tokens.clone(),
        form: Form::Verb,
        named: main.tokens,
    })
}
