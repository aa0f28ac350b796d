//! Relates marks: the type of the relation by a key, its other end in the text.

use super::chord::Press;
use crate::article;
use crate::browser::clock_and_ids;
use crate::desk::command::Direction;
use crate::desk::overlay::{Overlay, Tie};
use crate::desk::tying::{Aim, AimAt, SAID_BY, Tying, keys};
use crate::desk::{Desk, labels};
use crate::ui::sentence::{t, tf};
use crate::ui::view::effect;
use postil_core::edit::{self, NewAnnotation};
use postil_core::model::schema::RelationType;
use postil_core::model::{Annotation, AnnotationId, DocumentId, Relation, Target};
use postil_core::state::{DocumentState, State};
use postil_core::text::Query;
use postil_core::transaction::Transaction;
use postil_propose::said::{self, Candidate, Kind, Speaker};

/// The relation from a claim to the media that carried it.
const VIA: &str = "via";
/// Characters that are typed to find an end at most.
const MOST_TYPED: usize = 40;

/// Begins a relation of a type at the selected annotation. If that type cannot begin there, one with the
/// same key that can.
pub fn begin(desk: Desk, kind: &str) {
    let Some(id) = desk.view_now().mark().get_untracked() else {
        desk.announce(t!("Select a mark first."));
        return;
    };
    if desk.read_only.get_untracked() {
        desk.announce(t!("This project is read only here."));
        return;
    }
    let fitting = fitting_kind(desk, &id, kind);
    let Some(kind) = fitting else {
        let title = desk.peek(|state| title(state, kind));
        desk.announce(tf!("“{title}” does not begin at this mark."));
        return;
    };
    start(desk, Some(id), kind, false);
}

/// The type of relation that a key means at an annotation: the one asked for, else one with the same key
/// that can begin there.
fn fitting_kind(desk: Desk, id: &AnnotationId, kind: &str) -> Option<String> {
    desk.peek(|state| {
        let label = &state.annotation(id)?.label;
        let relations = &state.schema().relations;
        let keys = keys(relations);
        let key = |name: &str| {
            let at = relations.iter().position(|kind| kind.name == name)?;
            *keys.get(at)?
        };
        let wanted = key(kind);
        let shares = |other: &&RelationType| {
            other.name == kind || wanted.is_some() && key(&other.name) == wanted
        };
        let mut fitting = relations
            .iter()
            .filter(shares)
            .filter(|kind| kind.starts_at(label));
        let own = fitting.clone().find(|other| other.name == kind);
        own.or(fitting.next()).map(|kind| kind.name.clone())
    })
}

/// Holds a type of relation: each two marks that are chosen are related by it. Lets go of the one that is
/// held.
pub fn hold(desk: Desk, kind: &str) {
    let selected = desk.view_now().mark().get_untracked();
    let meant = selected
        .as_ref()
        .and_then(|id| fitting_kind(desk, id, kind));
    let kind = meant.as_deref().unwrap_or(kind);
    let is_held = |tying: &Option<Tying>| {
        tying
            .as_ref()
            .is_some_and(|tying| tying.held && tying.kind == kind)
    };
    if desk.tying.with_untracked(is_held) {
        return leave(desk);
    }
    if desk.read_only.get_untracked() {
        desk.announce(t!("This project is read only here."));
        return;
    }
    let begins = |id: &AnnotationId| {
        desk.peek(|state| {
            let annotation = state.annotation(id)?;
            Some(state.schema().relation(kind)?.starts_at(&annotation.label))
        })
    };
    let from = selected.filter(|id| begins(id) == Some(true));
    start(desk, from, kind.to_owned(), true);
}

fn start(desk: Desk, from: Option<AnnotationId>, kind: String, held: bool) {
    desk.view_now().clear_cursor();
    let mut tying = Tying {
        from,
        kind,
        value: String::new(),
        value_is_chosen: false,
        typed: String::new(),
        aim: None,
        held,
    };
    aim_first(desk, &mut tying);
    if tying.aim.is_none() && !tying.held {
        // Nothing in sight fits: the list has the other articles.
        return everywhere_else(desk, &tying);
    }
    desk.tying.set(Some(tying));
    show_aim(desk);
}

/// Asks for the other end in a list of all articles.
pub fn others(desk: Desk) {
    if let Some(tying) = desk.tying.get_untracked() {
        desk.tying.set(None);
        everywhere_else(desk, &tying);
    }
}

