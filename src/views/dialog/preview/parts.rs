//! What was found, file by file.

use crate::desk::labels;
use crate::desk::proposal::Part;
use crate::ui::sentence::{t, tf};
use crate::ui::view::ui;
use leptos::prelude::*;

/// Rows shown; the others are counted.
const MAX_ROWS: usize = 100;

/// A table with a row for each file, or for files that belong together.
pub fn table(parts: &[Part]) -> AnyView {
    let total = (parts.len() > 1).then(|| {
        let sum = |count: fn(&Part) -> usize| parts.iter().map(count).sum();
        let whole = Part {
            what: "",
            files: Vec::new(),
            articles: sum(|part| part.articles),
            marks: sum(|part| part.marks),
            links: sum(|part| part.links),
            left_out: sum(|part| part.left_out),
        };
        ui! {
            <tfoot>{row(t!("Together").to_owned(), &whole)}</tfoot>
        }
    });
    let rows: Vec<_> = (parts.iter().take(MAX_ROWS))
        .map(|part| row(files_line(&part.files), part))
        .collect();
    let more = parts.len().saturating_sub(MAX_ROWS);
    ui! {
        <div class="found-parts" tabindex="0" role="region" aria-label=t!("What was found")>
            <table>
                <thead>
                    <tr>
                        <th scope="col">"File"</th>
                        <th scope="col">"Format"</th>
                        <th scope="col">"Articles"</th>
                        <th scope="col">"Marks"</th>
                        <th scope="col">"Links"</th>
                        <th scope="col">{t!("Left out")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                {total}
            </table>
        </div>
        {(more > 0).then(|| ui! { <p class="quiet">{tf!("And {more} more.")}</p> })}
    }
}

fn row(name: String, part: &Part) -> AnyView {
    let counts = [part.articles, part.marks, part.links, part.left_out];
    let counts: Vec<_> = counts
        .iter()
        .map(|many| ui! { <td>{many.to_string()}</td> })
        .collect();
    ui! {
        <tr>
            <th scope="row">{name}</th>
            <td>{part.what}</td>
            {counts}
        </tr>
    }
}

/// The names of a few files, and how many more there are.
fn files_line(files: &[String]) -> String {
    const MAX_NAMED: usize = 2;
    let named = files
        .iter()
        .take(MAX_NAMED)
        .map(|name| labels::brief(name))
        .collect::<Vec<_>>()
        .join(", ");
    match files.len().saturating_sub(MAX_NAMED) {
        0 => named,
        more => tf!("{named} and {more} more"),
    }
}
