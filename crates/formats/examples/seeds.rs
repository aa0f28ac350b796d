//! Writes the seeds of the fuzzer: for each target, the torture project as its writer writes it, and
//! small ones of the files that make the most work for their size.
//!
//! `cargo run -p postil-formats --example seeds -- DIR` makes `DIR/TARGET/…`, and prints each
//! target's name. `cargo xtask fuzz` runs it.

use postil_core::format::{File, postil};
use postil_core::json;
use postil_core::model::Codebook;
use postil_core::transaction::{Op, Transaction};
use postil_core::workspace::Entry;
use postil_formats::{
    FORMATS, Options, codebook, encodings, format, pack, rich_text, sort, unannotated, unpack,
};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

#[path = "../src/foreign.rs"]
mod foreign;
#[allow(dead_code, reason = "only a measure says what is bad about each")]
#[path = "../src/hostile/mod.rs"]
mod hostile;
#[path = "../../../fuzz/src/join.rs"]
mod join;
#[path = "../src/torture.rs"]
mod torture;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("expected a folder")?);
    let project = torture::project();
    let mut told_apart = Vec::new();
    let mut codebooks = Vec::new();
    for format in FORMATS.iter().filter(|format| format.reads()) {
        let written = format.write(&project, &Options::default()).files;
        let packed = pack("Torture", written.clone()).bytes;
        let joined = join::join(&written);
        let target = format.id.replace('-', "_");
        let mut inputs = vec![joined.clone(), packed.clone()];
        // What is changed in an archive is refused before it comes to the reader.
        if let Ok(inside) = unpack(&written)
            && inside != written
        {
            inputs.push(join::join(&inside));
            let own: Vec<File> = inside.into_iter().filter(codebook::is_codebook).collect();
            if !own.is_empty() {
                codebooks.push(join::join(&own));
            }
        }
        inputs.extend(worst(format.id).iter().map(|files| join::join(files)));
        let of_others = foreign::all().filter(|(id, _)| *id == format.id);
        let of_others: Vec<_> = of_others.map(|(_, files)| join::join(&files)).collect();
        told_apart.extend(of_others.iter().cloned());
        inputs.extend(of_others);
        seed(&folder, &target, &inputs)?;
        told_apart.extend([joined, packed]);
    }
    let own = Codebook {
        schema: project.schema.clone(),
        guidelines: project.header.guidelines.clone(),
    };
    codebooks.push(join::join(&codebook::write_qdc("", &own).files));
    seed(&folder, "codebook", &codebooks)?;
    told_apart.extend(worst(hostile::SORTED).iter().map(|files| join::join(files)));
    seed(&folder, "sort", &told_apart)?;
    let texts = [worst(hostile::TEXT), worst(hostile::OLD)].concat();
    let texts: Vec<_> = texts.iter().map(|files| join::join(files)).collect();
    seed(&folder, "texts", &texts)?;
    let mut inputs = Vec::new();
    for file in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../pdf/fixtures"))? {
        let path = file?.path();
        if path.extension().is_some_and(|it| it == "pdf") {
            inputs.push(fs::read(path)?);
        }
    }
    seed(&folder, "pdf", &inputs)?;
    let own = postil::write(&project).files.remove(0).bytes;
    let mut inputs = vec![own];
    inputs.extend(
        worst(hostile::OWN)
            .into_iter()
            .flatten()
            .map(|file| file.bytes),
    );
    seed(&folder, "postil", &inputs)?;
    let import = Transaction::new("import", vec![Op::PutProject(Box::new(project.clone()))]);
    let annotate = project.annotations.iter().cloned();
    let annotate = annotate.map(|annotation| Op::PutAnnotation(Box::new(annotation)));
    let annotate = Transaction::new("annotate", annotate.collect());
    let entries = [
        Entry::Commit(import),
        Entry::Commit(annotate),
        Entry::Undo,
        Entry::Redo,
    ];
    seed(
        &folder,
        "journal",
        &[entries.map(|entry| json::to_vec(&entry)).join(&b'\n')],
    )?;
    Ok(())
}

/// Small files that make the most work for their size.
fn worst(format: &str) -> Vec<Vec<File>> {
    const BYTES: usize = 4_000;
    let all = hostile::all().into_iter();
    let own = all.filter(|hostile| hostile.format == format);
    own.map(|hostile| hostile.files(BYTES)).collect()
}

fn seed(folder: &Path, target: &str, inputs: &[Vec<u8>]) -> Result<(), Box<dyn Error>> {
    let folder = folder.join(target);
    fs::create_dir_all(&folder)?;
    for (number, input) in inputs.iter().enumerate() {
        fs::write(folder.join(format!("seed-{number}")), input)?;
    }
    println!("{target}");
    Ok(())
}
