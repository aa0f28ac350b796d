//! What the codebook's part of the program draws, once it is here.

use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{part, ui};
use crate::views::codebook::{self, Codebook, Missing};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Whether the part is here.
#[derive(Clone, Copy)]
enum Arrival {
    Awaited,
    Here(Codebook),
    Missing,
}

/// What is said instead.
#[derive(Clone, Copy)]
pub struct Words {
    /// While it is fetched.
    pub awaited: &'static str,
    /// If it could not be fetched.
    pub missing: &'static str,
}

/// Fetches the part, and draws something with it; offers to try again if it does not come.
pub fn once_here(words: Words, draw: impl Fn(Codebook) -> AnyView + Send + 'static) -> AnyView {
    let arrival = ErasedSignal::new(Arrival::Awaited);
    let fetch = move || {
        spawn_local(async move {
            let fetched = match codebook::fetch().await {
                Ok(doors) => Arrival::Here(doors),
                Err(Missing) => Arrival::Missing,
            };
            // What wanted it may be gone by now.
            if arrival.try_with_untracked(|_| ()).is_some() {
                arrival.set(fetched);
            }
        });
    };
    fetch();
    let again = move |_| {
        arrival.set(Arrival::Awaited);
        fetch();
    };
    part(move || {
        Some(match arrival.get() {
            Arrival::Awaited => ui! { <p class="lead quiet" role="status">{words.awaited}</p> },
            Arrival::Here(doors) => draw(doors),
            Arrival::Missing => ui! {
                <p class="lead" role="alert">
                    {words.missing}
                    " "
                    <button type="button" class="link" on:click=again>
                        {t!("Try again")}
                    </button>
                </p>
            },
        })
    })
    .into_any()
}
