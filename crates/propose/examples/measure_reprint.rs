//! Measures how well shared copy is found, and how fast: `cargo run --release -p postil-propose --example
//! measure_reprint`. Prints Markdown.
//!
//! Passages are carried from one text into another and edited at random: of each hundred words that
//! change, sixty are replaced by another word of the corpus, twenty left out, twenty added.

use postil_core::model::{Annotation, Document, DocumentMeta, Fragment, Project};
use postil_core::state::State;
use postil_propose::reprint::{Comparing, Outcome, Passage, Place, Reprints, carry};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Passages carried over for each line of the table.
const TRIALS: usize = 400;

fn main() {
    let articles = articles();
    println!("<!-- begin shared copy -->");
    println!("#### Passages carried from one text into another\n");
    println!("| texts | words changed | passages | found | words: recall | words: precision |");
    println!("| --- | --- | --- | --- | --- | --- |");
    let meantime = meantime();
    for rate in [0, 5, 10, 20] {
        carried("the five articles", &articles, rate);
    }
    for rate in [0, 5, 10, 20] {
        carried("MEANTIME", &meantime, rate);
    }
    println!("\n#### Marks carried with them\n");
    println!(
        "| words changed | marks | certain and right | certain and elsewhere | doubtful | gone |"
    );
    println!("| --- | --- | --- | --- | --- | --- |");
    for rate in [0, 5, 10, 20] {
        marked(&meantime, rate);
    }
    negatives(&articles, &meantime);
    speed(if meantime.is_empty() {
        &articles
    } else {
        &meantime
    });
    println!("<!-- end shared copy -->");
}

/// A text of a corpus, with its topic.
struct Source {
    topic: String,
    text: String,
    /// What is annotated in it, in code points.
    mentions: Vec<Range<usize>>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn articles() -> Vec<Source> {
    let files = fs::read_dir(root().join("articles"));
    let files = files.into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = files.map(|file| file.path()).collect();
    paths.sort();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    let read = |path: PathBuf| Source {
        topic: String::new(),
        mentions: Vec::new(),
        text: fs::read_to_string(path).unwrap_or_default(),
    };
    paths.into_iter().map(read).collect()
}

fn meantime() -> Vec<Source> {
    let path = root().join("../shared/corpora/meantime-en.jsonl");
    let Ok(lines) = fs::read_to_string(&path) else {
        eprintln!("no {}: left out", path.display());
        return Vec::new();
    };
    let read = |line: &str| -> Option<Source> {
        let article: Value = serde_json::from_str(line).ok()?;
        let mentions = article["mentions"].as_array()?.iter();
        let range = |mention: &Value| {
            let offset = |name: &str| usize::try_from(mention[name].as_u64()?).ok();
            Some(offset("start")?..offset("end")?)
        };
        let (topic, _) = article["id"].as_str()?.split_once('/')?;
        Some(Source {
            topic: topic.to_owned(),
            text: article["text"].as_str()?.to_owned(),
            mentions: mentions.filter_map(range).collect(),
        })
    };
    lines.lines().filter_map(read).collect()
}

/// Numbers that look random: SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % bound.max(1) as u64) as usize
    }
}

fn state(texts: &[String]) -> State {
    State::open(project(texts)).unwrap_or_default()
}

fn project(texts: &[String]) -> Project {
    let documents = texts.iter().enumerate().map(|(at, text)| {
        let meta = DocumentMeta::new(format!("{at}").into(), format!("{at}"));
        Document::new(meta, text.as_str())
    });
    Project {
        documents: documents.collect(),
        ..Project::default()
    }
}

/// Words changed, left out and added.
fn edited(passage: &str, percent: usize, words: &[&str], random: &mut Random) -> String {
    edit(passage, percent, words, random).0
}

