//! What is compared of each annotation and cluster, found once.

use super::form::{Form, Kind};
use super::sentence::sentence;
use super::sort::Sort;
use super::symbols::{Symbol, Symbols};
use postil_core::change::Change;
use postil_core::model::{Annotation, AnnotationId, Cluster, ClusterId};
use postil_core::state::{DocumentState, State};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

/// Aliases of a cluster that are looked at.
const MAX_ALIASES: usize = 64;
/// Forms of one key that are looked at; what is that frequent says little.
const MAX_OF_KEY: usize = 3_000;
/// Forms that one form is compared with.
const MAX_COMPARED: usize = 4_000;

/// What is compared of the annotations of a project. It is over the state that it was built from;
/// [`Index::follow`] takes it along with a change.
///
/// Annotations with the same words and the same label share one entry, so that it grows with the number
/// of different quotes: by about half a kilobyte each.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// The documents still to read.
    documents: Range<usize>,
    /// Whether the names of clusters are still to read.
    names_to_read: bool,
    symbols: Symbols,
    entries: Vec<Entry>,
    /// The entry of a label and a quote, the latter by its hash.
    by_quote: HashMap<(Symbol, u64), u32>,
    by_key: HashMap<(Symbol, Key), Vec<u32>>,
    entry_of: HashMap<AnnotationId, u32>,
    /// The number of entries in a layer.
    of_layer: HashMap<Symbol, usize>,
    names: HashMap<ClusterId, Named>,
    /// The stems of the sentence around each event and claim.
    sentences: HashMap<AnnotationId, Box<[Symbol]>>,
    /// In how many of those sentences a stem is.
    having: HashMap<Symbol, u32>,
}

/// Annotations with the same words and the same label.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) label: Symbol,
    pub(crate) layer: Symbol,
    pub(crate) sort: Sort,
    pub(crate) form: Form,
    /// By document and place as far as they were there when the index was built, else as they came.
    pub(crate) annotations: Vec<AnnotationId>,
}

/// A cluster's name and aliases.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    name: String,
    aliases: Vec<String>,
    sort: Sort,
    /// The form of the name, then those of the aliases.
    pub(crate) forms: Vec<Form>,
}

/// What entries have in common if they can be alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    Whole(Symbol),
    Name(Symbol),
    Sound(Symbol),
    Letters(Symbol),
    Country(Symbol),
    Head(Symbol),
    Deed(Symbol),
    Stem(Symbol),
}

impl Index {
    /// Begins an index, to be stepped. What is not read yet is not found.
    pub fn begin(state: &State) -> Self {
        Self {
            documents: 0..state.documents().len(),
            names_to_read: true,
            ..Self::default()
        }
    }

    /// Builds a whole index. O(length of all quotes).
    pub fn of(state: &State) -> Self {
        let mut index = Self::begin(state);
        while index.step(state) {}
        index
    }

    /// Reads the next document, at last the names of the clusters, and tells whether there is more to do.
    /// O(length of the quotes of the document).
    pub fn step(&mut self, state: &State) -> bool {
        match self
            .documents
            .next()
            .and_then(|at| state.documents().get(at))
        {
            Some(document) => {
                for &slot in document.order() {
                    if let Some(annotation) = state.at(slot) {
                        self.insert(document, annotation, &state.quote(annotation));
                    }
                }
            }
            None => {
                self.documents = 0..0;
                if std::mem::take(&mut self.names_to_read) {
                    self.read_names(state);
                }
            }
        }
        !self.is_done()
    }

    /// Whether everything is read.
    pub fn is_done(&self) -> bool {
        self.documents.is_empty() && !self.names_to_read
    }

    /// Follows a change of the state; `state` is as it is afterwards. O(length of the quotes that were
    /// touched), and where links changed O(clusters). Where documents came, went or moved while the index
    /// is being built, and where everything may be different, it is begun again and is to be stepped.
    pub fn follow(&mut self, state: &State, change: &Change) {
        if change.everything || !self.documents.is_empty() && !change.documents.is_empty() {
            *self = Self::begin(state);
            return;
        }
        for touched in &change.annotations {
            self.remove(&touched.id);
            let annotation = state.annotation(&touched.id);
            if let Some(annotation) = annotation
                && let Some(document) = state.document(&annotation.document)
            {
                self.insert(document, annotation, &state.quote(annotation));
            }
        }
        if change.links {
            self.read_names(state);
        }
    }

