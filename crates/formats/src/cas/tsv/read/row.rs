//! Reads one line: the annotations of a token, or of a part of one.

use super::super::{LINK_FEATURES, NO_VALUE, NOTHING, escape};
use super::columns::{Column, Kind};
use super::draft::{Draft, End, Pending, Unit, UnitId};
use crate::cas::structure::{Feature, Name, Structure};
use postil_core::diagnostic::clip;

/// Reads the values of one line by their columns. Leaves out those that cannot be read.
///
/// # Errors
/// When the token appears twice.
pub(super) fn read(
    draft: &mut Draft,
    line: usize,
    (id, offsets): (UnitId, (usize, usize)),
    columns: &[Column],
    values: &[&str],
) -> Result<(), String> {
    draft.line = line;
    if draft.units.contains_key(&id) {
        return Err(format!("the token {id} appears twice"));
    }
    let mut row = Row {
        draft,
        line,
        id,
        unit: Unit::new(offsets),
        offsets,
    };
    for (at, (column, cell)) in columns.iter().zip(values).enumerate() {
        if *cell == NOTHING {
            continue;
        }
        let next = values.get(at + 1).copied().unwrap_or(NOTHING);
        if let Err(message) = row.cell(column, cell, next) {
            let layer = row.draft.layers.get(column.layer);
            let message = format!("{}: {message}", clip(layer.map_or("", |name| name)));
            row.draft.leave_out(line, message);
        }
    }
    let unit = row.unit;
    draft.units.insert(id, unit);
    Ok(())
}

/// A line while its values are read.
struct Row<'a> {
    draft: &'a mut Draft,
    line: usize,
    id: UnitId,
    unit: Unit,
    /// In UTF-16 units.
    offsets: (usize, usize),
}

