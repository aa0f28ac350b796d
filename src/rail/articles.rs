//! The list of articles: where each comes from, how it begins, and how far it has come.

use crate::article;
use crate::command::Command;
use crate::desk::Desk;
use crate::icon::{Icon, icon};
use crate::live::live;
use crate::menu::{Item, Menu};
use crate::overlay::Overlay;
use crate::words;
use leptos::prelude::*;
use postil_core::edit;
use postil_core::model::{Basis, DocumentId, Published, Status};
use postil_core::state::{DocumentState, State};

/// How many cells show the progress of an article at most; longer ones share them out.
const CELLS: usize = 14;

/// What one row says.
#[derive(Clone, PartialEq)]
struct Row {
    id: DocumentId,
    outlet: String,
    published: Published,
    opening: String,
    status: Status,
    progress: Progress,
    marks: usize,
}

/// Which parts of the text hold a mark.
#[derive(Clone, PartialEq)]
struct Progress {
    cells: Vec<bool>,
    paragraphs: usize,
}

/// The list of articles.
#[component]
pub fn Articles() -> impl IntoView {
    let desk = Desk::here();
    let rows = Memo::new(move |_| {
        desk.with(|state| {
            let rows = state.documents().iter().map(|d| row(state, d));
            rows.collect::<Vec<_>>()
        })
    });
    let ids = Memo::new(move |_| {
        rows.with(|rows| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>())
    });
    let done = move || {
        rows.with(|rows| {
            let done = rows.iter().filter(|row| row.status == Status::Done).count();
            (!rows.is_empty()).then(|| format!("{done} of {} done", rows.len()))
        })
    };
    view! {
        <section class="rail-articles" aria-labelledby="rail-articles">
            <h2 class="rail-head">
                <span id="rail-articles">"Articles"</span>
                <span class="count">{done}</span>
            </h2>
            <ol class="articles">
                <For each=move || ids.get() key=DocumentId::clone let:id>
                    <Article id rows />
                </For>
            </ol>
            <Show when=move || ids.with(Vec::is_empty)>
                <p class="empty">"No articles yet. Everything you add stays in this browser."</p>
            </Show>
            <button
                type="button"
                class="button plain add"
                disabled=live(move || desk.read_only.get())
                on:click=move |_| Command::AddArticles.run(desk)
            >
                {icon(Icon::Plus)}
                "Add articles"
            </button>
        </section>
    }
}

#[component]
fn Article(id: DocumentId, rows: Memo<Vec<Row>>) -> impl IntoView {
    let desk = Desk::here();
    let own = id.clone();
    let row = Memo::new(move |_| rows.with(|rows| rows.iter().find(|row| row.id == own).cloned()));
    let own = id.clone();
    let current = Memo::new(move |_| desk.document.with(|shown| shown.as_ref() == Some(&own)));
    let own = id.clone();
    let show = move |_| {
        desk.show(&own);
        desk.drawer.set(None);
        article::focus();
    };
    let body = move || row.with(|row| row.as_ref().map(body));
    view! {
        <li class="article-row" class:current=live(move || current.get())>
            <button
                type="button"
                class="article-link"
                aria-current=live(move || current.get().then_some("true"))
                on:click=show
            >
                {body}
            </button>
            <Menu label="Actions for this article".to_owned() items=move || items(desk, &id) />
        </li>
    }
}

fn body(row: &Row) -> AnyView {
    let outlet = match row.outlet.as_str() {
        "" => "Outlet not stated".to_owned(),
        outlet => outlet.to_owned(),
    };
    let touched = row.progress.cells.iter().filter(|cell| **cell).count();
    let paragraphs = row.progress.paragraphs;
    let status = match row.status {
        Status::ToDo => "To do".to_owned(),
        Status::Done => "Done".to_owned(),
        // Only where each paragraph has a cell of its own is this a count of paragraphs.
        Status::InProgress if paragraphs <= CELLS => format!("{touched} of {paragraphs} ¶"),
        Status::InProgress => "In progress".to_owned(),
    };
    let cells: Vec<_> = row
        .progress
        .cells
        .iter()
        .map(|&there| view! { <i class:there=there></i> })
        .collect();
    let marks = words::count(row.marks, "mark");
    view! {
        <span class="from">
            <b class="clip">{outlet}</b>
            <span class="date" title=how_known(&row.published)>
                {row.published.in_words()}
            </span>
        </span>
        <span class="opening quote">{row.opening.clone()}</span>
        <span class="progress">
            <span class="ticks" aria-hidden="true">
                {cells}
            </span>
            <span class="status" class:done=row.status == Status::Done>
                {status}
            </span>
            <span class="count marks">{marks}</span>
        </span>
    }
    .into_any()
}

