//! A CAS cut into sentences, tokens and parts of tokens, with the content of each line.

use super::super::{ANY, CLUSTER, LINK_FEATURES};
use crate::cas::structure::{CHAIN, Cas, Feature, SPAN, Structure};
use crate::tokens;
use postil_core::text::Text;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// A token, or a part of one.
pub(super) struct Unit {
    /// As written: `2-1` or `2-1.3`.
    pub name: String,
    /// In code points.
    pub range: Range<usize>,
    /// Indexes of the spans over it, in order.
    pub spans: Vec<usize>,
    /// The links that begin or continue here, as indexes among the links.
    pub links: Vec<usize>,
    /// The relations whose dependent begins here, as indexes among the structures.
    pub relations: Vec<usize>,
}

pub(super) struct Sentence {
    /// In code points.
    pub range: Range<usize>,
    pub units: Range<usize>,
}

pub(super) struct Link<'a> {
    pub name: Option<&'a str>,
    pub cluster: &'a str,
    pub chain: usize,
    pub number: usize,
    /// The index of its mention among the spans.
    pub mention: usize,
}

/// Everything that is written, in order.
pub(super) struct Grid<'a> {
    pub structures: &'a [Structure],
    pub spans: Vec<&'a Structure>,
    /// The numbers of spans that have one.
    pub numbers: HashMap<usize, usize>,
    /// The first unit of each span.
    pub homes: Vec<usize>,
    /// The cluster of a span.
    pub clusters: HashMap<usize, &'a str>,
    pub links: Vec<Link<'a>>,
    pub layers: BTreeMap<&'a str, BTreeSet<&'a str>>,
    pub relations: BTreeMap<&'a str, (BTreeSet<&'a str>, &'a str)>,
    /// Indexes of spans by the numbers of their structures.
    pub by_id: HashMap<usize, usize>,
    pub units: Vec<Unit>,
    pub sentences: Vec<Sentence>,
}

impl<'a> Grid<'a> {
    /// Cuts the text and sorts everything into its lines.
    pub fn new(cas: &'a Cas, text: &Text) -> Self {
        let spans: Vec<&Structure> = (cas.structures.iter())
            .filter(|s| s.offsets.is_some() && s.kind.starts_with(SPAN))
            .collect();
        let by_id = spans.iter().map(|s| s.id).zip(0..).collect();
        let mut grid = Self {
            structures: &cas.structures,
            numbers: HashMap::new(),
            homes: vec![0; spans.len()],
            clusters: HashMap::new(),
            links: Vec::new(),
            layers: BTreeMap::new(),
            relations: BTreeMap::new(),
            units: Vec::new(),
            sentences: Vec::new(),
            spans,
            by_id,
        };
        grid.find_links();
        grid.find_layers();
        let ranges: Vec<Range<usize>> = (grid.spans.iter())
            .map(|s| {
                let (begin, end) = s.offsets.unwrap_or_default();
                text.from_utf16(begin)..text.from_utf16(end)
            })
            .collect();
        grid.cut(text, &ranges);
        grid.number();
        grid
    }

    fn find_links(&mut self) {
        let by_id: HashMap<usize, &Structure> = self.structures.iter().map(|s| (s.id, s)).collect();
        let chains = self.structures.iter().filter(|s| *s.kind == *CHAIN);
        for (chain, head) in (1..).zip(chains) {
            let id = head.text("id").unwrap_or_default();
            let mut next = head.reference("first");
            let mut number = 0;
            while let Some(link) = next.and_then(|id| by_id.get(&id)) {
                number += 1;
                let mention = link.reference("mention").and_then(|id| self.by_id.get(&id));
                if let Some(&mention) = mention {
                    self.clusters.insert(mention, id);
                    self.links.push(Link {
                        name: link.text(LINK_FEATURES[0]),
                        cluster: id,
                        chain,
                        number,
                        mention,
                    });
                }
                next = link.reference("next");
            }
        }
    }

    fn find_layers(&mut self) {
        for span in &self.spans {
            let features = self.layers.entry(&*span.kind).or_default();
            features.extend(span.features.iter().map(|(name, _)| &**name));
            if !self.clusters.is_empty() {
                features.insert(CLUSTER);
            }
        }
        for relation in self.structures {
            let ends = ["Governor", "Dependent"]
                .map(|end| relation.reference(end).and_then(|id| self.by_id.get(&id)));
            let [Some(&from), Some(&to)] = ends else {
                continue;
            };
            let kinds = [from, to].map(|at| self.spans.get(at).map(|s| &*s.kind));
            let texts = relation
                .features
                .iter()
                .filter(|(_, value)| matches!(value, Feature::Text(_)));
            let names = texts.map(|(name, _)| &**name);
            let base = kinds[0].unwrap_or(ANY);
            let layer = (self.relations)
                .entry(&*relation.kind)
                .or_insert_with(|| (BTreeSet::new(), base));
            layer.0.extend(names);
            if kinds.iter().any(|kind| *kind != Some(layer.1)) {
                layer.1 = ANY;
            }
        }
    }

