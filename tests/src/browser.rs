//! One browser session: the driver's process, the browser it starts and the connection to it.

use crate::binaries::{CHROMEDRIVER, CHROMIUM, FIREFOX, GECKODRIVER, MINIBROWSER, WEBKITDRIVER};
use crate::command::Command;
use crate::display::Display;
use crate::engine::Engine;
use crate::home::Home;
use crate::process::Group;
use crate::wait::{PATIENCE, wait_until};
use fantoccini::wd::TimeoutConfiguration;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::fs;
use std::net::TcpListener;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// The longest time for a browser to start on a busy machine.
const START: Duration = Duration::from_secs(180);

/// A running browser. Dropping it kills the browser at once, as a crash would.
#[derive(Debug)]
pub(crate) struct Browser {
    pub(crate) client: Client,
    _driver: Group,
    _display: Option<Display>,
}

impl Browser {
    /// Starts `engine` on the profile in `home`, with `proxy` (`host:port`) as its proxy for all
    /// but loopback addresses.
    pub(crate) async fn start(engine: Engine, home: &Home, proxy: &str) -> Self {
        let port = free_port();
        let (program, arguments) = match engine {
            Engine::Chromium => (CHROMEDRIVER, vec![format!("--port={port}")]),
            Engine::Firefox => (
                GECKODRIVER,
                // System access: the console and the media settings are reached through the
                // browser's own context.
                ["--port", &port.to_string(), "--allow-system-access"]
                    .map(str::to_owned)
                    .to_vec(),
            ),
            Engine::WebKit => (WEBKITDRIVER, vec![format!("--port={port}")]),
        };
        let display = (engine == Engine::WebKit).then(Display::take);
        let driver = Group::start(
            &program.find(),
            &arguments,
            &home.path(),
            display.as_ref(),
            &home.log(),
        );
        wait_until("the driver to listen", async || {
            TcpStream::connect(("127.0.0.1", port)).await.is_ok()
        })
        .await;
        let client = timeout(START, connect(port, capabilities(engine, home, proxy)))
            .await
            .unwrap_or_else(|_| {
                let log = fs::read_to_string(home.log()).unwrap_or_default();
                panic!("the browser did not start in {} s:\n{log}", START.as_secs())
            });
        let timeouts = TimeoutConfiguration::new(Some(PATIENCE), Some(PATIENCE), None);
        client
            .update_timeouts(timeouts)
            .await
            .expect("the session takes timeouts");
        let browser = Self {
            client,
            _driver: driver,
            _display: display,
        };
        if engine == Engine::Firefox {
            browser.firefox(include_str!("firefox.js"), json!([])).await;
        }
        browser
    }

    /// Closes the browser as a person would, and returns once it has gone.
    pub(crate) async fn quit(self) {
        let closed = timeout(PATIENCE, self.client.close()).await;
        let closed = closed.expect("the browser closes in time");
        closed.expect("the browser closes");
    }

    /// Runs the body of a function in Firefox's own context, where its settings and services are.
    pub(crate) async fn firefox(&self, body: &str, arguments: Value) -> Value {
        self.command("moz/context", json!({ "context": "chrome" }))
            .await;
        let script = json!({ "script": body, "args": arguments });
        let answer = self.command("execute/sync", script).await;
        self.command("moz/context", json!({ "context": "content" }))
            .await;
        answer
    }

    /// Sends a driver-specific command to the session: `path` is relative to the session.
    pub(crate) async fn command(&self, path: &'static str, body: Value) -> Value {
        self.client
            .issue_cmd(Command { path, body })
            .await
            .unwrap_or_else(|error| panic!("the driver refused {path}: {error}"))
    }
}

async fn connect(port: u16, capabilities: Value) -> Client {
    let Value::Object(capabilities) = capabilities else {
        unreachable!("capabilities are an object");
    };
    ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities)
        .connect(&format!("http://127.0.0.1:{port}"))
        .await
        .unwrap_or_else(|error| panic!("the browser did not start: {error}"))
}

/// A port nobody listens on. Another process could take it before the driver does, but the order in
/// which the kernel hands out ports makes that very unlikely.
fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .expect("a free port on the loopback interface")
        .port()
}

fn capabilities(engine: Engine, home: &Home, proxy: &str) -> Value {
    let mut capabilities = match engine {
        Engine::Chromium => chromium(home),
        Engine::Firefox => firefox(home),
        Engine::WebKit => webkit(),
    };
    capabilities["proxy"] = json!({
        "proxyType": "manual",
        "httpProxy": proxy,
        "sslProxy": proxy,
    });
    // A page that asks whether to leave gets an answer; any other dialog fails the test.
    capabilities["unhandledPromptBehavior"] = json!("dismiss and notify");
    capabilities
}

fn chromium(home: &Home) -> Value {
    let profile = format!("--user-data-dir={}", home.profile().display());
    json!({
        "goog:chromeOptions": {
            "binary": CHROMIUM.find(),
            "args": [
                "--headless=new",
                // Containers often forbid the namespaces that the sandbox needs, and the only
                // page loaded is ours.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1280,900",
                profile,
            ],
            "prefs": {
                "download.default_directory": home.downloads(),
                "download.prompt_for_download": false,
                "profile.default_content_setting_values.automatic_downloads": 1,
            },
            "perfLoggingPrefs": { "enableNetwork": true, "enablePage": false },
        },
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    })
}

fn firefox(home: &Home) -> Value {
    json!({
        "moz:firefoxOptions": {
            "binary": FIREFOX.find(),
            "args": ["-headless", "-profile", home.profile()],
            "prefs": {
                "browser.download.folderList": 2,
                "browser.download.dir": home.downloads(),
                "browser.download.useDownloadDir": true,
                "browser.download.always_ask_before_handling_new_types": false,
                // Touch events exist only on touch screens unless asked for.
                "dom.w3c_touch_events.enabled": 1,
            },
        },
    })
}

fn webkit() -> Value {
    json!({
        "webkitgtk:browserOptions": {
            "binary": MINIBROWSER.find(),
            "args": ["--automation"],
        },
    })
}
