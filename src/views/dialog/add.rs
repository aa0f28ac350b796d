//! Adding articles: pasted, dropped, or chosen as files.

use super::frame::{Frame, close, close_then};
use crate::desk::Desk;
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, ui};
use crate::views::field;
use crate::{article, transfer};
use leptos::html;
use leptos::prelude::*;
use postil_core::edit;
use postil_core::model::{Basis, Document, Published};
use postil_formats::unannotated::NewText;

/// Adding articles; a pasted text is filled in already.
#[component]
pub fn AddArticles(draft: NewText) -> AnyView {
    let desk = Desk::here();
    let [title, outlet, date] = [(); 3].map(|()| NodeRef::<html::Input>::new());
    let text = NodeRef::<html::Textarea>::new();
    let typed = ErasedSignal::new(String::new());
    // The whole text, where the field shows only its beginning.
    let long = ErasedSignal::new((!field::fits(&draft.text)).then(|| draft.text.clone()));
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
    let add = move |_| {
        if !published.with_untracked(Published::is_well_formed) {
            return;
        }
        let field = text.get_untracked();
        let new = NewText {
            text: match long.with_untracked(Option::clone) {
                Some(whole) => whole,
                None => field.map_or_else(String::new, |field| field.value()),
            },
            ..NewText::default()
        };
        let (mut documents, found) = desk.peek(|state| transfer::documents(state, vec![new]));
        refused.set(found.into_iter().next().map(|found| found.message));
        let Some(Document { meta, .. }) = documents.first_mut() else {
            return;
        };
        let headline = value(title);
        if !headline.is_empty() {
            meta.title = headline;
        }
        meta.outlet = value(outlet);
        if published.with_untracked(|published| !published.date.is_empty()) {
            meta.published = published.get_untracked();
        }
        let id = meta.id.clone();
        if desk.commit(desk.peek(|state| edit::insert_documents(state, documents))) {
            desk.show(&id);
            close_then(desk, article::focus);
        }
    };
    let choose = move |_| {
        close(desk);
        transfer::choose(desk);
    };
    let choose_folder = move |_| {
        close(desk);
        transfer::choose_folder(desk);
    };
    let line = |label: &'static str,
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
            <div class="fields">
                <label class="field">
                    <span>"Text"</span>
                    <textarea
                        class="input tall"
                        node_ref=text
                        autofocus=true
                        {..field::begins_with(&draft.text)}
                        aria-invalid=move || refused.with(Option::is_some).to_string()
                        aria-describedby="add-refused"
                        on:input=move |_| refused.set(None)
                    ></textarea>
                </label>
                <p class="problem" id="add-refused" hidden=move || refused.with(Option::is_none)>
                    {icon(Icon::Warning)}
                    <span>{t!("Not added: ")} {live(move || refused.get())} "."</span>
                </p>
                {long
                    .with_untracked(Option::is_some)
                    .then(|| ui! { <p class="under">{t!("Too long to edit here; it is added in full.")}</p> })}
                {line("Title", title, draft.title, t!("The first words of the text"))}
                {line("Outlet", outlet, draft.outlet, t!("Not stated"))}
                <label class="field">
                    <span>"Date"</span>
                    <input
                        class="input"
                        node_ref=date
                        placeholder="2024-12-18"
                        autocomplete="off"
                        aria-invalid=move || {
                            (!published.with(Published::is_well_formed)).to_string()
                        }
                        aria-describedby="add-date"
                        on:input=move |event| typed.set(event_target_value(&event))
                    />
                </label>
                {super::details::date_words(published, "add-date")}
            </div>
            <div class="dialog-foot">
                <button type="button" class="button" on:click=move |_| close(desk)>
                    "Cancel"
                </button>
                <button type="button" class="button solid" on:click=add>
                    {t!("Add article")}
                </button>
            </div>
        </Frame>
    }
}
