//! The folder a browser lives in during one test.

use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

/// A fresh folder for a browser's profile, its downloads and its driver's log, removed when the
/// test ends. Several sessions of one test may use it one after the other.
#[derive(Debug)]
pub(crate) struct Home {
    folder: TempDir,
}

impl Home {
    pub(crate) fn new() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("postil-e2e-")
            .tempdir()
            .expect("a temporary folder");
        let home = Self { folder };
        for folder in [home.profile(), home.downloads(), home.config()] {
            fs::create_dir_all(folder).expect("a folder inside the temporary one");
        }
        // Where GTK programs save downloads.
        let downloads = home.downloads();
        fs::write(
            home.config().join("user-dirs.dirs"),
            format!("XDG_DOWNLOAD_DIR=\"{}\"\n", downloads.display()),
        )
        .expect("a file inside the temporary folder");
        home
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// The browser's profile: its storage, settings and cache.
    pub(crate) fn profile(&self) -> PathBuf {
        self.folder.path().join("profile")
    }

    /// Where the browser saves what a page downloads.
    pub(crate) fn downloads(&self) -> PathBuf {
        self.folder.path().join("downloads")
    }

    /// Where a test's files for uploading are.
    pub(crate) fn uploads(&self) -> PathBuf {
        self.folder.path().join("uploads")
    }

    /// What the driver and the browser write to their standard output.
    pub(crate) fn log(&self) -> PathBuf {
        self.folder.path().join("driver.log")
    }

    fn config(&self) -> PathBuf {
        self.folder.path().join("config")
    }
}
