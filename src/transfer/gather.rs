//! Gathers the files that a person hands over: chosen files, chosen folders, and dropped files and
//! folders.

use crate::browser::reflect;
use crate::ui::sentence::{t, tf};
use gloo::file::File;
use js_sys::{Array, Function, Promise};
use leptos::web_sys::{
    DataTransfer, FileList, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry,
};
use postil_core::diagnostic::Diagnostic;
use postil_formats::{is_hidden, limits};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A file and its path.
#[derive(Clone)]
pub struct Named {
    /// The path within the folder that was handed over, parted by `/`.
    pub name: String,
    /// The file; its contents are not read yet.
    pub file: File,
}

/// Files that were handed over.
#[derive(Default)]
pub struct Gathered {
    /// In the order in which they came; those of a folder sorted by path.
    pub files: Vec<Named>,
    /// Reports what could not be read.
    pub found: Vec<Diagnostic>,
}

/// Gathers the files of a list; those of a chosen folder know their path.
pub fn chosen(list: Option<FileList>) -> Gathered {
    let mut gathered = Gathered::default();
    let files = list.map(gloo::file::FileList::from);
    for file in files.iter().flat_map(|files| files.iter()) {
        let own: &leptos::web_sys::File = file.as_ref();
        let path = reflect::get(own, "webkitRelativePath").as_string();
        gathered.add(path.unwrap_or_default(), file.clone());
    }
    gathered
        .files
        .sort_by(|a, b| by_folder(a).cmp(by_folder(b)));
    gathered
}

/// Gathers what was dropped. The list of it is gone when the event ends, so that this reads the list at
/// once; it opens folders later.
pub fn dropped(data: &DataTransfer) -> impl Future<Output = Gathered> + use<> {
    let items = data.items();
    let items = (0..items.length()).filter_map(|at| items.get(at));
    let items = items.filter(|item| item.kind() == "file");
    let entries: Vec<_> = items
        .map(|item| item.webkit_get_as_entry().ok().flatten())
        .collect();
    // A browser may not support folders, and scripts drop only files.
    let whole = entries.iter().all(Option::is_some);
    let plain = chosen(data.files());
    async move {
        if whole && entries.iter().flatten().any(FileSystemEntry::is_directory) {
            open(entries.into_iter().flatten().collect()).await
        } else {
            plain
        }
    }
}

/// Gathers all files among entries and inside the folders among them.
async fn open(entries: Vec<FileSystemEntry>) -> Gathered {
    let mut gathered = Gathered::default();
    let mut open: Vec<FileSystemEntry> = entries.into_iter().rev().collect();
    while let Some(entry) = open.pop() {
        let path = entry.full_path();
        let read = if entry.is_directory() {
            entries_in(entry.unchecked_ref()).await.map(|mut entries| {
                entries.sort_by_key(|entry| std::cmp::Reverse(entry.name()));
                open.append(&mut entries);
            })
        } else {
            file(entry.unchecked_ref()).await.map(|file| {
                gathered.add(path.trim_start_matches('/').to_owned(), file);
            })
        };
        if read.is_err() {
            let problem = Diagnostic::error(path, t!("the browser could not open it"));
            gathered.found.push(problem);
        }
        if gathered.files.len() > limits::MAX_ARCHIVE_FILES {
            let most = limits::MAX_ARCHIVE_FILES;
            gathered.files.clear();
            let message = tf!("expected at most {most} files in folders");
            gathered.found.push(Diagnostic::error("", message));
            break;
        }
    }
    gathered
}

impl Gathered {
    /// Adds a file with its path, unless it is hidden.
    fn add(&mut self, path: String, file: File) {
        if is_hidden(&path) {
            return;
        }
        let name = if path.is_empty() { file.name() } else { path };
        self.files.push(Named { name, file });
    }
}

/// Sorts files of a folder by path, and leaves single files in the order in which they were chosen.
fn by_folder(named: &Named) -> &str {
    if named.name.contains('/') {
        &named.name
    } else {
        ""
    }
}

/// Lists a folder. The browser answers with one batch after another, the last of them empty.
async fn entries_in(folder: &FileSystemDirectoryEntry) -> Result<Vec<FileSystemEntry>, JsValue> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let batch =
            promise(&|done, failed| reader.read_entries_with_callback_and_callback(done, failed))?;
        let batch: Array = JsFuture::from(batch).await?.unchecked_into();
        if batch.length() == 0 {
            return Ok(all);
        }
        all.extend(batch.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
}

async fn file(entry: &FileSystemFileEntry) -> Result<File, JsValue> {
    let file = promise(&|done, failed| {
        entry.file_with_callback_and_callback(done, failed);
        Ok(())
    })?;
    let file: leptos::web_sys::File = JsFuture::from(file).await?.unchecked_into();
    Ok(File::from(file))
}

/// A promise for the answer to one of two callbacks.
fn promise(ask: &dyn Fn(&Function, &Function) -> Result<(), JsValue>) -> Result<Promise, JsValue> {
    let mut asked = Ok(());
    let promise = Promise::new(&mut |done, failed| asked = ask(&done, &failed));
    asked.map(|()| promise)
}
