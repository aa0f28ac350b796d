//! A large story, for measuring: articles whose marks are tied together as in a real one.

use postil_core::model::{
    Annotation, Cluster, Document, DocumentMeta, Fragment, Project, Published, Relation, Schema,
    Target,
};

/// Marks of a sentence: a claim with what is in it.
pub const MARKS: usize = 5;
/// Sentences of an article.
pub const SENTENCES: usize = 20;

/// Numbers that look as if they were random, the same on every run (xorshift64 of G. Marsaglia: “Xorshift RNGs”,
/// Journal of Statistical Software 8, 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound.max(1) as u64) as usize
    }

    /// Small numbers are more frequent, as names are in a story.
    fn skewed(&mut self, bound: usize) -> usize {
        let one = self.below(bound);
        self.below(one + 1)
    }
}

/// A project of articles with 100 marks each and ten clusters for each: five of entities, three of events and two of
/// claims. With `crowded`, there is one cluster of each layer, and every claim is about one event.
pub fn project(articles: usize, crowded: bool) -> Project {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut project = Project {
        schema: Schema::bundled(),
        ..Project::default()
    };
    let count = |each: usize| if crowded { 1 } else { each * articles };
    let sizes = [
        ("entity", count(5)),
        ("event", count(3)),
        ("claim", count(2)),
    ];
    for (layer, size) in sizes {
        for at in 0..size {
            let id = format!("{layer}{at}");
            project.clusters.push(Cluster::new(
                id.as_str().into(),
                format!("The {layer} of number {at}"),
            ));
        }
    }
    let mut members: Vec<Vec<String>> = vec![Vec::new(); project.clusters.len()];
    let mut relations = 0;
    let mut claims: Vec<String> = Vec::new();
    for article in 0..articles {
        let document = format!("d{article}");
        let mut text = String::new();
        let mut length = 0;
        for sentence in 0..SENTENCES {
            let id = |name: &str| format!("{document}-{sentence}-{name}");
            let start = length;
            // Ends of the words that are marked, in code points.
            let mut places = Vec::new();
            // Whoever acts does so in one event, of which most claims say the same.
            let who = numbers.skewed(sizes[1].1);
            let is_odd = numbers.below(20) == 0;
            let toll = 100 + who + usize::from(is_odd);
            for (name, words) in [
                ("who", format!("Minister {who}")),
                ("", " said “on 3 March” that over ".to_owned()),
                ("number", format!("{toll}")),
                ("", " people of the north ".to_owned()),
                (
                    "event",
                    ["left", "decided", "met", "agreed"][who % 4].to_owned(),
                ),
                ("", " again near the old ".to_owned()),
                ("where", format!("town {}", numbers.skewed(900))),
                (
                    "",
                    format!(", with the word {} and others", numbers.below(5_000)),
                ),
            ] {
                let begin = length;
                length += words.chars().count();
                text.push_str(&words);
                if !name.is_empty() {
                    places.push((name, begin..length));
                }
            }
            places.push(("claim", start..length));
            text.push_str(if sentence % 4 == 3 { ".\n" } else { ". " });
            length += 2;
            for (name, range) in places {
                let label = match name {
                    "who" => "entity.person",
                    "where" => "entity.place",
                    "number" => "entity.number",
                    "event" => "event.policy",
                    _ => "claim.fact",
                };
                let mut mark = Annotation::new(
                    id(name).as_str().into(),
                    document.as_str().into(),
                    label,
                    vec![Fragment::new(range)],
                );
                let mut give = |name: &str, values: &[&str]| {
                    let value = values[numbers.below(values.len())];
                    mark.attributes.insert(name.to_owned(), value.into());
                };
                match name {
                    "event" => {
                        give("realis", &[if is_odd { "future" } else { "actual" }]);
                        give("polarity", &["positive"]);
                        give("date", &["2024", "2024-03", "2024-03-04", "", ""]);
                    }
                    "claim" => {
                        give("quoting", &["direct", "mixed", "indirect", "none"]);
                        give("certainty", &[if is_odd { "possible" } else { "certain" }]);
                        give("polarity", &[if is_odd { "negative" } else { "positive" }]);
                    }
                    "who" => give("role", &["Minister", "envoy", "head of the office"]),
                    _ => {}
                }
                let layer = match name {
                    "event" => Some((sizes[0].1, sizes[1].1)),
                    "claim" => Some((sizes[0].1 + sizes[1].1, sizes[2].1)),
                    "number" => None,
                    _ => Some((0, sizes[0].1)),
                };
                // Half of the claims are in clusters.
                if let Some((first, size)) = layer
                    && (name != "claim" || sentence % 2 == 0)
                    && let at = match name {
                        "who" | "event" => who,
                        "claim" => who % size,
                        _ => numbers.skewed(size),
                    }
                    && let Some(members) = members.get_mut(first + at)
                {
                    members.push(id(name));
                }
                project.annotations.push(mark);
            }
            let mut relate = |kind: &str, value: &str, from: String, to: String| {
                let name = format!("r{relations}");
                relations += 1;
                let to = Target::Annotation(to.as_str().into());
                let relation = Relation::new(name.as_str().into(), kind, from.as_str().into(), to);
                project.relations.push(Relation {
                    value: value.to_owned(),
                    ..relation
                });
            };
            relate("said-by", "", id("claim"), id("who"));
            relate("about", "", id("claim"), id("event"));
            relate("role", "agent", id("event"), id("who"));
            relate("role", "place", id("event"), id("where"));
            if let Some(earlier) = claims.get(numbers.below(claims.len().max(1) * 5)) {
                relate("repeats", "", id("claim"), earlier.clone());
            }
            if let Some(earlier) = claims.get(numbers.below(claims.len().max(1) * 50)) {
                relate("contradicts", "open", id("claim"), earlier.clone());
            }
            claims.push(id("claim"));
        }
        let mut meta = DocumentMeta::new(document.as_str().into(), format!("Article {article}"));
        let date = format!("2024-{:02}-{:02}", 1 + article % 12, 1 + article % 28);
        meta.published = Published {
            date,
            ..Published::default()
        };
        meta.language = "en".to_owned();
        project.documents.push(Document::new(meta, text));
    }
    for (cluster, members) in project.clusters.iter_mut().zip(members) {
        cluster.members = members.iter().map(|id| id.as_str().into()).collect();
    }
    project
}
