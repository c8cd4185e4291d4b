"""`evidence audit`: one file a command, loaded when it is typed."""

from __future__ import annotations

import click

from evidence.cli.one_by_one import InOrder, Register

COMMANDS = Register(
    {
        "programme": "evidence.cli.audit.programme:command",
        "new": "evidence.cli.audit.new:command",
        "list": "evidence.cli.audit.list_:command",
        "population": "evidence.cli.audit.population:command",
        "sample": "evidence.cli.audit.sample:command",
        "allocate": "evidence.cli.audit.allocate:command",
        "sheets": "evidence.cli.audit.sheets:command",
        "import": "evidence.cli.audit.import_:command",
        "answer": "evidence.cli.audit.answer:command",
        "record": "evidence.cli.audit.record:command",
        "moderate": "evidence.cli.audit.moderate:command",
        "concern": "evidence.cli.audit.concern:command",
        "feedback": "evidence.cli.audit.feedback:command",
        "finding": "evidence.cli.audit.finding:command",
        "remedy": "evidence.cli.audit.remedy:command",
        "status": "evidence.cli.audit.status:command",
        "report": "evidence.cli.audit.report:command",
        "resume": "evidence.cli.audit.resume:command",
        "compare": "evidence.cli.audit.compare:command",
        "close": "evidence.cli.audit.close:command",
        "abandon": "evidence.cli.audit.abandon:command",
    }
)
"""The commands in the order of an audit's life."""


@click.group(cls=InOrder, commands=COMMANDS)
def audit() -> None:
    """Audits of case files. A is a round such as A-0001, CASE a file's reference such as C-tamiro."""
