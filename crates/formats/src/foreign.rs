//! Small files as other tools write them: for tests of damage, the first inputs of the fuzzer, and figures.
//! What each has to be read as is in the tests of its format.

use postil_core::format::File;

/// Files of a format that come in together, each by its name and content.
type Sample = (&'static str, &'static [(&'static str, &'static str)]);

/// All of them, by the ids of their formats.
pub fn all() -> impl Iterator<Item = (&'static str, Vec<File>)> {
    let file = |(name, text): &(&str, &str)| File {
        name: (*name).to_owned(),
        mime: "",
        bytes: text.as_bytes().to_vec(),
    };
    SAMPLES
        .iter()
        .map(move |(format, files)| (*format, files.iter().map(file).collect()))
}

const SAMPLES: &[Sample] = &[
    (
        "brat",
        &[
            (
                "annotation.conf",
                "[entities]\nPer\n\tChild\n[relations]\nknows Arg1:Per, Arg2:Per\n[events]\nKill Agent:Per\n\
                 [attributes]\nNegation Arg:<EVENT>\n",
            ),
            ("d.txt", "👍 A and B killed C\r\nand D."),
            (
                "d.ann",
                "T1\tPer 2 3\tA\nT2\tPer 8 9;17 18\tB C\nT5\tKill 10 16\tkilled\nE1\tKill:T5 Agent:T1 Victim:T2\n\
                 E2\tKill:T5 Agent:T2\nA1\tNegation E2\nR1\tknows Arg1:T1 Arg2:T2\n*\tEquiv T1 T2\n\
                 N1\tReference T1 Wikipedia:534366\tA\n#1\tAnnotatorNotes T1\tC:\\new\n",
            ),
        ],
    ),
    (
        "brat",
        &[
            ("d.txt", "IL-2 binds."),
            ("d.a1", "T1\tProtein 0 4\tIL-2\n"),
            (
                "d.a2",
                "T2\tBinding 5 10\tbinds\nE1\tBinding:T2 Theme:T1\nM1\tNegation E1\n",
            ),
        ],
    ),
    (
        "conll",
        &[(
            "a.txt",
            "#begin document (bc/a); part 000\n\
             bc/a 0 0 Barack NN (NP*) - - - S#1 (PERSON* * (1\n\
             bc/a 0 1 Obama NN (NP*) - - - S#1 *) * 1)\n\
             bc/a 0 2 and NN (NP*) - - - S#1 * * -\n\
             bc/a 0 3 his NN (NP*) - - - S#1 * * (2|(1)\n\
             bc/a 0 4 wife NN (NP*) - - - S#1 * * 2)\n\n#end document\n",
        )],
    ),
    (
        "conll",
        &[(
            "a.conllu",
            "# newdoc id = x\n# text = Im Amt\n1-2\tIm\t_\t_\t_\t_\t_\t_\t_\t_\n\
             1\tin\tin\tADP\t_\t_\t2\tcase\t_\tO\n2\tAmt\tAmt\tNOUN\t_\t_\t0\troot\t_\tB-ORG\n",
        )],
    ),
    (
        "conll",
        &[(
            "a.tsv",
            "#\thttp://e.org [2009]\n1\tAmt\tB-ORG\tO\n2\tfür\tI-ORG\tO\n3\tBonn\tI-ORG\tB-LOC\n\n",
        )],
    ),
    (
        "conll",
        &[(
            "a.conll",
            "El DA O\nAbogado NC B-PER\nGeneral AQ I-PER\n. Fp O\n",
        )],
    ),
    (
        "datasets",
        &[(
            "a.jsonl",
            "{\"tokens\": [\"Obama\", \"left\", \"👍\", \"New\", \"York\"], \"ner_tags\": [\"B-PER\", \"O\", \"O\", \"B-LOC\", \"I-LOC\"]}\n\
             {\"id\": 7, \"text\": \"a  b c\", \"tokens\": [\"a\", \"b\", \"c\"], \"tags\": [\"I-X\", \"E-X\", \"S-X\"]}\n\
             {\"tokens\": [\"a\"], \"ner_tags\": [3]}\n",
        )],
    ),
    (
        "w3c",
        &[
            (
                "a.json",
                r#"[{"@context":"http://www.w3.org/ns/anno.jsonld","id":"http://x/1","type":"Annotation",
                "body":[{"type":"TextualBody","value":"PER","purpose":"tagging"},
                {"type":"TextualBody","value":"why","purpose":"commenting"}],
                "target":{"source":"https://example.org/page.html","selector":[
                {"type":"TextQuoteSelector","exact":"Kabul","prefix":"visited "},
                {"type":"TextPositionSelector","start":15,"end":20}]}},
                {"@context":"http://www.w3.org/ns/anno.jsonld","id":"http://x/2","type":"Annotation",
                "bodyValue":"X","target":{"source":"page.html","selector":
                {"type":"TextQuoteSelector","exact":"Moscow"}}}]"#,
            ),
            (
                "page.html",
                "<title>A title</title><p>Obama<p>visited Kabul.",
            ),
        ],
    ),
    (
        "prodigy",
        &[(
            "a.jsonl",
            "[\"Obama left.\", {\"entities\": [[0, 5, \"PER\"]]}]\n[\"No.\", {\"entities\": []}]\n",
        )],
    ),
    (
        "prodigy",
        &[(
            "a.jsonl",
            "{\"text\":\"Obama left.\",\"spans\":[{\"start\":0,\"end\":5,\"label\":\"PER\",\"text\":\"Obama\"}],\"answer\":\"accept\"}\n\
             {\"text\":\"Obama left.\",\"spans\":[{\"start\":0,\"end\":5,\"label\":\"PER\"}],\"answer\":\"reject\"}\n",
        )],
    ),
    (
        "doccano",
        &[(
            "a.jsonl",
            "{\"id\":1,\"text\":\"👍 Obama left.\",\"label\":[[3,8,\"PER\"]]}\n\
             {\"id\":2,\"text\":\"Obama left.\",\"annotations\":[{\"label\":1,\"start_offset\":0,\"end_offset\":5,\"user\":2}]}\n",
        )],
    ),
    (
        "label-studio",
        &[(
            "a.json",
            r#"[{"id":1,"annotations":[{"completed_by":2,"result":[{"id":"r","from_name":"l","to_name":"t",
            "type":"hypertextlabels","value":{"start":"/p[1]/text()[1]","startOffset":0,"end":"/p[1]/text()[1]",
            "endOffset":5,"globalOffsets":{"start":0,"end":5},"text":"Obama","hypertextlabels":["PER","VIP"]}},
            {"type":"relation","from_id":"r","to_id":"r","direction":"right","labels":["x"]}]},
            {"was_cancelled":true,"result":[]}],"data":{"html":"<p>Obama left.</p>"}}]"#,
        )],
    ),
    (
        "label-studio",
        &[(
            "a.json",
            r#"[{"id":1,"text":"Obama left.","label":[{"start":0,"end":5,"text":"Obama","labels":["PER"]}]}]"#,
        )],
    ),
    (
        "pubannotation",
        &[(
            "a.json",
            r#"{"text":"IL-2 binds.","sourcedb":"PMC","sourceid":"1","tracks":[{"project":"p","denotations":
            [{"id":"T1","span":{"begin":0,"end":4},"obj":"Protein"},{"id":"T2","span":{"begin":5,"end":10},"obj":null}],
            "relations":[{"id":"R1","subj":"T1","pred":"p","obj":"T2"}]}]}"#,
        )],
    ),
    (
        "medtator",
        &[(
            "a.xml",
            "<T><TEXT><![CDATA[A gave B.]]></TEXT><TAGS><P spans=\"0~1\" text=\"A\" id=\"P0\"/>\
             <P spans=\"-1~-1\" text=\"\" id=\"P1\"/>\
             <L fromID=\"P0\" fromText=\"A\" toID=\"P1\" toText=\"\" id=\"L0\"/></TAGS></T>",
        )],
    ),
    (
        "qdpx",
        &[
            (
                "p/project.qde",
                "<Project xmlns=\"urn:QDA-XML:project:1.0\" origin=\"MAXQDA\"><Users><User guid=\"u\" name=\"Ana\"/></Users>\
                 <CodeBook><Codes><Code guid=\"c\" name=\"People\"><Code guid=\"d\" name=\"Taliban\"/></Code></Codes></CodeBook>\
                 <Sources><TextSource guid=\"t\" name=\"Talks\" plainTextPath=\"internal://A1.txt\">\
                 <PlainTextSelection guid=\"s\" name=\"Obama\" startPosition=\"2\" endPosition=\"6\" creatingUser=\"u\">\
                 <Description>a memo</Description><Coding guid=\"k\"><CodeRef targetGUID=\"c\"/></Coding></PlainTextSelection>\
                 <PlainTextSelection guid=\"r\" name=\"Taliban\" startPosition=\"16\" endPosition=\"22\">\
                 <Coding guid=\"l\"><CodeRef targetGUID=\"d\"/></Coding></PlainTextSelection></TextSource>\
                 <PictureSource guid=\"x\" name=\"A picture\"/></Sources>\
                 <Links><Link guid=\"m\" name=\"near\" originGUID=\"s\" targetGUID=\"r\"/></Links></Project>",
            ),
            ("p/sources/A1.txt", "👍 Obama met the Taliban."),
        ],
    ),
    (
        "cas-json",
        &[(
            "a.json",
            r#"{"%FEATURE_STRUCTURES":[{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaString":"A killed B."},
            {"%ID":2,"%TYPE":"custom.Event","begin":2,"end":8,"value":"Kill","@args":3},
            {"%ID":3,"%TYPE":"custom.EventArgs[]","%ELEMENTS":[4]},
            {"%ID":4,"%TYPE":"custom.EventArgs","role":"agent","@target":5},
            {"%ID":5,"%TYPE":"custom.Entity","begin":0,"end":1}]}"#,
        )],
    ),
    (
        "webanno-tsv",
        &[(
            "a.tsv",
            "#FORMAT=WebAnno TSV 3.3\n#T_SP=a.b.NamedEntity|identifier|value\n\
             #T_RL=a.b.Rel|label|BT_a.b.NamedEntity\n\n\n#Text=👍 Bob left.\n\
             1-1\t0-2\t👍\t_\t_\t_\t_\t\n1-2\t3-6\tBob\t*[1]\tPER[1]\tsees\t1-3[0_1]\t\n\
             1-3\t7-11\tleft\t_\t_\t_\t_\t\n",
        )],
    ),
    (
        "csv",
        &[
            (
                "marks.csv",
                "document,label,start,end,mine\na,x,0,1,7\na,y,2,3,\n",
            ),
            ("texts.csv", "id,text,title\na,👍 A,T\n"),
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::all;
    use crate::{check, sort};

    #[test]
    fn damage_is_survived() {
        for (id, files) in all() {
            check::bears_damage(id, &files);
        }
    }

    #[test]
    fn they_are_told_and_read() {
        for (id, files) in all() {
            let sorted = sort::sort(files.clone());
            let names: Vec<_> = sorted.groups.iter().map(|group| group.format.id).collect();
            assert_eq!(names, [id], "{files:?}");
            assert!(sorted.others.is_empty(), "{id}: {:?}", sorted.others);
            let group = &sorted.groups[0];
            let (project, _) = (group.format.read(&group.files)).expect("it is read");
            assert!(!project.annotations.is_empty(), "{id}: {files:?}");
        }
    }
}