/// How a date is known, in words.
pub fn how_known(published: &Published) -> String {
    let basis = match published.basis {
        Basis::Stated => "Stated in the article",
        Basis::Page => "From the page around the article",
        Basis::Inferred => "Worked out from the text",
        Basis::Entered => "Entered by hand",
        Basis::Unknown => "How it is known is not said",
    };
    match published.note.as_str() {
        "" => basis.to_owned(),
        note => format!("{basis}: {note}"),
    }
}

fn items(desk: Desk, id: &DocumentId) -> Vec<Item> {
    let (place, count, status) = desk.peek(|state| {
        let status = state.document(id).map(|d| d.meta().status);
        let place = state.document_place(id).unwrap_or(0);
        (place, state.documents().len(), status.unwrap_or_default())
    });
    let moving = |to: Option<usize>| {
        let id = id.clone();
        move || {
            if let Some(to) = to {
                desk.commit(desk.peek(|state| edit::move_document(state, &id, to)));
            }
        }
    };
    let details = id.clone();
    let (finish, remove) = (id.clone(), id.clone());
    let done = status == Status::Done;
    vec![
        Item::new("Details …", move || {
            desk.overlay.set(Some(Overlay::Details(details.clone())));
        }),
        Item::new(
            if done { "Not done yet" } else { "Mark as done" },
            move || {
                desk.commit(desk.peek(|state| {
                    let mut meta = state.document(&finish)?.meta().clone();
                    let (status, name) = match done {
                        true => (Status::InProgress, "reopen article"),
                        false => (Status::Done, "finish article"),
                    };
                    meta.status = status;
                    edit::set_meta(state, meta, name)
                }));
            },
        ),
        Item::new("Move up", moving(place.checked_sub(1))).only_if(place > 0),
        Item::new("Move down", moving(Some(place + 1))).only_if(place + 1 < count),
        Item::new("Delete", move || {
            if desk.commit(desk.peek(|state| edit::remove_document(state, &remove))) {
                desk.announce("Article deleted. Ctrl+Z brings it back.");
            }
        }),
    ]
}

fn row(state: &State, document: &DocumentState) -> Row {
    let meta = document.meta();
    Row {
        id: meta.id.clone(),
        outlet: meta.outlet.clone(),
        published: meta.published.clone(),
        opening: match meta.title.as_str() {
            "" => document.text().slice(0..120).trim().to_owned(),
            title => title.to_owned(),
        },
        status: meta.status,
        progress: progress(state, document),
        marks: document.order().len(),
    }
}

/// One cell for each paragraph that belongs to the article, or where there are more than that, an
/// equal share of them for each; filled where a mark begins there. O(paragraphs + cells · log marks).
fn progress(state: &State, document: &DocumentState) -> Progress {
    let boilerplate = &document.meta().boilerplate;
    let lines: Vec<_> = document
        .text()
        .blocks()
        .as_slice()
        .chunk_by(|a, b| a.paragraph == b.paragraph)
        .filter_map(|line| Some(line.first()?.start..line.last()?.end))
        .filter(|line| {
            let grey =
                |span: &postil_core::model::Span| span.start < line.end && line.start < span.end;
            !line.is_empty() && !boilerplate.iter().any(grey)
        })
        .collect();
    let cells = lines.len().min(CELLS);
    let before = |offset| document.rank_of_offset(state, offset);
    let cells = (0..cells).map(|cell| {
        let share = cell * lines.len() / cells..(cell + 1) * lines.len() / cells;
        let share = lines.get(share).unwrap_or_default();
        match (share.first(), share.last()) {
            (Some(first), Some(last)) => before(first.start) < before(last.end),
            _ => false,
        }
    });
    Progress {
        cells: cells.collect(),
        paragraphs: lines.len(),
    }
}
