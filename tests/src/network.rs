//! Requests of the page to other machines.

use crate::engine::Engine;
use crate::page::Page;
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Entry {
    /// A DevTools event, as JSON.
    message: String,
}

impl Page {
    /// The requests for another machine than the page's own since the last call. None of them gets
    /// there: the browser's proxy lets nothing through.
    ///
    /// A request that the page's policy forbids is never made; it is an error in the console.
    pub async fn take_outside(&self) -> Vec<String> {
        // Chromium and Firefox send requests of their own to their makers. Chromium's log separates them
        // from the page's; Firefox's go to one host.
        let refused = self.site().take_outside();
        if self.engine() != Engine::Chromium {
            return refused
                .into_iter()
                .filter(|request| !request.ends_with(".mozilla.com:443"))
                .collect();
        }
        let entries = self
            .browser()
            .command("se/log", json!({ "type": "performance" }));
        let entries: Vec<Entry> = serde_json::from_value(entries.await).expect("log entries");
        let origin = format!("{}/", self.site().origin());
        entries
            .iter()
            .filter_map(|entry| serde_json::from_str::<Value>(&entry.message).ok())
            .map(|event| event["message"].clone())
            .filter(|event| event["method"] == "Network.requestWillBeSent")
            .filter_map(|event| {
                let request = &event["params"]["request"];
                Some(format!(
                    "{} {}",
                    request["method"].as_str()?,
                    request["url"].as_str()?
                ))
            })
            .filter(|request| {
                request
                    .split_once(' ')
                    .is_some_and(|(_, url)| url.starts_with("http") && !url.starts_with(&origin))
            })
            .collect()
    }
}
