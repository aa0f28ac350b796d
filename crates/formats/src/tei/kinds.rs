//! What the elements of TEI are in a text
//! (<https://www.tei-c.org/release/doc/tei-p5-doc/en/html/REF-ELEMENTS.html>).

/// Elements that are marks.
const MARKS: &[&str] = &[
    "name",
    "persName",
    "placeName",
    "orgName",
    "geogName",
    "objectName",
    "eventName",
    "country",
    "region",
    "settlement",
    "district",
    "bloc",
    "rs",
    "date",
    "time",
    "event",
    "quote",
    "q",
    "said",
    "seg",
    "term",
    "title",
    "num",
    "measure",
];

/// Elements that name what the element around them describes, the likeliest first.
pub(super) const NAMED: &[&str] = &[
    "persName",
    "placeName",
    "orgName",
    "objectName",
    "eventName",
    "geogName",
    "name",
    "title",
    "label",
    "head",
];

/// Elements that are no part of the text: running heads, pictures, what the author struck out, what the
/// editor says about it.
const PASSED: &[&str] = &[
    "alt",
    "altGrp",
    "certainty",
    "del",
    "facsimile",
    "figDesc",
    "fs",
    "fw",
    "gap",
    "index",
    "interp",
    "interpGrp",
    "join",
    "joinGrp",
    "link",
    "linkGrp",
    "metamark",
    "precision",
    "respons",
    "sourceDoc",
    "span",
    "spanGrp",
    "standOff",
    "teiHeader",
    "timeline",
    "xenoData",
];

/// Elements that describe what the names of a text refer to.
const REGISTERS: &[&str] = &[
    "listEvent",
    "listNym",
    "listObject",
    "listOrg",
    "listPerson",
    "listPlace",
    "listRelation",
];

/// Elements with a blank line around them.
const PARAGRAPHS: &[&str] = &[
    "ab",
    "div",
    "figure",
    "floatingText",
    "head",
    "lg",
    "list",
    "p",
    "sp",
    "table",
];

/// Elements on lines of their own.
const LINES: &[&str] = &[
    "addrLine",
    "byline",
    "castItem",
    "closer",
    "dateline",
    "docAuthor",
    "docDate",
    "docEdition",
    "docImprint",
    "item",
    "l",
    "opener",
    "row",
    "salute",
    "signed",
    "speaker",
    "stage",
    "titlePart",
    "trailer",
];

/// Elements that hold paragraphs, and no words of their own.
const SECTIONS: &[&str] = &[
    "TEI",
    "argument",
    "back",
    "body",
    "div",
    "epigraph",
    "epilogue",
    "figure",
    "floatingText",
    "front",
    "group",
    "performance",
    "postscript",
    "prologue",
    "text",
];

/// Elements that hold lines, and no words of their own.
const LISTS: &[&str] = &[
    "address",
    "castGroup",
    "castList",
    "docTitle",
    "lg",
    "list",
    "listBibl",
    "listEvent",
    "listOrg",
    "listPerson",
    "listPlace",
    "org",
    "person",
    "place",
    "row",
    "sp",
    "spGrp",
    "table",
    "titlePage",
];

/// Whether an element is a mark.
pub(super) fn is_mark(name: &str) -> bool {
    MARKS.contains(&name)
}

/// Whether an element is no part of the text.
pub(super) fn is_passed(name: &str) -> bool {
    PASSED.contains(&name)
}

/// Whether an element is a register behind a text. One in its body is the text.
pub(super) fn is_register(name: &str) -> bool {
    REGISTERS.contains(&name)
}

/// The line feeds around what stands directly in an element; 0 if it has words of its own.
pub(super) fn breaks_inside(name: &str) -> usize {
    let name = unnumbered(name);
    match (SECTIONS.contains(&name), LISTS.contains(&name)) {
        (true, _) => 2,
        (_, true) => 1,
        _ => 0,
    }
}

/// The line feeds around an element, where those of its surroundings are so many.
pub(super) fn breaks_around(name: &str, surroundings: usize) -> usize {
    let name = unnumbered(name);
    let own = match (PARAGRAPHS.contains(&name), LINES.contains(&name)) {
        (true, _) => 2,
        (_, true) => 1,
        _ => 0,
    };
    match surroundings {
        // A speaker and what she says, a heading and the verses under it.
        1 if !LISTS.contains(&name) => 1,
        _ => own.max(surroundings),
    }
}

/// `div` for `div1` to `div7`.
fn unnumbered(name: &str) -> &str {
    match name.strip_prefix("div") {
        Some("1" | "2" | "3" | "4" | "5" | "6" | "7") => "div",
        _ => name,
    }
}
