"""How long the command line takes above a bare interpreter: help, an import of a plan, a check; measured by pyperf.

    pip install -e '.[bench]'
    python benchmarks/startup.py [--plan PLAN] [--fast | --rigorous] [-o RESULTS.json]

PLAN is by default the example's. Each command is run in turn by several processes of pyperf, which says where the
machine was too noisy; the least of the values is what the command costs, everything above it is what else was going on.
`python -m pyperf compare_to` compares two results.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyperf

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "plan.md"
BARS = {"import evidence": 80, "evidence --help": 80, "plan import": 500, "check": 300}  # ms above the interpreter


def main() -> None:
    """Run it once."""
    runner = pyperf.Runner(processes=4, values=3, warmups=1, loops=1, add_cmdline_args=pass_on)
    runner.argparser.add_argument("--plan", type=Path, default=EXAMPLE)
    plan = runner.parse_args().plan.resolve()
    with tempfile.TemporaryDirectory() as name:
        store = Path(name) / "store"
        with_plan = ["-m", "evidence", "--store", str(store), "plan", "import", str(plan), "--id", "p"]
        judged = ["-m", "evidence", "--store", str(store), "check", "--as-of", "2006-03-24", "--exit-zero"]
        found = {
            "bare interpreter": runner.bench_time_func("bare interpreter", timed(["-c", "pass"])),
            "import evidence": runner.bench_time_func("import evidence", timed(["-c", "import evidence"])),
            "evidence --help": runner.bench_time_func("evidence --help", timed(["-m", "evidence", "--help"])),
            "plan import": runner.bench_time_func("plan import", timed(with_plan, lambda: new(store))),
            "check": runner.bench_time_func("check", timed(judged, lambda: new(store, with_plan))),
        }
    if runner.args.worker or not all(found.values()):
        return
    least = {what: 1000 * min(bench.get_values()) for what, bench in found.items() if bench}
    print(
        f"\nleast, in ms above the bare interpreter ({least['bare interpreter']:.0f} ms); load {os.getloadavg()[0]:.1f}"
    )
    for what, bar in BARS.items():
        print(f"{what:18} {least[what] - least['bare interpreter']:6.0f}  (bar: {bar})")


def pass_on(command: list[str], args: object) -> None:
    """What pyperf's own processes are started with."""
    command.extend(("--plan", str(getattr(args, "plan", EXAMPLE))))


def timed(arguments: list[str], before: Callable[[], None] = lambda: None) -> Callable[[int], float]:
    """Seconds that fresh interpreters take, each after something that is not counted."""

    def seconds(loops: int) -> float:
        total = 0.0
        for _ in range(loops):
            before()
            start = time.perf_counter()
            run(arguments)
            total += time.perf_counter() - start
        return total

    return seconds


def new(store: Path, *commands: list[str]) -> None:
    """A new store, in which these commands were given."""
    shutil.rmtree(store, ignore_errors=True)
    for command in (["-m", "evidence", "--store", str(store), "init"], *commands):
        run(command)


def run(arguments: list[str]) -> None:
    """One fresh interpreter, whose compiled modules are kept."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment)


if __name__ == "__main__":
    main()
