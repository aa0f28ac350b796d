"""PubAnnotation JSON, by the rule of its documentation: offsets are those of Python.

No reader of it is on the registry: bconv only writes it, and TextAE is a page.
"""

import json

from common import Export, report

export = Export("pubannotation")
spans, relations, attributes, texts = [], [], [], {}
for record in json.loads(export.path(".json").read_text(encoding="utf-8")):
    identity, text = record["sourceid"], record["text"]
    texts[identity] = text
    words = {}
    for denotation in record["denotations"]:
        pieces = denotation["span"]
        pieces = pieces if isinstance(pieces, list) else [pieces]
        covered = tuple(text[piece["begin"]:piece["end"]] for piece in pieces)
        words[denotation["id"]] = " ".join(covered)
        spans.append((identity, denotation["obj"], covered))
    for relation in record["relations"]:
        kind, _, value = relation["pred"].partition(":")
        relations.append((kind, value, words[relation["subj"]], words[relation["obj"]]))
    attributes += [(words[a["subj"]], a["pred"], str(a["obj"])) for a in record["attributes"]]

export.same("texts", texts.items(), export.texts.items())
export.same("spans", spans, export.spans())
export.same("relations", relations, export.relations())
export.same("attributes", attributes, [
    (" ".join(s["pieces"]), name, str(value))
    for s in export.expected["spans"] for name, value in s["attributes"].items()
])
report("its documented rule", export)
