//! Files that come with others and hold no article: what a browser saves beside a page, pictures, and what
//! systems and programs keep in folders.

use postil_core::diagnostic::{Diagnostic, clip};
use postil_core::format::File;
use std::collections::HashSet;

/// Kinds of such files by their extensions: what one is, what several are.
const KINDS: [(&str, &str, &[&str]); 5] = [
    (
        "script or style",
        "scripts and styles",
        &["css", "js", "mjs", "map", "download"],
    ),
    (
        "picture",
        "pictures",
        &[
            "png", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "ico", "svg", "tif", "tiff", "heic",
        ],
    ),
    ("font", "fonts", &["woff", "woff2", "ttf", "otf", "eot"]),
    (
        "sound or film",
        "sounds and films",
        &[
            "mp3", "m4a", "ogg", "oga", "wav", "flac", "mp4", "m4v", "webm", "ogv", "mov", "avi",
            "mkv",
        ],
    ),
    LEFT_BY_PROGRAMS,
];
const LEFT_BY_PROGRAMS: (&str, &str, &[&str]) = (
    "file of a program or a system",
    "files of programs and systems",
    &["url", "webloc", "lnk", "ini"],
);
const PART_OF_PAGE: (&str, &str) = ("part of a saved page", "parts of saved pages");

/// Takes out of files that come together those that hold no article. What there is to say about them names
/// an archive as its place, or else the first of them; it is an error where nothing else is there. O(n).
pub(super) fn pass_over(
    files: Vec<File>,
    archive: Option<&str>,
) -> (Vec<File>, Option<Diagnostic>) {
    let folders = folders_of_pages(&files);
    let mut counts = [0; KINDS.len() + 1];
    let (mut kept, mut passed) = (Vec::with_capacity(files.len()), Vec::new());
    for file in files {
        match kind(&file.name, &folders) {
            Some(kind) => {
                if let Some(count) = counts.get_mut(kind) {
                    *count += 1;
                }
                passed.push(file.name);
            }
            None => kept.push(file),
        }
    }
    let Some(first) = passed.first() else {
        return (kept, None);
    };
    let words = KINDS.iter().map(|(one, many, _)| (*one, *many));
    let words = words.chain([PART_OF_PAGE]).zip(counts);
    let listed = words.filter(|(_, count)| *count > 0);
    let listed = listed.map(|((one, many), count)| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    });
    let listed = listed.collect::<Vec<_>>().join(", ");
    let place = match (archive, passed.len() - 1) {
        (Some(archive), _) => archive.to_owned(),
        (None, 0) => first.clone(),
        (None, more) => format!("{} and {more} more", clip(first)),
    };
    let said = match kept.is_empty() {
        true => Diagnostic::error(place, format!("there is no article in it: {listed}")),
        false => Diagnostic::warning(
            place,
            format!("passed over, as they hold no article: {listed}"),
        ),
    };
    (kept, Some(said))
}

/// The number of the kind of a file that holds no article.
fn kind(path: &str, folders: &HashSet<String>) -> Option<usize> {
    let steps = || path.match_indices('/').filter_map(|(at, _)| path.get(..at));
    if !folders.is_empty() && steps().any(|folder| folders.contains(folder)) {
        return Some(KINDS.len());
    }
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let is_left = name.starts_with("~$")
        || name.eq_ignore_ascii_case("Thumbs.db")
        || name.eq_ignore_ascii_case(".DS_Store");
    if is_left {
        return KINDS.iter().position(|kind| *kind == LEFT_BY_PROGRAMS);
    }
    (KINDS.iter()).position(|(.., extensions)| crate::has_extension(name, extensions))
}

/// The folders that browsers and Word make beside a page they save: `NAME_files` or `NAME.files` for
/// `NAME.html`.
fn folders_of_pages(files: &[File]) -> HashSet<String> {
    let pages =
        (files.iter()).filter(|file| crate::has_extension(&file.name, &["html", "htm", "xhtml"]));
    let bases = pages.filter_map(|page| page.name.rsplit_once('.'));
    let folders =
        bases.flat_map(|(base, _)| ["_files", ".files"].map(|end| format!("{base}{end}")));
    folders.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::file;

    #[test]
    fn what_a_browser_saves_with_a_page_is_counted() {
        let names = [
            "a/The story.html",
            "a/The story_files/saved_resource.html",
            "a/The story_files/data.json",
            "a/The story_files/f.txt",
            "a/other_files/b.txt",
            "a/app.js.download",
            "a/main.css",
            "a/photo.JPG",
            "a/~$report.docx",
            "a/Thumbs.db",
            "a/link.url",
            "a/report.docx",
        ];
        let files = names.map(|name| file(name, "A"));
        let (kept, said) = pass_over(files.to_vec(), Some("a.zip"));
        let kept: Vec<_> = kept.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(
            kept,
            ["a/The story.html", "a/other_files/b.txt", "a/report.docx"]
        );
        let expected = "a.zip: passed over, as they hold no article: 2 scripts and styles, 1 picture, \
                        3 files of programs and systems, 3 parts of saved pages";
        assert_eq!(said.map(|said| said.to_string()).as_deref(), Some(expected));
    }

    #[test]
    fn there_is_an_error_where_nothing_else_is() {
        let (kept, said) = pass_over(vec![file("a.png", ""), file("b.svg", "")], None);
        assert!(kept.is_empty());
        let said = said.expect("it is told").to_string();
        assert_eq!(
            said,
            "a.png and 1 more: there is no article in it: 2 pictures"
        );
        assert_eq!(pass_over(vec![file("a.txt", "")], None).1, None);
    }
}