    /// Cuts the text into sentences, tokens and sub-tokens, with the spans of each.
    fn cut(&mut self, text: &Text, ranges: &[Range<usize>]) {
        if text.is_empty() {
            return;
        }
        let starts = tokens::sentence_starts(text, ranges);
        let (first, last): (BTreeSet<usize>, BTreeSet<usize>) =
            ranges.iter().map(|r| (r.start, r.end)).unzip();
        let mut pieces = tokens::pieces(text, starts.iter().copied());
        pieces.retain(|piece| {
            let is_word = || !text.slice(piece.clone()).chars().all(tokens::is_space);
            // A sentence begins with a token.
            let begins = piece.start == 0 || starts.contains(&piece.start);
            begins
                || first.range(piece.clone()).next().is_some()
                || last.range(piece.start + 1..=piece.end).next().is_some()
                || is_word()
        });
        // The parts of each token that spans cover, or the whole.
        let mut parts: Vec<BTreeMap<(usize, usize), Vec<usize>>> =
            vec![BTreeMap::new(); pieces.len()];
        for (at, range) in ranges.iter().enumerate() {
            let begin = pieces.partition_point(|token| token.end <= range.start);
            for (token, parts) in pieces.iter().zip(&mut parts).skip(begin) {
                if token.start >= range.end {
                    break;
                }
                let part = (token.start.max(range.start), token.end.min(range.end));
                parts.entry(part).or_default().push(at);
            }
        }
        let mut ends = starts.iter().copied().chain([text.len()]);
        let mut sentence = 0..ends.next().unwrap_or_default();
        let (mut number, mut in_sentence) = (1, 0);
        let mut begun = 0;
        for (token, mut parts) in pieces.into_iter().zip(parts) {
            if token.start >= sentence.end {
                self.close(text, sentence.clone(), begun);
                begun = self.units.len();
                sentence = sentence.end..ends.next().unwrap_or(text.len());
                number += 1;
                in_sentence = 0;
            }
            in_sentence += 1;
            let whole = parts.remove(&(token.start, token.end)).unwrap_or_default();
            self.unit(format!("{number}-{in_sentence}"), token, whole);
            for (sub, ((start, end), spans)) in (1..).zip(parts) {
                self.unit(format!("{number}-{in_sentence}.{sub}"), start..end, spans);
            }
        }
        self.close(text, sentence, begun);
        self.hang();
    }

    fn close(&mut self, text: &Text, range: Range<usize>, begun: usize) {
        let mut end = range.end;
        // One line feed between two sentences belongs to neither.
        if end < text.len() && text.slice(end - 1..end) == "\n" {
            end -= 1;
        }
        self.sentences.push(Sentence {
            range: range.start..end,
            units: begun..self.units.len(),
        });
    }

    fn unit(&mut self, name: String, range: Range<usize>, spans: Vec<usize>) {
        self.units.push(Unit {
            name,
            range,
            spans,
            links: Vec::new(),
            relations: Vec::new(),
        });
    }

    /// Adds links to the units of their mentions, and relations to the unit where their dependent
    /// begins.
    fn hang(&mut self) {
        let mut links: HashMap<usize, Vec<usize>> = HashMap::new();
        for (at, link) in self.links.iter().enumerate() {
            links.entry(link.mention).or_default().push(at);
        }
        let mut begun = vec![false; self.spans.len()];
        for (number, unit) in self.units.iter_mut().enumerate() {
            for &span in &unit.spans {
                if let Some(links) = links.get(&span) {
                    unit.links.extend(links);
                }
                if let (Some(begun @ false), Some(home)) =
                    (begun.get_mut(span), self.homes.get_mut(span))
                {
                    *begun = true;
                    *home = number;
                }
            }
            unit.links.sort_unstable();
        }
        for (at, relation) in self.structures.iter().enumerate() {
            let to = relation
                .reference("Dependent")
                .and_then(|id| self.by_id.get(&id));
            let home = to.and_then(|&to| self.homes.get(to));
            if let (true, Some(&home)) = (self.relations.contains_key(&*relation.kind), home)
                && let Some(unit) = self.units.get_mut(home)
            {
                unit.relations.push(at);
            }
        }
    }

    /// Numbers the spans that would be ambiguous without a number.
    fn number(&mut self) {
        let mut wanted = BTreeSet::new();
        let mut seen = vec![false; self.spans.len()];
        for unit in &self.units {
            let mut layers: HashMap<&str, usize> = HashMap::new();
            for &span in &unit.spans {
                let Some(structure) = self.spans.get(span) else {
                    continue;
                };
                // Over several units, or stacked.
                if let Some(seen) = seen.get_mut(span)
                    && std::mem::replace(seen, true)
                {
                    wanted.insert(span);
                }
                if let Some(other) = layers.insert(&*structure.kind, span) {
                    wanted.extend([other, span]);
                }
            }
            for relation in unit
                .relations
                .iter()
                .filter_map(|&at| self.structures.get(at))
            {
                let ends = ["Governor", "Dependent"].map(|end| relation.reference(end));
                let ends = ends.into_iter().flatten();
                wanted.extend(ends.filter_map(|id| self.by_id.get(&id)));
            }
        }
        self.numbers = wanted.into_iter().zip(1..).collect();
    }
}
