//! What the articles say together, read from their marks: seven views in a place of their own. In a built site
//! it is a separate file, fetched when the story is first opened; a program that was not split contains it from
//! the beginning.

mod canvas;
mod claims;
mod coverage;
mod dossier;
mod empty;
mod filters;
mod overview;
mod save;
mod sayings;
mod screen;
mod sentence;
mod session;
mod sight;
mod slice;
mod source;
mod stops;
mod stretch;
mod tensions;
mod tiles;
mod timeline;

use crate::desk::Desk;
use crate::desk::story::StoryView;
use crate::ui::view::ui;
use crate::views::fetched::Missing;
use leptos::prelude::*;
use postil_core::model::ClusterId;
use std::future::Future;
use std::pin::Pin;

/// The doors into this part. Nothing else may lead into it, or it would move into another part.
#[derive(Clone, Copy)]
pub struct Story {
    /// Makes the screen.
    pub screen: fn() -> AnyView,
    /// Makes the table of a view over the whole project, with a line of names first; `None` if there is no such
    /// cluster.
    pub rows: fn(Desk, StoryView, Option<ClusterId>) -> Making<Option<Table>>,
    /// Makes the report of the whole project, as a page or in Markdown.
    pub report: fn(Desk, bool) -> Making<String>,
}

/// Rows of cells.
pub type Table = Vec<Vec<String>>;

/// What is made between frames.
pub type Making<T> = Pin<Box<dyn Future<Output = T>>>;

fn doors() -> Story {
    Story {
        screen: || ui! { <screen::Screen /> },
        rows: |desk, view, cluster| Box::pin(save::rows_of_all(desk, view, cluster)),
        report: |desk, is_page| Box::pin(save::report_of_all(desk, is_page)),
    }
}

/// Fetches this part, unless it is here already. Tries again after a failure.
///
/// # Errors
/// When it cannot be fetched.
pub async fn fetch() -> Result<Story, Missing> {
    apart::fetch().await
}

#[cfg(split)]
mod apart {
    use super::{Missing, Story, doors};
    use leptos::wasm_split::wasm_split;

    #[wasm_split(story, wasm_split_path = leptos::wasm_split, fallible)]
    pub fn fetch() -> Result<Story, Missing> {
        Ok(doors())
    }
}

#[cfg(not(split))]
mod apart {
    use super::{Missing, Story, doors};

    pub async fn fetch() -> Result<Story, Missing> {
        Ok(doors())
    }
}
