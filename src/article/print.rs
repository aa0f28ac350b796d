//! The article on paper: all of it, with a head and a legend of its marks. The style sheet hides the
//! interface and draws marks so that they can be told apart in black and white.

use super::paint::{self, Notes};
use super::pane::Pane;
use crate::desk::labels;
use crate::ui::sentence::{t, tf};
use gloo::events::EventListener;
use leptos::prelude::*;
use leptos::web_sys::{Document, Element};
use postil_core::model::schema::{Form, Layer};
use postil_core::model::{Annotation, DocumentId};
use postil_core::state::State;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Follows the printing of the page. Only the active pane is printed.
pub fn listen(pane: &Rc<Pane>) {
    let own = pane.clone();
    pane.keep(EventListener::new(&window(), "beforeprint", move |_| {
        if own.desk.view_now() != own.view {
            return;
        }
        let whole = own.paint_for_print(Notes { note, number });
        // Without head and legend the article can still be read.
        let _ = frame(&own, whole);
    }));
    let own = pane.clone();
    pane.keep(EventListener::new(&window(), "afterprint", move |_| {
        remove(&own);
        own.paint_for_screen();
    }));
}

fn remove(pane: &Pane) {
    for class in [".print-head", ".print-legend"] {
        if let Ok(Some(element)) = pane.article.query_selector(class) {
            element.remove();
        }
    }
}

/// Puts the head before the text, and the legend after it.
fn frame(pane: &Pane, whole: bool) -> Result<(), JsValue> {
    remove(pane);
    let Some(id) = pane.view.document().get_untracked() else {
        return Ok(());
    };
    let page = document();
    let head = head(&page, pane, &id)?;
    pane.article.prepend_with_node_1(&head)?;
    let legend = legend(&page, pane, &id, whole)?;
    pane.article.append_child(&legend)?;
    Ok(())
}

fn add(page: &Document, parent: &Element, tag: &str, text: &str) -> Result<Element, JsValue> {
    let element = page.create_element(tag)?;
    element.set_attribute("dir", "auto")?;
    element.set_text_content(Some(text));
    parent.append_child(&element)?;
    Ok(element)
}

/// The headline, the outlet, the date, and the address.
fn head(page: &Document, pane: &Pane, id: &DocumentId) -> Result<Element, JsValue> {
    let head = page.create_element("header")?;
    head.set_class_name("print-head");
    let about = pane.desk.peek(|state| {
        let document = state.document(id)?;
        Some((labels::title(document), document.meta().clone()))
    });
    if let Some((title, meta)) = about {
        add(page, &head, "h1", &title)?;
        for line in [meta.outlet, meta.published.in_words(), meta.url] {
            if !line.is_empty() {
                add(page, &head, "p", &labels::brief(&line))?;
            }
        }
    }
    Ok(head)
}

/// The layers and kinds that occur, each with its number in the text and how often it does.
fn legend(page: &Document, pane: &Pane, id: &DocumentId, whole: bool) -> Result<Element, JsValue> {
    let legend = page.create_element("section")?;
    legend.set_class_name("print-legend");
    add(page, &legend, "h2", t!("Marks in this article"))?;
    let hidden = pane.desk.hidden.get_untracked();
    let (layers, counts) = pane.desk.peek(|state| {
        let counts = count(state, id);
        (state.schema().layers.clone(), counts)
    });
    for layer in layers.iter().filter(|layer| !hidden.contains(&layer.name)) {
        let kinds: Vec<String> = kinds(layer, &counts);
        if kinds.is_empty() {
            continue;
        }
        let line = add(page, &legend, "p", "")?;
        let sample = add(page, &line, "span", &labels::brief(&layer.title))?;
        sample.set_class_name(match layer.form {
            Form::Fill => "m fill0",
            Form::Dash => "m dash0",
            Form::Bracket => "m bracket opens closes",
        });
        add(page, &line, "span", &format!("  {}", kinds.join(", ")))?;
    }
    if !whole {
        let words = t!(
            "The article has more marks than can be printed. Those toward its end are left out."
        );
        add(page, &legend, "p", words)?;
    }
    Ok(legend)
}

/// The kinds of a layer that occur; without a kind, only how often.
fn kinds(layer: &Layer, counts: &BTreeMap<String, usize>) -> Vec<String> {
    let plain = counts
        .get(&layer.name)
        .map(|count| tf!("no kind ({count})"));
    let numbered = layer
        .labels
        .iter()
        .zip(1_usize..)
        .filter_map(|(label, number)| {
            let count = counts.get(&format!("{}.{}", layer.name, label.name))?;
            Some(format!(
                "{number} {} ({count})",
                labels::brief(&label.title)
            ))
        });
    numbered.chain(plain).collect()
}

/// How often each label occurs in a document.
fn count(state: &State, id: &DocumentId) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    let Some(document) = state.document(id) else {
        return counts;
    };
    let marks = state.marks_in(document, 0..document.text().len());
    let slots: BTreeSet<u32> = marks.iter().map(|mark| mark.key.annotation).collect();
    for annotation in slots.into_iter().filter_map(|slot| state.at(slot)) {
        *counts.entry(annotation.label.clone()).or_insert(0) += 1;
    }
    counts
}

/// The number of an annotation's kind in the legend, from 1.
pub fn number(state: &State, annotation: &Annotation) -> Option<usize> {
    let layer = state.schema().layer(annotation.layer())?;
    let (_, kind) = annotation.label.split_once('.')?;
    let at = layer.labels.iter().position(|label| label.name == kind)?;
    Some(at + 1)
}

/// What stands in the margin beside the beginning of an annotation.
pub fn note(state: &State, annotation: &Annotation) -> String {
    let who = super::margin::speaker(state, annotation);
    let kind = paint::kind(state, annotation);
    if who.is_empty() {
        kind
    } else {
        format!("{kind}\n{who}")
    }
}
