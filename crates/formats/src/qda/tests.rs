use crate::check::{self, file};
use crate::{Options, archive};
use postil_core::diagnostic::{Diagnostic, Severity};
use postil_core::format::File;
use postil_core::model::Project;
use postil_core::state::State;

#[test]
fn round_trips() {
    check::round_trips("qdpx");
    check::survives_damage("qdpx");
    check::is_detected("qdpx");
}

/// An archive is refused as soon as a byte of it is changed, so this changes what is in it.
#[test]
fn damage_inside_is_survived() {
    let format = crate::format("qdpx").expect("the format is listed");
    let written = format.write(&crate::torture::project(), &Options::default());
    let whole = archive::unpack(&written.files).expect("an archive");
    let mut fit = 0;
    for cut in (0..whole[0].bytes.len()).step_by(61) {
        let mut files = whole.clone();
        files[0].bytes[cut] = b"\"<>9/a"[cut % 6];
        let Ok((project, _)) = format.read(&files) else {
            continue;
        };
        fit += 1;
        let opened = State::open(project).expect("what is read can be opened");
        let again = format.write(&opened.to_project(), &Options::default());
        format.read(&again.files).expect("what is written is read");
    }
    assert!(fit > 50, "{fit}");
}

/// A project as a program packs it: what is in its XML, and its texts.
fn packed(origin: &str, inside: &str, folder: &str, texts: &[(&str, &str)]) -> Vec<u8> {
    let xml = format!(
        "\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Project name=\"P\" origin=\"{origin}\" \
         xmlns=\"urn:QDA-XML:project:1.0\">\n{inside}</Project>"
    );
    let mut files = vec![file("project.qde", xml)];
    for (name, text) in texts {
        files.push(file(&format!("{folder}/{name}"), text));
    }
    archive::pack(&files)
}

const CODES: &str = "<CodeBook><Codes>\
    <Code guid=\"C0000000-0000-0000-0000-000000000001\" name=\"People\" isCodable=\"true\" color=\"#EE7733\">\
    <Description>Who is named.</Description>\
    <Code guid=\"C0000000-0000-0000-0000-000000000002\" name=\"1. Taliban\" isCodable=\"true\"/>\
    <Code guid=\"C0000000-0000-0000-0000-000000000003\" name=\"Unused\" isCodable=\"true\"/>\
    </Code></Codes></CodeBook>\n";

fn coding(code: usize) -> String {
    format!(
        "<Coding guid=\"D0000000-0000-0000-0000-00000000000{code}\"><CodeRef \
         targetGUID=\"{{c0000000-0000-0000-0000-00000000000{code}}}\"/></Coding>"
    )
}

/// A selection from a position to one with a name, with codings or other elements inside.
fn selection(start: usize, end: usize, name: &str, inside: &str) -> String {
    format!(
        "<PlainTextSelection guid=\"5E000000-0000-0000-0000-{start:012}\" name=\"{name}\" \
         startPosition=\"{start}\" endPosition=\"{end}\">{inside}</PlainTextSelection>\n"
    )
}

fn source(selections: &str) -> String {
    format!(
        "{CODES}<Sources><TextSource guid=\"A0000000-0000-0000-0000-000000000001\" name=\"Talks\" \
         plainTextPath=\"internal://A1.txt\">{selections}</TextSource></Sources>\n"
    )
}

fn read(bytes: Vec<u8>) -> (Project, Vec<Diagnostic>) {
    let format = crate::format("qdpx").expect("the format is listed");
    let files = [file("P.qdpx", bytes)];
    let found = crate::detect("P.qdpx", &files[0].bytes).map(|format| format.id);
    assert_eq!(found, Some("qdpx"));
    format.read(&files).expect("the file is fit")
}

/// The labels and words of the marks of one text, and what there is to say.
fn marks(origin: &str, text: &str, selections: &str) -> (Vec<String>, Vec<String>) {
    let bytes = packed(origin, &source(selections), "sources", &[("A1.txt", text)]);
    let spans = check::spans("qdpx", &[file("P.qdpx", bytes.clone())]);
    let spans = spans
        .iter()
        .map(|(label, words)| format!("{label}: {words}"));
    let said = read(bytes).1.into_iter().map(|it| it.to_string());
    (spans.collect(), said.collect())
}

