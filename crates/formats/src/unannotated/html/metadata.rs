//! What a page says about its article: headline, outlet, author, date, address, language. Where it says
//! that several times, JSON-LD (<https://schema.org/NewsArticle>) comes before Open Graph
//! (<https://ogp.me>), the names that search engines for papers and libraries read
//! (<https://scholar.google.com/intl/en/scholar/inclusion.html#indexing>,
//! <https://www.dublincore.org/specifications/dublin-core/dcmi-terms/>), Twitter cards, and what the
//! page shows.

use super::super::NewText;
use super::super::dates::published;
use super::json_ld::{self, Article};
use html5gum::StartTag;

/// Something that is said of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Title,
    Outlet,
    Author,
    Date,
    Url,
    Language,
}

use What::{Author, Date, Language, Outlet, Title, Url};

/// How much JSON-LD counts: most.
const JSON_LD: u8 = 0;
/// How much what the page shows counts: least.
const SHOWN: u8 = 9;

/// The `name`, `property` or `itemprop` of a `meta` in lower case, what it says, and how much it
/// counts: less is more.
const NAMES: &[(&str, What, u8)] = &[
    ("og:title", Title, 1),
    ("citation_title", Title, 2),
    ("parsely-title", Title, 2),
    ("sailthru.title", Title, 2),
    ("dc.title", Title, 3),
    ("dcterms.title", Title, 3),
    ("headline", Title, 3),
    ("twitter:title", Title, 4),
    ("og:site_name", Outlet, 1),
    ("citation_publisher", Outlet, 2),
    ("dc.publisher", Outlet, 3),
    ("dcterms.publisher", Outlet, 3),
    ("publisher", Outlet, 3),
    ("application-name", Outlet, 4),
    ("citation_author", Author, 1),
    ("article:author", Author, 2),
    ("parsely-author", Author, 2),
    ("sailthru.author", Author, 2),
    ("author", Author, 2),
    ("byl", Author, 3),
    ("dc.creator", Author, 3),
    ("dcterms.creator", Author, 3),
    ("article:published_time", Date, 1),
    ("og:published_time", Date, 1),
    ("datepublished", Date, 1),
    ("citation_publication_date", Date, 2),
    ("citation_online_date", Date, 3),
    ("citation_date", Date, 3),
    ("parsely-pub-date", Date, 2),
    ("sailthru.date", Date, 2),
    ("dcterms.issued", Date, 3),
    ("dc.date.issued", Date, 3),
    ("dc.date", Date, 3),
    ("dcterms.date", Date, 3),
    ("dcterms.created", Date, 4),
    ("publish-date", Date, 3),
    ("publishdate", Date, 3),
    ("publication_date", Date, 3),
    ("pubdate", Date, 3),
    ("originalpublicationdate", Date, 3),
    ("date", Date, 4),
    ("og:url", Url, 2),
    ("parsely-link", Url, 3),
    ("twitter:url", Url, 4),
    ("content-language", Language, 2),
    ("og:locale", Language, 3),
    ("dc.language", Language, 4),
    ("dcterms.language", Language, 4),
];

/// Bytes of JSON-LD that are read of one page.
const MAX_JSON_BYTES: usize = 1 << 20;
/// Code points of what is taken of one thing that is said.
const MAX_SAID_CHARS: usize = 1000;
/// Authors that are taken.
const MAX_AUTHORS: usize = 50;

/// What was said best so far.
#[derive(Debug, Default)]
struct Said {
    value: String,
    rank: u8,
    /// The names of the elements that say it, for several authors.
    by: &'static str,
}

/// What a page says about its article, while it is read.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    said: [Said; 6],
    authors: usize,
    /// The JSON-LD that is being read.
    script: Option<String>,
    /// How much JSON-LD was read.
    json_bytes: usize,
    /// The dates of elements `time`, and where they are in the text in bytes.
    times: Vec<(usize, String)>,
}

impl Metadata {
    /// Takes what an element says by its attributes; `at` is where it is in the text, in bytes.
    pub fn start(&mut self, name: &str, tag: &StartTag<()>, at: usize) {
        let get = |name: &str| {
            let value = tag.attributes.get(name.as_bytes())?;
            Some(String::from_utf8_lossy(value).trim().to_owned())
        };
        match name {
            "html" => {
                let said = get("lang").or_else(|| get("xml:lang"));
                self.offer(Language, 1, "", &said.unwrap_or_default());
            }
            "link" if get("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.offer(Url, 1, "", &get("href").unwrap_or_default());
            }
            "meta" => {
                let keys = ["property", "name", "itemprop", "http-equiv"];
                let content = get("content").unwrap_or_default();
                for key in keys.into_iter().filter_map(get) {
                    self.meta(&key.to_ascii_lowercase(), &content);
                }
            }
            "time" => self.time(at, get("datetime"), get("itemprop"), get("pubdate")),
            "script"
                if get("type")
                    .is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json")) =>
            {
                self.script = Some(String::new());
            }
            _ => {}
        }
    }

    fn meta(&mut self, key: &str, content: &str) {
        // Some write `dc:title` and `og.title`.
        let same = |known: &str| {
            let pairs = known.bytes().zip(key.bytes());
            known.len() == key.len()
                && pairs
                    .into_iter()
                    .all(|(a, b)| a == b || (matches!(a, b'.' | b':') && matches!(b, b'.' | b':')))
        };
        if let Some((name, what, rank)) = NAMES.iter().find(|(known, ..)| same(known)) {
            self.offer(*what, *rank, name, content);
        }
    }

