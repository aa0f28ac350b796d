//! Decodes texts in old encodings for a referee. Prints a line of JSON for each file of a folder,
//! `NAME.LABEL.txt`: its text as it is guessed, and as it is in the encoding of the label.
//!
//! `cargo run -p postil-formats --example encodings -- DIR`; `cargo xtask referees` runs it.

use postil_core::format::File;
use postil_formats::encodings;
use serde_json::json;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("expected a folder")?;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let label = name.trim_end_matches(".txt").rsplit('.').next();
        let label = label.unwrap_or_default().to_owned();
        let file = File {
            name,
            mime: "",
            bytes: std::fs::read(entry.path())?,
        };
        let (guessed, chosen) = (
            encodings::decode(&file, None),
            encodings::decode(&file, Some(&label)),
        );
        let told = json!({
            "name": file.name,
            "is_old": encodings::is_old(&file),
            "label": guessed.label,
            "guessed": guessed.text,
            "chosen": chosen.text,
        });
        println!("{told}");
    }
    Ok(())
}
