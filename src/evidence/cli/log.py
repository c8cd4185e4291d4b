"""`evidence log`."""

from __future__ import annotations

import click

from evidence.cli.context import Context, format_option, pass_context
from evidence.cli.output import listing


@click.command()
@click.argument("ref", required=False)
@format_option
@pass_context
def log(context: Context, ref: str | None, style: str) -> None:
    """What happened, oldest first; of one thing, where REF is given."""
    import evidence

    with context.open(read_only=True) as file:
        entries = [evidence.to_json(entry) for entry in file.log(ref)]
    if style in ("table", "csv"):
        for entry in entries:
            details = entry["details"]
            entry["details"] = "erased" if details is None else _short(details) if style == "table" else _plain(details)
    listing(style, entries, name="entries", columns=("seq", "at", "by", "kind", "details"))


def _plain(details: dict[str, object]) -> str:
    """What the details say in single words and numbers, as JSON; `--format json` has all of them."""
    import json

    plain = {key: value for key, value in details.items() if isinstance(value, str | int) and not _opaque(key, value)}
    return json.dumps(plain, ensure_ascii=False)


def _short(details: dict[str, object]) -> str:
    text = _plain(details)[1:-1]
    return text if len(text) <= 200 else text[:199] + "…"


def _opaque(key: str, value: object) -> bool:
    """What says nothing to a reader: a hash, or the sketch that a document's text is compared by."""
    return key == "sketch" or (isinstance(value, str) and len(value) == 64)
