//! What is proposed for the five bundled articles, whose figures are in `docs/proposals.md`: a change that makes
//! one of them worse fails here.

use postil_core::text::Text;
use std::fs;
use std::path::PathBuf;

mod dates;
mod numbers;
mod said;
mod worked;

/// The text of a bundled article.
fn article(file: &str) -> Text {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../articles");
    Text::freeze(&fs::read_to_string(folder.join(file)).expect(file))
}
