//! Where the browsers and their drivers are on this machine.

use std::env;
use std::path::{Path, PathBuf};

/// A program that a browser session needs.
pub(crate) struct Binary {
    /// The environment variable that holds its path.
    variable: &'static str,
    /// Names looked up on `PATH`, then full paths, in order.
    names: &'static [&'static str],
}

pub(crate) const CHROMIUM: Binary = Binary {
    variable: "POSTIL_CHROMIUM",
    names: &["chromium", "chromium-browser", "google-chrome"],
};
pub(crate) const CHROMEDRIVER: Binary = Binary {
    variable: "POSTIL_CHROMEDRIVER",
    names: &["chromedriver", "/usr/lib/chromium-browser/chromedriver"],
};
pub(crate) const FIREFOX: Binary = Binary {
    variable: "POSTIL_FIREFOX",
    names: &["firefox-esr", "firefox"],
};
pub(crate) const GECKODRIVER: Binary = Binary {
    variable: "POSTIL_GECKODRIVER",
    names: &["geckodriver"],
};
pub(crate) const WEBKITDRIVER: Binary = Binary {
    variable: "POSTIL_WEBKITDRIVER",
    names: &["WebKitWebDriver"],
};
pub(crate) const MINIBROWSER: Binary = Binary {
    variable: "POSTIL_MINIBROWSER",
    names: &[
        "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
        "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
        "/usr/libexec/webkit2gtk-4.1/MiniBrowser",
        "/usr/lib/webkit2gtk-4.1/MiniBrowser",
    ],
};
pub(crate) const XVFB: Binary = Binary {
    variable: "POSTIL_XVFB",
    names: &["Xvfb"],
};

impl Binary {
    /// Finds the program, or panics with what to do about it.
    pub(crate) fn find(&self) -> PathBuf {
        if let Some(path) = env::var_os(self.variable) {
            return PathBuf::from(path);
        }
        let path = env::var_os("PATH").unwrap_or_default();
        let found = self.names.iter().find_map(|name| {
            if name.starts_with('/') {
                return Some(PathBuf::from(name)).filter(|file| file.is_file());
            }
            env::split_paths(&path)
                .map(|folder| folder.join(name))
                .find(|file| file.is_file())
        });
        found.unwrap_or_else(|| {
            let name = Path::new(self.names[0])
                .file_name()
                .unwrap_or_default()
                .display();
            panic!(
                "{name} was not found. Run `cargo xtask test`, which installs what the browser \
                 tests need, or set {} to where it is.",
                self.variable
            )
        })
    }
}
