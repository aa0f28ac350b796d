//! Sorts files that come in together by format.

mod archives;
mod passed_over;

use crate::{
    Format, archive, decode, detect, has_extension, head, table, unannotated, unknown, w3c,
};
use passed_over::pass_over;
use postil_core::diagnostic::Diagnostic;
use postil_core::format::File;
use std::collections::HashSet;

/// Extensions of files that are of no use by themselves: settings and schemas.
const SETTINGS: &[&str] = &["conf", "dtd", "xsd"];

/// Files that belong together.
#[derive(Debug)]
pub struct Group {
    /// Their format.
    pub format: &'static Format,
    /// The files that its reader reads together.
    pub files: Vec<File>,
    /// The name of the archive that they were in.
    pub archive: Option<String>,
}

/// Files, sorted by format.
#[derive(Debug, Default)]
pub struct Sorted {
    /// The files of formats that can be read.
    pub groups: Vec<Group>,
    /// All other files: texts, Postil projects, and anything else.
    pub others: Vec<File>,
    /// Archives that could not be unpacked, files of a known kind that is not read, or of an unknown one, and
    /// how many hold no article.
    pub found: Vec<Diagnostic>,
}

/// Sorts files by [`detect`]. Archives are unpacked, except those that are one file to the programs they are
/// from, and the files of each are kept together, with those of archives inside of it. Files that are of no use by themselves go where they are
/// needed: texts to the brat annotations of the same name, to the Web Annotations that select from them, or to
/// the REFI-QDA project beside their folder; settings to the format they are of, or to the only one. Files that
/// hold no article are counted. Texts in UTF-16 come out in UTF-8. Reads the beginning of each file, Web
/// Annotations whole, and unpacks archives and pages that were saved with all they need.
pub fn sort(files: Vec<File>) -> Sorted {
    let mut sorted = Sorted::default();
    let mut loose = Vec::new();
    for file in files {
        if !archives::is_to_open(&file) {
            loose.push(file);
            continue;
        }
        match archive::unpack(std::slice::from_ref(&file)) {
            // A project without articles, whose name alone tells the format.
            Ok(inside) if inside.is_empty() && detect(&file.name, &file.bytes).is_some() => {
                loose.push(file);
            }
            Ok(inside) => {
                sorted.found.extend(archive::garbled(&file.name, &inside));
                let inside = archives::open_inner(&file, inside, &mut sorted.found);
                sort_set(inside, Some(&file.name), &mut sorted);
            }
            Err(problem) => sorted.found.push(problem),
        }
    }
    sort_set(loose, None, &mut sorted);
    sorted
}

fn sort_set(files: Vec<File>, archive: Option<&str>, sorted: &mut Sorted) {
    let mut groups: Vec<Group> = Vec::new();
    let mut others = Vec::new();
    let (files, said) = pass_over(files, archive);
    sorted.found.extend(said);
    for mut file in files {
        decode::unify(&mut file);
        let file = match unannotated::unwrap_page(file) {
            Ok((file, remark)) => {
                sorted.found.extend(remark);
                file
            }
            Err(problem) => {
                sorted.found.push(problem);
                continue;
            }
        };
        let Some(format) = detect(&file.name, &file.bytes) else {
            others.push(file);
            continue;
        };
        match groups.iter_mut().find(|group| group.format.id == format.id) {
            Some(group) => group.files.push(file),
            None => groups.push(Group {
                format,
                files: vec![file],
                archive: archive.map(str::to_owned),
            }),
        }
    }
    let only = groups.len() == 1;
    let annotated: HashSet<String> = (groups.iter())
        .filter(|group| group.format.id == "brat")
        .flat_map(|group| &group.files)
        .filter_map(|file| stem(&file.name))
        .collect();
    let names: Vec<&str> = others.iter().map(|file| file.name.as_str()).collect();
    let selecting = groups.iter().find(|group| group.format.id == "w3c");
    let selected = selecting.map(|group| w3c::beside(&group.files, &names));
    let selected = selected.unwrap_or_else(|| vec![false; others.len()]);
    for (file, is_selected) in others.into_iter().zip(selected) {
        let is = |extensions: &[&str]| has_extension(&file.name, extensions);
        let is_annotated =
            is(&["txt"]) && stem(&file.name).is_some_and(|it| annotated.contains(&it));
        let is_xml = |element: &str| is(&["xml"]) && head(&file.bytes).contains(element);
        let is_part = table::belongs(&file.name, &file.bytes);
        let home = groups.iter().position(|group| match group.format.id {
            "brat" => is_annotated || is(&["conf"]),
            "medtator" if is(&["dtd"]) => true,
            "cas-xmi" | "webanno-tsv" if is_xml("<typeSystemDescription") => true,
            "label-studio" if is_xml("<View") => true,
            "qdpx" if is(&["txt"]) && is_source(&file.name) => true,
            id if is_part => is(&[id]),
            _ => only && is(SETTINGS),
        });
        let to_selecting = || {
            let mut ids = groups.iter().map(|group| group.format.id);
            is_selected
                .then(|| ids.position(|id| id == "w3c"))
                .flatten()
        };
        match home.or_else(to_selecting).and_then(|at| groups.get_mut(at)) {
            Some(group) => group.files.push(file),
            None => match unknown::tell(&file) {
                Some(problem) => sorted.found.push(problem),
                None => sorted.others.push(file),
            },
        }
    }
    sorted.groups.append(&mut groups);
}

/// The name of a file without its extension, which a text and its annotations share; none without
/// an extension.
fn stem(name: &str) -> Option<String> {
    name.rsplit_once('.').map(|(stem, _)| stem.to_owned())
}

/// Whether a text is in the folder of texts of an unpacked REFI-QDA project.
fn is_source(name: &str) -> bool {
    let folder = name.rsplit(['/', '\\']).nth(1).unwrap_or_default();
    folder.eq_ignore_ascii_case("sources")
}

#[cfg(test)]
mod tests;
