//! The article: its head, its text with the marks, and the toolbar over the chosen range.

mod autoscroll;
mod block;
mod edge_drag;
mod handles;
mod head;
mod invisibles;
mod layout;
mod lit;
mod margin;
mod mouse_selection;
mod names;
mod offsets;
mod paint;
mod pane;
mod pointer;
mod print;
mod reprints;
mod scrolling;
mod selection;
mod sheet;
mod ties;

use crate::browser;
use crate::desk::command::Direction;
use crate::desk::view::{Cursor, View};
use crate::desk::{Desk, doors, labels};
use crate::ui::memo::memo;
use crate::ui::sentence::tf;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{effect, part, ui};
use gloo::events::EventListener;
pub use handles::Anchor;
use head::Head;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{HtmlElement, ResizeObserver};
pub use paint::KINDS;
use pane::{Pane, Reveal};
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

thread_local! {
    /// The panes of the page, for commands, which run outside of components.
    static PANES: RefCell<Vec<Rc<Pane>>> = const { RefCell::new(Vec::new()) };
}

/// Reads the active pane.
fn with_pane<R>(read: impl FnOnce(&Rc<Pane>) -> R) -> Option<R> {
    let is_active = |pane: &&Rc<Pane>| pane.desk.view_now() == pane.view;
    let pane = PANES.with_borrow(|panes| panes.iter().find(is_active).cloned())?;
    Some(read(&pane))
}

/// The pane of a view.
fn pane_of(view: View) -> Option<Rc<Pane>> {
    PANES.with_borrow(|panes| panes.iter().find(|pane| pane.view == view).cloned())
}

/// Gives the article the focus, so that its keys work.
pub fn focus() {
    with_pane(|pane| {
        let options = leptos::web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = pane.article.focus_with_options(&options);
    });
}

/// Whether the article has the focus.
pub fn has_focus() -> bool {
    with_pane(|pane| browser::focus::is_in(&pane.article)).unwrap_or_default()
}

/// The box of the chosen range in the active pane, which the toolbar keeps to. `None` before there is a
/// pane.
pub fn anchor() -> Option<ErasedSignal<Option<Anchor>>> {
    with_pane(|pane| pane.anchor)
}

/// Scrolls just far enough to show a range of the document.
pub fn reveal(range: Range<usize>) {
    with_pane(|pane| pane.reveal_soon(Reveal::Range(range)));
}

/// Scrolls a pane just far enough to show a range of its document.
pub fn reveal_in(view: View, range: Range<usize>) {
    if let Some(pane) = pane_of(view) {
        pane.reveal_soon(Reveal::Range(range));
    }
}

/// Shows words of the active pane as if they were selected, without selecting them; `None` shows what is
/// selected again.
pub fn show_words(range: Option<Range<usize>>) {
    with_pane(|pane| match range {
        Some(range) => pane.show_selection(Cursor {
            anchor: range.start,
            head: range.end,
        }),
        None => pane.sync_selection(),
    });
}

/// The offset one line up or down on the screen.
pub fn line_from(offset: usize, direction: Direction) -> Option<usize> {
    with_pane(|pane| pane.line_from(offset, direction)).flatten()
}

/// Goes on from the edge of a word beside the column that moving by lines has led to.
pub fn stay_in_column(head: usize) {
    with_pane(|pane| pane.stay_in_column(head));
}

/// Forgets the column that moving by lines keeps to.
pub fn leave_column() {
    with_pane(|pane| pane.leave_column());
}

