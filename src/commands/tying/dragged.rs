//! A relation that is dragged from mark to mark: made where it is let go, by the type that fits, or by one
//! that is chosen.

use super::aims::guess_value;
use super::relate::relate;
use crate::article;
use crate::commands::chord::Press;
use crate::desk::Desk;
use crate::desk::ties::ties;
use crate::desk::tying::{Aim, Tying};
use crate::ui::sentence::{t, tf};
use crate::ui::view::effect;
use postil_core::model::AnnotationId;

/// Lets go of the relation over an annotation: makes it if one type fits, and asks which if several do.
pub fn drop_it(desk: Desk) {
    let landing = ties().drag.with_untracked(|drag| drag.as_ref()?.to.clone());
    let Some(landing) = landing else {
        leave(desk);
        return;
    };
    match landing.offers.as_slice() {
        [] => {
            leave(desk);
        }
        [only] => choose(desk, &only.kind),
        several => {
            let titles: Vec<String> = several
                .iter()
                .map(|offer| format!("{} {}", offer.key.to_uppercase(), offer.title))
                .collect();
            ties().drag.update(|drag| {
                if let Some(drag) = drag {
                    drag.waits = true;
                }
            });
            desk.announce(tf!("Which relation? {}", titles.join(", ")));
        }
    }
}

/// Makes the relation by a type.
pub fn choose(desk: Desk, kind: &str) {
    let Some(drag) = ties().drag.get_untracked() else {
        return;
    };
    ties().drag.set(None);
    article::focus();
    let Some(landing) = drag.to else {
        return;
    };
    let aim = Aim::of(landing.mark);
    let mut tying = Tying {
        from: Some(drag.from.clone()),
        kind: kind.to_owned(),
        value: String::new(),
        value_is_chosen: false,
        typed: String::new(),
        aim: Some(aim.clone()),
        held: false,
    };
    guess_value(desk, &mut tying);
    relate(desk, &drag.from, &tying, &aim);
}

/// Gives it up. Whether there was one.
pub fn leave(desk: Desk) -> bool {
    let is_there = ties().drag.with_untracked(Option::is_some);
    if is_there {
        ties().drag.set(None);
        desk.announce(t!("No relation made."));
    }
    is_there
}

/// Takes a key while a relation is dragged, or waits for its type; returns whether it was for that.
pub fn key(desk: Desk, press: &Press) -> bool {
    let Some(drag) = ties().drag.get_untracked() else {
        return false;
    };
    if press.ctrl || press.alt {
        return false;
    }
    match press.key.as_str() {
        "Escape" => return leave(desk),
        "Tab" => return false,
        _ => {}
    }
    let landing = drag.to.filter(|_| drag.waits);
    let chosen = landing.and_then(|landing| {
        let mut offers = landing.offers.into_iter();
        offers.find(|offer| means(press, offer.key))
    });
    if let Some(offer) = chosen {
        choose(desk, &offer.kind);
    }
    // No other key does anything to what lies under the list.
    true
}

/// Whether a press is that of a letter, on any keyboard.
fn means(press: &Press, letter: char) -> bool {
    let mut sign = [0; 4];
    let letter: &str = letter.encode_utf8(&mut sign);
    let readings = press.readings();
    let mut keys = readings.iter().map(|(key, _)| *key);
    keys.any(|key| key.eq_ignore_ascii_case(letter))
}

/// Gives up what can be no more, for as long as the page lives.
pub fn keep(desk: Desk) {
    effect(move || {
        let is_barred = desk.overlay.with(Option::is_some) || desk.read_only.get();
        let selected = desk.view().mark().get();
        let is_lost = desk.at_once(|state| {
            let is_gone = |id: &AnnotationId| state.annotation(id).is_none();
            ties().drag.with_untracked(|drag| {
                let drag = drag.as_ref()?;
                let to = drag.to.as_ref().map(|landing| &landing.mark);
                let is_left = selected.as_ref() != Some(&drag.from);
                Some(is_barred || is_left || is_gone(&drag.from) || to.is_some_and(is_gone))
            })
        });
        if is_lost == Some(true) {
            ties().drag.set(None);
        }
    });
}