#[test]
fn the_end_is_the_last_character_where_nothing_speaks_against_it() {
    let (spans, said) = marks("Unknown", "ab cd", &selection(0, 0, "", &coding(1)));
    assert_eq!(spans, ["People: a"]);
    assert_eq!(said, [""; 0]);
    // Whole words, without names.
    let (spans, said) = marks(
        "Unknown",
        "Obama met the Taliban.",
        &selection(14, 20, "", &coding(1)),
    );
    assert_eq!(spans, ["People: Taliban"]);
    assert_eq!(said, [""; 0]);
}

#[test]
fn a_project_of_potato_is_understood() {
    // Ends are last characters, and names are the words.
    let selections =
        selection(2, 6, "Obama", &coding(1)) + &selection(16, 22, "Taliban", &coding(2));
    let (spans, said) = marks("Potato", "👍 Obama met the Taliban.", &selections);
    assert_eq!(spans, ["People: Obama", "People.1․ Taliban: Taliban"]);
    assert_eq!(said, [""; 0]);
}

#[test]
fn a_project_of_qualcoder_is_understood() {
    // Ends come after the last character, names are the words, and a note holds its own selection.
    let inside = format!(
        "<Users><User guid=\"B0000000-0000-0000-0000-000000000001\" name=\"Ana\"/></Users>{CODES}<Sources>\
         <TextSource guid=\"A0000000-0000-0000-0000-000000000001\" name=\"talks.txt\" \
         plainTextPath=\"internal://A1.txt\"><Description>On the talks</Description>\
         <PlainTextSelection guid=\"50000000-0000-0000-0000-000000000001\" startPosition=\"0\" \
         endPosition=\"5\" name=\"Obama\" creatingUser=\"b0000000-0000-0000-0000-000000000001\" \
         creationDateTime=\"2026-01-02T03:04:05Z\"><Description>a memo</Description>{}</PlainTextSelection>\
         <NoteRef targetGUID=\"E0000000-0000-0000-0000-000000000001\"/></TextSource>\
         <PDFSource guid=\"A0000000-0000-0000-0000-000000000002\" name=\"talks.pdf\" \
         path=\"internal://A2.pdf\"><Representation guid=\"A0000000-0000-0000-0000-000000000003\" \
         plainTextPath=\"internal://A2.txt\" name=\"talks.pdf\">{}</Representation></PDFSource></Sources>\
         <Notes><Note guid=\"E0000000-0000-0000-0000-000000000001\"><PlainTextContent>hm</PlainTextContent>\
         <PlainTextSelection guid=\"50000000-0000-0000-0000-000000000002\" startPosition=\"7\" \
         endPosition=\"10\"/></Note></Notes>",
        coding(1),
        selection(4, 11, "Taliban", &coding(2)),
    );
    let texts = [
        ("A1.txt", "Obama\r\nmet the Taliban."),
        ("A2.txt", "The Taliban left."),
    ];
    let (project, said) = read(packed("Qualcoder 3.6", &inside, "sources", &texts));
    let shown = |at: usize| {
        let annotation = &project.annotations[at];
        let text: Vec<char> = project.documents[usize::from(at == 2)]
            .text
            .chars()
            .collect();
        let fragment = &annotation.fragments[0];
        let words: String = text[fragment.start..fragment.end].iter().collect();
        let Annotated {
            label,
            note,
            author,
            created,
        } = annotated(annotation);
        format!("{label}: {words} ({note}) {author} {created}")
    };
    assert_eq!(shown(0), "People: Obama (a memo) Ana 2026-01-02T03:04:05Z");
    assert_eq!(shown(1), "note: met (hm)  ");
    assert_eq!(shown(2), "People.1․ Taliban: Taliban ()  ");
    assert_eq!(project.documents[1].meta.title, "talks.pdf");
    assert_eq!(project.header.annotators[0].name, "Ana");
    assert_eq!(
        project.documents[0].meta.extra["qdpx"]["notes"][0],
        "On the talks"
    );
    assert_eq!(said.len(), 1, "{said:?}");
    let remark = "the end of a selection as the character after it, not the last one in it: this fits the names";
    assert!(said[0].message.contains(remark), "{said:?}");
}

struct Annotated<'a> {
    label: &'a str,
    note: &'a str,
    author: &'a str,
    created: &'a str,
}

