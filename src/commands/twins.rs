//! Carries marks over to the other articles that have their passage, and goes to passages.

pub mod carrying;

use super::panes;
use crate::article;
use crate::browser::clock_and_ids;
use crate::browser::viewport::is_narrow;
use crate::desk::doubts::doubts;
use crate::desk::overlay::{INSPECTOR_DRAWER_MAX_PX, Overlay};
use crate::desk::view::{Cursor, View};
use crate::desk::{CommitError, Desk, labels, reprints};
use crate::ui::schedule;
use crate::ui::sentence::{t, tf};
use carrying::{Carrying, Plan, Wanted, meets};
use leptos::prelude::*;
use leptos::task::spawn_local;
use postil_core::model::DocumentId;
use postil_core::state::State;
use std::ops::Range;

/// Opens the list of passages, at the one that an offset of the document is in, else the selected mark or the
/// cursor.
pub fn list(desk: Desk, offset: Option<usize>) {
    let at = offset.or_else(|| at_hand(desk).map(|(_, range)| range.start));
    desk.open(Overlay::SharedCopy(at));
}

/// Carries the selected mark to all articles that have its passage.
pub fn carry_selected(desk: Desk) {
    let only = desk.view_now().mark().get_untracked();
    let Some((from, range)) = at_hand(desk).filter(|_| only.is_some()) else {
        return desk.announce(t!("Select a mark first."));
    };
    let wanted = Wanted {
        from,
        range,
        only,
        to: None,
    };
    carry(desk, wanted, false);
}

/// Carries all marks of the passages that the selected mark or the cursor is in.
pub fn carry_passage(desk: Desk) {
    let Some((from, place)) = at_hand(desk) else {
        return desk.announce(t!("Put the cursor on a passage first."));
    };
    spawn_local(async move {
        compare(desk).await;
        let own = reprints::own(&from);
        let here = own.iter().filter(|own| meets(&own.range, &place));
        let start = here.clone().map(|own| own.range.start).min();
        let end = here.map(|own| own.range.end).max();
        let wanted = Wanted {
            from,
            range: start.zip(end).map_or(place, |(start, end)| start..end),
            only: None,
            to: None,
        };
        carry(desk, wanted, false);
    });
}

/// The selected mark, else the selected text or the cursor.
fn at_hand(desk: Desk) -> Option<(DocumentId, Range<usize>)> {
    let view = desk.view_now();
    let document = view.document().get_untracked()?;
    let mark = view.mark().get_untracked();
    let extent = desk.peek(|state| Some(state.annotation(mark.as_ref()?)?.extent()));
    let cursor = view.cursor().get_untracked().map(Cursor::range);
    Some((document, extent.or(cursor)?))
}

/// Waits until all texts are compared.
async fn compare(desk: Desk) {
    reprints::want(desk);
    let mut is_said = false;
    while !reprints::is_read(desk) {
        if !std::mem::replace(&mut is_said, true) {
            desk.announce(t!("Comparing the articles…"));
        }
        schedule::breathe().await;
    }
}

/// Carries marks over. Those with a certain place are made in one step, those in doubt are asked about. `back`:
/// the list of shared copy is open, and open again afterwards.
pub fn carry(desk: Desk, wanted: Wanted, back: bool) {
    if desk.read_only.get_untracked() {
        return desk.announce(tf!("Not done: {}.", CommitError::ReadOnly));
    }
    spawn_local(async move {
        compare(desk).await;
        let since = desk.revision();
        let begin = |_: &State, found: &_| Carrying::begin(found, wanted.clone());
        let Some(mut carrying) = reprints::peek(desk, begin) else {
            return;
        };
        loop {
            let slice = schedule::slice();
            let more = reprints::peek(desk, |state, found| {
                while carrying.step(state, found) {
                    if slice.is_due() {
                        return true;
                    }
                }
                false
            });
            let overlay = desk.overlay.get_untracked();
            if back && !matches!(overlay, Some(Overlay::SharedCopy(_))) {
                return;
            }
            match more {
                Some(false) => break,
                Some(true) if desk.revision() == since => schedule::breathe().await,
                _ => return desk.announce(t!("Not done: the project has changed meanwhile.")),
            }
        }
        finish(desk, &wanted, carrying, back);
    });
}

