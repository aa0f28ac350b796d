//! Tests of reading web pages.

use super::*;
use crate::check::file;
use proptest::prelude::*;

#[test]
fn a_page_is_its_paragraphs() {
    let page = "<!DOCTYPE html><html lang=en><head><title>\n A &amp; B </title>\
        <meta property='og:site_name' content='Daryo'><link rel=canonical href='https://example.org/a'>\
        <meta name=date content='2024-12-18T10:00:00Z'><style>p { color: red }</style>\
        <script>if (a < b) document.write('<p>no</p>')</script></head>\
        <body><nav><ul><li>Home<li>News</ul></nav>\
        <h1>Head<br>line</h1><p>Caf\u{e9} &eacute;&nbsp;&#x1F44D;\n  and <b>bold</b><i>er</i> .<p>Second\
        <div>third <div>fourth</div></div><template><p>no</p></template><noscript>no</noscript>\
        <div hidden>no <div>no</div> no</div><svg><title>no</title><text>no</text></svg>\
        <table><tr><th>a</th><th> b</th></tr><tr><td>1<td>2</td></tr></table>\
        <pre>x\n  y</pre><textarea>no</textarea><!-- no -->end</body></html>";
    let new = text(page);
    assert_eq!(
        new.text,
        "Home\nNews\n\nHead\nline\n\nCafé é\u{a0}👍 and bolder .\n\nSecond\nthird\nfourth\n\n\
         a\tb\n1\t2\n\nx\n  y\n\nend"
    );
    let said = (
        new.title.as_str(),
        new.outlet.as_str(),
        new.url.as_str(),
        new.date.as_str(),
    );
    assert_eq!(
        said,
        ("A & B", "Daryo", "https://example.org/a", "2024-12-18")
    );
    assert_eq!(new.language, "en");
}

#[test]
fn what_is_hidden_is_left_out() {
    for hidden in [
        "<div hidden>no</div>",
        "<p hidden>no",
        "<p hidden=''>no<i>no</i><div>yes</div>",
        "<ul><li hidden>no<ul><li>no</ul>no<li>yes</ul>",
        "<dl><dt hidden>no<dd>yes</dl>",
        "<table><tr><td hidden>no<td>yes<tr hidden><td>no<td>no</table>",
        "<p style='color: red; DISPLAY : none !important'>no</p>",
        "<p style=visibility:hidden>no</p>",
        "<p style='content-visibility:hidden'>no</p>",
        "<b aria-hidden=true>no</b>",
        "<p hidden>no<b>no</p>",
        "<section><p hidden>no</section>",
        "<p><span hidden>no <b>no</b> no</span>",
        "<template><p>no</template><noscript>no</noscript><datalist><option>no</datalist>",
        "<dialog>no <div>no</div></dialog>",
        "<div popover>no</div>",
        "<svg><p>no</svg>",
    ] {
        let page = format!("<div>before{hidden}</div>after{}", " yes".repeat(9));
        let new = text(&page).text;
        assert!(!new.contains("no"), "{hidden}: {new}");
        let kept = page.matches("yes").count() - new.matches("yes").count();
        assert_eq!(kept, 0, "{hidden}: {new}");
        assert!(new.starts_with("before") && new.contains("after"), "{new}");
    }
}

#[test]
fn what_is_folded_or_only_looks_hidden_is_read() {
    for shown in [
        "<details><summary>yes</summary>yes</details>",
        "<p hidden=until-found>yes",
        "<dialog open>yes</dialog>",
        "<p style='display:none; display:block'>yes",
        "<p style='opacity: 0'>yes",
        "<p aria-hidden=false>yes",
        "<div><template shadowrootmode=open><p>yes</template></div>",
        "<body style='display: none' hidden>yes",
        "<br hidden>yes",
        "<div hidden/>yes",
        "<del>yes</del>",
    ] {
        let new = text(shown).text;
        let all = shown.matches("yes").count();
        assert_eq!(new.matches("yes").count(), all, "{shown}: {new}");
    }
    // A page that was saved while a dialog was open.
    let page =
        "<main aria-hidden=true><p>The article.<p>Its end.</main><div role=dialog>Cookies?</div>";
    assert_eq!(text(page).text, "The article.\n\nIts end.\nCookies?");
    let page = "<p>The <i aria-hidden=true>icon </i>article, which is longer.";
    assert_eq!(text(page).text, "The article, which is longer.");
}

