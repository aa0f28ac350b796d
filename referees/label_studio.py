"""Label Studio JSON: the converter and the interface of its own SDK."""

import json

from label_studio_sdk.converter import Converter
from label_studio_sdk.label_interface import LabelInterface

from common import Export, package, report

reader = package("label-studio-sdk")
export = Export("label-studio")
config = export.path(".xml").read_text(encoding="utf-8")
path = export.path(".json")
tasks = json.loads(path.read_text(encoding="utf-8"))

interface = LabelInterface(config)
interface.validate()
for task in tasks:
    results = task["annotations"][0]["result"]
    regions = [result for result in results if result["type"] != "relation"]
    for region in regions:
        export.problems += interface.validate_region(region, return_errors=True)
    for relation in results:
        if relation["type"] == "relation":
            export.problems += interface.validate_relation(relation, regions, return_errors=True)

spans, notes, relations, texts, attributes = [], [], [], {}, []
converter = Converter(config, project_dir=None, download_resources=False)
for item in converter.iter_from_json_file(str(path)):
    identity, text = item["input"]["id"], item["input"]["text"]
    texts[identity] = text
    for region in item["output"]["label"]:
        covered = text[region["start"]:region["end"]]
        if covered != region["text"]:
            export.problems.append(f"{region} does not cover its text")
        spans.append((identity, region["labels"][0], (covered,)))
    for name, regions in item["output"].items():
        if name.startswith("attribute-"):
            name = name.removeprefix("attribute-").removeprefix("text-")
            for region in regions:
                values = region.get("choices") or region["text"]
                attributes.append((text[region["start"]:region["end"]], name, values[0]))
for task in tasks:
    results = task["annotations"][0]["result"]
    words = {r["id"]: r["value"]["text"] for r in results if r["type"] == "labels"}
    notes += [r["meta"]["text"][0] for r in results if "meta" in r]
    for relation in results:
        if relation["type"] == "relation":
            kind, _, value = relation["labels"][0].partition(":")
            relations.append((kind, value, words[relation["from_id"]], words[relation["to_id"]]))

export.same("texts", texts.items(), export.texts.items())
export.same("spans", spans, export.spans())
export.same("attributes", attributes, [
    (" ".join(s["pieces"]), name, value)
    for s in export.expected["spans"] for name, value in s["attributes"].items()
])
export.same("notes", notes, [s["note"] for s in export.expected["spans"] if s["note"]])
export.same("relations", relations, export.relations())
report(reader, export)
