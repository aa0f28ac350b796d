//! A field above a list from which a person chooses one line: by typing, by arrow keys, or by a press.

use crate::browser::focus;
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::ErasedMemo;
use crate::ui::roving::Way;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{effect, live, part, ui};
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;
use std::rc::Rc;
use std::sync::Arc;

/// Lines that PageUp and PageDown move by.
const PAGE_LINES: usize = 8;

/// One line to choose.
pub struct Choice {
    /// Above the first line of a group: a title, and a remark beside it.
    pub heading: Option<(String, String)>,
    /// What the line shows.
    pub body: AnyView,
    /// Runs when the line is chosen.
    pub choose: Rc<dyn Fn()>,
    /// Whether the line is ticked, and what ticks it; none where one line is chosen alone.
    pub tick: Option<Tick>,
}

/// Several lines are ticked, then chosen together with the last.
pub struct Tick {
    /// Whether it is ticked.
    pub is_on: bool,
    /// Ticks it, or takes the tick away.
    pub toggle: Rc<dyn Fn()>,
}

/// Asks for the lines to choose from.
pub type Choices = Arc<dyn Fn() -> Vec<Choice> + Send + Sync>;

/// A field above a list. `choices` runs again whenever what it reads changes, including the text of
/// the field; it returns as many lines as a person can look through, not all.
#[component]
pub fn Picker(
    /// The name of the field.
    label: ErasedMemo<String>,
    text: ErasedSignal<String>,
    choices: Choices,
    /// Shown while there is nothing to choose.
    none: ErasedMemo<String>,
) -> AnyView {
    let active = ErasedSignal::new(0_usize);
    let actions = ErasedSignal::new(Vec::<Rc<dyn Fn()>>::new());
    let ticks = ErasedSignal::new(Vec::<Option<Rc<dyn Fn()>>>::new());
    let list = NodeRef::<html::Ul>::new();
    let choose = move |at: usize| {
        if let Some(action) = actions.with_untracked(|actions| actions.get(at).cloned()) {
            action();
            // If the list is still open, it has other lines now.
            active.set(0);
        }
    };
    let tick = move |at: usize| {
        let toggle = ticks.with_untracked(|ticks| ticks.get(at).cloned().flatten());
        if let Some(toggle) = toggle {
            toggle();
        }
    };
    let lines = move || {
        let choices = choices();
        let toggles = choices
            .iter()
            .map(|choice| Some(choice.tick.as_ref()?.toggle.clone()));
        ticks.set(toggles.collect());
        actions.set(choices.iter().map(|choice| choice.choose.clone()).collect());
        let line = |(at, choice): (usize, Choice)| {
            let is_ticked = choice.tick.as_ref().map(|tick| tick.is_on);
            let heading = choice.heading.map(|(title, aside)| {
                ui! {
                    <li class="heading" role="presentation">
                        <span class="clip">{title}</span>
                        <span>{aside}</span>
                    </li>
                }
            });
            ui! {
                {heading}
                <li
                    role="option"
                    id=format!("choice-{at}")
                    class="choice"
                    aria-selected=live(move || (active.get() == at).to_string())
                    aria-checked=is_ticked.map(|is_on| is_on.to_string())
                    // The field keeps the focus.
                    on:mousedown=move |event| event.prevent_default()
                    on:click=move |_| choose(at)
                >
                    {is_ticked.map(|is_on| ui! {
                        <span
                            class="tick"
                            class:on=is_on
                            aria-hidden="true"
                            on:click=move |event| {
                                event.stop_propagation();
                                tick(at);
                            }
                        >
                            {is_on.then(|| icon(Icon::Check))}
                        </span>
                    })}
                    {choice.body}
                </li>
            }
            .into_any()
        };
        choices
            .into_iter()
            .enumerate()
            .map(line)
            .collect_view()
            .into_any()
    };
    effect(move || {
        let at = active.get();
        let line = list
            .get()
            .and_then(|list| list.query_selector(&format!("#choice-{at}")).ok().flatten());
        if let Some(line) = line {
            let options = leptos::web_sys::ScrollIntoViewOptions::new();
            options.set_block(leptos::web_sys::ScrollLogicalPosition::Nearest);
            line.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    let keys = move |event: KeyboardEvent| {
        let at = active.get_untracked();
        let count = actions.with_untracked(Vec::len);
        let key = event.key();
        let to = match key.as_str() {
            _ if focus::is_composing(&event) => return,
            "PageDown" => (at + PAGE_LINES).min(count.saturating_sub(1)),
            "PageUp" => at.saturating_sub(PAGE_LINES),
            "Enter" => {
                event.prevent_default();
                match event.ctrl_key() || event.meta_key() {
                    true => tick(at),
                    false => choose(at),
                }
                return;
            }
            key => match Way::vertical(key) {
                Some(way) => way.next_around(at, count),
                None => return,
            },
        };
        event.prevent_default();
        active.set(to);
    };
    ui! {
        <input
            class="picker-field"
            type="text"
            role="combobox"
            aria-label=live(move || label.get())
            aria-expanded="true"
            aria-controls="choices"
            aria-autocomplete="list"
            aria-activedescendant=live(move || format!("choice-{}", active.get()))
            placeholder=live(move || label.get())
            autocomplete="off"
            spellcheck="false"
            autofocus=true
            prop:value=live(move || text.get())
            on:input=move |event| {
                active.set(0);
                text.set(event_target_value(&event));
            }
            on:keydown=keys
        />
        <ul class="choices" id="choices" role="listbox" aria-label="Choices" node_ref=list>
            {part(lines)}
        </ul>
        // The style sheet shows it while the list is empty.
        <p class="picker-none">
            {live(move || none.get())}
        </p>
    }
}