impl Row<'_> {
    /// Reads a cell; some need the one beside it.
    fn cell(&mut self, column: &Column, cell: &str, next: &str) -> Result<(), String> {
        let stack = escape::split(cell, '|');
        match column.kind {
            Kind::LinkType { first: true } => {
                return self.links(column.layer, &stack, &escape::split(next, '|'));
            }
            Kind::LinkRelation { first: true } => {
                return self.links(column.layer, &escape::split(next, '|'), &stack);
            }
            _ => {}
        }
        let mut stack = (0..).zip(stack);
        stack.try_for_each(|(index, value)| self.value(column, index, value))
    }

    fn value(&mut self, column: &Column, index: usize, cell: &str) -> Result<(), String> {
        let layer = column.layer;
        match &column.kind {
            Kind::Span(feature) => {
                let (value, number) = numbered(cell)?;
                let at = self.span(layer, index, number)?;
                self.feature(at, feature, value);
            }
            Kind::Role(feature) => {
                let (roles, number) = numbered(cell)?;
                let at = self.span(layer, index, number)?;
                let slot = (at, feature.clone());
                (self.draft.slots)
                    .entry(slot)
                    .or_insert_with(|| Some(roles.to_owned()));
            }
            Kind::Target(feature, kind) => self.slots(column, index, (feature, kind), cell)?,
            Kind::Relation(feature) => {
                let at = self.stacked(layer, index, None);
                self.feature(at, feature, escape::suffix(cell).0);
            }
            Kind::Base(kind) => {
                let relation = self.stacked(layer, index, None);
                let (unit, numbers) = escape::suffix(cell);
                let both = numbers.unwrap_or("0_0").split_once('_');
                let read = both.and_then(|(from, to)| {
                    Some((UnitId::read(unit)?, from.parse().ok()?, to.parse().ok()?))
                });
                let Some((unit, from, to)) = read else {
                    self.draft.loose.insert(relation);
                    let cell = clip(cell);
                    return Err(format!(
                        "expected a token like 1-1 or 1-1[2_3], found “{cell}”"
                    ));
                };
                self.draft.pending.push(Pending {
                    line: self.line,
                    relation,
                    from: End::Unit(unit, kind.clone(), from),
                    to: End::Unit(self.id, kind.clone(), to),
                });
            }
            Kind::LinkType { .. } | Kind::LinkRelation { .. } => {}
        }
        Ok(())
    }

    fn feature(&mut self, at: usize, feature: &Name, value: &str) {
        if value != NO_VALUE && !feature.is_empty() {
            let value = Feature::Text(escape::plain_value(value));
            self.draft.set(at, feature, value);
        }
    }

    /// The annotation at an index of this unit's stack. A new one has these offsets, or none yet.
    fn stacked(&mut self, layer: usize, index: usize, offsets: Option<(usize, usize)>) -> usize {
        if let Some(&at) = self.unit.stack(layer).get(index) {
            return at;
        }
        let at = self.add(layer, offsets);
        self.unit.push(layer, at);
        at
    }

    /// Adds an annotation of a layer.
    fn add(&mut self, layer: usize, offsets: Option<(usize, usize)>) -> usize {
        let kind = self.draft.layers.get(layer).cloned();
        self.draft.add(kind.unwrap_or_else(|| "".into()), offsets)
    }

    /// The span at an index of this unit's stack: one that goes on if its number is known.
    fn span(&mut self, layer: usize, index: usize, number: usize) -> Result<usize, String> {
        let known = index < self.unit.stack(layer).len();
        if known || number == 0 {
            return Ok(self.stacked(layer, index, Some(self.offsets)));
        }
        let Some(&at) = self.draft.numbered.get(&number) else {
            let at = self.stacked(layer, index, Some(self.offsets));
            self.draft.numbered.insert(number, at);
            return Ok(at);
        };
        let kind = self.draft.layers.get(layer);
        match self.draft.structures.get_mut(at) {
            Some(span) if Some(&span.kind) == kind => go_on(span, self.offsets),
            _ => {
                return Err(format!(
                    "[{number}] is the number of an annotation of another layer"
                ));
            }
        }
        self.unit.push(layer, at);
        Ok(at)
    }

    /// Reads the links of chains that begin or continue here.
    fn links(&mut self, layer: usize, kinds: &[&str], relations: &[&str]) -> Result<(), String> {
        if kinds.len() != relations.len() {
            return Err(format!(
                "expected as many relations as types, found {} and {}",
                relations.len(),
                kinds.len()
            ));
        }
        let [of_type, of_relation] = LINK_FEATURES.map(Name::from);
        for (kind, relation) in kinds.iter().zip(relations) {
            let link = relation.rsplit_once("->").and_then(|(value, link)| {
                let (chain, number) = link.split_once('-')?;
                Some((value, chain.parse().ok()?, number.parse().ok()?))
            });
            let Some((value, chain, number)) = link else {
                let relation = clip(relation);
                return Err(format!(
                    "expected the link of a chain, like *->1-2, found “{relation}”"
                ));
            };
            let chain = self.draft.chains.entry((layer, chain)).or_default();
            let at = match chain.get(&number).copied() {
                Some(at) => {
                    if let Some(link) = self.draft.structures.get_mut(at) {
                        go_on(link, self.offsets);
                    }
                    at
                }
                None => {
                    chain.insert(number, self.draft.structures.len());
                    self.add(layer, Some(self.offsets))
                }
            };
            self.unit.push(layer, at);
            self.feature(at, &of_type, escape::suffix(kind).0);
            self.feature(at, &of_relation, value);
        }
        Ok(())
    }

    /// Reads the targets of a slot feature, which become relations.
    fn slots(
        &mut self,
        column: &Column,
        index: usize,
        (feature, kind): (&Name, &Name),
        cell: &str,
    ) -> Result<(), String> {
        let host = self.stacked(column.layer, index, Some(self.offsets));
        // The first line of the host has them all.
        let slot = self.draft.slots.insert((host, feature.clone()), None);
        let Some(roles) = slot
            .flatten()
            .filter(|roles| roles != NOTHING && cell != NO_VALUE)
        else {
            return Ok(());
        };
        let (roles, targets) = (escape::split(&roles, ';'), escape::split(cell, ';'));
        if roles.len() != targets.len() {
            return Err(format!(
                "expected as many targets as roles, found {} and {}",
                targets.len(),
                roles.len()
            ));
        }
        let value = Name::from("value");
        for (role, target) in roles.iter().zip(targets) {
            let (unit, number) = numbered(target)?;
            let Some(unit) = UnitId::read(unit) else {
                let target = clip(target);
                return Err(format!(
                    "expected a token like 1-1 or 1-1[2], found “{target}”"
                ));
            };
            let relation = self.draft.add(feature.clone(), Some(self.offsets));
            self.feature(relation, &value, role);
            self.draft.pending.push(Pending {
                line: self.line,
                relation,
                from: End::Known(host),
                to: End::Unit(unit, kind.clone(), number),
            });
        }
        Ok(())
    }
}

/// Extends a span to the end of another unit.
fn go_on(span: &mut Structure, offsets: (usize, usize)) {
    let begin = span.offsets.map_or(offsets.0, |(begin, _)| begin);
    span.offsets = Some((begin, offsets.1));
}

/// Splits a cell into its value and its number, 0 if it has none.
fn numbered(cell: &str) -> Result<(&str, usize), String> {
    let (value, number) = escape::suffix(cell);
    match number.map(str::parse) {
        None => Ok((value, 0)),
        Some(Ok(number)) => Ok((value, number)),
        Some(Err(_)) => {
            let cell = clip(cell);
            Err(format!("expected a number in brackets, found “{cell}”"))
        }
    }
}