    fn time(
        &mut self,
        at: usize,
        when: Option<String>,
        property: Option<String>,
        pubdate: Option<String>,
    ) {
        /// Dates that are looked at.
        const MAX_TIMES: usize = 1000;
        let Some(when) = when else { return };
        if pubdate.is_some() || property.is_some_and(|property| property == "datePublished") {
            self.offer(Date, 5, "", &when);
        } else if self.times.len() < MAX_TIMES {
            let when = published(&when);
            if !when.is_empty() {
                self.times.push((at, when));
            }
        }
    }

    /// Takes the text of a skipped element.
    pub fn script(&mut self, text: &str) {
        if let Some(script) = &mut self.script {
            self.json_bytes += text.len();
            if self.json_bytes > MAX_JSON_BYTES {
                self.script = None;
            } else {
                script.push_str(text);
            }
        }
    }

    /// Ends a skipped element.
    pub fn end_script(&mut self) {
        let Some(article) = self.script.take().as_deref().and_then(json_ld::article) else {
            return;
        };
        let Article {
            title,
            outlet,
            authors,
            date,
            url,
            language,
        } = article;
        for author in authors {
            self.offer(Author, JSON_LD, "json-ld", &author);
        }
        for (what, said, rank) in [
            (Title, title, JSON_LD),
            (Outlet, outlet, JSON_LD),
            (Date, date, JSON_LD),
            (Url, url, 3),
            (Language, language, 3),
        ] {
            self.offer(what, rank, "", &said);
        }
    }

    /// Takes the title of the page.
    pub fn title(&mut self, title: &str) {
        self.offer(Title, SHOWN, "", title);
    }

    /// Takes a comment, in which browsers that save a page say where it is from: `saved from
    /// url=(0022)https://example.org/`; and so does SingleFile, in a line `url: https://example.org/`.
    pub fn comment(&mut self, comment: &str) {
        let comment = comment.trim();
        if let Some(rest) = comment.strip_prefix("saved from url=(") {
            let url = rest.split_once(')').map(|(_, url)| url);
            self.offer(Url, 5, "", url.unwrap_or_default());
        } else if comment.get(..200).unwrap_or(comment).contains("SingleFile") {
            let lines = comment.lines().map(str::trim);
            let url = lines.into_iter().find_map(|line| line.strip_prefix("url:"));
            self.offer(Url, 5, "", url.unwrap_or_default());
        }
    }

    /// Takes what is said, if it is of its form, and nothing that counts more was said before.
    fn offer(&mut self, what: What, rank: u8, by: &'static str, value: &str) {
        let end = value.char_indices().nth(MAX_SAID_CHARS);
        let value = &value[..end.map_or(value.len(), |(end, _)| end)];
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_address = value.starts_with("http://") || value.starts_with("https://");
        let value = match what {
            Date => published(&value),
            Url if is_address => value,
            Title => value,
            Outlet if !is_address && !value.starts_with('@') => value,
            Author if !is_address => by_line(&value),
            Language => language(&value),
            _ => String::new(),
        };
        if value.is_empty() {
            return;
        }
        let before = &mut self.said[what as usize];
        if before.value.is_empty() || rank < before.rank {
            *before = Said { value, rank, by };
            self.authors = 1;
        } else if what == Author
            && rank == before.rank
            && by == before.by
            && self.authors < MAX_AUTHORS
        {
            let is_new = before.value.split("; ").all(|name| name != value);
            if is_new {
                before.value = format!("{}; {value}", before.value);
                self.authors += 1;
            }
        }
    }

    /// The headline as far as it is known.
    pub fn headline(&self) -> &str {
        &self.said[Title as usize].value
    }

    /// A text with what the page says about it. `end` is where the article ends, in bytes, and
    /// `heading` its heading of the first level, as far as they are known.
    pub fn about(self, text: String, end: usize, heading: &str) -> NewText {
        let time = self.times.into_iter().find(|(at, _)| *at < end);
        let [title, outlet, author, date, url, language] = self.said;
        let mut new = NewText {
            text,
            title: super::headline::headline(&title.value, &outlet.value, &url.value, heading),
            outlet: outlet.value,
            url: url.value,
            date: match date.value {
                date if date.is_empty() => time.map(|(_, when)| when).unwrap_or_default(),
                date => date,
            },
            language: language.value,
            ..NewText::default()
        };
        if !author.value.is_empty() {
            new.extra.insert("author".to_owned(), author.value.into());
        }
        new
    }
}

/// Names without what stands before them in a by-line.
fn by_line(value: &str) -> String {
    let begins = value
        .get(..3)
        .is_some_and(|start| start.eq_ignore_ascii_case("by "));
    let name = if begins { &value[3..] } else { value };
    name.trim().to_owned()
}

/// A tag of a language from what may be one of a locale (`en_US`); empty if it is neither.
fn language(value: &str) -> String {
    let tag = value.replace('_', "-");
    let mut parts = tag.split('-');
    let is_first = parts.next().is_some_and(|first| {
        (2..=8).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic())
    });
    let is_rest = parts.all(|part| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    if is_first && is_rest {
        tag
    } else {
        String::new()
    }
}
