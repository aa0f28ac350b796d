//! Postil itself: what its tests need beyond the methods for any page.

use crate::page::Page;
use crate::place::control;
use serde::Deserialize;
use serde_json::{Value, json};

/// A file that the page exports.
#[derive(Clone, Debug, Deserialize)]
pub struct Export {
    /// The file's name.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// Its contents.
    pub bytes: Vec<u8>,
    /// What the format could not carry, as `{ what, count }`.
    pub losses: Vec<Value>,
}

impl Page {
    /// Loads Postil and returns once the project is open and an article is shown.
    pub async fn open(&self) {
        self.visit("/").await;
        self.ready().await;
    }

    /// Returns once the project is open and an article is shown; after a reload or a restart.
    pub async fn ready(&self) {
        self.until("window.postil").await;
        self.eval::<()>("await postil.ready;").await;
        self.until("document.querySelector('[data-article] [data-block]')")
            .await;
    }

    /// Reloads Postil, and returns as [`Page::open`] does.
    pub async fn reopen(&self) {
        self.reload().await;
        self.ready().await;
    }

    /// Returns once the whole page is stored for use without a network and the open one comes from
    /// there. Not in WebKit, which stores nothing under automation.
    pub async fn kept(&self) {
        self.eval::<()>("await navigator.serviceWorker.ready;")
            .await;
        self.until("navigator.serviceWorker.controller?.state === 'activated'")
            .await;
    }

    /// Returns once the page shows the last change: the article in the next frame, its surroundings one
    /// frame later, and the inspector at rest.
    pub async fn settled(&self) {
        self.eval::<()>(
            "const frame = () => new Promise(resolve =>
                requestAnimationFrame(() => setTimeout(resolve)));
            await frame();
            await frame();",
        )
        .await;
        self.until("!document.querySelector('[aria-busy=true]')")
            .await;
    }

    /// Returns once the focus is on an element of this selector.
    pub async fn focused(&self, css: &str) {
        self.until(&format!("document.activeElement.matches({css:?})"))
            .await;
    }

    /// Opens the command palette and runs the command of this name; returns once its dialog is open.
    pub async fn open_by_name(&self, command: &str) {
        self.press("Ctrl+K").await;
        self.until("document.querySelector('dialog[open] .picker-field')")
            .await;
        self.choose_by_name(command).await;
    }

    /// The same with the palette already open.
    pub async fn choose_by_name(&self, command: &str) {
        self.type_text(command).await;
        self.until(&format!(
            "document.querySelector('.choice')?.innerText.includes({})",
            json!(command)
        ))
        .await;
        self.press("Enter").await;
        self.until("document.querySelector('dialog[open]:not(:has(.picker-field))')")
            .await;
    }

    /// What the preview of an import has found: the cells of each row of its table.
    pub async fn found(&self) -> Vec<Vec<String>> {
        self.until("document.querySelector('dialog[open] .found-parts')")
            .await;
        self.eval(
            "const rows = document.querySelectorAll('.found-parts :is(tbody, tfoot) tr');
            return [...rows].map(row => [...row.children].map(cell => cell.textContent));",
        )
        .await
    }

    /// Chooses what the preview of an import does, by its name, and does it.
    pub async fn import_as(&self, way: &str) {
        self.until(
            "document.querySelector('dialog[open] .import-dialog, dialog.import-dialog[open]')",
        )
        .await;
        self.click(control(way)).await;
        self.click(".import-dialog .solid").await;
    }

    /// Chooses that texts which the page asks about become articles of the open project.
    pub async fn choose_to_add(&self) {
        self.until("document.querySelector('dialog[open] .ways')")
            .await;
        self.click(control("Add to this project")).await;
        self.until("document.querySelector('dialog[open] .solid').innerText.startsWith('Add ')")
            .await;
    }

    /// Drops texts that become articles of the open project. The page asks first where the bundled project
    /// is open as it came.
    pub async fn drop_texts(&self, files: &[(&str, &[u8])]) {
        let count = "postil.project().documents.length";
        let before: usize = self.eval(&format!("return {count};")).await;
        self.drop_files("[data-article]", files).await;
        self.until(&format!(
            "document.querySelector('dialog[open] .ways') || {count} > {before}"
        ))
        .await;
        if self.count("dialog[open] .ways").await > 0 {
            self.choose_to_add().await;
            self.click("dialog[open] .solid").await;
            self.until(&format!(
                "!document.querySelector('dialog[open]') && {count} > {before}"
            ))
            .await;
        }
    }

    /// Returns once every change is durable.
    pub async fn saved(&self) {
        self.eval::<()>("await postil.saved();").await;
    }

    /// The whole project, as its file holds it.
    pub async fn project(&self) -> Value {
        self.eval("return postil.project();").await
    }

    /// The annotations of the project.
    pub async fn annotations(&self) -> Vec<Value> {
        self.eval("return postil.project().annotations ?? [];")
            .await
    }

    /// Adds an annotation over code points `[start, end)` by script, and returns its id.
    pub async fn annotate(&self, document: &str, start: u32, end: u32, label: &str) -> String {
        self.note(format!("annotate {document} {start}–{end} as {label}"));
        let wanted = json!({ "document": document, "start": start, "end": end, "label": label });
        self.call("return postil.annotate(args[0]);", json!([wanted]))
            .await
    }

    /// Replaces the open project.
    pub async fn load(&self, project: &Value) {
        self.note("load a project".to_owned());
        self.call("return postil.load(args[0]);", json!([project]))
            .await
    }

    /// The project in a format.
    pub async fn export(&self, format: &str) -> Export {
        let script = "const file = await postil.exportAs(args[0]);
            return { ...file, bytes: [...file.bytes] };";
        self.call(script, json!([format])).await
    }

    /// Imports a file as if it had been dropped on the page, and returns the diagnostics.
    pub async fn import(&self, name: &str, bytes: &[u8]) -> Vec<Value> {
        self.note(format!("import {name}"));
        let script = "return postil.importFile(args[0], new Uint8Array(args[1]));";
        self.call(script, json!([name, bytes])).await
    }
}
