"""Runs every accuracy benchmark and writes their figures, with the commands and the date, to accuracy.md.

usage: python benchmarks/accuracy.py [PART ...]      (parts: events types verbs other reading heldout agreement confidence actors places speed dates; default all)

A part that is not run keeps its last figures. The corpora are read from the folder in GEOMAP_SHARED, else from ../shared
beside the project; without them there is nothing to measure.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("GEOMAP_SHARED") or HERE.parent.parent / "shared")
PAGE = HERE / "accuracy.md"
INTRODUCTION = """# Accuracy

Written by `make bench` (`python benchmarks/accuracy.py`): what each script printed, with its date. The scripts say what they measure and
against what. Figures on gold/dev are optimistic for unseen text: its misses were read while the rules were made. The first reading
set is a better guide to what a new article will give: no rule was made for a case of it, but its misses were tallied by cause and
some of them read. The second reading set is held out: it was coded before geomap had run on it, and no rule was made on its
cases; but its causes of misses and its totals guided what was mended (docs/decisions/0004). When it was coded, at commit
e393a81, it gave: detection .557 (fr .579, en .537), mappable .271. Confidence is fitted on all three, each article judged by
weights fitted on the others.
"""
PARTS = {
    "events": (
        "Events, end to end, on gold/dev",
        ["events.py"],
    ),
    "types": ("Event types on CASE 2021's snippets", ["events.py", "types"]),
    "verbs": ("Places of event verbs", ["events.py", "places"]),
    "other": ("Events on other news (`--show` lists them: some are real)", ["events.py", "other"]),
    "reading": ("Events on the first reading set", ["reading.py", "first"]),
    "heldout": ("Held out: events on the second reading set", ["reading.py", "second"]),
    "agreement": ("Two coders on eight articles of the first reading set", ["agreement.py"]),
    "confidence": ("What confidence means: the reliability tables", ["confidence.py", "--fit"]),
    "actors": ("Actors on gold/dev", ["actors.py", "--places"]),
    "places": ("Places: recognition, use, resolution, calibration", ["places.py"]),
    "speed": ("Speed beside spaCy, for the limit on `geomap places`", ["throughput.py", "stages", "300"]),
    "dates": ("Dates and publication dates", ["dates.py"]),
}


def sections() -> dict[str, str]:
    """The page's sections as they stand, by part."""
    if not PAGE.is_file():
        return {}
    found = re.findall(r"<!-- (\w+) -->\n(.*?)(?=\n<!-- \w+ -->|\Z)", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return dict(found)


def measured(part: str) -> str:
    """Runs a part's script and gives its section."""
    title, command = PARTS[part]
    environment = {**os.environ, "GEOMAP_SHARED": str(SHARED), "COLUMNS": "150", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, *command], cwd=HERE, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stderr[-2000:]}")
    shown = " ".join(["python", f"benchmarks/{command[0]}", *command[1:]])
    return f"## {title}\n`{shown}`, {dt.datetime.now(dt.UTC).date()}\n```\n{done.stdout.strip()}\n```\n"


def main() -> None:
    if not (SHARED / "gold").is_dir():
        sys.exit(f"the corpora for measuring are not at {SHARED} (set GEOMAP_SHARED)")
    wanted = sys.argv[1:] or list(PARTS)
    texts = sections()
    for part in wanted:
        if part not in PARTS:
            sys.exit(f"there is no part {part!r}; choose among {', '.join(PARTS)}")
        texts[part] = measured(part)
        body = "\n".join(f"<!-- {name} -->\n{texts[name].strip()}\n" for name in PARTS if name in texts)
        PAGE.write_text(f"{INTRODUCTION}\n{body}", encoding="utf-8")
        sys.stdout.write(texts[part])


if __name__ == "__main__":
    main()
