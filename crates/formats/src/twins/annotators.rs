//! Who made the marks of a corpus that comes in several copies, where only folders or files are named after
//! people.

use super::{Corpus, Twin, without};
use postil_core::diagnostic::clip;
use postil_core::json::Json;
use postil_core::model::{AnnotationId, DocumentId, Project, Target};
use std::collections::{BTreeMap, HashMap, HashSet};

const SEPARATORS: [char; 2] = ['/', '\\'];

/// What the files of one annotator have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Copy<'a> {
    /// They are in this folder.
    Folder(&'a str),
    /// They are called so, each in the folder of its document.
    Called(&'a str),
}

/// Gives marks and relations without an author that of their copy of the corpus: what tells the paths of copies
/// apart, such as a folder named after a person. Copies that say the same of all they share have one author, and
/// none where all do. Returns the authors. O(n).
pub(super) fn name(project: &mut Project, corpus: &Corpus, twins: &[Twin]) -> Vec<String> {
    let paths = paths(corpus);
    let path = |at: usize| paths.get(at).copied().unwrap_or_default();
    let mut classes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for twin in twins
        .iter()
        .filter(|twin| path(twin.own) != path(twin.first))
    {
        let class = classes
            .entry(twin.first)
            .or_insert_with(|| vec![twin.first]);
        class.push(twin.own);
    }
    if classes.is_empty() {
        return Vec::new();
    }
    let mut names: BTreeMap<Copy, String> = BTreeMap::new();
    let mut copies: HashMap<usize, Copy> = HashMap::new();
    for class in classes.values() {
        for two in class.windows(2) {
            let &[one, other] = two else { continue };
            for (at, (copy, name)) in [one, other].into_iter().zip(apart(path(one), path(other))) {
                copies.entry(at).or_insert(copy);
                names.entry(copy).or_insert_with(|| clip(name));
            }
        }
    }
    let said = said_of(project, classes.values().flatten().copied());
    let first = equal(&classes, &copies, &said);
    let authors: HashMap<Copy, &String> = (names.keys())
        .filter_map(|copy| Some((*copy, names.get(first.get(copy).unwrap_or(copy))?)))
        .collect();
    let mut all: Vec<&String> = authors.values().copied().collect();
    all.sort();
    all.dedup();
    if all.len() < 2 {
        return Vec::new();
    }
    let of_path = |path| {
        let (folder, last) = split(path);
        let author = authors.get(&Copy::Folder(folder));
        author.or_else(|| authors.get(&Copy::Called(last))).copied()
    };
    let documents = project.documents.iter().zip(&paths);
    let authors: HashMap<DocumentId, &String> = documents
        .filter_map(|(document, path)| Some((document.meta.id.clone(), of_path(*path)?)))
        .collect();
    let mut used: Vec<String> = Vec::new();
    let mut listed = HashSet::new();
    let mut homes: HashMap<&AnnotationId, &String> = HashMap::new();
    for annotation in &mut project.annotations {
        let Some(author) = authors.get(&annotation.document) else {
            continue;
        };
        if annotation.author.is_empty() && !author.is_empty() {
            annotation.author.clone_from(author);
            if listed.insert(author.as_str()) {
                used.push((*author).clone());
            }
        }
        homes.insert(&annotation.id, author);
    }
    for relation in &mut project.relations {
        if let (true, Some(author)) = (relation.author.is_empty(), homes.get(&relation.from)) {
            relation.author.clone_from(author);
        }
    }
    used
}

/// The path of the file of each document.
fn paths(corpus: &Corpus) -> Vec<&str> {
    let mut paths = Vec::with_capacity(corpus.names.len());
    for (path, end) in &corpus.files {
        paths.resize(*end, path.as_str());
    }
    paths
}

/// The folder of a path, and its last step.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once(SEPARATORS).unwrap_or(("", path))
}

/// What two paths to copies of one document are copies of, and what they are called apart: the first step that
/// differs, or the last where the files are called after people. Nothing is the name of what has no folder.
fn apart<'a>(one: &'a str, other: &'a str) -> [(Copy<'a>, &'a str); 2] {
    let [(folder, last), (other_folder, other_last)] = [one, other].map(split);
    if last != other_last {
        return [last, other_last].map(|name| (Copy::Called(name), name));
    }
    let [mut steps, mut other_steps] =
        [folder, other_folder].map(|folder| folder.split(SEPARATORS));
    // Folders from here on are the same, or there is none.
    loop {
        let two = [steps.next(), other_steps.next()].map(Option::unwrap_or_default);
        let [own, theirs] = two;
        if own != theirs || own.is_empty() {
            return [
                (Copy::Folder(folder), own),
                (Copy::Folder(other_folder), theirs),
            ];
        }
    }
}

