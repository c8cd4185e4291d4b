"""`evidence show`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from evidence.cli.context import Context, format_option, pass_context
from evidence.cli.output import as_json, cell, line, listing, visible

if TYPE_CHECKING:
    from evidence.file import EvidenceFile
    from evidence.model.link import EvidenceLink


@click.command()
@click.argument("ref")
@format_option
@pass_context
def show(context: Context, ref: str, style: str) -> None:
    """All that is known of one action, document, link, actor, plan, audit round or case file."""
    import evidence
    from evidence.model.document import Document
    from evidence.model.link import EvidenceLink
    from evidence.model.plan import Action

    with context.open(read_only=True) as file:
        thing = file.show(ref)
        data: dict[str, Any] = evidence.to_json(thing)
        if isinstance(thing, Action):
            data["links"] = [_link(file, made) for made in file.links(action=ref)]
        elif isinstance(thing, Document):
            data["links"] = [_link(file, made) for made in file.links(document=ref)]
        elif isinstance(thing, EvidenceLink):
            data = _link(file, thing)
    if style == "json":
        as_json(data)
    elif style == "table":
        if isinstance(thing, Document) and thing.readable:
            data["remarks_on_reading"] = data.pop("unreadable_because")
        _fields(data, "")
    else:
        listing(style, [data], name="shown", columns=tuple(data))


def _link(file: EvidenceFile, made: EvidenceLink) -> dict[str, Any]:
    """A link, with the later version of its document and what is wrong with its quotation, where there is either."""
    import evidence

    doubt = file.quotation_doubt(made)
    more = {"superseded_by": file.successor(made.document)} | ({"quotation": doubt} if doubt else {})
    return {**evidence.to_json(made), **more}


def _fields(data: dict[str, Any], indent: str) -> None:
    for key, value in data.items():
        name = f"{indent}{key.replace('_', ' ')}"
        if value in (None, [], {}, ""):
            continue
        if isinstance(value, dict) and "edtf" in value:
            doubts = f" ({', '.join(value['flags'])})" if value["flags"] else ""
            line(f"{name}: {visible(value['text'])} = {value['edtf'] or 'no date'}{doubts}")
        elif isinstance(value, dict):
            if any(item not in (None, [], {}, "") for item in value.values()):
                line(f"{name}:")
                _fields(value, f"{indent}  ")
        elif isinstance(value, list) and isinstance(value[0], dict):
            for number, item in enumerate(value, 1):
                line(f"{name} {number}:")
                _fields(item, f"{indent}  ")
        elif isinstance(value, list):
            line(f"{name}: {visible(', '.join(': '.join(i) if isinstance(i, list) else str(i) for i in value))}")
        else:
            line(f"{name}: {visible(_said(key, value))}")


def _said(key: str, value: Any) -> str:
    from evidence.codec import stamp

    if key == "modified":  # microseconds since 1970
        return stamp(datetime.fromtimestamp(value // 1_000_000, UTC))
    return cell({key: value}, key)
