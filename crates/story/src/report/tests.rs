use super::*;
use crate::filter::Filter;
use crate::plain::spaced;
use crate::proposed;
use crate::testing::{example, project};
use postil_core::state::State;
use pulldown_cmark::{Event, Options, Parser, Tag};
use quick_xml::Reader;
use quick_xml::events::Event as Xml;
use std::collections::BTreeMap;
use std::env::var;

fn report(state: &State, filter: &Filter) -> Report {
    let scope = Scope::new(state, filter, None);
    Report::new(&scope, &proposed::of(state))
}

/// Words of Markdown as they are read, with nothing in it but what reports have; the number of its elements.
fn read(markdown: &str) -> (String, BTreeMap<&'static str, usize>) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = String::new();
    let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
    for event in Parser::new_ext(markdown, options) {
        let name = match event {
            Event::Text(text) => {
                all.push_str(&text);
                continue;
            }
            Event::End(_) => {
                all.push('\n');
                continue;
            }
            Event::Start(Tag::Heading { id, classes, .. }) => {
                assert!(id.is_none() && classes.is_empty());
                "heading"
            }
            Event::Start(Tag::Paragraph) => "paragraph",
            Event::Start(Tag::List(None)) => "list",
            Event::Start(Tag::Item) => "item",
            Event::Start(Tag::Table(_) | Tag::TableHead) => "table",
            Event::Start(Tag::TableRow) => "row",
            Event::Start(Tag::TableCell) => "cell",
            Event::Start(Tag::Strong) => "strong",
            other => panic!("{other:?} after {all}"),
        };
        *counts.entry(name).or_default() += 1;
    }
    (all, counts)
}

/// The words of a page, all of whose elements are closed and none of which runs or loads anything.
fn check(html: &str) -> String {
    let (_, body) = html.split_once("<body>").expect("a body");
    let (body, _) = body.split_once("</body>").expect("a body");
    let mut reader = Reader::from_str(body);
    let mut all = String::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Xml::Start(element) | Xml::Empty(element) => {
                let name = element.name();
                let is_known = [
                    "main", "h1", "h2", "h3", "p", "ul", "li", "nav", "a", "bdi", "b", "q", "ins",
                    "del", "span", "div", "table", "thead", "tbody", "tr", "th", "td", "figure",
                    "svg", "title", "desc", "text", "tspan", "rect", "line", "circle",
                ]
                .contains(&name.as_ref());
                assert!(is_known, "{name:?}");
                for attribute in element.attributes() {
                    let attribute = attribute.expect("well-formed");
                    assert!(!attribute.key.as_ref().starts_with("on"));
                    let value =
                        String::from_utf8_lossy(attribute.value.as_ref().as_bytes()).into_owned();
                    assert!(
                        attribute.key.as_ref() != "href" || value.starts_with("#part-"),
                        "{value}"
                    );
                }
            }
            Xml::Text(text) => all.push_str(&text),
            Xml::GeneralRef(entity) => all.push_str(match &*entity {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                "#39" => "'",
                other => panic!("{other}"),
            }),
            Xml::End(_) => {}
            Xml::Eof => break,
            other => panic!("{other:?}"),
        }
    }
    all
}

#[test]
fn it_has_what_the_views_of_the_example_have() {
    let state = example();
    let report = report(&state, &Filter::default());
    let (html, markdown) = (report.to_html(), report.to_markdown());
    if let Ok(folder) = var("PICTURES") {
        std::fs::write(format!("{folder}/report.html"), &html).expect("the folder is there");
        std::fs::write(format!("{folder}/report.md"), &markdown).expect("the folder is there");
    }
    let page = check(&html);
    let (words, counts) = read(&markdown);
    for expected in [
        "5 articles with 777 marks.",
        "No filter: all articles and all marks.",
        "167 events have no date.",
        "3 articles have no outlet.",
        "5 pairs of claims that may differ are not settled.",
        "(000, Daryo, from Jul 2024; event: Mar 2024)",
        "number: 145 / over 130",
        "Number. 002 gives the figure of the first days as a lower bound, over 130",
        "(004, Anadolu Agency, 28 May 2024; actual)",
        "(001, outlet not stated, 18 Dec 2024; mixed",
        "The Taliban are allies against terrorism",
        "… and 54 more clusters.",
        "claim.fact",
    ] {
        assert!(page.contains(expected), "{expected}");
        assert!(words.contains(expected), "{expected}");
    }
    assert!(html.contains("<svg") && html.contains("<ins>") && !html.contains("<script"));
    assert!(words.contains("{+are without a doubt Moscow’s allies+}"));
    assert!(words.contains("[-as an ally-]"));
    // Every line of the table of coverage has a cell for each column.
    assert_eq!(
        counts.get("heading"),
        Some(&html.matches("<h").count().saturating_sub(2))
    );
    assert_eq!(
        html,
        super::Report::new(
            &Scope::new(&state, &Filter::default(), None),
            &proposed::of(&state)
        )
        .to_html()
    );
}

