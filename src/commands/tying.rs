//! Relates marks: the type of the relation by a key, its other end in the text.

mod aims;
pub mod dragged;
mod finder;
mod relate;
mod words;

use super::chord::Press;
use super::marks;
use crate::article;
use crate::desk::Desk;
use crate::desk::command::Direction;
use crate::desk::overlay::{Overlay, Tie};
use crate::desk::ties::{Reach, ties};
use crate::desk::tying::{Aim, AimAt, RelationEnds, Tying, keys};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::view::effect;
use aims::{aim_first, aims, guess_value};
use finder::Finder;
use postil_core::model::AnnotationId;
use postil_core::model::schema::RelationType;
pub use relate::new_relation;
use relate::relate;
use std::rc::Rc;
use words::title;
pub use words::words_of;

/// Characters that are typed to find an end at most.
const MOST_TYPED: usize = 40;

/// Begins a relation of a type at the selected annotation. If that type cannot begin there, one with the
/// same key that can.
pub fn begin(desk: Desk, kind: &str) {
    let Some(id) = marks::to_change(desk) else {
        return;
    };
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

/// Holds the type of the relation in the making, or holds it no more.
pub fn toggle_hold(desk: Desk) {
    let Some(tying) = desk.tying.get_untracked() else {
        return;
    };
    if tying.held && tying.from.is_none() {
        return leave(desk);
    }
    let held = !tying.held;
    desk.tying.set(Some(Tying { held, ..tying }));
    desk.announce(match held {
        true => t!("Held: two marks that are chosen are related, until Esc."),
        false => t!("Not held any more."),
    });
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
    let extent = desk.peek(|state| match &tying.aim.as_ref()?.at {
        AimAt::Words(range, _) => Some(range.clone()),
        AimAt::Mark(id) => {
            let aim = state.annotation(id)?;
            let shown = desk.view_now().document().get_untracked();
            (shown.as_ref() == Some(&aim.document)).then(|| aim.extent())
        }
    });
    if let Some(extent) = extent {
        article::reveal(extent);
    }
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

/// Keeps the articles in step with the relation in the making, for as long as the page lives.
pub fn keep(desk: Desk) {
    dragged::keep(desk);
    effect(move || {
        let ends = |tying: &Tying| Rc::new(Finder::new(tying)) as Rc<dyn RelationEnds>;
        let ends = desk.tying.with(|tying| tying.as_ref().map(ends));
        let dragged = ties().drag.with(|drag| drag.as_ref().map(Reach::of));
        let dragged = dragged.map(|reach| Rc::new(reach) as Rc<dyn RelationEnds>);
        let ends = ends.or(dragged);
        if ends.is_none() {
            article::show_words(None);
        }
        desk.ends.set(ends);
    });
    // In another pane another end is near; where nothing may be changed, there is nothing to make.
    let pane = memo(move || {
        let view = desk.view();
        (view, view.document().get())
    });
    effect(move || {
        pane.with(|_| ());
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
