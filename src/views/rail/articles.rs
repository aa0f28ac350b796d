//! The list of articles: where each is from, how it begins, and how far it is annotated.

use crate::article;
use crate::commands::articles;
use crate::desk::command::Command;
use crate::desk::doors;
use crate::desk::overlay::Overlay;
use crate::desk::{Desk, labels};
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::menu::{Item, Menu};
use crate::ui::schedule;
use crate::ui::sentence::{t, tf};
use crate::ui::view::{live, part, ui, when};
use crate::ui::virtual_list::{self, Rows};
use leptos::prelude::*;
use postil_core::edit;
use postil_core::model::{Basis, DocumentId, Published, Status};
use postil_core::state::{DocumentState, State};
use std::sync::Arc;

/// The height of a row in CSS pixels, where text has its usual size; the style sheet has the same number.
const ROW_HEIGHT_PX: f64 = 106.0;

/// Cells that show the progress of an article at most; in a longer one, a cell stands for several
/// paragraphs.
const MAX_CELLS: usize = 14;

/// What a row shows.
#[derive(Clone, PartialEq)]
struct Row {
    id: DocumentId,
    outlet: String,
    published: Published,
    opening: String,
    /// The tag of the language; `None` if it is not known.
    language: Option<String>,
    status: Status,
    progress: Progress,
    marks: usize,
}

/// Which parts of the text have a mark.
#[derive(Clone, PartialEq)]
struct Progress {
    cells: Vec<bool>,
    paragraphs: usize,
}

/// The list of articles.
#[component]
pub fn Articles() -> impl IntoView {
    let desk = Desk::here();
    let count = memo(move || desk.with(|state| state.documents().len()));
    let any = move || count.get() > 0;
    // The article shown comes into sight, once the frame is painted: how far the list is scrolled is
    // known without another layout then.
    let shown = schedule::later(move || {
        desk.view().document().with(|id| {
            let id = id.as_ref()?;
            desk.with_links(|state| state.document_index(id))
        })
    });
    let shown = memo(move || shown.get());
    let done = move || {
        desk.with(|state| {
            let documents = state.documents();
            let is_done = |document: &&DocumentState| document.meta().status == Status::Done;
            let done = documents.iter().filter(is_done).count();
            (!documents.is_empty()).then(|| tf!("{done} of {} done", documents.len()))
        })
    };
    let height = ROW_HEIGHT_PX * text_scale();
    let draw: virtual_list::Row = Arc::new(move |at| Some(article(desk, at)));
    ui! {
        <section class="rail-articles" aria-labelledby="rail-articles">
            <h2 class="rail-head">
                <span id="rail-articles">"Articles"</span>
                <span class="count">{live(done)}</span>
            </h2>
            {when(any, move || ui! {
                <Rows label="Articles" count height=height reveal=shown row=draw.clone() />
            })}
            {when(
                move || !any(),
                || ui! {
                    <p class="empty">
                        {t!("No articles yet. Everything you add stays in this browser.")}
                    </p>
                },
            )}
            <button
                type="button"
                class="button plain add"
                disabled=live(move || desk.read_only.get())
                on:click=move |_| Command::AddArticles.run(desk)
            >
                {icon(Icon::Plus)}
                {t!("Add articles")}
            </button>
        </section>
    }
}

/// The row of the article with a number, from 0.
fn article(desk: Desk, at: usize) -> AnyView {
    let row = memo(move || desk.with(|state| state.documents().get(at).map(|d| row(state, d))));
    let id = memo(move || row.with(|row| row.as_ref().map(|row| row.id.clone())));
    let current = memo(move || {
        let id = id.get();
        id.is_some() && desk.view().document().with(|shown| *shown == id)
    });
    let show = move |_| {
        if let Some(id) = id.get_untracked() {
            desk.show(&id);
            desk.drawer.set(None);
            article::focus();
        }
    };
    let body = move || row.with(|row| row.as_ref().map(body));
    ui! {
        <div class="article-row" class:current=live(move || current.get())>
            <button
                type="button"
                class="article-link"
                aria-current=live(move || current.get().then_some("true"))
                on:click=show
            >
                {part(body)}
            </button>
            {part(move || Some((doors::here()?.article_menu)(id.get()?)))}
        </div>
    }
}

/// How much larger than usual a person has the browser show text.
fn text_scale() -> f64 {
    let root = document().document_element();
    let style = root.and_then(|root| window().get_computed_style(&root).ok().flatten());
    let size = style.and_then(|style| style.get_property_value("font-size").ok());
    // Reading the number in Rust would bring tables of 10 kB into the first load.
    let size = size.map(|size| js_sys::parse_float(&size));
    size.filter(|size| size.is_finite())
        .map_or(1.0, |size| (size / 16.0).max(1.0))
}

