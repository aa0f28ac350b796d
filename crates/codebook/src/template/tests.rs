use super::*;
use crate::markdown::{Node, first_line, parse, sections};
use postil_core::codebook::{Lack, Rules};
use postil_core::edit::codebook::fault;
use postil_core::format::postil;
use postil_core::model::schema::AttributeKind;
use postil_core::model::{Annotation, Project};
use postil_core::state::State;
use std::collections::BTreeSet;

/// The layers, labels and relation types of a schema, with their keys.
fn keys(schema: &Schema) -> impl Iterator<Item = (&str, char)> {
    let layers = schema.layers.iter().flat_map(|layer| {
        let labels = layer.labels.iter().map(|label| (&label.name, label.key));
        std::iter::once((&layer.name, layer.key)).chain(labels)
    });
    let relations = schema.relations.iter().map(|kind| (&kind.name, kind.key));
    let all = layers.chain(relations);
    all.filter_map(|(name, key)| Some((name.as_str(), key?)))
}

#[test]
fn every_schema_is_in_the_form_in_which_it_is_written() {
    for template in TEMPLATES {
        let schema = template.codebook().schema;
        assert!(!schema.layers.is_empty(), "{}", template.id);
        let Some(text) = template.schema else {
            assert_eq!(schema, Schema::bundled());
            continue;
        };
        // Fields with wrong names would be taken for those of other programs.
        let value: serde_json::Value = serde_json::from_str(text).expect("it is JSON");
        let written = serde_json::to_value(&schema).expect("a schema is JSON");
        assert_eq!(value, written, "{}", template.id);
        let whole = format!("{schema:?}").replace("extra: {}", "");
        assert!(!whole.contains("extra: "), "{}: {whole}", template.id);
    }
}

#[test]
fn every_codebook_is_fit_for_a_project() {
    for template in TEMPLATES {
        let mut project = Project {
            schema: template.codebook().schema,
            ..Project::default()
        };
        project.header.guidelines = template.guidelines.to_owned();
        let read = postil::read(&postil::write(&project).files[0].bytes).expect("it opens");
        assert_eq!(read, (project.clone(), Vec::new()), "{}", template.id);
        let schema = State::open(project).expect("it opens").schema().clone();
        let rules = Rules::new(&schema);
        for layer in &schema.layers {
            let labels = layer.labels.iter();
            let mut labels: Vec<_> = labels
                .map(|l| format!("{}.{}", layer.name, l.name))
                .collect();
            labels.push(layer.name.clone());
            for label in labels {
                assert!(rules.lists(&label), "{}: {label}", template.id);
                let mark = Annotation {
                    attributes: schema.defaults(&label),
                    label,
                    ..Annotation::new("a".into(), "d".into(), String::new(), Vec::new())
                };
                rules.mark(&mark, &mut |lack| {
                    let missing = matches!(lack, Lack::MissingAttribute(_));
                    assert!(missing, "{}: {}: {lack:?}", template.id, mark.label);
                });
            }
            for attribute in layer.attributes.iter().chain(&schema.cluster_attributes) {
                let is_choice = matches!(
                    attribute.kind,
                    AttributeKind::Choice | AttributeKind::Choices
                );
                assert_eq!(
                    is_choice,
                    !attribute.values.is_empty(),
                    "{}",
                    attribute.name
                );
                for value in attribute.value_notes.keys() {
                    assert!(attribute.values.contains(value), "{value}");
                }
                for label in &attribute.labels {
                    assert!(rules.lists(&format!("{}.{label}", layer.name)), "{label}");
                }
            }
        }
        for kind in &schema.relations {
            for end in kind.from.iter().chain(&kind.to) {
                assert!(rules.lists(end), "{}: {end}", template.id);
            }
        }
    }
}

