//! Runs every check, the likeliest to fail first.

use std::{process::Command, time::Instant};

use anyhow::{Result, bail};

use crate::{
    bench, browsers, fuzz, process, referees, retry, setup, single_file, site, toolbox::Toolbox,
    tools, wasm_target::TARGET,
};

/// One check.
struct Step {
    name: &'static str,
    tells: &'static str,
    run: fn(&Toolbox) -> Result<()>,
}

const STEPS: [Step; 12] = [
    Step {
        name: "fmt",
        tells: "the code is formatted",
        run: fmt,
    },
    Step {
        name: "clippy",
        tells: "no warning, on this machine's target",
        run: clippy,
    },
    Step {
        name: "clippy-wasm",
        tells: "no warning, on the page's target",
        run: clippy_wasm,
    },
    Step {
        name: DENY,
        tells: "licences, sources and advisories of dependencies",
        run: deny,
    },
    Step {
        name: "core",
        tells: "the tests of postil-core and of the crates over it",
        run: core,
    },
    Step {
        name: "native",
        tells: "the tests of the app and of xtask outside a browser",
        run: native,
    },
    Step {
        name: "fuzz",
        tells: "no reader breaks on a fuzzer's inputs",
        run: |_| fuzz::fuzz(fuzz::SECONDS, fuzz::SEED, None),
    },
    Step {
        name: "referees",
        tells: "every export is read by the tool that owns its format",
        run: |_| referees::referees(),
    },
    Step {
        name: BUILD,
        tells: "the site is built, within its budget of size",
        run: site::build_with,
    },
    Step {
        name: SINGLE_FILE,
        tells: "the page is built as one file",
        run: single_file::build_with,
    },
    Step {
        name: E2E,
        tells: "the page is used in three real browsers",
        run: e2e,
    },
    Step {
        name: BENCH,
        tells: "the benchmark runs, at its smallest size",
        run: bench,
    },
];

const BUILD: &str = "build";
const SINGLE_FILE: &str = "single-file";
const E2E: &str = "e2e";
const DENY: &str = "deny";
const BENCH: &str = "bench";
/// The variable with the seed of property tests.
const RNG_SEED: &str = "PROPTEST_RNG_SEED";

/// Runs the named steps, or all if none is named. Later steps run even if one fails, except that no
/// browser starts without a site.
///
/// # Errors
/// If a step fails, or there is no step of a name.
pub fn test(only: &[&str]) -> Result<()> {
    for name in only {
        if !STEPS.iter().any(|step| step.name == *name) {
            let names: Vec<_> = STEPS.iter().map(|step| step.name).collect();
            bail!("there is no step `{name}`; there are {}", names.join(", "));
        }
    }
    let wanted = |name: &str| only.is_empty() || only.contains(&name);
    // The tests drive the site of the current sources, not that of the last build.
    let steps: Vec<_> = STEPS
        .iter()
        .filter(|step| {
            wanted(step.name)
                || step.name == BUILD && (wanted(E2E) || wanted(BENCH))
                || step.name == SINGLE_FILE && wanted(E2E)
        })
        .collect();
    let has = |name| steps.iter().any(|step| step.name == name);

    let start = Instant::now();
    headline("set-up", "installs what the checks need");
    let mut rust_tools = Vec::new();
    let builds = has(BUILD) || has(SINGLE_FILE);
    if builds {
        rust_tools.extend([tools::wasm_bindgen()?, tools::trunk()]);
    }
    if has(E2E) {
        rust_tools.push(tools::geckodriver());
    }
    if has(DENY) {
        rust_tools.push(tools::cargo_deny());
    }
    let toolbox = setup::tools(&rust_tools, |toolbox| {
        if builds || has("clippy-wasm") {
            setup::wasm_toolchain(toolbox)?;
        }
        if builds {
            setup::wasm_opt(toolbox)?;
            setup::esbuild(toolbox)?;
        }
        if has(E2E) {
            browsers::ensure()?;
        }
        Ok(())
    })?;
    let mut summary = vec![("set-up", "done", process::elapsed(start))];

    let mut failed = Vec::new();
    let mut reasons = Vec::new();
    for step in steps {
        let sites = [BUILD, SINGLE_FILE];
        if matches!(step.name, E2E | BENCH) && sites.iter().any(|site| failed.contains(site)) {
            summary.push((step.name, "not run: there is no site", String::new()));
            failed.push(step.name);
            continue;
        }
        let start = Instant::now();
        headline(step.name, step.tells);
        let outcome = match (step.run)(&toolbox) {
            Ok(()) => "passed",
            Err(error) => {
                let reason = format!("{}: {error:#}", step.name);
                println!("\n{reason}");
                reasons.push(reason);
                failed.push(step.name);
                "FAILED"
            }
        };
        summary.push((step.name, outcome, process::elapsed(start)));
    }

    println!("\n== summary, after {}", process::elapsed(start));
    for (name, outcome, time) in summary {
        println!("{name:<12} {outcome:<8} {time:>8}");
    }
    if !failed.is_empty() {
        println!("\n{}", reasons.join("\n"));
        bail!("failed: {}", failed.join(", "));
    }
    println!("all passed");
    Ok(())
}

