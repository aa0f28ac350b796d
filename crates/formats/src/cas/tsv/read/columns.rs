//! The columns that the header declares.

use super::super::{BASE, CHAINS, RELATIONS, ROLE, SPANS};
use super::draft::Layers;
use crate::cas::structure::Name;
use crate::limits;
use postil_core::diagnostic::clip;

/// A column of the body.
pub(super) struct Column {
    /// The number of its layer.
    pub layer: usize,
    pub kind: Kind,
}

/// The content of a column.
pub(super) enum Kind {
    /// A feature of spans; empty for spans without features.
    Span(Name),
    /// The roles of a slot feature.
    Role(Name),
    /// The targets of a slot feature, and their type.
    Target(Name, Name),
    /// The types of the links of a chain, and their relations, in two columns side by side.
    LinkType {
        first: bool,
    },
    LinkRelation {
        first: bool,
    },
    /// A feature of relations.
    Relation(Name),
    /// Where a relation begins, with the type of what it relates.
    Base(Name),
}

/// Reads one line of the header; adds the layer's type.
pub(super) fn declare(
    line: &str,
    columns: &mut Vec<Column>,
    layers: &mut Layers,
) -> Result<(), String> {
    let kinds = [SPANS, CHAINS, RELATIONS];
    let found = kinds
        .into_iter()
        .find_map(|kind| Some((kind, line.strip_prefix(kind)?)));
    let Some((kind, rest)) = found else {
        return Err(format!(
            "expected a layer of `{SPANS}`, `{CHAINS}` or `{RELATIONS}`, found “{}”",
            clip(line)
        ));
    };
    let mut parts = rest.split('|').map(str::trim);
    let name = parts.next().unwrap_or_default();
    if name.is_empty() {
        return Err(format!("expected the name of a layer after `{kind}`"));
    }
    // Every annotation repeats the name of its layer and those of its features.
    if let Some(name) = rest
        .split('|')
        .find(|name| name.len() > limits::MAX_NAME_BYTES)
    {
        let most = limits::MAX_NAME_BYTES;
        return Err(format!(
            "the name {} is longer than {most} bytes",
            clip(name)
        ));
    }
    let layer = layers
        .add(name)
        .ok_or_else(|| format!("the layer {} appears twice", clip(name)))?;
    let before = columns.len();
    let mut add = |kind: Kind| columns.push(Column { layer, kind });
    let mut role: Option<Name> = None;
    for (number, name) in parts.filter(|name| !name.is_empty()).enumerate() {
        let is_first = number == 0;
        let slot = name
            .strip_prefix(ROLE)
            .and_then(|rest| rest.split_once(':'));
        match (kind, slot, role.take()) {
            (SPANS, Some((_, feature)), _) => {
                // `TYPE:FEATURE_TYPE`.
                let feature = Name::from(feature.split('_').next().unwrap_or_default());
                add(Kind::Role(feature.clone()));
                role = Some(feature);
            }
            (SPANS, None, Some(feature)) => add(Kind::Target(feature, name.into())),
            (SPANS, None, None) => add(Kind::Span(name.into())),
            (CHAINS, ..) => match name {
                "referenceType" => add(Kind::LinkType { first: is_first }),
                "referenceRelation" => add(Kind::LinkRelation { first: is_first }),
                _ => {
                    return Err(format!(
                        "expected `referenceType|referenceRelation` in a chain layer, found “{}”",
                        clip(name)
                    ));
                }
            },
            _ => match name.strip_prefix(BASE) {
                Some(base) => add(Kind::Base(base.into())),
                None => add(Kind::Relation(name.into())),
            },
        }
    }
    let new = columns.get(before..).unwrap_or_default();
    match kind {
        // A layer without features still has one column.
        SPANS if new.is_empty() => columns.push(Column {
            layer,
            kind: Kind::Span("".into()),
        }),
        CHAINS => {
            let whole = matches!(
                new.iter().map(|c| &c.kind).collect::<Vec<_>>().as_slice(),
                [Kind::LinkType { .. }, Kind::LinkRelation { .. }]
                    | [Kind::LinkRelation { .. }, Kind::LinkType { .. }]
            );
            let message =
                "expected `referenceType|referenceRelation` in a chain layer, in either order";
            return whole.then_some(()).ok_or_else(|| message.to_owned());
        }
        RELATIONS => {
            let bases = new
                .iter()
                .filter(|c| matches!(c.kind, Kind::Base(_)))
                .count();
            if bases != 1 {
                return Err(format!(
                    "expected one column of `{BASE}` in a relation layer"
                ));
            }
        }
        _ => {}
    }
    Ok(())
}