/// What is said in documents, as a number for each of them: equal where the same is said, 0 where nothing is.
fn said_of(project: &Project, documents: impl Iterator<Item = usize>) -> HashMap<usize, usize> {
    let mut known: HashMap<String, usize> = HashMap::new();
    let mut number = |words: String| {
        let next = known.len() + 1;
        *known.entry(words).or_insert(next)
    };
    let mut all: HashMap<&DocumentId, Vec<usize>> = HashMap::new();
    let mut indexes = Vec::new();
    for at in documents {
        if let Some(document) = project.documents.get(at) {
            all.insert(&document.meta.id, Vec::new());
            indexes.push((at, &document.meta.id));
        }
    }
    let mut marks: HashMap<&AnnotationId, (&DocumentId, usize)> = HashMap::new();
    for annotation in &project.annotations {
        if let Some(own) = all.get_mut(&annotation.document) {
            let words = without(
                annotation.to_json(),
                &["id", "created", "modified", "document"],
            );
            let words = number(words);
            own.push(words);
            marks.insert(&annotation.id, (&annotation.document, words));
        }
    }
    let mut relations = Vec::new();
    for relation in &project.relations {
        let to = match &relation.to {
            Target::Annotation(to) => marks.get(to).map(|(_, to)| *to),
            Target::Cluster(_) => None,
        };
        let told = without(relation.to_json(), &["id", "created", "from", "to"]);
        relations.push((&relation.from, format!("{to:?} {told}")));
    }
    let of_clusters = project.clusters.iter().flat_map(|cluster| {
        // One number for the name, which many members may share.
        let name = format!("in {}", number(format!("cluster {}", cluster.name)));
        (cluster.members.iter()).map(move |member| (member, name.clone()))
    });
    let of_clusters: Vec<_> = of_clusters.collect();
    for (mark, words) in relations.into_iter().chain(of_clusters) {
        if let Some((document, mark)) = marks.get(mark)
            && let Some(own) = all.get_mut(*document)
        {
            own.push(number(format!("{mark} {words}")));
        }
    }
    let mut contents: HashMap<Vec<usize>, usize> = HashMap::from([(Vec::new(), 0)]);
    let mut numbered = HashMap::new();
    for (at, id) in indexes {
        let mut content = all.remove(id).unwrap_or_default();
        content.sort_unstable();
        let next = contents.len();
        numbered.insert(at, *contents.entry(content).or_insert(next));
    }
    numbered
}

