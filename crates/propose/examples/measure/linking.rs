//! Which mentions mean one thing, on MEANTIME.

use crate::corpus::{Corpus, Gold};
use crate::scores::{Partition, Score, b_cubed, ceaf, conll, muc};
use postil_core::edit::leave;
use postil_propose::candidates::{Candidate, Partner, candidates};
use postil_propose::clusters::{Confidence, Proposal, Rejected, proposals};
use postil_propose::likeness::Index;
use std::collections::HashMap;
use std::fmt::Write;

pub fn section() -> Result<String, String> {
    let halves = [
        Corpus::read("tuned (Airbus, GM)", &["airbus", "gm"])?,
        Corpus::read("held out (Apple, stock markets)", &["apple", "stock"])?,
    ];
    let mut out = String::new();
    writeln!(out, "| half | chains | pairs of names | precision | recall | across documents: precision | recall |").ok();
    writeln!(out, "| --- | --- | --- | --- | --- | --- | --- |").ok();
    let mut table = String::new();
    for half in &halves {
        let state = half.state();
        let index = Index::of(&state);
        let found = proposals(&state, &index, &Rejected::new());
        let sure = partition(half, &found, true);
        for (chains, thing) in [
            ("one a thing", Gold::thing as fn(&Gold) -> &str),
            ("as in the file", |it: &Gold| it.chain.as_str()),
        ] {
            let gold = gold(half, thing);
            let is_name =
                |at: usize| half.mentions[at].layer == "entity" && half.mentions[at].is_name();
            let (all, count) = pairs(half, &gold, &sure, is_name, false);
            let (across, _) = pairs(half, &gold, &sure, is_name, true);
            writeln!(
                out,
                "| {} | {chains} | {count} | {:.3} | {:.3} | {:.3} | {:.3} |",
                half.name, all.precision, all.recall, across.precision, across.recall
            )
            .ok();
        }
        if std::env::var_os("SHOW").is_some() {
            show(half, &found);
        }
        let all = partition(half, &found, false);
        let gold = gold(half, Gold::thing);
        for (name, layers) in [
            ("entities", &["entity"][..]),
            ("events", &["event"]),
            ("together", &["entity", "event"]),
        ] {
            for (system, partition) in [
                ("one each", (0..half.mentions.len()).collect()),
                ("same words", words(half, |quote| quote.to_lowercase())),
                ("same last word", words(half, last_word)),
                ("sure proposals", sure.clone()),
                ("all proposals", all.clone()),
            ] {
                let keep: Vec<usize> = (0..half.mentions.len())
                    .filter(|at| layers.contains(&half.mentions[*at].layer.as_str()))
                    .collect();
                let only = |partition: &Partition| -> Partition {
                    keep.iter().map(|at| partition[*at]).collect()
                };
                let (g, f) = (only(&gold), only(&partition));
                let (m, b, c) = (muc(&g, &f), b_cubed(&g, &f), ceaf(&g, &f));
                writeln!(
                    table,
                    "| {} | {name} | {system} | {} | {} | {} | {:.3} |",
                    half.name,
                    three(m),
                    three(b),
                    three(c),
                    conll(&g, &f)
                )
                .ok();
            }
        }
    }
    writeln!(
        out,
        "\n| half | layer | system | MUC P / R / F1 | B³ P / R / F1 | CEAF-e P / R / F1 | CoNLL |"
    )
    .ok();
    writeln!(out, "| --- | --- | --- | --- | --- | --- | --- |").ok();
    out.push_str(&table);
    out.push_str(&ranking(&halves));
    Ok(out)
}

