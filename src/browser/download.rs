//! Files that go to the browser's downloads.

use gloo::file::{Blob, ObjectUrl};
use gloo::timers::callback::Timeout;
use js_sys::Uint8Array;
use leptos::prelude::document;
use leptos::web_sys::HtmlAnchorElement;
use wasm_bindgen::JsCast;

/// How long a browser may take to begin a download, in milliseconds.
const PATIENCE_MS: u32 = 60_000;

/// A file whose bytes lie in the browser's memory, ready to be downloaded.
pub struct Download {
    name: String,
    blob: Blob,
}

impl Download {
    /// Hands bytes of a media type over to the browser, under a name.
    pub fn new(name: &str, mime: &str, bytes: &[u8]) -> Self {
        Self::of_array(name.to_owned(), mime, &Uint8Array::from(bytes))
    }

    /// The same of bytes that the browser has already.
    pub fn of_array(name: String, mime: &str, bytes: &Uint8Array) -> Self {
        Self {
            name,
            blob: Blob::new_with_options(bytes.buffer(), Some(mime)),
        }
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many bytes the file has.
    pub fn size(&self) -> u64 {
        self.blob.size()
    }

    /// Hands the file to the browser's downloads.
    pub fn start(&self) {
        let url = ObjectUrl::from(self.blob.clone());
        let Ok(link) = document().create_element("a") else {
            return;
        };
        let link: HtmlAnchorElement = link.unchecked_into();
        link.set_href(&url);
        link.set_download(&self.name);
        link.click();
        // The address must hold until the download has begun, of which a page is not told.
        Timeout::new(PATIENCE_MS, move || drop(url)).forget();
    }
}
