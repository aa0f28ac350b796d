//! The names in the five bundled articles, and in made-up news of the kind that goes wrong.

use postil_core::model::{
    Annotation, AnnotationId, Document, DocumentMeta, Fragment, Project, Schema,
};
use postil_core::state::State;
use postil_core::text::{Query, Text};
use postil_propose::clusters::{Confidence, Rejected, proposals};
use postil_propose::likeness::Index;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::PathBuf;

/// The thing, the label and the words of its mentions. Longer words are marked before those inside them.
type Things = &'static [(&'static str, &'static str, &'static [&'static str])];

const ARTICLES: Things = &[
    (
        "Lavrov",
        "person",
        &[
            "Russian Foreign Minister Sergey Lavrov",
            "Russia’s Foreign Minister, Sergei Lavrov",
            "Lavrov",
        ],
    ),
    (
        "Putin",
        "person",
        &[
            "Russian President Vladimir Putin",
            "President Vladimir Putin",
            "President Putin",
            "Putin",
        ],
    ),
    ("Kabulov", "person", &["Zamir Kabulov", "Kabulov"]),
    (
        "Shoigu",
        "person",
        &["Russian Defense Minister, Sergei Shoigu", "Sergei Shoigu"],
    ),
    ("Medvedev", "person", &["Dmitry Medvedev", "Medvedev"]),
    ("Shaheen", "person", &["Mohammad Suhail Shaheen", "Shaheen"]),
    ("Ahmad", "person", &["Zia Ahmad"]),
    ("Xi", "person", &["Shi Jinping"]),
    ("Taliban", "group", &["Taliban"]),
    ("IS", "group", &["Islamic State"]),
    ("ISIS", "group", &["ISIS"]),
    ("IS-KP", "group", &["IS-KP"]),
    ("Al-Qaeda", "group", &["Al-Qaeda"]),
    ("IMU", "group", &["Islamic Movement of Uzbekistan"]),
    ("ETIM", "group", &["East Turkestan Islamic Movement"]),
    ("TASS", "media", &["TASS"]),
    ("Anadolu", "media", &["Anadolu"]),
    (
        "Russian MFA",
        "organization",
        &[
            "Russia’s Foreign Ministry",
            "Russian Federation’s Ministry of Foreign Affairs",
            "Russian Foreign Ministry",
        ],
    ),
    ("Taliban MFA", "organization", &["Taliban Foreign Ministry"]),
    (
        "Russian MoJ",
        "organization",
        &["Ministry of Justice", "Justice Ministry"],
    ),
    (
        "Duma",
        "organization",
        &["Russian State Duma", "State Duma"],
    ),
    (
        "SCO",
        "organization",
        &["Shanghai Cooperation Organization", "SCO"],
    ),
    (
        "SPIEF",
        "organization",
        &["St. Petersburg International Economic Forum", "SPIEF"],
    ),
    (
        "OIC",
        "organization",
        &["Organization of Islamic Cooperation"],
    ),
    ("CSTO", "organization", &["CSTO"]),
    (
        "Security Council",
        "organization",
        &["Russian Security Council", "Security Council"],
    ),
    (
        "Emirate",
        "organization",
        &["Islamic Emirate of Afghanistan", "IEA"],
    ),
    (
        "Russia",
        "place",
        &["Russian Federation", "Russian", "Russia"],
    ),
    ("Afghanistan", "place", &["Afghanistan", "Afghan"]),
    ("Kazakhstan", "place", &["Kazakhstan"]),
    ("Uzbekistan", "place", &["Uzbekistan"]),
    (
        "Saudi Arabia",
        "place",
        &["Kingdom of Saudi Arabia", "Saudi Arabia", "Saudi"],
    ),
    ("United States", "place", &["United States", "U.S.", "US"]),
    ("Central Asia", "place", &["Central Asia"]),
    ("Moscow", "place", &["Moscow"]),
    ("Kabul", "place", &["Kabul"]),
    ("Kazan", "place", &["Kazan"]),
    ("China", "place", &["Chinese", "China"]),
    ("Doha", "place", &["Doha"]),
    ("Qatar", "place", &["Qatar"]),
];

const NEWS: &[&str] = &[
    "Trade Minister Anna Keller met Robert Smith in Berne. Keller said the Finance Ministry would decide. Smith, who \
     runs Nordbank AG, did not comment. The European Central Bank (ECB) was silent.",
    "Laura Smith won the race. Ms. Smith thanked her team. In Oslo the Finance Ministry raised taxes; the ECB did not.",
    "Nordbank fell by 3 percent, while Nordbank Arena opened. General Motors and General Mills were not concerned. \
     GM rose.",
    "The Norwegian Finance Ministry and the Swiss Finance Ministry signed. R. Smith of Nordbank signed too. Anna Keller \
     left for Georgia.",
    "Georgia Meloni is not Georgia. Paul Keller, a cousin of nobody, sells the Airbus A320 and the Airbus A380.",
];
const THINGS: Things = &[
    ("Anna Keller", "person", &["Anna Keller", "Keller"]),
    ("Paul Keller", "person", &["Paul Keller"]),
    ("Robert Smith", "person", &["Robert Smith", "R. Smith"]),
    ("Laura Smith", "person", &["Laura Smith", "Ms. Smith"]),
    ("Smith 1", "person", &["Smith"]),
    ("Meloni", "person", &["Georgia Meloni"]),
    ("Georgia", "place", &["Georgia"]),
    ("Nordbank", "organization", &["Nordbank AG", "Nordbank"]),
    ("Arena", "organization", &["Nordbank Arena"]),
    ("ECB", "organization", &["European Central Bank", "ECB"]),
    ("Norwegian", "organization", &["Norwegian Finance Ministry"]),
    ("Swiss", "organization", &["Swiss Finance Ministry"]),
    ("General Motors", "organization", &["General Motors"]),
    ("General Mills", "organization", &["General Mills"]),
    ("A320", "product", &["Airbus A320"]),
    ("A380", "product", &["Airbus A380"]),
];

/// The texts with all words of the things marked, and the thing of each mark.
fn mark(texts: &[String], things: Things) -> (State, HashMap<AnnotationId, &'static str>) {
    let mut project = Project {
        schema: Schema::bundled(),
        ..Project::default()
    };
    let mut gold = HashMap::new();
    for (at, text) in texts.iter().enumerate() {
        let id = format!("d{at}");
        let frozen = Text::freeze(text);
        let mut words: Vec<_> = things
            .iter()
            .flat_map(|(thing, label, words)| {
                words.iter().map(move |words| (*words, *label, *thing))
            })
            .collect();
        words.sort_by_key(|(words, ..)| std::cmp::Reverse(words.len()));
        let mut taken: Vec<std::ops::Range<usize>> = Vec::new();
        for (words, label, thing) in words {
            for range in Query::new(words).whole_words().find_in(&frozen) {
                // “US” is not “us”.
                let plain = |words: &str| words.replace('\u{2019}', "'");
                let is_other = plain(frozen.slice(range.clone())) != plain(words);
                if is_other {
                    continue;
                }
                if taken
                    .iter()
                    .any(|it| it.start < range.end && range.start < it.end)
                {
                    continue;
                }
                let mark: AnnotationId = format!("m{}", gold.len()).into();
                let label = format!("entity.{label}");
                project.annotations.push(Annotation::new(
                    mark.clone(),
                    id.as_str().into(),
                    label,
                    vec![Fragment::new(range.clone())],
                ));
                gold.insert(mark, thing);
                taken.push(range);
            }
        }
        project.documents.push(Document::new(
            DocumentMeta::new(id.as_str().into(), id.clone()),
            text,
        ));
    }
    (State::open(project).expect("the project is sound"), gold)
}

/// The right pairs of the sure proposals, all pairs of these, and all right pairs; wrong ones in words.
fn pairs(
    state: &State,
    gold: &HashMap<AnnotationId, &'static str>,
) -> (usize, usize, usize, BTreeSet<String>) {
    let index = Index::of(state);
    let found = proposals(state, &index, &Rejected::new());
    let (mut right, mut all, mut wrong) = (0, 0, BTreeSet::new());
    for proposal in found.iter().filter(|it| it.confidence == Confidence::Sure) {
        for (at, one) in proposal.members.iter().enumerate() {
            for other in &proposal.members[at + 1..] {
                all += 1;
                if gold[&one.annotation] == gold[&other.annotation] {
                    right += 1;
                    continue;
                }
                let quote = |id| state.quote(state.annotation(id).expect("it is there"));
                wrong.insert(format!(
                    "{} = {}",
                    quote(&one.annotation),
                    quote(&other.annotation)
                ));
            }
        }
    }
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    gold.values()
        .for_each(|thing| *sizes.entry(thing).or_default() += 1);
    let golds = sizes.values().map(|size| size * (size - 1) / 2).sum();
    (right, all, golds, wrong)
}

#[test]
fn the_names_in_the_articles_come_together() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../articles");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the articles are there")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|it| it == "txt"))
        .collect();
    files.sort();
    let texts: Vec<String> = files
        .iter()
        .map(|path| fs::read_to_string(path).expect("it is a text"))
        .collect();
    let (state, gold) = mark(&texts, ARTICLES);
    let (right, all, golds, wrong) = pairs(&state, &gold);
    assert!(golds > 2_000, "{golds}");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(right, all);
    let recall = right as f64 / golds as f64;
    assert!(recall > 0.95, "{right} of {golds}");
}

#[test]
fn made_up_news_is_kept_apart() {
    let texts: Vec<String> = NEWS.iter().map(|it| (*it).to_owned()).collect();
    let (state, mut gold) = mark(&texts, THINGS);
    // “Smith” in the first text is Robert.
    for annotation in state.annotations() {
        if gold[&annotation.id] == "Smith 1" {
            gold.insert(annotation.id.clone(), "Robert Smith");
        }
    }
    let (right, _, golds, wrong) = pairs(&state, &gold);
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(right as f64 / golds as f64 > 0.7, "{right} of {golds}");
}