/// As [`edited`], with where each code point of the words that stayed is now.
fn edit(
    passage: &str,
    percent: usize,
    words: &[&str],
    random: &mut Random,
) -> (String, BTreeMap<usize, usize>) {
    let (mut out, mut at, mut now) = (String::new(), 0, 0);
    let mut places = BTreeMap::new();
    for word in passage.split_inclusive(' ') {
        let length = word.chars().count();
        let other = words[random.below(words.len())];
        let (stays, added) = match random.below(100) < percent {
            false => (true, None),
            true => match random.below(5) {
                0 => (false, None),
                1 => (true, Some(other)),
                _ => (false, Some(other)),
            },
        };
        if stays {
            places.extend((0..length).map(|letter| (at + letter, now + letter)));
            out.push_str(word);
            now += length;
        }
        if let Some(other) = added {
            out.push_str(other);
            out.push(' ');
            now += other.chars().count() + 1;
        }
        at += length;
    }
    (out, places)
}

fn carried(name: &str, sources: &[Source], percent: usize) {
    if sources.is_empty() {
        return;
    }
    let mut random = Random(percent as u64);
    let words: Vec<&str> = sources
        .iter()
        .flat_map(|source| source.text.split_whitespace())
        .collect();
    let (mut trials, mut found, mut hit, mut wanted, mut covered) = (0, 0, 0, 0, 0);
    while trials < TRIALS {
        let from = random.below(sources.len());
        let to = random.below(sources.len());
        let lines: Vec<&str> = sources[from].text.split('\n').collect();
        let first = random.below(lines.len());
        let last = (first + 1 + random.below(5)).min(lines.len());
        let passage = lines[first..last].join("\n");
        if from == to || passage.split_whitespace().count() < 12 {
            continue;
        }
        trials += 1;
        let passage = edited(&passage, percent, &words, &mut random);
        let host: Vec<&str> = sources[to].text.split('\n').collect();
        let split = random.below(host.len());
        let before = host[..split].join("\n");
        let there = before.chars().count() + 1;
        let there = there..there + passage.chars().count();
        let text = [before.as_str(), passage.as_str(), &host[split..].join("\n")].join("\n");
        let state = state(&[sources[from].text.clone(), text.clone()]);
        let reprints = Reprints::of(&state);
        let shared = reprints.between(&"0".into(), &"1".into());
        let common = |range: &Range<usize>| {
            let start = range.start.max(there.start);
            text.chars()
                .skip(start)
                .take(range.end.min(there.end).saturating_sub(start))
                .filter(|c| c.is_alphanumeric())
                .count()
        };
        let all = |range: &Range<usize>| {
            let letters = text.chars().skip(range.start).take(range.len());
            letters.filter(|c| c.is_alphanumeric()).count()
        };
        let right: usize = shared.iter().map(|shared| common(&shared.there)).sum();
        let truth = all(&there);
        found += usize::from(2 * right >= truth);
        (hit, wanted) = (hit + right, wanted + truth);
        covered += shared
            .iter()
            .map(|shared| all(&shared.there))
            .sum::<usize>();
    }
    println!(
        "| {name} | {percent} % | {trials} | {:.1} % | {:.1} % | {:.1} % |",
        100.0 * found as f64 / trials as f64,
        100.0 * hit as f64 / wanted as f64,
        100.0 * hit as f64 / covered.max(1) as f64,
    );
}

