"""``python -m tests.bench``: measure, and print one table."""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.bench import report
from tests.bench.ground import Ground
from tests.bench.jobs import JOBS
from tests.bench.measure import LONG, TINY, WHOLE, Figure


def parser() -> argparse.ArgumentParser:
    """The words it understands."""
    words = argparse.ArgumentParser(prog="bench", description=__doc__)
    words.add_argument("--only", nargs="+", metavar="NAME", choices=JOBS, help=", ".join(JOBS))
    words.add_argument("--long", action="store_true", help="ten million movements as well")
    words.add_argument("--quick", action="store_true", help="tiny sizes, to see that it works")
    words.add_argument("--markdown", type=Path, metavar="FILE", help="write the table there too")
    words.add_argument(
        "--largest", type=int, metavar="N", help="desks of at most N movements, to look closer"
    )
    return words


def main(words: Sequence[str]) -> int:
    """Measure what *words* ask for; 0 whatever the figures are."""
    options = parser().parse_args(words)
    scale = TINY if options.quick else LONG if options.long else WHOLE
    if options.largest:
        fitting = tuple(size for size in scale.movements if size <= options.largest)
        scale = replace(scale, movements=fitting or scale.movements[:1])
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="supplydesk-bench-") as folder:
        ground = Ground(Path(folder), scale, tell)
        for name in options.only or JOBS:
            start = time.perf_counter()
            figures += JOBS[name](ground)
            tell(f"{name}: {time.perf_counter() - start:.0f} s")
    sys.stdout.write(report.plain(figures, ()))
    if options.markdown:
        options.markdown.write_text(report.markdown(figures, ()), encoding="utf-8")
    return 0


def tell(text: str) -> None:
    """Say on standard error how far we are."""
    sys.stderr.write(f"[bench] {text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
