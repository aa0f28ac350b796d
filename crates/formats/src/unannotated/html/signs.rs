//! What the names, classes and ids of a page's elements say about what is in them. The words are those
//! that Readability and Trafilatura go by
//! (<https://github.com/mozilla/readability>, <https://github.com/adbar/trafilatura>).

/// What an element says that it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Sign {
    /// Nothing.
    #[default]
    None,
    /// The text of an article.
    Article,
    /// What is around an article.
    Around,
    /// What readers wrote below an article.
    Comments,
}

/// Words of what is around an article; the longer ones also at the beginning of a word.
const AROUND: &[&str] = &[
    "ad",
    "ads",
    "adv",
    "advert",
    "agegate",
    "aside",
    "banner",
    "blogroll",
    "bookmark",
    "bottom",
    "breadcrumb",
    "byline",
    "caption",
    "captions",
    "carousel",
    "community",
    "complementary",
    "contentinfo",
    "cookie",
    "cookies",
    "consent",
    "copyright",
    "credit",
    "credits",
    "crumbs",
    "disclaimer",
    "dateline",
    "email",
    "extra",
    "facebook",
    "flyout",
    "foot",
    "footer",
    "gdpr",
    "google",
    "hide",
    "hidden",
    "inset",
    "jump",
    "langs",
    "latest",
    "legends",
    "login",
    "masthead",
    "menu",
    "meta",
    "modal",
    "mostpop",
    "mostread",
    "mostview",
    "mostrecent",
    "nav",
    "navbar",
    "navigation",
    "navi",
    "newsletter",
    "outbrain",
    "overlay",
    "pager",
    "pagination",
    "partner",
    "paywall",
    "permalink",
    "poll",
    "popular",
    "popup",
    "promo",
    "promoted",
    "promotion",
    "rail",
    "rating",
    "read-more",
    "readmore",
    "recirc",
    "recommend",
    "related",
    "remark",
    "rightcol",
    "rss",
    "search",
    "share",
    "sharing",
    "shopping",
    "shoutbox",
    "sidebar",
    "signin",
    "signup",
    "skip",
    "skyscraper",
    "slideshow",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "supplemental",
    "syndication",
    "taboola",
    "tag",
    "tags",
    "tagcloud",
    "teaser",
    "teasers",
    "ticker",
    "timestamp",
    "toolbar",
    "toolbox",
    "tools",
    "toplinks",
    "trending",
    "tweet",
    "twitter",
    "widget",
    "widgets",
    "yom",
];

/// Words of what readers wrote.
const COMMENTS: &[&str] = &[
    "comment",
    "comments",
    "disqus",
    "discussion",
    "livefyre",
    "respond",
    "replies",
];

/// Words of an article.
const ARTICLE: &[&str] = &[
    "article",
    "articlebody",
    "articletext",
    "blog",
    "body",
    "bodytext",
    "content",
    "contents",
    "entry",
    "hentry",
    "main",
    "post",
    "postcontent",
    "story",
    "storybody",
    "text",
];

/// Letters from which a word of a list also counts as the beginning of a longer word.
const MIN_STEM_BYTES: usize = 6;

/// Bytes of a class or an id that are looked at.
const MAX_NAME_BYTES: usize = 300;

/// Whether a word is in the list, or begins with a long one of it.
fn among(word: &str, list: &[&str]) -> bool {
    list.iter()
        .any(|known| word == *known || (known.len() >= MIN_STEM_BYTES && word.starts_with(known)))
}

/// The sign of an element with this name, whose class, id and role are these. O(1), as no more than
/// [`MAX_NAME_BYTES`] of each are read.
pub(super) fn sign<'a>(element: &str, said: impl Iterator<Item = &'a [u8]>) -> Sign {
    match element {
        // These hold all of the page, and their classes are about its looks.
        "html" | "body" | "main" | "article" => return Sign::Article,
        "nav" | "footer" | "aside" | "menu" | "form" | "fieldset" | "dialog" | "search"
        | "figcaption" | "address" => return Sign::Around,
        _ => {}
    }
    let mut found = Sign::None;
    for said in said {
        let said = said.get(..MAX_NAME_BYTES).unwrap_or(said);
        let mut is_denied = false;
        for word in words(said) {
            // `no-caption`
            if std::mem::replace(&mut is_denied, word == "no") {
                continue;
            }
            if among(&word, COMMENTS) {
                return Sign::Comments;
            }
            if among(&word, AROUND) {
                found = Sign::Around;
            } else if found == Sign::None && among(&word, ARTICLE) {
                found = Sign::Article;
            }
        }
    }
    found
}

/// The words of a name in lower case: `relatedLinks`, `related-links` and `related_links` have two.
fn words(name: &[u8]) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = 0_u8;
    for &byte in name {
        let is_letter = byte.is_ascii_alphabetic();
        if !is_letter || (byte.is_ascii_uppercase() && before.is_ascii_lowercase()) {
            words.push(String::new());
        }
        if is_letter && let Some(word) = words.last_mut() {
            word.push(byte.to_ascii_lowercase().into());
        }
        before = byte;
    }
    words.retain(|word| !word.is_empty());
    words
}
