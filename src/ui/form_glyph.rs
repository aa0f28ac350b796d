//! The small picture of a layer's form.

use super::view::ui;
use leptos::prelude::*;
use postil_core::model::schema::Form;

/// Draws a layer's form, small.
#[component]
pub fn Glyph(form: Form) -> impl IntoView {
    let class = match form {
        Form::Fill => "glyph fill",
        Form::Dash => "glyph dash",
        Form::Bracket => "glyph bracket",
    };
    ui! { <i class=class aria-hidden="true"></i> }
}
