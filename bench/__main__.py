"""`make bench`: every measurement in one run, each beside a peer or a bound (DESIGN section 8). Add one:
a module here with `run()`, a line in ALL.
"""

from __future__ import annotations

import sys

from bench import batch, browser, crowd, exports, indicators, loading, national, pages, reading

ALL = {
    "reading": reading.run,
    "pages": pages.run,
    "batch": batch.run,
    "loading": loading.run,
    "indicators": indicators.run,
    "national": national.run,
    "browser": browser.run,
    "crowd": crowd.run,
    "exports": exports.run,
}


def main(chosen: list[str]) -> None:
    """Run the benchmarks named, or all of them."""
    for name in chosen or list(ALL):
        print(f"\n== {name}")
        ALL[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
