//! Going to a field of the inspector.

use crate::desk::{Desk, Field};
use crate::ui::sentence::t;
use postil_core::model::schema::AttributeKind;
use postil_core::state::State;

/// Focuses a field of the selected annotation.
pub fn ask(desk: Desk, field: Field) {
    let label = desk.view_now().mark().with_untracked(|id| {
        desk.peek(|state| Some(state.annotation(id.as_ref()?)?.label.clone()))
    });
    if let Some(label) = label {
        let has_date = |state: &State| {
            let mut attributes = state.schema().attributes(&label);
            attributes.any(|attribute| attribute.kind == AttributeKind::Date)
        };
        if field == Field::Date && !desk.peek(has_date) {
            desk.announce(t!("This label has no date."));
            return;
        }
        desk.show_inspector(true);
        desk.listing.set(false);
        // Set twice, so that asking again for the same field has an effect.
        desk.field.set(None);
        desk.field.set(Some(field));
    } else {
        desk.announce(t!("Select a mark first."));
    }
}
