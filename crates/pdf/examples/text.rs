//! Writes the text of PDF files into a folder, as `NAME.txt`, or prints it where the folder is `-`; lines
//! that are page numbers and running heads begin with `~ `.
//!
//! `cargo run -p postil-pdf --example text -- FOLDER FILE…`

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("expected a folder")?);
    for name in arguments {
        let text = match postil_pdf::read(fs::read(&name)?) {
            Ok(document) => marked(&document),
            Err(message) => format!("! {message}\n"),
        };
        if folder == Path::new("-") {
            print!("{text}");
        } else {
            fs::create_dir_all(&folder)?;
            let stem = Path::new(&name).file_stem().ok_or("expected a file")?;
            fs::write(folder.join(stem).with_extension("txt"), text)?;
        }
    }
    Ok(())
}

fn marked(document: &postil_pdf::Document) -> String {
    let mut at = 0;
    let lines = document.text.split_inclusive('\n').flat_map(|line| {
        let start = at;
        at += line.chars().count();
        let is_aside = document.boilerplate.iter().any(|it| it.start == start);
        [if is_aside { "~ " } else { "" }, line]
    });
    lines.collect()
}