    fn insert(&mut self, document: &DocumentState, annotation: &Annotation, quote: &str) {
        if self.entry_of.contains_key(&annotation.id) {
            return;
        }
        let label = self.symbols.of(&annotation.label);
        let mut hasher = DefaultHasher::new();
        quote.hash(&mut hasher);
        let key = (label, hasher.finish());
        let at = match self.by_quote.get(&key) {
            Some(at) => *at,
            None => {
                let at = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
                let layer = self.symbols.of(annotation.layer());
                let sort = Sort::of(&annotation.label);
                let form = Form::of(quote, sort, &mut self.symbols);
                for key in keys(&form, sort) {
                    self.by_key.entry((layer, key)).or_default().push(at);
                }
                *self.of_layer.entry(layer).or_default() += 1;
                self.entries.push(Entry {
                    label,
                    layer,
                    sort,
                    form,
                    annotations: Vec::new(),
                });
                self.by_quote.insert(key, at);
                at
            }
        };
        let alias = alias_after(document, annotation).map(|alias| self.symbols.of(&alias));
        let Some(entry) = self.entries.get_mut(at as usize) else {
            return;
        };
        entry.annotations.push(annotation.id.clone());
        if let Some(alias) = alias
            && !entry.form.aliases.contains(&alias)
        {
            entry.form.aliases.push(alias);
            let key = (entry.layer, Key::Letters(alias));
            self.by_key.entry(key).or_default().push(at);
        }
        if entry.sort == Sort::Happening {
            let sentence = sentence(document, annotation, &mut self.symbols);
            for stem in &sentence {
                *self.having.entry(*stem).or_default() += 1;
            }
            self.sentences
                .insert(annotation.id.clone(), sentence.into());
        }
        self.entry_of.insert(annotation.id.clone(), at);
    }

    fn remove(&mut self, id: &AnnotationId) {
        let Some(at) = self.entry_of.remove(id) else {
            return;
        };
        if let Some(entry) = self.entries.get_mut(at as usize) {
            entry.annotations.retain(|other| other != id);
        }
        for stem in self.sentences.remove(id).iter().flatten() {
            if let Some(having) = self.having.get_mut(stem) {
                *having = having.saturating_sub(1);
            }
        }
    }

    /// Reads the names and aliases of clusters that are new or have changed. O(clusters).
    fn read_names(&mut self, state: &State) {
        self.names.retain(|id, _| state.cluster(id).is_some());
        for cluster in state.clusters() {
            let record = cluster.record();
            let first = cluster
                .members()
                .first()
                .and_then(|id| state.annotation(id));
            let sort = first.map_or(Sort::Any, |first| Sort::of(&first.label));
            let aliases = aliases(record);
            let known = self.names.get(&record.id);
            if known.is_some_and(|it| {
                it.name == record.name && it.sort == sort && it.aliases == aliases
            }) {
                continue;
            }
            let names = std::iter::once(&record.name).chain(&aliases);
            let forms = names
                .map(|name| Form::of(name, sort, &mut self.symbols))
                .collect();
            let named = Named {
                name: record.name.clone(),
                aliases,
                sort,
                forms,
            };
            self.names.insert(record.id.clone(), named);
        }
    }

