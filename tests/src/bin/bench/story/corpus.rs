//! A large story.

/// The project that the costs of the views are measured on without a page as well.
#[path = "../../../../../crates/story/tests/large/mod.rs"]
mod large;

use postil_core::format::postil;
use std::collections::HashMap;

/// The bytes of the project file of a story of so many articles, with 100 marks and 10 clusters for each. O(n).
pub fn project_file(articles: usize) -> Vec<u8> {
    let mut project = large::project(articles, false);
    let texts: HashMap<_, Vec<char>> = project
        .documents
        .iter()
        .map(|document| (document.meta.id.clone(), document.text.chars().collect()))
        .collect();
    for mark in &mut project.annotations {
        let text = texts.get(&mark.document).expect("each mark has its text");
        for fragment in &mut mark.fragments {
            fragment.quote = text[fragment.start..fragment.end].iter().collect();
        }
    }
    let written = postil::write(&project);
    let files = written.files.into_iter();
    files.flat_map(|file| file.bytes).collect()
}

/// What there is of everything in a story of so many articles, in words.
pub fn in_words(articles: usize) -> String {
    let marks = articles * large::SENTENCES * large::MARKS;
    format!(
        "{articles} articles, {} marks, {} clusters",
        crate::report::grouped(marks),
        crate::report::grouped(10 * articles)
    )
}
