//! A relation's type and value as one word.

/// A relation's type and value as one word: `role:agent`.
pub fn join_pair(kind: &str, value: &str) -> String {
    let kind = kind.replace('\\', "\\\\").replace(':', "\\:");
    match value {
        "" => kind,
        value => format!("{kind}:{value}"),
    }
}

/// A relation's type and value from one word, as [`join_pair`] made it.
pub fn split_pair(word: &str) -> (String, String) {
    let mut kind = String::new();
    let mut rest = word.chars();
    while let Some(c) = rest.next() {
        match c {
            ':' => return (kind, rest.as_str().to_owned()),
            '\\' => match rest.clone().next() {
                Some(next @ ('\\' | ':')) => {
                    kind.push(next);
                    rest.next();
                }
                _ => kind.push('\\'),
            },
            c => kind.push(c),
        }
    }
    (kind, String::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pairs_come_back(kind in "[a:\\\\ ]{0,5}", value in "[a:\\\\ ]{0,5}") {
            prop_assert_eq!(split_pair(&join_pair(&kind, &value)), (kind, value));
        }
    }
}
