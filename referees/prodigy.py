"""spaCy and Prodigy JSONL: the documents that spaCy makes of it."""

import json

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from common import Export, package, report

reader = package("spacy")
export = Export("prodigy")
vocab = Vocab()
spans, notes, relations, texts = [], [], [], {}
for line in export.path(".jsonl").read_text(encoding="utf-8").splitlines():
    record = json.loads(line)
    identity = record["meta"]["id"]
    doc = Doc(vocab, words=[t["text"] for t in record["tokens"]],
              spaces=[t["ws"] for t in record["tokens"]])
    texts[identity] = doc.text
    if doc.text != record["text"]:
        export.problems.append(f"the tokens of {identity} do not make up its text")
    for token, written in zip(doc, record["tokens"]):
        if (token.i, token.idx, token.idx + len(token)) != (
            written["id"], written["start"], written["end"]
        ):
            export.problems.append(f"{identity}: token {written} is {token.i} at {token.idx}")

    def span_of(written):
        span = doc.char_span(written["start"], written["end"], label=written["label"])
        if span is None:
            export.problems.append(f"{identity}: {written} is not one of tokens")
            return Span(doc, 0, 0)
        if (span.start, span.end - 1) != (written["token_start"], written["token_end"]):
            export.problems.append(f"{identity}: {written} has the wrong tokens")
        return span

    doc.spans["sc"] = [span_of(span) for span in record["spans"]]
    spans += [(identity, span.label_, (span.text,)) for span in doc.spans["sc"]]
    notes += [span.get("note", "") for span in record["spans"]]
    for tie in record["relations"]:
        head, child = span_of(tie["head_span"]), span_of(tie["child_span"])
        if tie["head"] not in range(head.start, head.end):
            export.problems.append(f"{identity}: {tie} has its head elsewhere")
        kind, _, value = tie["label"].partition(":")
        relations.append((kind, value, head.text, child.text))

export.same("texts", texts.items(), export.texts.items())
export.same("spans", spans, export.spans())
export.same("notes", notes, [s["note"] for s in export.expected["spans"]])
export.same("relations", relations, export.relations())
report(reader, export)