#[test]
fn no_name_is_given_twice() {
    for template in TEMPLATES {
        let schema = template.codebook().schema;
        let mut seen = Schema::default();
        use postil_core::codebook::Item;
        for layer in &schema.layers {
            assert_eq!(fault(&seen, &Item::Layer(layer.name.clone())), None);
            let mut so_far = layer.clone();
            so_far.labels.clear();
            seen.layers.push(so_far);
            for label in &layer.labels {
                let item = Item::Label(format!("{}.{}", layer.name, label.name));
                assert_eq!(fault(&seen, &item), None, "{item:?}");
                let last = seen.layers.last_mut().expect("it was added");
                last.labels.push(label.clone());
            }
            let names: BTreeSet<_> = layer.attributes.iter().map(|a| &a.name).collect();
            assert_eq!(names.len(), layer.attributes.len(), "{}", template.id);
        }
        for kind in schema.relations {
            assert_eq!(fault(&seen, &Item::Relation(kind.name.clone())), None);
            seen.relations.push(kind);
        }
    }
    let ids: BTreeSet<_> = TEMPLATES.iter().map(|template| template.id).collect();
    assert_eq!(ids.len(), TEMPLATES.len());
    assert_eq!(
        template("claims").map(|t| t.title),
        Some("Claims for fact-checking")
    );
    assert!(template("").is_none());
}

/// A test of the page holds that no command has them.
#[test]
fn keys_are_letters_of_their_own() {
    for template in TEMPLATES {
        let schema = template.codebook().schema;
        let mut seen = BTreeSet::new();
        for (name, key) in keys(&schema) {
            assert!(key.is_ascii_lowercase(), "{name}: {key}");
            assert!(seen.insert(key), "{}: {name}: {key} twice", template.id);
        }
        for layer in &schema.layers {
            assert!(layer.key.is_some(), "{}: {}", template.id, layer.name);
        }
    }
}

/// In a layer, labels of one group look alike, and all others can be told apart.
#[test]
fn colors_can_be_told_apart() {
    let white = "#ffffff".parse().expect("a color");
    for template in TEMPLATES {
        for layer in template.codebook().schema.layers {
            let labels = layer.labels.iter();
            let colors = labels.filter_map(|label| Some((label, label.color?)));
            let colors: Vec<_> = colors.collect();
            let is_whole = colors.is_empty() || colors.len() == layer.labels.len();
            assert!(is_whole, "{}: {}", template.id, layer.name);
            for (at, (one, color)) in colors.iter().enumerate() {
                assert!(color.contrast(white) >= 4.5, "{color}");
                for (other, its) in colors.iter().take(at) {
                    let alike = !one.group.is_empty() && one.group == other.group;
                    let names = (template.id, &one.name, &other.name);
                    assert_eq!(color == its, alike, "{names:?}");
                    assert!(alike || color.confused_with(*its).is_none(), "{names:?}");
                }
            }
        }
    }
}

/// A definition says when, when not, and gives an example, so that two people decide alike.
#[test]
fn every_label_has_a_definition() {
    for template in &TEMPLATES[1..] {
        let schema = template.codebook().schema;
        for layer in &schema.layers {
            assert_eq!(layer.description.is_empty(), template.id == "empty");
            for label in &layer.labels {
                let name = format!("{}: {}", template.id, label.name);
                let lines = crate::markdown::plain(&label.description);
                let mut lines = lines.lines();
                let mut next = || lines.next().unwrap_or_default();
                assert!(next().starts_with("When: "), "{name}");
                assert!(next().starts_with("When not: "), "{name}");
                assert!(!label.examples.is_empty(), "{name}");
                assert!(first_line(&label.description).len() > 20, "{name}");
            }
            for attribute in &layer.attributes {
                assert!(!attribute.description.is_empty(), "{}", attribute.name);
            }
        }
        for kind in &schema.relations {
            assert!(!kind.description.is_empty(), "{}", kind.name);
        }
    }
}

#[test]
fn guidelines_are_markdown_with_headings() {
    for template in TEMPLATES {
        let guidelines = template.codebook().guidelines;
        let found = sections(&guidelines);
        assert_eq!(found[0].level, 1, "{}", template.id);
        assert!(matches!(
            parse(&guidelines)[0],
            Node::Heading { level: 1, .. }
        ));
        assert!(!guidelines.contains('<'), "{}", template.id);
        assert!(template.about.ends_with('.') && template.about.len() < 80);
    }
}

/// What the guidelines of a news story say of each label is about labels that there are.
#[test]
fn the_guidelines_of_a_news_story_define_every_label() {
    let news = template("news").expect("it is there").codebook();
    for layer in &news.schema.layers {
        for label in &layer.labels {
            let entry = format!("- **{}**: ", label.title);
            assert!(news.guidelines.contains(&entry), "{entry}");
        }
    }
}
