//! Events of brat: annotations with a trigger, and their arguments as roles.

use super::ROLE;
use super::draft::Draft;
use super::line::Line;
use super::reading::Reading;
use crate::found::Found;
use crate::steps;
use postil_core::diagnostic::clip;
use postil_core::model::{Fragment, Relation, Target};

impl Draft<'_> {
    /// Makes an annotation an event. brat lets several events share a trigger; each after the first
    /// is an annotation of its own over the same words.
    pub(super) fn event(
        &mut self,
        reading: &mut Reading,
        found: &mut Found,
        line: Line,
    ) -> Result<(), String> {
        self.is_new(line.name)?;
        let (class, trigger) = line
            .class
            .split_once(':')
            .ok_or("expected a trigger like `Type:T1`")?;
        let (label, id) = (self.label(class)?, self.name(trigger)?);
        let annotation = self.annotation(reading, &id);
        let annotation = annotation.ok_or("expected a trigger like `Type:T1`")?;
        if self.events.insert(id.clone()) {
            if annotation.label != label {
                let other = clip(&annotation.label);
                let remark = format!(
                    "its trigger {trigger} has another type, “{other}”; the mark has that of the event"
                );
                found.warning(line.place(), remark);
                annotation.label = label;
            }
            self.names.insert(line.name.to_owned(), id);
            return Ok(());
        }
        // Of a trigger with many pieces, each event that is refused would count them all.
        let bytes = *self.weights.entry(id.clone()).or_insert_with(|| {
            let weigh = |fragment: &Fragment| {
                steps::step();
                size_of::<Fragment>() + fragment.quote.len()
            };
            annotation.fragments.iter().map(weigh).sum()
        });
        reading.shared.take(bytes)?;
        let copy = self.annotation(reading, &id).cloned();
        let mut copy = copy.ok_or("expected a trigger like `Type:T1`")?;
        copy.label = label;
        copy.id = self.id(line.name).into();
        if let Some(candidates) = self.lost.get(&id).cloned() {
            self.lost.insert(copy.id.clone(), candidates);
        }
        self.names.insert(line.name.to_owned(), copy.id.clone());
        self.events.insert(copy.id.clone());
        self.add(reading, found, copy);
        Ok(())
    }

    /// Makes roles of the arguments of an event; leaves out those that cannot be read.
    pub(super) fn event_arguments(
        &mut self,
        reading: &mut Reading,
        found: &mut Found,
        line: Line,
    ) -> Result<(), String> {
        // A missing one has been reported.
        let Some(id) = self.names.get(line.name).cloned() else {
            return Ok(());
        };
        for argument in line.arguments.split(' ').filter(|a| !a.is_empty()) {
            let ends = match argument.split_once(':') {
                Some((role, to)) if !role.is_empty() => self.name(to).map(|to| (role, to)),
                _ => Err("expected `Role:T2`".to_owned()),
            };
            let (role, to) = match ends {
                Ok(ends) => ends,
                Err(message) => {
                    let message = format!("the argument “{}”: {message}", clip(argument));
                    found.left_out(line.place(), message);
                    continue;
                }
            };
            // The id of each begins with that of the event.
            reading.shared.take(id.as_str().len())?;
            let value = self.role(role);
            let number = self.arguments.entry(id.clone()).or_default();
            *number += 1;
            reading.project.relations.push(Relation {
                value,
                ..Relation::new(
                    format!("{id}:{number}").into(),
                    ROLE,
                    id.clone(),
                    Target::Annotation(to),
                )
            });
        }
        Ok(())
    }

    /// The name of an argument, which may end in a number. brat adds another one to arguments of the
    /// same name.
    fn role(&self, form: &str) -> String {
        const MAX_DIGITS: usize = 4;
        let mut role = form;
        for _ in 0..=MAX_DIGITS {
            if self.declared.has_value(ROLE, role) {
                return role.to_owned();
            }
            match role.strip_suffix(|c: char| c.is_ascii_digit()) {
                Some(shorter) => role = shorter,
                None => break,
            }
        }
        self.dialect().role(form)
    }
}
