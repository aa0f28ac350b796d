//! How long each article was worked in. It stays in this browser: nothing of it is in the project or in its files.

use crate::browser::remembered::storage;
use postil_core::json;
use postil_core::model::DocumentId;

/// Precedes the project in the key.
const PREFIX: &str = "postil-time:";
/// Articles of a project whose time is kept; those with the least are forgotten first.
const MAX_ARTICLES: usize = 1000;
/// Bytes of an id of an article whose time is kept.
const MAX_ID: usize = 200;

/// Articles, each with the seconds that were spent on it.
pub type Times = Vec<(String, usize)>;

/// The times of a project.
pub fn get(project: &str) -> Times {
    let text = storage().and_then(|storage| storage.get_item(&key(project)).ok()?);
    let times = text.and_then(|text| json::from_str(&text).ok());
    times.unwrap_or_default()
}

/// Adds to the time of an article.
pub fn add(project: &str, article: &DocumentId, seconds: usize) {
    let mut times = get(project);
    if add_to(&mut times, article.as_str(), seconds) {
        put(project, &times);
    }
}

/// Replaces the times of a project.
pub fn put(project: &str, times: &Times) {
    let bytes = json::to_vec(times);
    if let (Some(storage), Ok(text)) = (storage(), str::from_utf8(&bytes)) {
        // Where there is no room, no time is kept.
        let _ = storage.set_item(&key(project), text);
    }
}

/// Forgets the times of a project.
pub fn forget(project: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&key(project));
    }
}

fn key(project: &str) -> String {
    format!("{PREFIX}{project}")
}

/// Returns whether the article is one whose time is kept. O(n) for n articles.
fn add_to(times: &mut Times, article: &str, seconds: usize) -> bool {
    if article.len() > MAX_ID {
        return false;
    }
    if let Some((_, time)) = times.iter_mut().find(|(id, _)| id == article) {
        *time = time.saturating_add(seconds);
        return true;
    }
    if times.len() >= MAX_ARTICLES {
        times.sort_by_key(|(_, time)| std::cmp::Reverse(*time));
        times.truncate(MAX_ARTICLES - 1);
    }
    times.push((article.to_owned(), seconds));
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_add_up_and_are_bounded() {
        let mut times = Times::new();
        for at in 0..=MAX_ARTICLES {
            assert!(add_to(&mut times, &format!("a{at}"), 5 + at));
        }
        assert!(add_to(&mut times, "a7", 5));
        assert_eq!(times.len(), MAX_ARTICLES);
        let time = |article: &str| times.iter().find(|(id, _)| id == article).map(|it| it.1);
        // The one with the least made room for the last.
        assert_eq!((time("a0"), time("a7")), (None, Some(17)));
        assert!(!add_to(&mut times, &"x".repeat(MAX_ID + 1), 5));
        let bytes = json::to_vec(&times);
        let text = str::from_utf8(&bytes).expect("UTF-8");
        assert_eq!(json::from_str::<Times>(text).expect("it is read"), times);
    }
}
