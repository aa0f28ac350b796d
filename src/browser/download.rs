//! Downloads.

use super::clock_and_ids::local_minute;
use gloo::file::{Blob, ObjectUrl};
use gloo::timers::callback::Timeout;
use js_sys::Uint8Array;
use leptos::prelude::document;
use leptos::web_sys::HtmlAnchorElement;
use wasm_bindgen::JsCast;

/// How long a browser may take to start a download.
const START_TIMEOUT_MS: u32 = 60_000;

/// How the name of a project file ends.
const PROJECT: &str = ".postil.json";

/// A file in the browser's memory, ready to download.
pub struct Download {
    name: String,
    blob: Blob,
}

impl Download {
    /// Copies bytes of a media type into the browser, under a file name.
    pub fn new(name: &str, mime: &str, bytes: &[u8]) -> Self {
        Self::of_array(name.to_owned(), mime, &Uint8Array::from(bytes))
    }

    /// The same for bytes that the browser already has.
    pub fn of_array(name: String, mime: &str, bytes: &Uint8Array) -> Self {
        Self {
            name,
            blob: Blob::new_with_options(bytes.buffer(), Some(mime)),
        }
    }

    /// The same for a file that the browser made.
    pub fn of_blob(name: String, blob: leptos::web_sys::Blob) -> Self {
        Self {
            name,
            blob: blob.into(),
        }
    }

    /// The same for a project file, of which there will be others: its name tells when it was made
    /// (`time` in RFC 3339; now if there is none).
    pub fn dated(name: &str, time: Option<&str>, mime: &str, bytes: &[u8]) -> Self {
        let name = match name.strip_suffix(PROJECT) {
            Some(stem) => format!("{stem} {}{PROJECT}", local_minute(time)),
            None => name.to_owned(),
        };
        Self::new(&name, mime, bytes)
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The size of the file in bytes.
    pub fn size(&self) -> u64 {
        self.blob.size()
    }

    /// Starts the download.
    pub fn start(&self) {
        let url = ObjectUrl::from(self.blob.clone());
        let Ok(link) = document().create_element("a") else {
            return;
        };
        let link: HtmlAnchorElement = link.unchecked_into();
        link.set_href(&url);
        link.set_download(&self.name);
        link.click();
        // The address must exist until the download has started; the page is not told when.
        Timeout::new(START_TIMEOUT_MS, move || drop(url)).forget();
    }
}
