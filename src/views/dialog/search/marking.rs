//! What the ticked matches become: marks with a label, in a cluster.

use super::grouped::grouped;
use super::running::Session;
use crate::article;
use crate::browser::clock_and_ids;
use crate::desk::work::Stage;
use crate::desk::{labels, offered};
use crate::transfer;
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, part, ui, when};
use crate::views::dialog::frame::close_then;
use crate::views::field::on_enter;
use leptos::prelude::*;
use postil_core::edit::{self, Marking};
use postil_core::find::Finding;
use postil_core::model::{AnnotationId, Attributes, Cluster, DocumentId, label_layer};
use postil_core::state::State;
use postil_core::transaction::Op;
use std::cell::RefCell;
use std::ops::Range;

/// Clusters offered below the field at most.
const MAX_OFFERED: usize = 50;

thread_local! {
    /// What the panel says, for the shortcut that marks.
    static CHOSEN: RefCell<Option<Chosen>> = const { RefCell::new(None) };
}

#[derive(Clone, Copy)]
struct Chosen {
    cluster: ErasedSignal<String>,
    attributes: ErasedSignal<bool>,
}

/// The choices, and the button that marks.
pub fn panel(session: Session) -> AnyView {
    let desk = session.desk;
    let known = session.like.with_untracked(|like| {
        let (id, _) = like.as_ref()?;
        desk.peek(|state| Some(state.cluster_of(id)?.record().name.clone()))
    });
    let chosen = Chosen {
        cluster: ErasedSignal::new(known.unwrap_or_default()),
        attributes: ErasedSignal::new(true),
    };
    CHOSEN.with_borrow_mut(|place| *place = Some(chosen));
    let attributes = session.like.with_untracked(|like| {
        let (_, attributes) = like.as_ref()?;
        (!attributes.is_empty()).then_some(attributes.len())
    });
    let ticked = memo(move || session.with(Finding::ticked_count).unwrap_or_default());
    let offered = memo(move || {
        chosen
            .cluster
            .with(|typed| desk.with_links(|state| offered(state, typed)))
    });
    let options = move || {
        let names = offered.get().into_iter();
        let options = names.map(|name| ui! { <option value=name></option> });
        options.collect_view().into_any()
    };
    let cluster = move || {
        chosen.cluster.with(|typed| match typed.trim() {
            "" => t!("Without a cluster they stay apart."),
            name if desk.with_links(|state| named(state, name, None).is_some()) => {
                t!("They join this cluster.")
            }
            _ => t!("They become a new cluster."),
        })
    };
    ui! {
        <div class="search-marking">
            <label>
                <span>{t!("Label")}</span>
                <select
                    class="input"
                    on:change=move |event| session.label.set(Some(event_target_value(&event)))
                >
                    {choices(session)}
                </select>
            </label>
            <label>
                <span>{t!("Cluster")}</span>
                <input
                    class="input"
                    type="text"
                    list="search-clusters"
                    maxlength="300"
                    autocomplete="off"
                    placeholder=t!("None")
                    aria-describedby="search-cluster"
                    prop:value=live(move || chosen.cluster.get())
                    on:input=move |event| chosen.cluster.set(event_target_value(&event))
                    on:keydown=on_enter(move || mark(session))
                />
                <datalist id="search-clusters">{part(options)}</datalist>
            </label>
            <button
                type="button"
                class="button solid"
                aria-disabled=live(move || (ticked.get() == 0).to_string())
                title=t!("Ctrl+Enter")
                on:click=move |_| mark(session)
            >
                {live(move || match ticked.get() {
                    1 => t!("Mark 1 match").to_owned(),
                    many => tf!("Mark {} matches", grouped(many)),
                })}
            </button>
            <p class="search-aside" id="search-cluster">{live(cluster)}</p>
            {when(
                move || attributes.is_some(),
                move || ui! {
                    <label class="search-option">
                        <input
                            type="checkbox"
                            prop:checked=live(move || chosen.attributes.get())
                            on:change=move |event| chosen.attributes.set(event_target_checked(&event))
                        />
                        {t!("With the attributes of the mark")}
                    </label>
                },
            )}
        </div>
    }
}

/// The labels of the schema, by layer.
fn choices(session: Session) -> AnyView {
    let now = session.label.get_untracked().unwrap_or_default();
    let (offered, title) = session.desk.peek(|state| {
        let schema = state.schema();
        let offered = offered::labels(schema, label_layer(&now));
        (offered, labels::brief(schema.title(&now)))
    });
    let unlisted = (!offered.has(&now)).then(|| {
        ui! { <option value=now.clone() selected=true>{title}</option> }
    });
    let more = offered.is_cut.then(|| {
        ui! {
            <option disabled>
                {t!("For another label, begin at a mark that has it")}
            </option>
        }
    });
    let option = |(value, title): (String, String)| {
        let selected = value == now;
        ui! { <option value=value selected=selected>{title}</option> }
    };
    let groups = offered.groups.into_iter().map(|group| {
        let options: Vec<_> = group.options.into_iter().map(option).collect();
        ui! { <optgroup label=group.title>{options}</optgroup> }
    });
    let groups: Vec<_> = groups.collect();
    ui! {
        {unlisted}
        {groups}
        {more}
    }
}

