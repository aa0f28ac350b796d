//! One sitting at the codebook: what is chosen in it, and how it is changed.

use crate::desk::Desk;
use crate::ui::memo::{ErasedMemo, memo};
use crate::ui::sentence::t;
use crate::ui::signal::ErasedSignal;
use postil_core::codebook::{Home, Item};
use postil_core::edit::Stamp;
use postil_core::edit::codebook::{self, Edit, Fault};
use postil_core::model::Schema;
use postil_core::model::schema::{AttributeType, Label, Layer, RelationType};
use postil_core::state::State;

/// A handle on the sitting; a copy is the same.
#[derive(Clone, Copy)]
pub struct Session {
    /// The desk of the page.
    pub desk: Desk,
    /// The part of the codebook that is shown.
    pub chosen: ErasedSignal<Option<Item>>,
    /// Counts how often another part was chosen: its fields are made anew then, and not when the part gets
    /// another name.
    pub opened: ErasedSignal<u64>,
    /// Whether the part that is shown was just added.
    pub is_new: ErasedSignal<bool>,
    /// The parts added in this sitting: their names are made of their titles while these are typed.
    fresh: ErasedSignal<Vec<Item>>,
    /// Why the last change was not made.
    pub trouble: ErasedSignal<Option<String>>,
}

impl Session {
    /// A sitting in which the first layer is chosen.
    pub fn new(desk: Desk) -> Self {
        let first = desk.peek(|state| {
            let layer = state.schema().layers.first()?;
            Some(Item::Layer(layer.name.clone()))
        });
        Self {
            desk,
            chosen: ErasedSignal::new(first),
            opened: ErasedSignal::new(0),
            is_new: ErasedSignal::new(false),
            fresh: ErasedSignal::new(Vec::new()),
            trouble: ErasedSignal::new(None),
        }
    }

    /// Shows a part.
    pub fn choose(self, item: Option<Item>) {
        self.trouble.set(None);
        self.chosen.set(item);
        self.opened.update(|opened| *opened += 1);
    }

    /// Shows a part that was added, ready to be named.
    pub fn show_new(self, item: Item) {
        self.fresh.update(|fresh| fresh.push(item.clone()));
        self.is_new.set(true);
        self.choose(Some(item));
    }

    /// Makes a change, and tells whether all is as wanted afterwards; says why not.
    pub fn change(self, edit: impl FnOnce(&State, Stamp) -> Edit) -> bool {
        self.change_in("", edit)
    }

    /// The same, as a part of the undo step of that key.
    pub fn change_in(self, sitting: &str, edit: impl FnOnce(&State, Stamp) -> Edit) -> bool {
        let done = match self.desk.stamped(edit) {
            Ok(None) => true,
            Ok(Some(change)) if sitting.is_empty() => self.desk.commit(change),
            Ok(Some(change)) => self.desk.commit(change.merging(sitting)),
            Err(fault) => {
                self.trouble.set(Some(in_words(fault)));
                return false;
            }
        };
        if self.trouble.with_untracked(Option::is_some) {
            self.trouble.set(None);
        }
        done
    }

    /// A piece of the codebook, which follows the project at once.
    pub fn piece<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&Schema) -> T + Send + Sync + 'static,
    ) -> ErasedMemo<T> {
        memo(move || self.desk.at_once(|state| read(state.schema())))
    }
}

/// The part whose fields are shown. It keeps its fields when its name changes.
#[derive(Clone, Copy)]
pub struct Part {
    /// The sitting.
    pub session: Session,
    /// Its name now.
    pub item: ErasedSignal<Item>,
}

impl Part {
    /// The part of an item.
    pub fn new(session: Session, item: Item) -> Self {
        Self {
            session,
            item: ErasedSignal::new(item),
        }
    }

    /// Its name now, untracked.
    pub fn now(self) -> Item {
        self.item.get_untracked()
    }

