//! The longest common subsequence of a few words.

/// The most words of both sides, multiplied.
pub const MAX_CELLS: usize = 4096;

/// Pairs of equal words in order, as many as there can be: the table of R. A. Wagner and M. J. Fischer
/// (“The String-to-String Correction Problem”, Journal of the ACM 21, 1974) over equal words. `None` for
/// more than [`MAX_CELLS`]. O(n m).
pub fn common(here: &[u32], there: &[u32]) -> Option<Vec<(usize, usize)>> {
    let cells = here.len().checked_mul(there.len())?;
    if cells > MAX_CELLS {
        return None;
    }
    let width = there.len() + 1;
    // How many pairs the rest of both sides has, from each place on.
    let mut rest = vec![0_u16; (here.len() + 1) * width];
    let get = |rest: &[u16], one: usize, other: usize| {
        rest.get(one * width + other).copied().unwrap_or_default()
    };
    for (one, id) in here.iter().enumerate().rev() {
        for (other, there) in there.iter().enumerate().rev() {
            let most = match id == there {
                true => get(&rest, one + 1, other + 1) + 1,
                false => get(&rest, one + 1, other).max(get(&rest, one, other + 1)),
            };
            if let Some(cell) = rest.get_mut(one * width + other) {
                *cell = most;
            }
        }
    }
    let (mut one, mut other, mut pairs) = (0, 0, Vec::new());
    while let (Some(id), Some(word)) = (here.get(one), there.get(other)) {
        if id == word {
            pairs.push((one, other));
            (one, other) = (one + 1, other + 1);
        } else if get(&rest, one + 1, other) >= get(&rest, one, other + 1) {
            one += 1;
        } else {
            other += 1;
        }
    }
    Some(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The length by definition, which takes exponential time.
    fn longest(here: &[u32], there: &[u32]) -> usize {
        match (here, there) {
            ([one, rest @ ..], [other, others @ ..]) if one == other => 1 + longest(rest, others),
            ([_, rest @ ..], [_, others @ ..]) => longest(rest, there).max(longest(here, others)),
            _ => 0,
        }
    }

    proptest! {
        #[test]
        fn as_many_pairs_as_there_can_be(
            here in prop::collection::vec(0..4_u32, 0..8), there in prop::collection::vec(0..4_u32, 0..8),
        ) {
            let pairs = common(&here, &there).unwrap_or_default();
            prop_assert_eq!(pairs.len(), longest(&here, &there));
            prop_assert!(pairs.iter().all(|(one, other)| here[*one] == there[*other]));
            prop_assert!(pairs.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
        }
    }

    #[test]
    fn too_many_words_are_left_alone() {
        let words = [7; 65];
        assert_eq!(common(&words, &words), None);
        assert_eq!(
            common(&words[..64], &words[..64]).map(|pairs| pairs.len()),
            Some(64)
        );
        assert_eq!(common(&[], &words), Some(Vec::new()));
    }
}
