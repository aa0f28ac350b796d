//! What was found, file by file.

use crate::desk::labels;
use crate::desk::proposal::{Found, Part};
use crate::ui::sentence::{t, tf};
use crate::ui::view::ui;
use leptos::prelude::*;

/// Rows shown; the others are counted.
const MAX_ROWS: usize = 100;

/// A table with a row for each file, or for files that belong together; below them, what they are together:
/// what several of them have is there once.
pub fn table(found: &Found) -> AnyView {
    let parts = &found.parts;
    let total = (parts.len() > 1).then(|| {
        let whole = Part {
            left_out: parts.iter().map(|part| part.left_out).sum(),
            ..Part::of(&found.project)
        };
        ui! {
            <tfoot>{row(t!("Together").to_owned(), &whole)}</tfoot>
        }
    });
    let rows: Vec<_> = (parts.iter().take(MAX_ROWS))
        .map(|part| row(labels::few(&part.files), part))
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