fn body(row: &Row) -> AnyView {
    let outlet = match row.outlet.as_str() {
        "" => t!("Outlet not stated").to_owned(),
        outlet => outlet.to_owned(),
    };
    let touched = row.progress.cells.iter().filter(|cell| **cell).count();
    let paragraphs = row.progress.paragraphs;
    let status = match row.status {
        Status::ToDo if row.marks == 0 => t!("To do").to_owned(),
        Status::Done => "Done".to_owned(),
        // The cells are a count of paragraphs only where each paragraph has one of its own.
        Status::ToDo | Status::InProgress if paragraphs <= MAX_CELLS => {
            tf!("{touched} of {paragraphs} ¶")
        }
        Status::ToDo | Status::InProgress => t!("In progress").to_owned(),
    };
    let cells: Vec<_> = row
        .progress
        .cells
        .iter()
        .map(|&there| ui! { <i class:there=there></i> })
        .collect();
    let marks = labels::count(row.marks, "mark");
    let id = row.id.clone();
    ui! {
        <span class="from">
            <b class="clip" dir="auto">{outlet}</b>
            <span class="date" title=how_known(&row.published)>
                {labels::brief(&row.published.in_words())}
            </span>
        </span>
        <span class="opening quote" dir="auto" lang=row.language.clone()>
            {row.opening.clone()}
        </span>
        <span class="progress">
            <span class="ticks" aria-hidden="true">
                {cells}
            </span>
            <span class="status" class:done=row.status == Status::Done>
                {status}
            </span>
            <span class="count marks">{marks}</span>
            {part(move || Some((doors::here()?.lacks)(id.clone())))}
        </span>
    }
}

/// How a date is known.
pub fn how_known(published: &Published) -> String {
    let basis = match published.basis {
        Basis::Stated => t!("Stated in the article"),
        Basis::Page => t!("From the page around it"),
        Basis::Inferred => t!("Inferred from the text"),
        Basis::Entered => t!("Entered by hand"),
        Basis::Unknown => t!("Source not stated"),
    };
    match published.note.as_str() {
        "" => basis.to_owned(),
        note => tf!("{basis}: {}", labels::brief(note)),
    }
}

/// The menu of an article.
pub fn menu(id: DocumentId) -> AnyView {
    let desk = Desk::here();
    ui! { <Menu label=t!("Actions for this article").to_owned() items=Arc::new(move || items(desk, &id)) /> }
}

fn items(desk: Desk, id: &DocumentId) -> Vec<Item> {
    let (at, count, status) = desk.peek(|state| {
        let status = state.document(id).map(|d| d.meta().status);
        let at = state.document_index(id).unwrap_or(0);
        (at, state.documents().len(), status.unwrap_or_default())
    });
    let moving = |to: Option<usize>| {
        let id = id.clone();
        move || {
            if let Some(to) = to {
                desk.commit(desk.peek(|state| edit::move_document(state, &id, to)));
            }
        }
    };
    let (details, revise) = (id.clone(), id.clone());
    let (finish, remove) = (id.clone(), id.clone());
    let done = status == Status::Done;
    vec![
        Item::new(t!("Details …"), move || {
            desk.open(Overlay::Details(details.clone()));
        }),
        Item::new(t!("Revise text …"), move || {
            desk.open(Overlay::Revise(revise.clone()));
        }),
        Item::new(
            if done {
                t!("Mark as not done")
            } else {
                t!("Mark as done")
            },
            move || articles::toggle_done(desk, &finish),
        ),
        Item::new(t!("Move up"), moving(at.checked_sub(1))).only_if(at > 0),
        Item::new(t!("Move down"), moving(Some(at + 1))).only_if(at + 1 < count),
        Item::new("Delete", move || articles::delete(desk, &remove)),
    ]
}

fn row(state: &State, document: &DocumentState) -> Row {
    let meta = document.meta();
    Row {
        id: meta.id.clone(),
        outlet: labels::brief(&meta.outlet),
        published: meta.published.clone(),
        opening: labels::title(document),
        language: Some(document.language().to_owned()).filter(|tag| !tag.is_empty()),
        status: meta.status,
        progress: progress(state, document),
        marks: document.count(),
    }
}

/// One cell for each paragraph outside boilerplate, or for an equal share of them where there are more
/// than cells; filled if a mark begins there. O(paragraphs + cells · log marks).
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
    let cells = lines.len().min(MAX_CELLS);
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
