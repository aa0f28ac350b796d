//! The page as a test sees it: one tab of one browser.

use crate::browser::Browser;
use crate::engine::Engine;
use crate::home::Home;
use crate::place::Quote;
use crate::site::Site;
use crate::wait::{PATIENCE, wait_until};
use fantoccini::Client;
use fantoccini::actions::Actions;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use tokio::time::timeout;

/// The last steps that the report of a failure lists: a long test makes thousands.
const TRAIL: usize = 300;

/// A browser with a fresh profile, and the server it loads the page from.
///
/// Every method panics if the browser cannot do what it should; the report of a failed test lists the
/// steps so far.
#[derive(Debug)]
pub struct Page {
    engine: Engine,
    /// `None` only while the browser is being replaced.
    browser: Option<Browser>,
    site: Site,
    home: Home,
    trail: RefCell<VecDeque<String>>,
}

/// What a script returns.
#[derive(Deserialize)]
enum Outcome {
    #[serde(rename = "value")]
    Value(Value),
    #[serde(rename = "error")]
    Error(String),
}

impl Page {
    /// Starts a browser with an empty profile. [`run`](crate::run) does it for a test.
    pub async fn start(engine: Engine) -> Self {
        let home = Home::new();
        let site = Site::start().await;
        let browser = Browser::start(engine, &home, &site.authority()).await;
        let page = Self {
            engine,
            browser: Some(browser),
            site,
            home,
            trail: RefCell::default(),
        };
        page.resize(1280, 800).await;
        page
    }

    /// The engine the test runs in.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The server the page comes from.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The WebDriver session, for anything without a method here.
    pub fn client(&self) -> &Client {
        &self.browser().client
    }

    pub(crate) fn browser(&self) -> &Browser {
        self.browser.as_ref().expect("a browser is running")
    }

    pub(crate) fn home(&self) -> &Home {
        &self.home
    }

    /// Loads a path of the site, such as `/?x=1`, and returns when the document has loaded.
    pub async fn visit(&self, path: &str) {
        self.note(format!("visit {path}"));
        let url = format!("{}{path}", self.site.origin());
        let loaded = self.client().goto(&url).await;
        loaded.unwrap_or_else(|error| panic!("{url} did not load: {error}"));
        self.listen().await;
    }

    /// Loads a file from this machine, and returns when the document has loaded.
    pub async fn visit_file(&self, file: &Path) {
        self.note(format!("visit {}", file.display()));
        let url = format!("file://{}", file.display());
        let loaded = self.client().goto(&url).await;
        loaded.unwrap_or_else(|error| panic!("{url} did not load: {error}"));
        self.listen().await;
    }

    /// Reloads the page, and returns when the document has loaded.
    pub async fn reload(&self) {
        self.note("reload".to_owned());
        self.client().refresh().await.expect("the page reloads");
        self.listen().await;
    }

    /// Closes the browser as a person would, and opens it again on the same profile, on an empty
    /// page.
    ///
    /// # Panics
    /// In WebKit, which keeps no profile under automation.
    pub async fn restart(&mut self) {
        self.note("close the browser and open it again".to_owned());
        self.keep_profile();
        if let Some(browser) = self.browser.take() {
            browser.quit().await;
        }
        self.start_again().await;
    }

    /// Kills the browser with all its processes, and opens it again on the same profile, on an
    /// empty page.
    ///
    /// # Panics
    /// In WebKit, which keeps no profile under automation.
    pub async fn crash(&mut self) {
        self.crash_and(|_| ()).await;
    }

    /// As [`Page::crash`], and changes the profile in between; the function gets its folder.
    ///
    /// # Panics
    /// In WebKit, which keeps no profile under automation.
    pub async fn crash_and(&mut self, change: impl FnOnce(&Path)) {
        self.note("kill the browser and open it again".to_owned());
        self.keep_profile();
        self.browser = None;
        change(&self.home.profile());
        self.start_again().await;
    }

    fn keep_profile(&self) {
        assert!(
            self.engine != Engine::WebKit,
            "WebKit keeps no profile under automation"
        );
    }

    async fn start_again(&mut self) {
        let browser = Browser::start(self.engine, &self.home, &self.site.authority()).await;
        self.browser = Some(browser);
        self.resize(1280, 800).await;
    }

    /// Runs the body of an async function in the page and returns what it returns.
    pub async fn eval<T: DeserializeOwned>(&self, body: &str) -> T {
        self.call(body, json!([])).await
    }

    /// Runs the body of an async function in the page, with an array of arguments that it sees as
    /// `args`, and returns what it returns.
    pub async fn call<T: DeserializeOwned>(&self, body: &str, arguments: Value) -> T {
        let answer = self.try_call(body, arguments).await;
        let short = body.lines().next_back().unwrap_or_default();
        answer.unwrap_or_else(|| panic!("the page went away\n  in: {short}"))
    }

