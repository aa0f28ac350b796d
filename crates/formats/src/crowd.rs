//! Warns of a project that has more kinds of things than a person can choose from.

use crate::limits::MAX_CHOICES_AT_EASE as MOST;
use postil_core::model::Schema;

/// What there are more of in a schema than the page can show without delay, in words.
pub fn remarks(schema: &Schema) -> Vec<String> {
    let mut remarks = Vec::new();
    let mut see = |count: usize, what: String| {
        if count > MOST {
            remarks.push(format!(
                "there are {count} {what}; more than {MOST} are not all listed at once"
            ));
        }
    };
    see(schema.layers.len(), "layers".to_owned());
    see(schema.relations.len(), "types of links".to_owned());
    let layers = &schema.layers;
    let labels = layers.iter().map(|layer| layer.labels.len());
    let attributes = layers.iter().map(|layer| layer.attributes.len());
    let values = schema.relations.iter().map(|kind| kind.values.len());
    // One remark on all layers together: there may be thousands.
    for (counts, what, place) in [
        (labels.collect::<Vec<_>>(), "labels", "layer"),
        (attributes.collect(), "attributes", "layer"),
        (values.collect(), "values", "type of link"),
    ] {
        if let Some(count) = counts.into_iter().max() {
            see(count, format!("{what} in one {place}"));
        }
    }
    remarks
}

#[cfg(test)]
mod tests {
    use crate::check::file;
    use crate::format;

    /// The remarks on a file of brat with so many labels.
    fn told(count: usize, label: &str) -> Vec<String> {
        let lines = (0..count).map(|n| format!("T{n}\t{label}{n} 0 1\ta\n"));
        let lines: String = lines.collect();
        let files = [file("d.txt", "a"), file("d.ann", lines)];
        let read = format("brat").expect("brat").read(&files);
        let (_, remarks) = read.expect("it is read");
        remarks.into_iter().map(|d| d.message).collect()
    }

    #[test]
    fn what_is_too_much_to_choose_from_is_told() {
        assert_eq!(told(500, "x__"), Vec::<String>::new());
        for (label, what) in [
            ("x__", "there are 501 labels in one layer; "),
            ("x", "there are 501 layers; "),
        ] {
            let told = told(501, label);
            assert_eq!(told.len(), 1, "{told:?}");
            assert!(told[0].starts_with(what), "{told:?}");
        }
    }
}
