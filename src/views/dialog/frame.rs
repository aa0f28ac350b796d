//! The frame of every dialog.

use crate::desk::{Desk, labels};
use crate::ui::icon::{Icon, icon};
use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{effect, part, ui};
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{Element, Event, HtmlElement, KeyboardEvent, MouseEvent};
use wasm_bindgen::JsCast;

/// A modal dialog with a heading. Its first field or button gets the focus.
#[component]
pub fn Frame(
    #[prop(into)] title: String,
    /// Its classes in the style sheet.
    class: &'static str,
    /// Whether a press outside leaves it open.
    #[prop(optional)]
    firm: bool,
    children: Children,
) -> AnyView {
    let desk = Desk::here();
    let node = NodeRef::<html::Dialog>::new();
    effect(move || {
        if let Some(dialog) = node.get() {
            // It is in the page and not open yet, so this cannot fail.
            let _ = dialog.show_modal();
        }
    });
    // The target of a press on the backdrop is the dialog itself, not an element in it.
    let press = move |event: MouseEvent| {
        let target = event
            .target()
            .and_then(|t| t.dyn_into::<HtmlElement>().ok());
        if !firm && target.is_some_and(|target| target.tag_name() == "DIALOG") {
            close(desk);
        }
    };
    let cancelled = move |event: Event| {
        event.prevent_default();
        close(desk);
    };
    // Enter on one of several choices goes on with it, as in a form.
    let pressed = move |event: KeyboardEvent| {
        let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        let is_choice = target.is_some_and(|at| at.matches("input[type=radio]").unwrap_or(false));
        let act = node.get_untracked().and_then(|dialog| {
            let act = dialog.query_selector(".dialog-foot .solid:not(:disabled)");
            act.ok().flatten()?.dyn_into::<HtmlElement>().ok()
        });
        if let Some(act) = act.filter(|_| is_choice && event.key() == "Enter") {
            event.prevent_default();
            act.click();
        }
    };
    ui! {
        <dialog
            class=format!("dialog {class}")
            node_ref=node
            aria-labelledby="dialog-title"
            on:keydown=pressed
            on:mousedown=press
            on:cancel=cancelled
        >
            <div class="dialog-box">
                <header class="dialog-head">
                    <h2 id="dialog-title">{labels::brief(&title)}</h2>
                    <button
                        type="button"
                        class="icon-button small"
                        aria-label="Close"
                        title="Close"
                        on:click=move |_| close(desk)
                    >
                        {icon(Icon::Close)}
                    </button>
                </header>
                {children()}
            </div>
        </dialog>
    }
}

/// Closes the dialog. A field that has the focus passes on what was typed first.
pub fn close(desk: Desk) {
    let field = document().active_element();
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        let _ = field.blur();
    }
    desk.close_overlay();
}

/// Closes the dialog, then does something in the page.
pub fn close_then(desk: Desk, act: impl FnOnce() + 'static) {
    desk.close_overlay();
    // The page takes no focus until the modal dialog is gone.
    request_animation_frame(act);
}

/// Says that a dialog holds what was typed into it before, and offers to begin anew.
pub fn offer_to_start_over(
    is_restored: ErasedSignal<bool>,
    start_over: impl Fn(MouseEvent) + Clone + Send + 'static,
) -> AnyView {
    part(move || {
        is_restored.get().then(|| {
            ui! {
                <p class="under restored" role="status">
                    <span>{t!("What you typed before is here again.")}</span>
                    <button type="button" class="link" on:click=start_over.clone()>
                        {t!("Start over")}
                    </button>
                </p>
            }
        })
    })
    .into_any()
}