/// The names of clusters that contain what was typed.
fn offered(state: &State, typed: &str) -> Vec<String> {
    let typed = typed.trim().to_lowercase();
    let names = state
        .clusters()
        .map(|cluster| cluster.record().name.as_str());
    let fitting = names.filter(|name| name.to_lowercase().contains(&typed));
    fitting.take(MAX_OFFERED).map(labels::brief).collect()
}

/// The cluster of a name: that of the mark, if it is called so.
fn named(state: &State, name: &str, like: Option<&AnnotationId>) -> Option<Cluster> {
    let own = like.and_then(|id| state.cluster_of(id));
    let mut all = own.into_iter().chain(state.clusters());
    let found = all.find(|cluster| labels::brief(&cluster.record().name) == name);
    found.map(|cluster| cluster.record().clone())
}

/// Marks the ticked matches in one step, and returns to the article.
pub fn mark(session: Session) {
    let desk = session.desk;
    let Some(chosen) = CHOSEN.with_borrow(|chosen| *chosen) else {
        return;
    };
    let ticked = session.peek(Finding::ticked_count).unwrap_or_default();
    let Some(label) = session.label.get_untracked().filter(|_| ticked > 0) else {
        return;
    };
    let name = chosen.cluster.get_untracked().trim().to_owned();
    let (like, attributes) = session.like.get_untracked().unzip();
    let attributes: Option<Attributes> = attributes.filter(|_| chosen.attributes.get_untracked());
    let marking = desk.peek(|state| {
        let fresh = || Cluster::new(clock_and_ids::new_id('c').into(), name.clone());
        let cluster =
            (!name.is_empty()).then(|| named(state, &name, like.as_ref()).unwrap_or_else(fresh));
        let place = |number: usize, range: Range<usize>| {
            let id: DocumentId = state.documents().get(number)?.meta().id.clone();
            Some((clock_and_ids::new_id('a').into(), id, range))
        };
        let mut matches: Vec<_> = session
            .peek(|finding| {
                let hits = finding.ticked();
                hits.filter_map(|hit| place(hit.document, hit.range.clone()))
                    .collect()
            })
            .unwrap_or_default();
        // The mark that the others are like goes into the cluster with them.
        let own = like.as_ref().and_then(|id| state.annotation(id));
        let own =
            own.filter(|own| cluster.is_some() && own.fragments.len() == 1 && own.label == label);
        // Unless other words are searched for by now.
        let own = own.filter(|own| {
            let number = state.document_index(&own.document);
            let found = session.peek(|finding| {
                let mut hits = finding.hits().iter();
                hits.any(|hit| Some(hit.document) == number && hit.range == own.extent())
            });
            found == Some(true)
        });
        matches
            .extend(own.and_then(|own| place(state.document_index(&own.document)?, own.extent())));
        Marking {
            matches,
            label: label.clone(),
            attributes: attributes.unwrap_or_else(|| state.schema().defaults(&label)),
            cluster,
        }
    });
    let Some(transaction) = desk.stamped(|state, stamp| edit::mark_matches(state, marking, stamp))
    else {
        desk.announce(t!("These are marked so already."));
        close_then(desk, article::focus);
        return;
    };
    let put = transaction.ops.iter();
    let put = put.filter(|op| matches!(op, Op::PutAnnotation(_))).count();
    let known = ticked.saturating_sub(put);
    Session::keep_label(&label);
    close_then(desk, article::focus);
    wasm_bindgen_futures::spawn_local(async move {
        match transfer::commit_as(desk, transaction, Stage::Marking).await {
            Ok(_) => desk.announce(marked(put, known)),
            Err(error) => desk.announce(tf!("Not done: {error}.")),
        }
    });
}

/// What was done, in words: how many matches were marked, and how many had a mark already.
fn marked(put: usize, known: usize) -> String {
    let put = match put {
        1 => t!("Marked 1 match").to_owned(),
        many => tf!("Marked {} matches", grouped(many)),
    };
    match known {
        0 => tf!("{put}. Ctrl+Z undoes this."),
        1 => tf!("{put}; 1 was marked already. Ctrl+Z undoes this."),
        many => tf!(
            "{put}; {} were marked already. Ctrl+Z undoes this.",
            grouped(many)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn what_was_marked_before_is_told_apart() {
        assert_eq!(marked(1, 0), "Marked 1 match. Ctrl+Z undoes this.");
        assert_eq!(
            marked(5, 1),
            "Marked 5 matches; 1 was marked already. Ctrl+Z undoes this."
        );
        assert_eq!(
            marked(0, 2),
            "Marked 0 matches; 2 were marked already. Ctrl+Z undoes this."
        );
    }
}
