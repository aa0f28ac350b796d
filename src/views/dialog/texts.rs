//! Texts that were found in files, before they are added. For a table, a person chooses the columns
//! of the text, title, outlet, date and address.

use super::encodings;
use super::findings::findings;
use super::frame::{Frame, close};
use crate::desk::Desk;
use crate::desk::labels::{brief, count, cut};
use crate::desk::proposal::Offer;
use crate::transfer;
use crate::ui::memo::memo;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{live, part, ui};
use leptos::prelude::*;
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
    let articles = move || {
        let texts = counted.texts();
        let rows = choices.with(|choices| {
            let tables = texts.tables.iter().zip(choices);
            tables
                .map(|(table, choice)| filled(table, choice))
                .sum::<usize>()
        });
        texts.texts.len() + rows
    };
    let label = {
        let articles = articles.clone();
        move || tf!("Add {}", count(articles(), "article"))
    };
    let none = move || (articles() == 0).to_string();
    let encodings = encodings::choices(desk, &texts.encoded);
    let list = list(&texts.texts);
    let remarks = findings(desk, t!("Texts"), texts.remarks.clone());
    let add = move |_| {
        let texts = offer.texts();
        let (mut all, mut found) = (texts.texts.clone(), Vec::new());
        choices.with_untracked(|choices| {
            for (table, choice) in texts.tables.iter().zip(choices) {
                let (mut texts, mut remarks) = table.texts(choice);
                all.append(&mut texts);
                found.append(&mut remarks);
            }
        });
        if all.is_empty() {
            return;
        }
        close(desk);
        found.extend(transfer::add_texts(desk, all));
        transfer::report(desk, &found);
    };
    ui! {
        <Frame title=t!("Add articles") class="form-dialog wide">
            <div class="preview">{encodings} {list} {tables} {remarks}</div>
            <p class="lead">{t!("Adding is one step that you can undo.")}</p>
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

/// The number of rows with a text.
fn filled(table: &Table, choice: &Choice) -> usize {
    let has = |row: &&Vec<String>| {
        row.get(choice.text)
            .is_some_and(|cell| !cell.trim().is_empty())
    };
    table.body(choice).iter().filter(has).count()
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
    let empty = body.len() - filled(table, choice);
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