/// The first of the copies that say the same of all documents they share, for each copy.
fn equal<'a>(
    classes: &BTreeMap<usize, Vec<usize>>,
    copies: &HashMap<usize, Copy<'a>>,
    said: &HashMap<usize, usize>,
) -> HashMap<Copy<'a>, Copy<'a>> {
    let in_class = |class: &[usize]| -> Vec<(Copy<'a>, usize)> {
        let one = |at: &usize| Some((*copies.get(at)?, *said.get(at)?));
        class.iter().filter_map(one).collect()
    };
    let mut first: HashMap<Copy, Copy> = HashMap::new();
    for class in classes.values() {
        let mut saying: HashMap<usize, Copy> = HashMap::new();
        for (copy, said) in in_class(class).into_iter().filter(|(_, said)| *said > 0) {
            let with = *saying.entry(said).or_insert(copy);
            first.entry(copy).or_insert(with);
        }
    }
    for class in classes.values() {
        let own: HashMap<Copy, usize> = in_class(class).into_iter().collect();
        for (copy, said) in &own {
            let differs = |with: &&mut Copy<'a>| own.get(*with).is_some_and(|with| with != said);
            if let Some(with) = first.get_mut(copy).filter(differs) {
                *with = *copy;
            }
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use crate::check::file;
    use crate::{Options, format};
    use postil_core::format::File;
    use postil_core::model::Project;

    fn brat(marks: &[(&str, &str)]) -> (Project, String) {
        let mut files = Vec::new();
        for (name, lines) in marks {
            files.push(file(&format!("{name}.txt"), "Obama met Bo."));
            files.push(file(&format!("{name}.ann"), *lines));
        }
        let read = format("brat").expect("listed").read(&files);
        let (project, remarks) = read.expect("it is read");
        let remarks: Vec<_> = remarks.iter().map(ToString::to_string).collect();
        (project, remarks.join("\n"))
    }

    /// The number of articles, and the author and the label of each mark.
    fn outline(marks: &[(&str, &str)]) -> (usize, String) {
        let (project, _) = brat(marks);
        let marks = project.annotations.iter();
        let mut marks: Vec<_> = marks
            .map(|it| format!("{}:{}", it.author, it.label))
            .collect();
        marks.sort();
        (project.documents.len(), marks.join(" "))
    }

    const PERSON: &str = "T1\tPer 0 5\tObama\n";
    const BOTH: &str = "T1\tPer 0 5\tObama\nT2\tDog 10 12\tBo\nR1\towns Arg1:T1 Arg2:T2\n";

    #[test]
    fn the_folders_of_two_name_them() {
        for (marks, documents, expected) in [
            (
                vec![("anna/1", PERSON), ("ben/1", BOTH)],
                1,
                "anna:Per ben:Dog ben:Per",
            ),
            // Further down, and for what one of them alone has.
            (
                vec![
                    ("c/anna/x/1", PERSON),
                    ("c/ben/x/1", BOTH),
                    ("c/ben/x/2", PERSON),
                ],
                2,
                "anna:Per ben:Dog ben:Per ben:Per",
            ),
            // A copy is nobody else's work.
            (vec![("anna/1", BOTH), ("ben/1", BOTH)], 1, ":Dog :Per"),
            (
                vec![("a/1", PERSON), ("b/1", BOTH), ("c/1", BOTH)],
                1,
                "a:Per b:Dog b:Per",
            ),
            // Two who agree about one article of several are still two.
            (
                vec![
                    ("a/1", PERSON),
                    ("b/1", PERSON),
                    ("a/2", PERSON),
                    ("b/2", BOTH),
                ],
                2,
                "a:Per a:Per b:Dog b:Per b:Per",
            ),
            (
                vec![("1", PERSON), ("ben/1", BOTH)],
                1,
                ":Per ben:Dog ben:Per",
            ),
            (vec![("texts/1", ""), ("ben/1", BOTH)], 1, "ben:Dog ben:Per"),
            // Other names are other articles.
            (
                vec![("anna/1", PERSON), ("ben/2", BOTH)],
                2,
                ":Dog :Per :Per",
            ),
            (vec![("1", PERSON), ("2", PERSON)], 2, ":Per :Per"),
        ] {
            assert_eq!(
                outline(&marks),
                (documents, expected.to_owned()),
                "{marks:?}"
            );
        }
        let (project, remarks) = brat(&[("anna/1", BOTH), ("ben/1", PERSON)]);
        assert_eq!(project.relations[0].author, "anna");
        assert!(remarks.contains("the annotators: anna, ben"), "{remarks}");
    }

    /// As INCEpTION exports the work of several.
    #[test]
    fn files_called_after_people_name_them() {
        let cas = |name: &str, label: &str| {
            let text = format!(
                r#"{{"%FEATURE_STRUCTURES": [{{"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1,
                "sofaID": "_InitialView", "sofaString": "Obama"}}, {{"%ID": 2, "%TYPE":
                "a.DocumentMetaData", "@sofa": 1, "begin": 0, "end": 5, "documentId": "1.txt"}},
                {{"%ID": 3, "%TYPE": "a.{label}", "@sofa": 1, "begin": 0, "end": 5}}]}}"#
            );
            file(&format!("annotation/1.txt/{name}.json"), text)
        };
        let files = [cas("anna", "Per"), cas("ben", "Org")];
        let read = format("cas-json").expect("listed").read(&files);
        let (project, _) = read.expect("it is read");
        assert_eq!(project.documents.len(), 1);
        let marks = project.annotations.iter();
        let marks: Vec<_> = marks.map(|it| (&*it.author, &*it.label)).collect();
        assert_eq!(marks, [("anna", "Per"), ("ben", "Org")]);
    }

    /// What a format writes, in a folder.
    fn written(id: &str, project: &Project, folder: &str) -> Vec<File> {
        let format = format(id).expect("listed");
        let files = format.write(project, &Options::default()).files;
        let inside = crate::archive::unpack(&files).expect("it is whole");
        let inside = inside.into_iter().map(|file| File {
            name: format!("{folder}/{}", file.name),
            ..file
        });
        inside.collect()
    }

    #[test]
    fn copies_in_folders_are_one_corpus_in_every_format() {
        let mut other = crate::torture::project();
        for annotation in &mut other.annotations {
            annotation.note = "another".to_owned();
        }
        for id in [
            "brat",
            "cas-json",
            "cas-xmi",
            "webanno-tsv",
            "medtator",
            "tei",
        ] {
            let read = |files: Vec<File>| {
                let (project, _) = format(id).expect("listed").read(&files).expect("read");
                let authors = project.annotations.iter().map(|it| it.author.clone());
                let mut authors: Vec<_> = authors.collect();
                authors.sort();
                authors.dedup();
                let counts = [
                    project.documents.len(),
                    project.annotations.len(),
                    project.relations.len(),
                ];
                (counts, authors.join(" "))
            };
            let own = |folder: &str| written(id, &crate::torture::project(), folder);
            let once = read(own("anna"));
            assert_eq!(once.1, "", "{id}");
            assert_eq!(
                read([own("anna"), own("ben")].concat()),
                once,
                "{id}: a copy"
            );
            let two = [own("anna"), written(id, &other, "ben")].concat();
            let (counts, authors) = read(two);
            assert_eq!(counts[0], once.0[0], "{id}");
            assert_eq!(counts[1], 2 * once.0[1], "{id}");
            assert_eq!(authors, "anna ben", "{id}");
        }
    }
}