/// The marks of whole texts that were carried into others and edited, of which the words stayed.
fn marked(sources: &[Source], percent: usize) {
    let mut random = Random(percent as u64);
    let words: Vec<&str> = sources
        .iter()
        .flat_map(|source| source.text.split_whitespace())
        .collect();
    let [mut all, mut right, mut wrong, mut doubtful] = [0_usize; 4];
    for (at, source) in sources.iter().enumerate() {
        let host = &sources[(at + sources.len() / 2) % sources.len()].text;
        let (copy, places) = edit(&source.text, percent, &words, &mut random);
        let before = host.chars().count() + 1;
        let documents = [source.text.clone(), format!("{host}\n{copy}")];
        let mut project = project(&documents);
        for (number, mention) in source.mentions.iter().enumerate() {
            let (id, label) = (format!("{number}"), format!("entity.{number}"));
            let fragment = Fragment::new(mention.clone());
            let mark = Annotation::new(id.into(), "0".into(), label, vec![fragment]);
            project.annotations.push(mark);
        }
        let state = State::open(project).unwrap_or_default();
        let shared = Reprints::of(&state).between(&"0".into(), &"1".into());
        let mut found: BTreeMap<String, Outcome> = BTreeMap::new();
        for passage in &shared {
            for carried in carry(&state, &"0".into(), &"1".into(), passage, None) {
                found.insert(carried.original.to_string(), carried.outcome);
            }
        }
        for (number, mention) in source.mentions.iter().enumerate() {
            let now: Option<Vec<usize>> =
                mention.clone().map(|at| places.get(&at).copied()).collect();
            let Some(now) = now.filter(|now| now.windows(2).all(|two| two[0] + 1 == two[1])) else {
                continue;
            };
            let (Some(first), Some(last)) = (now.first(), now.last()) else {
                continue;
            };
            let truth = before + first..before + last + 1;
            all += 1;
            match found.get(&format!("{number}")) {
                Some(Outcome::Certain(place)) if place.fragments[0] == truth => right += 1,
                Some(Outcome::Certain(_)) => wrong += 1,
                Some(Outcome::Doubtful(_)) => doubtful += 1,
                _ => {}
            }
        }
    }
    let share = |count: usize| 100.0 * count as f64 / all.max(1) as f64;
    println!(
        "| {percent} % | {all} | {:.1} % | {:.2} % | {:.1} % | {:.1} % |",
        share(right),
        share(wrong),
        share(doubtful),
        share(all - right - wrong - doubtful),
    );
}

/// Passages between texts that nobody has copied by hand.
fn negatives(articles: &[Source], meantime: &[Source]) {
    println!("\n#### Texts on one topic as they are\n");
    println!("| texts | pairs | passages |");
    println!("| --- | --- | --- |");
    let texts = |sources: &[&Source]| -> Vec<String> {
        sources.iter().map(|source| source.text.clone()).collect()
    };
    let mut topics: BTreeMap<&str, Vec<&Source>> = BTreeMap::new();
    for source in articles {
        topics.entry("the five articles").or_default().push(source);
    }
    for source in meantime {
        topics.entry(&source.topic).or_default().push(source);
    }
    let mut shown = Vec::new();
    for (topic, sources) in topics {
        let state = state(&texts(&sources));
        let reprints = Reprints::of(&state);
        let pairs = sources.len() * sources.len().saturating_sub(1) / 2;
        println!("| {topic} | {pairs} | {} |", reprints.passages().len());
        for passage in reprints.passages() {
            shown.push(quotes(&state, passage));
        }
    }
    if std::env::args().any(|argument| argument == "--show") {
        for quotes in shown {
            eprintln!("\n{quotes}");
        }
    }
}

fn quotes(state: &State, passage: &Passage) -> String {
    let quote = |place: &Place| {
        let text = state
            .document(&place.document)
            .map(|document| document.text());
        let text = text.map_or("", |text| text.slice(place.range.clone()));
        format!(
            "{} {:.2} {}: {text}",
            place.document, place.likeness, place.words
        )
    };
    let quotes: Vec<String> = passage.places.iter().map(quote).collect();
    quotes.join("\n")
}

