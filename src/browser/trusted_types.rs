//! The page's Trusted Types policy, in browsers that have them. The content security policy requires
//! one before any string may become markup; this one vouches for the plain, static markup of Leptos
//! templates only. It vouches for the address of one script: that of a worker while it is being
//! made.

use js_sys::{Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Object)]
    type TrustedTypePolicyFactory;

    #[wasm_bindgen(method, catch, js_name = createPolicy)]
    fn create_policy(
        this: &TrustedTypePolicyFactory,
        name: &str,
        rules: &Object,
    ) -> Result<JsValue, JsValue>;
}

/// Installs the policy that checks every string before it becomes markup.
pub fn install() {
    let name = JsValue::from_str("trustedTypes");
    let Ok(factory) = Reflect::get(&js_sys::global(), &name) else {
        return;
    };
    if factory.is_undefined() {
        return;
    }
    // `None` refuses: the browser throws where the string is used.
    let create_html = Closure::<dyn Fn(String) -> Option<String>>::new(|markup: String| {
        is_plain(&markup).then_some(markup)
    });
    let create_script_url = Closure::<dyn Fn(String) -> Option<String>>::new(|url: String| {
        VOUCHED
            .with_borrow(|vouched| url == *vouched)
            .then_some(url)
    });
    let rules = Object::new();
    for (name, rule) in [
        ("createHTML", create_html),
        ("createScriptURL", create_script_url),
    ] {
        // Setting a property of a new object cannot fail.
        let _ = Reflect::set(&rules, &JsValue::from_str(name), rule.as_ref());
        rule.forget();
    }
    // If the page already has a default policy, it keeps that one.
    let _ = factory
        .unchecked_into::<TrustedTypePolicyFactory>()
        .create_policy("default", &rules);
}

thread_local! {
    /// The address of the script of a worker while it is being made; otherwise empty, which no
    /// address is.
    static VOUCHED: RefCell<String> = RefCell::default();
}

/// Runs `make`, which makes a worker of the script at an address, and vouches for that address
/// meanwhile.
pub fn vouching<T>(url: &str, make: impl FnOnce() -> T) -> T {
    VOUCHED.set(url.to_owned());
    let made = make();
    VOUCHED.take();
    made
}

/// Elements that cannot run, load or send anything, and whose content the HTML parser reads as this
/// parser does.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "blockquote",
    "br",
    "button",
    "caption",
    "circle",
    "cite",
    "code",
    "datalist",
    "dd",
    "defs",
    "del",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "ellipse",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "g",
    "h1",
    "h2",
    "h3",
    "h4",
    "header",
    "hr",
    "i",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "line",
    "main",
    "mark",
    "menu",
    "meter",
    "nav",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "path",
    "polygon",
    "polyline",
    "pre",
    "progress",
    "q",
    "rect",
    "s",
    "samp",
    "search",
    "section",
    "select",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "symbol",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "use",
    "var",
];

/// Elements without content and without an end tag.
const VOID: &[&str] = &["br", "hr", "input"];

/// Whether a string is one well-nested piece of plain markup: known elements, harmless attributes
/// in double quotes, text without a bare `<` or `>`. Stricter than HTML, so that no browser reads
/// anything else into it. O(n).
fn is_plain(markup: &str) -> bool {
    let mut rest = markup;
    let mut open = Vec::new();
    loop {
        let (text, tag) = rest.split_once('<').unwrap_or((rest, ""));
        if text.contains('>') {
            return false;
        }
        if tag.is_empty() {
            return rest.len() == text.len() && open.is_empty();
        }
        let next = match tag.strip_prefix('/') {
            Some(end) => end_tag(end, &mut open),
            None => start_tag(tag, &mut open),
        };
        match next {
            Some(next) => rest = next,
            None => return false,
        }
    }
}

/// Reads the end tag of the element opened last, and returns the rest.
fn end_tag<'a>(tag: &'a str, open: &mut Vec<&'a str>) -> Option<&'a str> {
    let (name, rest) = tag.split_once('>')?;
    (open.pop()? == name).then_some(rest)
}

/// Reads a start tag of a known element with harmless attributes, and returns the rest.
fn start_tag<'a>(tag: &'a str, open: &mut Vec<&'a str>) -> Option<&'a str> {
    let (name, mut rest) = split_name(tag);
    if !ELEMENTS.contains(&name) {
        return None;
    }
    loop {
        if let Some(after) = rest.strip_prefix('>') {
            if !VOID.contains(&name) {
                open.push(name);
            }
            return Some(after);
        }
        let (attribute, after) = split_name(rest.strip_prefix(' ')?);
        let value;
        (value, rest) = match after.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"')?,
            None => ("", after),
        };
        // A dialog that is open covers the page; only scripts open one.
        let covers = name == "dialog" && attribute.eq_ignore_ascii_case("open");
        if covers || !is_harmless(attribute, value) {
            return None;
        }
    }
}

/// Splits off letters, digits and hyphens.
fn split_name(markup: &str) -> (&str, &str) {
    let end = markup.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    markup.split_at(end.unwrap_or(markup.len()))
}

/// Attributes that run, style, load, send or open something, or let the page be written in.
const REFUSED: &[&str] = &[
    "action",
    "background",
    "command",
    "commandfor",
    "contenteditable",
    "data",
    "formaction",
    "is",
    "ping",
    "popover",
    "popovertarget",
    "popovertargetaction",
    "poster",
    "src",
    "srcdoc",
    "srcset",
    "style",
];

/// The ids by which `boot.js` and the program find what they start from.
const TAKEN: &[&str] = &["app-js", "app-wasm", "boot", "later-style", "program"];