fn everywhere_else(desk: Desk, tying: &Tying) {
    if let Some(from) = &tying.from {
        desk.open(Overlay::Link(
            from.clone(),
            Tie::Relation(tying.kind.clone()),
        ));
    }
}

/// Gives up the relation in the making, or lets go of its type.
pub fn leave(desk: Desk) {
    if desk.tying.with_untracked(Option::is_some) {
        desk.tying.set(None);
        desk.announce(t!("No relation made."));
    }
}

/// Takes a key while a relation is in the making; returns whether it was for that.
pub fn key(desk: Desk, press: &Press) -> bool {
    let Some(tying) = desk.tying.get_untracked() else {
        return false;
    };
    if press.ctrl || press.alt {
        return false;
    }
    match press.key.as_str() {
        "Escape" if !tying.typed.is_empty() => retype(desk, String::new()),
        "Escape" => leave(desk),
        "Enter" => take_aim(desk),
        "." | "ArrowDown" | "ArrowRight" => step(desk, Direction::Forward),
        "," | "ArrowUp" | "ArrowLeft" => step(desk, Direction::Back),
        "Backspace" => {
            let mut typed = tying.typed;
            typed.pop();
            retype(desk, typed);
        }
        // Panes are changed as always.
        "<" | ">" | "+" | "-" | "?" | "Tab" => return false,
        "/" => others(desk),
        sign if is_one_letter(sign) => {
            if tying.typed.is_empty() && choose_value(desk, &tying, sign) {
                return true;
            }
            let mut typed = tying.typed;
            if typed.chars().count() < MOST_TYPED {
                typed.push_str(sign);
            }
            retype(desk, typed);
        }
        _ => return false,
    }
    true
}

fn is_one_letter(key: &str) -> bool {
    let mut signs = key.chars();
    signs.next().is_some_and(|sign| !sign.is_control()) && signs.next().is_none()
}

/// Chooses the value by its digit; whether there is one.
fn choose_value(desk: Desk, tying: &Tying, sign: &str) -> bool {
    let at = sign
        .parse::<usize>()
        .ok()
        .and_then(|digit| digit.checked_sub(1));
    let value = desk.peek(|state| {
        let kind = state.schema().relation(&tying.kind)?;
        kind.values.get(at?).cloned()
    });
    let Some(value) = value else {
        return false;
    };
    set_value(desk, value);
    true
}

/// Chooses the value of the relation in the making.
pub fn set_value(desk: Desk, value: String) {
    desk.tying.update(|tying| {
        if let Some(tying) = tying {
            tying.value = value;
            tying.value_is_chosen = true;
        }
    });
    show_aim(desk);
}

fn retype(desk: Desk, typed: String) {
    let Some(mut tying) = desk.tying.get_untracked() else {
        return;
    };
    tying.typed = typed;
    aim_first(desk, &mut tying);
    desk.tying.set(Some(tying));
    show_aim(desk);
}

/// The annotations of the document in the active pane that fit, in the order of the text. O(n).
fn fitting(desk: Desk, tying: &Tying) -> Vec<AnnotationId> {
    let hidden = desk.hidden.get_untracked();
    let found = desk.peek_document(|state, document| {
        let all = document.order().iter().filter_map(|&slot| state.at(slot));
        all.filter(|annotation| !hidden.contains(annotation.layer()))
            .filter(|annotation| can_be(state, annotation, tying))
            .map(|annotation| annotation.id.clone())
            .collect()
    });
    found.unwrap_or_default()
}

/// Whether an annotation can be the next end, and reads as typed.
pub fn can_be(state: &State, annotation: &Annotation, tying: &Tying) -> bool {
    tying.fits(state, annotation)
        && (tying.typed.is_empty() || reads(state, annotation, &tying.typed))
}

/// Whether a word of an annotation begins as typed.
fn reads(state: &State, annotation: &Annotation, typed: &str) -> bool {
    use postil_core::text::Fit;
    let fit = Query::new(typed).fit(&state.quote(annotation));
    matches!(fit, Some(Fit::All | Fit::Start | Fit::Word))
}

/// Proposes the likeliest end.
fn aim_first(desk: Desk, tying: &mut Tying) {
    tying.aim = aims(desk, tying).into_iter().next();
    guess_value(desk, tying);
}

