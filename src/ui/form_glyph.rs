//! The small picture of a layer's form, and the icons of the page.

use super::view::ui;
use leptos::prelude::*;
use postil_core::model::schema::Form;

/// A layer's form, small.
#[component]
pub fn Glyph(form: Form) -> impl IntoView {
    let class = match form {
        Form::Fill => "glyph fill",
        Form::Dash => "glyph dash",
        Form::Bracket => "glyph bracket",
    };
    ui! { <i class=class aria-hidden="true"></i> }
}
