//! Goes through what the codebook demands and the marks lack.

use super::marks;
use crate::desk::overlay::Overlay;
use crate::desk::{Desk, checks, labels};
use crate::ui::sentence::{t, tf};
use postil_core::codebook::Checks;
use postil_core::model::{Annotation, AnnotationId};
use postil_core::state::State;

/// What is said of one mark at most.
const MAX_SAID: usize = 3;

/// Lists everything that is lacking.
pub fn list(desk: Desk) {
    if checks::now(desk, |_, checks| checks.total()) == 0 {
        desk.announce(t!("Nothing to check."));
    } else {
        desk.open(Overlay::Checks);
    }
}

/// Selects the next mark that lacks something, after the selected one or the cursor: in this article, then
/// in those that follow, going on at the beginning after the last; says what it lacks. Marks of hidden layers
/// are passed over as long as there are others; then their layer is shown.
pub fn next(desk: Desk) {
    let hidden = desk.hidden.get_untracked();
    let found = checks::now(desk, |state, checks| {
        let shown = |mark: &Annotation| !hidden.contains(mark.layer());
        find(desk, state, checks, &shown).or_else(|| find(desk, state, checks, &|_| true))
    });
    let Some(id) = found else {
        return list(desk);
    };
    let layer = checks::show_layer(desk, &id);
    marks::show(desk, &id);
    let words = checks::now(desk, |state, checks| {
        let mark = state.annotation(&id)?;
        let mut lacks: Vec<String> = checks::of_mark(state, checks, mark)
            .into_iter()
            .map(|(_, words)| words)
            .collect();
        let more = lacks.len().saturating_sub(MAX_SAID);
        lacks.truncate(MAX_SAID);
        if more > 0 {
            lacks.push(tf!("and {more} more"));
        }
        let title = labels::brief(state.schema().title(&mark.label));
        Some(tf!("{title}: {}", lacks.join("; ")))
    });
    let words = words.unwrap_or_default();
    desk.announce(match layer {
        Some(layer) => tf!("Layer {layer}: shown. {words}"),
        None => words,
    });
}

/// O(documents, and n log n in what is lacking in those that are looked at).
fn find(
    desk: Desk,
    state: &State,
    checks: &Checks,
    is_wanted: &dyn Fn(&Annotation) -> bool,
) -> Option<AnnotationId> {
    let shown = desk.view_now().document().get_untracked();
    let at = shown.and_then(|id| state.document_index(&id)).unwrap_or(0);
    let after = state
        .documents()
        .get(at)
        .map_or(0, |document| marks::start(desk, state, document).after);
    let many = state.documents().len();
    // The article that is shown comes twice: from here on, and from its beginning.
    let next = (at..=at + many).find_map(|place| {
        let from = if place == at { after } else { 0 };
        let document = state.documents().get(place % many.max(1))?;
        let id = &document.meta().id;
        (checks.count(id) > 0)
            .then(|| checks::next_in(state, checks, id, from, is_wanted))
            .flatten()
    });
    let of_cluster = || {
        let mut clusters = checks.clusters().iter();
        clusters.find_map(|found| {
            let id = checks::mark_of(state, &found.subject)?;
            state.annotation(&id).is_some_and(is_wanted).then_some(id)
        })
    };
    next.or_else(of_cluster)
}
