//! A file on the disk that a project is kept in as well, where the browser can write one: the File
//! System Access API (<https://wicg.github.io/file-system-access/>).

use super::database::result;
use super::error::{FileError, StorageError};
use super::schema::FILES;
use super::store::{read, write};
use crate::browser::reflect::{ask, get, method, object};
use js_sys::{Array, Uint8Array};
use leptos::prelude::window;
use leptos::web_sys::IdbTransaction;
use wasm_bindgen::prelude::*;

/// A file that may be written, or may not any more.
#[derive(Clone)]
pub struct DiskFile {
    handle: JsValue,
    /// When it was written last, in milliseconds, as the disk tells it; unlike what it tells now, if
    /// someone else has written it since.
    modified: f64,
}

/// Whether the browser can keep a project in a file.
pub fn can() -> bool {
    method(&window(), "showSaveFilePicker").is_some()
}

impl DiskFile {
    /// Lets a person choose a file; `None` where they think better of it. It must be asked for by a
    /// press of a key or a button.
    ///
    /// # Errors
    /// When the browser refuses. So for all functions here.
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

    /// The file that a project is kept in.
    pub async fn kept(project: &str) -> Result<Option<Self>, StorageError> {
        let work = |transaction: &IdbTransaction| {
            let files = transaction.object_store(FILES)?;
            files.get(&project.into())
        };
        let record = result(&read(&[FILES], work).await?);
        if record.is_undefined() {
            return Ok(None);
        }
        let handle = get(&record, "handle");
        let modified = get(&record, "modified").as_f64().unwrap_or_default();
        Ok(Some(Self { handle, modified }))
    }

    /// Remembers that a project is kept in this file.
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

    /// Forgets the file that a project is kept in; the file stays.
    pub async fn forget(project: &str) -> Result<(), StorageError> {
        let work = |transaction: &IdbTransaction| {
            transaction.object_store(FILES)?.delete(&project.into())?;
            Ok(())
        };
        write(&[FILES], work).await
    }

    /// What it is called.
    pub fn name(&self) -> String {
        get(&self.handle, "name").as_string().unwrap_or_default()
    }

    /// Whether it may be written. With `asking`, a person is asked, if need be, which must come from
    /// a press of a key or a button.
    pub async fn may_write(&self, asking: bool) -> bool {
        let name = match asking {
            true => "requestPermission",
            false => "queryPermission",
        };
        let options = object(&[("mode", &"readwrite".into())]);
        match method(&self.handle, name) {
            // Files that need no permission have no such method.
            None => true,
            Some(_) => ask(&self.handle, name, &Array::of1(&options))
                .await
                .is_ok_and(|answer| answer == "granted"),
        }
    }

    /// Whether someone else has written it since.
    pub async fn was_changed(&self) -> Result<bool, FileError> {
        Ok(self.modified_now().await? > self.modified)
    }

    /// Puts bytes in place of what is in it. The browser writes them beside it first, so that the
    /// file is never half of one.
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
    error.unchecked_ref::<js_sys::Error>().name().into()
}

/// What an exception of the browser says.
fn from_browser(error: &JsValue) -> FileError {
    match name_of(error).as_str() {
        "NotFoundError" => FileError::Gone,
        "NotAllowedError" => FileError::Forbidden,
        "QuotaExceededError" => FileError::Full,
        "NoModificationAllowedError" => FileError::Locked,
        _ => FileError::Refused(error.unchecked_ref::<js_sys::Error>().message().into()),
    }
}