fn annotated(annotation: &postil_core::model::Annotation) -> Annotated<'_> {
    Annotated {
        label: &annotation.label,
        note: &annotation.note,
        author: &annotation.author,
        created: &annotation.created,
    }
}

#[test]
fn a_project_of_atlas_ti_is_understood() {
    // Line ends count as one character, and names are cut off.
    let selections =
        selection(6, 20, "met the Tal...", &coding(1)) + &selection(23, 29, "He left", "");
    let (spans, said) = marks(
        "ATLAS.ti Windows",
        "Obama\r\nmet the Taliban.\r\nHe left.",
        &selections,
    );
    assert_eq!(spans, ["People: met the Taliban", "quotation: He left"]);
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("a line end as one character"), "{said:?}");
    // Where nothing else tells, the origin does.
    let inside = selection(11, 12, "", &coding(1));
    for (origin, words) in [("ATLAS.ti Mac", "People: kl"), ("Unknown", "People: jk")] {
        let (spans, _) = marks(origin, "abcdefgh\r\nijklmnop", &inside);
        assert_eq!(spans, [words], "{origin}");
    }
}

#[test]
fn a_project_of_maxqda_is_understood() {
    // Names are positions, so that only whole words tell; two codes are two marks.
    let selections = selection(0, 5, "0,5", &(coding(1) + &coding(2)))
        + &selection(14, 21, "14,21", "<Description>a memo</Description>");
    let (spans, said) = marks("MAXQDA 24", "Obama met the Taliban.", &selections);
    assert_eq!(
        spans,
        ["People: Obama", "People.1․ Taliban: Obama", "note: Taliban"]
    );
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("fits whole words better"), "{said:?}");
}

#[test]
fn a_project_of_nvivo_is_understood() {
    // The folder has a capital letter, and a link leads from a selection to a note in a file.
    let link = |from: &str, to: &str| {
        format!(
            "<Link guid=\"F0000000-0000-0000-0000-000000000001\" name=\"See also\" originGUID=\"{from}\" \
             targetGUID=\"{to}\"/>"
        )
    };
    let (one, two) = (
        "5e000000-0000-0000-0000-000000000000",
        "5e000000-0000-0000-0000-000000000014",
    );
    let note = "e0000000-0000-0000-0000-000000000001";
    let inside = source(&(selection(0, 5, "", &coding(1)) + &selection(14, 21, "", &coding(2))))
        + &format!(
            "<Notes><Note guid=\"{note}\" name=\"n\" plainTextPath=\"internal://N1.txt\"/></Notes><Links>{}{}</Links>",
            link(note, one),
            link(one, two)
        );
    let texts = [
        ("A1.txt", "\u{FEFF}Obama met the Taliban."),
        ("n1.txt", "an aside"),
    ];
    let (project, _) = read(packed("NVivo 14", &inside, "Sources", &texts));
    assert_eq!(project.annotations[0].note, "an aside");
    assert_eq!(project.annotations[0].id.as_str(), one);
    let relation = &project.relations[0];
    assert_eq!(
        (relation.kind.as_str(), relation.from.as_str()),
        ("See also", one)
    );
    assert_eq!(project.documents[0].text, "Obama met the Taliban.");
    assert_eq!(project.relations.len(), 1);
}

#[test]
fn the_code_book_becomes_the_schema() {
    let (project, _) = read(packed("Potato", &source(""), "sources", &[("A1.txt", "a")]));
    let layer = &project.schema.layers[0];
    assert_eq!(layer.title, "People");
    assert_eq!(layer.color, "#ee7733".parse().ok());
    assert_eq!(layer.description, "Who is named.");
    let labels: Vec<_> = layer
        .labels
        .iter()
        .map(|l| (l.name.as_str(), l.title.as_str()))
        .collect();
    assert_eq!(labels, [("1․ Taliban", "1. Taliban"), ("Unused", "Unused")]);
    // It comes back as it was, under its GUIDs.
    let format = crate::format("qdpx").expect("the format is listed");
    let written = format.write(&project, &Options::default());
    assert_eq!(written.losses, []);
    let unpacked = archive::unpack(&written.files).expect("an archive");
    let xml = String::from_utf8_lossy(&unpacked[0].bytes).into_owned();
    let code =
        "guid=\"c0000000-0000-0000-0000-000000000002\" name=\"1. Taliban\" isCodable=\"true\"";
    assert!(xml.contains(code), "{xml}");
    assert!(
        xml.contains("color=\"#ee7733\"><Description>Who is named.</Description>"),
        "{xml}"
    );
}

