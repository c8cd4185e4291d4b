"""`evidence audit abandon`."""

from __future__ import annotations

from evidence.cli.audit.changing import changing

command = changing("abandon", "End a round that is not carried on; its record stays.")
