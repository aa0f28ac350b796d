//! How much of a schema the page offers at once. A schema may have thousands of layers and labels: rows of
//! buttons and lists of the browser show the first of them, and *All labels* finds each.

use super::labels;
use postil_core::model::schema::{Layer, Schema};

/// The most layers in a row of buttons.
pub const MAX_BUTTONS: usize = 24;
/// The most options in a list that the browser draws.
pub const MAX_OPTIONS: usize = 300;

/// The layers that a row of buttons shows, without their labels and attributes. O(1).
pub fn layers(schema: &Schema) -> Vec<Layer> {
    let shown = schema.layers.iter().take(MAX_BUTTONS);
    let bare = |layer: &Layer| Layer {
        name: layer.name.clone(),
        title: layer.title.clone(),
        plural: layer.plural.clone(),
        key: layer.key,
        form: layer.form,
        color: layer.color,
        ..Layer::default()
    };
    shown.map(bare).collect()
}

/// All that the button of such a layer shows: a button is made anew when this is another.
pub fn key(layer: &Layer) -> String {
    let Layer {
        name,
        title,
        plural,
        key,
        form,
        color,
        ..
    } = layer;
    format!("{name}\n{title}\n{plural}\n{key:?} {form:?} {color:?}")
}

/// A layer with those of its labels that are offered.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The title of the layer.
    pub title: String,
    /// The layer itself and its labels: full labels with their titles.
    pub options: Vec<(String, String)>,
}

/// What is offered of a schema.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offered {
    /// In the order of the schema.
    pub groups: Vec<Group>,
    /// Whether anything is left out.
    pub is_cut: bool,
}

impl Offered {
    /// Whether a label is among the options.
    pub fn has(&self, label: &str) -> bool {
        let mut options = self.groups.iter().flat_map(|group| &group.options);
        options.any(|(offered, _)| offered == label)
    }
}

/// Offers at most [`MAX_OPTIONS`] layers and labels, up to half of them of the layer `near`.
/// O(layers + options).
pub fn labels(schema: &Schema, near: &str) -> Offered {
    let near_layer = schema.layer(near);
    let near_labels = near_layer.map_or(0, |layer| layer.labels.len());
    let near_labels = near_labels.min(MAX_OPTIONS / 2);
    let mut left = MAX_OPTIONS - near_labels - usize::from(near_layer.is_some());
    let mut offered = Offered::default();
    for layer in &schema.layers {
        let most = if layer.name == near {
            near_labels
        } else if let Some(rest) = left.checked_sub(1) {
            let most = layer.labels.len().min(rest);
            left = rest - most;
            most
        } else {
            offered.is_cut = true;
            continue;
        };
        offered.is_cut |= most < layer.labels.len();
        offered.groups.push(group(layer, most));
    }
    offered
}

fn group(layer: &Layer, most: usize) -> Group {
    let title = labels::brief(&layer.title);
    let own = (layer.name.clone(), title.clone());
    let labels = layer.labels.iter().take(most).map(|label| {
        let full = format!("{}.{}", layer.name, label.name);
        (full, labels::brief(&label.title))
    });
    Group {
        title,
        options: [own].into_iter().chain(labels).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_OPTIONS, labels};
    use postil_core::model::schema::{Label, Layer, Schema};

    /// Layers with so many labels each.
    fn schema(layers: &[usize]) -> Schema {
        let label = |n: usize| Label {
            name: format!("l{n}"),
            title: "L".to_owned(),
            ..Label::default()
        };
        let layer = |(at, count): (usize, &usize)| Layer {
            name: format!("y{at}"),
            title: "Y".to_owned(),
            labels: (0..*count).map(label).collect(),
            ..Layer::default()
        };
        Schema {
            layers: layers.iter().enumerate().map(layer).collect(),
            ..Schema::default()
        }
    }

    /// How many labels of each layer are offered near a layer, and whether any are left out.
    fn check(layers: &[usize], near: &str, expected: &[usize], is_cut: bool) {
        let offered = labels(&schema(layers), near);
        let groups = offered.groups.iter();
        let counts: Vec<usize> = groups.map(|group| group.options.len() - 1).collect();
        assert_eq!(counts, expected);
        assert_eq!(offered.is_cut, is_cut);
        let all: usize = counts.iter().map(|count| count + 1).sum();
        assert!(all <= MAX_OPTIONS, "{all}");
    }

    #[test]
    fn a_small_schema_is_offered_whole() {
        check(&[], "", &[], false);
        check(&[3, 0, 2], "y1", &[3, 0, 2], false);
    }

    #[test]
    fn of_a_large_one_the_layer_nearby_has_its_share() {
        check(&[10_000], "y0", &[150], true);
        check(&[10_000, 5], "y1", &[293, 5], true);
        check(&[10_000, 10_000, 5], "y1", &[148, 150], true);
        check(&[0; 2_000], "y1999", &[0; 300], true);
    }
}
