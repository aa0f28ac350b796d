//! The browsers of the end-to-end tests, one of each engine, and their WebDriver programs.

use std::{env, ffi::OsString, path::PathBuf};

use anyhow::{Result, bail};

use crate::{debian, toolbox, tools};

/// A program that the tests start. An environment variable tells them where it is.
struct Program {
    variable: &'static str,
    /// Names on `PATH`, and full paths.
    names: &'static [&'static str],
    /// The Debian package it is in.
    package: &'static str,
}

const PROGRAMS: [Program; 6] = [
    Program {
        variable: "POSTIL_CHROMIUM",
        names: &["chromium", "chromium-browser", "google-chrome"],
        package: "chromium",
    },
    Program {
        variable: "POSTIL_CHROMEDRIVER",
        names: &["chromedriver"],
        package: "chromium-driver",
    },
    Program {
        variable: "POSTIL_FIREFOX",
        names: &["firefox-esr", "firefox"],
        package: "firefox-esr",
    },
    Program {
        variable: "POSTIL_WEBKITDRIVER",
        names: &["WebKitWebDriver"],
        package: "webkit2gtk-driver",
    },
    Program {
        variable: "POSTIL_MINIBROWSER",
        names: &[
            "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
            "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
            "/usr/libexec/webkit2gtk-4.1/MiniBrowser",
            "/usr/lib/webkit2gtk-4.1/MiniBrowser",
        ],
        package: "libwebkit2gtk-4.1-0",
    },
    Program {
        variable: "POSTIL_XVFB",
        names: &["Xvfb"],
        package: "xvfb",
    },
];

impl Program {
    /// Finds the program: where its variable says, if that is set.
    fn find(&self) -> Option<PathBuf> {
        if let Some(path) = env::var_os(self.variable) {
            return Some(path.into());
        }
        self.names.iter().find_map(|name| {
            if name.starts_with('/') {
                Some(PathBuf::from(name)).filter(|path| path.is_file())
            } else {
                toolbox::on_path(name)
            }
        })
    }
}

/// Installs missing browsers where that needs no confirmation.
///
/// # Errors
/// With a list of what to install, if it cannot install them.
pub fn ensure() -> Result<()> {
    install(&PROGRAMS)
}

/// As [`ensure`], for Chromium alone.
pub fn ensure_chromium() -> Result<()> {
    let [chromium, chromedriver, ..] = &PROGRAMS;
    install([chromium, chromedriver])
}

fn install<'a>(programs: impl IntoIterator<Item = &'a Program> + Copy) -> Result<()> {
    let missing = || {
        let programs = programs.into_iter();
        programs.filter(|program| program.find().is_none())
    };
    if missing().next().is_none() {
        return Ok(());
    }
    if debian::available() {
        debian::install(&missing().map(|program| program.package).collect::<Vec<_>>())?;
    }
    let missing: Vec<_> = missing()
        .map(|program| format!("  {} (or set {})", program.names[0], program.variable))
        .collect();
    if !missing.is_empty() {
        bail!("these programs are needed:\n{}", missing.join("\n"));
    }
    Ok(())
}

/// The variables that tell the tests where each program is. All must be installed.
pub fn variables() -> Vec<(&'static str, OsString)> {
    let found = PROGRAMS
        .iter()
        .filter_map(|program| Some((program.variable, program.find()?)));
    let geckodriver = tools::geckodriver()
        .find()
        .map(|path| ("POSTIL_GECKODRIVER", path));
    found
        .chain(geckodriver)
        .map(|(variable, path)| (variable, path.into()))
        .collect()
}
