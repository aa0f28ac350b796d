//! Adding articles: pasted, dropped, or chosen as files.

use super::frame::{Frame, close, close_then, offer_to_start_over};
use crate::article;
use crate::desk::Desk;
use crate::transfer::{self, InUse};
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, ui};
use crate::views::{date_field, field};
use leptos::html;
use leptos::prelude::*;
use postil_core::date::Forms;
use postil_core::edit;
use postil_core::model::{Basis, Document, Published};
use postil_formats::unannotated::NewText;

/// The name of what is typed here and not added yet.
const ASIDE: &str = "add";

/// Adding articles; a pasted text is filled in already.
#[component]
pub fn AddArticles(draft: NewText) -> AnyView {
    let desk = Desk::here();
    // A text that was pasted begins anew; otherwise the dialog goes on where it was closed.
    let before = desk.aside.of(ASIDE).filter(|_| draft == NewText::default());
    let restored = ErasedSignal::new(before.is_some());
    let said = draft.clone();
    let [words, headline, publisher, day] = match before.and_then(|b| b.try_into().ok()) {
        Some(before) => before,
        None => [said.text, said.title, said.outlet, said.date],
    };
    let has_boilerplate = !draft.boilerplate.is_empty();
    let [title, outlet, date] = [(); 3].map(|()| NodeRef::<html::Input>::new());
    let text = NodeRef::<html::Textarea>::new();
    let typed = ErasedSignal::new(day.clone());
    let in_hand = ErasedSignal::new(false);
    let wrong = memo(move || date_field::judge(&typed.get(), in_hand.get(), Forms::Calendar));
    // The whole text, where the field shows only its beginning.
    let long = ErasedSignal::new((!field::fits(&words)).then(|| words.clone()));
    let refused = ErasedSignal::new(None::<String>);
    let published = memo(move || Published {
        date: typed.get().trim().to_owned(),
        basis: Basis::Entered,
        ..Published::default()
    });
    let value = |field: NodeRef<html::Input>| {
        field
            .get_untracked()
            .map_or_else(String::new, |field| field.value().trim().to_owned())
    };
    let set_aside = move || {
        let whole = long.with_untracked(Option::clone);
        let text = whole.unwrap_or_else(|| {
            let field = text.get_untracked();
            field.map_or_else(String::new, |field| field.value())
        });
        let lines = [title, outlet, date].map(value);
        let values = std::iter::once(text).chain(lines);
        desk.aside.put(ASIDE, values.collect());
    };
    let start_over = move |_| {
        desk.aside.clear(ASIDE);
        for field in [title, outlet, date] {
            if let Some(field) = field.get_untracked() {
                field.set_value("");
            }
        }
        typed.set(String::new());
        long.set(None);
        restored.set(false);
        if let Some(field) = text.get_untracked() {
            field.set_value("");
            let _ = field.focus();
        }
    };
    let add = move |_| {
        in_hand.set(false);
        if wrong.with_untracked(Option::is_some) {
            if let Some(field) = date.get_untracked() {
                let _ = field.focus();
            }
            return;
        }
        let field = text.get_untracked();
        let mut new = NewText {
            title: value(title),
            outlet: value(outlet),
            ..draft.clone()
        };
        let words = match long.with_untracked(Option::clone) {
            Some(whole) => whole,
            None => field.map_or_else(String::new, |field| field.value()),
        };
        // Which lines are boilerplate is only known of the text as it came.
        if words != new.text {
            (new.text, new.boilerplate) = (words, Vec::new());
        }
        new.date = typed.with_untracked(|typed| typed.trim().to_owned());
        let is_entered = new.date != draft.date;
        let used = desk.peek(InUse::of_state);
        let mut made = transfer::documents(used, vec![new]);
        let mut documents = std::mem::take(&mut made.documents);
        let left = made.left().into_iter().next();
        refused.set(left.map(|found| found.message));
        let Some(Document { meta, .. }) = documents.first_mut() else {
            return;
        };
        if is_entered && !meta.published.date.is_empty() {
            meta.published.basis = Basis::Entered;
        }
        let id = meta.id.clone();
        if desk.commit(desk.peek(|state| edit::insert_documents(state, documents))) {
            desk.aside.clear(ASIDE);
            desk.show(&id);
            close_then(desk, article::focus);
        }
    };
    let cancel = move |_| {
        desk.aside.clear(ASIDE);
        close(desk);
    };
    let choose = move |_| {
        close(desk);
        transfer::choose(desk);
    };
    let choose_folder = move |_| {
        close(desk);
        transfer::choose_folder(desk);
    };
    let line = move |label: &'static str,
                     field: NodeRef<html::Input>,
                     value: String,
                     placeholder: &'static str| {
        ui! {
            <label class="field">
                <span>{label}</span>
                <input
                    class="input"
                    node_ref=field
                    value=value
                    placeholder=placeholder
                    autocomplete="off"
                    on:input=move |_| set_aside()
                />
            </label>
        }
        .into_any()
    };
    ui! {
        <Frame title=t!("Add articles") class="form-dialog wide">
            <div class="drop">
                <p>
                    {t!("Drop texts, web pages, Word documents, tables, a Postil project or the files of another tool anywhere on the page, or ")}
                    <button type="button" class="link" on:click=choose>
                        {t!("choose files")}
                    </button> {t!(" or ")}
                    <button type="button" class="link" on:click=choose_folder>
                        {t!("a folder")}
                    </button> "."
                </p>
            </div>
            <h3 class="or">{t!("Or paste one")}</h3>
            {offer_to_start_over(restored, start_over)}
            <div class="fields">
                <label class="field">
                    <span>"Text"</span>
                    <textarea
                        class="input tall"
                        node_ref=text
                        autofocus=true
                        {..field::begins_with(&words)}
                        aria-invalid=move || refused.with(Option::is_some).to_string()
                        aria-describedby="add-refused"
                        on:input=move |_| {
                            refused.set(None);
                            set_aside();
                        }
                    ></textarea>
                </label>
                <p class="problem" id="add-refused" hidden=move || refused.with(Option::is_none)>
                    {icon(Icon::Warning)}
                    <span>{t!("Not added: ")} {live(move || refused.get())} "."</span>
                </p>
                {long
                    .with_untracked(Option::is_some)
                    .then(|| ui! { <p class="under">{t!("Too long to edit here; it is added in full.")}</p> })}
                {has_boilerplate
                    .then(|| {
                        ui! { <p class="under">{t!("Lines that do not look like the article become boilerplate, unless you edit the text here.")}</p> }
                    })}
                {line("Title", title, headline, t!("The first words of the text"))}
                {line("Outlet", outlet, publisher, t!("Not stated"))}
                <label class="field">
                    <span>"Date"</span>
                    <input
                        class="input"
                        node_ref=date
                        value=day
                        placeholder=date_field::PLACEHOLDER
                        autocomplete="off"
                        spellcheck="false"
                        aria-invalid=live(move || wrong.with(Option::is_some).to_string())
                        aria-describedby="add-date"
                        on:input=move |event| {
                            in_hand.set(true);
                            typed.set(event_target_value(&event));
                            set_aside();
                        }
                        on:blur=move |_| in_hand.set(false)
                    />
                </label>
                {super::details::date_words(published, wrong, "add-date")}
            </div>
            <div class="dialog-foot">
                <button type="button" class="button" on:click=cancel>
                    "Cancel"
                </button>
                <button type="button" class="button solid" on:click=add>
                    {t!("Add article")}
                </button>
            </div>
        </Frame>
    }
}
