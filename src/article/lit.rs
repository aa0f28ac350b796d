//! Lights the mentions of the cluster that the selected annotation is in, in all panes, and brings the
//! other panes to one of them.

use super::pane::{Pane, Reveal};
use crate::ui::memo::memo;
use crate::ui::view::effect;
use postil_core::model::{AnnotationId, ClusterId};
use std::rc::Rc;

/// Follows the selection of the active pane.
pub fn follow(pane: &Rc<Pane>) {
    let desk = pane.desk;
    let cluster = memo(move || {
        let id = desk.view().mark().get();
        desk.with_links(|state| Some(state.cluster_of(id.as_ref()?)?.record().id.clone()))
    });
    let own = pane.clone();
    effect(move || {
        let cluster = cluster.get();
        own.view.document().track();
        own.light(cluster.clone());
        if desk.view_now() != own.view
            && let Some(cluster) = cluster
        {
            bring_to(&own, &cluster);
        }
    });
    let own = pane.clone();
    effect(move || own.keep_marks(desk.kept.get()));
}

/// Scrolls to the first mention of a cluster, unless one is in sight.
fn bring_to(pane: &Rc<Pane>, cluster: &ClusterId) {
    let Some(document) = pane.view.document().get_untracked() else {
        return;
    };
    let mut extents = pane.desk.peek(|state| {
        let members = state.cluster(cluster).map(|cluster| cluster.members());
        let here = members
            .into_iter()
            .flatten()
            .filter_map(|id: &AnnotationId| {
                let annotation = state.annotation(id)?;
                (annotation.document == document).then(|| annotation.extent())
            });
        here.collect::<Vec<_>>()
    });
    extents.sort_by_key(|extent| extent.start);
    if !extents.is_empty() {
        pane.reveal_soon(Reveal::UnlessOneInSight(extents));
    }
}