/// How often the first candidate for a mention is the right one, where all other mentions are linked.
fn ranking(halves: &[Corpus]) -> String {
    let mut out = String::from(
        "\n| half | mentions | the right one first | among five | likely and wrong | alone in its chain | of those with nothing likely |\n",
    );
    out.push_str("| --- | --- | --- | --- | --- | --- | --- |\n");
    for half in halves {
        let linked = half.linked();
        let index = Index::of(&linked);
        for (name, wanted) in [
            (
                "names",
                (|it: &Gold| it.layer == "entity" && it.is_name()) as fn(&Gold) -> bool,
            ),
            ("other entities", |it| it.layer == "entity" && !it.is_name()),
            ("events", |it| it.layer == "event"),
        ] {
            let (mut all, mut first, mut five, mut wrong, mut alone, mut quiet) =
                (0, 0, 0, 0, 0, 0);
            for gold in half.mentions.iter().filter(|it| wanted(it)) {
                // The mention is looked at as if it were in no cluster.
                let leave = leave(&linked, &gold.id).expect("it is in a cluster");
                let mut state = linked.clone();
                let (_, change) = state.apply(&leave).expect("it can leave");
                let mut index = index.clone();
                index.follow(&state, &change);
                let found = candidates(&state, &index, &gold.id, "", 5);
                let right = Partner::Cluster(gold.thing().into());
                if state.cluster(&gold.thing().into()).is_none() {
                    alone += 1;
                    quiet += usize::from(!found.first().is_some_and(Candidate::is_likely));
                    continue;
                }
                all += 1;
                let is_first = found.first().is_some_and(|it| it.partner == right);
                first += usize::from(is_first);
                five += usize::from(found.iter().any(|it| it.partner == right));
                wrong += usize::from(!is_first && found.first().is_some_and(Candidate::is_likely));
            }
            let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
            writeln!(
                out,
                "| {}, {name} | {all} | {:.3} | {:.3} | {:.3} | {alone} | {:.3} |",
                half.name,
                share(first, all),
                share(five, all),
                share(wrong, all),
                share(quiet, alone)
            )
            .ok();
        }
    }
    out
}

fn three(score: Score) -> String {
    format!(
        "{:.3} / {:.3} / {:.3}",
        score.precision,
        score.recall,
        score.f1()
    )
}

/// The parts that things are.
fn gold(half: &Corpus, thing: fn(&Gold) -> &str) -> Partition {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut number = |name| {
        let next = numbers.len();
        *numbers.entry(name).or_insert(next)
    };
    half.mentions.iter().map(|it| number(thing(it))).collect()
}

/// The parts that mentions with equal words of a layer are.
fn words(half: &Corpus, of: fn(&str) -> String) -> Partition {
    let mut numbers: HashMap<(String, String), usize> = HashMap::new();
    let mentions = half.mentions.iter();
    mentions
        .map(|it| {
            let next = numbers.len();
            *numbers
                .entry((it.layer.clone(), of(&it.quote)))
                .or_insert(next)
        })
        .collect()
}

fn last_word(quote: &str) -> String {
    quote
        .to_lowercase()
        .split_whitespace()
        .last()
        .unwrap_or_default()
        .to_owned()
}

/// The parts that proposals make.
fn partition(half: &Corpus, found: &[Proposal], only_sure: bool) -> Partition {
    let numbers = half.numbers();
    let mut partition: Partition = (0..half.mentions.len()).collect();
    let mut part_of = HashMap::new();
    for proposal in found {
        if only_sure && proposal.confidence != Confidence::Sure {
            continue;
        }
        let Some(first) = proposal.members.first() else {
            continue;
        };
        let first = numbers[&first.annotation];
        let part = match &proposal.adds_to {
            Some(other) => part_of.get(other).copied().unwrap_or(first),
            None => first,
        };
        part_of.insert(proposal.key.clone(), part);
        for member in &proposal.members {
            partition[numbers[&member.annotation]] = part;
        }
    }
    partition
}

/// Precision and recall of the pairs of mentions, and how many right pairs there are.
fn pairs(
    half: &Corpus,
    gold: &Partition,
    found: &Partition,
    wanted: impl Fn(usize) -> bool,
    across: bool,
) -> (Score, usize) {
    let kept: Vec<usize> = (0..gold.len()).filter(|at| wanted(*at)).collect();
    let (mut right, mut golds, mut founds) = (0, 0, 0);
    for (at, one) in kept.iter().enumerate() {
        for other in &kept[at + 1..] {
            if across && half.mentions[*one].document == half.mentions[*other].document {
                continue;
            }
            let (g, f) = (gold[*one] == gold[*other], found[*one] == found[*other]);
            golds += usize::from(g);
            founds += usize::from(f);
            right += usize::from(g && f);
        }
    }
    let score = Score {
        precision: right as f64 / founds.max(1) as f64,
        recall: right as f64 / golds.max(1) as f64,
    };
    (score, golds)
}

/// Prints the proposals, for those who change how they are made.
fn show(half: &Corpus, found: &[Proposal]) {
    let numbers = half.numbers();
    for proposal in found {
        eprintln!(
            "{:?} {} {:?} adds to {:?}",
            proposal.confidence, proposal.name, proposal.key, proposal.adds_to
        );
        for member in &proposal.members {
            let gold = &half.mentions[numbers[&member.annotation]];
            eprintln!(
                "    {:?} {} {} {:?}",
                gold.id,
                gold.quote,
                gold.thing(),
                member.reasons
            );
        }
    }
}
