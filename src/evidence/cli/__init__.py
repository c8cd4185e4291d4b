"""The command line: one file a command, each of which parses, calls one verb and prints."""

from __future__ import annotations

import errno
import gc
import os
import sys
from pathlib import Path
from typing import Any

import click

from evidence.cli.commands import COMMANDS
from evidence.cli.context import Context
from evidence.cli.one_by_one import InOrder


class _Evidence(InOrder):
    """All commands; one whose output nobody reads any more ends without a word."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was typed."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(
    cls=_Evidence, commands=COMMANDS, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="evidence-file", prog_name="evidence")
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    default=lambda: os.environ.get("EVIDENCE_STORE") or "store",
    show_default="$EVIDENCE_STORE, else ./store",
    help="Folder of the evidence file.",
)
@click.option(
    "--by",
    metavar="ACTOR",
    default=lambda: os.environ.get("EVIDENCE_ACTOR"),
    show_default="$EVIDENCE_ACTOR, else the system's user",
    help="Who acts: an id, a name or initials.",
)
@click.pass_context
def evidence(context: click.Context, store: Path, by: str | None) -> None:
    """Keep an evidence file: prove that what an action plan calls done was done."""
    context.obj = Context(store=Path(store), by=by or None)


def main() -> None:
    """Run the command line; ends the process with its exit code."""
    gc.set_threshold(20_000, 20, 20)  # what start-up makes lasts: looking for rubbish among it is time lost
    try:
        code = evidence.main(standalone_mode=False) or 0
    except click.exceptions.Abort:
        code = _say("interrupted; what was recorded before is kept, and the command can be repeated.", 130)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except KeyboardInterrupt:
        code = _say("interrupted; what was recorded before is kept, and the command can be repeated.", 130)
    except Exception as error:
        code = _unexpected(error)
    sys.exit(code)


def _unexpected(error: Exception) -> int:
    from evidence.model.errors import EvidenceError

    if isinstance(error, EvidenceError):
        return _say(str(error), error.exit_code)
    if os.environ.get("EVIDENCE_DEBUG"):
        raise error
    if isinstance(error, UnicodeEncodeError):
        return _say("some of the text given holds bytes that are no letters in this system. Type it again.", 2)
    if type(error).__module__ == "sqlite3":
        return _say(
            f"index.db cannot answer ({error}). It is derived: run `evidence rebuild`, then repeat the command.", 4
        )
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        where = error.filename or "the place where its output goes"
        return _say(f"{where}: the disk is full. What was recorded before is kept; make room and repeat.", 2)
    return _say(
        f"a fault in evidence-file itself ({type(error).__name__}). What was recorded before is kept. Please report "
        "it with the command you typed; EVIDENCE_DEBUG=1 shows where it arose.",
        2,
    )


def _say(message: str, code: int) -> int:
    click.echo(f"evidence: {message}", err=True)
    return code
