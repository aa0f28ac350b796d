//! Opens archives inside of archives.

use crate::archive::{self, Room};
use crate::{detect, limits, unannotated};
use postil_core::diagnostic::Diagnostic;
use postil_core::format::File;
use std::collections::{BTreeSet, HashSet};

/// Whether a file is an archive of files to open, and not one file to the program that it is from.
pub(super) fn is_to_open(file: &File) -> bool {
    archive::is_zip(&file.bytes)
        && !unannotated::is_office(&file.bytes)
        && detect(&file.name, &file.bytes).is_none_or(|format| format.id != "qdpx")
}

/// Puts what is in the archives among the files of an archive in their places, as if each were a folder. Those
/// that cannot be opened are told. All of them together have room for what one archive may unpack to. O(n).
pub(super) fn open_inner(outer: &File, files: Vec<File>, found: &mut Vec<Diagnostic>) -> Vec<File> {
    let mut room = Room::of(outer);
    room.take(&files);
    let mut opened = Vec::with_capacity(files.len());
    open(files, 1, &mut room, &mut opened, found);
    opened
}

fn open(
    files: Vec<File>,
    level: usize,
    room: &mut Room,
    opened: &mut Vec<File>,
    found: &mut Vec<Diagnostic>,
) {
    if !files.iter().any(is_to_open) {
        return opened.extend(files);
    }
    let names: BTreeSet<String> = files.iter().map(|file| file.name.clone()).collect();
    let mut folders = HashSet::new();
    for file in files {
        if !is_to_open(&file) {
            opened.push(file);
            continue;
        }
        if level >= limits::MAX_ARCHIVE_LEVELS {
            let most = limits::MAX_ARCHIVE_LEVELS;
            let message = format!(
                "archives inside of archives are opened up to {most} levels; unpack it first"
            );
            found.push(Diagnostic::error(file.name, message));
            continue;
        }
        let inside = match archive::unpack_within(&file, room) {
            Ok(inside) => inside,
            Err(problem) => {
                found.push(problem);
                continue;
            }
        };
        // A project without articles, whose name alone tells the format.
        if inside.is_empty() && detect(&file.name, &file.bytes).is_some() {
            opened.push(file);
            continue;
        }
        found.extend(archive::garbled(&file.name, &inside));
        let folder = folder(&file.name, &names, &mut folders);
        let inside = inside.into_iter().map(|inner| File {
            name: format!("{folder}{}", inner.name),
            ..inner
        });
        open(inside.collect(), level + 1, room, opened, found);
    }
}

/// A folder for what is in an archive that none of the files beside it is in: called like the archive without
/// its extension, or else with it.
fn folder(archive: &str, names: &BTreeSet<String>, taken: &mut HashSet<String>) -> String {
    let stem = archive
        .rsplit_once('.')
        .filter(|(stem, extension)| !stem.is_empty() && extension.eq_ignore_ascii_case("zip"));
    let stem = stem.map_or(archive, |(stem, _)| stem);
    let plain = format!("{stem}/");
    let beside = names.range(plain.clone()..).next();
    let is_free = !beside.is_some_and(|name| name.starts_with(&plain));
    match is_free && taken.insert(plain.clone()) {
        true => plain,
        false => format!("{archive}/"),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::file;
    use crate::sort::sort;
    use crate::{encodings, pack};
    use postil_core::format::File;

    fn zip(name: &str, inside: Vec<File>) -> File {
        File {
            name: format!("{name}.zip"),
            ..pack("", [inside, vec![file(".hidden", "")]].concat())
        }
    }

    fn names(files: Vec<File>) -> (Vec<String>, Vec<String>) {
        let sorted = sort(files);
        let groups = sorted.groups.into_iter().flat_map(|group| group.files);
        let all = groups.chain(sorted.others).map(|file| file.name);
        let said = sorted.found.iter().map(ToString::to_string);
        (all.collect(), said.collect())
    }

    #[test]
    fn archives_inside_are_folders() {
        let texts = |name: &str| zip(name, vec![file("1.txt", "A"), file("x/2.txt", "B")]);
        let outer = |inside| zip("outer", inside);
        for (inside, expected) in [
            (vec![texts("anna")], vec!["anna/1.txt", "anna/x/2.txt"]),
            (
                vec![file("0.txt", "C"), texts("d/ben")],
                vec!["0.txt", "d/ben/1.txt", "d/ben/x/2.txt"],
            ),
            (
                vec![file("anna/1.txt", "C"), texts("anna")],
                vec!["anna/1.txt", "anna.zip/1.txt", "anna.zip/x/2.txt"],
            ),
            (
                vec![zip("more", vec![texts("anna")])],
                vec!["more/anna/1.txt", "more/anna/x/2.txt"],
            ),
        ] {
            let (names, said) = names(vec![outer(inside)]);
            assert_eq!(
                (names, said),
                (expected.iter().map(ToString::to_string).collect(), vec![])
            );
        }
    }

    #[test]
    fn the_depth_and_the_size_are_bounded() {
        let mut nested = zip("0", vec![file("a.txt", "A")]);
        for level in 1..6 {
            nested = zip(&level.to_string(), vec![nested]);
        }
        let (all, said) = names(vec![nested]);
        assert!(all.is_empty(), "{all:?}");
        assert_eq!(said.len(), 1);
        assert!(said[0].contains("unpack it first"), "{said:?}");
        // Each of the inner ones is within bounds.
        let inner = |number: usize| {
            zip(
                &number.to_string(),
                vec![file("a.txt", vec![b'a'; 1 << 20])],
            )
        };
        let (all, said) = names(vec![zip("outer", (0..60).map(inner).collect())]);
        assert!(
            said.iter().any(|it| it.contains("unpacks to more than")),
            "{said:?}"
        );
        assert!(all.len() < 30, "{}", all.len());
        let broken = zip(
            "outer",
            vec![file("a.txt", "A"), file("b.zip", b"PK\x03\x04")],
        );
        let (all, said) = names(vec![broken]);
        assert_eq!((all, said.len()), (vec!["a.txt".to_owned()], 1));
    }

    #[test]
    fn old_encodings_are_read_inside_of_archives_inside() {
        // Windows-1251.
        let text = b"\xCF\xF0\xE5\xE7\xE8\xE4\xE5\xED\xF2 \xEF\xF0\xE8\xE1\xFB\xEB \xE2 \xCA\xE0\xE1\xF3\xEB.";
        let own = [
            file("a.txt", text),
            file("a.ann", "T1\tPer 0 9\tПрезидент\n"),
        ];
        let outer = zip("outer", vec![zip("inner", own.to_vec())]);
        let mut group = sort(vec![outer]).groups.remove(0);
        for file in &mut group.files {
            if encodings::is_old(file) {
                file.bytes = encodings::decode(file, None).text.into_bytes();
            }
        }
        let spans = crate::check::spans("brat", &group.files);
        assert_eq!(spans, [("Per".to_owned(), "Президент".to_owned())]);
    }
}