/// The ends that are proposed in the document of the active pane: speakers by how likely they are, other
/// ends in the order of the text, the nearest first of all.
fn aims(desk: Desk, tying: &Tying) -> Vec<Aim> {
    let all = fitting(desk, tying);
    if let Some(speakers) = speakers(desk, tying, &all) {
        return speakers;
    }
    let at = desk
        .peek_document(|state, document| nearest(state, document, tying, &all))
        .flatten();
    let (before, after) = all
        .split_at_checked(at.unwrap_or_default())
        .unwrap_or_default();
    after.iter().chain(before).cloned().map(Aim::of).collect()
}

/// Who may have said the claim that a relation begins at, the likeliest first, and then all other marks that
/// fit; `None` for other relations, and where something is typed.
fn speakers(desk: Desk, tying: &Tying, all: &[AnnotationId]) -> Option<Vec<Aim>> {
    if tying.kind != SAID_BY || !tying.typed.is_empty() {
        return None;
    }
    let from = tying.from.as_ref()?;
    desk.peek_document(|state, document| {
        let claim = state.annotation(from)?;
        if claim.document != document.meta().id {
            return None;
        }
        let id_of = |speaker: &Speaker| match speaker {
            Speaker::Marked(slot) => state.at(*slot).map(|annotation| annotation.id.clone()),
            Speaker::Unmarked { .. } => None,
        };
        let aim = |candidate: &Candidate| {
            let at = match &candidate.speaker {
                Speaker::Marked(_) => {
                    AimAt::Mark(id_of(&candidate.speaker).filter(|id| all.contains(id))?)
                }
                Speaker::Unmarked { range, kind } => {
                    AimAt::Words(range.clone(), label_of(state, *kind)?)
                }
            };
            Some(Aim {
                at,
                reason: Some(candidate.reason),
                via: candidate.via.iter().filter_map(id_of).collect(),
            })
        };
        let mut found: Vec<Aim> = said::speakers(state, claim)
            .iter()
            .filter_map(aim)
            .collect();
        let rest = all
            .iter()
            .filter(|id| !found.iter().any(|aim| aim.mark() == Some(id)));
        let rest: Vec<Aim> = rest.cloned().map(Aim::of).collect();
        found.extend(rest);
        Some(found)
    })
    .flatten()
}

/// The label for words of a kind, at which a claim's speaker can be.
fn label_of(state: &State, kind: Kind) -> Option<String> {
    let name = match kind {
        Kind::Person => "person",
        Kind::Organization => "organization",
        Kind::Group => "group",
        Kind::Media => "media",
        Kind::Place | Kind::Unknown => return None,
    };
    let said_by = state.schema().relation(SAID_BY)?;
    let mut layers = state.schema().layers.iter();
    layers.find_map(|layer| {
        let label = layer.labels.iter().find(|label| label.name == name)?;
        let full = format!("{}.{}", layer.name, label.name);
        said_by.ends_at(&full).then_some(full)
    })
}

/// The place in a list of the annotation that is nearest to the beginning of the relation and is not related
/// to it yet.
fn nearest(
    state: &State,
    document: &DocumentState,
    tying: &Tying,
    all: &[AnnotationId],
) -> Option<usize> {
    let from = state.annotation(tying.from.as_ref()?)?;
    if from.document != document.meta().id {
        return None;
    }
    let own = from.extent();
    let related: Vec<&Target> = state
        .relations_of(&from.id)
        .filter(|relation| relation.kind == tying.kind && relation.from == from.id)
        .map(|relation| &relation.to)
        .collect();
    let away = |id: &AnnotationId| {
        let extent = state.annotation(id).map(Annotation::extent);
        let away = extent.map_or(usize::MAX, |it| {
            let after = it.start.saturating_sub(own.end);
            after.max(own.start.saturating_sub(it.end))
        });
        let is_related = related.iter().any(|to| match to {
            Target::Annotation(to) => to == id,
            Target::Cluster(cluster) => {
                let own = state.cluster_of(id);
                own.is_some_and(|own| own.record().id == *cluster)
            }
        });
        (is_related, away)
    };
    (0..all.len()).min_by_key(|&at| all.get(at).map(away))
}

