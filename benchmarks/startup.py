"""How long the command line takes above a bare interpreter: help, an import of a plan, a check.

    python benchmarks/startup.py [PLAN]

PLAN is by default the example's. Each command is run several times in turn; the least is printed, because on a shared
machine everything else is noise.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 9
EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "plan.md"


def main() -> None:
    """Run it once."""
    plan = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE
    with tempfile.TemporaryDirectory() as name:
        clean, store = Path(name) / "clean", Path(name) / "store"
        run("-m", "evidence", "--store", str(clean), "init")
        commands = {
            "bare interpreter": ["-c", "pass"],
            "import evidence": ["-c", "import evidence"],
            "evidence --help": ["-m", "evidence", "--help"],
            "plan import": ["-m", "evidence", "--store", str(store), "plan", "import", str(plan), "--id", "p"],
            "check": ["-m", "evidence", "--store", str(store), "check", "--as-of", "2006-03-24", "--exit-zero"],
        }
        least = dict.fromkeys(commands, float("inf"))
        for _ in range(RUNS):
            shutil.rmtree(store, ignore_errors=True)
            shutil.copytree(clean, store)
            for what, command in commands.items():
                least[what] = min(least[what], run(*command))
    floor = least["bare interpreter"]
    for what, seconds in least.items():
        print(f"{what:18} {1000 * seconds:6.0f} ms, {1000 * (seconds - floor):6.0f} ms above the bare interpreter")


def run(*arguments: str) -> float:
    """Seconds that a fresh interpreter takes."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
