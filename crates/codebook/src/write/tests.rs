use super::*;
use crate::markdown::{plain, sections};
use crate::read::read;
use crate::template::TEMPLATES;
use postil_core::diagnostic::Severity;
use postil_core::format::postil;
use postil_core::model::{Codebook, Project};
use postil_core::state::State;
use postil_core::testing::{any_project, any_schema, any_text};
use proptest::prelude::*;

fn named(schema: serde_json::Value, guidelines: &str) -> Named {
    Named {
        title: "A <b>project</b>".to_owned(),
        changed: "2026-11-30T06:00:00Z".to_owned(),
        codebook: Codebook {
            schema: serde_json::from_value(schema).expect("a schema"),
            guidelines: guidelines.to_owned(),
        },
    }
}

fn text(file: &File) -> &str {
    std::str::from_utf8(&file.bytes).expect("it is text")
}

/// A codebook whose every word tries to be something else.
fn hostile() -> Named {
    let bad = "<script>alert(1)</script> | *x* `y` [z](javascript:alert(1)) \"q\" 'r' <!-- ``` \n# h\n---";
    named(
        serde_json::json!({
            "version": 3,
            "layers": [{
                "name": bad.replace('.', ""), "title": bad, "key": "<", "color": "#3366cc", "description": bad,
                "labels": [{
                    "name": bad, "title": bad, "group": bad, "description": bad,
                    "examples": [{ "text": bad, "note": bad }],
                }],
                "attributes": [{
                    "name": bad, "title": bad, "kind": "choice", "values": [bad], "value_notes": { bad: bad },
                    "default": bad, "description": bad, "labels": [bad],
                }],
            }],
            "relations": [{ "name": bad, "title": bad, "from": [bad], "to": [bad], "values": [bad], "description": bad }],
            "cluster_attributes": [{ "name": bad, "title": bad }],
        }),
        bad,
    )
}

/// The tags of a page, without what is in quotes.
fn tags(page: &str) -> impl Iterator<Item = &str> {
    let tags = page.split('<').skip(1);
    tags.map(|tag| tag.split('>').next().unwrap_or_default())
}

fn is_strict(page: &str) {
    const TAGS: &[&str] = &[
        "!DOCTYPE",
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "nav",
        "section",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "a",
        "bdi",
        "code",
        "kbd",
        "span",
        "em",
        "strong",
        "pre",
        "hr",
        "br",
        "blockquote",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ];
    let body = page.split_once("</style>").expect("the style ends").1;
    for tag in tags(page) {
        let name = tag
            .trim_start_matches('/')
            .split([' ', '\n'])
            .next()
            .unwrap_or_default();
        assert!(TAGS.contains(&name), "<{tag}>");
    }
    for tag in tags(body) {
        for attribute in ["href=\"", "style=\"", "start=\""] {
            let Some((_, value)) = tag.split_once(attribute) else {
                continue;
            };
            let value = value.split('"').next().unwrap_or_default();
            let fits = match attribute {
                "href=\"" => ["#", "https://", "http://", "mailto:"]
                    .iter()
                    .any(|it| value.to_lowercase().starts_with(it)),
                "style=\"" => value.starts_with("--own: #") && value.len() == 14,
                _ => value.parse::<u64>().is_ok(),
            };
            assert!(fits, "{value}");
        }
        let quoted = tag.split('"').step_by(2).collect::<String>();
        assert!(!quoted.contains(" on"), "<{tag}>");
    }
}

#[test]
fn words_are_words_in_a_page() {
    let page = html(&hostile());
    is_strict(text(&page));
    assert!(
        text(&page)
            .contains("&lt;script&gt;alert(1)&lt;/script&gt; | *x* `y` [z](javascript:alert(1))")
    );
    assert!(text(&page).contains("<title>A &lt;b&gt;project&lt;/b&gt;: codebook</title>"));
    assert!(text(&page).contains("Version 3, last changed 2026-11-30 at 06:00 UTC"));
    assert!(text(&page).contains("style=\"--own: #3366cc\""));
}

#[test]
fn words_are_words_in_markdown() {
    let file = markdown(&hostile());
    let headings: Vec<_> = sections(text(&file))
        .into_iter()
        .map(|s| (s.level, s.title))
        .collect();
    // The words, in one line; those in Markdown have a heading of their own, two levels lower.
    let whole =
        "<script>alert(1)</script> | *x* `y` [z](javascript:alert(1)) \"q\" 'r' <!-- ```  # h ---";
    assert_eq!(headings[0], (1, "A <b>project</b>: codebook".to_owned()));
    assert_eq!(headings[1], (2, "Layers".to_owned()));
    assert_eq!(headings[2], (3, whole.to_owned()));
    let last = [(2, "Guidelines".to_owned()), (3, "h".to_owned())];
    assert!(headings.ends_with(&last), "{headings:?}");
    let shown = plain(text(&file));
    assert!(
        shown.contains("Version 3, last changed 2026-11-30 at 06:00 UTC"),
        "{shown}"
    );
    assert!(
        !text(&file).lines().any(|line| line.starts_with('<')),
        "{}",
        text(&file)
    );
}

