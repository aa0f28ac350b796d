//! Measures how often the first speaker that is proposed for a claim is right, and prints it as Markdown between the
//! markers of `docs/proposals.md`: `cargo xtask proposals said`.
//!
//! `cargo run --release -p postil-propose --example measure_said -- --errors` lists what is wrong in the articles and
//! in the half of the news that the rules were made with.
//!
//! The news are those of MEANTIME (CC BY 4.0), read from a folder beside the project; without it, they are
//! left out with a message.

use postil_core::text::Text;
use postil_propose::said::Mention;
use serde_json::Value;
use std::collections::BTreeMap;
use std::{env, fs};

#[path = "measure/said.rs"]
mod said;

use said::{Article, Claim, Score, bundled, kind, list, number, root, text};

fn main() {
    let list = env::args().any(|argument| argument == "--errors");
    let articles = bundled();
    let (held, tuned) = meantime();
    println!("<!-- begin said -->");
    println!(
        "| texts | claims | first right | in the first three | `via` found | `via` right of those said |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    let mut listed = Vec::new();
    for (name, texts, lists) in [
        ("the five articles", &articles, list),
        ("news the rules were made with", &tuned, list),
        ("news held out", &held, false),
    ] {
        let mut score = Score::default();
        for article in texts {
            score.add(article, lists.then_some(&mut listed));
        }
        println!("{}", row(&score, name));
    }
    println!("<!-- end said -->");
    for line in listed {
        println!("{line}");
    }
}

/// A row of the table.
fn row(score: &Score, name: &str) -> String {
    let share = |part: usize, whole: usize| match whole {
        0 => "–".to_owned(),
        _ => format!("{:.1} % ({part})", 100.0 * part as f64 / whole as f64),
    };
    format!(
        "| {name} | {} | {} | {} | {} of {} | {} of {} |",
        score.claims,
        share(score.right, score.claims),
        share(score.in_three, score.claims),
        score.via_right,
        score.with_via,
        score.via_right,
        score.via_said
    )
}

/// The news of MEANTIME: those that were held out, and those that the rules were made with.
fn meantime() -> (Vec<Article>, Vec<Article>) {
    let gold: Value =
        serde_json::from_str(include_str!("../src/said/gold/meantime.json")).expect("JSON");
    let Ok(corpus) = fs::read_to_string(root().join("../shared/corpora/meantime-en.jsonl")) else {
        eprintln!("MEANTIME is not there: its news are left out.");
        return Default::default();
    };
    let corpus: BTreeMap<String, Value> = corpus
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
        .map(|article| (text(&article["id"]).to_owned(), article))
        .collect();
    let read = |article: &Value| {
        let name = text(&article["id"]).to_owned();
        let source = corpus.get(&name).expect("an article of the corpus");
        let mut chains: BTreeMap<String, u32> = BTreeMap::new();
        let mut number_of = |chain: &str| {
            let next = u32::try_from(chains.len()).unwrap_or(u32::MAX);
            Some(*chains.entry(chain.to_owned()).or_insert(next))
        };
        let own = list(&source["mentions"]).iter().filter_map(|mention| {
            let kind = kind(text(&mention["type"]))?;
            let range = number(&mention["start"])..number(&mention["end"]);
            Some((range, kind, text(&mention["chain"]).to_owned()))
        });
        let added = list(&article["names"]).iter().map(|entry| {
            let kind = kind(text(&entry[2])).expect("a kind");
            (
                number(&entry[0])..number(&entry[1]),
                kind,
                text(&entry[3]).to_owned(),
            )
        });
        let mentions = (0..)
            .zip(own.chain(added))
            .map(|(key, (range, kind, chain))| Mention {
                key,
                range,
                kind,
                cluster: number_of(chain.rsplit('_').next().unwrap_or_default()),
            });
        let mentions: Vec<Mention> = mentions.collect();
        let span = |value: &Value| number(&value[0])..number(&value[1]);
        let claims = list(&article["claims"]).iter().map(|claim| Claim {
            range: span(&claim["claim"]),
            speakers: list(&claim["speaker"]).iter().map(span).collect(),
            via: list(&claim["via"]).iter().map(span).collect(),
        });
        Article {
            claims: claims.collect(),
            text: Text::from_frozen(with_marks(text(&source["text"]))),
            name,
            mentions,
        }
    };
    let all = list(&gold).iter();
    let (held, tuned): (Vec<_>, Vec<_>) =
        all.partition(|article| article["held_out"] == Value::Bool(true));
    let each = |articles: Vec<&Value>| articles.into_iter().map(read).collect();
    (each(held), each(tuned))
}

/// The text with quote marks as they are printed, at the same offsets: the corpus has ` `` ` and `''`, or
/// marks between two spaces.
fn with_marks(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        let line = line.replace("``", " “").replace("''", "” ");
        let mut marks: Vec<char> = line.chars().collect();
        let mut opens = true;
        for at in 0..marks.len() {
            if marks[at] != '"' {
                continue;
            }
            marks[at] = if opens { '“' } else { '”' };
            if opens && marks.get(at + 1) == Some(&' ') {
                marks.swap(at, at + 1);
            } else if !opens && at > 0 && marks[at - 1] == ' ' {
                marks.swap(at - 1, at);
            }
            opens = !opens;
        }
        marks.into_iter().collect::<String>()
    });
    lines.collect::<Vec<_>>().join("\n")
}
