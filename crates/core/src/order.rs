//! Sorting by a comparison passed at run time. Each instance of the standard sort adds several
//! kilobytes of code; everything not sorted a million times a second shares this one.

use std::cmp::Ordering;

/// Sorts numbers, which mostly index records stored elsewhere. Stable. O(n log n) comparisons.
pub fn sort(numbers: &mut [u32], compare: &dyn Fn(u32, u32) -> Ordering) {
    numbers.sort_by(|a, b| compare(*a, *b));
}

/// The indexes of the items in sorted order. Stable. O(n log n) comparisons.
pub fn sorted<T>(items: &[T], compare: impl Fn(&T, &T) -> Ordering) -> Vec<u32> {
    let mut order: Vec<u32> = (0..items.len())
        .filter_map(|at| u32::try_from(at).ok())
        .collect();
    sort(
        &mut order,
        &|a, b| match (items.get(a as usize), items.get(b as usize)) {
            (Some(a), Some(b)) => compare(a, b),
            // Every number is the index of an item.
            _ => Ordering::Equal,
        },
    );
    order
}