/// Whether an attribute neither runs nor styles nor sends anything, and links only within the page or
/// to an https address. No value may hold the address of something to load, as those of `fill`,
/// `filter`, `mask` and `cursor` can.
fn is_harmless(name: &str, value: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let refused = name.is_empty()
        || name.starts_with("on")
        || REFUSED.contains(&name.as_str())
        || name == "id" && TAKEN.contains(&value)
        || may_load(value);
    let leads_away = name == "href" && !value.starts_with('#') && !value.starts_with("https://");
    !refused && !leads_away && !value.contains(['<', '>'])
}

/// Whether a value may be read as one with `url(…)` or another function that loads: CSS allows escapes,
/// and so does HTML.
fn may_load(value: &str) -> bool {
    const LOADING: [&str; 5] = ["url", "image", "src", "image-set", "cross-fade"];
    // A number for a character, and the names of a parenthesis and of a backslash.
    const WRITTEN: [&str; 4] = ["\\", "&#", "&lpar", "&bsol"];
    let value = value.to_ascii_lowercase();
    let calls = |name: &&str| {
        let mut found = value.match_indices(*name);
        found.any(|(at, _)| value[at + name.len()..].trim_start().starts_with('('))
    };
    WRITTEN.iter().any(|written| value.contains(written)) || LOADING.iter().any(calls)
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn markup_of_leptos_templates_is_plain() {
        for markup in [
            "",
            "<p>Select text, or press <kbd>.</kbd></p>",
            "<i class=\"glyph fill\" aria-hidden=\"true\"></i>",
            "<button disabled title=\"a &quot;b&quot; &lt;c&gt;\">Export&nbsp;&amp; go</button>",
            "<label><input type=\"checkbox\" checked>Boilerplate<br></label>",
            "<svg viewBox=\"0 0 16 16\"><use href=\"#undo\"></use><path d=\"M1 2\"></path></svg>",
            "<a href=\"https://example.org/?a=b\" rel=\"noreferrer\">Präfix — ’text’</a>",
            "<li></li><li></li>",
            "<details open><summary id=\"more\">a</summary></details>",
            "<svg><path fill=\"none\" stroke=\"var(--line)\"></path></svg>",
        ] {
            assert!(is_plain(markup), "{markup}");
        }
    }

    #[test]
    fn active_markup_is_refused() {
        for markup in [
            "<script>1</script>",
            "<SCRIPT>1</SCRIPT>",
            "<img src=\"x\" onerror=\"alert(1)\">",
            "<p onclick=\"alert(1)\">a</p>",
            "<p ONCLICK=\"alert(1)\">a</p>",
            "<p style=\"color:red\">a</p>",
            "<iframe srcdoc=\"a\"></iframe>",
            "<object data=\"a\"></object>",
            "<embed>",
            "<link rel=\"stylesheet\">",
            "<meta charset=\"utf-8\">",
            "<base href=\"https://example.org/\">",
            "<form action=\"https://example.org/\"></form>",
            "<button formaction=\"https://example.org/\">a</button>",
            "<a href=\"javascript:alert(1)\">a</a>",
            "<a HREF=\"JavaScript:alert(1)\">a</a>",
            "<a href=\" javascript:alert(1)\">a</a>",
            "<a href=\"java&#115;cript:alert(1)\">a</a>",
            "<a href=\"data:text/html,a\">a</a>",
            "<svg><animate attributeName=\"href\"></animate></svg>",
            "<svg><foreignObject></foreignObject></svg>",
            "<svg><use xlink:href=\"#a\"></use></svg>",
            "<template></template>",
            "<textarea><script>1</script></textarea>",
            "<textarea><b></textarea>",
            "<noscript></noscript>",
            "<math></math>",
            "<x-element></x-element>",
            "<table background=\"https://example.org/a.png\"></table>",
            "<svg><rect fill=\"url(https://example.org/a.svg#b)\"></rect></svg>",
            "<svg><rect fill=\"url&lpar;https://example.org/a.svg#b&rpar;\"></rect></svg>",
            "<svg><g cursor=\"image-set('https://example.org/a.png' 1x)\"></g></svg>",
            "<svg><g filter=\"URL (#a)\"></g></svg>",
            "<svg><g mask=\"u\\72l(#a)\"></g></svg>",
            "<svg><g mask=\"&#117;rl(#a)\"></g></svg>",
            "<svg><g cursor=\"image-set('a.png' 1x), url(a.cur)\"></g></svg>",
            "<dialog open>a</dialog>",
            "<button popovertarget=\"a\">a</button>",
            "<div popover>a</div>",
            "<button commandfor=\"a\" command=\"show-modal\">a</button>",
            "<p contenteditable>a</p>",
            "<p id=\"app-js\">a</p>",
        ] {
            assert!(!is_plain(markup), "{markup}");
        }
    }

    #[test]
    fn ambiguous_markup_is_refused() {
        for markup in [
            "<",
            "a < b",
            "a > b",
            "<p",
            "<p>",
            "</p>",
            "<p></b>",
            "<b><i></b></i>",
            "<p>a</p ",
            "<p >a</p>",
            "<p\tid=\"a\">a</p>",
            "<p id='a'>a</p>",
            "<p id=a>a</p>",
            "<p id=\"a>a</p>",
            "<p id=\"a\"class=\"b\">a</p>",
            "<p id=\"<b>\">a</p>",
            "<p/>",
            "<br/>",
            "<br></br>",
            "<!-- a -->",
            "<!doctype html>",
            "<![CDATA[a]]>",
            "<?xml?>",
            "< p>a</p>",
        ] {
            assert!(!is_plain(markup), "{markup}");
        }
    }
}