/// Proposes the value, unless a person chose one: that which is called like the label of the end, or
/// stands for it; else the first that the beginning does not have yet.
fn guess_value(desk: Desk, tying: &mut Tying) {
    if tying.value_is_chosen {
        return;
    }
    let value = desk.peek(|state| {
        let kind = state.schema().relation(&tying.kind)?;
        let label = tying.aim.as_ref().and_then(Aim::mark);
        let label = label.and_then(|id| state.annotation(id));
        let label = label.map_or("", |annotation| annotation.label.as_str());
        let name = label.split_once('.').map_or(label, |(_, name)| name);
        let name = if name == "date" { "time" } else { name };
        let same = kind.values.iter().find(|value| *value == name);
        let taken: Vec<&String> = tying
            .from
            .iter()
            .flat_map(|from| state.relations_of(from))
            .filter(|relation| relation.kind == tying.kind)
            .map(|relation| &relation.value)
            .collect();
        let is_other = |value: &&String| !matches!(value.as_str(), "place" | "time");
        let free = |value: &&String| !taken.contains(value) && is_other(value);
        let first = kind.values.iter().find(free);
        same.or(first).or(kind.values.first()).cloned()
    });
    tying.value = value.unwrap_or_default();
}

/// Proposes the next or the previous end, round and round.
fn step(desk: Desk, direction: Direction) {
    let Some(mut tying) = desk.tying.get_untracked() else {
        return;
    };
    let all = aims(desk, &tying);
    let now = tying.aim.as_ref().map(|aim| &aim.at);
    let at = all.iter().position(|aim| Some(&aim.at) == now);
    let many = all.len();
    let next = match (at, direction) {
        (None, _) => 0,
        (Some(at), Direction::Forward) => (at + 1) % many.max(1),
        (Some(at), Direction::Back) => (at + many.saturating_sub(1)) % many.max(1),
    };
    tying.aim = all.get(next).cloned();
    guess_value(desk, &mut tying);
    desk.tying.set(Some(tying));
    show_aim(desk);
}

/// Scrolls to the proposed end and says what would be made.
fn show_aim(desk: Desk) {
    let Some(tying) = desk.tying.get_untracked() else {
        return;
    };
    let said = desk.peek(|state| {
        let title = title(state, &tying.kind);
        match (words_of(desk, &tying), tying.value.as_str()) {
            (None, _) if tying.from.is_none() => tf!("{title}: choose where it begins."),
            (None, _) => tf!("{title}: no mark fits."),
            (Some(words), "") => tf!("{title}: {words}?"),
            (Some(words), value) => tf!("{title}, {value}: {words}?"),
        }
    });
    desk.announce(said);
    article::show_words(match tying.aim.as_ref().map(|aim| &aim.at) {
        Some(AimAt::Words(range, _)) => Some(range.clone()),
        _ => None,
    });
    let start = desk.peek(|state| match &tying.aim.as_ref()?.at {
        AimAt::Words(range, _) => Some(range.start),
        AimAt::Mark(id) => {
            let aim = state.annotation(id)?;
            let shown = desk.view_now().document().get_untracked();
            (shown.as_ref() == Some(&aim.document)).then(|| aim.extent().start)
        }
    });
    if let Some(start) = start {
        article::reveal(start);
    }
}

/// The words of the proposed end, in one line.
pub fn words_of(desk: Desk, tying: &Tying) -> Option<String> {
    match &tying.aim.as_ref()?.at {
        AimAt::Mark(id) => {
            desk.peek(|state| Some(labels::snippet(state, state.annotation(id)?, 60)))
        }
        AimAt::Words(range, _) => desk.peek_document(|_, document| {
            let end = range.end.min(document.text().len());
            labels::brief(document.text().slice(range.start.min(end)..end))
        }),
    }
}

fn title(state: &State, kind: &str) -> String {
    let known = state.schema().relation(kind);
    labels::brief(known.map_or(kind, |kind| &kind.title))
}

/// Takes the proposed end.
pub fn take_aim(desk: Desk) {
    let Some(tying) = desk.tying.get_untracked() else {
        return;
    };
    match tying.aim.clone() {
        Some(aim) => take_end(desk, tying, aim),
        None => desk.announce(t!("No mark fits.")),
    }
}

/// Takes an annotation as the next end of the relation in the making.
pub fn take(desk: Desk, id: &AnnotationId) {
    let Some(mut tying) = desk.tying.get_untracked() else {
        return;
    };
    let fits = desk.peek(|state| Some(tying.fits(state, state.annotation(id)?)));
    if fits != Some(true) {
        let title = desk.peek(|state| title(state, &tying.kind));
        desk.announce(tf!("“{title}” cannot end here."));
        return;
    }
    let aim = tying.aim.clone().filter(|aim| aim.mark() == Some(id));
    let aim = aim.unwrap_or_else(|| Aim::of(id.clone()));
    tying.aim = Some(aim.clone());
    guess_value(desk, &mut tying);
    take_end(desk, tying, aim);
}

