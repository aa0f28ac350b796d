//! Checks the values of attributes.

use super::lack::Lack;
use crate::date::{Forms, check};
use crate::diagnostic::clip;
use crate::model::Attributes;
use crate::model::schema::{AttributeKind, AttributeType};
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// The attributes of a layer or of the clusters, prepared for checking many values.
#[derive(Default)]
pub(super) struct AttributeRules<'a> {
    by_name: HashMap<&'a str, AttributeRule<'a>>,
    required: Vec<&'a str>,
}

struct AttributeRule<'a> {
    kind: AttributeKind,
    values: HashSet<&'a str>,
    /// Empty: all.
    labels: HashSet<&'a str>,
}

/// Names, to be looked up.
pub(super) fn set(names: &[String]) -> HashSet<&str> {
    names.iter().map(String::as_str).collect()
}

impl<'a> AttributeRules<'a> {
    /// Prepares attributes. O(attributes and their values).
    pub fn new(attributes: &'a [AttributeType]) -> Self {
        let mut rules = Self::default();
        for attribute in attributes {
            if rules.by_name.contains_key(attribute.name.as_str()) {
                continue;
            }
            let rule = AttributeRule::new(attribute);
            rules.by_name.insert(&attribute.name, rule);
            if attribute.required {
                rules.required.push(&attribute.name);
            }
        }
        rules
    }

    /// Checks values; `label` is the part after the dot, if there is one.
    pub fn check(&self, values: &Attributes, label: Option<&str>, lacks: &mut dyn FnMut(Lack)) {
        let available = |rule: &AttributeRule| {
            rule.labels.is_empty() || label.is_some_and(|label| rule.labels.contains(label))
        };
        for (name, value) in values {
            match self.by_name.get(name.as_str()) {
                Some(rule) if available(rule) => rule.check(name, value, lacks),
                _ => lacks(Lack::UnknownAttribute(name.clone())),
            }
        }
        for &name in &self.required {
            let given = values.get(name).is_some_and(|value| !is_empty(value));
            if !given && self.by_name.get(name).is_some_and(available) {
                lacks(Lack::MissingAttribute(name.to_owned()));
            }
        }
    }
}

/// Whether a value says nothing.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(several) => several.is_empty(),
        _ => false,
    }
}

impl<'a> AttributeRule<'a> {
    fn new(attribute: &'a AttributeType) -> Self {
        Self {
            kind: attribute.kind,
            values: set(&attribute.values),
            labels: set(&attribute.labels),
        }
    }

    fn check(&self, name: &str, value: &Value, lacks: &mut dyn FnMut(Lack)) {
        let text = value.as_str();
        let unlisted = |value: &str| Lack::UnlistedValue {
            attribute: name.to_owned(),
            value: clip(value),
        };
        let is_listed = |value: &str| self.values.contains(value);
        let fits = match (self.kind, value) {
            (AttributeKind::Text, _) => text.is_some(),
            (AttributeKind::Choice, Value::String(value)) => {
                if !is_listed(value) {
                    lacks(unlisted(value));
                }
                true
            }
            (AttributeKind::Choices, Value::Array(several)) => {
                for one in several.iter().filter_map(Value::as_str) {
                    if !is_listed(one) {
                        lacks(unlisted(one));
                    }
                }
                several.iter().all(Value::is_string)
            }
            (AttributeKind::Flag, value) => value.is_boolean(),
            (AttributeKind::Date, _) => text.is_some_and(|text| check(text, Forms::Timex).is_ok()),
            (AttributeKind::Number, value) => value.is_number(),
            (AttributeKind::Link, _) => text.is_some_and(is_link),
            (AttributeKind::Choice | AttributeKind::Choices, _) => false,
        };
        if !fits {
            lacks(Lack::WrongKind {
                attribute: name.to_owned(),
                expected: self.kind,
                value: clip(&match text {
                    Some(text) => text.to_owned(),
                    None => value.to_string(),
                }),
            });
        }
    }
}

/// Whether an attribute can have a value without anything to check.
pub fn is_value_of(attribute: &AttributeType, value: &Value) -> bool {
    let rule = AttributeRule::new(attribute);
    let mut fits = true;
    rule.check(&attribute.name, value, &mut |_| fits = false);
    fits
}

/// Whether a text looks like the address of a web page: `http://` or `https://` and a host, without
/// white space.
fn is_link(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        !host.is_empty() && !rest.contains(|c: char| c.is_whitespace() || c.is_control())
    })
}