/// Carries marks over at once, however long that takes, and tells what became of them. Asks about nothing.
///
/// # Errors
/// If the project cannot be changed.
pub fn carry_now(desk: Desk, wanted: Wanted) -> Result<Plan, String> {
    while !reprints::is_read(desk) {}
    let carried = reprints::peek(desk, |state, found| {
        let mut carrying = Carrying::begin(found, wanted);
        while carrying.step(state, found) {}
        carrying
    });
    let Some(carrying) = carried else {
        return Ok(Plan::default());
    };
    let mut plan = plan(desk, carrying);
    if let Some(transaction) = plan.transaction.take() {
        desk.try_commit(transaction)
            .map_err(|error| error.to_string())?;
    }
    Ok(plan)
}

fn plan(desk: Desk, carrying: Carrying) -> Plan {
    let fresh = || clock_and_ids::new_id('a').as_str().into();
    let fresh_relation = || clock_and_ids::new_id('r').as_str().into();
    desk.stamped(|state, stamp| carrying.plan(state, stamp, fresh, fresh_relation))
}

fn finish(desk: Desk, wanted: &Wanted, carrying: Carrying, back: bool) {
    let mut plan = plan(desk, carrying);
    if plan.twins.is_empty() {
        return desk.announce(match &wanted.only {
            Some(_) => t!("No other article has the words of the mark."),
            None => t!("There are no marks to carry to another article."),
        });
    }
    if let Some(transaction) = plan.transaction.take()
        && !desk.commit(transaction)
    {
        return;
    }
    desk.announce(desk.peek(|state| told(state, &plan)));
    if !plan.doubts.is_empty() {
        doubts().ask(plan.doubts, back);
        desk.open(Overlay::Doubts);
    }
}

/// What became of the marks, in words.
fn told(state: &State, plan: &Plan) -> String {
    let into = match plan.into.is_empty() {
        true => &plan.twins,
        false => &plan.into,
    };
    let into = match into.as_slice() {
        [one] => labels::numbered_article(state, one).unwrap_or_default(),
        many => labels::count(many.len(), "article"),
    };
    let mut told = match plan.made {
        0 => tf!("No mark carried to {into}"),
        made => tf!("{} carried to {into}", labels::count(made, "mark")),
    };
    match plan.there {
        0 => {}
        1 => told += t!("; 1 is there already"),
        there => told += &tf!("; {there} are there already"),
    }
    match plan.doubts.len() {
        0 => {}
        doubts => told += &tf!("; {doubts} to look at"),
    }
    match plan.gone {
        0 => {}
        1 => told += t!("; the words of 1 are not there"),
        gone => told += &tf!("; the words of {gone} are not there"),
    }
    if plan.is_cut {
        told += t!("; there are more, which another go carries");
    }
    told + "."
}

/// Where a passage is.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// The document.
    pub document: DocumentId,
    /// In code points.
    pub range: Range<usize>,
}

/// Shows a passage, and its twin in another pane beside it if there is room. What a pane shows already stays
/// where it is.
pub fn go(desk: Desk, to: &Spot, twin: Option<&Spot>) {
    let shown = twin.and_then(|twin| desk.pane_of(&twin.document));
    let there = desk.pane_of(&to.document);
    let there = there.or_else(|| beside(desk, shown?, &to.document));
    let view = there.unwrap_or_else(|| {
        let active = desk.view_now();
        desk.show_in(active, Some(to.document.clone()));
        active
    });
    bring(view, to);
    if let Some(twin) = twin {
        let shown = desk.pane_of(&twin.document).filter(|shown| *shown != view);
        if let Some(other) = shown.or_else(|| beside(desk, view, &twin.document)) {
            bring(other, twin);
        }
    }
    desk.activate(view);
    request_animation_frame(article::focus);
}

/// Shows a document in a pane other than `view`, if there is one or room for one.
fn beside(desk: Desk, view: View, document: &DocumentId) -> Option<View> {
    if is_narrow(INSPECTOR_DRAWER_MAX_PX) {
        return None;
    }
    if panes::has_room(desk) {
        desk.activate(view);
        return Some(desk.open_pane(Some(document.clone())));
    }
    let others = [desk.view_now(), desk.next_pane(true)];
    let other = others.into_iter().find(|other| *other != view)?;
    desk.show_in(other, Some(document.clone()));
    Some(other)
}

/// Code points of a passage that are brought into sight.
const SEEN_CHARS: usize = 400;

/// Puts the cursor of a pane at a passage, and brings as much of it into sight as fits.
fn bring(view: View, spot: &Spot) {
    let start = spot.range.start;
    let end = spot.range.end.min(start + SEEN_CHARS);
    view.move_cursor(Cursor::at(start));
    // A new pane is there in the next frame.
    request_animation_frame(move || article::reveal_in(view, start..end));
}
