//! Child processes: their environment, and how much of their output is shown.

use std::{
    env,
    ffi::OsStr,
    io::{BufRead, BufReader, Read},
    path::PathBuf,
    process::{Command, Stdio},
    sync::{Mutex, mpsc},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

/// How often a long quiet step reports that it is still running.
const PROGRESS_EVERY: Duration = Duration::from_secs(15);

/// How many lines of a failed step's output are shown.
const SHOWN_LINES: usize = 60;

/// The top folder of the repository.
pub fn root() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let package = package.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    package.parent().map(PathBuf::from).unwrap_or(package)
}

/// A command that runs in the top folder, without the variables that Cargo set for *this* process:
/// a tool that reads `CARGO` would use the wrong toolchain.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    for (name, _) in env::vars_os() {
        let Some(name) = name.to_str() else { continue };
        if matches!(name, "CARGO" | "CARGO_BIN_NAME" | "CARGO_CRATE_NAME")
            || name.starts_with("CARGO_MANIFEST_")
            || name.starts_with("CARGO_PKG_")
        {
            command.env_remove(name);
        }
    }
    command
}

/// The command as one would type it, without its folders.
pub fn shown(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program());
    let mut shown = name.to_string_lossy().into_owned();
    for argument in command.get_args() {
        shown.push(' ');
        shown.push_str(&argument.to_string_lossy());
    }
    shown
}

/// Runs a command and lets its output through. Returns an error unless the command succeeds.
pub fn run(command: &mut Command) -> Result<()> {
    let name = shown(command);
    let status = command
        .status()
        .with_context(|| format!("could not start `{name}`"))?;
    if !status.success() {
        bail!("`{name}` failed ({status})");
    }
    Ok(())
}

/// Runs a command, lets its standard output through, and passes on every line of it. Returns whether
/// the command succeeded.
pub fn run_heard(command: &mut Command, mut hear: impl FnMut(&str)) -> Result<bool> {
    let name = shown(command);
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start `{name}`"))?;
    let stdout = child.stdout.take().context("its output was piped")?;
    for line in BufReader::new(stdout).lines().map_while(Result::ok) {
        println!("{line}");
        hear(&line);
    }
    Ok(child.wait()?.success())
}

/// Replaces this process by a command where the system can, so that a signal meant for one reaches
/// the other; elsewhere, works as [`run`].
pub fn replace_by(command: &mut Command) -> Result<()> {
    #[cfg(unix)]
    {
        let error = std::os::unix::process::CommandExt::exec(command);
        Err(error).with_context(|| format!("could not start `{}`", shown(command)))
    }
    #[cfg(not(unix))]
    run(command)
}

/// The standard output of a command; `None` if it cannot be started or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a long command and reports on it in one line now and then. If it fails, shows the last
/// [`SHOWN_LINES`] lines of its output.
pub fn run_quietly(step: &str, command: &mut Command) -> Result<()> {
    let name = shown(command);
    println!("{step}: {name}");
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start `{name}`"))?;
    let lines = Mutex::new(Vec::new());
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let status = thread::scope(|scope| {
        let (ended, end) = mpsc::channel::<()>();
        for stream in [stdout.map(boxed), stderr.map(boxed)].into_iter().flatten() {
            let (ended, lines) = (ended.clone(), &lines);
            scope.spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    if let Ok(mut lines) = lines.lock() {
                        lines.push(line);
                    }
                }
                drop(ended);
            });
        }
        drop(ended);
        while end.recv_timeout(PROGRESS_EVERY) == Err(mpsc::RecvTimeoutError::Timeout) {
            let last = lines.lock().ok().and_then(|lines| lines.last().cloned());
            println!(
                "{step}: {} {}",
                elapsed(start),
                last.unwrap_or_default().trim()
            );
        }
        child.wait()
    })?;
    if status.success() {
        println!("{step}: done in {}", elapsed(start));
        return Ok(());
    }
    let lines = lines.into_inner().unwrap_or_default();
    for line in &lines[lines.len().saturating_sub(SHOWN_LINES)..] {
        println!("{step}| {line}");
    }
    bail!("`{name}` failed ({status})")
}

fn boxed(stream: impl Read + Send + 'static) -> Box<dyn Read + Send> {
    Box::new(stream)
}

/// The time since `start`, as `1m 05s` or `4.2s`.
pub fn elapsed(start: Instant) -> String {
    let time = start.elapsed();
    match time.as_secs() {
        0..60 => format!("{:.1}s", time.as_secs_f32()),
        seconds => format!("{}m {:02}s", seconds / 60, seconds % 60),
    }
}
