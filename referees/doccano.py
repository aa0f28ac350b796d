"""doccano JSONL: doccano's own rule, that offsets count what JavaScript counts.

doccano itself is a server that cannot be loaded here; its rule is one line.
"""

import json

from common import Export, report

export = Export("doccano")
spans, relations, texts = [], [], {}
for line in export.path(".jsonl").read_text(encoding="utf-8").splitlines():
    record = json.loads(line)
    units = record["text"].encode("utf-16-le")
    texts[record["document"]] = record["text"]
    words = {}
    for entity in record["entities"]:
        covered = units[2 * entity["start_offset"]:2 * entity["end_offset"]].decode("utf-16-le")
        words[entity["id"]] = covered
        spans.append((record["document"], entity["label"], (covered,)))
    for relation in record["relations"]:
        kind, _, value = relation["type"].partition(":")
        relations.append((kind, value, words[relation["from_id"]], words[relation["to_id"]]))

export.same("texts", texts.items(), export.texts.items())
export.same("spans", spans, export.spans())
export.same("relations", relations, export.relations())
report("doccano's offset rule", export)
