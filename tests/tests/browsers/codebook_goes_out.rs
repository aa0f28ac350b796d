//! A codebook from a template, used for marks, and exported in the formats of other tools.

use postil_core::format::{File, Loss};
use postil_e2e::codebook::{done, open};
use postil_e2e::marks::{exported, mark};
use postil_e2e::{Page, browser_tests, control};
use postil_formats::{Options, format, unpack};
use serde_json::{Value, json};

browser_tests!(Chromium: a_template_is_used_and_goes_out_with_its_version);

/// The losses, as the dialog lists them.
const SHOWN: &str = "
    [...document.querySelectorAll('.losses li')].map(line => ({
        what: line.firstElementChild.textContent,
        count: Number(line.lastElementChild.textContent),
    }))";

async fn a_template_is_used_and_goes_out_with_its_version(page: &mut Page) {
    page.open().await;
    open(page).await;
    page.click(control("Start from…")).await;
    page.click(".templates .option:nth-of-type(6) input").await;
    page.click(".start-what .option:nth-of-type(2) input").await;
    page.click(control("Replace the codebook")).await;
    page.until("document.querySelector('.outline-row')").await;
    done(page).await;
    let layers = exported(page).await.schema.layers;
    assert_eq!(layers[0].name, "claim");
    for (layer, words) in layers
        .iter()
        .zip(["Sergey Lavrov", "Zamir Kabulov", "seized power"])
    {
        let key = layer.key.expect("a layer has a key").to_string();
        mark(page, words, &key).await;
        page.press("1").await;
    }
    let project = exported(page).await;
    assert_eq!(project.schema.version, 1);
    assert!(
        project
            .annotations
            .iter()
            .any(|mark| project.schema.label(&mark.label).is_some())
    );

    for id in ["csv", "w3c", "brat", "conll", "tei", "html"] {
        let format = format(id).expect("it is listed");
        let written = format.write(&project, &Options::default());
        let losses = written.losses.iter();
        let losses: Vec<Value> = losses
            .map(|Loss { what, count }| json!({ "what": what, "count": count }))
            .collect();
        page.press("Escape Escape Ctrl+e").await;
        page.until("document.querySelector('dialog[open] .format')")
            .await;
        page.click(control(format.title)).await;
        page.until(&format!(
            "JSON.stringify({SHOWN}) === JSON.stringify({})",
            json!(losses)
        ))
        .await;
        let saved = page
            .download(async || page.click(control("Download")).await)
            .await;
        page.until("!document.querySelector('dialog[open]')").await;
        let file = File {
            name: saved.name,
            mime: "",
            bytes: saved.bytes,
        };
        let inside = unpack(&[file]).expect("it is whole");
        let names_it = inside.iter().any(|file| {
            let text = String::from_utf8_lossy(&file.bytes);
            text.contains("codebook version 1") || text.contains("codebook_version")
        });
        assert_eq!(names_it, id != "conll", "{id}");
    }
}
