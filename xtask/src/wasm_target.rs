//! A Rust toolchain that compiles for the web: the active one, one that `rustup` can complete, or
//! Debian's, whose standard library for the web is built here from its packaged sources.

use std::{
    env, fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{debian, process, toolbox};

/// The name of the target.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The name of Debian's toolchain in `rustup`.
const DEBIAN_TOOLCHAIN: &str = "web";

/// Debian's newest compiler, the sources of its standard library, and a linker.
pub const DEBIAN_PACKAGES: [&str; 5] = [
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-clippy",
    "lld-19",
];

/// Where the target can be had.
#[derive(Debug, PartialEq, Eq)]
pub enum Search {
    /// This toolchain has it; `None` is the active one.
    Found(Option<String>),
    /// [`build_from_packages`] can build it from Debian's packages.
    NeedsPackages,
}

/// Looks for a toolchain that has the target, and lets `rustup` add it if none has.
///
/// # Errors
/// If this program knows no way to get the target.
pub fn search() -> Result<Search> {
    if compiles(None) {
        return Ok(Search::Found(None));
    }
    if compiles(Some(DEBIAN_TOOLCHAIN)) {
        return Ok(Search::Found(Some(DEBIAN_TOOLCHAIN.to_owned())));
    }
    let rustup = toolbox::on_path("rustup").is_some();
    if rustup {
        println!("wasm target: rustup target add {TARGET}");
        let added = process::command("rustup")
            .args(["target", "add", TARGET])
            .output();
        if added.is_ok_and(|added| added.status.success()) && compiles(None) {
            return Ok(Search::Found(None));
        }
        println!("wasm target: rustup could not fetch it");
    }
    if rustup && debian::available() {
        println!("wasm target: it will be built from Debian's packages");
        return Ok(Search::NeedsPackages);
    }
    bail!(
        "no Rust toolchain here compiles for {TARGET}.\n\
         Install Rust with rustup (https://rustup.rs), then run `rustup target add {TARGET}`,\n\
         or run this on Debian as root or with password-less sudo, to have it built from packages."
    )
}

/// Whether a toolchain compiles and links an empty program for the target.
fn compiles(toolchain: Option<&str>) -> bool {
    let probe = env::temp_dir().join(format!("postil-probe-{}.wasm", std::process::id()));
    let mut rustc = process::command("rustc");
    rustc
        .args(["--target", TARGET, "--crate-name", "probe", "-o"])
        .arg(&probe)
        .arg("-");
    rustc.env("RUSTUP_AUTO_INSTALL", "0");
    if let Some(toolchain) = toolchain {
        rustc.env("RUSTUP_TOOLCHAIN", toolchain);
    }
    let compiled = run_with_input(&mut rustc, "fn main() {}");
    let _ = fs::remove_file(probe);
    compiled
}

fn run_with_input(command: &mut Command, input: &str) -> bool {
    let silent = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let Ok(mut child) = silent.spawn() else {
        return false;
    };
    let written = child
        .stdin
        .take()
        .map(|mut stdin| stdin.write_all(input.as_bytes()));
    let ended = child.wait();
    written.is_some_and(|written| written.is_ok()) && ended.is_ok_and(|status| status.success())
}

/// Builds the standard library for the target with Debian's compiler, and registers the result with
/// `rustup`. Needs [`DEBIAN_PACKAGES`]. Returns the toolchain's name.
pub fn build_from_packages() -> Result<String> {
    let rustlib = Path::new("/usr/lib/rustlib");
    let host = host("/usr/bin/rustc")?;
    let linker = rustlib.join(host).join("bin").join("rust-lld");
    debian::link("/usr/lib/llvm-19/bin/lld", &linker.to_string_lossy())?;

    let work = toolbox::cache().join(format!("std-{}", std::process::id()));
    fs::create_dir_all(work.join("src"))?;
    let manifest = "[package]\nname = \"nothing\"\nedition = \"2024\"\n[workspace]\n";
    fs::write(work.join("Cargo.toml"), manifest)?;
    fs::write(work.join("src").join("lib.rs"), "#![no_std]\n")?;
    let mut cargo = process::command("/usr/bin/cargo");
    cargo.args(["build", "--release", "--target", TARGET]);
    cargo.arg("-Zbuild-std=std,panic_abort,test,proc_macro");
    cargo
        .current_dir(&work)
        .env_remove("RUSTUP_TOOLCHAIN")
        .env("RUSTC", "/usr/bin/rustc");
    // The sources belong to the compiler and may use its unstable features.
    cargo.env("RUSTC_BOOTSTRAP", "1");
    // Without bitcode, a build with link-time optimization cannot use the library.
    cargo.env("RUSTFLAGS", "-Cembed-bitcode=yes");
    cargo.env("CARGO_TARGET_DIR", work.join("target"));
    process::run_quietly("wasm target", &mut cargo)?;

    let built = work
        .join("target")
        .join(TARGET)
        .join("release")
        .join("deps");
    let library = work.join("lib");
    fs::create_dir_all(&library)?;
    for file in fs::read_dir(built)? {
        let file = file?;
        let name = file.file_name().to_string_lossy().into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libnothing") {
            fs::copy(file.path(), library.join(name))?;
        }
    }
    // A rename puts it in place: a half-copied library must not look complete.
    let place = rustlib.join(TARGET);
    let staged = rustlib.join(format!("{TARGET}.new"));
    process::run(debian::as_root("rm")?.arg("-rf").args([&place, &staged]))?;
    process::run(debian::as_root("mkdir")?.arg(&staged))?;
    process::run(debian::as_root("cp")?.arg("-r").args([&library, &staged]))?;
    process::run(debian::as_root("mv")?.args([&staged, &place]))?;
    fs::remove_dir_all(&work)?;

    process::run(process::command("rustup").args(["toolchain", "link", DEBIAN_TOOLCHAIN, "/usr"]))?;
    if !compiles(Some(DEBIAN_TOOLCHAIN)) {
        bail!("the standard library was built, but an empty program does not compile with it");
    }
    Ok(DEBIAN_TOOLCHAIN.to_owned())
}

/// The name of the machine a compiler runs on.
fn host(rustc: &str) -> Result<String> {
    let version = process::output(process::command(rustc).arg("-vV"));
    let version = version.with_context(|| format!("{rustc} does not run"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not tell its host")?.to_owned())
}