#[test]
fn words_tell_where_a_selection_lies() {
    // The text has got a line at its top since.
    let text = "News\nObama met the Taliban. Obama left.";
    let selections =
        selection(0, 4, "Obama", &coding(1)) + &selection(10, 20, "the Taliban", &coding(2));
    let (spans, said) = marks("Unknown", text, &selections);
    assert_eq!(spans, ["People: Obama", "People.1․ Taliban: the Taliban"]);
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("counted 5 later"), "{said:?}");
    // A name that a person has given says nothing of the place.
    let (spans, said) = marks(
        "Unknown",
        text,
        &selection(5, 9, "A name of its own", &coding(1)),
    );
    assert_eq!(spans, ["People: Obama"]);
    assert_eq!(said, [""; 0]);
}

#[test]
fn what_is_no_text_is_left_out_by_name() {
    let others = "<Sources><PictureSource guid=\"1\" name=\"photo\" path=\"internal://p.png\"/>\n\
        <VideoSource guid=\"2\" name=\"talk\" path=\"internal://v.mp4\"/>\n\
        <PDFSource guid=\"3\" name=\"scan\" path=\"internal://s.pdf\"/>\n\
        <TextSource guid=\"4\" name=\"lost\" plainTextPath=\"internal://lost.txt\"/>\n\
        <TextSource guid=\"5\" name=\"rich\" richTextPath=\"internal://rich.docx\"/></Sources>\n\
        <Cases><Case guid=\"6\" name=\"Ana\"/></Cases><Sets><Set guid=\"7\" name=\"Old\"/></Sets>\
        <Graphs><Graph guid=\"8\" name=\"Map\"/></Graphs>\
        <Notes><Note guid=\"9\" name=\"Diary\"><PlainTextContent>x</PlainTextContent></Note></Notes>\
        <Links><Link guid=\"10\" name=\"odd\" originGUID=\"6\" targetGUID=\"7\"/></Links>";
    let selections = selection(0, 99, "", &coding(1))
        + &selection(1, 1, "", &coding(9))
        + "<PlainTextSelection startPosition=\"x\" endPosition=\"1\"/>";
    let inside = source(&selections) + others;
    let bytes = packed("Unknown", &inside, "sources", &[("A1.txt", "abc")]);
    let (_, said) = read(bytes.clone());
    let said = said.iter().filter(|it| it.severity == Severity::LeftOut);
    assert_eq!(said.count(), 13);
    for message in [
        "the picture “photo” is left out",
        "the recording “talk” is left out",
        "the PDF “scan” is left out",
        "the text “lost” is left out: its text `internal://lost.txt` is not in the file",
        "the text “rich” is left out: there is no plain text",
        "the case “Ana”",
        "the set “Old”",
        "the graph “Map”",
        "the note “Diary” belongs to no selection",
        "the link “odd”",
        "the offset 100 lies outside",
        "000000000009”, which is not in the code book",
        "in `startPosition`, found “x”",
    ] {
        check::leaves_out(
            "qdpx",
            "P.qdpx",
            &bytes,
            "P.qdpx, project.qde, line ",
            message,
        );
    }
}

#[test]
fn what_is_wrong_is_named() {
    let zip = |files: &[File]| archive::pack(files);
    for (name, bytes, place, message) in [
        ("a.qdpx", zip(&[file("a.txt", "a")]), "a.qdpx", "found 0"),
        (
            "a.qdpx",
            zip(&[file("a.qde", "<a/>"), file("b.qde", "<a/>")]),
            "a.qdpx",
            "expected one file `project.qde` in the archive, found 2",
        ),
        ("a.qdpx", b"PK\x03\x04".to_vec(), "a.qdpx", "ZIP"),
        (
            "a.qdpx",
            zip(&[file("a.qde", "<a>")]),
            "a.qdpx, a.qde, line 1",
            "cut off",
        ),
        (
            "a.qde",
            b"<a/>".to_vec(),
            "a.qde",
            "expected <Project>, found <a>",
        ),
        ("a.txt", b"a".to_vec(), "", "expected a project"),
    ] {
        check::refuses("qdpx", name, bytes, place, message);
    }
}
