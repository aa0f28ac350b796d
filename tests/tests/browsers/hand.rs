//! A hand at random: presses, drags, keys, words, dialogs, files, reloads and several tabs, as a cat on
//! the keyboard would use them. Whatever it does, the page reports no error, its project is one that the
//! core opens, everything is saved in the end, and a reload shows the same.
//!
//! `POSTIL_HAND` sets the seconds in each browser, `POSTIL_SEED` the seed; `cargo xtask soak` sets both.
//! Each step is written to `target/hand-ENGINE.log`. The seed alone decides what is done: the same seed
//! does the same to the same page.

mod given;
mod steps;

use postil_core::format::postil;
use postil_core::model::Project;
use postil_core::state::State;
use postil_e2e::marks::read;
use postil_e2e::{Engine, Page, Random, Tab, number_from, run_within, wait_until};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

#[test]
fn a_hand_at_random_breaks_nothing_in_chromium() {
    attack(Engine::Chromium);
}

#[test]
fn a_hand_at_random_breaks_nothing_in_firefox() {
    attack(Engine::Firefox);
}

/// Seconds in a test run.
const SECONDS: u64 = 30;
/// Steps from one look at the whole project to the next.
const STEPS: u64 = 60;
/// The last steps that a failure prints.
const TOLD: usize = 60;

fn attack(engine: Engine) {
    let seconds = number_from("POSTIL_HAND").unwrap_or(SECONDS);
    let seed = number_from("POSTIL_SEED").unwrap_or(1);
    // A busy machine may take long over the last steps.
    let limit = Duration::from_secs(600 + 2 * seconds);
    run_within(limit, engine, "hand", async |page| {
        let mut hand = Hand::new(page, seed);
        for path in ["/away.txt", "/favicon.ico"] {
            hand.page.site().put(path, "");
        }
        hand.page.visit("/").await;
        hand.tabs.push(hand.page.tab().await);
        hand.ready().await;
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(seconds) {
            hand.step().await;
            if hand.steps.is_multiple_of(10) {
                hand.expect_quiet().await;
            }
            if hand.steps.is_multiple_of(STEPS) {
                hand.expect_whole().await;
            }
        }
        hand.expect_whole().await;
        println!(
            "{engine}: {} steps in {} s, {} looks at the whole (seed {seed})",
            hand.steps,
            start.elapsed().as_secs(),
            hand.looks,
        );
    });
}

/// What the page says once nothing is under way.
#[derive(Deserialize)]
struct Rest {
    settled: bool,
    saved: String,
    undo: String,
    /// The address of the project.
    project: String,
}

/// A hand with what it has done.
struct Hand<'a> {
    page: &'a Page,
    random: Random,
    seed: u64,
    /// The last one is in front.
    tabs: Vec<Tab>,
    steps: u64,
    looks: u64,
    /// The project when it was last looked at.
    project: Option<Project>,
    log: File,
    path: PathBuf,
    last: VecDeque<String>,
}

impl<'a> Hand<'a> {
    fn new(page: &'a Page, seed: u64) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target");
        let path = folder.join(format!("hand-{}.log", page.engine()));
        std::fs::create_dir_all(&folder).expect("the folder of the log");
        let log = File::create(&path).expect("the log");
        println!("seed {seed}: each step is in {}", path.display());
        Self {
            page,
            random: Random::new(seed),
            seed,
            tabs: Vec::new(),
            steps: 0,
            looks: 0,
            project: None,
            log,
            path,
            last: VecDeque::new(),
        }
    }

    /// Notes what is about to be done.
    fn say(&mut self, what: &str) {
        let line = format!("{} {what}", self.steps);
        writeln!(self.log, "{line}").expect("the log takes a line");
        self.last.push_back(line);
        if self.last.len() > TOLD {
            self.last.pop_front();
        }
    }

    /// Runs the body of an async function in the page with the functions of `look.js`, again where the
    /// page was replaced by another meanwhile.
    async fn ask<T: DeserializeOwned>(&self, body: &str, arguments: Value) -> T {
        let script = format!(
            "const [args, done] = arguments;
            {}
            (async () => {{ {body}\n }})().then(
                value => done({{ value: value ?? null }}),
                error => done({{ error: `${{error?.message ?? error}}\n${{error?.stack ?? ''}}` }}),
            );",
            include_str!("hand/look.js")
        );
        let mut failed = String::new();
        for _ in 0..5 {
            let asked = self
                .page
                .client()
                .execute_async(&script, vec![arguments.clone()]);
            match asked.await {
                Ok(Value::Object(mut answer)) => {
                    if let Some(error) = answer.remove("error") {
                        panic!("{}\n  in: {body}", error.as_str().unwrap_or_default());
                    }
                    let value = answer.remove("value").unwrap_or_default();
                    return serde_json::from_value(value.clone())
                        .unwrap_or_else(|error| panic!("{error}: {value}\n  from: {body}"));
                }
                Ok(_) => failed = "the page went away".to_owned(),
                Err(error) => failed = error.to_string(),
            }
            self.ready().await;
        }
        panic!("{failed}\n  in: {body}");
    }

