//! Downloads the codebook alone: for another project, for editors of text, and for people.

use super::session::Session;
use crate::browser::download::Download;
use crate::ui::menu::Item;
use crate::ui::sentence::{t, tf};
use postil_codebook::{Named, write};
use postil_core::format::File;
use postil_core::model::Codebook;

/// What the menu offers.
pub fn items(session: Session) -> Vec<Item> {
    let item = |words: &'static str, write: fn(&Named) -> File| {
        Item::new(words, move || save(session, write))
    };
    vec![
        item(t!("For another project (JSON)"), write::json),
        item(t!("For people (a page)"), write::html),
        item("Markdown", write::markdown),
    ]
}

fn save(session: Session, write: fn(&Named) -> File) {
    let desk = session.desk;
    let named = desk.peek(|state| {
        let newest = state.codebook_versions().next_back();
        Named {
            title: state.header().name.clone(),
            changed: newest.map_or(String::new(), |version| version.last_change().to_owned()),
            codebook: Codebook {
                schema: state.schema().clone(),
                guidelines: state.header().guidelines.clone(),
            },
        }
    });
    let file = write(&named);
    Download::new(&file.name, file.mime, &file.bytes).start();
    desk.announce(tf!("Downloaded {}.", file.name));
}
