"""Compares the text of PDF files with what pdftotext (https://poppler.freedesktop.org/) reads in them: the same
words, as often. Their order is compared with the known texts by `crates/pdf/tests/fixtures.rs`."""

import json
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

from common import FOLDER, Skip

FIXTURES = Path(__file__).parent.parent / "crates" / "pdf" / "fixtures"


def words(text):
    """The words of a text, those that were divided between lines joined."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    text = re.sub(r"(?<=[^\W\d_])-\n(?=[^\W\d_])", "", text)
    return Counter(re.findall(r"[\u3040-\u30ff\u4e00-\u9fff]|[^\W_]+", text))


def main():
    tool = shutil.which("pdftotext")
    if tool is None:
        raise Skip("pdftotext is not installed")
    problems, count = [], 0
    for path in sorted((FOLDER / "pdf").glob("*.txt")):
        ours = path.read_text(encoding="utf-8")
        ours = words(re.sub("(?m)^~ ", "", ours))
        pdf = FIXTURES / f"{path.stem}.pdf"
        theirs = subprocess.run([tool, "-enc", "UTF-8", pdf, "-"], capture_output=True, check=True).stdout
        theirs = words(theirs.decode("utf-8"))
        count += sum(ours.values())
        for what, rest in (("only here", ours - theirs), ("only there", theirs - ours)):
            if rest:
                problems.append(f"{pdf.name}: {what}: {' '.join(sorted(rest))}")
    if not count:
        problems.append("there were no texts to compare")
    print(json.dumps({"format": "pdf", "reader": "pdftotext", "compared": f"{count} words", "problems": problems}))


if __name__ == "__main__":
    main()
