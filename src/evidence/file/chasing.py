"""The chase: which documents are wanted from whom, asked for in workbooks and messages, each time kept on record."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from evidence.checks.chase import WANTING, By, ChaseGroup, Wanted, WantedList, grouped, message
from evidence.checks.engine import Judge, chosen
from evidence.checks.remarks import day
from evidence.file import workbooks
from evidence.file.keeping import settings_in_force
from evidence.file.readings import as_text
from evidence.file.subjects import Plan, action_files
from evidence.model.errors import NothingToCheck, Refused
from evidence.model.event import EventKind
from evidence.model.request import ANSWER_WORDS, Answer
from evidence.model.sequences import as_tuple
from evidence.model.sheet import Sheet
from evidence.store.evidence_rows import EvidenceRows
from evidence.store.judgements import Judgements

if TYPE_CHECKING:
    from evidence.checks.subjects import ActionFile
    from evidence.file.session import Session

ASKED, ACTIONS, ANSWER, WHEN, WHOM, FILE, NOTE, KEY = (
    "document wanted",
    "for actions",
    "answer",
    "send on",
    "ask whom",
    "file name",
    "note",
    "key",
)
_HEADINGS = (ASKED, ACTIONS, "what the plan says", "why", "by", "asked before", ANSWER, WHEN, WHOM, FILE, NOTE, KEY)
_WIDTHS = (44, 16, 50, 36, 14, 20, 22, 14, 12, 28, 32, 4)
_OPEN = (ANSWER, WHEN, WHOM, FILE, NOTE)
_UNSAFE = re.compile(r"[^\w-]+")


@frozen(kw_only=True)
class ChaseList:
    """What is wanted, divided; `waiting` is not asked for again, because the holder has answered."""

    as_of: date
    plan_title: str
    groups: tuple[ChaseGroup, ...] = field(converter=as_tuple)
    waiting: tuple[Wanted, ...] = field(default=(), converter=as_tuple)


def chase(session: Session, *, as_of: date, by: str = By.HOLDER) -> ChaseList:
    """The documents wanted as of a day. Records nothing; raises `NothingToCheck` without a plan."""
    if by not in set(By):
        raise Refused(f"--by {by!r}: expected one of {', '.join(By)}.")
    settings = settings_in_force(session)
    subjects: list[ActionFile] = []
    wanting = WantedList(as_of, settings)
    judge, rows = Judge(chosen(WANTING), as_of, settings), EvidenceRows(session.connection)
    titles = []
    for ref, _ in list(session.queries.plan_versions()):
        plan = Plan(session, session.plan(ref), rows)
        titles.append(plan.identity.title)
        for whole in action_files(plan):
            file = judge.as_it_stood(whole)
            judged = judge.judge(file)
            if judged and judged.issues:
                subjects.append(file)
                wanting.add(file, judged.issues)
    if not titles:
        raise NothingToCheck("there is no plan on file. Import one with `evidence plan import FILE`.")
    wanted = wanting.listed(Judgements(session.connection).asked_on())
    return ChaseList(
        as_of=as_of,
        plan_title=" and ".join(titles),
        groups=grouped([one for one in wanted if not one.waits(as_of)], subjects, By(by)),
        waiting=[one for one in wanted if one.waits(as_of)],
    )


def write_messages(session: Session, listed: ChaseList) -> tuple[str, ...]:
    """A message to paste for each group; that it was asked for is recorded."""
    with session.writing():
        _record(session, listed.groups)
    return tuple(message(group, as_of=listed.as_of, plan_title=listed.plan_title) for group in listed.groups)


def write_workbooks(session: Session, listed: ChaseList, folder: str | os.PathLike[str]) -> tuple[Path, ...]:
    """A workbook for each group, in a folder (made if missing); that it was asked for is recorded.

    Raises `Refused` where one of them is there already; nothing is recorded then.
    """
    root = Path(folder)
    names = _names(listed.groups)
    there = [as_text(root / name) for name in names if (root / name).exists()]
    if there:
        stand = "is" if len(there) == 1 else "are"
        raise Refused(f"{', '.join(there)}: {stand} there already and may hold answers. Name another folder.")
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"{as_text(root)}: cannot be made: {error.strerror}. Name another folder.") from None
    made: list[Path] = []
    try:
        with session.writing():
            _record(session, listed.groups)
            for name, group in zip(names, listed.groups, strict=True):
                workbooks.write_new(root / name, _sheets(session, listed, group))
                made.append(root / name)
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        raise
    return tuple(made)


def _record(session: Session, groups: Iterable[ChaseGroup]) -> None:
    with session.writing() as writing:
        for group in groups:
            for one in group.wanted:
                split = [_split(action.version_key) for action in one.actions]
                details = {
                    "key": one.key,
                    "holder": one.holder,
                    "wanted": one.document,
                    "actions": [{"plan": plan, "ref": ref, "version": version} for plan, ref, version in split],
                    "codes": list(one.codes),
                    "covers": one.covers,
                }
                writing.record(EventKind.EVIDENCE_REQUESTED, details)


def _split(version_key: str) -> tuple[str, str, int]:
    name, _, version = version_key.rpartition("@v")
    plan, _, ref = name.partition(":")
    return plan, ref, int(version)


def _names(groups: Sequence[ChaseGroup]) -> list[str]:
    found: list[str] = []
    for group in groups:
        name = f"evidence wanted - {_UNSAFE.sub('_', group.name) or 'nobody named'}"
        same = sum(1 for other in found if other == name or other.startswith(f"{name} ("))
        found.append(f"{name} ({same + 1})" if same else name)
    return [f"{name}.xlsx" for name in found]


def _sheets(session: Session, listed: ChaseList, group: ChaseGroup) -> list[Sheet]:
    return [
        Sheet(name="about", headings=["Evidence wanted", ""], widths=[34, 90], rows=_about(session, listed, group)),
        Sheet(
            name="list",
            headings=_HEADINGS,
            widths=_WIDTHS,
            rows=[_row(one) for one in group.wanted],
            open_columns=_OPEN,
            hidden_columns=[KEY],
            choices=[(ANSWER, tuple(ANSWER_WORDS.values()))],
        ),
    ]


def _about(session: Session, listed: ChaseList, group: ChaseGroup) -> list[tuple[str, str]]:
    actor = session.actor()
    until = max(one.by for one in group.wanted)
    return [
        ("Plan", listed.plan_title),
        ("For", group.words),
        ("Position as of", day(listed.as_of)),
        ("Please answer by", day(until)),
        ("Questions to", actor.name if actor else session.by),
        ("What to do", "On the sheet 'list', choose an answer in each row. Only the coloured cells can be written in."),
        (ANSWER_WORDS[Answer.ATTACHED], "Put the file beside this workbook and its name into the row; several: a; b."),
        (ANSWER_WORDS[Answer.WILL_SEND], f"Put the day into the column {WHEN!r}."),
        (ANSWER_WORDS[Answer.NOT_MADE], "It was done, but nothing was written down."),
        (ANSWER_WORDS[Answer.NOT_DONE], "The plan is wrong: it was not done."),
        (ANSWER_WORDS[Answer.SOMEBODY_ELSE], f"Put the initials of who has it into the column {WHOM!r}."),
    ]  # fmt: skip


def _row(one: Wanted) -> tuple[str, ...]:
    says = dict.fromkeys(action.plan_says for action in one.actions if action.plan_says)
    keys = ",".join(action.version_key for action in one.actions)
    before = "; ".join(words for words in (one.asked_words, one.answer_words) if words)
    shown = (one.document, actions_words(one), "\n".join(says), "; ".join(one.because), day(one.by), before)
    return (*shown, *[""] * len(_OPEN), f"{one.key} {keys}")


def actions_words(one: Wanted) -> str:
    """The actions that a document is wanted for: `R2.1, R2.3`."""
    return ", ".join(action.ref for action in one.actions)
