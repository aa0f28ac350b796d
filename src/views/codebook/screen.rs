//! The screen of the codebook: its parts in a list, and the fields of one of them.

use super::session::{Part, Session, name_for};
use super::{
    attribute, fields, guidelines, label, layer, outline, reading, relation, remove, sample, save,
    soon, start, versions,
};
use crate::desk::Desk;
use crate::ui::icon::{Icon, icon};
use crate::ui::memo::memo;
use crate::ui::menu::{Item as MenuItem, Menu};
use crate::ui::roving;
use crate::ui::sentence::{t, tf};
use crate::ui::signal::ErasedSignal;
use crate::ui::view::{effect, live, part as view_part, ui};
use crate::views::topbar::HistoryButton;
use leptos::html;
use leptos::prelude::*;
use postil_core::codebook::{Home, Item};
use postil_core::edit::codebook;
use postil_core::model::Schema;
use postil_core::model::schema::{AttributeType, Form, Label, Layer, RelationType};
use std::sync::Arc;

/// What the screen shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Parts,
    Guidelines,
    Reading,
    Versions,
    Start,
}

const TABS: [(Tab, &str); 4] = [
    (Tab::Parts, t!("Labels and links")),
    (Tab::Guidelines, t!("Guidelines")),
    (Tab::Reading, t!("Read the rules")),
    (Tab::Versions, t!("Versions")),
];

/// The screen.
#[component]
pub fn Screen() -> AnyView {
    let session = Session::new(Desk::here());
    let tab = ErasedSignal::new(Tab::Parts);
    let back = move || tab.set(Tab::Parts);
    let tabs: Vec<_> = TABS
        .into_iter()
        .map(|(own, title)| {
            ui! {
                <button
                    type="button"
                    aria-pressed=live(move || (tab.get() == own).to_string())
                    on:click=move |_| tab.set(own)
                >
                    {title}
                </button>
            }
        })
        .collect();
    begin();
    let shown = move || {
        Some(match tab.get() {
            Tab::Parts => parts(session),
            Tab::Guidelines => guidelines::draw(session),
            Tab::Reading => reading::draw(session),
            Tab::Versions => versions::draw(session),
            Tab::Start => start::draw(session, back),
        })
    };
    ui! {
        <div class="codebook-bar">
            <div class="segments" role="group" aria-label=t!("Parts of the screen")>
                {tabs}
            </div>
            <HistoryButton redo=false />
            <HistoryButton redo=true />
            <button
                type="button"
                class="button"
                aria-pressed=live(move || (tab.get() == Tab::Start).to_string())
                on:click=move |_| tab.set(Tab::Start)
            >
                {t!("Start from…")}
            </button>
            <Menu
                label=t!("Download the codebook").to_owned()
                words="Download"
                picture=Icon::Download
                items=Arc::new(move || save::items(session))
            />
        </div>
        {view_part(shown)}
    }
}

/// Puts the focus on the part that is shown, or on what adds the first one, unless a person has put it
/// elsewhere while the screen was fetched.
fn begin() {
    request_animation_frame(move || {
        let Ok(Some(dialog)) = document().query_selector("dialog[open]") else {
            return;
        };
        let is_where_it_was = document().active_element().is_none_or(|element| {
            element
                .matches("body, .dialog-head button")
                .unwrap_or(false)
        });
        if is_where_it_was {
            roving::focus_first(&dialog, ".outline-row[tabindex='0'], .outline-foot button");
        }
    });
}

/// The parts in a list, and the fields of one of them.
fn parts(session: Session) -> AnyView {
    let desk = session.desk;
    let fields_node = NodeRef::<html::Div>::new();
    let opened = memo(move || session.opened.get());
    // What was just added is named first.
    effect(move || {
        let number = opened.get();
        if number > 0 && session.is_new.change(std::mem::take) == Some(true) {
            soon::soon(move || {
                let node = fields_node.try_get_untracked().flatten();
                let own = format!("[data-opened='{number}']");
                node.is_some_and(|node| {
                    matches!(node.query_selector(&own), Ok(Some(_))) && soon::name_first(&node)
                })
            });
        }
    });
    let fields = move || {
        opened.get();
        let item = session.chosen.get_untracked();
        Some(match item {
            Some(item) => part_fields(Part::new(session, item)),
            None => ui! {
                <p class="empty">{t!("The codebook is empty. Add a layer to begin with.")}</p>
            },
        })
    };
    ui! {
        <div class="codebook">
            <div class="codebook-outline">
                {outline::draw(session)}
                <div class="outline-foot">
                    <Menu
                        label=t!("Add to the codebook").to_owned()
                        words="Add"
                        items=Arc::new(move || additions(session))
                    />
                </div>
            </div>
            // Where nothing in it takes the focus, it is scrolled by keys all the same.
            <div
                class="codebook-part"
                role="group"
                aria-label=t!("The part")
                tabindex=live(move || desk.read_only.get().then_some("0"))
                node_ref=fields_node
            >
                {sample::line(session)}
                {view_part(move || {
                    let trouble = session.trouble.get();
                    trouble.map(|words| ui! {
                        <p class="trouble" role="alert">{icon(Icon::Warning)} <span>{words}</span></p>
                    })
                })}
                <fieldset class="fields" disabled=live(move || desk.read_only.get())>
                    <legend class="unseen">{t!("Fields of the part")}</legend>
                    {view_part(fields)}
                </fieldset>
            </div>
        </div>
    }
}

