"""Two versions of a questionnaire side by side: what changed, and which questions can still be compared."""

from __future__ import annotations

from enum import StrEnum

from attrs import field, frozen

from evidence.model.questionnaire import Item, ItemType, Questionnaire
from evidence.model.sequences import as_tuple


class Change(StrEnum):
    """What became of a question from one version to the other."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@frozen(kw_only=True)
class QuestionChange:
    """One question in both versions."""

    question: str  # linkId
    change: Change
    fields: tuple[str, ...] = field(default=(), converter=as_tuple)  # what differs, in the words of FHIR
    comparable: bool  # answers to both can be counted side by side
    because: str


@frozen(kw_only=True)
class FormComparison:
    """Every question of either version, in the order of the later one, removed ones last."""

    before: str
    after: str
    questions: tuple[QuestionChange, ...] = field(converter=as_tuple)


_FIELDS = (
    ("text", "text"),
    ("type", "type"),
    ("repeats", "repeats"),
    ("answerOption", "choices"),
    ("gradeScale", "grade_scale"),
    ("enableWhen", "enable_when"),
    ("enableBehavior", "enable_behavior"),
    ("required", "required"),
    ("critical", "critical"),
    ("clock", "clock"),
    ("standard", "standard"),
    ("evidence", "evidence"),
    ("weight", "weight"),
    ("asks", "asks"),
    ("group", "group"),
)
_MEANING = {"type", "repeats", "answerOption", "gradeScale", "clock"}  # a difference here makes another question


def compare_forms(before: Questionnaire, after: Questionnaire) -> FormComparison:
    """Compare by linkId. Comparable are questions of the same words and answers, judged by the same clock."""
    old = {item.link_id: item for item in before.items if item.type is not ItemType.DISPLAY}
    new = {item.link_id: item for item in after.items if item.type is not ItemType.DISPLAY}
    told = [_changed(old[id], item) if id in old else _only(id, Change.ADDED, after.ref) for id, item in new.items()]
    told += [_only(id, Change.REMOVED, before.ref) for id in old if id not in new]
    return FormComparison(before=before.ref, after=after.ref, questions=told)


def _only(id: str, change: Change, where: str) -> QuestionChange:
    return QuestionChange(question=id, change=change, comparable=False, because=f"asked only in {where}")


def _changed(old: Item, new: Item) -> QuestionChange:
    fields = [name for name, attribute in _FIELDS if getattr(old, attribute) != getattr(new, attribute)]
    if "text" in fields and _folded(old.text) == _folded(new.text):
        fields.remove("text")
    if not fields:
        return QuestionChange(question=new.link_id, change=Change.SAME, comparable=True, because="nothing changed")
    meaning = [name for name in fields if name in _MEANING]
    if meaning:
        because, comparable = f"{', '.join(meaning)} changed: the answers mean something else", False
    elif "text" in fields:
        because, comparable = "the words changed: read both before setting the answers side by side", False
    elif "enableWhen" in fields or "enableBehavior" in fields:
        because, comparable = "same question and answers, put to other files: compare shares of those asked", True
    else:
        because, comparable = "same question and answers", True
    return QuestionChange(
        question=new.link_id, change=Change.CHANGED, fields=fields, comparable=comparable, because=because
    )


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
