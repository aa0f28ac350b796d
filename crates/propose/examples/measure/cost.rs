//! What the index, the candidates and the proposals cost in a large project.

use postil_core::model::{
    Annotation, AnnotationId, Cluster, Document, DocumentMeta, Fragment, Project, Schema,
};
use postil_core::state::State;
use postil_core::text::Text;
use postil_propose::candidates::candidates;
use postil_propose::clusters::{Proposing, Rejected};
use postil_propose::likeness::Index;
use std::fmt::Write;
use std::fs;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

const DOCUMENTS: usize = 5_000;
const MARKS: usize = 20;
const CLUSTERS: usize = 2_000;
const CHARS: usize = 4_000;
/// Mentions of a cluster; the others are in none.
const LINKED: usize = 25;
const FIRST: &[&str] = &[
    "Ann", "Bob", "Carl", "Dora", "Emil", "Fay", "Gus", "Hal", "Ida", "Jon",
];
const SYLLABLES: &[&str] = &[
    "ba", "ke", "lo", "mi", "nu", "ra", "se", "to", "vi", "zu", "ger", "lan", "mor", "pel", "sto",
];

/// Numbers that are the same on every run (a linear congruential generator with Knuth's constants).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % bound
    }

    fn word(&mut self) -> String {
        let long = 2 + self.below(2);
        let word: String = (0..long)
            .map(|_| SYLLABLES[self.below(SYLLABLES.len())])
            .collect();
        word[..1].to_uppercase() + &word[1..]
    }
}

/// A project of news-like texts: people, by full name and by last name, organizations and events.
fn project() -> State {
    let mut numbers = Numbers(1);
    let names: Vec<(String, String)> = (0..CLUSTERS)
        .map(|at| match at % 3 {
            0 => (
                numbers.word() + " " + &numbers.word() + " Agency",
                "organization".to_owned(),
            ),
            _ => (
                format!("{} {}", FIRST[numbers.below(FIRST.len())], numbers.word()),
                "person".to_owned(),
            ),
        })
        .collect();
    let verbs: Vec<String> = (0..300)
        .map(|_| numbers.word().to_lowercase() + "ed")
        .collect();
    let mut project = Project {
        schema: Schema::bundled(),
        ..Project::default()
    };
    let mut members: Vec<Vec<AnnotationId>> = vec![Vec::new(); CLUSTERS];
    for document in 0..DOCUMENTS {
        let id = format!("d{document}");
        let (mut text, mut marks) = (String::new(), 0);
        while text.len() < CHARS {
            // Few are named often, as in news.
            let rare = numbers.below(CLUSTERS) + 1;
            let which = numbers.below(rare);
            let (name, kind) = &names[which];
            let name = match numbers.below(2) {
                0 => name.clone(),
                // “Bake Lomi” of “Bake Lomi Agency”, “Kelo” of “Ann Kelo”.
                _ => match name.strip_suffix(" Agency") {
                    Some(short) => short.to_owned(),
                    None => name.rsplit(' ').next().unwrap_or(name).to_owned(),
                },
            };
            let verb = &verbs[numbers.below(verbs.len())];
            for (words, label) in [
                (&name, format!("entity.{kind}")),
                (verb, "event.other".to_owned()),
            ] {
                let start = text.len();
                text.push_str(words);
                if marks < MARKS {
                    let mark: AnnotationId = format!("m{document}-{marks}").into();
                    let fragment = Fragment::new(start..text.len());
                    let annotation =
                        Annotation::new(mark.clone(), id.as_str().into(), label, vec![fragment]);
                    if annotation.label != "event.other" && members[which].len() < LINKED {
                        members[which].push(mark);
                    }
                    project.annotations.push(annotation);
                    marks += 1;
                }
                text.push(' ');
            }
            for _ in 0..12 {
                let word = numbers.word().to_lowercase();
                text.push_str(&word);
                text.push(' ');
            }
            text.pop();
            text.push_str(". ");
        }
        let meta = DocumentMeta::new(id.as_str().into(), id.clone());
        project.documents.push(Document::new(meta, text));
    }
    for (at, members) in members.into_iter().enumerate() {
        if !members.is_empty() {
            project.clusters.push(Cluster {
                members,
                ..Cluster::new(format!("c{at}").into(), names[at].0.clone())
            });
        }
    }
    State::open(project).expect("the project is sound")
}

/// How long this thread has computed: other programs on the machine do not count where the system tells
/// (on Linux), and do elsewhere.
fn now() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let stat = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let computed = stat.and_then(|stat| stat.split(' ').next()?.parse().ok());
    computed.map_or_else(
        || START.get_or_init(Instant::now).elapsed(),
        Duration::from_nanos,
    )
}

pub fn section() -> Result<String, String> {
    let state = project();
    let mut out = String::from("| step | time |\n| --- | --- |\n");
    let ms = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1000.0);
    let start = now();
    let mut index = Index::begin(&state);
    let mut longest = Duration::ZERO;
    loop {
        let step = now();
        let more = index.step(&state);
        longest = longest.max(now() - step);
        if !more {
            break;
        }
    }
    writeln!(out, "| index, whole | {} |", ms(now() - start)).ok();
    writeln!(out, "| index, the longest step | {} |", ms(longest)).ok();
    let mut numbers = Numbers(7);
    for (name, layer, typed) in [
        ("candidates for a name", "entity", ""),
        ("candidates for an event", "event", ""),
        ("candidates with two letters typed", "entity", "ba"),
    ] {
        let (mut time, mut runs, mut listed) = (Duration::ZERO, 0, 0);
        while runs < 200 {
            let at = numbers.below(state.annotation_count());
            let Some(own) = state.at(at as u32).filter(|it| it.layer() == layer) else {
                continue;
            };
            let start = now();
            listed += candidates(&state, &index, &own.id, typed, 40).len();
            time += now() - start;
            runs += 1;
        }
        writeln!(out, "| {name}, mean of {runs} | {} |", ms(time / runs)).ok();
        assert!(listed > 0);
    }
    let start = now();
    let (mut proposing, rejected) = (Proposing::begin(), Rejected::new());
    let mut longest = Duration::ZERO;
    loop {
        let step = now();
        let more = proposing.step(&state, &index, &rejected);
        longest = longest.max(now() - step);
        if !more {
            break;
        }
    }
    let last = now();
    let found = proposing.finish();
    writeln!(
        out,
        "| proposals, whole ({} of them) | {} |",
        found.len(),
        ms(now() - start)
    )
    .ok();
    writeln!(
        out,
        "| proposals, the longest step; the last one | {}, {} |",
        ms(longest),
        ms(now() - last)
    )
    .ok();
    let chars: usize = state
        .documents()
        .iter()
        .map(|document| Text::len(document.text()))
        .sum();
    let clusters = state.clusters().count();
    Ok(format!(
        "A made-up project of {DOCUMENTS} documents ({:.0} MB), {} marks and {clusters} clusters, natively:\n\n{out}",
        chars as f64 / 1e6,
        state.annotation_count()
    ))
}