    /// Gives it another name in files, which everything follows.
    pub fn rename(self, to: &str) -> bool {
        let item = self.now();
        self.session
            .fresh
            .update(|fresh| fresh.retain(|new| *new != item));
        self.rename_in("", to.trim())
    }

    /// Lets the name of a part that was just added follow its title.
    pub fn follow_title(self, sitting: &str, title: &str) {
        let item = self.now();
        let session = self.session;
        if !session.fresh.with_untracked(|fresh| fresh.contains(&item))
            || slug(title) == item.name()
        {
            return;
        }
        let name = session
            .desk
            .peek(|state| name_for(state.schema(), title, |name| item.renamed(name)));
        if self.rename_in(sitting, &name) {
            let now = self.now();
            session.fresh.update(|fresh| {
                fresh.retain(|new| *new != item);
                fresh.push(now);
            });
        }
    }

    fn rename_in(self, sitting: &str, to: &str) -> bool {
        let item = self.now();
        let next = item.renamed(to);
        let done = self.session.change_in(sitting, |state, stamp| {
            codebook::rename(state, &item, to, stamp)
        });
        if done {
            self.item.set(next.clone());
            self.session.chosen.set(Some(next));
        }
        done
    }

    /// A piece of a layer.
    pub fn of_layer<T: PartialEq + Default + Send + Sync + 'static>(
        self,
        read: impl Fn(&Layer) -> T + Send + Sync + 'static,
    ) -> ErasedMemo<T> {
        self.read(move |schema, item| match item {
            Item::Layer(name) => schema.layer(name).map(&read),
            _ => None,
        })
    }

    /// A piece of a label.
    pub fn of_label<T: PartialEq + Default + Send + Sync + 'static>(
        self,
        read: impl Fn(&Label) -> T + Send + Sync + 'static,
    ) -> ErasedMemo<T> {
        self.read(move |schema, item| match item {
            Item::Label(name) => schema.label(name).map(&read),
            _ => None,
        })
    }

    /// A piece of an attribute.
    pub fn of_attribute<T: PartialEq + Default + Send + Sync + 'static>(
        self,
        read: impl Fn(&AttributeType) -> T + Send + Sync + 'static,
    ) -> ErasedMemo<T> {
        self.read(move |schema, item| match item {
            Item::Attribute(home, name) => home.attribute(schema, name).map(&read),
            _ => None,
        })
    }

    /// A piece of a relation type.
    pub fn of_relation<T: PartialEq + Default + Send + Sync + 'static>(
        self,
        read: impl Fn(&RelationType) -> T + Send + Sync + 'static,
    ) -> ErasedMemo<T> {
        self.read(move |schema, item| match item {
            Item::Relation(name) => schema.relation(name).map(&read),
            _ => None,
        })
    }

    /// Something that the codebook says of it, or the default once it is gone.
    pub fn read<T: PartialEq + Default + Send + Sync + 'static>(
        self,
        read: impl Fn(&Schema, &Item) -> Option<T> + Send + Sync + 'static,
    ) -> ErasedMemo<T> {
        let item = self.item;
        memo(move || {
            let desk = self.session.desk;
            item.with(|item| desk.at_once(|state| read(state.schema(), item)))
                .unwrap_or_default()
        })
    }

    /// Changes a layer, as a part of the undo step of that key.
    pub fn put_layer(self, sitting: &str, set: impl FnOnce(&mut Layer)) -> bool {
        let item = self.now();
        self.session.change_in(sitting, |state, stamp| {
            let mut layer = match &item {
                Item::Layer(name) => state.schema().layer(name).cloned(),
                _ => None,
            }
            .ok_or(Fault::Missing)?;
            set(&mut layer);
            codebook::put_layer(state, layer, stamp)
        })
    }

    /// Changes a label in the same way.
    pub fn put_label(self, sitting: &str, set: impl FnOnce(&mut Label)) -> bool {
        let item = self.now();
        self.session.change_in(sitting, |state, stamp| {
            let Item::Label(full) = &item else {
                return Err(Fault::Missing);
            };
            let mut label = state.schema().label(full).cloned().ok_or(Fault::Missing)?;
            set(&mut label);
            let layer = full.split_once('.').map_or("", |(layer, _)| layer);
            codebook::put_label(state, layer, label, stamp)
        })
    }

    /// Changes an attribute in the same way.
    pub fn put_attribute(self, sitting: &str, set: impl FnOnce(&mut AttributeType)) -> bool {
        let item = self.now();
        self.session.change_in(sitting, |state, stamp| {
            let Item::Attribute(home, name) = &item else {
                return Err(Fault::Missing);
            };
            let mut attribute = home
                .attribute(state.schema(), name)
                .cloned()
                .ok_or(Fault::Missing)?;
            set(&mut attribute);
            codebook::put_attribute(state, home, attribute, stamp)
        })
    }

    /// Changes a relation type in the same way.
    pub fn put_relation(self, sitting: &str, set: impl FnOnce(&mut RelationType)) -> bool {
        let item = self.now();
        self.session.change_in(sitting, |state, stamp| {
            let mut kind = match &item {
                Item::Relation(name) => state.schema().relation(name).cloned(),
                _ => None,
            }
            .ok_or(Fault::Missing)?;
            set(&mut kind);
            codebook::put_relation_type(state, kind, stamp)
        })
    }
}

