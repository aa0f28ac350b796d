//! Scores of a partition of mentions against the right one.
//!
//! MUC (Vilain et al. 1995, “A model-theoretic coreference scoring scheme”), B³ (Bagga and Baldwin 1998,
//! “Algorithms for scoring coreference chains”), entity-based CEAF with φ₄ (Luo 2005, “On coreference
//! resolution performance metrics”), and their mean as in the CoNLL-2012 shared task (Pradhan et al. 2012).
//! Mentions are given, and single ones count.

use std::collections::{BTreeMap, HashMap};

/// Precision and recall.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    pub precision: f64,
    pub recall: f64,
}

impl Score {
    /// The harmonic mean.
    pub fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 {
            2.0 * self.precision * self.recall / sum
        } else {
            0.0
        }
    }
}

/// A partition: the number of the part of each mention.
pub type Partition = Vec<usize>;

/// The parts as lists of mentions.
fn parts(partition: &Partition) -> Vec<Vec<usize>> {
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (mention, part) in partition.iter().enumerate() {
        parts.entry(*part).or_default().push(mention);
    }
    parts.into_values().collect()
}

/// MUC: links that are missing.
pub fn muc(gold: &Partition, found: &Partition) -> Score {
    let side = |of: &Partition, by: &Partition| {
        let (mut links, mut kept) = (0, 0);
        for part in parts(of) {
            let mut pieces: Vec<usize> = part.iter().map(|mention| by[*mention]).collect();
            pieces.sort_unstable();
            pieces.dedup();
            links += part.len() - 1;
            kept += part.len() - pieces.len();
        }
        if links == 0 {
            0.0
        } else {
            kept as f64 / links as f64
        }
    };
    Score {
        precision: side(found, gold),
        recall: side(gold, found),
    }
}

/// B³: of each mention the share of its part that is right.
pub fn b_cubed(gold: &Partition, found: &Partition) -> Score {
    let size = |partition: &Partition| {
        let mut sizes: HashMap<usize, usize> = HashMap::new();
        partition
            .iter()
            .for_each(|part| *sizes.entry(*part).or_default() += 1);
        sizes
    };
    let (golds, founds) = (size(gold), size(found));
    let mut both: HashMap<(usize, usize), usize> = HashMap::new();
    let pairs = || gold.iter().copied().zip(found.iter().copied());
    pairs().for_each(|pair| *both.entry(pair).or_default() += 1);
    let mut score = Score::default();
    for (g, f) in pairs() {
        let common = both[&(g, f)] as f64;
        score.precision += common / founds[&f] as f64;
        score.recall += common / golds[&g] as f64;
    }
    let all = gold.len().max(1) as f64;
    Score {
        precision: score.precision / all,
        recall: score.recall / all,
    }
}

/// CEAF with φ₄: the best one-to-one assignment of parts.
pub fn ceaf(gold: &Partition, found: &Partition) -> Score {
    let (golds, founds) = (parts(gold), parts(found));
    let mut of_gold = vec![0; gold.len()];
    let mut of_found = vec![0; gold.len()];
    for (at, part) in golds.iter().enumerate() {
        part.iter().for_each(|mention| of_gold[*mention] = at);
    }
    for (at, part) in founds.iter().enumerate() {
        part.iter().for_each(|mention| of_found[*mention] = at);
    }
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for mention in 0..gold.len() {
        *common
            .entry((of_gold[mention], of_found[mention]))
            .or_default() += 1;
    }
    // Parts without a common mention cannot be assigned, so each connected piece is solved by itself.
    let mut component: Vec<usize> = (0..golds.len()).collect();
    fn root(component: &mut [usize], mut at: usize) -> usize {
        while component[at] != at {
            component[at] = component[component[at]];
            at = component[at];
        }
        at
    }
    let mut first_of_found: HashMap<usize, usize> = HashMap::new();
    for (g, f) in common.keys() {
        let first = *first_of_found.entry(*f).or_insert(*g);
        let (a, b) = (root(&mut component, first), root(&mut component, *g));
        component[a] = b;
    }
    let mut pieces: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for g in 0..golds.len() {
        let piece = root(&mut component, g);
        pieces.entry(piece).or_default().0.push(g);
    }
    for f in 0..founds.len() {
        let piece = root(&mut component, first_of_found[&f]);
        pieces.entry(piece).or_default().1.push(f);
    }
    let mut total = 0.0;
    for (gs, fs) in pieces.values() {
        let phi = |g: usize, f: usize| {
            let both = common.get(&(g, f)).copied().unwrap_or_default() as f64;
            2.0 * both / (golds[g].len() + founds[f].len()) as f64
        };
        let size = gs.len().max(fs.len());
        let cost: Vec<Vec<f64>> = (0..size)
            .map(|i| {
                (0..size)
                    .map(|j| match (gs.get(i), fs.get(j)) {
                        (Some(g), Some(f)) => -phi(*g, *f),
                        _ => 0.0,
                    })
                    .collect()
            })
            .collect();
        total -= assign(&cost);
    }
    Score {
        precision: total / founds.len().max(1) as f64,
        recall: total / golds.len().max(1) as f64,
    }
}

/// The least cost of an assignment in a square matrix (Kuhn 1955, in the O(n³) form with potentials).
fn assign(cost: &[Vec<f64>]) -> f64 {
    let n = cost.len();
    let (mut u, mut v) = (vec![0.0; n + 1], vec![0.0; n + 1]);
    let mut row_of = vec![0; n + 1];
    let mut way = vec![0; n + 1];
    for row in 1..=n {
        row_of[0] = row;
        let mut column = 0;
        let mut least = vec![f64::INFINITY; n + 1];
        let mut used = vec![false; n + 1];
        loop {
            used[column] = true;
            let (here, mut delta, mut next) = (row_of[column], f64::INFINITY, 0);
            for j in 1..=n {
                if used[j] {
                    continue;
                }
                let reduced = cost[here - 1][j - 1] - u[here] - v[j];
                if reduced < least[j] {
                    least[j] = reduced;
                    way[j] = column;
                }
                if least[j] < delta {
                    delta = least[j];
                    next = j;
                }
            }
            for j in 0..=n {
                if used[j] {
                    u[row_of[j]] += delta;
                    v[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            column = next;
            if row_of[column] == 0 {
                break;
            }
        }
        while column != 0 {
            row_of[column] = row_of[way[column]];
            column = way[column];
        }
    }
    (1..=n).map(|j| cost[row_of[j] - 1][j - 1]).sum()
}

/// The mean of the three F1.
pub fn conll(gold: &Partition, found: &Partition) -> f64 {
    (muc(gold, found).f1() + b_cubed(gold, found).f1() + ceaf(gold, found).f1()) / 3.0
}
