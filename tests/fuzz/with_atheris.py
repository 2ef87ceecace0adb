"""`make fuzz`: 100 000 inputs for each reader, led by what they reach (atheris); 5 seconds and 512 MiB for each input.

`python -m tests.fuzz.with_atheris [READER ...] [-runs=N]`: each reader runs in a process of its own, since libFuzzer
never comes back. Ends with 1 when a reader crashed, overran, or took too much; the input is kept beside the others.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 100_000
LIMITS = ("-timeout=5", "-rss_limit_mb=512", "-max_len=65536", "-print_final_stats=1", "-verbosity=0")


def fuzz(name: str, arguments: list[str]) -> None:
    """Runs one reader; does not return."""
    import atheris

    with atheris.instrument_imports(include=["monitor"]):
        from tests.fuzz.readers import READERS

    reader = READERS[name]

    def one(body: bytes) -> None:
        reader(body)

    atheris.Setup([sys.argv[0], *arguments], one)
    atheris.Fuzz()


def corpus(name: str, folder: Path) -> Path:
    """The seeds of a reader as files."""
    from tests.fuzz.readers import seeds

    into = folder / name
    into.mkdir()
    for number, body in enumerate(seeds(name)):
        into.joinpath(f"{number:05}").write_bytes(body)
    return into


def main(arguments: list[str]) -> int:
    """Fuzzes the readers that are named, or all, one after the other."""
    if arguments[:1] == ["--one"]:
        fuzz(arguments[1], arguments[2:])
    from tests.fuzz.readers import READERS

    runs = next((each for each in arguments if each.startswith("-runs=")), f"-runs={RUNS}")
    names = [each for each in arguments if not each.startswith("-")] or list(READERS)
    failed = []
    kept = Path(tempfile.mkdtemp(prefix="fuzz-"))
    for name in names:
        command = [sys.executable, "-m", "tests.fuzz.with_atheris", "--one", name, *LIMITS, runs]
        command += [f"-artifact_prefix={kept}/{name}-", str(corpus(name, kept))]
        print(f"== {name}", flush=True)
        if subprocess.run(command, check=False).returncode:
            failed.append(name)
    print(f"{len(names)} readers, {len(failed)} failed: {', '.join(failed) or 'none'}; inputs in {kept}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
