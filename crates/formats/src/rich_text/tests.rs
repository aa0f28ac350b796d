//! Tests of reading rich text.

use super::read;
use crate::check::file;
use crate::unannotated::{self, Unannotated};

fn text(rtf: impl AsRef<[u8]>) -> String {
    let (new, remarks) = read(&file("a.rtf", rtf)).expect("it is read");
    assert_eq!(remarks, []);
    new.text
}

#[test]
fn paragraphs_are_lines() {
    let rtf = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}\
        {\\f1\\fcharset204{\\*\\falt no}Times;}{\\f2\\fcharset2 Symbol;}}{\\colortbl;\\red0;}\
        {\\stylesheet{\\s1 no;}}{\\*\\generator no;}{\\header\\pard no\\par}\r\n\
        \\pard\\plain Caf\\'e9 {\\b bo}ld,\\line\r\n next\\~\\emdash  \\{x\\}\\par \\par\
        {\\f1 \\'ca\\'e0\\'e1\\'f3\\'eb}{\\f2 \\'b7a} {\\pict 00ff}{\\bin4 }}{}}\\'93q\\'94\\tab t\\par\
        {\\field{\\*\\fldinst HYPERLINK}{\\fldrslt link}}{\\listtext no}\\\n\
        \\trowd\\pard\\intbl a\\par b\\par\\cell c\\cell\\row\\pard end}no";
    let expected = "Café bold,\n next\u{A0}— {x}\n\nКабул• “q”\tt\nlink\na b\tc\nend";
    assert_eq!(text(rtf), expected);
}

#[test]
fn characters_of_all_kinds_are_read() {
    for (rtf, expected) in [
        ("\\u1050?\\u-10179?\\u-9152?\\u8212\\'97.", "К👀—."),
        ("\\uc0\\u1050 a\\uc2\\u1050 abc", "КaКc"),
        ("{\\uc0 \\u1050}\\u1051?a", "КЛa"),
        ("\\u8220\\ldblquote a\\u8212\\par b", "“a—\nb"),
        ("{\\upr{no}{\\*\\ud{\\u1050?}}}", "К"),
        ("\\ansicpg932 \\'83\\'4c\\'83e", "キテ"),
        (
            "\\ansicpg1251{\\fonttbl{\\f0\\fcharset0 A;}}\\f0 \\'ca",
            "К",
        ),
        ("{\\fonttbl{\\f0\\fcharset238 A;}}\\'9a", "š"),
        ("\\deff3{\\fonttbl{\\f3\\cpg1253 A;}}\\plain\\'e1", "α"),
        ("\\mac\\'8e", "é"),
        ("caf\u{e9} \\'e9", "café é"),
        ("a\\u-3913?\\u-3929?b", "a•b"),
    ] {
        assert_eq!(text(format!("{{\\rtf1\\ansi {rtf}}}")), expected, "{rtf}");
    }
    let old = file("a.rtf", "{\\rtf1\\pc a\\'82}");
    let (new, remarks) = read(&old).expect("it is read");
    assert_eq!(new.text, "a\u{FFFD}");
    assert!(
        remarks[0].message.contains("became U+FFFD: 1"),
        "{remarks:?}"
    );
}

#[test]
fn notes_follow_and_what_is_hidden_is_left_out() {
    let rtf = "{\\rtf1{\\info{\\upr{\\title no}{\\*\\ud{\\title A \\u1050?}}}{\\author Ana}{\\operator no}\
        {\\creatim\\yr2024\\mo12\\dy18\\hr10}{\\*\\company no}}One{\\super\\chftn}{\\footnote\\pard\\chftn Of \
        one.{\\footnote Inner.}}{\\v no}\\v no\\v0 , {\\deleted no}{\\revised two}{\\*\\atnid no}\
        {\\*\\annotation no}{\\v {\\footnote no}}\
        {\\shp{\\*\\shpinst\\shpleft1{\\sp{\\sn no}{\\sv no}}{\\shptxt\\pard box\\par}}{\\shprslt no}}!\\par \
        Three}";
    let (new, remarks) = read(&file("a.rtf", rtf)).expect("it is read");
    let expected = "One[1], two!\nbox\nThree\n[1] Of one.[2]\n[2] Inner.";
    assert_eq!(new.text, expected);
    assert_eq!(new.title, "A К");
    assert_eq!(
        (&new.extra["author"], &new.extra["created"]),
        (&"Ana".into(), &"2024-12-18".into())
    );
    assert_eq!(remarks[0].message, "comments, left out: 1");
}

/// One text in three files, all written by pandoc 2.17.
#[test]
fn word_processors_files_are_the_same_text() {
    let rich: &[u8] = include_bytes!("../../../../tests/fixtures/texts/pandoc.rtf");
    let packed: [(&str, &[u8]); 2] = [
        (
            "a.docx",
            include_bytes!("../../../../tests/fixtures/texts/pandoc.docx"),
        ),
        (
            "a.odt",
            include_bytes!("../../../../tests/fixtures/texts/pandoc.odt"),
        ),
    ];
    let expected = "A title\nAna\nCafé “quoted” — emphasis, a note.[1] Кабул 👀 and 日本語.\na\tb\n1\t2\n\
                    Last paragraph.[2] See a link.\n[1] First note with bold.\n[2] Second note.\nWith a paragraph.";
    let in_lines = |text: &str| {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(in_lines(&text(rich)), expected);
    for (name, bytes) in packed {
        let Some(Ok(Unannotated::Text(new, remarks))) = unannotated::read(&file(name, bytes))
        else {
            panic!("{name} is not read");
        };
        assert_eq!((in_lines(&new.text).as_str(), remarks.len()), (expected, 0));
        let said = (
            new.title.as_str(),
            new.language.as_str(),
            &new.extra["author"],
        );
        assert_eq!(said, ("A title", "en", &"Ana".into()));
    }
}

#[test]
fn what_is_wrong_is_named() {
    let message = |rtf: &str| match read(&file("a.rtf", rtf)) {
        Ok((_, remarks)) => remarks[0].to_string(),
        Err(problem) => problem.to_string(),
    };
    assert!(message("{\\rtf1{\\fonttbl a}}").contains("no text"));
    assert!(message("{\\rtf1 a").contains("it is cut off"));
    assert!(message(&"{\\rtf1".repeat(2000)).contains("levels"));
    assert!(message("{\\rtf1\\bin99999999999 a}").contains("no text"));
}

#[test]
fn damage_is_survived() {
    let whole = "{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset2 A;}}a\\'e9\\u-10179?{\\footnote b}{\\shp{\\*\\shpinst\
        {\\shptxt c}}}\\par{\\upr{d}{\\*\\ud{e}}}}";
    for cut in 0..whole.len() {
        let _ = read(&file("a.rtf", &whole[..cut]));
        for byte in *b"\\{}'*u-0" {
            let mut changed = whole.as_bytes().to_vec();
            changed[cut] = byte;
            let _ = read(&file("a.rtf", changed));
        }
    }
}
