//! Texts that were found in files, before they are added. For a table, a person chooses the columns
//! of the text, title, outlet, date and address.

use super::encodings;
use super::findings::findings;
use super::frame::{Frame, close};
use super::way_option::way_option;
use crate::desk::Desk;
use crate::desk::labels::{brief, count, cut, few};
use crate::desk::proposal::Offer;
use crate::storage::upkeep;
use crate::transfer::{self, InUse};
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, part, ui};
use leptos::prelude::*;
use leptos::task::spawn_local;
use postil_core::diagnostic::Diagnostic;
use postil_formats::unannotated::NewText;
use postil_formats::unannotated::rows::{About, Choice, Table};

/// Texts and rows shown; the others are counted.
const MAX_SHOWN: usize = 5;

/// Code points shown of a text.
const MAX_BEGINNING_CHARS: usize = 140;

/// What was found, and the choice whether to add it.
#[component]
pub fn Texts(offer: Offer) -> AnyView {
    let desk = Desk::here();
    let texts = offer.texts();
    let choices = ErasedSignal::new(texts.tables.iter().map(Table::guess).collect::<Vec<_>>());
    let tables: Vec<_> = (0..texts.tables.len())
        .map(|at| table(&offer, at, choices))
        .collect();
    let counted = offer.clone();
    // What adding would make of them, before it is asked for.
    let tally = memo(move || {
        let (texts, _) = choices.with(|choices| chosen(&counted, choices));
        let all = texts.len();
        let made = desk.peek(|state| transfer::documents(InUse::of_state(state), texts));
        Tally {
            all,
            new: made.documents.len(),
            here: made.here,
        }
    });
    let ways = ways(desk);
    let way = ErasedSignal::new(ways.first().copied().unwrap_or(Way::Add));
    let label = move || match way.get() {
        Way::Own => t!("Open").to_owned(),
        Way::Add => tf!("Add {}", count(tally.get().new, "article")),
    };
    let is_none = move || match way.get() {
        Way::Own => tally.get().all == 0,
        Way::Add => tally.get().new == 0,
    };
    let none = move || is_none().to_string();
    let here = move || match tally.get().here.as_slice() {
        [] => String::new(),
        here => tf!("Here already, and not added again: {}.", few(here)),
    };
    let choice = (ways.len() > 1).then(|| choice(desk, &ways, way));
    let encodings = encodings::choices(desk, &texts.encoded);
    let list = list(&texts.texts);
    let remarks = findings(desk, t!("Texts"), texts.remarks.clone());
    let add = move |_| {
        let (all, mut found) = choices.with_untracked(|choices| chosen(&offer, choices));
        let way = way.get_untracked();
        if all.is_empty() || way == Way::Add && tally.with(|tally| tally.new == 0) {
            return;
        }
        close(desk);
        spawn_local(async move {
            found.extend(match way {
                Way::Own => transfer::make_own_of_texts(desk, all).await,
                Way::Add => transfer::add_texts(desk, all),
            });
            transfer::report(desk, &found);
        });
    };
    ui! {
        <Frame title=t!("Add articles") class="form-dialog wide texts-dialog">
            <div class="preview">
                {encodings} {list} {tables} <p class="quiet">{live(here)}</p> {remarks}
            </div>
            {choice}
            <div class="dialog-foot">
                <button type="button" class="button" on:click=move |_| close(desk)>
                    "Cancel"
                </button>
                <button
                    type="button"
                    class="button solid"
                    autofocus=true
                    aria-disabled=live(none)
                    on:click=add
                >
                    {live(label)}
                </button>
            </div>
        </Frame>
    }
}

/// Where the texts can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Into a project of their own.
    Own,
    /// Into the open one.
    Add,
}

/// What adding makes of the texts.
#[derive(Clone, PartialEq)]
struct Tally {
    all: usize,
    /// How many become articles.
    new: usize,
    /// The names of those that are here already.
    here: Vec<String>,
}

/// The ways that are open to texts, the likeliest first: what is dropped on the bundled project rarely
/// belongs to it.
fn ways(desk: Desk) -> Vec<Way> {
    let mut ways = Vec::new();
    if upkeep::here().is_some() {
        ways.push(Way::Own);
    }
    if !desk.read_only.get_untracked() {
        ways.push(Way::Add);
    }
    if !transfer::is_sample(desk) {
        ways.reverse();
    }
    ways
}

fn choice(desk: Desk, ways: &[Way], way: ErasedSignal<Way>) -> AnyView {
    let name = desk.peek(|state| brief(&state.header().name));
    let options = ways.iter().map(|it| {
        let (title, does) = match it {
            Way::Own => (
                t!("Open as a project of its own"),
                tf!("“{name}” stays as it is."),
            ),
            Way::Add => (
                t!("Add to this project"),
                tf!("They become articles of “{name}”, in one step that you can undo."),
            ),
        };
        way_option(*it, title, move || does.clone(), way)
    });
    let options: Vec<_> = options.collect();
    ui! {
        <fieldset class="options ways">
            <legend class="unseen">{t!("What to do with them")}</legend>
            {options}
        </fieldset>
    }
}

/// All texts, and what there is to report about the tables, by the chosen columns.
fn chosen(offer: &Offer, choices: &[Choice]) -> (Vec<NewText>, Vec<Diagnostic>) {
    let texts = offer.texts();
    let (mut all, mut found) = (texts.texts.clone(), Vec::new());
    for (table, choice) in texts.tables.iter().zip(choices) {
        let (mut more, mut remarks) = table.texts(choice);
        all.append(&mut more);
        found.append(&mut remarks);
    }
    (all, found)
}

