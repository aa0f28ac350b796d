use super::*;

fn shown(old: &str, new: &str) -> String {
    changes(old, new).iter().map(Piece::marked).collect()
}

#[test]
fn words_stay_are_removed_and_inserted() {
    for (old, new, difference) in [
        (
            "the old town hall",
            "The new town hall",
            "The [-old -]{+new +}town hall",
        ),
        ("a b", "a b c", "a b {+c+}"),
        ("", "all new", "{+all new+}"),
        ("all old", "", "[-all old-]"),
        ("", "", ""),
        (
            "“Yes”, he said",
            "\"yes\", he said.",
            "\"yes\", he said{+.+}",
        ),
    ] {
        assert_eq!(shown(old, new), difference);
    }
}

#[test]
fn all_words_of_both_come_out() {
    let old = "Western nations to take responsibility for the country’s reconstruction";
    let new = "Western powers to take   responsibility\nfor Afghanistan’s post-war reconstruction ";
    let pieces = changes(old, new);
    let words = |change: Change| -> String {
        let pieces = pieces.iter().filter(|it| it.change != change);
        pieces.map(|it| it.words.as_str()).collect()
    };
    assert_eq!(words(Change::Remove), new);
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    // What stays is written as in the new text.
    assert_eq!(squeezed(&words(Change::Insert)), squeezed(old));
}

#[test]
fn very_long_texts_are_compared_in_part() {
    let old = "word ".repeat(MAX_WORDS + 10);
    let new = "word ".repeat(MAX_WORDS + 3);
    let lengths = changes(&old, &new)
        .into_iter()
        .map(|it| (it.change, it.words.len() / 5));
    let expected = [
        (Change::Keep, MAX_WORDS),
        (Change::Remove, 10),
        (Change::Insert, 3),
    ];
    assert_eq!(lengths.collect::<Vec<_>>(), expected);
}
