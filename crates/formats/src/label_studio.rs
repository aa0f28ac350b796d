//! Label Studio JSON
//! (<https://labelstud.io/guide/export#Label-Studio-JSON-format-of-annotated-tasks>) with the
//! labelling configuration for it (<https://labelstud.io/guide/setup>). Offsets count code points.
//!
//! A document is a task, with its text and metadata in `data`. An annotation is a region of type
//! `labels`; its attributes are further results of the region (`choices` for values of a choice,
//! `textarea` for all others), and its note is the region's `meta`.
//!
//! Read as well: regions with several labels, which become an annotation each; web pages (`HyperText`)
//! and dialogues (`Paragraphs`), of which a text is made; JSON-MIN; and `completions`, the older name
//! of annotations.

mod config;
mod page;
mod read;
mod source;
mod view;
mod write;

#[cfg(test)]
mod tests;

use crate::carry::{Carry, Ids, Values};
use crate::found::Found;
use crate::looks::Looks;
use crate::shape::{Arrangement, Sketch};
use crate::{Format, head, unknown};
use postil_core::format::File;
use postil_core::model::Codebook;

const CARRY: Carry = Carry {
    title: true,
    outlet: true,
    url: true,
    language: true,
    attributes: Values::Text,
    note: true,
    relations: true,
    relation_ids: Ids::Made(|at| format!("r{}", at.in_project)),
    relation_value: true,
    // The configuration is XML, which cannot hold control characters.
    clean: crate::xml::clean,
    ..Carry::SPANS
};

/// The names of the text, the labels and attributes in the configuration.
const TEXT: &str = "text";
const LABEL: &str = "label";
const ATTRIBUTE: &str = "attribute-";

pub(crate) const FORMAT: Format = Format {
    id: "label-studio",
    title: "Label Studio JSON",
    tools: "Label Studio",
    unit: "code points",
    extensions: &["label-studio.json", "json"],
    mime: "application/json",
    options: false,
    carry: |project, _| CARRY.apply(project),
    encode: |project, _| write::tasks(project),
    decode: Some(read::tasks),
    looks: |name, sample| {
        let shape = sample.shape();
        let listed = shape.arrangement != Arrangement::One;
        shape.any(|record| is_task(record, listed) || is_brief(record))
            || head(sample).trim_start().starts_with("<View>")
            || name.ends_with("label-studio.json")
    },
};

/// Whether a file is a labelling configuration, by its beginning.
pub(crate) fn is_configuration(head: &str) -> bool {
    unknown::root(head) == Some("View")
}

/// Reads configurations alone. O(n log n).
pub(crate) fn codebook(files: &[&File], found: &mut Found) -> Codebook {
    let view = view::View::of_all(files, found);
    let (mut schema, all) = view.declared();
    let mut looks = Looks::default();
    for (label, color) in &view.looks {
        looks.color(label, color);
    }
    for (label, title) in &view.titles {
        looks.title(label, title);
    }
    let name = files.first().map_or("", |file| file.name.as_str());
    if let Err(message) = all {
        found.left_out(name, message);
    }
    for (count, what) in [
        (view.for_texts, "controls for whole texts"),
        (looks.unknown, "colors in no known form"),
    ] {
        if count > 0 {
            found.left_out(name, format!("{what}: {count}"));
        }
    }
    looks.give(&mut schema);
    Codebook {
        schema,
        ..Codebook::default()
    }
}

/// What a task calls the sets of its results; `completions` until version 1.0.
const SETS: [&str; 3] = ["annotations", "completions", "predictions"];

/// Whether a record is a task. One without sets of results is a task only in a list: many things have
/// `data`.
fn is_task(record: &Sketch, listed: bool) -> bool {
    let has_text = |data: &Sketch| data.fields().iter().any(|(_, value)| value.is_text());
    let data = &record["data"];
    let known = SETS.iter().any(|set| record[*set].is_list());
    data.is_object() && (known || (listed && has_text(data)))
}

/// Whether a record is a task of the brief export, JSON-MIN: its data, and a list of regions under the
/// name of each control.
fn is_brief(record: &Sketch) -> bool {
    let is_region = |item: &Sketch| {
        let fields = item.fields().iter();
        let mut lists = fields.filter(|(name, value)| name.ends_with("labels") && value.is_list());
        item.has(&["start", "end"]) && lists.next().is_some()
    };
    let has_text = || record.fields().iter().any(|(_, value)| value.is_text());
    let fields = record.fields().iter();
    let mut regions = fields.filter(|(_, value)| value.items().iter().any(is_region));
    has_text()
        && (regions.next().is_some() || record.has(&["annotation_id", "annotator", "lead_time"]))
}
