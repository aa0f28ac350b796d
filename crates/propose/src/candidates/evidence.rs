//! What speaks for a candidate.

use super::pool::Pool;
use crate::likeness::{
    Circumstances, Entry, Happening, Kind, Match, Reason, Sort, Symbol, Weights, compare,
    first_names_agree, happening,
};
use postil_core::model::AnnotationId;

/// Mentions before one that are looked at.
const BEFORE: usize = 200;
/// Different quotes that are alike, the most alike first.
const MAX_ENTRIES: usize = 200;
/// Events and claims whose circumstances are compared.
const MAX_HAPPENINGS: usize = 400;
/// Each further mention between a pronoun and a name makes it that much less likely.
const STEP: f64 = 0.06;

/// How much a likeness weighs between two labels: those of people are for nothing else.
fn of_labels(one: &Entry, other: &Entry) -> f64 {
    let person = |entry: &Entry| entry.sort == Sort::Person;
    match () {
        () if one.label == other.label => 1.0,
        () if person(one) != person(other) && one.sort != Sort::Any && other.sort != Sort::Any => {
            0.5
        }
        () => 0.85,
    }
}

/// The words of the mention are like those of others.
pub(super) fn of_words(pool: &mut Pool) {
    let Some((at, entry)) = pool.entry else {
        return;
    };
    let index = pool.index;
    if matches!(entry.sort, Sort::Happening | Sort::Number) {
        return;
    }
    let weight = |stem: Symbol| index.weight(entry.layer, stem);
    let mut found: Vec<(Match, u32)> = Vec::new();
    for other_at in std::iter::once(at).chain(index.alike(at)) {
        let Some(other) = index.entry(other_at) else {
            continue;
        };
        let sort = if entry.sort == other.sort {
            entry.sort
        } else {
            Sort::Any
        };
        if other.sort == Sort::Number || (entry.sort == Sort::Date) != (other.sort == Sort::Date) {
            continue;
        }
        let alike = compare(&entry.form, &other.form, sort, index.symbols(), &weight);
        if let Some(alike) = alike {
            let score = alike.score * of_labels(entry, other);
            found.push((Match { score, ..alike }, other_at));
        }
    }
    found.sort_by(|a, b| b.0.score.total_cmp(&a.0.score).then(a.1.cmp(&b.1)));
    // A last name of several people says little by itself.
    let people = found
        .iter()
        .filter(|(it, _)| it.reason == Reason::PartOfName)
        .filter_map(|(_, at)| index.entry(*at));
    let people: Vec<&Entry> = people
        .filter(|it| it.sort == Sort::Person && it.form.name.len() > 1)
        .take(16)
        .collect();
    let agree = |a: &Entry, b: &Entry| first_names_agree(&a.form, &b.form, index.symbols());
    let is_ambiguous =
        entry.form.name.len() == 1 && people.iter().any(|a| people.iter().any(|b| !agree(a, b)));
    found.truncate(MAX_ENTRIES);
    for (alike, other) in found {
        let score = match alike.reason {
            Reason::PartOfName if is_ambiguous => alike.score * 0.7,
            _ => alike.score,
        };
        pool.add_entry(other, score, alike.reason);
    }
}

/// The words of the mention are like the name of a cluster, or one of its aliases.
pub(super) fn of_names(pool: &mut Pool) {
    let Some((_, entry)) = pool.entry else {
        return;
    };
    let index = pool.index;
    let none = |_: Symbol| 1.0;
    for cluster in pool.clusters().to_vec() {
        let Some(named) = index.named(&cluster.record().id) else {
            continue;
        };
        for (number, form) in named.forms.iter().enumerate() {
            let sort = if entry.sort == Sort::Happening {
                Sort::Any
            } else {
                entry.sort
            };
            let alike = compare(&entry.form, form, sort, index.symbols(), &none);
            let Some(alike) = alike else {
                continue;
            };
            let reason = if number == 0 {
                alike.reason
            } else {
                Reason::Alias
            };
            // A cluster that is called “the deal” is not that of every deal.
            let says_much = entry.form.kind == Kind::Name || entry.form.stems.len() > 2;
            let weighs = if says_much || number > 0 { 0.98 } else { 0.9 };
            pool.add_cluster(cluster, alike.score * weighs, reason);
        }
    }
}

