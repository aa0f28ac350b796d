use super::*;

fn run(words: &str) -> Run {
    Run {
        words: words.to_owned(),
        is_bold: false,
        is_underlined: false,
    }
}

fn lines(runs: &[Run], most: f64, max_lines: usize) -> Vec<String> {
    let lines = wrap(runs, most, max_lines, 10.0, Face::Sans).into_iter();
    lines
        .map(|line| line.into_iter().map(|run| run.words).collect())
        .collect()
}

#[test]
fn lines_end_between_words() {
    let words = [run("the removal of the  Taliban\nfrom the list")];
    assert_eq!(
        lines(&words, 80.0, 9),
        ["the removal of", "the Taliban", "from the list"]
    );
    assert_eq!(lines(&words, 80.0, 2), ["the removal of", "the Taliban f…"]);
    assert_eq!(
        lines(&words, 2_000.0, 1),
        ["the removal of the Taliban from the list"]
    );
    assert_eq!(lines(&[], 80.0, 2), Vec::<String>::new());
    assert_eq!(lines(&[run(" \n ")], 80.0, 2), [""]);
}

#[test]
fn words_that_are_too_long_are_broken_and_no_line_is_too_wide() {
    let family = "👩‍👩‍👧‍👦";
    let texts = [
        "x".repeat(100_000),
        format!("a {} b", "Rechtsschutzversicherung".repeat(30)),
        "塔利班被移出恐怖组织名单".repeat(40),
        family.repeat(50),
        "\u{202e}right\u{2066} to left\u{0}\u{ffff}".to_owned(),
    ];
    for text in texts {
        for max_lines in [1, 3, 50] {
            let lines = lines(&[run(&text)], 60.0, max_lines);
            assert!(lines.len() <= max_lines && !lines.is_empty());
            for line in &lines {
                assert!(
                    width(line, 10.0, Face::Sans, false) <= 60.0
                        || line.graphemes(true).count() <= 2,
                    "{line}"
                );
                assert!(line.chars().all(crate::plain::is_shown));
                assert_eq!(line.trim(), line);
            }
        }
    }
}

#[test]
fn runs_are_broken_as_one_text() {
    let changed = Run {
        is_bold: true,
        is_underlined: true,
        ..run("145 lives ")
    };
    let runs = [
        run("claimed "),
        changed.clone(),
        run("near Moscow"),
        run("."),
    ];
    let wrapped = wrap(&runs, 75.0, 5, 10.0, Face::Sans);
    let words: Vec<Vec<&str>> = wrapped
        .iter()
        .map(|line| line.iter().map(|run| run.words.as_str()).collect())
        .collect();
    assert_eq!(
        words,
        [
            vec!["claimed ", "145"],
            vec!["lives ", "near"],
            vec!["Moscow", "."]
        ]
    );
    assert!(wrapped[1][0].is_underlined && !wrapped[1][1].is_underlined);
    // A full stop does not begin a line.
    let narrow = lines(&runs, 50.0, 9);
    assert_eq!(narrow.last().map(String::as_str), Some("Moscow."));
}

#[test]
fn what_is_cut_says_so() {
    let cut = |most| cut("Russian Foreign Ministry", most, 10.0, Face::Sans, true);
    assert_eq!(cut(500.0), "Russian Foreign Ministry");
    assert_eq!(cut(90.0), "Russian Fore…");
    assert_eq!(cut(1.0), "R…");
    assert_eq!(clean(" a\u{200f}\n\tb\u{202e} "), "a\u{200f} b");
}
