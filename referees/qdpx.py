"""REFI-QDA projects: loaded by pyrefiqda, whose types are made from the schema of the standard, with
selections cut as section 10.2 has it: from the first character to the last one.
"""

import tempfile

from pyrefiqda import RefiProject

from common import Export, package, report

export = Export("qdpx")
with tempfile.TemporaryDirectory() as folder:
    project = RefiProject.load(export.path(".qdpx"), folder)
    sources = project.sources.text_source
    files = [RefiProject.resolve_source_path(source.plain_text_path, folder) for source in sources]
    contents = [file.read_bytes().decode("utf-8") for file in files]

labels = {}


def label(codes, outer):
    for code in codes:
        labels[code.guid] = ".".join([*outer, code.name])
        label(code.code, [*outer, code.name])


label(project.code_book.codes.code, [])
variables = {variable.guid: variable.name for variable in project.variables.variable}
spans, notes, texts, words = [], [], {}, {}
for source, text in zip(sources, contents):
    known = {variables[v.variable_ref.target_guid]: v.text_value for v in source.variable_value}
    identity = known.get("postil-id", source.guid)
    texts[identity] = text
    for selection in source.plain_text_selection:
        piece = text[selection.start_position:selection.end_position + 1]
        if selection.name != piece:
            export.problems.append(f"{selection.name!r} covers {piece!r}")
        words[selection.guid] = piece
        code, = (coding.code_ref.target_guid for coding in selection.coding)
        spans.append((identity, labels[code], (piece,)))
        notes.append(selection.description or "")
relations = []
for link in project.links.link:
    kind, _, value = link.name.partition(":")
    relations.append((kind, value, words[link.origin_guid], words[link.target_guid]))

export.compare(texts, spans, notes, [], relations)
report(package("pyrefiqda"), export)
