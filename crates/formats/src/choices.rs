//! What a reader decides by itself where a file leaves more than one way to read it, and a person may
//! decide otherwise.

pub use crate::choice::{Candidate, Choice, Chosen};

use crate::sort::Group;
use crate::{conll, source};
use postil_core::format::Read;

/// What there is to choose in files of one format, read with what was chosen. Reads the first lines of each.
pub fn of(group: &Group, chosen: &Chosen) -> Vec<Choice> {
    if group.format.id != conll::FORMAT.id {
        return Vec::new();
    }
    let one = |file: &postil_core::format::File| {
        let text = source::utf8(file).ok()?;
        let (candidates, chosen) = conll::candidates(text, chosen.get(&file.name))?;
        (candidates.len() > 1).then(|| Choice {
            file: file.name.clone(),
            candidates,
            chosen,
        })
    };
    group.files.iter().filter_map(one).collect()
}

/// Reads files of one format as a person chose. The project of an archive bears its name.
///
/// # Errors
/// As [`Format::read`](crate::Format::read) has them.
pub fn read(group: &Group, chosen: &Chosen) -> Read {
    let (mut project, found) = match group.format.id == conll::FORMAT.id {
        true => conll::read_as(&group.files, chosen),
        false => group.format.read(&group.files),
    }?;
    let is_packed = |extension: &&str| extension.ends_with("zip");
    if let Some(archive) = &group.archive
        && group.format.extensions.iter().any(is_packed)
    {
        project.header.name = source::stem(archive, group.format.extensions);
    }
    Ok((project, found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{canonical, file};
    use crate::sort::sort;

    /// The values that can be chosen with their samples, the one that was read, and its marks.
    fn read_as(text: &str, value: Option<&str>) -> (Vec<String>, String, Vec<String>) {
        let group = sort(vec![file("a.conll", text)]).groups.remove(0);
        let chosen = value.map(|value| ("a.conll".to_owned(), value.to_owned()));
        let chosen: Chosen = chosen.into_iter().collect();
        let choice = of(&group, &chosen).pop().unwrap_or_default();
        let listed = choice.candidates.iter();
        let listed = listed.map(|it| format!("{}: {}", it.value, it.samples.join(" ")));
        let (project, _) = read(&group, &chosen).expect("it is read");
        let marks = canonical(&project).annotations;
        let marks = marks
            .iter()
            .map(|a| format!("{}: {}", a.label, a.fragments[0].quote));
        (listed.collect(), choice.chosen, marks.collect())
    }

    #[test]
    fn columns_of_tags_can_be_chosen() {
        let text = "U.N. NNP I-NP I-ORG\nofficial NN I-NP O\nEkeus NNP I-NP I-PER\n";
        let candidates = ["3: NP", "4: ORG PER"];
        let (listed, chosen, marks) = read_as(text, None);
        assert_eq!(
            (listed.as_slice(), chosen.as_str()),
            (&candidates.map(str::to_owned)[..], "4")
        );
        assert_eq!(marks, ["ORG: U.N.", "PER: Ekeus"]);
        let (listed, chosen, marks) = read_as(text, Some("3"));
        assert_eq!(
            (listed.as_slice(), chosen.as_str()),
            (&candidates.map(str::to_owned)[..], "3")
        );
        assert_eq!(marks, ["NP: U.N. official Ekeus"]);
        // What cannot be chosen is not.
        for odd in ["1", "2", "9", "x", "", "3,4"] {
            assert_eq!(read_as(text, Some(odd)).1, "4", "{odd}");
        }
    }

    #[test]
    fn columns_that_belong_together_are_one_choice() {
        let text = "1\tAmt\tB-ORG\tO\n2\tfür\tI-ORG\tO\n3\tBonn\tI-ORG\tB-LOC\n\n";
        let (listed, chosen, marks) = read_as(text, None);
        assert_eq!(listed, ["3,4: LOC ORG", "3: ORG", "4: LOC"]);
        assert_eq!(chosen, "3,4");
        assert_eq!(marks, ["ORG: Amt für Bonn", "LOC: Bonn"]);
        assert_eq!(read_as(text, Some("4")).2, ["LOC: Bonn"]);
        assert_eq!(read_as(text, Some("3")).2, ["ORG: Amt für Bonn"]);
    }

    #[test]
    fn plain_tags_can_be_chosen_where_there_are_several_columns() {
        let text = "Obama PER NEW\nleft O O\nKabul LOC NEW\n. O O\n";
        let (listed, chosen, marks) = read_as(text, None);
        assert_eq!((listed.len(), chosen.as_str()), (2, "3"));
        assert_eq!(marks, ["NEW: Obama", "NEW: Kabul"]);
        assert_eq!(read_as(text, Some("2")).2, ["PER: Obama", "LOC: Kabul"]);
    }

    #[test]
    fn there_is_no_choice_where_one_column_has_tags() {
        assert_eq!(read_as("Obama B-PER\nleft O\n", None).0, [""; 0]);
    }
}
