//! The titles and colors of labels, where a file says them apart from the labels.

use crate::color_names::named;
use postil_core::model::Color;
use postil_core::model::schema::{Label, Layer, Schema};
use std::collections::HashMap;

/// What layers, labels and relation types look like.
#[derive(Debug, Default)]
pub struct Looks {
    titles: HashMap<String, String>,
    colors: HashMap<String, Color>,
    /// Colors in no known form.
    pub unknown: usize,
}

impl Looks {
    /// Notes the title of what has that name; the first one counts.
    pub fn title(&mut self, name: &str, title: &str) {
        let title = title.trim();
        if !title.is_empty() && !self.titles.contains_key(name) {
            self.titles.insert(name.to_owned(), title.to_owned());
        }
    }

    /// Notes the color of what has that name; the first one counts.
    pub fn color(&mut self, name: &str, color: &str) {
        let color = color.trim();
        match color.parse().ok().or_else(|| named(color)) {
            Some(color) => {
                self.colors.entry(name.to_owned()).or_insert(color);
            }
            None => self.unknown += 1,
        }
    }

    /// Gives titles and colors to what a schema lists, and returns how many names it does not list.
    /// O(n).
    pub fn give(mut self, schema: &mut Schema) -> usize {
        for layer in &mut schema.layers {
            let Layer { name, labels, .. } = layer;
            for Label {
                name: label,
                title,
                color,
                ..
            } in labels
            {
                let whole = format!("{name}.{label}");
                self.take(&whole, title, Some(color));
            }
            let Layer {
                name,
                title,
                plural,
                color,
                ..
            } = layer;
            if self.take(name, title, Some(color)) {
                plural.clone_from(title);
            }
        }
        for kind in &mut schema.relations {
            self.take(&kind.name, &mut kind.title, None);
        }
        for attribute in schema
            .layers
            .iter_mut()
            .flat_map(|layer| &mut layer.attributes)
        {
            if let Some(known) = self.titles.get(&attribute.name) {
                attribute.title.clone_from(known);
            }
        }
        let attributes = schema.layers.iter().flat_map(|layer| &layer.attributes);
        for attribute in attributes {
            self.titles.remove(&attribute.name);
        }
        let with_color = self
            .colors
            .keys()
            .filter(|name| !self.titles.contains_key(*name));
        with_color.count() + self.titles.len()
    }

    /// Gives one its title and its color, and returns whether there was a title.
    fn take(&mut self, name: &str, title: &mut String, color: Option<&mut Option<Color>>) -> bool {
        if let (Some(color), Some(known)) = (color, self.colors.remove(name)) {
            *color = Some(known);
        }
        let known = self.titles.remove(name);
        let is_known = known.is_some();
        if let Some(known) = known {
            *title = known;
        }
        is_known
    }
}
