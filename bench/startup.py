"""How much `monitor --help` costs against `python -c "import click"`: best of N runs each, and their ratio.

    python bench/startup.py [N]

The bound is 2.5 (issue 2). Runs alternate, so that a busy machine troubles both alike.
"""

from __future__ import annotations

import subprocess
import sys
import time

COMMANDS = {
    "import click": ["-c", "import click"],
    "monitor --help": ["-m", "monitor.cli", "--help"],
}


BOUND = 2.5


def seconds(arguments: list[str]) -> float:
    """Wall-clock time of one run of this interpreter."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def best(runs: int) -> dict[str, float]:
    """The shortest time of each command."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(runs):
        for name, arguments in COMMANDS.items():
            times[name].append(seconds(arguments))
    return {name: min(measured) for name, measured in times.items()}


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    shortest = best(runs)
    for name, measured in shortest.items():
        print(f"{name:<16}{measured * 1000:8.1f} ms")
    ratio = shortest["monitor --help"] / shortest["import click"]
    print(f"ratio           {ratio:8.2f}   (bound {BOUND}, best of {runs})")
    sys.exit(ratio > BOUND)


if __name__ == "__main__":
    main()
