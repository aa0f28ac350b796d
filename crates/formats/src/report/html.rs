//! A report as a self-contained HTML page (<https://html.spec.whatwg.org/>).

use super::gather::{name_of, parts};
use crate::version;
use postil_core::format::html::escape as text;
use postil_core::format::{File, file_name};
use postil_core::model::Project;

/// Loads and runs nothing; the only style is its own.
const HEAD: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
<meta name=\"viewport\" content=\"width=device-width\">\n<style>\n\
body { font: 1rem/1.5 serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }\n\
h1, h2, h3 { line-height: 1.2; }\nblockquote { margin: 1rem 0; padding-left: 1rem; \
border-left: 3px solid; white-space: pre-line; }\ncite { display: block; font-size: .875rem; }\n\
</style>\n";

/// Writes the page. O(n).
pub(super) fn report(project: &Project) -> Vec<File> {
    let name = text(&project.header.name);
    let version = version::words(project);
    let mut out = format!(
        "{HEAD}<title>{name}</title>\n</head>\n<body>\n<main>\n<h1>{name}</h1>\n<p>By {version}.</p>\n<ul>\n"
    );
    for document in &project.documents {
        out.push_str(&format!(
            "<li><bdi>{}</bdi></li>\n",
            text(&name_of(document))
        ));
    }
    out.push_str("</ul>\n");
    for (headline, sections) in parts(project) {
        out.push_str(&format!("<section>\n<h2>{headline}</h2>\n"));
        for section in sections {
            out.push_str(&format!("<h3><bdi>{}</bdi></h3>\n", text(&section.title)));
            if !section.note.is_empty() {
                out.push_str(&format!("<p dir=\"auto\">{}</p>\n", text(&section.note)));
            }
            for quote in section.quotes {
                let (words, label) = (text(&quote.text), text(&quote.label));
                let source = text(&quote.source);
                out.push_str(&format!(
                    "<blockquote dir=\"auto\">{words}\n<cite><bdi>{source}</bdi>; {label}</cite></blockquote>\n"
                ));
                if !quote.note.is_empty() {
                    out.push_str(&format!("<p dir=\"auto\">{}</p>\n", text(&quote.note)));
                }
            }
        }
        out.push_str("</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    vec![File {
        name: file_name(&project.header.name, "html"),
        mime: super::HTML.mime,
        bytes: out.into_bytes(),
    }]
}
