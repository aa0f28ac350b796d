//! The relations of a mark, in both directions.

use super::shown::Shown;
use crate::article;
use crate::desk::command::Command;
use crate::desk::{Desk, labels};
use crate::ui::form_glyph::{Glyph, Look};
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::menu::{Item, Items, Menu};
use crate::ui::sentence::{t, tf};
use crate::ui::view::{each, live, part, ui, when};
use crate::views::field;
use leptos::prelude::*;
use postil_core::edit;
use postil_core::model::{Annotation, AnnotationId, ClusterId, Relation, RelationId, Target};
use postil_core::state::State;
use std::sync::Arc;

/// One relation, seen from the mark.
#[derive(Clone, PartialEq)]
struct Line {
    id: RelationId,
    title: String,
    /// Whether it ends at the mark.
    arrives: bool,
    value: String,
    values: Vec<String>,
    end: End,
}

/// The other end of a relation.
#[derive(Clone, PartialEq)]
struct End {
    look: Option<Look>,
    words: String,
    /// Words of the article, not of the program.
    is_quote: bool,
    /// Its article and date, if it is in another article.
    from: Option<String>,
    target: Target,
}

/// The relations of the mark.
#[component]
pub fn Relations(shown: Shown) -> AnyView {
    let desk = Desk::here();
    let lines = memo(move || {
        shown.with(|annotation| {
            let annotation = annotation.as_ref();
            desk.with(|state| annotation.map_or_else(Vec::new, |a| lines(state, a)))
        })
    });
    let choices = move || {
        let annotation = shown.get_untracked();
        annotation.map_or_else(Vec::new, |a| choices(desk, &a))
    };
    let choices: Items = Arc::new(choices);
    ui! {
        <section class="links" aria-label="Relations">
            <ul>
                {each(
                    move || lines.get(),
                    |line| line.id.as_str().to_owned(),
                    move |line| ui! { <Row id=line.id lines /> },
                )}
            </ul>
            {when(
                move || !desk.read_only.get(),
                move || ui! {
                    <Menu label=t!("Add a relation").to_owned() words=t!("Add a relation") items=choices.clone() />
                },
            )}
        </section>
    }
}

#[component]
fn Row(id: RelationId, lines: ErasedMemo<Vec<Line>>) -> AnyView {
    let desk = Desk::here();
    let line = memo(move || lines.with(|lines| lines.iter().find(|line| line.id == id).cloned()));
    let value = memo(move || {
        line.with(|line| {
            line.as_ref()
                .map_or_else(String::new, |line| line.value.clone())
        })
    });
    // A change of the value redraws nothing else, so that its field keeps the focus.
    let rest = memo(move || {
        let mut line = line.get()?;
        line.value.clear();
        Some(line)
    });
    part(move || rest.get().map(|line| draw(desk, line, value))).into_any()
}

fn draw(desk: Desk, line: Line, value: ErasedMemo<String>) -> AnyView {
    let Line {
        id,
        title,
        arrives,
        values,
        end,
        ..
    } = line;
    let target = end.target.clone();
    let remove = {
        let id = id.clone();
        move |event| {
            field::stay(&event);
            desk.commit(desk.peek(|state| edit::unrelate(state, &id)));
        }
    };
    let label = tf!("Remove the relation “{title}”");
    let choose = (!values.is_empty()).then(|| value_choice(desk, id, &title, value, values));
    let title = if arrives {
        // Read against its direction.
        ui! {
            <span class="kind">
                <span class="unseen">{t!("Incoming: ")}</span>
                <span aria-hidden="true">"← "</span>
                {title}
            </span>
        }
    } else {
        ui! { <span class="kind">{title}</span> }
    };
    ui! {
        <li class="link-row">
            {title}
            <div class="stack">
                <button type="button" class="chip" on:click=move |_| go(desk, &target)>
                    {end.look.map(|look| ui! { <Glyph look /> })}
                    <span class="words" class:quote=end.is_quote>
                        {end.words}
                    </span>
                </button>
                {end.from.map(|from| ui! { <p class="from">{from}</p> })}
                {choose}
            </div>
            <button
                type="button"
                class="icon-button small"
                aria-label=label.clone()
                title=label
                disabled=live(move || desk.read_only.get())
                on:click=remove
            >
                {icon(Icon::Close)}
            </button>
        </li>
    }
}