    /// As [`Page::call`]; `None` if another page replaced this one meanwhile, which Firefox reports in
    /// no other way.
    async fn try_call<T: DeserializeOwned>(&self, body: &str, arguments: Value) -> Option<T> {
        let script = format!(
            "const [args, done] = arguments;
            (async () => {{ {body}\n }})().then(
                value => done({{ value: value ?? null }}),
                error => done({{ error: `${{error}}\n${{error?.stack ?? ''}}` }}),
            );"
        );
        let short = body.lines().next_back().unwrap_or_default();
        let answer = self.client().execute_async(&script, vec![arguments]).await;
        let answer = answer.unwrap_or_else(|error| panic!("script failed: {error}\n  in: {short}"));
        match serde_json::from_value(answer) {
            Ok(None) => None,
            Ok(Some(Outcome::Value(value))) => serde_json::from_value(value.clone())
                .map(Some)
                .unwrap_or_else(|error| panic!("{error}: {value}\n  from: {short}")),
            Ok(Some(Outcome::Error(error))) => panic!("{error}\n  in: {short}"),
            Err(error) => panic!("{error}\n  from: {short}"),
        }
    }

    /// Waits until a JavaScript expression is true in the page.
    ///
    /// # Panics
    /// After two minutes.
    pub async fn until(&self, expression: &str) {
        let body = format!("return Boolean({expression});");
        let holds = async || self.try_call(&body, json!([])).await.unwrap_or(false);
        wait_until(expression, holds).await;
    }

    /// Counts the elements that match a CSS selector.
    pub async fn count(&self, css: &str) -> usize {
        self.call(
            "return document.querySelectorAll(args[0]).length;",
            json!([css]),
        )
        .await
    }

    /// The visible text of the first element that matches a CSS selector.
    pub async fn text(&self, css: &str) -> String {
        self.call(
            "return document.querySelector(args[0]).innerText;",
            json!([css]),
        )
        .await
    }

    /// Makes a quote the native selection, as a long press and the handles of a touch screen do, which
    /// no driver supports.
    pub async fn set_selection(&self, quote: Quote) {
        self.note(format!("set the selection to {quote:?}"));
        let script = concat!(include_str!("page.js"), "setSelection(args[0]);");
        self.call::<()>(script, json!([quote])).await;
    }

    /// The native selection inside the shown article, if there is one.
    pub async fn selection(&self) -> Option<Selected> {
        let script = concat!(
            include_str!("page.js"),
            "return selectionIn('[data-article]');"
        );
        self.eval(script).await
    }

    /// Sets the size of the viewport, in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) {
        self.note(format!("resize to {width} × {height}"));
        if self.engine == Engine::Chromium {
            // Its windows have a minimum width; the emulated screen has none.
            let metrics = json!({
                "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
            });
            self.devtools("Emulation.setDeviceMetricsOverride", metrics)
                .await;
        } else {
            let client = self.client();
            client
                .set_window_size(width, height)
                .await
                .expect("the window takes a size");
            let [inner_width, inner_height] = self.viewport().await;
            let (width, height) = (2 * width - inner_width, 2 * height - inner_height);
            client
                .set_window_size(width, height)
                .await
                .expect("the window takes a size");
        }
        wait_until("the viewport to have its size", async || {
            self.viewport().await == [width, height]
        })
        .await;
    }

    async fn viewport(&self) -> [u32; 2] {
        self.eval("return [innerWidth, innerHeight];").await
    }

    /// Saves a picture of the viewport as `target/screens/NAME.png` and returns its path.
    pub async fn screenshot(&self, name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screens");
        let file = folder.join(format!("{name}.png"));
        let picture = self.client().screenshot().await.expect("a screenshot");
        std::fs::create_dir_all(&folder)
            .and_then(|()| std::fs::write(&file, picture))
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        file
    }

    /// Records a step of the test for the report of a failure.
    pub(crate) fn note(&self, step: String) {
        let mut trail = self.trail.borrow_mut();
        if trail.len() == TRAIL {
            trail.pop_front();
        }
        trail.push_back(step);
    }

    /// The last steps, one per line.
    pub(crate) fn trail(&self) -> String {
        self.trail.borrow_mut().make_contiguous().join("\n  ")
    }

    /// Performs keys and gestures that no other method covers.
    pub async fn act(&self, actions: Actions) {
        let done = timeout(PATIENCE, self.client().perform_actions(actions)).await;
        let done = done.expect("the browser answers that it carried out the action");
        done.unwrap_or_else(|error| panic!("the browser refused the action: {error}"));
    }

    /// A command of the Chrome DevTools Protocol.
    ///
    /// # Panics
    /// In any browser but Chromium.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        self.browser().command("goog/cdp/execute", body).await
    }
}

/// A native selection inside an article, in code points of the document's text.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Selected {
    /// Before its first character.
    pub start: u32,
    /// After its last.
    pub end: u32,
    /// The selected text.
    pub text: String,
}
