//! The article: its head, its text with the marks, and the toolbar over what is selected.

mod handles;
mod head;
mod invisibles;
mod margin;
mod offsets;
mod paint;
mod pane;
mod pointer;
mod sheet;

use crate::commands::{Direction, keymap};
use crate::desk::{Desk, labels};
use crate::ui::signal::Held;
use crate::ui::view::{effect, part, ui};
use crate::views::field;
use gloo::events::{EventListener, EventListenerOptions};
use head::Head;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{HtmlElement, KeyboardEvent, ResizeObserver};
pub use pane::{Anchor, Pane};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

thread_local! {
    /// The page has one article pane; commands reach it from outside of the components.
    static PANE: RefCell<Option<Rc<Pane>>> = const { RefCell::new(None) };
}

fn with_pane<R>(read: impl FnOnce(&Rc<Pane>) -> R) -> Option<R> {
    PANE.with_borrow(Clone::clone).map(|pane| read(&pane))
}

/// Gives the article the focus, so that its keys work.
pub fn focus() {
    with_pane(|pane| {
        let options = leptos::web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = pane.article.focus_with_options(&options);
    });
}

/// Scrolls until an offset of the shown document can be seen.
pub fn reveal(offset: usize) {
    with_pane(|pane| pane.reveal_soon(offset));
}

/// How far the article is scrolled, in pixels.
pub fn scrolled() -> i32 {
    with_pane(|pane| pane.scroller.scroll_top()).unwrap_or_default()
}

/// Scrolls the article, to pixels from its top.
pub fn scroll_to(top: i32) {
    with_pane(|pane| pane.scroller.set_scroll_top(top));
}

/// The offset a line up or down on the screen.
pub fn line_from(offset: usize, direction: Direction) -> Option<usize> {
    with_pane(|pane| pane.line_from(offset, direction)).flatten()
}

/// Forgets the column that moving by lines keeps to.
pub fn leave_column() {
    with_pane(|pane| pane.leave_column());
}

/// The article pane.
#[component]
pub fn Article() -> impl IntoView {
    let desk = Desk::here();
    let scroller = NodeRef::<html::Div>::new();
    let article = NodeRef::<html::Div>::new();
    let text = NodeRef::<html::Div>::new();
    let overlay = NodeRef::<html::Div>::new();
    let pane = Held::new(None::<Rc<Pane>>);

    effect(move || {
        let (Some(scroller), Some(article), Some(text), Some(overlay)) =
            (scroller.get(), article.get(), text.get(), overlay.get())
        else {
            return;
        };
        if pane.with_untracked(Option::is_some) {
            return;
        }
        let made = Pane::new(desk, scroller.into(), article.into(), overlay.into());
        connect(desk, &made, text.into());
        PANE.set(Some(made.clone()));
        pane.set(Some(made));
    });

    effect(move || {
        if let (Some(later), Some(pane)) = (desk.later.get().here(), pane.get()) {
            (later.listen)(pane);
        }
    });

    let label = move || {
        let id = desk.document.get();
        desk.with(|state| {
            let document = state.document(id.as_ref()?)?;
            Some(format!(
                "Article: {}",
                labels::brief(&document.meta().title)
            ))
        })
    };
    ui! {
        <div class="scroll" node_ref=scroller>
            <div
                class="article"
                data-article=""
                node_ref=article
                tabindex="0"
                role="textbox"
                aria-readonly="true"
                aria-multiline="true"
                aria-label=label
                aria-describedby="article-keys"
            >
                <Head />
                <div class="text" data-text="" node_ref=text></div>
                <div class="overlay" node_ref=overlay aria-hidden="true"></div>
            </div>
            {part(move || Some((desk.later.get().here()?.toolbar)(pane.get()?.anchor)))}
        </div>
    }
}

/// Ties the pane to the desk and to the page's events, for as long as the page lives.
fn connect(desk: Desk, pane: &Rc<Pane>, text: HtmlElement) {
    let (own, root) = (pane.clone(), text.clone());
    desk.on_change(move |_, change| own.follow(change, &root));

    // The pane is outside of the reactive graph; these effects are its ears.
    let (own, root) = (pane.clone(), text);
    effect(move || {
        let id = desk.document.get();
        own.show(id.as_ref(), &root);
        own.settle_soon();
    });
    let own = pane.clone();
    effect(move || {
        let id = desk.selected.get();
        own.select(id.clone());
        let extent = desk.peek(|state| Some(state.annotation(id.as_ref()?)?.extent()));
        if let Some(extent) = extent {
            own.reveal_soon(extent.start);
        }
    });
    let own = pane.clone();
    effect(move || {
        desk.cursor.track();
        own.cursor_moved();
    });
    let own = pane.clone();
    effect(move || own.hide(desk.hidden.get()));

    let own = pane.clone();
    let resized = Closure::<dyn FnMut()>::new(move || own.resized());
    if let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) {
        observer.observe(&pane.article);
        std::mem::forget(observer);
    }
    resized.forget();
}

/// Listens to the mouse, the finger and the keyboard, for as long as the page lives.
pub fn listen(pane: Rc<Pane>) {
    let pointer = pointer::Pointer::listen(&pane);
    let own = pane.clone();
    let clicks = EventListener::new(&pane.article, "click", move |event| {
        pointer::pick_from_margin(&own, event);
    });
    let keys = EventListener::new_with_options(
        &document(),
        "keydown",
        EventListenerOptions::enable_prevent_default(),
        move |event| on_key(pane.desk, &pane, event.unchecked_ref()),
    );
    // The pane lives as long as the page, and so do its listeners.
    std::mem::forget((pointer, clicks, keys));
}

fn on_key(desk: Desk, pane: &Rc<Pane>, event: &KeyboardEvent) {
    if event.is_composing() || event.default_prevented() {
        return;
    }
    let in_article = pane::has_focus(&pane.article);
    let overlaid = desk.overlay.with_untracked(Option::is_some);
    let typing = !in_article && field::takes_text();
    let ctrl = event.ctrl_key() || event.meta_key();
    if (typing || overlaid) && !ctrl && event.key() != "Escape" {
        return;
    }
    // A field has its own undo.
    if typing && ctrl && matches!(event.key().as_str(), "z" | "Z" | "y") {
        return;
    }
    let command = desk.peek(|state| {
        let table = keymap::kept_table(state.schema());
        let pressed = |chord: &keymap::Chord| {
            chord.is(&event.key(), ctrl, event.shift_key(), event.alt_key())
        };
        keymap::lookup(&table, in_article, pressed).cloned()
    });
    if let Some(command) = command {
        event.prevent_default();
        desk.by_pointer.set(false);
        command.run(desk);
    }
}
