//! The codebook: layers, labels, attributes and link types. Its part of the program is fetched first.

use super::frame::{Frame, close};
use crate::desk::Desk;
use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{part, ui};
use crate::views::codebook::{self, Missing};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Whether the part of the program is here.
#[derive(Clone, Copy)]
enum Arrival {
    Awaited,
    Here(codebook::Codebook),
    Missing,
}

/// The codebook.
#[component]
pub fn Codebook() -> AnyView {
    let desk = Desk::here();
    let arrival = ErasedSignal::new(Arrival::Awaited);
    let fetch = move || {
        spawn_local(async move {
            let fetched = match codebook::fetch().await {
                Ok(doors) => Arrival::Here(doors),
                Err(Missing) => Arrival::Missing,
            };
            // The dialog may be closed by now.
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
    let screen = move || {
        Some(match arrival.get() {
            Arrival::Awaited => {
                ui! { <p class="lead" role="status">{t!("The codebook opens…")}</p> }
            }
            Arrival::Here(doors) => (doors.screen)(),
            Arrival::Missing => ui! {
                <p class="lead" role="alert">
                    {t!("The screen could not be fetched. Nothing has changed.")}
                    " "
                    <button type="button" class="link" on:click=again>
                        {t!("Try again")}
                    </button>
                </p>
            },
        })
    };
    ui! {
        <Frame title="Codebook" class="codebook-dialog">
            {part(screen)}
            <div class="dialog-foot">
                <button type="button" class="button solid" on:click=move |_| close(desk)>
                    "Done"
                </button>
            </div>
        </Frame>
    }
}
