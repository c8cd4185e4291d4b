"""The register of commands, in the order data flows."""

from __future__ import annotations

import click

from evidence.cli.actions import actions
from evidence.cli.actor import actor
from evidence.cli.add import add
from evidence.cli.audit import audit
from evidence.cli.chase import chase
from evidence.cli.check import check
from evidence.cli.checkpoint import checkpoint
from evidence.cli.describe import describe
from evidence.cli.documents import documents
from evidence.cli.export import export
from evidence.cli.form import form
from evidence.cli.init import init
from evidence.cli.link import link, unlink
from evidence.cli.log import log
from evidence.cli.measure import measure, measures
from evidence.cli.pack import pack
from evidence.cli.plan import plan
from evidence.cli.rebuild import rebuild
from evidence.cli.report import report
from evidence.cli.reread import reread
from evidence.cli.review import review
from evidence.cli.rule import rule
from evidence.cli.scan import scan
from evidence.cli.search import search
from evidence.cli.settings import settings
from evidence.cli.show import show
from evidence.cli.suggest import suggest
from evidence.cli.undo import undo
from evidence.cli.verdict import close, reopen, verdict
from evidence.cli.verify import verify
from evidence.cli.watch import watch
from evidence.cli.withdraw import withdraw

COMMANDS: tuple[click.Command, ...] = (
    init,
    actor,
    plan,
    add,
    scan,
    watch,
    documents,
    actions,
    show,
    search,
    describe,
    reread,
    withdraw,
    suggest,
    review,
    link,
    unlink,
    verdict,
    close,
    reopen,
    measure,
    measures,
    check,
    rule,
    chase,
    report,
    pack,
    export,
    form,
    audit,
    settings,
    undo,
    log,
    verify,
    checkpoint,
    rebuild,
)
