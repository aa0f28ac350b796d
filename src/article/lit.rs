//! What a pane draws of the desk beside its own selection: the mentions of what is selected, which it is
//! brought to as well, the annotations that are kept, and where a relation in the making can end.

use super::pane::{Pane, Reveal};
use crate::ui::memo::memo;
use crate::ui::view::effect;
use postil_core::model::AnnotationId;
use std::rc::Rc;

/// Follows the desk.
pub fn follow(pane: &Rc<Pane>) {
    let desk = pane.desk;
    let mentions = memo(move || {
        let id = desk.view().mark().get();
        desk.with_links(|state| {
            let cluster = id.and_then(|id| state.cluster_of(&id));
            let members = cluster.map(|cluster| cluster.members());
            members.into_iter().flatten().cloned().collect::<Vec<_>>()
        })
    });
    let own = pane.clone();
    effect(move || {
        let mentions = mentions.get();
        own.view.document().track();
        if desk.view_now() != own.view {
            bring_to(&own, &mentions);
        }
        own.emphasize(|context| &mut context.lit, mentions);
    });
    let own = pane.clone();
    effect(move || {
        let mut kept = desk.kept.get();
        kept.sort();
        own.emphasize(|context| &mut context.kept, kept);
    });
    let own = pane.clone();
    effect(move || own.tie(desk.ends.get()));
}

/// Scrolls to the first of some annotations, unless one is in sight.
fn bring_to(pane: &Rc<Pane>, annotations: &[AnnotationId]) {
    let Some(document) = pane.view.document().get_untracked() else {
        return;
    };
    let mut extents = pane.desk.peek(|state| {
        let all = annotations.iter().filter_map(|id| state.annotation(id));
        let here = all.filter(|annotation| annotation.document == document);
        here.map(|annotation| annotation.extent())
            .collect::<Vec<_>>()
    });
    extents.sort_by_key(|extent| extent.start);
    if !extents.is_empty() {
        pane.reveal_soon(Reveal::UnlessOneInSight(extents));
    }
}
