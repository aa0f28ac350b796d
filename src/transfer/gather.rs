//! The files that a person hands over: chosen, in folders, and dropped with the folders they are
//! in.

use crate::browser::reflect;
use gloo::file::File;
use js_sys::{Array, Function, Promise};
use leptos::web_sys::{
    DataTransfer, FileList, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry,
};
use postil_core::diagnostic::Diagnostic;
use postil_formats::{is_hidden, limits};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A file, by its path in the folder that it came in.
pub struct Named {
    /// Folders are parted by `/`.
    pub name: String,
    /// The file, which is not read yet.
    pub file: File,
}

/// Files that were handed over, and what is to be said about the rest.
#[derive(Default)]
pub struct Gathered {
    /// In the order in which they came; those of a folder by name.
    pub files: Vec<Named>,
    /// What could not be read.
    pub found: Vec<Diagnostic>,
}

/// The files of a list; those of a chosen folder know their path.
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

/// What was dropped. The list of it is gone when the event is over, so it is read at once; folders
/// are opened afterwards.
pub fn dropped(data: &DataTransfer) -> impl Future<Output = Gathered> + use<> {
    let items = data.items();
    let items = (0..items.length()).filter_map(|at| items.get(at));
    let items = items.filter(|item| item.kind() == "file");
    let entries: Vec<_> = items
        .map(|item| item.webkit_get_as_entry().ok().flatten())
        .collect();
    // A browser may know files alone, and scripts drop nothing else.
    let whole = entries.iter().all(Option::is_some);
    let plain = chosen(data.files());
    async move {
        match whole && entries.iter().flatten().any(FileSystemEntry::is_directory) {
            true => open(entries.into_iter().flatten().collect()).await,
            false => plain,
        }
    }
}

/// All files of entries and of the folders among them.
async fn open(entries: Vec<FileSystemEntry>) -> Gathered {
    let mut gathered = Gathered::default();
    let mut open: Vec<FileSystemEntry> = entries.into_iter().rev().collect();
    while let Some(entry) = open.pop() {
        let path = entry.full_path();
        let read = match entry.is_directory() {
            true => inside(entry.unchecked_ref()).await.map(|mut inside| {
                inside.sort_by_key(|entry| std::cmp::Reverse(entry.name()));
                open.append(&mut inside);
            }),
            false => file(entry.unchecked_ref()).await.map(|file| {
                gathered.add(path.trim_start_matches('/').to_owned(), file);
            }),
        };
        if read.is_err() {
            let problem = Diagnostic::error(path, "the browser could not open it");
            gathered.found.push(problem);
        }
        if gathered.files.len() > limits::MAX_ARCHIVE_FILES {
            let most = limits::MAX_ARCHIVE_FILES;
            gathered.files.clear();
            let message = format!("expected at most {most} files in folders");
            gathered.found.push(Diagnostic::error("", message));
            break;
        }
    }
    gathered
}

impl Gathered {
    /// Adds a file with its path; what is hidden in a folder is not for people.
    fn add(&mut self, path: String, file: File) {
        if is_hidden(&path) {
            return;
        }
        let name = match path.is_empty() {
            true => file.name(),
            false => path,
        };
        self.files.push(Named { name, file });
    }
}

/// The folder of a file alone: files that were chosen one by one keep their order.
fn by_folder(named: &Named) -> &str {
    match named.name.contains('/') {
        true => &named.name,
        false => "",
    }
}

/// What is in a folder. A browser tells it in pieces, until one is empty.
async fn inside(folder: &FileSystemDirectoryEntry) -> Result<Vec<FileSystemEntry>, JsValue> {
    let reader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let piece =
            answer(&|done, failed| reader.read_entries_with_callback_and_callback(done, failed))?;
        let piece: Array = JsFuture::from(piece).await?.unchecked_into();
        if piece.length() == 0 {
            return Ok(all);
        }
        all.extend(piece.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
}

async fn file(entry: &FileSystemFileEntry) -> Result<File, JsValue> {
    let file = answer(&|done, failed| {
        entry.file_with_callback_and_callback(done, failed);
        Ok(())
    })?;
    let file: leptos::web_sys::File = JsFuture::from(file).await?.unchecked_into();
    Ok(File::from(file))
}

/// What will be answered to one of two functions.
fn answer(ask: &dyn Fn(&Function, &Function) -> Result<(), JsValue>) -> Result<Promise, JsValue> {
    let mut asked = Ok(());
    let promise = Promise::new(&mut |done, failed| asked = ask(&done, &failed));
    asked.map(|()| promise)
}
