//! Downloads the codebook alone: for another project, for editors of text, and for people.

use super::session::Session;
use crate::browser::download::Download;
use crate::desk::labels;
use crate::transfer::formats;
use crate::ui::menu::Item;
use crate::ui::sentence::{t, tf};
use leptos::task::spawn_local;
use postil_codebook::{Named, write};
use postil_core::edit::codebook;
use postil_core::format::{File, Written};

/// What the menu offers.
pub fn items(session: Session) -> Vec<Item> {
    let item = |words: &'static str, write: fn(&Named) -> File| {
        Item::new(words, move || save(session, write))
    };
    vec![
        item(t!("For another project (JSON)"), write::json),
        item(t!("For people (a page)"), write::html),
        item("Markdown", write::markdown),
        Item::new(
            t!("For programs of qualitative analysis (.qdc)"),
            move || {
                spawn_local(save_qdc(session));
            },
        ),
    ]
}

/// Fetches the formats of other tools, and downloads the codebook in one of them.
async fn save_qdc(session: Session) {
    let desk = session.desk;
    match formats::fetch().await {
        Ok(doors) => {
            let (title, codebook) =
                desk.peek(|state| (state.header().name.clone(), codebook::present(state)));
            let Written { files, losses } = (doors.qdc)(&title, &codebook);
            for file in &files {
                Download::new(&file.name, file.mime, &file.bytes).start();
            }
            let lost = losses
                .iter()
                .map(|loss| format!("{} {}", loss.count, labels::brief(&loss.what)));
            let lost: Vec<String> = lost.collect();
            desk.announce(match lost.as_slice() {
                [] => t!("Downloaded; everything is kept.").to_owned(),
                lost => tf!("Downloaded. Not kept: {}.", lost.join(", ")),
            });
        }
        Err(missing) => desk.announce(tf!("Not done: {missing}.")),
    }
}

fn save(session: Session, write: fn(&Named) -> File) {
    let desk = session.desk;
    let named = desk.peek(|state| {
        let newest = state.codebook_versions().next_back();
        Named {
            title: state.header().name.clone(),
            changed: newest.map_or(String::new(), |version| version.last_change().to_owned()),
            codebook: codebook::present(state),
        }
    });
    let file = write(&named);
    Download::new(&file.name, file.mime, &file.bytes).start();
    desk.announce(tf!("Downloaded {}.", file.name));
}
