//! Serves the site on this machine, with Trunk.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context, Result};

use crate::{process, setup, site, split};

/// The options of `cargo xtask serve`.
#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// Open the page in a browser.
    pub open: bool,
    /// The port, on the loopback address.
    pub port: u16,
    /// Build for development: compiles sooner, is far larger, checks debug assertions.
    pub dev: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            open: false,
            port: 8080,
            dev: false,
        }
    }
}

/// Builds the site, serves it until interrupted, and rebuilds it when a source changes.
pub fn serve(options: &Options) -> Result<()> {
    let port = options.port;
    // Fails now rather than after the build.
    drop(
        TcpListener::bind((Ipv4Addr::LOCALHOST, port)).with_context(|| {
            format!(
                "port {port} is taken; choose another: cargo xtask serve --port {}",
                port.wrapping_add(1)
            )
        })?,
    );
    let toolbox = setup::site(|toolbox| {
        if options.dev {
            Ok(())
        } else {
            site::compile(toolbox)
        }
    })?;
    let mut trunk = site::trunk(&toolbox, "serve")?;
    trunk.args(["--port", &port.to_string()]);
    if options.open {
        trunk.arg("--open");
    }
    if options.dev {
        trunk.args(["--dist", "target/dist-dev"]);
    } else {
        split::prepare(&mut trunk);
        trunk.arg("--release");
    }
    println!("Postil will be on http://127.0.0.1:{port}/ (Ctrl+C ends it)");
    process::replace_by(&mut trunk)
}
