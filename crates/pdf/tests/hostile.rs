//! Files that ask for more than their size: each is refused, or read without what is too much, soon.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use postil_pdf::read;
use std::io::Write;
use std::time::{Duration, Instant};

/// A file of one page with this font, content and further objects, from number 6 on. An object is what is
/// between `obj` and `endobj`.
fn file(font: &str, content: &[u8], more: &[Vec<u8>]) -> Vec<u8> {
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R\
          /Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>"
            .to_vec(),
        content.to_vec(),
        font.as_bytes().to_vec(),
    ];
    let mut bytes = b"%PDF-1.4\n".to_vec();
    for (at, object) in objects.iter().chain(more).enumerate() {
        bytes.extend(format!("{} 0 obj\n", at + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    bytes.extend(b"trailer\n<</Root 1 0 R/Size 9>>\n%%EOF\n");
    bytes
}

fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    let mut bytes = format!("<<{entries}/Length {}>>\nstream\n", content.len()).into_bytes();
    bytes.extend(content);
    bytes.extend(b"\nendstream");
    bytes
}

fn packed(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).expect("it is packed");
    encoder.finish().expect("it is packed")
}

const HELVETICA: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
const SAYS: &[u8] = b"BT /F 10 Tf 10 50 Td (A text.) Tj ET";

/// What is read of a file, which must not take long.
fn soon(what: &str, bytes: Vec<u8>) -> Result<String, String> {
    let start = Instant::now();
    let read = read(bytes).map(|document| document.text);
    assert!(
        start.elapsed() < Duration::from_secs(60),
        "{what}: {:?}",
        start.elapsed()
    );
    read
}

#[test]
fn a_small_file_is_read() {
    let read = soon("small", file(HELVETICA, &stream("", SAYS), &[]));
    assert_eq!(read.as_deref(), Ok("A text.\n"));
    let content = stream("/Filter/FlateDecode", &packed(SAYS));
    let read = soon("packed", file(HELVETICA, &content, &[]));
    assert_eq!(read.as_deref(), Ok("A text.\n"));
}

#[test]
fn what_unpacks_to_too_much_is_left_out() {
    let mut long = SAYS.to_vec();
    long.resize(60 << 20, b' ');
    let once = stream("/Filter/FlateDecode", &packed(&long));
    let message = soon("once", file(HELVETICA, &once, &[])).expect_err("it is refused");
    assert!(message.starts_with("there is no text in it"), "{message}");
    let twice = packed(&packed(&long));
    let twice = stream("/Filter[/FlateDecode/FlateDecode]", &twice);
    assert!(soon("twice", file(HELVETICA, &twice, &[])).is_err());
    let text: String = packed(&long)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let hex = stream("/Filter[/ASCIIHexDecode/FlateDecode]", text.as_bytes());
    assert!(soon("hexadecimal", file(HELVETICA, &hex, &[])).is_err());
}

#[test]
fn forms_are_drawn() {
    let form = stream(
        "/Type/XObject/Subtype/Form/Resources<</Font<</F 5 0 R>>>>",
        SAYS,
    );
    let read = soon("form", file(HELVETICA, &stream("", b"q /X Do Q"), &[form]));
    assert_eq!(read.as_deref(), Ok("A text.\n"));
}

#[test]
fn forms_that_draw_each_other_end() {
    let calls = "/X Do ".repeat(200);
    let form = |next| {
        let inner = format!("/Resources<</XObject<</X {next} 0 R>>>>");
        stream(
            &format!("/Type/XObject/Subtype/Form{inner}"),
            calls.as_bytes(),
        )
    };
    let forms: Vec<Vec<u8>> = (7..15).map(form).collect();
    let content = [SAYS, b" /X Do"].concat();
    let file = file(HELVETICA, &stream("", &content), &forms);
    let message = soon("forms", file).expect_err("it is refused");
    assert!(message.contains("draws more"), "{message}");
}

#[test]
fn fonts_with_endless_numbers_are_passed_over() {
    for font in [
        "<</Type/Font/Subtype/TrueType/BaseFont/A/FirstChar 4000000000/LastChar 4000000001/Widths[1 1]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts\
         [<</Subtype/CIDFontType2/BaseFont/A/W[0 4000000000 500]>>]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-V/DescendantFonts\
         [<</Subtype/CIDFontType2/BaseFont/A/W2[0 4000000000 5 5 5]>>]>>",
    ] {
        let read = soon(font, file(font, &stream("", SAYS), &[]));
        assert!(read.is_err(), "{font}: {read:?}");
    }
}

#[test]
fn deep_nesting_needs_no_deep_stack() {
    let deep = [b"[".repeat(100_000), b"]".repeat(100_000)].concat();
    let dictionaries = [b"<</A".repeat(50_000), b">>".repeat(50_000)].concat();
    let saves = [b"q ".repeat(100_000).as_slice(), SAYS].concat();
    for (what, content, more) in [
        ("arrays", [&deep, SAYS].concat(), deep.clone()),
        (
            "dictionaries",
            [&dictionaries, SAYS].concat(),
            dictionaries.clone(),
        ),
        ("states", saves, Vec::new()),
    ] {
        let bytes = file(HELVETICA, &stream("", &content), &[more]);
        // As much as a browser gives.
        let thread = std::thread::Builder::new().stack_size(1 << 20);
        let read = thread.spawn(move || soon(what, bytes)).expect("a thread");
        let _ = read.join().expect("it ends");
    }
}

#[test]
fn many_lines_beside_one_another_take_no_longer_than_others() {
    let mut content = b"BT /F 1 Tf ".to_vec();
    for at in 0..60_000_u32 {
        let (x, y) = (at.wrapping_mul(7919) % 200, at.wrapping_mul(104_729) % 97);
        content.extend(format!("1 0 0 1 {x} {y}.{} Tm (a) Tj ", at % 10).bytes());
    }
    content.extend(b"ET");
    let read = soon("scattered", file(HELVETICA, &stream("", &content), &[]));
    assert!(read.is_ok());
}
