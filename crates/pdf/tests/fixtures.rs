//! Files of `fixtures/` against the texts that they were made from. `fixtures/make.py` makes both.

use postil_pdf::{Document, read};
use std::fs;

fn bytes(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures");
    fs::read(format!("{folder}/{name}")).expect("a fixture")
}

fn text(name: &str) -> String {
    String::from_utf8(bytes(name)).expect("a text in UTF-8")
}

/// The text without what is no part of the article.
fn article(document: &Document) -> String {
    let mut at = 0;
    let lines = document.text.split_inclusive('\n').filter(|line| {
        let start = at;
        at += line.chars().count();
        !document.boilerplate.contains(&(start..at))
    });
    lines.collect()
}

#[test]
fn texts_are_read_in_order() {
    for name in [
        "rows", "frames", "ru", "ar", "zh", "initials", "bar", "table",
    ] {
        let document = read(bytes(&format!("{name}.pdf"))).expect("it is read");
        assert_eq!(article(&document), text(&format!("{name}.txt")), "{name}");
        assert_eq!((document.left_out, document.unknown), (vec![], vec![]));
    }
}

#[test]
fn running_heads_are_boilerplate() {
    let document = read(bytes("rows.pdf")).expect("it is read");
    let text: Vec<char> = document.text.chars().collect();
    let lines: Vec<String> = document
        .boilerplate
        .iter()
        .map(|range| text[range.clone()].iter().collect())
        .collect();
    let expected = [
        "The Daily Examiner, page 7\n",
        "7\n",
        "The Daily Examiner, page 8\n",
        "8\n",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn the_headline_is_the_title_and_the_language_is_known() {
    for (name, title, language) in [
        ("frames", "Ministers remove movement from list", ""),
        ("ru", "Россия исключила движение", "ru"),
        ("ar", "روسيا ترفع الحركة من القائمة", "ar"),
        ("rows", "", ""),
    ] {
        let document = read(bytes(&format!("{name}.pdf"))).expect("it is read");
        assert_eq!(
            (document.title.as_str(), document.language.as_str()),
            (title, language)
        );
    }
}

#[test]
fn what_has_no_text_is_refused_with_the_reason() {
    for (name, words) in [
        ("locked", "it is encrypted: save it without a password"),
        ("scan", "it holds pictures of pages"),
    ] {
        let message = read(bytes(&format!("{name}.pdf"))).expect_err("it is refused");
        assert!(message.starts_with(words), "{name}: {message}");
    }
    let owned = read(bytes("owned.pdf")).expect("a file without a password is read");
    assert_eq!(owned.text, "A text behind a password.\n");
}

#[test]
fn a_file_without_its_end_is_said_to_be_cut_off() {
    let whole = bytes("rows.pdf");
    let cut = whole[..whole.len() - 400].to_vec();
    match read(cut) {
        Ok(document) => assert!(document.is_cut && document.text.contains("The ministry")),
        Err(message) => panic!("{message}"),
    }
    assert!(!read(whole).expect("it is read").is_cut);
    // The fonts are at its end.
    let whole = bytes("ru.pdf");
    let message = read(whole[..whole.len() / 2].to_vec()).expect_err("it is refused");
    assert!(message.starts_with("it is cut off or damaged"), "{message}");
}

#[test]
fn damage_is_survived() {
    for name in ["rows", "owned", "ru"] {
        let whole = bytes(&format!("{name}.pdf"));
        for at in (0..whole.len()).step_by(whole.len() / 60) {
            let _ = read(whole[..at].to_vec());
            let mut changed = whole.clone();
            changed[at] ^= 0x55;
            let _ = read(changed);
        }
    }
}