/// What is named before the mention in its document, for pronouns and descriptions; and of several that
/// are alike, those in its document come first.
pub(super) fn of_document(pool: &mut Pool) {
    let (state, index) = (pool.state, pool.index);
    let Some((_, entry)) = pool.entry else {
        return;
    };
    let place = state
        .document(&pool.own.document)
        .zip(state.slot(&pool.own.id));
    let Some((document, slot)) = place else {
        return;
    };
    let rank = document.rank(state, slot).unwrap_or_default();
    let from = rank.saturating_sub(BEFORE);
    let before = document.order().get(from..rank).into_iter().flatten().rev();
    let before: Vec<(&AnnotationId, &Entry)> = before
        .filter_map(|&slot| {
            let other = state
                .at(slot)
                .filter(|other| other.layer() == pool.own.layer())?;
            Some((&other.id, index.entry_of(&other.id)?.1))
        })
        .collect();
    let points_back = match entry.form.kind {
        Kind::Name => false,
        Kind::Pronoun => true,
        Kind::Description => !matches!(entry.sort, Sort::Happening | Sort::Number | Sort::Date),
    };
    if points_back {
        let mut score = if entry.form.kind == Kind::Pronoun {
            0.8
        } else {
            0.5
        };
        let fits = |other: &Entry| match other.sort {
            _ if other.label != entry.label && entry.sort != Sort::Any => false,
            Sort::Person => entry.form.is_personal || entry.sort == Sort::Person,
            Sort::Thing | Sort::Any => !entry.form.is_personal || entry.sort != Sort::Any,
            Sort::Date | Sort::Number | Sort::Happening => false,
        };
        let names = before
            .iter()
            .filter(|(_, it)| it.form.kind == Kind::Name && fits(it));
        for (id, _) in names {
            if score <= 0.0 {
                break;
            }
            pool.add_annotation(id, score, Reason::NamedBefore);
            score -= STEP;
        }
    }
    // The same description a few lines before means more than one in another article.
    for (id, other) in before {
        let same_head = entry.form.head.is_some() && entry.form.head == other.form.head;
        let described =
            entry.form.kind == Kind::Description && other.form.kind == Kind::Description;
        if points_back && described && same_head && other.label == entry.label {
            let score = if entry.form.whole == other.form.whole {
                0.82
            } else {
                0.66
            };
            pool.add_annotation(id, score, Reason::SameHead);
        }
    }
}

/// Of events and claims, what is around them.
pub(super) fn of_circumstances(pool: &mut Pool) {
    let (state, index) = (pool.state, pool.index);
    let Some((at, entry)) = pool
        .entry
        .filter(|(_, entry)| entry.sort == Sort::Happening)
    else {
        return;
    };
    let circumstances = Circumstances::of(state, index, pool.own);
    let weights = Weights::of(index, entry.layer);
    let sentence = index.sentence(&pool.own.id);
    let own = Happening {
        form: &entry.form,
        sentence,
        circumstances: &circumstances,
        weighs: weights.all(&entry.form, sentence),
    };
    let weight = |stem: Symbol| index.weight(entry.layer, stem);
    // Those with the most words in common are looked at.
    let rough = |at: u32| {
        let other = index.entry(at)?;
        let both = other
            .form
            .stems
            .iter()
            .filter(|stem| entry.form.stems.binary_search(stem).is_ok());
        let score: f64 = both.map(|stem| weight(*stem)).sum();
        let deed = other.form.deed.is_some() && other.form.deed == entry.form.deed;
        Some((score + if deed { 0.5 } else { 0.0 }, at))
    };
    let mut near: Vec<(f64, u32)> = std::iter::once(at)
        .chain(index.alike(at))
        .filter_map(rough)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let entries = near.iter().filter_map(|(_, at)| index.entry(*at));
    let all = entries.flat_map(|other| other.annotations.iter().map(move |id| (id, other)));
    for (id, other) in all
        .filter(|(id, _)| **id != pool.own.id)
        .take(MAX_HAPPENINGS)
    {
        let Some(annotation) = state.annotation(id) else {
            continue;
        };
        let circumstances = Circumstances::of(state, index, annotation);
        let sentence = index.sentence(id);
        let other = Happening {
            form: &other.form,
            sentence,
            circumstances: &circumstances,
            weighs: weights.all(&other.form, sentence),
        };
        let same_document = annotation.document == pool.own.document;
        let (score, reasons) = happening(&own, &other, same_document, &weights);
        for (number, reason) in reasons.into_iter().enumerate() {
            pool.add_annotation(id, score - number as f64 * 1e-6, reason);
        }
    }
}
