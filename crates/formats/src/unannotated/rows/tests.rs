use super::*;
use crate::check::file;

#[test]
fn a_table_is_guessed_and_read() {
    let long = "A long text, with “quotes” 👍\nand a line feed.";
    let csv = format!(
        "\u{FEFF}id;Headline;Source;published;link;Body\r\n\
         7;One;Daryo;2024-12-18T10:00;https://example.org/1;\"{long}\"\r\n\r\n\
         8;Two;;18 Dec;https://example.org/2;\"Another \"\"text\"\", rather long\"\r\n\
         9;Three;;;;\r\n"
    );
    let table = delimited(&file("a.csv", csv)).expect("it is read");
    let choice = &table.guess();
    assert!(choice.header);
    assert_eq!(table.column(choice.text, choice), "Body");
    let about = About::ALL.map(|what| choice.about(what).map(|at| table.column(at, choice)));
    assert_eq!(
        about,
        ["Headline", "Source", "published", "link"].map(|name| Some(name.to_owned()))
    );
    let (texts, found) = table.texts(choice);
    assert_eq!(texts.len(), 2);
    assert_eq!(texts[0].text, long);
    assert_eq!(
        (texts[0].title.as_str(), texts[0].date.as_str()),
        ("One", "2024-12-18")
    );
    assert_eq!(texts[1].text, "Another \"text\", rather long");
    assert_eq!(texts[1].url, "https://example.org/2");
    // Columns that are not chosen are kept, and so is a date of an unknown form.
    let kept = serde_json::to_value(&texts[1].extra).expect("JSON");
    assert_eq!(
        kept,
        serde_json::json!({"columns": {"id": "8", "published": "18 Dec"}})
    );
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn a_table_without_names_keeps_its_first_row() {
    let row = "A sentence that is long enough to be a text and no name of a column.";
    let table = delimited(&file("a.tsv", format!("1\t{row}\n2\t{row}\n"))).expect("it is read");
    assert!(!table.guess().header);
    assert_eq!(table.guess().text, 1);
    assert_eq!(table.texts(&table.guess()).0.len(), 2);
    assert_eq!(table.column(1, &table.guess()), "Column 2");
}

#[test]
fn dates_are_read_as_people_write_them() {
    let dates = |cells: &[&str]| {
        let rows: String = cells
            .iter()
            .map(|cell| format!("A text.;{cell}\n"))
            .collect();
        let table =
            delimited(&file("a.csv", format!("text;Published\n{rows}"))).expect("it is read");
        let (texts, found) = table.texts(&table.guess());
        let dates: Vec<String> = texts.into_iter().map(|new| new.date).collect();
        let said = table
            .remarks
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>();
        assert_eq!(said.len(), found.len(), "both say what is not read");
        (dates, said.concat())
    };
    let (read, said) = dates(&["12.03.2024", "2024-03-13", "14 March 2024", "15 марта 2024"]);
    assert_eq!(
        read,
        ["2024-03-12", "2024-03-13", "2024-03-14", "2024-03-15"]
    );
    assert_eq!(said, "");
    let (read, said) = dates(&["03/04/2024", "13/04/2024", "soon"]);
    assert_eq!(read, ["2024-04-03", "2024-04-13", ""]);
    assert!(
        said.contains("in the column “Published” that cannot be read: 1, for example “soon”"),
        "{said}"
    );
    let (read, said) = dates(&["03/04/2024", "05/04/2024"]);
    assert_eq!(read, ["", ""]);
    assert!(
        said.contains("cannot be read: 2, for example “03/04/2024”, “05/04/2024”"),
        "{said}"
    );
}

#[test]
fn columns_are_known_in_other_languages() {
    for header in [
        "ID,Заголовок,Источник,Дата,Ссылка,Текст",
        "Nr,Titel,Quelle,Datum,Link,Inhalt",
        "n,Titre,Source,Date,Lien,Texte",
        "n,Título,Fuente,Fecha,Enlace,Texto",
        "n,العنوان,المصدر,التاريخ,الرابط,النص",
        "n,标题,来源,日期,链接,正文",
        "no,Başlık,Kaynak,Tarih,Bağlantı,İçerik",
        "n,Titolo,Fonte,Data,Link,Testo",
    ] {
        let row = "7,A headline that is longer than the text,Herald,14.03.2024,e.org/1,A text.";
        let table = delimited(&file("a.csv", format!("{header}\n{row}\n"))).expect("it is read");
        let choice = table.guess();
        assert_eq!((choice.header, choice.text), (true, 5), "{header}");
        let about = About::ALL.map(|what| choice.about(what));
        assert_eq!(about, [Some(1), Some(2), Some(3), Some(4)], "{header}");
    }
    let table = delimited(&file("a.csv", "text,data\nA.,\"{1}\"\n")).expect("it is read");
    assert_eq!(table.guess().about(About::Date), None);
}

#[test]
fn rows_of_another_length_are_told() {
    let said = |csv: &str| {
        let table = delimited(&file("a.csv", csv)).expect("it is read");
        table
            .remarks
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .concat()
    };
    assert_eq!(said("id,text,note\n1,A.,x\n2,B.,y\n"), "");
    let cut = said("id,text,note\n1,A.,x\n2,B");
    assert!(
        cut.contains("a.csv, line 3: the last row has 2 cells, not 3: the file may be cut off"),
        "{cut}"
    );
    let short = said("id,text,note\n1,A.\n2,B.,y\n3\n");
    assert!(
        short.contains("rows with fewer cells than the first: 2 (lines 2, 4)"),
        "{short}"
    );
    let long = said("sep=,\nid,text\n1,A, and B.\n2,B.\n");
    assert!(
        long.contains("rows with more cells than the first: 1 (line 3)"),
        "{long}"
    );
}

/// The texts of a table and what is said about it, as it is guessed.
fn read(name: &str, bytes: &str) -> (Vec<String>, Vec<String>) {
    let table = delimited(&file(name, bytes)).expect("it is read");
    let (texts, found) = table.texts(&table.guess());
    let found = table.remarks.iter().chain(&found);
    let found = found.map(ToString::to_string).collect();
    (texts.into_iter().map(|new| new.text).collect(), found)
}

#[test]
fn a_quote_that_is_not_closed_leaves_the_rows_after_it() {
    let (texts, found) = read("a.csv", "title,text\nA,\"It begins…\nB,Text two\n");
    assert_eq!(texts, ["\"It begins…", "Text two"]);
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("a.csv, line 2: a quote"), "{found:?}");
    let (texts, found) = read("a.tsv", "title\ttext\nA\t\"Well,\" he said.\n");
    assert_eq!(texts, ["\"Well,\" he said."]);
    assert!(found[0].ends_with("read with their quotes: 1"), "{found:?}");
}

