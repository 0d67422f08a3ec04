"""Measures what geomap does when one machine is not enough; the figures stand in scale.md.

usage: python benchmarks/scale.py dask [DOCUMENTS] [KILLED]   Dask beside this machine's processes, with workers and scheduler killed
       python benchmarks/scale.py serve [EVENTS] [SECONDS] [CLIENTS]   the web service over both kinds of store
       python benchmarks/scale.py stores [EVENTS] [LOOK-UPS]           PostGIS and GeoPackage side by side
       python benchmarks/scale.py merging [REPORTS...]            merging reports of one event, by their number

Each part is a module `scale_<part>.py` beside this one, with a function `main(numbers)`.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main() -> None:
    """Runs the part that was asked for."""
    parts = sorted(path.stem.removeprefix("scale_") for path in Path(__file__).parent.glob("scale_*.py"))
    what, *numbers = sys.argv[1:] or ["nothing"]
    if what not in parts:
        sys.exit(f"{__doc__}\nparts: {', '.join(parts)}")
    import_module(f"scale_{what}").main([int(number) for number in numbers])


if __name__ == "__main__":
    main()
