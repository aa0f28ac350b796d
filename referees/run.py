"""Runs every referee over a folder of exports and prints what they found, as a table.

    python referees/run.py FOLDER

Each script beside this one loads exports with a reader of the format that is not ours, and
compares covered text, label and count of every span. A script whose reader cannot be had says so
and fails nothing; any difference fails.
"""

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main():
    rows, details, failed = [("format", "read by", "result", "compared")], [], False
    for script in sorted(HERE.glob("*.py")):
        if script.name in ("run.py", "common.py"):
            continue
        done = subprocess.run(
            [sys.executable, "-X", "utf8", str(script), *sys.argv[1:]],
            capture_output=True, text=True, encoding="utf-8", check=False,
        )
        reports = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        if not reports and "common.Skip" in done.stderr:
            reason = done.stderr.strip().splitlines()[-1].split(": ", 1)[-1]
            rows.append((script.stem, "", "not run", reason))
            continue
        if done.returncode and not any(report["problems"] for report in reports):
            reports.append({"format": script.stem, "reader": "", "compared": "",
                            "problems": [done.stderr.strip() or "it failed"]})
        for report in reports:
            result = "DIFFERS" if report["problems"] else "agrees"
            failed = failed or bool(report["problems"])
            rows.append((report["format"], report["reader"], result, report["compared"]))
            details += [f"{report['format']}: {problem}" for problem in report["problems"]]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
    for line in details:
        print(line)
    sys.exit(failed)


if __name__ == "__main__":
    main()