    pub(crate) fn symbols(&self) -> &Symbols {
        &self.symbols
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(crate) fn entry(&self, at: u32) -> Option<&Entry> {
        self.entries.get(at as usize)
    }

    pub(crate) fn entry_of(&self, id: &AnnotationId) -> Option<(u32, &Entry)> {
        let at = *self.entry_of.get(id)?;
        Some((at, self.entry(at)?))
    }

    pub(crate) fn named(&self, id: &ClusterId) -> Option<&Named> {
        self.names.get(id)
    }

    /// How rare a stem is in a layer: 1.0 for a word that is there once, less for those that many quotes
    /// have, after the inverse document frequency (Spärck Jones 1972) over the different quotes.
    pub(crate) fn weight(&self, layer: Symbol, stem: Symbol) -> f64 {
        let all = self.of_layer.get(&layer).copied().unwrap_or_default() as f64;
        let having = self
            .by_key
            .get(&(layer, Key::Stem(stem)))
            .map_or(0, Vec::len);
        let having = (having as f64).max(1.0);
        ((1.0 + all / having).ln() / (1.0 + all).max(2.0).ln()).min(1.0)
    }

    /// The stems of the sentence around an event or a claim, ascending.
    pub(crate) fn sentence(&self, id: &AnnotationId) -> &[Symbol] {
        self.sentences.get(id).map_or(&[], |stems| stems)
    }

    /// In how many sentences around events and claims a stem is, and how rare that makes it, as in
    /// [`Index::weight`].
    pub(crate) fn around(&self, stem: Symbol) -> (u32, f64) {
        let having = self.having.get(&stem).copied().unwrap_or_default().max(1);
        let all = self.sentences.len() as f64;
        let weight = ((1.0 + all / f64::from(having)).ln() / (1.0 + all).max(2.0).ln()).min(1.0);
        (having, weight * weight)
    }

    /// The entries that can be like one, without itself, each once, ascending. O(their number), bounded.
    pub(crate) fn alike(&self, at: u32) -> Vec<u32> {
        let Some(entry) = self.entry(at) else {
            return Vec::new();
        };
        let keys = keys(&entry.form, entry.sort);
        let mut lists: Vec<&Vec<u32>> = keys
            .into_iter()
            .filter_map(|key| self.by_key.get(&(entry.layer, key)))
            .collect();
        // What is rare says most.
        lists.sort_by_key(|list| list.len());
        let mut found: Vec<u32> = Vec::new();
        for (number, list) in lists.iter().enumerate() {
            if list.len() > MAX_OF_KEY && number > 0 || found.len() >= MAX_COMPARED {
                break;
            }
            found.extend(list.iter().take(MAX_COMPARED).copied());
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|other| *other != at);
        found
    }

    /// The entries of a layer whose name has a word. O(1).
    pub(crate) fn with_name(&self, layer: Symbol, word: Symbol) -> &[u32] {
        self.list(layer, Key::Name(word))
    }

    /// The entries of a layer with this abbreviation, or that it can stand for. O(1).
    pub(crate) fn with_letters(&self, layer: Symbol, letters: Symbol) -> &[u32] {
        self.list(layer, Key::Letters(letters))
    }

    fn list(&self, layer: Symbol, key: Key) -> &[u32] {
        self.by_key.get(&(layer, key)).map_or(&[], Vec::as_slice)
    }
}

/// What else a cluster is called: an attribute `aliases`, as a list or as words between semicolons.
fn aliases(cluster: &Cluster) -> Vec<String> {
    let Some(value) = cluster.attributes.get("aliases") else {
        return Vec::new();
    };
    let all: Vec<&str> = match (value.as_str(), value.as_array()) {
        (Some(words), _) => words.split([';', '\n']).collect(),
        (_, Some(list)) => list.iter().filter_map(|alias| alias.as_str()).collect(),
        _ => Vec::new(),
    };
    let named = all
        .into_iter()
        .map(str::trim)
        .filter(|alias| !alias.is_empty());
    named.take(MAX_ALIASES).map(str::to_owned).collect()
}

/// An abbreviation in brackets behind a mark: `sco` behind “Shanghai Cooperation Organization (SCO)”.
fn alias_after(document: &DocumentState, annotation: &Annotation) -> Option<String> {
    const MAX_CHARS: usize = 14;
    let end = annotation.extent().end;
    let after = document.text().slice(end..end.saturating_add(MAX_CHARS));
    let inside = after.strip_prefix(" (")?.split_once(')')?.0;
    let letters = inside.chars().filter(|c| c.is_alphanumeric());
    let is_short = inside.chars().filter(|c| c.is_uppercase()).count() >= 2
        && inside
            .chars()
            .all(|c| c.is_alphanumeric() && !c.is_lowercase() || matches!(c, '-' | '.' | '&'));
    is_short.then(|| letters.flat_map(char::to_lowercase).collect())
}

fn keys(form: &Form, sort: Sort) -> Vec<Key> {
    let mut keys = vec![Key::Whole(form.whole)];
    if form.kind == Kind::Pronoun || sort == Sort::Number {
        return keys;
    }
    if sort != Sort::Happening {
        keys.extend(form.name.iter().copied().map(Key::Name));
        keys.extend(form.sounds.iter().copied().map(Key::Sound));
        let letters = form
            .letters
            .iter()
            .chain(&form.initials)
            .chain(&form.aliases);
        keys.extend(letters.copied().map(Key::Letters));
        keys.extend(form.country.map(Key::Country));
    }
    keys.extend(form.head.map(Key::Head));
    keys.extend(form.deed.map(Key::Deed));
    keys.extend(form.stems.iter().copied().map(Key::Stem));
    let mut seen: Vec<Key> = Vec::with_capacity(keys.len());
    keys.retain(|key| {
        let is_new = !seen.contains(key);
        seen.push(*key);
        is_new
    });
    keys
}
