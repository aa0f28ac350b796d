//! Prints how well dates are found and read, and what numbers are read as, as Markdown; with `--wrong`,
//! the dates of the parts to tune on that come out wrong: `cargo run -p postil-propose --example measure_values`.

#[path = "measure/dates.rs"]
mod dates;
#[path = "measure/numbers.rs"]
mod numbers;

fn main() {
    let is_wrong = std::env::args().any(|it| it == "--wrong");
    let sections = match is_wrong {
        true => vec![dates::wrong()],
        false => vec![dates::section(), numbers::section()],
    };
    for section in sections {
        match section {
            Ok(tables) => println!("{tables}"),
            Err(why) => eprintln!("left out: {why}"),
        }
    }
}
