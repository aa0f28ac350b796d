#![allow(clippy::unwrap_used)]

use super::*;
use crate::model::Schema;
use crate::testing::any_schema;
use proptest::prelude::*;
use serde_json::json;

fn codebook(schema: Value, guidelines: &str) -> Codebook {
    Codebook {
        schema: serde_json::from_value(schema).unwrap(),
        guidelines: guidelines.to_owned(),
    }
}

#[test]
fn what_differs_is_told_part_by_part() {
    let before = codebook(
        json!({ "version": 3, "layers": [{ "name": "l", "title": "L", "labels": [
            { "name": "a", "title": "A" }, { "name": "b", "title": "B" }, { "name": "c", "title": "C" },
        ], "attributes": [{ "name": "t", "title": "T", "kind": "choice", "values": ["x", "y"] }] }],
        "relations": [{ "name": "r", "title": "R" }] }),
        "One\n\nTwo\n\nThree",
    );
    let after = codebook(
        json!({ "layers": [{ "name": "l", "title": "L", "labels": [
            { "name": "c", "title": "C" }, { "name": "a", "title": "A", "color": "#112233" }, { "name": "d", "title": "D" },
        ], "attributes": [{ "name": "t", "title": "T", "kind": "choices", "values": ["y", "z"] }] }],
        "relations": [] }),
        "One\n\nTwo!\n\nThree",
    );
    let label = |name: &str| About::Item(Item::Label(name.to_owned()));
    let home = Home::Layer("l".to_owned());
    let attribute = About::Item(Item::Attribute(home.clone(), "t".to_owned()));
    let value =
        |value: &str| About::Item(Item::Value(home.clone(), "t".to_owned(), value.to_owned()));
    let changed = |field: &str, before: Option<Value>, after: Value| What::Changed {
        field: field.to_owned(),
        before,
        after: Some(after),
    };
    let found: Vec<_> = compare(&before, &after)
        .into_iter()
        .map(|one| (one.about, one.what))
        .collect();
    assert_eq!(
        found,
        [
            (label("l.b"), What::Removed),
            (label("l.c"), What::Moved),
            (label("l.a"), changed("color", None, json!("#112233"))),
            (label("l.d"), What::Added),
            (
                attribute,
                changed("kind", Some(json!("choice")), json!("choices"))
            ),
            (value("x"), What::Removed),
            (value("z"), What::Added),
            (About::Item(Item::Relation("r".to_owned())), What::Removed),
            (About::Guidelines("Two".to_owned()), What::Removed),
            (About::Guidelines("Two!".to_owned()), What::Added),
        ]
    );
}

#[test]
fn the_longest_rising_part_stays() {
    assert_eq!(longest_rising(&[]), [0; 0]);
    assert_eq!(longest_rising(&[3, 0, 1, 2]), [0, 1, 2]);
    assert_eq!(longest_rising(&[0, 2, 1, 3]).len(), 3);
}

proptest! {
    #[test]
    fn only_what_differs_is_told(one in any_schema(), other in any_schema(), version in 0..4_u32) {
        let of = |schema: &Schema| Codebook { schema: schema.clone(), guidelines: "Same".to_owned() };
        let (before, after) = (of(&one), of(&other));
        let numbered = Schema { version, ..one.clone() };
        prop_assert_eq!(compare(&before, &of(&numbered)), []);
        // A value that is listed twice is one value.
        let once = |schema: &Schema| {
            let mut schema = Schema { version: 0, ..schema.clone() };
            let of_layers = schema.layers.iter_mut().flat_map(|layer| &mut layer.attributes);
            let attributes = of_layers.chain(&mut schema.cluster_attributes).map(|it| &mut it.values);
            for values in attributes.chain(schema.relations.iter_mut().map(|kind| &mut kind.values)) {
                let mut seen = Vec::new();
                values.retain(|value| {
                    let is_new = !seen.contains(value);
                    seen.push(value.clone());
                    is_new
                });
            }
            schema
        };
        prop_assert_eq!(compare(&before, &after).is_empty(), once(&one) == once(&other));
    }
}