#[test]
fn what_is_wrong_is_named() {
    let message = |bytes: &[u8]| {
        read(&file("a.html", bytes))
            .expect_err("refused")
            .to_string()
    };
    assert!(message(b"<script>a</script>").contains("there is no text"));
    assert!(message(b"<p hidden>a</p>").contains("that a page would show"));
    assert!(message(b"<p>caf\xE9").contains("byte 0xE9 at offset 6"));
}

#[test]
fn deep_nesting_is_nothing_special() {
    let deep = format!("{}a{}", "<div>".repeat(200_000), "</div>".repeat(200_000));
    assert_eq!(text(&deep).text, "a");
    assert_eq!(text(&format!("{}a", "<svg>".repeat(100_000))).text, "");
    for piece in [
        "<p hidden><b>",
        "<li><div>",
        "</b><td hidden>",
        "<dd><b></p>",
        "<i aria-hidden=true>",
    ] {
        let _ = text(&piece.repeat(50_000));
    }
}

/// A page as a theme that many news sites use writes it: a bar with the date, a path, the headline, the
/// article, related articles, a form for comments, a column beside all that, and a footer.
const NEWS: &str = include_str!("tests/news.html");

fn article(page: &str) -> NewText {
    page_with_remarks(page).0
}

fn page_with_remarks(page: &str) -> (NewText, Vec<Diagnostic>) {
    read(&file("a.html", page)).expect("it is read")
}

