//! The MEANTIME corpus (Minard et al. 2016) as projects: 120 news articles whose mentions are in chains
//! over several articles.

use postil_core::model::{
    Annotation, AnnotationId, Cluster, Document, DocumentMeta, Fragment, Project, Schema,
};
use postil_core::state::State;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::PathBuf;

/// The articles of some topics.
pub struct Corpus {
    /// What it is called in the tables.
    pub name: &'static str,
    /// The project, with or without clusters.
    project: Project,
    /// The mentions.
    pub mentions: Vec<Gold>,
}

/// A mention with what it means.
pub struct Gold {
    pub id: AnnotationId,
    pub document: usize,
    pub layer: String,
    pub quote: String,
    /// The chain as it is in the file.
    pub chain: String,
}

impl Gold {
    /// The thing that the chain is of. A chain's name is that of a thing with one of three prefixes,
    /// which tell whether the thing was also annotated within an article: `cross_ORG37154719725500990`
    /// and `cross_intra_ORG37154719725500990` are both Boeing.
    pub fn thing(&self) -> &str {
        let chain = self.chain.as_str();
        let chain = chain.strip_prefix("cross_").unwrap_or(chain);
        chain.strip_prefix("intra_").unwrap_or(chain)
    }

    /// Whether it reads as a name: it begins with a capital or a digit, after an article, and so does
    /// every word of more than three letters, and it is no pronoun.
    pub fn is_name(&self) -> bool {
        const PRONOUNS: &[&str] = &[
            "it", "its", "he", "his", "him", "she", "her", "they", "their", "them", "we", "our",
            "us", "i", "who", "which", "that", "this", "these", "one", "you", "where", "there",
        ];
        let quote = self.quote.as_str();
        let name = ["the ", "The ", "a ", "A "]
            .iter()
            .find_map(|it| quote.strip_prefix(it));
        let name = name.unwrap_or(quote);
        let large = |word: &str| {
            word.chars()
                .next()
                .is_some_and(|c| c.is_uppercase() || c.is_numeric())
        };
        let is_pronoun = PRONOUNS.contains(&name.to_lowercase().as_str()) && name != "US";
        large(name)
            && !is_pronoun
            && name
                .split(' ')
                .all(|word| word.chars().count() <= 3 || large(word))
    }
}

impl Corpus {
    /// Reads the articles of the topics.
    pub fn read(name: &'static str, topics: &[&str]) -> Result<Self, String> {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../../../shared/corpora/meantime-en.jsonl");
        let lines = fs::read_to_string(&path)
            .map_err(|error| format!("no corpus at {}: {error}", path.display()))?;
        let mut project = Project {
            schema: Schema::bundled(),
            ..Project::default()
        };
        let mut mentions = Vec::new();
        let articles = lines.lines().filter(|line| !line.trim().is_empty());
        for line in articles {
            let article: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
            let id = words(&article, "id");
            if !topics
                .iter()
                .any(|topic| id.starts_with(&format!("corpus_{topic}/")))
            {
                continue;
            }
            let text = words(&article, "text");
            let document = project.documents.len();
            for mention in article["mentions"].as_array().into_iter().flatten() {
                let number =
                    |key: &str| mention[key].as_u64().and_then(|n| usize::try_from(n).ok());
                let (Some(start), Some(end)) = (number("start"), number("end")) else {
                    return Err(format!("a mention of {id} has no range"));
                };
                let layer = words(mention, "layer");
                let kind = words(mention, "type").to_lowercase();
                let annotation: AnnotationId = format!("m{}", mentions.len()).into();
                project.annotations.push(Annotation::new(
                    annotation.clone(),
                    id.as_str().into(),
                    format!("{layer}.{kind}"),
                    vec![Fragment::new(start..end)],
                ));
                mentions.push(Gold {
                    id: annotation,
                    document,
                    layer,
                    quote: words(mention, "quote"),
                    chain: words(mention, "chain"),
                });
            }
            let meta = DocumentMeta::new(id.as_str().into(), id.clone());
            project.documents.push(Document::new(meta, text));
        }
        Ok(Self {
            name,
            project,
            mentions,
        })
    }

    /// The project without clusters.
    pub fn state(&self) -> State {
        State::open(self.project.clone()).expect("the corpus is sound")
    }

    /// The project with a cluster for each thing.
    pub fn linked(&self) -> State {
        let mut project = self.project.clone();
        let mut things: BTreeMap<&str, Vec<&Gold>> = BTreeMap::new();
        for mention in &self.mentions {
            things.entry(mention.thing()).or_default().push(mention);
        }
        for (thing, mentions) in things {
            let quotes: Vec<&str> = mentions.iter().map(|it| it.quote.as_str()).collect();
            project.clusters.push(Cluster {
                members: mentions.iter().map(|it| it.id.clone()).collect(),
                ..Cluster::new(thing.into(), postil_propose::name::name_of(&quotes))
            });
        }
        State::open(project).expect("the corpus is sound")
    }

    /// The number of each mention by its id.
    pub fn numbers(&self) -> HashMap<AnnotationId, usize> {
        let mentions = self.mentions.iter().enumerate();
        mentions.map(|(at, it)| (it.id.clone(), at)).collect()
    }
}

fn words(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}
