//! A tile: an article that has a claim, drawn by how it quotes.

use super::data::Data;
use crate::desk::labels;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{part, ui};
use crate::views::story::tiles::Head;
use leptos::prelude::*;
use postil_core::model::AnnotationId;
use postil_core::state::State;
use postil_story::attribution::{Form, verbatim};
use postil_story::sayings::{Cell, Saying};

/// The certainty that goes without saying.
const CERTAIN: &str = "certain";
/// Code points of quoted words that a tile says.
const WORDS: usize = 200;

/// The forms in the order of the legend.
const FORMS: [Form; 4] = [Form::Direct, Form::Mixed, Form::Indirect, Form::Stated];

fn class(form: Form) -> &'static str {
    match form {
        Form::Direct => "direct",
        Form::Mixed => "mixed",
        Form::Indirect => "indirect",
        Form::Stated => "stated",
        Form::Unknown => "unknown",
    }
}

fn words(form: Form) -> &'static str {
    match form {
        Form::Direct => "Direct",
        Form::Mixed => "Mixed",
        Form::Indirect => "Indirect",
        Form::Stated => t!("The writer’s own voice"),
        Form::Unknown => t!("Quoting not stated"),
    }
}

/// What the tiles mean.
pub fn legend(data: Data) -> AnyView {
    let one = |form: Form| {
        ui! {
            <li>
                <i class=format!("saying {}", class(form)) aria-hidden="true"></i>
                {words(form)}
            </li>
        }
    };
    let all: Vec<_> = FORMS.into_iter().map(one).collect();
    ui! {
        <ul class="saying-legend" aria-label=t!("How a tile shows the quoting")>
            {all}
            {part(move || data.has_unknown().then(|| one(Form::Unknown)))}
        </ul>
    }
}

/// The tiles of a cell.
pub fn tiles(data: Data, heads: &[Head], cell: &Cell) -> AnyView {
    let desk = data.session.desk;
    let tile = |saying: &Saying| {
        let head = heads.get(saying.article)?;
        let said = desk.peek(|state| said(state, head, saying));
        Some(tile(head, saying, said))
    };
    let tiles: Vec<_> = cell.sayings.iter().filter_map(tile).collect();
    ui! { <span class="sayings">{tiles}</span> }
}

fn tile(head: &Head, saying: &Saying, said: String) -> AnyView {
    let attribution = &saying.attribution;
    let certainty = attribution.certainty.as_str();
    let doubt = (!matches!(certainty, "" | CERTAIN))
        .then(|| ui! { <span class="doubt clip">{labels::brief(certainty)}</span> });
    ui! {
        <span class="saying-of">
            <button
                type="button"
                class=format!("stop saying {}", class(attribution.form))
                tabindex="-1"
                data-mark=saying.claim.to_string()
                aria-label=said.clone()
                title=said
            >
                {head.mark.clone()}
            </button>
            {doubt}
        </span>
    }
}

/// All that a tile stands for, in words.
fn said(state: &State, head: &Head, saying: &Saying) -> String {
    let attribution = &saying.attribution;
    let form = match attribution.form {
        Form::Stated => t!("in the writer’s own voice"),
        Form::Unknown => t!("quoting not stated"),
        form => class(form),
    };
    let certainty = match attribution.certainty.as_str() {
        "" => t!("certainty not stated").to_owned(),
        certainty => labels::brief(certainty),
    };
    let words = quoted(state, &saying.claim);
    let from = format!("{} {}", head.mark, head.outlet_words());
    match words.as_str() {
        "" => tf!("{from}, {}: {form}, {certainty}", head.date),
        words => tf!("{from}, {}: {form}, {certainty}, “{words}”", head.date),
    }
}

fn quoted(state: &State, claim: &AnnotationId) -> String {
    let words = state.annotation(claim).map(|mark| verbatim(state, mark));
    let words = words.unwrap_or_default().join(" … ");
    labels::line(&labels::cut(&words, WORDS))
}
