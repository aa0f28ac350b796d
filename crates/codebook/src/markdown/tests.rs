use super::*;
use postil_core::testing::any_text;
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn text(words: &str) -> Node {
    Node::Text(words.to_owned())
}

fn paragraph(words: &str) -> Node {
    Node::Paragraph(vec![text(words)])
}

/// All text in a tree, and how deep and large it is.
fn measure(nodes: &[Node], depth: usize, seen: &mut (String, usize, usize)) {
    seen.1 = seen.1.max(depth);
    for node in nodes {
        seen.2 += 1;
        match node {
            Node::Text(text) | Node::Code(text) | Node::CodeBlock(text) => seen.0.push_str(text),
            Node::Break | Node::Rule => {}
            Node::Heading { content, .. }
            | Node::Paragraph(content)
            | Node::Quote(content)
            | Node::Emphasis(content)
            | Node::Strong(content)
            | Node::Link { content, .. } => measure(content, depth + 1, seen),
            Node::List { items, .. } => {
                for item in items {
                    seen.2 += 1;
                    measure(item, depth + 2, seen);
                }
            }
            Node::Table { head, rows } => {
                for cell in std::iter::once(head).chain(rows).flatten() {
                    measure(cell, depth + 3, seen);
                }
            }
        }
    }
}

fn measured(source: &str) -> (String, usize, usize) {
    let mut seen = (String::new(), 0, 0);
    measure(&parse(source), 1, &mut seen);
    seen
}

