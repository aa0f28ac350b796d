//! Makes relations.

use super::words::{title, words_of};
use crate::browser::clock_and_ids;
use crate::desk::Desk;
use crate::desk::tying::{Aim, AimAt, Tying};
use crate::ui::sentence::{t, tf};
use postil_core::edit::{self, NewAnnotation, Stamp};
use postil_core::model::schema::RelationType;
use postil_core::model::{AnnotationId, Relation, Target};
use postil_core::state::State;
use postil_core::transaction::Transaction;
use postil_propose::said::VIA;

/// A relation that is not in the project yet.
pub fn new_relation(
    stamp: Stamp,
    kind: &str,
    value: &str,
    from: &AnnotationId,
    to: Target,
) -> Relation {
    Relation {
        value: value.to_owned(),
        author: stamp.author.to_owned(),
        created: stamp.time.to_owned(),
        ..Relation::new(clock_and_ids::new_id('r').into(), kind, from.clone(), to)
    }
}

/// Makes the relation, with what belongs to it, in one step.
pub(super) fn relate(desk: Desk, from: &AnnotationId, tying: &Tying, aim: &Aim) {
    let words = words_of(desk, tying);
    let transaction = desk.stamped(|state, stamp| {
        let relation =
            |kind: &str, value: &str, to: Target| new_relation(stamp, kind, value, from, to);
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
