//! What the inspector says of the article while no mark is selected.

use crate::desk::Desk;
use crate::glyph::Glyph;
use leptos::prelude::*;

/// The counts of the article, by label.
#[component]
pub fn Overview() -> impl IntoView {
    let desk = Desk::here();
    let counts = Memo::new(move |_| {
        let id = desk.document.get();
        desk.with(|state| {
            let document = state.document(id.as_ref()?)?;
            let count = |(label, count): (&String, &usize)| {
                let layer = state.schema().layer(postil_core::model::label_layer(label));
                let title = state.schema().title(label).to_owned();
                (layer.map(|layer| layer.form), title, *count)
            };
            Some(document.counts().iter().map(count).collect::<Vec<_>>())
        })
    });
    let rows = move || {
        counts.get().map(|counts| {
            let row = |(form, title, count)| {
                view! {
                    <li>
                        {Option::map(form, |form| view! { <Glyph form /> })}
                        <span>{title}</span>
                        <span class="count">{count}</span>
                    </li>
                }
            };
            counts.into_iter().map(row).collect_view()
        })
    };
    view! { <ul class="counts">{rows}</ul> }
}