#[test]
fn quotations_are_verbatim() {
    let state = example();
    let markdown = report(&state, &Filter::default()).to_markdown();
    let (words, _) = read(&markdown);
    for claim in state
        .annotations()
        .filter(|mark| ["m122", "m450", "m748", "m663"].contains(&mark.id.as_str()))
    {
        let quoted = state.quote(claim);
        let quoted = spaced(&quoted, usize::MAX);
        assert!(words.contains(&format!("“{}”", quoted.trim())), "{quoted}");
    }
}

#[test]
fn a_filter_is_told() {
    let state = example();
    let mut filter = Filter::default();
    filter.outlets.extend(["Daryo".to_owned(), String::new()]);
    filter.layers.insert("claim".to_owned());
    filter.from = crate::when::Day::new(2024, 5, 1);
    let words = check(&report(&state, &filter).to_html());
    assert!(
        words.contains(
            "Filtered. layers: claim; outlets: none stated, Daryo; published from 1 May 2024 on."
        ),
        "{words}"
    );
}

/// Words that are markup in one kind of Markdown or another, or in HTML.
const HOSTILE: [&str; 20] = [
    "<script>alert(1)</script> ]]> <img src=x onerror=alert(1)> &amp;",
    "| a | b | `code` ``` ~~~ **bold** __bold__ *x* _y_ ~~z~~",
    "- item",
    "+ item",
    "1. item",
    "1) item",
    "# heading",
    "> quote",
    "=====",
    "-----",
    "~~~",
    "![image](http://a.b/c) [link](x) <http://a.b> https://a.b www.a.b me@a.b [^1] [[wiki]] {{ x }} {#id} $x$ $$y$$ x^2^ H~2~O",
    "\u{202e}right\u{2066} to left \\ \\\\ \\| \" ' \u{0} \u{1b}",
    "trailing\\",
    ":::warning",
    "term\n: definition",
    "&lt;b&gt;",
    "    indented",
    "***",
    "a\u{2028}b\u{85}c",
];

#[test]
fn words_are_one_paragraph_of_nothing_but_words() {
    for hostile in HOSTILE {
        let (read, counts) = read(&markdown::words(hostile));
        assert_eq!(read.trim(), spaced(hostile, usize::MAX).trim());
        assert_eq!(counts, BTreeMap::from([("paragraph", 1)]), "{hostile}");
    }
}

#[test]
fn what_an_article_says_never_becomes_markup() {
    for words in HOSTILE {
        let marked = words.replace(['[', ']', ':', '|'], "");
        let text = format!(
            "[claim|quoting=direct:{marked}] [claim:{marked} x] [event:{marked}] [event|date=2024:{marked}]"
        );
        let relations = [
            ("contradicts", "open", "m0", "m1"),
            ("repeats", "", "m0", "m1"),
        ];
        let texts = [("2024-01-01", text.as_str()), ("", "")];
        let mut project = project(&texts, &[(words, &["m2", "m3"])], &relations).to_project();
        project.header.name = words.to_owned();
        project.documents[0].meta.title = words.to_owned();
        project.documents[0].meta.outlet = words.to_owned();
        project.relations[0].note = words.to_owned();
        let state = State::open(project).expect("it is sound");
        let report = report(&state, &Filter::default());
        let page = report.to_html();
        check(&page);
        let (before, after) = page.split_once("<figure>").expect("a picture");
        let (_, after) = after.split_once("</figure>").expect("a picture");
        let page = check(&format!("{before}{after}"));
        let (read, _) = read(&report.to_markdown());
        // All that is in the page is in Markdown as well, also in tables.
        let shown = spaced(words, usize::MAX);
        let times = page.matches(shown.trim()).count();
        assert!(times > 1, "{shown} in {page}");
        assert_eq!(
            read.matches(shown.trim()).count(),
            times,
            "{shown} in {read}"
        );
        assert!(!read.contains('\u{202e}') && !page.contains('\u{202e}'));
    }
}

#[test]
fn long_words_and_nothing_do_no_harm() {
    let text = format!("[claim:{}]", "w".repeat(100_000));
    let state = project(&[("", &text)], &[("c", &["m0"])], &[]);
    let report_of_long = report(&state, &Filter::default());
    let (words, _) = read(&report_of_long.to_markdown());
    assert!(words.contains("… (and 98,800 characters more)"));
    assert!(report_of_long.to_html().len() < 40_000);
    let none = project(&[], &[], &[]);
    let none = report(&none, &Filter::default());
    assert!(check(&none.to_html()).contains("0 articles"));
    read(&none.to_markdown());
}