#[test]
fn templates_can_be_read_by_people() {
    for template in TEMPLATES {
        let named = Named {
            title: template.title.to_owned(),
            codebook: template.codebook(),
            ..Named::default()
        };
        let (page, document) = (html(&named), markdown(&named));
        is_strict(text(&page));
        let shown = plain(text(&document));
        let found = sections(text(&document));
        for layer in &named.codebook.schema.layers {
            assert!(found.iter().any(|s| s.level == 3 && s.title == layer.title));
            for label in &layer.labels {
                assert!(found.iter().any(|s| s.level == 4 && s.title == label.title));
                for example in &label.examples {
                    assert!(shown.contains(&example.text), "{}", example.text);
                    assert!(text(&page).contains(&example.text.replace('\'', "&#39;")));
                }
            }
        }
        for line in plain(&named.codebook.guidelines).lines() {
            assert!(shown.contains(line), "{line}");
        }
    }
}

#[test]
fn a_file_has_the_name_of_the_project() {
    let named = Named {
        title: "Kabul/Moscow".to_owned(),
        ..Named::default()
    };
    let names = [json(&named), markdown(&named), html(&named)].map(|file| file.name);
    assert_eq!(
        names,
        [
            "Kabul-Moscow.codebook.json",
            "Kabul-Moscow.codebook.md",
            "Kabul-Moscow.codebook.html"
        ]
    );
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let begin = "{\"format\": \"postil-codebook\", \"version\": 1";
    for (source, message) in [
        ("", "the file is empty"),
        (
            "{\"format\": ",
            "line 1, column 11: the file ends early, at byte 11: was its download cut off? (EOF while parsing a value)",
        ),
        (
            "[]",
            "this is neither a codebook nor a project of Postil: expected an object with \"format\": \"postil-codebook\" or \"postil\"",
        ),
        (
            "{}",
            "this is neither a codebook nor a project of Postil: expected an object with \"format\": \"postil-codebook\" or \"postil\"",
        ),
        (
            "{\"format\": \"postil-lines\"}",
            "this is neither a codebook nor a project of Postil: expected an object with \"format\": \"postil-codebook\" or \"postil\", found \"format\": \"postil-lines\"",
        ),
        (
            "{\"format\": \"postil-codebook\", \"version\": 2}",
            "version: the file was written by a newer version (2); this one reads version 1",
        ),
        (
            "{\"format\": \"postil-codebook\"}",
            "version: expected 1, found null",
        ),
        (
            &format!("{begin}}}"),
            "missing field `schema` (line 1, column 1)",
        ),
        (
            &format!("{begin},\n \"schema\": {{\"layers\": [{{\"name\": \"a\"}}]}}}}"),
            "schema.layers[0]: missing field `title` (line 2, column 24)",
        ),
        (
            &format!("{begin}, \"schema\": {{}}, \"guidelines\": 1}}"),
            "guidelines: expected a string, found integer `1` (line 1, column 73)",
        ),
        (
            "{\"format\": \"postil\", \"version\": 1}",
            "offset_unit: expected \"code point\", found null; offsets in another unit would mark other words",
        ),
    ] {
        let found = read(source.as_bytes()).expect_err(source);
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found, [message], "{source}");
    }
    let found = read(b"{\xFF").expect_err("not UTF-8");
    assert_eq!(found[0].place, "byte 1");
}

#[test]
fn fields_that_no_codebook_has_are_listed() {
    let source =
        b"{\"x\": 1, \"format\": \"postil-codebook\", \"version\": 1, \"schema\": {\"y\": 2}}";
    let (named, warnings) = read(source).expect("it is read");
    assert_eq!(named.codebook.schema.extra["y"], 2);
    assert_eq!(warnings.len(), 1);
    assert_eq!(
        (warnings[0].severity, warnings[0].place.as_str()),
        (Severity::LeftOut, "x")
    );
}

proptest! {
    #[test]
    fn a_codebook_reads_as_it_is_written(
        schema in any_schema(), guidelines in any_text(), title in any_text(), changed in any_text(),
    ) {
        let named = Named { title, changed, codebook: Codebook { schema, guidelines } };
        let project = Project { schema: named.codebook.schema.clone(), ..Project::default() };
        prop_assume!(State::check(&project).is_ok());
        let file = json(&named);
        let (read, warnings) = read(&file.bytes).map_err(|e| TestCaseError::fail(format!("{e:?}")))?;
        prop_assert_eq!(&read, &named);
        prop_assert_eq!(warnings, []);
        prop_assert_eq!(json(&read), file);
    }

    #[test]
    fn the_codebook_of_a_project_is_read(project in any_project()) {
        let bytes = &postil::write(&project).files[0].bytes;
        prop_assume!(postil::read(bytes).is_ok());
        let (read, _) = read(bytes).map_err(|e| TestCaseError::fail(format!("{e:?}")))?;
        prop_assert_eq!(read.title, project.header.name);
        prop_assert_eq!(read.codebook.schema, project.schema);
        prop_assert_eq!(read.codebook.guidelines, project.header.guidelines);
    }

    #[test]
    fn every_codebook_can_be_read_by_people(schema in any_schema(), guidelines in any_text(), title in any_text()) {
        let named = Named { title, changed: String::new(), codebook: Codebook { schema, guidelines } };
        let page = html(&named);
        is_strict(text(&page));
        let document = markdown(&named);
        let found = sections(text(&document));
        let layers = found.iter().filter(|s| s.level == 2 && s.title == "Layers").count();
        prop_assert_eq!(layers, usize::from(!named.codebook.schema.layers.is_empty()), "{}", text(&document));
    }
}
