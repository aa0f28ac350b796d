//! Sorting by a comparison that is passed in. The sort of the standard library is several kilobytes
//! of code for each type and each comparison; what is not sorted a million times a second shares
//! this one.

use std::cmp::Ordering;

/// Sorts numbers, which mostly stand for records kept elsewhere. Stable. O(n log n) comparisons.
pub fn sort(numbers: &mut [u32], compare: &dyn Fn(u32, u32) -> Ordering) {
    numbers.sort_by(|a, b| compare(*a, *b));
}

/// The numbers of the items, counted from 0, in the order of the items. Stable.
/// O(n log n) comparisons.
pub fn sorted<T>(items: &[T], compare: impl Fn(&T, &T) -> Ordering) -> Vec<u32> {
    let mut order: Vec<u32> = (0..items.len())
        .filter_map(|at| u32::try_from(at).ok())
        .collect();
    sort(
        &mut order,
        &|a, b| match (items.get(a as usize), items.get(b as usize)) {
            (Some(a), Some(b)) => compare(a, b),
            // Every number is that of an item.
            _ => Ordering::Equal,
        },
    );
    order
}
