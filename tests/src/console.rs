//! What the browser says in its console.

use crate::engine::Engine;
use crate::page::Page;
use serde::Deserialize;
use serde_json::json;
use std::fmt;

/// A message of the browser's console: the page's own, or the browser's about the page (an uncaught
/// error, a breach of the page's policy; in Chromium also a file that did not load).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Message {
    /// An error, rather than a warning or a note.
    pub error: bool,
    /// What it says, in the browser's own words.
    pub text: String,
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.error { "error" } else { "note" };
        write!(f, "{kind}: {}", self.text)
    }
}

#[derive(Deserialize)]
struct ChromiumEntry {
    level: String,
    message: String,
}

/// Takes what the script `firefox.js` has collected.
const FIREFOX: &str = "return Cu.getGlobalForObject(Services).postilConsole.splice(0);";

/// Takes what the script `webkit.js` has collected.
const WEBKIT: &str = "return window.postilConsole?.splice(0) ?? [];";

impl Page {
    /// The messages of the console since the last call, oldest first.
    ///
    /// A test that expects errors takes them; any left at its end make it fail. WebKit's driver has no
    /// access to the console: there, messages are caught only after the document has loaded, and are
    /// lost with it.
    pub async fn take_console(&self) -> Vec<Message> {
        match self.engine() {
            Engine::Chromium => {
                let entries = self
                    .browser()
                    .command("se/log", json!({ "type": "browser" }));
                let entries: Vec<ChromiumEntry> =
                    serde_json::from_value(entries.await).expect("log entries");
                let message = |entry: ChromiumEntry| Message {
                    error: entry.level == "SEVERE",
                    text: entry.message,
                };
                entries.into_iter().map(message).collect()
            }
            Engine::Firefox => {
                let messages = self.browser().firefox(FIREFOX, json!([])).await;
                serde_json::from_value(messages).expect("messages")
            }
            Engine::WebKit => self.eval(WEBKIT).await,
        }
    }

    /// Starts listening to the console of a document that has just loaded, if the browser needs it.
    pub(crate) async fn listen(&self) {
        if self.engine() == Engine::WebKit {
            self.eval::<()>(include_str!("webkit.js")).await;
        }
    }

    /// Fails if the page reported an error or sent a request to another machine.
    pub(crate) async fn assert_quiet(&self) {
        let errors: Vec<String> = self
            .take_console()
            .await
            .into_iter()
            .filter(|message| message.error)
            .map(|message| message.text)
            .collect();
        assert!(errors.is_empty(), "errors in the console: {errors:#?}");
        let outside = self.take_outside().await;
        assert!(
            outside.is_empty(),
            "reached for other machines: {outside:#?}"
        );
    }
}
