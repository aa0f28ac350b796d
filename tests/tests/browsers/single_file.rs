//! The whole app in one file, opened from the disk: it works, keeps its work, and connects to nothing.

use postil_e2e::marks::{expect_marks, mark, seen_saved};
use postil_e2e::{Page, browser_tests};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

browser_tests!(Chromium, Firefox: one_file_is_all_there_is);

/// The file: `POSTIL_SINGLE_FILE`, or `postil.html` at the root of the repository.
fn file() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    env::var_os("POSTIL_SINGLE_FILE").map_or_else(|| root.join("../postil.html"), PathBuf::from)
}

async fn one_file_is_all_there_is(page: &mut Page) {
    let folder = TempDir::new().expect("a folder");
    let there = folder.path().join("my postil.html");
    fs::copy(file(), &there).expect("the file: cargo xtask single-file");

    page.visit_file(&there).await;
    page.ready().await;
    page.screenshot(&format!("single-file-{}", page.engine()))
        .await;
    mark(page, "Foreign Ministry", "e").await;
    page.press("2").await;
    mark(page, "seized power", "v").await;
    seen_saved(page).await;
    for format in ["tei", "html", "csv"] {
        assert!(!page.export(format).await.bytes.is_empty(), "{format}");
    }
    let large = "A line that is repeated. ".repeat(20_000);
    page.drop_files("[data-article]", &[("large.txt", large.as_bytes())])
        .await;
    page.until("postil.project().documents.length === 6").await;
    seen_saved(page).await;
    let before = page.project().await;

    page.crash().await;
    page.visit_file(&there).await;
    page.ready().await;
    assert_eq!(page.project().await, before);
    page.press("j k").await;
    expect_marks(
        page,
        &[
            ("entity.organization", "Foreign Ministry"),
            ("event", "seized power"),
        ],
    )
    .await;
    page.press("Ctrl+Z").await;
    page.until("postil.project().documents.length === 5").await;
    seen_saved(page).await;

    let console = page.take_console().await;
    let errors: Vec<_> = console.iter().filter(|message| message.error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(page.site().asked(), []);
    let tried: Vec<String> = page
        .call(
            "return Promise.all(args.map(url => fetch(url).then(() => 'came', () => 'refused')));",
            serde_json::json!([page.site().origin(), "other.txt", "data:,a"]),
        )
        .await;
    assert_eq!(tried, ["refused"; 3]);
    assert_eq!(page.site().asked(), []);
    page.take_console().await;
}
