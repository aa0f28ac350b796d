//! The small picture of a layer's form.

use super::view::ui;
use leptos::prelude::*;
use postil_core::model::Color;
use postil_core::model::schema::{Form, Layer};

/// How a layer or a label looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The form of the layer.
    pub form: Form,
    /// The color that the codebook gives it.
    pub color: Option<Color>,
}

impl Look {
    /// How a layer looks.
    pub fn of(layer: &Layer) -> Self {
        Self {
            form: layer.form,
            color: layer.color,
        }
    }
}

/// Draws the form of a layer, small.
#[component]
pub fn Glyph(look: Look) -> impl IntoView {
    let form = match look.form {
        Form::Fill => "fill",
        Form::Dash => "dash",
        Form::Bracket => "bracket",
    };
    let own = look.color.map_or("", |_| " own");
    let color = look.color.map(|color| color.to_string());
    ui! { <i class=format!("glyph {form}{own}") style:--own=color aria-hidden="true"></i> }
}
