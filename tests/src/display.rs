//! Virtual displays, for a browser that cannot run without one.

use crate::binaries::XVFB;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{self, Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

/// Unused displays. They run until the test process ends.
static FREE: Mutex<Vec<Server>> = Mutex::new(Vec::new());

/// The number of displays tried.
static TRIED: AtomicU32 = AtomicU32::new(0);

/// A display for one browser. Dropping it frees it for the next.
#[derive(Debug)]
pub(crate) struct Display {
    /// `None` only while being dropped.
    server: Option<Server>,
}

#[derive(Debug)]
struct Server {
    name: String,
    /// Holds the input of the shell open, which waits for its end.
    _leader: Child,
}

/// Starts the server, and ends it (so that it removes its socket) when the test process ends. The
/// shell closes the output, whose end then means that the server could not start.
const LEADER: &str = r#""$0" "$@" & exec >&-; read -r _; kill $!"#;

impl Display {
    /// Takes a free display, or starts one and returns once it accepts connections.
    pub(crate) fn take() -> Self {
        let free = FREE.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let server = free.unwrap_or_else(|| {
            (0..20)
                .find_map(|_| start(next_number()))
                .expect("Xvfb starts")
        });
        Self {
            server: Some(server),
        }
    }

    /// The value of `DISPLAY`.
    pub(crate) fn name(&self) -> &str {
        self.server.as_ref().map_or("", |server| &server.name)
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        let mut free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
        free.extend(self.server.take());
    }
}

/// A display number that hardly anyone else uses. Xvfb could find a free one itself, but two of them
/// searching at once remove each other's sockets.
fn next_number() -> u32 {
    let tried = TRIED.fetch_add(1, Ordering::Relaxed);
    100 + (process::id().wrapping_mul(37).wrapping_add(tried)) % 20_000
}

fn start(number: u32) -> Option<Server> {
    let xvfb = XVFB.find();
    let name = format!(":{number}");
    let mut leader = Command::new("/bin/sh")
        .args(["-c", LEADER])
        .arg(&xvfb)
        .args([&name, "-displayfd", "1", "-nolisten", "tcp"])
        .args(["-screen", "0", "1920x1400x24"])
        // Keeps the server from restarting when the last client leaves: a browser opens its first
        // connections one after the other, and would be refused.
        .arg("-noreset")
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("{} did not start: {error}", xvfb.display()));
    let output = leader.stdout.take().expect("a piped output");
    let mut line = String::new();
    let read = BufReader::new(output).read_line(&mut line);
    if read.is_err() || line.is_empty() {
        // Ends the shell by closing its input.
        let _ = leader.wait();
        return None;
    }
    Some(Server {
        name,
        _leader: leader,
    })
}
