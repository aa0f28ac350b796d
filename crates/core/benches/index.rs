//! What an edit, a query and the repainting of a block cost over 50,000 spans in a megabyte.
use divan::{Bencher, black_box};
use postil_core::interval::{FragmentKey, Interval, IntervalIndex};
use postil_core::segments::{Mark, Segments};

const TEXT: u32 = 1_000_000;
const SPANS: u32 = 50_000;
const BLOCK: u32 = 2_000;

fn main() {
    divan::main();
}

/// Scatters numbers over `0..below`, the same on every run.
fn scatter(n: u32, below: u32) -> u32 {
    ((u64::from(n.wrapping_mul(2_654_435_769)) * u64::from(below)) >> 32) as u32
}

fn span(start: u32, len: u32, annotation: u32) -> Interval {
    let key = FragmentKey {
        annotation,
        fragment: 0,
    };
    Interval {
        start,
        end: start + len,
        key,
    }
}

fn scattered(annotation: u32) -> Interval {
    let len = 1 + scatter(annotation.wrapping_mul(31), 80);
    span(scatter(annotation, TEXT - 80), len, annotation)
}

fn same_extent(annotation: u32) -> Interval {
    span(0, TEXT, annotation)
}

fn index(of: impl Fn(u32) -> Interval) -> IntervalIndex {
    let mut index = IntervalIndex::new(TEXT);
    for interval in (0..SPANS).map(of) {
        index.insert(interval);
    }
    index
}

fn edit(bencher: Bencher, of: fn(u32) -> Interval) {
    let mut index = index(of);
    let mut n = SPANS;
    bencher.bench_local(|| {
        n = SPANS + (n + 1) % SPANS;
        let interval = of(n);
        index.insert(interval) && index.remove(&interval)
    });
}

#[divan::bench]
fn build() -> IntervalIndex {
    index(scattered)
}

#[divan::bench]
fn insert_and_remove(bencher: Bencher) {
    edit(bencher, scattered);
}

#[divan::bench]
fn insert_and_remove_where_all_have_one_extent(bencher: Bencher) {
    edit(bencher, same_extent);
}

#[divan::bench]
fn overlapping_a_block(bencher: Bencher) {
    let index = index(scattered);
    let mut n = 0;
    bencher.bench_local(|| {
        n += 1;
        let start = scatter(n, TEXT - BLOCK);
        index.overlapping(start..start + BLOCK).count()
    });
}

#[divan::bench]
fn covering_a_point(bencher: Bencher) {
    let index = index(scattered);
    let mut n = 0;
    bencher.bench_local(|| {
        n += 1;
        index.covering(scatter(n, TEXT)).count()
    });
}

fn mark(interval: Interval) -> Mark {
    Mark {
        start: interval.start,
        end: interval.end,
        key: interval.key,
        layer: (interval.key.annotation % 3) as u16,
    }
}

fn walk(marks: &[Mark]) -> usize {
    let mut segments = Segments::new(0..BLOCK, black_box(marks));
    let mut active = 0;
    while let Some(segment) = segments.advance() {
        active += black_box(segment.active).len();
    }
    active
}

#[divan::bench]
fn segments_of_a_block_with_100_spans(bencher: Bencher) {
    let marks: Vec<_> = (0..100)
        .map(|n| span(scatter(n, BLOCK), 1 + scatter(n.wrapping_mul(31), 80), n))
        .map(mark)
        .collect();
    bencher.bench_local(|| walk(&marks));
}

#[divan::bench(sample_count = 3)]
fn segments_of_a_block_under_50_000_spans(bencher: Bencher) {
    let marks: Vec<_> = (0..SPANS)
        .map(|n| match n % 50 {
            0 => span(scatter(n, BLOCK), 1, n),
            _ => span(0, BLOCK + n, n),
        })
        .map(mark)
        .collect();
    bencher.bench_local(|| walk(&marks));
}
