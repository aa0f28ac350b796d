//! How much the marks of an article lack, beside it in the rail.

use crate::desk::checks;
use crate::ui::memo::memo;
use crate::ui::sentence::tf;
use crate::ui::view::{part, ui};
use leptos::prelude::*;
use postil_core::model::DocumentId;

/// The count; nothing where nothing is lacking.
pub fn lacks(id: DocumentId) -> AnyView {
    let many = memo(move || checks::with(|checks| checks.count(&id)));
    part(move || {
        let many = many.get();
        (many > 0).then(|| {
            let words = tf!("{many} to check");
            ui! {
                <span class="lacks" title=words.clone()>
                    <span aria-hidden="true">{many}</span>
                    <span class="unseen">{tf!(", {words}")}</span>
                </span>
            }
        })
    })
    .into_any()
}
