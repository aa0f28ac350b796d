//! Child processes that cannot outlive the test.

use crate::display::Display;
use rustix::process::{Pid, Signal, kill_process_group};
use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A program and everything it starts, in a process group of its own. Dropping this kills the whole
/// group; so does the end of the program or of the test process, however it happens: a shell leads the
/// group and waits for the end of its input, which only the test process holds open.
#[derive(Debug)]
pub(crate) struct Group(Child);

const LEADER: &str = r#"{ "$0" "$@"; kill -KILL 0; } & read -r _; kill -KILL 0"#;

impl Group {
    /// Starts `program`. Its output goes to the file `log`.
    ///
    /// The program gets its own home folder instead of the user's, no display but the given one, and a
    /// fixed language and time zone.
    pub(crate) fn start(
        program: &Path,
        arguments: &[String],
        home: &Path,
        display: Option<&Display>,
        log: &Path,
    ) -> Self {
        let output = File::create(log).expect("a log file in the session's folder");
        let errors = output.try_clone().expect("a second handle on the log");
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", LEADER])
            .arg(program)
            .args(arguments)
            .process_group(0)
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("XDG_DATA_HOME", home.join("data"))
            .env("LANG", "C.UTF-8")
            .env("LANGUAGE", "en_US")
            .env("TZ", "UTC")
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .stdin(Stdio::piped())
            .stdout(output)
            .stderr(errors);
        if let Some(display) = display {
            command.env("DISPLAY", display.name());
        }
        let child = command.spawn();
        Self(child.unwrap_or_else(|error| panic!("{} did not start: {error}", program.display())))
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // An error means that the group is already gone.
        let _ = kill_process_group(Pid::from_child(&self.0), Signal::KILL);
        let _ = self.0.wait();
    }
}