    /// Returns once the page answers.
    async fn ready(&self) {
        let script = "const done = arguments[0];
            Promise.resolve(window.postil?.ready)
                .then(() => done(Boolean(window.postil?.exportAs)), () => done(false));";
        wait_until("the page to be open", async || {
            let ready = self.page.client().execute_async(script, vec![]).await;
            ready.is_ok_and(|ready| ready == Value::Bool(true))
        })
        .await;
    }

    /// Checks that the page has reported no error.
    async fn expect_quiet(&self) {
        let messages = self.page.take_console().await;
        let errors: Vec<_> = messages
            .iter()
            .filter(|message| message.error && !is_of_worker(&message.text))
            .collect();
        assert!(errors.is_empty(), "errors in the console: {errors:#?}");
    }

    /// Checks that the project is a valid one, that it is saved, and that it is the same after a reload
    /// and in all tabs, with its history.
    async fn expect_whole(&mut self) {
        self.looks += 1;
        self.say("look at the whole");
        // A tab that follows may be behind for a moment.
        wait_until("the tab to write", async || {
            self.ask::<bool>("return write();", json!([])).await
        })
        .await;
        let rest = self.rest().await;
        let most = self.random.below(8);
        let steps: usize = self
            .ask("return backAndForth(args[0]);", json!([most]))
            .await;
        self.say(&format!("{steps} steps back and forth"));
        let before = self.project().await;
        let bytes = serde_json::to_vec(&before).expect("JSON");
        let project = read(&bytes);
        let state = State::open(project.clone()).expect("the core opens the project");
        let again = postil::write(&state.to_project()).files.remove(0);
        let again: Value = serde_json::from_slice(&again.bytes).expect("JSON");
        self.expect_same(&before, &again, "what the core makes of it");
        self.project = Some(project);
        self.rest().await;

        self.say("reload, and compare");
        let reloaded = self.page.client().refresh().await;
        reloaded.expect("the page reloads");
        self.ready().await;
        self.expect_shown(&before, "what a reload shows").await;
        let after = self.rest().await;
        assert_eq!(after.undo, rest.undo, "what can be undone, after a reload");
        let front = self.tabs.last().expect("a tab").clone();
        let others = self.tabs[..self.tabs.len() - 1].to_vec();
        for tab in &others {
            self.page.switch_to(tab).await;
            self.ready().await;
            if self.rest().await.project == rest.project {
                self.expect_shown(&before, "what another tab shows").await;
            }
        }
        self.page.switch_to(&front).await;
        self.expect_quiet().await;
    }

    /// Waits until nothing is under way.
    async fn rest(&self) -> Rest {
        let rest: Rest = self.ask("return rest();", json!([])).await;
        assert!(
            rest.settled,
            "the page never came to rest: “{}”",
            rest.saved
        );
        rest
    }

    async fn project(&self) -> Value {
        self.ask("return postil.project();", json!([])).await
    }

    /// Checks that the tab in front shows a project; one that follows another tab may be behind for a
    /// moment.
    async fn expect_shown(&self, project: &Value, what: &str) {
        let end = Instant::now() + Duration::from_secs(30);
        loop {
            let shown = self.project().await;
            if shown == *project {
                return;
            }
            if Instant::now() > end {
                self.expect_same(project, &shown, what);
            }
        }
    }

    fn expect_same(&self, before: &Value, after: &Value, what: &str) {
        if before == after {
            return;
        }
        for (name, project) in [("before", before), ("after", after)] {
            let file = self.path.with_extension(format!("{name}.json"));
            let text = serde_json::to_string_pretty(project).expect("JSON");
            std::fs::write(&file, text).expect("a file beside the log");
            eprintln!("{name}: {}", file.display());
        }
        panic!("{what} is another project");
    }
}

impl Drop for Hand<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!(
                "seed {}, after {} steps; the last of them:",
                self.seed, self.steps
            );
            for line in &self.last {
                eprintln!("  {line}");
            }
            eprintln!("all of them are in {}", self.path.display());
        }
    }
}

/// Whether a message is about the worker that keeps the page for use without a network: a build for
/// development has none.
fn is_of_worker(text: &str) -> bool {
    text.contains("sw.js") || text.to_lowercase().contains("serviceworker")
}
