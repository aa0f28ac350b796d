//! Uploads and downloads.

use crate::page::Page;
use crate::place::Place;
use crate::wait::wait_for;
use fantoccini::Locator;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// A file that a page offered and the browser saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Download {
    /// The name the browser saved it under.
    pub name: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// What the three browsers append to the name of an unfinished file. Chromium also starts with a
/// hidden one.
const UNFINISHED: [&str; 3] = ["crdownload", "part", "wkdownload"];

impl Page {
    /// Does something that makes the page offer one file, and waits until the browser has saved it.
    /// Removes the file afterwards.
    pub async fn download(&self, action: impl AsyncFnOnce()) -> Download {
        action().await;
        let file = wait_for("a download to end", async || {
            let entries = fs::read_dir(self.home().downloads()).expect("the downloads folder");
            let files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
            // Firefox reserves the name with an empty file.
            match &files[..] {
                [file] if !is_unfinished(file) && !is_empty(file) => Some(file.clone()),
                _ => None,
            }
        })
        .await;
        self.note(format!("downloaded {}", file.display()));
        let bytes = fs::read(&file).expect("the downloaded file");
        // The next file may have the same name.
        fs::remove_file(&file).expect("the downloaded file goes away");
        Download {
            name: file
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            bytes,
        }
    }

    /// Chooses files in the `<input type=file>` that a CSS selector names.
    pub async fn upload(&self, css: &str, files: &[(&str, &[u8])]) {
        self.note(format!("upload {} to {css}", names(files)));
        let folder = self.home().uploads();
        fs::create_dir_all(&folder).expect("a folder for uploads");
        let paths: Vec<String> = files
            .iter()
            .map(|(name, bytes)| {
                let path = folder.join(name);
                fs::write(&path, bytes).expect("a file to upload");
                path.display().to_string()
            })
            .collect();
        let input = self.client().find(Locator::Css(css)).await;
        let input = input.unwrap_or_else(|error| panic!("{css}: {error}"));
        let chosen = input.send_keys(&paths.join("\n")).await;
        chosen.unwrap_or_else(|error| panic!("{css} did not take the files: {error}"));
    }

    /// Drops a file on a place like [`Page::drop_files`], but takes it from the disk, through a field
    /// for files: for files too large to pass through a script.
    pub async fn drop_from_disk(&self, place: impl Into<Place>, name: &str, bytes: &[u8]) {
        self.eval::<()>(
            "const field = document.createElement('input');
            field.type = 'file';
            field.id = 'from-disk';
            document.body.append(field);",
        )
        .await;
        self.upload("#from-disk", &[(name, bytes)]).await;
        let place = place.into();
        let point = self.points(&[place]).await[0];
        let script = "
            const field = document.getElementById('from-disk');
            const dataTransfer = new DataTransfer();
            for (const file of field.files) dataTransfer.items.add(file);
            field.remove();
            const [clientX, clientY] = args[0];
            document.elementFromPoint(clientX, clientY).dispatchEvent(new DragEvent('drop', {
                dataTransfer, clientX, clientY, bubbles: true, cancelable: true, composed: true,
            }));";
        self.call::<()>(script, json!([point])).await;
    }

    /// Writes files into a folder on this machine, by their paths in it; returns the folder's path.
    pub fn lay(&self, folder: &str, files: &[(&str, &[u8])]) -> String {
        let folder = self.home().uploads().join(folder);
        for (name, bytes) in files {
            let path = folder.join(name);
            let parent = path.parent().expect("a file lies in a folder");
            fs::create_dir_all(parent).expect("the folder");
            fs::write(path, bytes).expect("the file");
        }
        folder.display().to_string()
    }

    /// Chooses a path on this machine in the `<input type=file>` that a CSS selector names.
    pub async fn upload_path(&self, css: &str, path: &str) {
        self.note(format!("upload {path} to {css}"));
        let input = self.client().find(Locator::Css(css)).await;
        let input = input.unwrap_or_else(|error| panic!("{css}: {error}"));
        let chosen = input.send_keys(path).await;
        chosen.unwrap_or_else(|error| panic!("{css} did not take {path}: {error}"));
    }

    /// Drops files on a place, as if dragged there from the desktop. The events come from a script:
    /// no driver can drag from outside the browser.
    pub async fn drop_files(&self, place: impl Into<Place>, files: &[(&str, &[u8])]) {
        let place = place.into();
        self.note(format!("drop {} on {place:?}", names(files)));
        let point = self.points(&[place]).await[0];
        let script = "
            const [[clientX, clientY], files] = args;
            const dataTransfer = new DataTransfer();
            for (const [name, bytes] of files) {
                dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
            }
            const target = document.elementFromPoint(clientX, clientY);
            for (const type of ['dragenter', 'dragover', 'drop']) {
                target.dispatchEvent(new DragEvent(type, {
                    dataTransfer, clientX, clientY, bubbles: true, cancelable: true, composed: true,
                }));
            }";
        self.call::<()>(script, json!([point, files])).await;
    }
}

fn names(files: &[(&str, &[u8])]) -> String {
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}

fn is_unfinished(file: &Path) -> bool {
    let extension = file.extension().and_then(|extension| extension.to_str());
    let hidden = file
        .file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    hidden || extension.is_some_and(|extension| UNFINISHED.contains(&extension))
}

fn is_empty(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|file| file.len() == 0)
}
