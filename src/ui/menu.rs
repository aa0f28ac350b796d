//! A button with a menu.

use super::icon::{Icon, icon};
use super::roving::{self, Way};
use super::signal::ErasedSignal;
use super::view::{effect, live, part, ui, when};
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{FocusEvent, HtmlElement, KeyboardEvent, Node};
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::{JsCast, JsValue};

/// An item of a menu.
#[derive(Clone)]
pub struct Item {
    words: String,
    run: Rc<dyn Fn()>,
    enabled: bool,
}

impl Item {
    /// An item with its words and its action.
    pub fn new(words: impl Into<String>, run: impl Fn() + 'static) -> Self {
        Self {
            words: words.into(),
            run: Rc::new(run),
            enabled: true,
        }
    }

    /// Greys the item out unless a condition holds.
    pub fn only_if(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }
}

/// Makes the items of a menu.
pub type Items = Arc<dyn Fn() -> Vec<Item> + Send + Sync>;

/// A button that opens a menu, whose items are made when it opens.
#[component]
pub fn Menu(
    /// The name of the button.
    label: String,
    items: Items,
    /// Words on the button in place of the three dots.
    #[prop(optional)]
    words: Option<&'static str>,
    /// The picture before these words.
    #[prop(default = Icon::Plus)]
    picture: Icon,
) -> AnyView {
    let open = ErasedSignal::new(None::<ListPosition>);
    let list = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    effect(move || {
        if let Some(list) = list.get() {
            let width = list.get_bounding_client_rect().width();
            open.update(|open| {
                if let Some(position) = open {
                    position.fit(width);
                }
            });
            roving::focus(list.first_element_child());
        }
    });
    let close = move || {
        open.set(None);
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
    };
    let keys = move |event: KeyboardEvent| {
        let active = document().active_element();
        let list = list.get_untracked();
        let key = event.key();
        let to = match key.as_str() {
            "ArrowDown" | "ArrowUp" => {
                Way::vertical(&key).and_then(|way| way.beside(active.as_ref()?))
            }
            "Home" => list.and_then(|list| list.first_element_child()),
            "End" => list.and_then(|list| list.last_element_child()),
            "Escape" => {
                close();
                None
            }
            "Tab" => {
                open.set(None);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        roving::focus(to);
    };
    // Closes when the focus leaves, as it also does on a click elsewhere.
    let left = move |event: FocusEvent| {
        // A menu that goes away together with the focus is told so after it is gone.
        if open.try_with_untracked(|_| ()).is_none() {
            return;
        }
        let to = event
            .related_target()
            .and_then(|to| to.dyn_into::<Node>().ok());
        let inside = list
            .get_untracked()
            .is_some_and(|list| list.contains(to.as_ref()));
        let on_button = button
            .get_untracked()
            .is_some_and(|button| button.is_same_node(to.as_ref()));
        if !inside && !on_button {
            open.set(None);
        }
    };
    let toggle = move |_| {
        let position = button
            .get_untracked()
            .map(|button| ListPosition::beside(&button));
        open.update(|open| *open = if open.is_some() { None } else { position });
    };
    let edge = move |side: fn(&ListPosition) -> Option<f64>| {
        live(move || {
            let pixels = open.with(|position| position.as_ref().and_then(side));
            pixels.map_or("auto".to_owned(), |pixels| format!("{pixels:.0}px"))
        })
    };
    let lines = move || {
        let line = |item: Item| {
            let run = item.run.clone();
            ui! {
                <button
                    type="button"
                    role="menuitem"
                    tabindex="-1"
                    // Not `disabled`: the arrow keys could not pass it.
                    aria-disabled=(!item.enabled).then_some("true")
                    on:click=move |_| {
                        if item.enabled {
                            close();
                            run();
                        }
                    }
                >
                    {item.words}
                </button>
            }
        };
        items().into_iter().map(line).collect_view().into_any()
    };
    ui! {
        <span class="menu">
            <button
                type="button"
                node_ref=button
                class=if words.is_some() { "button plain" } else { "icon-button small" }
                aria-label=label.clone()
                title=label
                aria-haspopup="menu"
                aria-expanded=live(move || open.with(Option::is_some).to_string())
                on:click=toggle
            >
                {match words {
                    Some(words) => ui! { {icon(picture)} {words} }.into_any(),
                    None => icon(Icon::More),
                }}
            </button>
            {when(
                move || open.with(Option::is_some),
                move || ui! {
                    <div
                        class="menu-list"
                        role="menu"
                        style:top=edge(|list| list.top)
                        style:bottom=edge(|list| list.bottom)
                        style:left=edge(|list| Some(list.left))
                        style:max-height=edge(|list| Some(list.room))
                        node_ref=list
                        on:keydown=keys
                        on:focusout=left
                    >
                        {part(lines.clone())}
                    </div>
                },
            )}
        </span>
    }
}

/// The position of the list, in pixels from the edges of the window. It lies over anything that
/// scrolls. It begins where the button begins, or ends where the button ends if it would leave the
/// window otherwise, and never leaves the window.
#[derive(Clone, Copy, PartialEq)]
struct ListPosition {
    top: Option<f64>,
    bottom: Option<f64>,
    left: f64,
    /// How high it may be.
    room: f64,
    /// The right edge of the button.
    end: f64,
    /// The width of the window.
    wide: f64,
}

impl ListPosition {
    const GAP_PX: f64 = 4.0;
    const MAX_HEIGHT_PX: f64 = 320.0;

    fn beside(button: &HtmlElement) -> Self {
        let rect = button.get_bounding_client_rect();
        let size = |size: Result<JsValue, JsValue>| size.ok()?.as_f64();
        let (wide, high) = (
            size(window().inner_width()).unwrap_or(0.0),
            size(window().inner_height()).unwrap_or(0.0),
        );
        let down = rect.bottom() < high * 0.6;
        let room = if down {
            high - rect.bottom()
        } else {
            rect.top()
        };
        Self {
            top: down.then(|| rect.bottom() + Self::GAP_PX),
            bottom: (!down).then(|| high - rect.top() + Self::GAP_PX),
            left: rect.left(),
            room: (room - 2.0 * Self::GAP_PX).clamp(0.0, Self::MAX_HEIGHT_PX),
            end: rect.right(),
            wide,
        }
    }

    /// Moves a list of this width into the window.
    fn fit(&mut self, width: f64) {
        if self.left + width > self.wide - Self::GAP_PX {
            self.left = (self.end - width).max(Self::GAP_PX);
        }
    }
}
