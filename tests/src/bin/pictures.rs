//! Takes the pictures of the documentation from the worked example: each view of the story in light, in dark and on a
//! phone, as `NAME-light.webp` and so on in the folder that is named.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use postil_e2e::{Engine, Media, Page, story};
use serde_json::json;
use std::path::PathBuf;

/// What the views are called in the names of files, in the order of their keys.
const VIEWS: [&str; 7] = [
    "coverage", "sayings", "timeline", "claims", "tensions", "dossier", "overview",
];

/// A window: how its pictures are called, its size in CSS pixels, and whether it is dark.
const WINDOWS: [(&str, (u32, u32), bool); 3] = [
    ("light", (1360, 850), false),
    ("dark", (1360, 850), true),
    ("phone", (390, 760), false),
];

/// How good the pictures are, of 100.
const QUALITY: u32 = 82;

fn main() {
    let Some(folder) = std::env::args().nth(1).map(PathBuf::from) else {
        eprintln!("the folder for the pictures is missing");
        std::process::exit(2);
    };
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    postil_e2e::run(Engine::Chromium, "pictures", async |page: &mut Page| {
        for (name, (width, height), dark) in WINDOWS {
            page.resize(width, height).await;
            let media = Media {
                dark,
                ..Media::default()
            };
            page.prefer(media).await;
            page.open().await;
            story::load(page).await;
            for (view, key) in VIEWS.into_iter().zip(1..) {
                show(page, view, key).await;
                let file = folder.join(format!("{view}-{name}.webp"));
                std::fs::write(&file, picture(page).await).expect("the picture can be written");
                println!("{}", file.display());
            }
        }
    });
}

/// Shows a view as somebody does who looks around in it.
async fn show(page: &Page, view: &str, key: usize) {
    if view == "dossier" {
        story::show(page, 1).await;
        page.until("document.querySelector('.story-body [data-cluster]')")
            .await;
        let cluster: String = page
            .eval("return postil.project().clusters.find(it => it.name === 'Zamir Kabulov').id;")
            .await;
        page.eval::<()>(&format!(
            "history.pushState(null, '', '#project=default&view=dossier&cluster={cluster}');
             dispatchEvent(new PopStateEvent('popstate'));"
        ))
        .await;
        page.until("document.querySelector('.dossier-view .stop')")
            .await;
    } else {
        story::show(page, key).await;
        page.until("document.querySelector('.story-body .stop')")
            .await;
    }
    // At a place that has a sentence.
    page.eval::<()>("document.querySelector('.story-body .stop[data-mark]')?.focus();")
        .await;
    page.settled().await;
}

async fn picture(page: &Page) -> Vec<u8> {
    let options = json!({ "format": "webp", "quality": QUALITY });
    let taken = page.devtools("Page.captureScreenshot", options).await;
    let data = taken["data"].as_str().expect("the browser takes pictures");
    STANDARD.decode(data).expect("it is as the protocol has it")
}
