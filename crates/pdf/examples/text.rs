//! Prints the text of PDF files, with their running heads marked: `cargo run -p postil-pdf --example text --
//! FILE…`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for name in std::env::args().skip(1) {
        match postil_pdf::read(std::fs::read(&name)?) {
            Ok(document) => {
                eprintln!("{name}: “{}” {}", document.title, document.language);
                eprintln!(
                    "left out: {:?}; unknown: {:?}",
                    document.left_out, document.unknown
                );
                let mut at = 0;
                for line in document.text.lines() {
                    let is_aside = document.boilerplate.iter().any(|range| range.start == at);
                    println!("{}{line}", if is_aside { "~ " } else { "" });
                    at += line.chars().count() + 1;
                }
            }
            Err(message) => eprintln!("{name}: {message}"),
        }
    }
    Ok(())
}