fn take_end(desk: Desk, mut tying: Tying, aim: Aim) {
    let Some(from) = tying.from.clone() else {
        tying.from = aim.mark().cloned();
        tying.typed.clear();
        aim_first(desk, &mut tying);
        desk.tying.set(Some(tying));
        return show_aim(desk);
    };
    relate(desk, &from, &tying, &aim);
    desk.tying.set(tying.held.then(|| Tying {
        from: None,
        value: String::new(),
        value_is_chosen: false,
        typed: String::new(),
        aim: None,
        ..tying
    }));
}

/// Makes the relation, with what belongs to it, in one step.
fn relate(desk: Desk, from: &AnnotationId, tying: &Tying, aim: &Aim) {
    let words = words_of(desk, tying);
    let transaction = desk.stamped(|state, stamp| {
        let relation = |kind: &str, value: &str, to: Target| Relation {
            value: value.to_owned(),
            author: stamp.author.to_owned(),
            created: stamp.time.to_owned(),
            ..Relation::new(clock_and_ids::new_id('r').into(), kind, from.clone(), to)
        };
        let mut parts = Vec::new();
        let to = match &aim.at {
            AimAt::Mark(id) => target(state, id),
            AimAt::Words(range, label) => {
                let new = NewAnnotation {
                    id: clock_and_ids::new_id('a').into(),
                    document: state.annotation(from)?.document.clone(),
                    fragments: vec![range.clone()],
                    label: label.clone(),
                };
                let to = Target::Annotation(new.id.clone());
                parts.push(edit::annotate(state, new, stamp));
                to
            }
        };
        parts.extend(edit::relate(state, relation(&tying.kind, &tying.value, to)));
        let via = state.schema().relation(VIA);
        for media in &aim.via {
            let fits = |kind: &RelationType| {
                let ends = state
                    .annotation(media)
                    .is_some_and(|it| kind.ends_at(&it.label));
                let begins = state
                    .annotation(from)
                    .is_some_and(|it| kind.starts_at(&it.label));
                ends && begins
            };
            if via.is_some_and(fits) {
                parts.extend(edit::relate(state, relation(VIA, "", target(state, media))));
            }
        }
        let name = tf!("link “{}”", title(state, &tying.kind));
        let ops: Vec<_> = parts.into_iter().flat_map(|part| part.ops).collect();
        (!ops.is_empty()).then(|| Transaction::new(name, ops))
    });
    let Some(transaction) = transaction else {
        desk.announce(t!("Already linked."));
        return;
    };
    if desk.commit(transaction) {
        let title = desk.peek(|state| title(state, &tying.kind));
        let words = words.unwrap_or_default();
        desk.announce(match tying.value.as_str() {
            "" => tf!("{title}: {words}."),
            value => tf!("{title}, {value}: {words}."),
        });
    }
}

/// An annotation as the end of a relation. A cluster stands for its mentions.
fn target(state: &State, id: &AnnotationId) -> Target {
    let cluster = state
        .cluster_of(id)
        .map(|cluster| cluster.record().id.clone());
    cluster.map_or_else(|| Target::Annotation(id.clone()), Target::Cluster)
}

/// Keeps the articles in step with the relation in the making, for as long as the page lives.
pub fn keep(desk: Desk) {
    effect(move || {
        let tying = desk.tying.get();
        article::tie(tying.as_ref(), can_be);
        if tying.is_none() {
            article::show_words(None);
        }
    });
    // In another pane another end is near; where nothing may be changed, there is nothing to make.
    let pane = crate::ui::memo::memo(move || {
        let view = desk.view();
        (view, view.document().get())
    });
    effect(move || {
        let _: (_, Option<DocumentId>) = pane.get();
        let Some(mut tying) = desk.tying.get_untracked() else {
            return;
        };
        aim_first(desk, &mut tying);
        desk.tying.set(Some(tying));
    });
    effect(move || {
        if desk.overlay.with(Option::is_some) || desk.read_only.get() {
            desk.tying.set(None);
        }
    });
}
