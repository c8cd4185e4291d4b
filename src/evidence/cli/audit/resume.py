"""`evidence audit resume`."""

from __future__ import annotations

from evidence.cli.audit.changing import changing

command = changing("resume", "Take up a round again that was reported: answers are taken until the next report.")
