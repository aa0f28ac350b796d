//! Hostile files of lines and tables.

use super::{Hostile, NAME_END, NEXT_FILE, fill};

const BRAT: Hostile = Hostile {
    format: "brat",
    what: "",
    extension: "ann",
    make: |_| String::new(),
};

pub(super) fn all() -> Vec<Hostile> {
    let of = |format, extension| Hostile {
        format,
        extension,
        ..BRAT
    };
    vec![
        Hostile {
            what: "labels",
            make: |bytes| brat(1, &fill(bytes, |n| format!("T{n}\tL{n} 0 1\ta\n"))),
            ..BRAT
        },
        Hostile {
            what: "one mark with many pieces",
            make: |bytes| {
                let pieces = fill(bytes / 2, |n| format!("{} {};", 2 * n, 2 * n + 1));
                brat(
                    bytes / 4,
                    &format!("T1\tL {}\ta\n", pieces.trim_end_matches(';')),
                )
            },
            ..BRAT
        },
        Hostile {
            what: "sets of equals, late in a text",
            make: |bytes| {
                let at = bytes / 4;
                let lines = fill(bytes / 2, |n| {
                    format!("T{n}\tL {at} {}\ta\n*\tEquiv T{n} T{n}\n", at + 1)
                });
                brat(bytes / 2, &lines)
            },
            ..BRAT
        },
        Hostile {
            what: "notes and attributes of one mark",
            make: |bytes| {
                let lines = fill(bytes, |n| {
                    format!("A{n}\tf{n} T1\n#{n}\tAnnotatorNotes T1\tnote\n")
                });
                brat(1, &format!("T1\tL 0 1\ta\n{lines}"))
            },
            ..BRAT
        },
        Hostile {
            what: "arguments of one event",
            make: |bytes| {
                let arguments = fill(bytes, |n| format!(" r{n}:T1"));
                brat(1, &format!("T1\tL 0 1\ta\nE1\tL:T1{arguments}\n"))
            },
            ..BRAT
        },
        Hostile {
            what: "events that share a trigger of many pieces",
            make: |bytes| {
                let pieces = fill(bytes / 4, |n| format!("{} {};", 2 * n, 2 * n + 1));
                let events = fill(bytes / 4, |n| format!("E{n}\tL:T1\n"));
                let trigger = format!("T1\tL {}\t\n", pieces.trim_end_matches(';'));
                brat(bytes / 4, &(trigger + &events))
            },
            ..BRAT
        },
        Hostile {
            what: "marks with other words over white space",
            make: |bytes| {
                let spaces = " ".repeat(bytes / 2);
                let lines = fill(bytes / 2, |n| format!("T{n}\tL 0 {}\tb\n", spaces.len()));
                format!("d.txt{NAME_END}{spaces}{NEXT_FILE}d.ann{NAME_END}{lines}")
            },
            ..BRAT
        },
        Hostile {
            what: "marks with other words over a long text",
            make: |bytes| {
                let end = bytes / 2;
                brat(end, &fill(end, |n| format!("T{n}\tL 0 {end}\tb\n")))
            },
            ..BRAT
        },
        Hostile {
            what: "marks over line breaks",
            make: |bytes| {
                let breaks = "\n".repeat(bytes / 2);
                let end = breaks.len();
                let lines = fill(end, |n| format!("T{n}\tL 0 {end}\t\n"));
                format!("d.txt{NAME_END}{breaks}{NEXT_FILE}d.ann{NAME_END}{lines}")
            },
            ..BRAT
        },
        Hostile {
            what: "pieces between line breaks",
            make: |bytes| {
                let breaks = "\n".repeat(bytes / 2);
                let end = breaks.len() + 1;
                let lines = fill(end, |n| format!("T{n}\tL 0 1;{end} {}\t\n", end + 1));
                format!("d.txt{NAME_END}a{breaks}a{NEXT_FILE}d.ann{NAME_END}{lines}")
            },
            ..BRAT
        },
        Hostile {
            what: "arguments of an event whose name is long",
            make: |bytes| {
                let name = format!("T{}", "d".repeat(bytes / 2));
                let arguments = " r:T1".repeat(bytes / 10);
                brat(
                    1,
                    &format!("T1\tL 0 1\ta\n{name}\tL 0 1\ta\nE1\tL:{name}{arguments}\n"),
                )
            },
            ..BRAT
        },
        Hostile {
            what: "types of a configuration",
            make: |bytes| {
                let types = fill(bytes / 3, |n| format!("T{n}\n"));
                let relations = fill(bytes / 3, |n| {
                    format!("R{n} Arg1:<ENTITY>, Arg2:<ENTITY>\n")
                });
                let attributes = fill(bytes / 3, |n| format!("A{n} Arg:<ANY>\n"));
                let conf = format!(
                    "[entities]\n{types}[relations]\n{relations}[events]\nE\n[attributes]\n{attributes}"
                );
                format!(
                    "annotation.conf{NAME_END}{conf}{NEXT_FILE}{}",
                    brat(1, "T1\tL 0 1\ta\n")
                )
            },
            ..BRAT
        },
        Hostile {
            what: "documents of a letter",
            make: |bytes| {
                let files = (0..bytes / 40).map(|n| {
                    format!("{n}.txt{NAME_END}a{NEXT_FILE}{n}.ann{NAME_END}T1\tL 0 1\ta\n")
                });
                files.collect::<Vec<_>>().join(&NEXT_FILE.to_string())
            },
            ..BRAT
        },
        Hostile {
            what: "columns",
            make: |bytes| {
                let columns = fill(bytes / 2, |n| format!(",c{n}"));
                let cells = ",1".repeat(columns.matches(',').count());
                format!(
                    "document,label,start,end{columns}\nd,x,0,1{cells}\n{NEXT_FILE}id,text\nd,text\n"
                )
            },
            ..of("csv", "csv")
        },
        Hostile {
            what: "rows with cells in a column of a long name",
            make: |bytes| {
                let (name, rows) = ("c".repeat(bytes / 2), "d,x,0,1,1\n".repeat(bytes / 20));
                format!("document,label,start,end,{name}\n{rows}{NEXT_FILE}id,text\nd,text\n")
            },
            ..of("csv", "csv")
        },
        Hostile {
            what: "rows without a cell in the column whose name is half of the file",
            make: |bytes| {
                let name = "c".repeat(bytes / 2);
                let rows = "d,x,0,1,\n".repeat(bytes / 18);
                format!("document,label,start,end,{name}\n{rows}{NEXT_FILE}id,text\nd,text\n")
            },
            ..of("csv", "csv")
        },
        Hostile {
            what: "clusters that no table lists",
            make: |bytes| {
                let rows = fill(bytes, |n| format!("d,x,0,1,c{n}\n"));
                format!("document,label,start,end,cluster\n{rows}{NEXT_FILE}id,text\nd,text\n")
            },
            ..of("csv", "csv")
        },
        Hostile {
            what: "tokens",
            make: |bytes| fill(bytes, |n| format!("a B-x{n}\n")),
            ..of("conll", "conll")
        },
        Hostile {
            what: "documents",
            make: |bytes| "-DOCSTART- O\na B-x\n\n".repeat(bytes / 21),
            ..of("conll", "conll")
        },
        Hostile {
            what: "mentions that begin and end in the same order",
            make: |bytes| {
                let line = |mention: String| format!("d\t0\t0\ta\t{mention}\n");
                let begin = fill(bytes / 2, |n| line(format!("({n}")));
                let end = fill(bytes / 2, |n| line(format!("{n})")));
                format!("#begin document (d)\n{begin}{end}")
            },
            ..of("conll", "conll")
        },
        Hostile {
            what: "names that do not end",
            make: |bytes| {
                let line = |n| format!("d\t0\t0\ta\tX\t*\t-\t-\t-\t-\t(X{n}(Y*\t*\t-\n");
                format!("#begin document (d)\n{}", fill(bytes, line))
            },
            ..of("conll", "conll")
        },
        Hostile {
            what: "layers on one token",
            make: |bytes| {
                let layers = fill(bytes, |n| format!("#T_SP=a.L{n}|v\n"));
                let cells = "\tx".repeat(layers.lines().count());
                tsv(&layers, &format!("1-1\t0-1\ta{cells}\t\n"))
            },
            ..of("webanno-tsv", "tsv")
        },
        Hostile {
            what: "features of one layer",
            make: |bytes| {
                let features = fill(bytes, |n| format!("|f{n}"));
                let cells = "\tx".repeat(features.matches('|').count());
                tsv(
                    &format!("#T_SP=a.L{features}\n"),
                    &format!("1-1\t0-1\ta{cells}\t\n"),
                )
            },
            ..of("webanno-tsv", "tsv")
        },
        Hostile {
            what: "lines that are left out",
            make: |bytes| {
                let rows = fill(bytes, |n| format!("1-{n}\t0-1\ta\tx[1]\tr\t2-1[1_2]\n7\n"));
                tsv("#T_SP=a.L|v\n#T_RL=a.R|t|BT_a.L\n", &rows)
            },
            ..of("webanno-tsv", "tsv")
        },
        Hostile {
            what: "relations to a token with many marks",
            make: |bytes| {
                let marks = "x|".repeat(bytes / 4);
                let (word, base) = ("r|".repeat(bytes / 12), "1-1|".repeat(bytes / 12));
                let layers = "#T_SP=a.L|v\n#T_RL=a.R|t|BT_a.Other\n";
                tsv(
                    layers,
                    &format!("1-1\t0-1\ta\t{marks}x\t{word}r\t{base}1-1\t\n"),
                )
            },
            ..of("webanno-tsv", "tsv")
        },
        Hostile {
            what: "mentions of one cluster on one token",
            make: |bytes| {
                let count = bytes / 16;
                let marks = "c|".repeat(count);
                let kinds = "n|".repeat(count);
                let links = fill(bytes / 2, |n| format!("c->1-{}|", n + 1));
                let kinds = &kinds[..2 * links.matches('|').count().min(count)];
                let links: Vec<&str> = links.split('|').take(kinds.len() / 2).collect();
                let layers = "#T_SP=postil.span.L|cluster\n\
                     #T_CH=postil.ClusterLink|referenceType|referenceRelation\n";
                let row = format!(
                    "1-1\t0-1\ta\t{}\t{}\t{}\t\n",
                    marks.trim_end_matches('|'),
                    kinds.trim_end_matches('|'),
                    links.join("|")
                );
                tsv(layers, &row)
            },
            ..of("webanno-tsv", "tsv")
        },
    ]
}

fn brat(letters: usize, lines: &str) -> String {
    let text = "a".repeat(letters.max(1) + 1);
    format!("d.txt{NAME_END}{text}{NEXT_FILE}d.ann{NAME_END}{lines}")
}

fn tsv(layers: &str, rows: &str) -> String {
    format!("#FORMAT=WebAnno TSV 3.3\n{layers}\n\n#Text=a\n{rows}")
}
