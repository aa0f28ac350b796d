//! Tells what of a CAS is not read.

use super::parts::Parts;
use super::role::Role;
use super::slots::Slots;
use crate::cas::structure::{Feature, Structure};
use crate::found::Found;
use postil_core::diagnostic::clip;
use std::collections::HashSet;

/// Warns of what is not read: references other than links, and structures that lie nowhere.
pub(super) fn tell(
    found: &mut Found,
    file: &str,
    parts: &Parts,
    structures: &[Structure],
    slots: &Slots,
) {
    let mut told = HashSet::new();
    for (role, s) in parts.roles.iter().zip(structures) {
        let refers = |value: &Feature| !matches!(value, Feature::Text(_));
        match role {
            Role::Mark => {
                for (name, _) in s.features.iter().filter(|(_, value)| refers(value)) {
                    let of_chain = matches!(&**name, "next" | "mention");
                    if !of_chain && told.insert((&s.kind, Some(name))) {
                        let (kind, name) = (clip(s.short()), clip(name));
                        let message = format!("`{name}` of {kind} refers to other structures");
                        found.left_out(file, message);
                    }
                }
            }
            Role::Nowhere if !slots.kinds.contains(&s.kind) && told.insert((&s.kind, None)) => {
                let kind = clip(s.short());
                found.left_out(file, format!("{kind} marks no place in the text"));
            }
            _ => {}
        }
    }
}