#[test]
fn what_people_write_is_read() {
    let nodes = parse(
        "# When\n\nMark *names* and **titles**,\nnot `he`.  \nSee <https://example.org> or [us](mailto:a@b.c).\n\n\
         1. one\n2. two\n   - inner\n\n> said\n\n---\n\n```\na < b\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    );
    let link = |address: &str, words: &str| Node::Link {
        address: address.to_owned(),
        content: vec![text(words)],
    };
    let inner = Node::List {
        start: None,
        items: vec![vec![text("inner")]],
    };
    assert_eq!(
        nodes,
        [
            Node::Heading {
                level: 1,
                content: vec![text("When")]
            },
            Node::Paragraph(vec![
                text("Mark "),
                Node::Emphasis(vec![text("names")]),
                text(" and "),
                Node::Strong(vec![text("titles")]),
                text(", not "),
                Node::Code("he".to_owned()),
                text("."),
                Node::Break,
                text("See "),
                link("https://example.org", "https://example.org"),
                text(" or "),
                link("mailto:a@b.c", "us"),
                text("."),
            ]),
            Node::List {
                start: Some(1),
                items: vec![vec![text("one")], vec![text("two"), inner]],
            },
            Node::Quote(vec![paragraph("said")]),
            Node::Rule,
            Node::CodeBlock("a < b\n".to_owned()),
            Node::Table {
                head: vec![vec![text("a")], vec![text("b")]],
                rows: vec![vec![vec![text("1")], vec![text("2")]]],
            },
        ]
    );
}

#[test]
fn html_is_text() {
    let nodes = parse("<script>\nalert(1)\n</script>\n\nA <b onclick=x>bold</b> word &lt;i&gt;.");
    assert_eq!(
        nodes,
        [
            Node::Paragraph(vec![
                text("<script>"),
                Node::Break,
                text("alert(1)"),
                Node::Break,
                text("</script>"),
            ]),
            paragraph("A <b onclick=x>bold</b> word <i>."),
        ]
    );
}

#[test]
fn links_that_could_run_something_are_text() {
    for (source, words) in [
        ("[a](javascript:alert(1))", "a (javascript:alert(1))"),
        ("[a](JAVASCRIPT&colon;alert(1))", "a (JAVASCRIPT:alert(1))"),
        ("[a]( <java\u{1}script:x> )", "a (java\u{1}script:x)"),
        ("[a](other.md)", "a (other.md)"),
        ("[](data:,x)", " (data:,x)"),
        (
            "![a picture](data:image/png;x)",
            "a picture (data:image/png;x)",
        ),
        ("[a][b]\n\n[b]: vbscript:x", "a (vbscript:x)"),
        ("<javascript:x>", "javascript:x (javascript:x)"),
    ] {
        assert_eq!(parse(source), [paragraph(words)], "{source}");
    }
}

#[test]
fn pictures_are_links_to_them() {
    let link = |words: &str| {
        [Node::Paragraph(vec![Node::Link {
            address: "https://a.org/b.png".to_owned(),
            content: vec![text(words)],
        }])]
    };
    assert_eq!(parse("![a map](https://a.org/b.png)"), link("a map"));
    assert_eq!(
        parse("![](https://a.org/b.png)"),
        link("https://a.org/b.png")
    );
}

#[test]
fn first_lines_are_short_and_plain() {
    for (source, line) in [
        ("", ""),
        ("  \n\n", ""),
        ("---", ""),
        (
            "A *name* of [someone](https://a.org). Not a pronoun.",
            "A name of someone.",
        ),
        (
            "# Person\n\nA human being, e.g. Dr. Khan. Or two.",
            "A human being, e.g. Dr. Khan.",
        ),
        ("# Person", "Person"),
        ("- people\n- gods", "people"),
        ("People\nand gods", "People and gods"),
        ("<b>x</b>", "<b>x</b>"),
        (
            "# One\n\nTwo\n---\n\n1. **Three** or\n   more\n2. Four",
            "Three or more",
        ),
        ("> [sic] stays", "[sic] stays"),
        (
            "* see [the *list*](https://a.b/c) _below_, 2 * 3 and a_b_c",
            "see the list below, 2 * 3 and a_b_c",
        ),
        (
            "***\n\\*Not\\* emphasis, `code`, ~~no~~, <https://a.b/c>",
            "*Not* emphasis, code, no, https://a.b/c",
        ),
        ("People\n# One", "People"),
        ("People\n- gods", "People"),
        ("- - nested\n- more", "nested"),
        ("![a map](https://a.org/b.png) of it!", "a map of it!"),
        ("2026 was a year", "2026 was a year"),
        ("-5 degrees", "-5 degrees"),
    ] {
        assert_eq!(first_line(source), line, "{source}");
    }
    let long = first_line(&"word ".repeat(100));
    assert_eq!(long, format!("{}…", ["word"; 24].join(" ")));
    assert_eq!(
        first_line(&"ä".repeat(500)),
        format!("{}…", "ä".repeat(120))
    );
}

/// The line is found without the reader, and is what the reader would have found.
#[test]
fn first_lines_of_rules_are_what_is_read() {
    let mut many = 0;
    for template in crate::template::TEMPLATES {
        let schema = template.codebook().schema;
        for layer in &schema.layers {
            let labels = layer.labels.iter().map(|label| &label.description);
            let attributes = layer
                .attributes
                .iter()
                .map(|attribute| &attribute.description);
            for rule in labels.chain(attributes).chain([&layer.description]) {
                let all = plain(rule);
                let first = all.lines().next().unwrap_or_default();
                let line = first_line(rule);
                let begins = line.trim_end_matches('…');
                assert!(
                    first.starts_with(begins) && begins.is_empty() == first.is_empty(),
                    "{line}\n{first}"
                );
                many += usize::from(!line.is_empty());
            }
        }
    }
    assert!(many > 50, "{many}");
}

#[test]
fn sections_are_what_stands_under_a_heading() {
    let found = sections("Before.\n\n# One\n\na\n\n- b\n- c\n\n## *Two*\n");
    let found: Vec<_> = found
        .iter()
        .map(|s| (s.level, s.title.as_str(), s.text.as_str()))
        .collect();
    assert_eq!(
        found,
        [(0, "", "Before."), (1, "One", "a\nb\nc"), (2, "Two", "")]
    );
    assert_eq!(sections(""), []);
    assert_eq!(
        plain("# A\n\n> b *c*\n\n| d | e |\n|--|--|\n| f | g |"),
        "A\nb c\nd\te\nf\tg"
    );
}

/// What is in the plain style already is written as it is.
#[test]
fn the_plain_style_stays() {
    let source = "# When\n\n**When:** *names*, (*“titles”*) and `code`.\\\nSee [us](<https://a.org/b?c>).\n\n\
        1. one\n2. two\n\n   - inner\n\n+ other\n\n> said\n>\n> twice\n\n***\n\n```\na  < b\n```\n\n\
        | a | b |\n| --- | --- |\n| 1\\|2 | *2* |\n\n1\\. \\#a\\_b \\<i>\n";
    let written = write(&parse(source));
    assert_eq!(written, source.replace("\\#", "#"));
    assert_eq!(parse(&written), parse(source));
}

#[test]
fn the_tree_has_bounds_and_loses_no_words() {
    let deep = |before: &str, after: &str, times: usize| {
        format!("{}word{}", before.repeat(times), after.repeat(times))
    };
    for source in [
        deep("> ", "", 5_000),
        deep("- ", "", 5_000),
        deep("1. ", "", 5_000),
        deep("*a **b ", "** c*", 5_000),
        deep("![", "](https://a.org)", 5_000),
        deep("[", "](x)", 5_000),
        "*word* `a` \n\n".repeat(20_000),
        format!("{}word", "- a\n".repeat(60_000)),
        format!("| a |\n|---|\n{}| word |", "| a |\n".repeat(40_000)),
        format!("{}\n\nword", "a\n\n".repeat(MAX_BYTES / 3)),
    ] {
        let (words, depth, count) = measured(&source);
        assert!(words.contains("word"), "{}", &source[..20]);
        // Lists, rows and cells count as levels here, and the last node at the bound has content.
        assert!(depth <= MAX_DEPTH + 4, "{depth}: {}", &source[..20]);
        assert!(
            count <= MAX_NODES + 2 * MAX_DEPTH,
            "{count}: {}",
            &source[..20]
        );
    }
}

/// What takes some readers of Markdown time in proportion to the square of its length.
#[test]
fn hostile_texts_are_quick() {
    for part in [
        "[",
        "]",
        "[a](",
        "![",
        "*",
        "_",
        "**a",
        "*a_ ",
        "a**b",
        "`",
        "` ``",
        "<",
        "<a",
        "<!--",
        "<?",
        "<![CDATA[",
        "&",
        "&#",
        "\\",
        "> ",
        "- ",
        "1. ",
        "# ",
        "~~~\n",
        "```\n",
        "|",
        "|-",
        "a|b\n-|-\n",
        "[a]: b\n",
        "[a]\n",
        "[a](<b",
        "[\\",
        "<https://",
        "(",
        "\u{0}",
        "\t",
        " \n",
        "a  \n",
        ">\n- ",
        "* a\n * b\n",
        "a\n===\n",
        "![[]()",
        "[ (]( ",
        "*_*_",
        "<a b='",
        "[a][b",
        "<x y",
        "\r",
        "- a\n\n",
        "&amp;",
        "[![a](b)](c)",
    ] {
        let source = part.repeat(MAX_BYTES / part.len());
        let start = Instant::now();
        let _ = parse(&source);
        let took = start.elapsed();
        if std::env::var_os("SHOW").is_some() {
            println!("{took:>10.1?} {part:?}");
        }
        assert!(took < Duration::from_secs(20), "{part:?}: {took:?}");
    }
}

proptest! {
    #[test]
    fn nothing_panics_and_no_link_leads_elsewhere(
        source in prop_oneof![any_text(), "([\\[\\]()<>*_`#|~!:\\-+=&;\\\\ \\n\\t]|a|1\\.|https://a|javascript:){0,80}"],
    ) {
        fn check(nodes: &[Node]) {
            for node in nodes {
                if let Node::Link { address, .. } = node {
                    assert_eq!(address::allowed(address), Some(address.as_str()));
                }
            }
        }
        check(&parse(&source));
        let _ = (plain(&source), sections(&source));
        let line = first_line(&source);
        prop_assert!(line.chars().count() <= 121, "{}", line);
        prop_assert!(!line.contains('\n'), "{:?}", line);
    }

    /// What is written of a tree has the same words, and can stand before anything.
    #[test]
    fn trees_can_be_written(
        source in prop_oneof![any_text(), "([\\[\\]()<>*_`#|~!:\\-+=&;\\\\ \\n\\t.]|[a-c1]|1\\.|\\n\\n|\\(https://a\\)|    ){0,40}"],
        by in 0..4_u8,
    ) {
        fn bare(text: &str) -> String {
            text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
        }
        let mut nodes = parse(&source);
        lower(&mut nodes, by);
        let written = write(&nodes);
        let whole = format!("{written}\n# End\n");
        prop_assert_eq!(bare(&plain(&whole)), bare(&plain(&source)) + "End", "{}", written);
        for node in parse(&whole) {
            if let Node::Heading { level, content } = node
                && content != [text("End")]
            {
                prop_assert!(level > by, "{}", written);
            }
        }
    }

    #[test]
    fn words_are_escaped(words in any_text()) {
        let bare = |text: &str| {
            let fit = text.replace(|c: char| c.is_control(), " ");
            fit.split_whitespace().collect::<String>()
        };
        for node in [
            Node::Heading { level: 2, content: vec![text(&words)] },
            Node::Paragraph(vec![text(&words)]),
            Node::Paragraph(vec![Node::Code(words.clone()), text(&words)]),
            Node::List { start: None, items: vec![vec![Node::Strong(vec![text(&words)])]] },
            Node::Table { head: vec![vec![text(&words)]], rows: Vec::new() },
        ] {
            let shown = plain(&write(std::slice::from_ref(&node)));
            prop_assert_eq!(bare(&shown), bare(&plain::words(&node)), "{}", write(&[node]));
        }
    }

    /// Plain words with no marks are kept one by one.
    #[test]
    fn words_stay(words in prop::collection::vec("[a-zäß]{1,8}", 1..20)) {
        prop_assert_eq!(plain(&words.join("\n")), words.join(" "));
        prop_assert_eq!(plain(&words.join("\n\n")), words.join("\n"));
    }
}
