//! Examples of labels, out of the texts.

use crate::model::AnnotationId;
use crate::model::schema::Example;
use crate::state::State;

/// The words of an annotation as an example of its label, with where they were taken from; none if
/// there is no such annotation. O(words).
pub fn example(state: &State, id: &AnnotationId) -> Option<Example> {
    let mark = state.annotation(id)?;
    Some(Example {
        text: state.quote(mark),
        document: Some(mark.document.clone()),
        annotation: Some(id.clone()),
        ..Example::default()
    })
}
