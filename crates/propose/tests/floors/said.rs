//! Who said each claim of the five bundled articles, and which media carried it.

#[path = "../../examples/measure/said.rs"]
mod claims;

use claims::{Score, bundled};

#[test]
fn every_claim_in_the_articles_has_its_speaker_first() {
    let articles = bundled();
    let (mut score, mut wrong) = (Score::default(), Vec::new());
    for article in &articles {
        score.add(article, Some(&mut wrong));
    }
    assert_eq!(articles.len(), 5);
    assert_eq!(wrong, [""; 0]);
    assert_eq!((score.right, score.claims), (64, 64));
    assert_eq!(score.in_three, 64);
    assert_eq!((score.via_right, score.with_via, score.via_said), (8, 8, 8));
}
