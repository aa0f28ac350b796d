//! The fields of a link type: a type of relations.

use super::session::Part;
use super::{fields, keys, names, values};
use crate::ui::sentence::t;
use crate::ui::view::ui;
use leptos::prelude::*;

/// Draws them.
pub fn draw(part: Part) -> AnyView {
    let session = part.session;
    let ends = names::of_marks(part);
    ui! {
        {fields::text(
            session,
            "Title",
            "",
            part.of_relation(|kind| kind.title.clone()),
            move |words, sitting| {
                let is_put = part.put_relation(sitting, |kind| words.clone_into(&mut kind.title));
                part.follow_title(sitting, words);
                is_put
            },
        )}
        {fields::name(part, t!("The name in files"))}
        {keys::field(
            session,
            part.of_relation(|kind| kind.key),
            || None,
            move |key| part.put_relation("", |kind| kind.key = key),
        )}
        {names::field(
            part,
            "From",
            t!("Any mark"),
            part.of_relation(|kind| kind.from.clone()),
            ends,
            move |names| {
                part.put_relation("", |kind| kind.from = names);
            },
        )}
        {names::field(
            part,
            "To",
            t!("Any mark"),
            part.of_relation(|kind| kind.to.clone()),
            ends,
            move |names| {
                part.put_relation("", |kind| kind.to = names);
            },
        )}
        {values::field(
            part,
            part.of_relation(|kind| kind.values.clone()),
            move |values| part.put_relation("", |kind| kind.values = values),
        )}
        {fields::switch(
            "Symmetric",
            t!("Both directions mean the same"),
            part.of_relation(|kind| kind.symmetric),
            move |on| {
                part.put_relation("", |kind| kind.symmetric = on);
            },
        )}
        {fields::switch(
            "Required",
            t!("Each mark it can start from needs one, if From names any"),
            part.of_relation(|kind| kind.required),
            move |on| {
                part.put_relation("", |kind| kind.required = on);
            },
        )}
        {fields::rule(
            session,
            "Rule",
            t!("When to link, and in which direction. Markdown."),
            part.of_relation(|kind| kind.description.clone()),
            move |words, sitting| part.put_relation(sitting, |kind| words.clone_into(&mut kind.description)),
        )}
    }
}
