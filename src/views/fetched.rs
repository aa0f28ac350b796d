//! What a part of the program draws that is fetched when it is wanted: the codebook's, the story's.

use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{part, ui};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;

/// The part could not be fetched.
#[derive(Clone, Copy, Debug)]
pub struct Missing;

#[cfg(split)]
impl From<leptos::wasm_split::SplitLoaderError> for Missing {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Missing
    }
}

/// Whether the part is here.
#[derive(Clone, Copy)]
enum Arrival<T> {
    Awaited,
    Here(T),
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

/// Fetches a part, and draws something with its doors; offers to try again if it does not come.
pub fn once_here<T, F>(
    words: Words,
    part_of: fn() -> F,
    draw: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView
where
    T: Copy + 'static,
    F: Future<Output = Result<T, Missing>> + 'static,
{
    let arrival = ErasedSignal::new(Arrival::Awaited);
    let fetch = move || {
        spawn_local(async move {
            let fetched = match part_of().await {
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