/// The fields of a part, as long as the codebook has it.
fn part_fields(part: Part) -> AnyView {
    let is_there = part.read(|schema, item| Some(item.is_listed(schema)));
    view_part(move || {
        Some(if is_there.get() {
            untrack(|| all_fields(part))
        } else {
            ui! { <p class="empty">{t!("It is no longer in the codebook.")}</p> }
        })
    })
    .into_any()
}

fn all_fields(part: Part) -> AnyView {
    let item = part.now();
    let kind = fields::kind_title(&item);
    let own = match item {
        Item::Layer(_) => layer::draw(part),
        Item::Label(_) => label::draw(part),
        Item::Attribute(..) | Item::Value(..) => attribute::draw(part),
        Item::Relation(_) | Item::RelationValue(..) => relation::draw(part),
    };
    ui! {
        <h3 class="part-kind" data-opened=part.session.opened.get_untracked().to_string()>
            {kind}
        </h3>
        {own}
        {remove::draw(part)}
    }
}

/// What can be added.
fn additions(session: Session) -> Vec<MenuItem> {
    let layer =
        session
            .chosen
            .with_untracked(|chosen| match super::session::home_of(chosen.as_ref()?)? {
                Home::Layer(layer) => Some(layer),
                Home::Clusters => None,
            });
    let layer = layer.or_else(|| {
        let desk = session.desk;
        desk.peek(|state| Some(state.schema().layers.first()?.name.clone()))
    });
    let titled = layer.as_ref().map(|name| {
        let title = session
            .desk
            .peek(|state| crate::desk::labels::brief(state.schema().title(name)));
        (name.clone(), title)
    });
    let mut items = vec![MenuItem::new("Layer", move || add_layer(session))];
    if let Some((layer, title)) = titled {
        let own = layer.clone();
        items.push(MenuItem::new(tf!("Label in {title}"), move || {
            add_label(session, &own)
        }));
        let home = Home::Layer(layer);
        items.push(MenuItem::new(tf!("Attribute of {title}"), move || {
            add_attribute(session, &home)
        }));
    }
    items.push(MenuItem::new(t!("Link type"), move || {
        add_relation(session)
    }));
    items.push(MenuItem::new(t!("Attribute of clusters"), move || {
        add_attribute(session, &Home::Clusters);
    }));
    let can = !session.desk.read_only.get_untracked();
    items.into_iter().map(|item| item.only_if(can)).collect()
}

/// The form that the fewest layers have: marks of two layers of one form look the same.
fn rarest_form(schema: &Schema) -> Form {
    let forms = [Form::Fill, Form::Dash, Form::Bracket];
    let of = |form: &Form| {
        let layers = schema.layers.iter();
        layers.filter(|layer| layer.form == *form).count()
    };
    forms.into_iter().min_by_key(of).unwrap_or_default()
}

fn add_layer(session: Session) {
    let title = t!("New layer");
    let name = session
        .desk
        .peek(|state| name_for(state.schema(), title, |name| Item::Layer(name.to_owned())));
    let layer = Layer {
        name: name.clone(),
        title: title.to_owned(),
        form: session.desk.peek(|state| rarest_form(state.schema())),
        ..Layer::default()
    };
    if session.change(|state, stamp| codebook::put_layer(state, layer, stamp)) {
        session.show_new(Item::Layer(name));
    }
}

fn add_label(session: Session, layer: &str) {
    let title = t!("New label");
    let full = |name: &str| Item::Label(format!("{layer}.{name}"));
    let name = session
        .desk
        .peek(|state| name_for(state.schema(), title, full));
    let label = Label {
        name: name.clone(),
        title: title.to_owned(),
        ..Label::default()
    };
    if session.change(|state, stamp| codebook::put_label(state, layer, label, stamp)) {
        session.show_new(full(&name));
    }
}

fn add_attribute(session: Session, home: &Home) {
    let title = t!("New attribute");
    let item = |name: &str| Item::Attribute(home.clone(), name.to_owned());
    let name = session
        .desk
        .peek(|state| name_for(state.schema(), title, item));
    let attribute = AttributeType {
        name: name.clone(),
        title: title.to_owned(),
        ..AttributeType::default()
    };
    if session.change(|state, stamp| codebook::put_attribute(state, home, attribute, stamp)) {
        session.show_new(item(&name));
    }
}

fn add_relation(session: Session) {
    let title = t!("New link type");
    let name = session.desk.peek(|state| {
        name_for(state.schema(), title, |name| {
            Item::Relation(name.to_owned())
        })
    });
    let kind = RelationType {
        name: name.clone(),
        title: title.to_owned(),
        ..RelationType::default()
    };
    if session.change(|state, stamp| codebook::put_relation_type(state, kind, stamp)) {
        session.show_new(Item::Relation(name));
    }
}
