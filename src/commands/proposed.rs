//! The values that are proposed for a mark, and taking them: how it quotes, when it was, how many there were.
//!
//! Nothing in the project says that a value was taken: it was if it is the one that is proposed.

mod dates;
mod field;
mod numbers;

use crate::desk::{Desk, labels};
use crate::ui::sentence::{t, tf};
use postil_core::edit;
use postil_core::model::{Annotation, AnnotationId};
use postil_core::state::State;
use postil_core::text::{Quoting, propose_quoting};
use serde_json::Value;

use field::{Values, offered};

pub use dates::{Date, date};
pub use field::Standing;
pub use numbers::{Number, number, read_as};

/// The proposed quoting of a claim that has none yet.
pub fn quoting(state: &State, mark: &Annotation) -> Option<Quoting> {
    let proposes = offered(state, mark).any(|attribute| attribute.name == "quoting");
    if !proposes || mark.attributes.contains_key("quoting") {
        return None;
    }
    let document = state.document(&mark.document)?;
    Some(propose_quoting(document.text(), mark.extent()))
}

/// Takes all that is proposed for the selected mark where it has nothing yet, in one step.
pub fn accept(desk: Desk) {
    let Some(id) = desk.view_now().mark().get_untracked() else {
        desk.announce(t!("Select a mark first."));
        return;
    };
    let values = desk.peek(|state| {
        let mark = state.annotation(&id)?;
        let quoting = quoting(state, mark).map(|quoting| quoting.as_str().into());
        let mut values: Values = quoting
            .map(|quoting| ("quoting".to_owned(), Some(quoting)))
            .into_iter()
            .collect();
        let date = date(state, mark).filter(|date| date.standing == Standing::Open);
        values.extend(date.iter().flat_map(|date| date.values(mark, 0)));
        let number = number(state, mark).filter(|number| number.standing == Standing::Open);
        values.extend(number.into_iter().flat_map(|number| number.values));
        Some(values)
    });
    match values.filter(|values| !values.is_empty()) {
        Some(values) => set(desk, &id, values),
        None => desk.announce(t!("No proposal to accept.")),
    }
}

/// Gives a mark the reading of its date with this index.
pub fn take_date(desk: Desk, id: &AnnotationId, at: usize) {
    let values = desk.peek(|state| {
        let mark = state.annotation(id)?;
        Some(date(state, mark)?.values(mark, at))
    });
    set(desk, id, values.unwrap_or_default());
}

/// Gives a mark the number that is proposed for it.
pub fn take_number(desk: Desk, id: &AnnotationId) {
    let values = desk.peek(|state| Some(number(state, state.annotation(id)?)?.values));
    set(desk, id, values.unwrap_or_default());
}

/// Gives a claim the quoting that is proposed for it.
pub fn take_quoting(desk: Desk, id: &AnnotationId) {
    let quoting = desk.peek(|state| quoting(state, state.annotation(id)?));
    let value = quoting.map(|quoting| ("quoting".to_owned(), Some(quoting.as_str().into())));
    set(desk, id, value.into_iter().collect());
}

/// Sets values in one step, and says which.
fn set(desk: Desk, id: &AnnotationId, values: Values) {
    let said = desk.peek(|state| {
        let mark = state.annotation(id)?;
        let one = |(name, value): &(String, Option<Value>)| {
            let value = value.as_ref()?;
            let title = offered(state, mark).find(|kind| kind.name == *name)?;
            let value = value.as_str().map_or(value.to_string(), str::to_owned);
            let title = labels::brief(&title.title);
            Some(tf!("{title}: {value}"))
        };
        Some(values.iter().filter_map(one).collect::<Vec<_>>())
    });
    let said = said.unwrap_or_default().join(", ");
    if desk.commit(desk.stamped(|state, stamp| edit::set_attributes(state, id, values, stamp))) {
        desk.announce(said);
    }
}