/// The single texts.
fn list(texts: &[NewText]) -> Option<AnyView> {
    if texts.is_empty() {
        return None;
    }
    let lines = texts.iter().take(MAX_SHOWN).map(|new| {
        let title = match new.title.as_str() {
            "" => beginning(&new.text),
            title => brief(title),
        };
        ui! {
            <li>
                <b>{title}</b>
                <span class="quiet">{brief(&new.name)}</span>
            </li>
        }
    });
    let lines: Vec<_> = lines.collect();
    let more = texts.len().saturating_sub(MAX_SHOWN);
    Some(ui! {
        <h3 id="texts">{count(texts.len(), "text")}</h3>
        <ul class="found-texts" aria-labelledby="texts">
            {lines}
        </ul>
        {(more > 0).then(|| ui! { <p class="quiet">{tf!("And {more} more.")}</p> })}
    })
}

/// The choice of columns of a table, with its first rows.
fn table(offer: &Offer, at: usize, choices: ErasedSignal<Vec<Choice>>) -> AnyView {
    let Some(table) = offer.texts().tables.get(at) else {
        return ().into_any();
    };
    let change = move |change: &dyn Fn(&mut Choice)| {
        choices.update(|choices| choices.get_mut(at).into_iter().for_each(change));
    };
    let header = table.names.is_empty().then(|| {
        let checked = move || choices.with(|choices| choices.get(at).is_some_and(|c| c.header));
        ui! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=live(checked)
                    on:change=move |event| {
                        let header = event_target_checked(&event);
                        change(&|choice| choice.header = header);
                    }
                />
                {t!("The first row names the columns")}
            </label>
        }
    });
    let text = select(offer, at, choices, "Text", None);
    let about = About::ALL.map(|what| select(offer, at, choices, title(what), Some(what)));
    let shown = offer.clone();
    let rows = move || {
        let table = shown.texts().tables.get(at)?;
        choices.with(|choices| Some(rows(table, choices.get(at)?)))
    };
    ui! {
        <fieldset class="table-choice">
            <legend>{brief(&table.file)}</legend>
            {header}
            <div class="columns">{text} {about}</div>
            {part(rows)}
        </fieldset>
    }
}

fn title(what: About) -> &'static str {
    match what {
        About::Title => "Title",
        About::Outlet => "Outlet",
        About::Date => "Date",
        About::Url => "Address",
    }
}

/// The choice of one column.
fn select(
    offer: &Offer,
    at: usize,
    choices: ErasedSignal<Vec<Choice>>,
    label: &'static str,
    what: Option<About>,
) -> AnyView {
    let chosen = move |choice: &Choice| match what {
        None => Some(choice.text),
        Some(what) => choice.about(what),
    };
    let changed = move |event| {
        let column = event_target_value(&event).parse::<usize>().ok();
        choices.update(|choices| {
            let Some(choice) = choices.get_mut(at) else {
                return;
            };
            match (what, column) {
                (None, Some(column)) => choice.text = column,
                (None, None) => {}
                (Some(what), column) => {
                    choice.about.retain(|(own, _)| *own != what);
                    choice.about.extend(column.map(|column| (what, column)));
                }
            }
        });
    };
    let offer = offer.clone();
    // Whether the first row is a header changes the names of the columns.
    let header = memo(move || choices.with(|choices| choices.get(at).map(|c| c.header)));
    let options = move || -> Option<AnyView> {
        header.get()?;
        let table = offer.texts().tables.get(at)?;
        choices.with_untracked(|choices| {
            let choice = choices.get(at)?;
            let none = what.map(|_| {
                ui! {
                    <option value="" selected=chosen(choice).is_none()>
                        {t!("Not stated")}
                    </option>
                }
            });
            let columns = (0..table.width()).map(|column| {
                ui! {
                    <option value=column.to_string() selected=chosen(choice) == Some(column)>
                        {brief(&table.column(column, choice))}
                    </option>
                }
            });
            let columns: Vec<_> = columns.collect();
            Some(ui! { {none} {columns} })
        })
    };
    ui! {
        <label class="field">
            <span>{label}</span>
            <select class="input" on:change=changed>
                {part(options)}
            </select>
        </label>
    }
}

/// The first rows, as articles.
fn rows(table: &Table, choice: &Choice) -> AnyView {
    let body = table.body(choice);
    let cell = |row: &[String], column: Option<usize>| {
        let cell = column.and_then(|column| row.get(column));
        cell.map(|cell| beginning(cell)).unwrap_or_default()
    };
    let columns: Vec<(&str, usize)> = (About::ALL.iter())
        .filter_map(|&what| Some((title(what), choice.about(what)?)))
        .chain([("Text", choice.text)])
        .collect();
    let heads: Vec<_> = (columns.iter())
        .map(|(title, _)| ui! { <th scope="col">{title.to_string()}</th> })
        .collect();
    let lines: Vec<_> = (body.iter().take(MAX_SHOWN))
        .map(|row| {
            let cells: Vec<_> = (columns.iter())
                .map(|(_, column)| ui! { <td dir="auto">{cell(row, Some(*column))}</td> })
                .collect();
            ui! { <tr>{cells}</tr> }
        })
        .collect();
    let more = body.len().saturating_sub(MAX_SHOWN);
    let empty = body.len() - table.filled(choice);
    let empty = (empty > 0).then(|| tf!(" {} without a text.", count(empty, "row")));
    ui! {
        <div class="first-rows" tabindex="0" role="region" aria-label=t!("The first rows")>
            <table>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
        <p class="quiet">
            {match more {
                0 => String::new(),
                more => tf!("And {more} more."),
            }} {empty}
        </p>
    }
}

/// The beginning of a text, in one line.
fn beginning(text: &str) -> String {
    let words = cut(text, MAX_BEGINNING_CHARS);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