#[test]
fn the_delimiter_is_stated_or_that_of_all_rows() {
    for (name, bytes) in [
        ("a.csv", "sep=;\nid;text\n1;A, b, c.\n2;D, e.\n"),
        (
            "a.csv",
            "\u{FEFF}\"sep=;\"\r\nid;text\r\n1;A, b, c.\r\n2;D, e.\r\n",
        ),
        ("a.csv", "1;A, b, c.\n2;D, e.\n"),
        ("a.csv", "1\tA, b, c.\n2\tD, e.\n"),
        ("a.tsv", "1\tA, b, c.\n2\tD, e.\n"),
        ("a.csv", "id,text\n1,\"A, b, c.\"\n2,\"D, e.\"\n"),
        ("a.csv", "id,text\n1,\"A, b, c.\"\n\n2,\"D, e.\"\n"),
    ] {
        let (texts, found) = read(name, bytes);
        assert_eq!(texts, ["A, b, c.", "D, e."], "{bytes}");
        assert!(found.is_empty(), "{found:?}");
    }
    let wide = format!("sep=;\n{}", "a;".repeat(2000));
    let error = delimited(&file("a.csv", wide)).expect_err("too wide");
    assert!(error.place.contains("line 2"), "{error}");
}

#[test]
fn columns_of_one_name_are_told_apart() {
    let csv = "id,text,text\n1,,Second.\n2,,Other.\n";
    let (texts, found) = read("a.csv", csv);
    assert_eq!(texts, ["Second.", "Other."]);
    assert!(
        found[0].contains("the columns 2 and 3 are both called “text”"),
        "{found:?}"
    );
    assert!(
        found[0].contains("the text is that of column 3"),
        "{found:?}"
    );
    let table = delimited(&file("a.csv", "text,text\nA,B\n")).expect("it is read");
    let choice = table.guess();
    assert_eq!((choice.header, choice.text), (true, 0));
    let (texts, _) = table.texts(&choice);
    let kept = serde_json::to_value(&texts[0].extra).expect("JSON");
    let expected = serde_json::json!({"columns": {"text (column 2)": "B"}});
    assert_eq!((texts[0].text.as_str(), kept), ("A", expected));
}

#[test]
fn json_lines_are_a_table() {
    let lines =
        "{\"text\": \"A\", \"n\": 1}\n\n{\"meta\": {\"a\": []}, \"text\": \"B\"}\n{\"n\": null}\n";
    let table = json_lines(&file("a.jsonl", lines)).expect("it is read");
    assert_eq!(table.names, ["text", "n", "meta"]);
    let (texts, found) = table.texts(&table.guess());
    let all: Vec<_> = texts.iter().map(|new| new.text.as_str()).collect();
    assert_eq!(all, ["A", "B"]);
    assert_eq!(found.len(), 1);
    let message = |lines: &str| {
        json_lines(&file("a.jsonl", lines))
            .expect_err("refused")
            .to_string()
    };
    assert!(message("{\"a\": 1}\n[1]\n").contains("a.jsonl, line 2"));
    assert!(message("{\"a\": 1}\n{\n").contains("line 2"));
}

#[test]
fn what_is_wrong_is_named() {
    let message = |bytes: &[u8]| {
        delimited(&file("a.csv", bytes))
            .expect_err("refused")
            .to_string()
    };
    assert!(message(b"").contains("no text"));
    assert!(message(b",,\n,,\n").contains("no rows"));
    assert!(message(b"text\ncaf\xE9\n").contains("byte 0xE9"));
    assert!(message("a,".repeat(2000).as_bytes()).contains("at most 1000 columns"));
    assert!(message("a\n".repeat(100_002).as_bytes()).contains("at most 100000 rows"));
}
