//! Writes a CAS as lines.

mod grid;

use super::{
    BASE, CHAINS, CLUSTER, FORMAT, LINK, LINK_FEATURES, NO_VALUE, NOTHING, RELATIONS, SPANS, TEXT,
    escape,
};
use crate::cas::structure::{Cas, Structure};
use grid::{Grid, Unit};
use postil_core::text::Text;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Writes one token per line. O((n + units) log n), where a unit is a token of a span.
pub(in crate::cas) fn write(cas: &Cas) -> String {
    let text = Text::from_frozen(cas.text());
    let grid = Grid::new(cas, &text);
    let mut out = format!("{FORMAT}3.3\n");
    for (layer, features) in &grid.layers {
        header(&mut out, SPANS, layer, features);
    }
    if !grid.links.is_empty() {
        let features = LINK_FEATURES.into_iter().collect();
        header(&mut out, CHAINS, LINK, &features);
    }
    for (layer, (features, base)) in &grid.relations {
        let base = format!("{BASE}{base}");
        let mut all: Vec<&str> = features.iter().copied().collect();
        all.push(&base);
        let _ = writeln!(out, "{RELATIONS}{layer}|{}", all.join("|"));
    }
    out.push('\n');
    for sentence in &grid.sentences {
        out.push('\n');
        let whole = text.slice(sentence.range.clone());
        for line in whole.split('\n') {
            let _ = writeln!(out, "{TEXT}{}", escape::text(line));
        }
        for unit in &grid.units[sentence.units.clone()] {
            grid.row(unit, &text, &mut out);
        }
    }
    out
}

/// The cell of an optional value.
fn value(value: Option<&str>) -> String {
    value.map_or_else(|| NO_VALUE.to_owned(), escape::value)
}

fn header(out: &mut String, kind: &str, layer: &str, features: &BTreeSet<&str>) {
    let features: Vec<&str> = features.iter().copied().collect();
    // The two features of a link have a fixed order.
    let features = match kind {
        CHAINS => LINK_FEATURES.join("|"),
        _ => features.join("|"),
    };
    let _ = writeln!(out, "{kind}{layer}|{features}");
}

impl Grid<'_> {
    fn row(&self, unit: &Unit, text: &Text, out: &mut String) {
        let (begin, end) = (
            text.to_utf16(unit.range.start),
            text.to_utf16(unit.range.end),
        );
        let token = escape::text(text.slice(unit.range.clone()));
        let _ = write!(out, "{}\t{begin}-{end}\t{token}\t", unit.name);
        let mut cell = |values: Vec<String>| {
            if values.is_empty() {
                out.push_str(NOTHING)
            } else {
                out.push_str(&values.join("|"))
            }
            out.push('\t');
        };
        for (layer, features) in &self.layers {
            let own = || {
                let spans = unit.spans.iter().copied();
                spans
                    .filter_map(|at| Some((at, *self.spans.get(at)?)))
                    .filter(|(_, span)| *span.kind == **layer)
            };
            for feature in features {
                cell(
                    own()
                        .map(|(at, span)| {
                            let value = match *feature {
                                CLUSTER => self.clusters.get(&at).copied(),
                                _ => span.text(feature),
                            };
                            let value = self::value(value);
                            match self.numbers.get(&at) {
                                Some(number) => format!("{value}[{number}]"),
                                None => value,
                            }
                        })
                        .collect(),
                );
            }
        }
        if !self.links.is_empty() {
            let own = || unit.links.iter().filter_map(|&at| self.links.get(at));
            cell(
                own()
                    .map(|link| format!("{}[{}]", value(link.name), link.chain))
                    .collect(),
            );
            cell(
                own()
                    .map(|link| {
                        let (chain, number) = (link.chain, link.number);
                        format!("{}->{chain}-{number}", escape::value(link.cluster))
                    })
                    .collect(),
            );
        }
        for (layer, (features, _)) in &self.relations {
            let own = || {
                let all = unit
                    .relations
                    .iter()
                    .filter_map(|&at| self.structures.get(at));
                all.filter(|relation| *relation.kind == **layer)
            };
            for feature in features {
                cell(
                    own()
                        .map(|relation| value(relation.text(feature)))
                        .collect(),
                );
            }
            cell(own().map(|relation| self.tie(relation)).collect());
        }
        out.push('\n');
    }

    /// The cell of a relation: the unit at which it begins, with the numbers of both ends.
    fn tie(&self, relation: &Structure) -> String {
        let end = |name: &str| {
            relation
                .reference(name)
                .and_then(|id| self.by_id.get(&id))
                .copied()
        };
        let number = |end: Option<usize>| {
            end.and_then(|end| self.numbers.get(&end))
                .copied()
                .unwrap_or_default()
        };
        let (from, to) = (end("Governor"), end("Dependent"));
        let home = from.and_then(|from| self.units.get(*self.homes.get(from)?));
        let name = home.map_or(NOTHING, |unit| unit.name.as_str());
        format!("{name}[{}_{}]", number(from), number(to))
    }
}