/// The choice of the value of a relation, for example the role of a `role`.
fn value_choice(
    desk: Desk,
    id: RelationId,
    title: &str,
    value: ErasedMemo<String>,
    mut values: Vec<String>,
) -> AnyView {
    // A value that the schema does not list is offered while the relation has it.
    let now = value.get_untracked();
    if !now.is_empty() && !values.contains(&now) {
        values.push(now);
    }
    let option = |choice: String| {
        let (own, words) = (choice.clone(), labels::brief(&choice));
        ui! {
            <option value=choice.clone() selected=live(move || value.with(|value| *value == own))>
                {words}
            </option>
        }
        .into_any()
    };
    let options: Vec<_> = values.into_iter().map(option).collect();
    let choose = move |event| {
        let value = event_target_value(&event);
        desk.commit(desk.peek(|state| edit::set_value(state, &id, &value)));
    };
    ui! {
        <select
            class="input"
            aria-label=title.to_owned()
            disabled=live(move || desk.read_only.get())
            on:change=choose
            on:keydown=field::leave_on_escape
        >
            <option value="">{t!("Not stated")}</option>
            {options}
        </select>
    }
}

/// Selects the other end; for a cluster, its first mention.
fn go(desk: Desk, target: &Target) {
    let id = match target {
        Target::Annotation(id) => Some(id.clone()),
        Target::Cluster(id) => first_mention(desk, id),
    };
    if let Some(id) = id {
        desk.select_mark(&id);
        article::focus();
    }
}

fn first_mention(desk: Desk, id: &ClusterId) -> Option<AnnotationId> {
    desk.peek(|state| {
        let mentions = crate::desk::mentions::mentions(state, id);
        mentions.into_iter().next().map(|mention| mention.id)
    })
}

/// The kinds of relations that can begin at the mark.
fn choices(desk: Desk, annotation: &Annotation) -> Vec<Item> {
    desk.peek(|state| {
        let kinds = state.schema().relations.iter();
        let item = |kind: &postil_core::model::schema::RelationType| {
            let command = Command::Relate(kind.name.clone());
            Item::new(labels::brief(&kind.title), move || {
                article::focus();
                command.run(desk);
            })
        };
        kinds
            .filter(|kind| kind.starts_at(&annotation.label))
            .map(item)
            .collect()
    })
}

/// The relations of an annotation in the order of the schema, those that begin at it first.
fn lines(state: &State, annotation: &Annotation) -> Vec<Line> {
    let schema = state.schema();
    let order = |relation: &Relation| {
        let rank = schema
            .relations
            .iter()
            .position(|k| k.name == relation.kind);
        (relation.from != annotation.id, rank.unwrap_or(usize::MAX))
    };
    let mut relations: Vec<&Relation> = state.relations_of(&annotation.id).collect();
    relations.sort_by_key(|relation| order(relation));
    let line = |relation: &Relation| {
        let kind = schema.relation(&relation.kind);
        let arrives = relation.from != annotation.id;
        let other = if arrives {
            Target::Annotation(relation.from.clone())
        } else {
            relation.to.clone()
        };
        Line {
            id: relation.id.clone(),
            title: labels::brief(kind.map_or(&relation.kind, |kind| &kind.title)),
            arrives,
            value: relation.value.clone(),
            values: kind.map_or_else(Vec::new, |kind| kind.values.clone()),
            end: end(state, annotation, other),
        }
    };
    relations.into_iter().map(line).collect()
}

fn end(state: &State, from: &Annotation, target: Target) -> End {
    match &target {
        Target::Annotation(id) => {
            let other = state.annotation(id);
            let document = other.and_then(|other| state.document(&other.document));
            let elsewhere = other.is_some_and(|other| other.document != from.document);
            let from_article = document.filter(|_| elsewhere).map(|document| {
                format!(
                    "{}, {}",
                    labels::article_name(document),
                    labels::brief(&document.meta().published.in_words())
                )
            });
            End {
                look: labels::look(state, id),
                words: other.map_or_else(String::new, |other| labels::snippet(state, other, 140)),
                is_quote: true,
                from: from_article,
                target,
            }
        }
        Target::Cluster(id) => {
            let cluster = state.cluster(id);
            let member = cluster.and_then(|cluster| cluster.members().first());
            End {
                look: member.and_then(|id| labels::look(state, id)),
                words: cluster.map_or_else(String::new, |c| labels::brief(&c.record().name)),
                is_quote: false,
                from: cluster.map(|c| labels::count(c.members().len(), "mention")),
                target,
            }
        }
    }
}