/// The lines that are boilerplate, and the others.
fn lines(new: &NewText) -> (Vec<String>, Vec<String>) {
    let chars: Vec<char> = new.text.chars().collect();
    let (mut around, mut inside) = (String::new(), String::new());
    let mut at = 0;
    for span in &new.boilerplate {
        inside.extend(&chars[at..span.start]);
        around.extend(&chars[span.start..span.end]);
        around.push('\n');
        at = span.end;
    }
    inside.extend(&chars[at..]);
    let split = |text: String| {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    (split(around), split(inside))
}

#[test]
fn what_is_around_an_article_is_proposed_as_boilerplate() {
    let (new, remarks) = page_with_remarks(NEWS);
    assert_eq!(new.text, text(NEWS).text, "the text is whole");
    let (around, inside) = lines(&new);
    assert_eq!(inside.len(), 8, "{inside:#?}");
    assert_eq!(inside[0], "Parliament votes on the list of banned groups");
    assert!(inside[1].starts_with("The lower house") && inside[7].starts_with("“We will"));
    assert_eq!(inside[4], "What comes next");
    for line in [
        "Wednesday, December 18, 2024",
        "HomeForeign newsParliament votes on the list of banned groups",
        "Photo: an agency",
        "RELATED ARTICLES",
        "LEAVE A REPLY",
        "Most Popular",
        "I read this twice, and I still do not know who voted for it, nor why they should have, if they did.",
        "© 2024 The Daily Example",
    ] {
        assert!(around.iter().any(|it| it == line), "{line}: {around:#?}");
    }
    let message = format!("{} lines are proposed as boilerplate", around.len());
    assert_eq!(remarks, [Diagnostic::warning("a.html", message)]);
}

/// A page with navigation around an article of these paragraphs, which `start` and `end` are added to.
fn around(start: &str, end: &str) -> String {
    let paragraphs =
        "<p>He announced a seamless integration of podcasting with the music shop, and, to the \
        amazement of many, that future computers will have other processors.</p>"
            .repeat(4);
    format!(
        "<title>The minister talks | Herald</title><nav><a href=a>World</a> <a href=b>Sport</a></nav><main>\
         <article><h1>The minister talks</h1>{start}{paragraphs}{end}</article></main>\
         <footer><p>© 2008 Herald. All rights reserved.</p></footer>"
    )
}

#[test]
fn an_article_begins_and_ends_with_its_element() {
    let around_it = ["World Sport", "© 2008 Herald. All rights reserved."];
    let talk = "<p>“Will you go?” she asked.<p>“No,” he said.<p>“Why not?”<p>“Because nobody asked \
        me to.”<p>He laughed.<p>Then he closed the door.<p>It was raining.</p>";
    let list = "<h2>The winners</h2><ul><li>Best film: The Long Road<li>Best actor: Jane Roe<li>Best song: \
        Rain<li>Best script: B. Other</ul>";
    let table = "<h2>Results</h2><table><tr><th>Party<th>Seats<tr><td>Left<td>12<tr><td>Right<td>14<tr>\
        <td>Others<td>2</table><p>Turnout was 61 %.</p>";
    let quote = "<blockquote><p>“It is a great day,” said the director.</p></blockquote>";
    let standfirst = "<p class=standfirst>A short summary of what happened</p>";
    for (start, end) in [
        ("", talk),
        (talk, ""),
        ("", list),
        ("", table),
        ("", quote),
        (standfirst, ""),
        ("<div><p>One.</div>", "<div><div><p>Last.</div></div>"),
    ] {
        let (found, _) = lines(&article(&around(start, end)));
        assert_eq!(found, around_it, "{start}{end}");
        // The same, where the page does not say which element its article is in.
        let page = around(start, end).replace("<article>", "<div>");
        let (found, _) = lines(&article(&page.replace("</article>", "</div>")));
        if !end.contains("<div>") {
            assert_eq!(found, around_it, "{start}{end}");
        }
    }
}

#[test]
fn what_says_that_it_is_no_article_is_not_taken_for_its_end() {
    let start = "<p>By Ann Writer<p>April 9, 2008</p><ul class=share><li>Send</ul>";
    let end = "<p>He laughed.</p><ul><li><a href=a>A story</a><li><a href=b>Another</a></ul>\
        <p>It was raining.</p><h3>Related stories</h3><p>Ten things about rockets</p>";
    let (found, inside) = lines(&article(&around(start, end)));
    assert_eq!(
        found,
        [
            "World Sport",
            "By Ann Writer",
            "April 9, 2008",
            "Send",
            "A story",
            "Another",
            "Related stories",
            "Ten things about rockets",
            "© 2008 Herald. All rights reserved."
        ]
    );
    assert_eq!(inside[inside.len() - 1], "It was raining.");
}

/// As a word processor writes a page: no navigation, and nothing around the article.
#[test]
fn all_of_a_page_without_navigation_is_its_article() {
    let page = around("", "<ol><li>First</ol>")
        .replace("<nav><a href=a>World</a> <a href=b>Sport</a></nav>", "")
        .replace("<footer>", "<div>")
        .replace("<h1>", "<p>May 6, 2005</p><h1>");
    let (new, remarks) = page_with_remarks(&page);
    assert_eq!((new.boilerplate, remarks), (vec![], vec![]));
}

#[test]
fn a_pasted_page_is_read_as_one_in_a_file() {
    let page = around("", "");
    let piece = page.replace("<title>The minister talks | Herald</title>", "");
    let new = super::pasted(&format!("<a href=c>Skip to content</a>{piece}"));
    assert_eq!(new.title, "The minister talks");
    let (found, _) = lines(&new);
    assert_eq!(found[0], "Skip to content");
    assert_eq!(super::pasted(&page).boilerplate, article(&page).boilerplate);
}

#[test]
fn boilerplate_is_whole_lines_in_code_points() {
    let new = article(&NEWS.replace("Foreign news", "Внешняя 👍"));
    let chars: Vec<char> = new.text.chars().collect();
    let mut reached = 0;
    assert!(new.boilerplate.len() > 2);
    for span in &new.boilerplate {
        assert!(span.start >= reached && span.start < span.end && span.end <= chars.len());
        assert!(span.start == 0 || chars[span.start - 1] == '\n');
        assert!(span.end == chars.len() || chars[span.end] == '\n');
        reached = span.end;
    }
}

#[test]
fn what_a_page_says_about_its_article_is_taken() {
    let new = article(NEWS);
    assert_eq!(new.title, "Parliament votes on the list of banned groups");
    assert_eq!(
        (new.outlet.as_str(), new.date.as_str()),
        ("The Daily Example", "2024-12-18")
    );
    assert_eq!(
        (new.url.as_str(), new.language.as_str()),
        ("https://example.org/2024/12/vote/", "en-GB")
    );
    assert_eq!(new.extra["author"], "Ann Roe; Joe Doe");
}

#[test]
fn metadata_counts_by_where_it_is_said() {
    let said = |head: &str| text(&format!("<html lang=en>{head}<p>A"));
    let open = "<meta property='og:title' content='B'><meta name=author content='By Ann'>\
        <meta property=article:author content='https://e.org/ann'><meta name='DC.date.issued' content='2024-12-01'>";
    let json = "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"C &amp; D\",\
        \"datePublished\":\"2024-12-02T01:00:00+02:00\",\"author\":\"Joe\"}</script>";
    let of = |new: NewText| {
        (
            new.title,
            new.date,
            new.extra["author"].as_str().map(str::to_owned),
        )
    };
    let expected = |title: &str, date: &str, author: &str| {
        (title.to_owned(), date.to_owned(), Some(author.to_owned()))
    };
    assert_eq!(
        of(said(&format!("<title>A - E</title>{open}"))),
        expected("B", "2024-12-01", "Ann")
    );
    for both in [format!("{open}{json}"), format!("{json}{open}")] {
        assert_eq!(of(said(&both)), expected("C & D", "2024-12-02", "Joe"));
    }
    let saved = "<!-- saved from url=(0015)https://e.org/a -->";
    assert_eq!(said(saved).url, "https://e.org/a");
    assert_eq!(
        said(&format!(
            "{saved}<link rel=canonical href='https://e.org/b'>"
        ))
        .url,
        "https://e.org/b"
    );
    let single = "<!--\n Page saved with SingleFile \n url: https://e.org/c \n-->";
    assert_eq!(said(single).url, "https://e.org/c");
    // A time in the article, but not one of what follows.
    let paragraph = format!("<p>{}.</p>", "A sentence, and more of it".repeat(10));
    let timed = |around: &str| {
        article(&format!(
            "<div><h1>H</h1>{around}{}</div><aside><time datetime=2020-01-01>then</time></aside>",
            paragraph.repeat(3)
        ))
    };
    assert_eq!(
        timed("<time datetime='2024-12-18T10:00Z'>today</time>").date,
        "2024-12-18"
    );
    assert_eq!(timed("").date, "");
}

#[test]
fn pages_without_an_article_are_as_they_are() {
    let links = "<li><a href=a>A headline that is a link to something else</a>".repeat(30);
    let form = format!(
        "<form><div>{}</div></form>",
        "<p>All of the page is in one form, as some servers write it, and is no form.".repeat(9)
    );
    for page in [
        "<nav>Home</nav><p>Short.",
        &format!("<ul>{links}</ul><footer>Imprint</footer>"),
        &form,
        &"<p>Paragraphs of a text that nothing stands around, as people write it by hand."
            .repeat(9),
    ] {
        let (new, remarks) = page_with_remarks(page);
        assert_eq!((new.boilerplate, remarks), (vec![], vec![]), "{page}");
    }
}

#[test]
fn raw_text_is_no_text_of_the_page() {
    // Browsers know no such short form, and take all that follows as its content.
    let page = "A<script src=a/><b>no</b></script>B<iframe src=b/><p>no";
    assert_eq!(text(page).text, "AB");
}

proptest! {
    #[test]
    fn nothing_breaks_it(html in "(<(/?(p|p hidden|li hidden|b aria-hidden=true|pre|td|tr|title|script|div hidden|svg|b)|!--|)>?|[a-z &;👍\n]){0,40}") {
        let _ = text(&html);
        let _ = read(&file("a.html", html));
    }
}