/// A pane with an article.
#[component]
pub fn Article(view: View) -> impl IntoView {
    let desk = Desk::here();
    let scroller = NodeRef::<html::Div>::new();
    let article = NodeRef::<html::Div>::new();
    let text = NodeRef::<html::Div>::new();
    let overlay = NodeRef::<html::Div>::new();
    let pane = ErasedSignal::new(None::<Rc<Pane>>);

    effect(move || {
        let (Some(scroller), Some(article), Some(text), Some(overlay)) =
            (scroller.get(), article.get(), text.get(), overlay.get())
        else {
            return;
        };
        if pane.with_untracked(Option::is_some) {
            return;
        }
        let made = Pane::new(desk, view, scroller.into(), article.into(), overlay.into());
        connect(&made, text.into());
        PANES.with_borrow_mut(|panes| panes.push(made.clone()));
        pane.set(Some(made));
    });
    on_cleanup(move || {
        PANES.with_borrow_mut(|panes| {
            panes.retain(|pane| {
                let stays = pane.view != view;
                if !stays {
                    pane.close();
                }
                stays
            });
        });
    });

    effect(move || {
        if let (Some(doors), Some(_)) = (doors::here(), pane.get()) {
            (doors.listen)(desk, view);
        }
    });

    let label = move || {
        let id = view.document().get();
        desk.with(|state| {
            let document = state.document(id.as_ref()?)?;
            Some(tf!("Article: {}", labels::title(document)))
        })
    };
    let language = memo(move || {
        let id = view.document().get();
        desk.with(|state| {
            let document = state.document(id.as_ref()?)?;
            Some((document.language().to_owned(), document.is_rtl()))
        })
    });
    let lang = move || {
        let known = language.get().map(|(language, _)| language);
        known.filter(|language| !language.is_empty())
    };
    let dir = move || match language.get() {
        Some((_, true)) => "rtl",
        _ => "ltr",
    };
    ui! {
        <div class="scroll" node_ref=scroller>
            <div
                class="article"
                data-article=""
                node_ref=article
                tabindex="0"
                role="document"
                dir=dir
                aria-label=label
                aria-describedby="article-keys"
            >
                <Head view />
                <div class="text" data-text="" translate="no" lang=lang node_ref=text></div>
                <div class="overlay" node_ref=overlay aria-hidden="true"></div>
            </div>
            {part(move || {
                let is_active = desk.view() == view;
                pane.get().filter(|_| is_active).and_then(|_| (doors::here()?.toolbar)())
            })}
        </div>
    }
}

/// Connects the pane to the desk and to the page's events, until it is closed.
fn connect(pane: &Rc<Pane>, text: HtmlElement) {
    let (desk, view) = (pane.desk, pane.view);
    let (own, root) = (pane.clone(), text.clone());
    pane.keep(desk.on_change(move |_, change| own.follow(change, &root)));

    // These effects connect the pane, which is outside of the reactive graph.
    let (own, root) = (pane.clone(), text);
    effect(move || {
        let id = view.document().get();
        own.show(id.as_ref(), &root);
        own.update_soon();
    });
    let own = pane.clone();
    effect(move || own.scroller.set_scroll_top(view.scroll().get()));
    let noted = pane.clone();
    pane.keep(EventListener::new(&pane.scroller, "scroll", move |_| {
        noted.view.note_scroll(noted.scroller.scroll_top());
    }));
    pane.keep(EventListener::new(&pane.scroller, "focusin", move |_| {
        desk.activate(view);
    }));
    let own = pane.clone();
    effect(move || {
        let id = view.mark().get();
        own.select(id.clone());
        let extent = desk.peek(|state| Some(state.annotation(id.as_ref()?)?.extent()));
        if let Some(extent) = extent.filter(|_| view.may_be_out_of_sight()) {
            own.reveal_soon(Reveal::UnlessInSight(extent));
        }
    });
    let own = pane.clone();
    effect(move || {
        view.cursor().track();
        own.cursor_moved();
    });
    let own = pane.clone();
    effect(move || {
        if desk.view() == view {
            own.activated();
        }
    });
    let own = pane.clone();
    effect(move || own.hide(desk.hidden.get()));
    let own = pane.clone();
    effect(move || own.name(desk.named.get()));

    let own = pane.clone();
    let focused = EventListener::new(&pane.article, "focus", move |_| own.focused());
    pane.keep(focused);

    let own = pane.clone();
    let resized = Closure::<dyn FnMut()>::new(move || own.resized());
    if let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) {
        observer.observe(&pane.article);
        pane.keep(Observing(observer));
    }
    pane.keep(resized);
}

/// An observer that stops when it is dropped.
struct Observing(ResizeObserver);

impl Drop for Observing {
    fn drop(&mut self) {
        self.0.disconnect();
    }
}

/// Listens to the mouse and the finger in a pane, until it is closed.
pub fn listen(view: View) {
    if let Some(pane) = pane_of(view).filter(|pane| !pane.handled.replace(true)) {
        handle(&pane);
    }
}

fn handle(pane: &Rc<Pane>) {
    if browser::segmenter::is_there() {
        pane.segment_words_by(browser::segmenter::word_starts);
    }
    pane.draw_margins_by(|sheet, state, context| {
        margin::draw(sheet, state, context);
        // Other sections may be near the window now.
        ties::draw_what_is_there();
    });
    print::listen(pane);
    pane.keep(pointer::Pointer::listen(pane));
    let own = pane.clone();
    let clicks = EventListener::new(&pane.article, "click", move |event| {
        pointer::pick_from_margin(&own, event);
    });
    pane.keep(clicks);
    lit::follow(pane);
    ties::listen(pane);
    reprints::follow(pane);
}
