//! A file on the disk that holds a project as well, where the browser can write files: the File System
//! Access API (<https://wicg.github.io/file-system-access/>).

use super::database::result;
use super::error::{FileError, StorageError};
use super::schema::FILES;
use super::store::{read, write};
use crate::browser::reflect::{ask, get, method, object};
use js_sys::{Array, Uint8Array};
use leptos::prelude::window;
use leptos::web_sys::IdbTransaction;
use wasm_bindgen::prelude::*;

/// A file that the page may be allowed to write.
#[derive(Clone)]
pub struct DiskFile {
    handle: JsValue,
    /// When the page last wrote it, in milliseconds by the clock of the disk; another program has
    /// written it since if the disk now says otherwise.
    modified: f64,
}

/// Whether the browser can keep a project in a file.
pub fn can() -> bool {
    method(&window(), "showSaveFilePicker").is_some()
}

impl DiskFile {
    /// Asks for a file; `None` if the person cancels. Only a key press or a click may lead here.
    ///
    /// # Errors
    /// When the browser refuses. The same holds for all functions here.
    pub async fn choose(name: &str) -> Result<Option<Self>, FileError> {
        let options = object(&[("suggestedName", &name.into())]);
        let chosen = ask(&window(), "showSaveFilePicker", &Array::of1(&options)).await;
        match chosen {
            Ok(handle) => {
                let mut file = Self {
                    handle,
                    modified: 0.0,
                };
                file.modified = file.modified_now().await?;
                Ok(Some(file))
            }
            Err(error) if name_of(&error) == "AbortError" => Ok(None),
            Err(error) => Err(from_browser(&error)),
        }
    }

    /// Looks up the file that holds a project.
    pub async fn kept(project: &str) -> Result<Option<Self>, StorageError> {
        let work = |transaction: &IdbTransaction| {
            let files = transaction.object_store(FILES)?;
            files.get(&project.into())
        };
        let record = result(&read(&[FILES], work).await?);
        let handle = get(&record, "handle");
        // Something else may be stored there.
        if method(&handle, "getFile").is_none() {
            return Ok(None);
        }
        let modified = get(&record, "modified").as_f64().unwrap_or_default();
        Ok(Some(Self { handle, modified }))
    }

    /// Remembers that this file holds a project.
    pub async fn keep(&self, project: &str) -> Result<(), StorageError> {
        let modified = self.modified.into();
        let record = object(&[("handle", &self.handle), ("modified", &modified)]);
        let work = |transaction: &IdbTransaction| {
            let files = transaction.object_store(FILES)?;
            files.put_with_key(&record, &project.into())?;
            Ok(())
        };
        write(&[FILES], work).await
    }

    /// Forgets which file holds a project; the file stays.
    pub async fn forget(project: &str) -> Result<(), StorageError> {
        let work = |transaction: &IdbTransaction| {
            transaction.object_store(FILES)?.delete(&project.into())?;
            Ok(())
        };
        write(&[FILES], work).await
    }

    /// The name of the file.
    pub fn name(&self) -> String {
        get(&self.handle, "name").as_string().unwrap_or_default()
    }

    /// Whether the page may write it. With `asking`, asks the person if necessary; only a key press or
    /// a click may lead here then.
    pub async fn may_write(&self, asking: bool) -> bool {
        let name = if asking {
            "requestPermission"
        } else {
            "queryPermission"
        };
        let options = object(&[("mode", &"readwrite".into())]);
        match method(&self.handle, name) {
            // Files that need no permission do not have this method.
            None => true,
            Some(_) => ask(&self.handle, name, &Array::of1(&options))
                .await
                .is_ok_and(|answer| answer == "granted"),
        }
    }

    /// Whether another program has written it since.
    pub async fn was_changed(&self) -> Result<bool, FileError> {
        Ok(self.modified_now().await? > self.modified)
    }

    /// Replaces its contents. The browser writes the bytes elsewhere first, so that the file is never
    /// incomplete.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        let stream = ask(&self.handle, "createWritable", &Array::new()).await;
        let stream = stream.map_err(|error| from_browser(&error))?;
        let bytes = Uint8Array::from(bytes);
        let written = ask(&stream, "write", &Array::of1(&bytes)).await;
        written.map_err(|error| from_browser(&error))?;
        let closed = ask(&stream, "close", &Array::new()).await;
        closed.map_err(|error| from_browser(&error))?;
        self.modified = self.modified_now().await?;
        Ok(())
    }

    async fn modified_now(&self) -> Result<f64, FileError> {
        let file = ask(&self.handle, "getFile", &Array::new()).await;
        let file = file.map_err(|error| from_browser(&error))?;
        Ok(get(&file, "lastModified").as_f64().unwrap_or_default())
    }
}

fn name_of(error: &JsValue) -> String {
    get(error, "name").as_string().unwrap_or_default()
}

/// Sorts an exception of the browser into an error.
fn from_browser(error: &JsValue) -> FileError {
    match name_of(error).as_str() {
        "NotFoundError" => FileError::Gone,
        "NotAllowedError" => FileError::Forbidden,
        "QuotaExceededError" => FileError::Full,
        "NoModificationAllowedError" => FileError::Locked,
        _ => FileError::Refused(get(error, "message").as_string().unwrap_or_default()),
    }
}
