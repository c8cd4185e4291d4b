"""The register of commands, in the order data flows."""

from __future__ import annotations

from evidence.cli.one_by_one import Register

COMMANDS = Register(
    {
        "init": "evidence.cli.init:init",
        "actor": "evidence.cli.actor:actor",
        "plan": "evidence.cli.plan:plan",
        "add": "evidence.cli.add:add",
        "scan": "evidence.cli.scan:scan",
        "watch": "evidence.cli.watch:watch",
        "documents": "evidence.cli.documents:documents",
        "actions": "evidence.cli.actions:actions",
        "show": "evidence.cli.show:show",
        "search": "evidence.cli.search:search",
        "describe": "evidence.cli.describe:describe",
        "reread": "evidence.cli.reread:reread",
        "withdraw": "evidence.cli.withdraw:withdraw",
        "suggest": "evidence.cli.suggest:suggest",
        "review": "evidence.cli.review:review",
        "link": "evidence.cli.link:link",
        "unlink": "evidence.cli.link:unlink",
        "verdict": "evidence.cli.verdict:verdict",
        "close": "evidence.cli.verdict:close",
        "reopen": "evidence.cli.verdict:reopen",
        "measure": "evidence.cli.measure:measure",
        "measures": "evidence.cli.measure:measures",
        "check": "evidence.cli.check:check",
        "rule": "evidence.cli.rule:rule",
        "chase": "evidence.cli.chase:chase",
        "report": "evidence.cli.report:report",
        "pack": "evidence.cli.pack:pack",
        "export": "evidence.cli.export:export",
        "form": "evidence.cli.form:form",
        "audit": "evidence.cli.audit:audit",
        "settings": "evidence.cli.settings:settings",
        "undo": "evidence.cli.undo:undo",
        "log": "evidence.cli.log:log",
        "verify": "evidence.cli.verify:verify",
        "checkpoint": "evidence.cli.checkpoint:checkpoint",
        "rebuild": "evidence.cli.rebuild:rebuild",
    }
)
"""Each command as it is typed, and where it stands."""