/// Time and memory of a project of 1,000 articles of 4 kB.
fn speed(sources: &[Source]) {
    println!("\n#### 1,000 articles of 4 kB\n");
    println!(
        "| texts | passages | places of the largest | processor time | longest step | memory | accounts | time for these |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    let mut random = Random(7);
    let chain = Chain::of(sources);
    let mut text = |often| chain.text(4000, often, &mut random);
    let texts: Vec<String> = (0..1000).map(|_| text(100)).collect();
    timed("of chance sentences that share many phrases", &texts);
    let mut texts: Vec<String> = (0..1000).map(|_| text(6)).collect();
    timed("of chance sentences", &texts);
    let vocabulary: Vec<&str> = chain.words.clone();
    let agency = chain.text(1600, 6, &mut random);
    for at in 0..100 {
        let copy = edited(&agency, 5, &vocabulary, &mut random);
        let text = &mut texts[at * 10];
        let half = (0..=text.len() / 2)
            .rev()
            .find(|at| text.is_char_boundary(*at));
        text.truncate(half.unwrap_or_default());
        text.push_str("\n\n");
        text.push_str(&copy);
    }
    timed(
        "100 of them with 1.6 kB of agency text, 5 % changed",
        &texts,
    );
    timed("all equal", &vec![texts[0].clone(); 1000]);
    let copies: Vec<String> = (0..1000)
        .map(|_| edited(&texts[1], 5, &vocabulary, &mut random))
        .collect();
    timed("all one text, 5 % changed in each", &copies);
    timed("one word, 1,000 times", &vec!["word ".repeat(800); 1000]);
    timed(
        "one word, a million times, in 3 texts",
        &vec!["word ".repeat(1_000_000); 3],
    );
    let two: Vec<String> = (0..1000)
        .map(|_| (0..800).map(|_| ["a ", "b "][random.below(2)]).collect())
        .collect();
    timed("of two words", &two);
}

fn timed(name: &str, texts: &[String]) {
    let state = state(texts);
    let before = resident();
    let begun = busy();
    let (mut comparing, mut longest) = (Comparing::new(), Duration::ZERO);
    loop {
        let step = busy();
        let more = comparing.step(&state);
        longest = longest.max(busy().saturating_sub(step));
        if !more {
            break;
        }
    }
    let reprints = comparing.finish().unwrap_or_default();
    let time = busy().saturating_sub(begun);
    let memory = resident().saturating_sub(before) as f64 / 1024.0;
    let passages = reprints.passages().iter();
    let largest = passages.map(|passage| passage.places.len()).max();
    let largest = largest.unwrap_or_default();
    let counting = busy();
    let accounts = reprints.accounts().len();
    println!(
        "| {name} | {} | {largest} | {:.0} ms | {:.1} ms | {memory:.0} MB | {accounts} | {:.0} ms |",
        reprints.passages().len(),
        time.as_secs_f64() * 1000.0,
        longest.as_secs_f64() * 1000.0,
        busy().saturating_sub(counting).as_secs_f64() * 1000.0,
    );
}

/// The time that the processor has spent on this, whatever else it did; 0 where the system does not tell.
fn busy() -> Duration {
    let told = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = told.split_whitespace().next().map(str::parse);
    Duration::from_nanos(nanoseconds.and_then(Result::ok).unwrap_or_default())
}

/// The memory of the process, in kB; 0 where the system does not tell.
fn resident() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number
        .and_then(|number| number.parse().ok())
        .unwrap_or_default()
}

/// Texts in which each word follows another one as somewhere in the sources.
struct Chain<'a> {
    words: Vec<&'a str>,
    next: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Chain<'a> {
    fn of(sources: &'a [Source]) -> Self {
        let words: Vec<&str> = sources
            .iter()
            .flat_map(|source| source.text.split_inclusive([' ', '\n']))
            .collect();
        let mut next: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, two) in words.windows(2).enumerate() {
            next.entry(two[0]).or_default().push(at + 1);
        }
        Self { words, next }
    }

    /// One word of `often` follows none: the more, the fewer phrases the texts share.
    fn text(&self, bytes: usize, often: usize, random: &mut Random) -> String {
        let mut at = random.below(self.words.len());
        let mut text = String::new();
        while text.len() < bytes {
            text.push_str(self.words[at]);
            at = match self.next.get(self.words[at]) {
                Some(places) if random.below(often) > 0 => places[random.below(places.len())],
                _ => random.below(self.words.len()),
            };
        }
        text
    }
}
