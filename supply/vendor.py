"""Fetches the scripts of others that the map page of `geomap serve` uses, as pinned in geomap/serve/vendor/README.md.

`make vendor` runs it; it needs npm. A package whose content is not the pinned one is refused.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "geomap" / "serve" / "vendor"
_ROW = re.compile(
    r"\| `(?P<file>[\w.-]+)` \| `(?P<package>[@\w/.-]+)` \| (?P<version>[\d.]+) \| .* \| (?P<sha256>[0-9a-f]{64}) \|"
)


def main() -> None:
    """Fetch each package of the table and take its script."""
    with tempfile.TemporaryDirectory() as folder:
        for row in _ROW.finditer((FOLDER / "README.md").read_text("utf-8")):
            name = f"{row['package']}@{row['version']}"
            packed = subprocess.run(
                ["npm", "pack", "--silent", name], cwd=folder, check=True, capture_output=True, text=True
            )
            archive = Path(folder, packed.stdout.split()[-1])
            if hashlib.sha256(archive.read_bytes()).hexdigest() != row["sha256"]:
                sys.exit(f"{name} is not the package that is pinned")
            with tarfile.open(archive) as content:
                script = content.extractfile("package/index.js")
                if script is None:
                    sys.exit(f"{name} has no index.js")
                (FOLDER / row["file"]).write_bytes(script.read())


if __name__ == "__main__":
    main()
