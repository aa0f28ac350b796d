//! Relates marks: the type of the relation by a key, its other end in the text.

use super::chord::Press;
use crate::article;
use crate::browser::clock_and_ids;
use crate::desk::command::Direction;
use crate::desk::overlay::{Overlay, Tie};
use crate::desk::tying::{SAID_BY, Tying, keys};
use crate::desk::{Desk, labels};
use crate::ui::sentence::{t, tf};
use crate::ui::view::effect;
use postil_core::edit;
use postil_core::model::schema::RelationType;
use postil_core::model::{Annotation, AnnotationId, DocumentId, Relation, Target};
use postil_core::state::{DocumentState, State};
use postil_core::text::{Mention, Query, rank_speakers};

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
    let all = fitting(desk, tying);
    tying.aim = desk
        .peek_document(|state, document| likeliest(state, document, tying, &all))
        .flatten();
    guess_value(desk, tying);
}

fn likeliest(
    state: &State,
    document: &DocumentState,
    tying: &Tying,
    all: &[AnnotationId],
) -> Option<AnnotationId> {
    let from = tying.from.as_ref().and_then(|id| state.annotation(id));
    let Some(from) = from.filter(|from| from.document == document.meta().id) else {
        return all.first().cloned();
    };
    let own = from.extent();
    if tying.kind == SAID_BY {
        let speaks = |id: &&AnnotationId| {
            let label = state.annotation(id).map(|annotation| &annotation.label);
            label.is_some_and(|label| may_speak(label))
        };
        let speakers: Vec<&AnnotationId> = all.iter().filter(speaks).collect();
        let mentions: Vec<Mention> = speakers
            .iter()
            .filter_map(|id| state.annotation(id))
            .map(|annotation| Mention {
                range: annotation.extent(),
                is_person: annotation.label == "entity.person",
            })
            .collect();
        let ranked = rank_speakers(document.text(), own.clone(), &mentions);
        if let Some(first) = ranked.first().and_then(|&at| speakers.get(at)) {
            return Some((*first).clone());
        }
    }
    let related: Vec<&Target> = state
        .relations_of(&from.id)
        .filter(|relation| relation.kind == tying.kind && relation.from == from.id)
        .map(|relation| &relation.to)
        .collect();
    let away = |id: &&AnnotationId| {
        let extent = state.annotation(id).map(Annotation::extent);
        let away = extent.map_or(usize::MAX, |it| {
            let after = it.start.saturating_sub(own.end);
            after.max(own.start.saturating_sub(it.end))
        });
        let is_related = related.iter().any(|to| match to {
            Target::Annotation(to) => to == *id,
            Target::Cluster(cluster) => {
                let own = state.cluster_of(id);
                own.is_some_and(|own| own.record().id == *cluster)
            }
        });
        (is_related, away)
    };
    all.iter().min_by_key(away).cloned()
}

/// Whether an annotation of this label may be a speaker.
fn may_speak(label: &str) -> bool {
    match label.split_once('.') {
        Some(("entity", kind)) => matches!(kind, "person" | "organization" | "group" | "media"),
        _ => true,
    }
}

/// Proposes the value, unless a person chose one: that which is called like the label of the end, or
/// stands for it; else the first that the beginning does not have yet.
fn guess_value(desk: Desk, tying: &mut Tying) {
    if tying.value_is_chosen {
        return;
    }
    let value = desk.peek(|state| {
        let kind = state.schema().relation(&tying.kind)?;
        let label = tying.aim.as_ref().and_then(|id| state.annotation(id));
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

/// Proposes the next or the previous end in the text, round and round.
fn step(desk: Desk, direction: Direction) {
    let Some(mut tying) = desk.tying.get_untracked() else {
        return;
    };
    let all = fitting(desk, &tying);
    let at = tying
        .aim
        .as_ref()
        .and_then(|aim| all.iter().position(|id| id == aim));
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
        let aim = tying.aim.as_ref().and_then(|id| state.annotation(id));
        Some(match (aim, tying.value.as_str()) {
            (None, _) if tying.from.is_none() => tf!("{title}: choose where it begins."),
            (None, _) => tf!("{title}: no mark fits."),
            (Some(aim), "") => tf!("{title}: {}?", labels::snippet(state, aim, 80)),
            (Some(aim), value) => tf!("{title}, {value}: {}?", labels::snippet(state, aim, 80)),
        })
    });
    if let Some(said) = said {
        desk.announce(said);
    }
    let start = desk.peek(|state| {
        let aim = state.annotation(tying.aim.as_ref()?)?;
        let shown = desk.view_now().document().get_untracked();
        (shown.as_ref() == Some(&aim.document)).then(|| aim.extent().start)
    });
    if let Some(start) = start {
        article::reveal(start);
    }
}

fn title(state: &State, kind: &str) -> String {
    let known = state.schema().relation(kind);
    labels::brief(known.map_or(kind, |kind| &kind.title))
}

/// Takes the proposed end.
pub fn take_aim(desk: Desk) {
    match desk.tying.get_untracked().and_then(|tying| tying.aim) {
        Some(aim) => take(desk, &aim),
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
    let Some(from) = tying.from.clone() else {
        tying.from = Some(id.clone());
        tying.typed.clear();
        aim_first(desk, &mut tying);
        desk.tying.set(Some(tying));
        return show_aim(desk);
    };
    if tying.aim.as_ref() != Some(id) {
        tying.aim = Some(id.clone());
        guess_value(desk, &mut tying);
    }
    relate(desk, &from, &tying, id);
    if tying.held {
        desk.tying.set(Some(Tying {
            from: None,
            value: String::new(),
            value_is_chosen: false,
            typed: String::new(),
            aim: None,
            ..tying
        }));
    } else {
        desk.tying.set(None);
    }
}

fn relate(desk: Desk, from: &AnnotationId, tying: &Tying, to: &AnnotationId) {
    let transaction = desk.stamped(|state, stamp| {
        // A cluster stands for its mentions.
        let cluster = state
            .cluster_of(to)
            .map(|cluster| cluster.record().id.clone());
        let target = cluster.map_or_else(|| Target::Annotation(to.clone()), Target::Cluster);
        let relation = Relation {
            value: tying.value.clone(),
            author: stamp.author.to_owned(),
            created: stamp.time.to_owned(),
            ..Relation::new(
                clock_and_ids::new_id('r').into(),
                &tying.kind,
                from.clone(),
                target,
            )
        };
        edit::relate(state, relation)
    });
    let Some(transaction) = transaction else {
        desk.announce(t!("Already linked."));
        return;
    };
    if desk.commit(transaction) {
        let said = desk.peek(|state| {
            let title = title(state, &tying.kind);
            let end = labels::snippet(state, state.annotation(to)?, 60);
            Some(match tying.value.as_str() {
                "" => tf!("{title}: {end}."),
                value => tf!("{title}, {value}: {end}."),
            })
        });
        desk.announce(said.unwrap_or_default());
    }
}

/// Keeps the articles in step with the relation in the making, for as long as the page lives.
pub fn keep(desk: Desk) {
    effect(move || {
        let tying = desk.tying.get();
        article::tie(tying.as_ref(), can_be);
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
