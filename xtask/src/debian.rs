//! Installs Debian packages when there is no other way to get a tool.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, bail};

use crate::process;

/// Whether this is Debian (or a derivative) and packages can be installed without confirmation.
pub fn available() -> bool {
    Path::new("/etc/debian_version").exists() && as_root("true").is_ok()
}

/// A command that runs as the superuser without asking for a password.
pub fn as_root(program: &str) -> Result<Command> {
    let is_root = process::output(process::command("id").arg("-u")).is_some_and(|id| id == "0");
    if is_root {
        return Ok(process::command(program));
    }
    if process::output(process::command("sudo").args(["-n", "true"])).is_none() {
        bail!("this step needs root, or `sudo` without a password");
    }
    let mut command = process::command("sudo");
    command.args(["-n", program]);
    Ok(command)
}

/// Installs packages that are missing.
pub fn install(packages: &[&str]) -> Result<()> {
    let missing: Vec<_> = packages
        .iter()
        .copied()
        .filter(|name| !is_installed(name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let apt = || -> Result<Command> {
        let mut apt = as_root("env")?;
        apt.args([
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "-o",
            "DPkg::Lock::Timeout=600",
        ]);
        Ok(apt)
    };
    process::run_quietly("packages", apt()?.arg("update"))?;
    let mut install = apt()?;
    install
        .args(["install", "--yes", "--no-install-recommends"])
        .args(&missing);
    process::run_quietly("packages", &mut install)
        .with_context(|| format!("could not install {}", missing.join(", ")))
}

fn is_installed(package: &str) -> bool {
    let mut query = process::command("dpkg-query");
    process::output(query.args(["--show", "--showformat=${db:Status-Status}", package]))
        .is_some_and(|status| status == "installed")
}

/// Makes `link` a symbolic link to `target`, as root, unless it already is one.
pub fn link(target: &str, link: &str) -> Result<()> {
    if fs::read_link(link).is_ok_and(|there| there == Path::new(target)) {
        return Ok(());
    }
    if let Some(folder) = Path::new(link).parent() {
        process::run(as_root("mkdir")?.arg("-p").arg(folder))?;
    }
    process::run(as_root("ln")?.args(["-sfn", target, link]))
}