/// Where the attributes of a part are: those of its layer.
pub fn home_of(item: &Item) -> Option<Home> {
    match item {
        Item::Layer(layer) => Some(Home::Layer(layer.clone())),
        Item::Label(label) => {
            let layer = label
                .split_once('.')
                .map_or(label.as_str(), |(layer, _)| layer);
            Some(Home::Layer(layer.to_owned()))
        }
        Item::Attribute(home, _) | Item::Value(home, ..) => Some(home.clone()),
        Item::Relation(_) | Item::RelationValue(..) => None,
    }
}

/// Why a change was not made, for a person.
pub fn in_words(fault: Fault) -> String {
    let why = match fault {
        Fault::Empty => t!("A name cannot be empty."),
        Fault::Dot => {
            t!("The name of a layer cannot have a dot: it separates layer and label in files.")
        }
        Fault::Taken => t!("The codebook has another one of that name."),
        Fault::InUse => {
            t!(
                "Marks have that name already, although the codebook does not list it: they could not be told apart."
            )
        }
        Fault::Missing => t!("It is no longer in the codebook."),
        Fault::NoReplacement => t!("Choose what takes its place."),
    };
    why.to_owned()
}

/// A name for files, made of a title: small letters and digits, joined by hyphens, and not yet taken.
pub fn name_for(schema: &Schema, title: &str, item: impl Fn(&str) -> Item) -> String {
    let name = slug(title);
    let is_free = |name: &str| codebook::fault(schema, &item(name)).is_none();
    if is_free(&name) {
        return name;
    }
    // Of so many names, one more than there are parts is free.
    let mut numbered = (2..).map(|number: usize| format!("{name}-{number}"));
    numbered.find(|name| is_free(name)).unwrap_or_default()
}

/// Small letters and digits of a title, joined by hyphens.
fn slug(title: &str) -> String {
    let mut name = String::new();
    for c in title.trim().chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_alphanumeric() => name.push(c),
            _ if name.ends_with('-') || name.is_empty() => {}
            _ => name.push('-'),
        }
    }
    match name.trim_end_matches('-') {
        "" => "new".to_owned(),
        name => name.to_owned(),
    }
}

/// The full name of a new label in the layer of another one.
pub fn free_label(schema: &Schema, beside: &str, title: &str) -> String {
    let layer = beside.split_once('.').map_or(beside, |(layer, _)| layer);
    name_for(schema, title, |name| Item::Label(format!("{layer}.{name}")))
}
