"""CoNLL-2003: the entities that seqeval finds in the tags, in each of the three schemes."""

from seqeval.metrics.sequence_labeling import get_entities
from seqeval.scheme import BILOU, IOB2, IOBES, Entities

from common import Export, package, report

reader = package("seqeval")


def check(name, scheme):
    export = Export(name)
    documents = []
    for line in export.path(".conll").read_text(encoding="utf-8").split("\n"):
        columns = line.split()
        if not columns:
            if documents:
                documents[-1].append([])
        elif columns[0] == "-DOCSTART-":
            documents.append([])
        else:
            if len(columns) != 4:
                export.problems.append(f"a line has not four columns: {line!r}")
            documents[-1][-1].append((columns[0], columns[-1]))
    spans, loose, texts = [], [], []
    for number, document in enumerate(documents, 1):
        sentences = [sentence for sentence in document if sentence]
        texts.append("\n".join(" ".join(token for token, _ in s) for s in sentences))
        tags = [[tag for _, tag in sentence] for sentence in sentences]
        words = [[token for token, _ in sentence] for sentence in sentences]
        for tokens, found in zip(words, Entities(tags, scheme).entities):
            spans += [(f"document-{number}", e.tag, (" ".join(tokens[e.start:e.end]),)) for e in found]
        for sentence_tags, tokens in zip(tags, words):
            loose += [(kind, " ".join(tokens[start:end + 1]))
                      for kind, start, end in get_entities(sentence_tags)]
    expected = [(d, l, (" ".join("".join(p).split()),)) for d, l, p in export.spans()]
    export.same("texts", texts, export.texts.values())
    export.same("spans", spans, expected)
    if scheme is IOB2:
        export.same("spans, loosely", loose, [(l, p[0]) for _, l, p in expected])
    return export


report(reader, check("conll", IOB2), check("conll-iobes", IOBES), check("conll-bilou", BILOU))