fn headline(name: &str, tells: &str) {
    println!("\n== {name}: {tells}");
}

/// Runs Cargo with the active toolchain.
fn cargo(arguments: &[&str]) -> Result<()> {
    let mut cargo = process::command("cargo");
    cargo.args(arguments);
    println!("{}", process::shown(&cargo));
    process::run(&mut cargo)
}

fn fmt(_: &Toolbox) -> Result<()> {
    let has_rustfmt =
        process::output(process::command("cargo").args(["fmt", "--version"])).is_some();
    // A distribution's toolchain may lack rustfmt while rustup's has it.
    let toolchain: &[&str] = if has_rustfmt { &[] } else { &["+stable"] };
    cargo(&[toolchain, &["fmt", "--all", "--check"]].concat())
}

fn clippy(_: &Toolbox) -> Result<()> {
    cargo(&[
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--all-features",
        "--",
        "-Dwarnings",
    ])
}

fn clippy_wasm(toolbox: &Toolbox) -> Result<()> {
    let mut cargo = toolbox.command("cargo")?;
    cargo.args([
        "clippy",
        "--locked",
        "--package=postil",
        "--package=postil-codebook",
        "--package=postil-core",
        "--package=postil-formats",
        "--package=postil-propose",
        "--package=postil-story",
        "--package=postil-story",
    ]);
    cargo.args(["--target", TARGET, "--", "-Dwarnings"]);
    println!("{}", process::shown(&cargo));
    process::run(&mut cargo)
}

fn deny(toolbox: &Toolbox) -> Result<()> {
    let check = |what: &[&str]| {
        let mut deny = toolbox.command("cargo-deny")?;
        deny.args(["--locked", "--log-level=error"]).args(what);
        println!("{}", process::shown(&deny));
        Ok::<_, anyhow::Error>(deny)
    };
    process::run(&mut check(&["check", "bans", "licenses", "sources"])?)?;
    if process::output(&mut check(&["fetch", "db"])?).is_none() {
        println!("the database of advisories cannot be reached: advisories are not checked");
        return Ok(());
    }
    process::run(&mut check(&["check", "advisories"])?)
}

fn core(_: &Toolbox) -> Result<()> {
    let seed = std::env::var(RNG_SEED);
    // Everyone tests the same random projects by default, so that only a change to the code can make
    // a test fail.
    properties(seed.as_deref().unwrap_or("1"))
}

/// Runs the tests of the core, the codebooks, the formats, the proposals and the story, with random inputs from a seed.
pub fn properties(seed: &str) -> Result<()> {
    let mut cargo = process::command("cargo");
    cargo.args([
        "test",
        "--locked",
        "--package=postil-codebook",
        "--package=postil-core",
        "--package=postil-formats",
        "--package=postil-propose",
        "--package=postil-story",
        "--package=postil-story",
        "--all-features",
    ]);
    cargo.env(RNG_SEED, seed);
    println!("{}", process::shown(&cargo));
    process::run(&mut cargo)
}

fn native(_: &Toolbox) -> Result<()> {
    cargo(&["test", "--locked", "--package=postil", "--package=xtask"])
}

fn e2e(_: &Toolbox) -> Result<()> {
    setup::npm()?;
    let axe = tools::ensure_axe()?;
    retry::run(|| {
        let mut cargo = in_browsers();
        cargo.env("POSTIL_AXE", &axe);
        cargo.arg("--no-fail-fast");
        cargo.env("POSTIL_SINGLE_FILE", single_file::file());
        cargo
    })
}

/// The command that runs the tests in browsers, on the built site.
pub fn in_browsers() -> Command {
    let mut cargo = process::command("cargo");
    cargo.args(["test", "--locked", "--package=postil-e2e"]);
    cargo
        .env("POSTIL_DIST", process::root().join(site::DIST))
        // A test that fails tells what it did; the stack would bury that.
        .env("RUST_BACKTRACE", "0")
        .envs(browsers::variables());
    cargo
}

fn bench(_: &Toolbox) -> Result<()> {
    bench::measure(&process::root().join(site::DIST), &["--small".to_owned()])
}
