"""Two versions of a questionnaire side by side: what changed, and which questions can still be compared."""

from __future__ import annotations

from collections.abc import Collection
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
    """One question, section or note in both versions."""

    question: str  # linkId
    asked: bool = True  # `False` of a section or a note, which takes no answer
    change: Change
    fields: tuple[str, ...] = field(default=(), converter=as_tuple)  # what differs, in the words of FHIR
    comparable: bool  # answers to both can be counted side by side
    because: str


@frozen(kw_only=True)
class FormComparison:
    """Everything in either version, in the order of the later one, what was removed last."""

    before: str
    after: str
    fields: tuple[str, ...] = field(default=(), converter=as_tuple)  # what differs of the whole: title, dated …
    questions: tuple[QuestionChange, ...] = field(converter=as_tuple)

    @property
    def differences(self) -> dict[str, str]:
        """The questions whose answers cannot be counted side by side, each with the reason."""
        return {one.question: one.because for one in self.questions if one.asked and not one.comparable}

    @property
    def comparable(self) -> int:
        """How many questions can be counted side by side."""
        return sum(one.comparable for one in self.questions if one.asked)


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
    ("hint", "hint"),
    ("minValue", "least"),
    ("maxValue", "most"),
    ("maxLength", "max_length"),
    ("constraintMessage", "constraint_message"),
    ("action", "action"),
    ("overall", "overall"),
    ("checkPrimaryText", "check_primary_text"),
)
_OF_THE_WHOLE = ("title", "description", "dated")
_UNASKED = (ItemType.GROUP, ItemType.DISPLAY)
_MEANING = {"type", "repeats", "answerOption", "gradeScale", "clock"}  # a difference here makes another question


def compare_forms(before: Questionnaire, after: Questionnaire) -> FormComparison:
    """Compare by linkId. Comparable are questions of the same words and answers, judged by the same clock and scale."""
    old, new = ({item.link_id: item for item in form.items} for form in (before, after))
    rescaled = {scale.id for scale in before.scales if after.scale(scale.id) not in (None, scale)}
    told = [
        _changed(old[id], item, rescaled) if id in old else _only(item, Change.ADDED, after.ref)
        for id, item in new.items()
    ]
    told += [_only(item, Change.REMOVED, before.ref) for id, item in old.items() if id not in new]
    whole = [name for name in _OF_THE_WHOLE if getattr(before, name) != getattr(after, name)]
    return FormComparison(before=before.ref, after=after.ref, fields=whole, questions=told)


def _only(item: Item, change: Change, where: str) -> QuestionChange:
    asked = item.type not in _UNASKED
    because = f"{'asked' if asked else 'stands'} only in {where}"
    return QuestionChange(question=item.link_id, asked=asked, change=change, comparable=False, because=because)


def _changed(old: Item, new: Item, rescaled: Collection[str]) -> QuestionChange:
    """What became of an item; `rescaled` are the grade scales that have other grades under the same id."""
    asked = new.type not in _UNASKED
    fields = [name for name, attribute in _FIELDS if getattr(old, attribute) != getattr(new, attribute)]
    if "text" in fields and _folded(old.text) == _folded(new.text):
        fields.remove("text")
    if new.grade_scale in rescaled and "gradeScale" not in fields:
        fields.append("gradeScale")
    if not fields:
        return QuestionChange(
            question=new.link_id, asked=asked, change=Change.SAME, comparable=True, because="nothing changed"
        )
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
        question=new.link_id,
        asked=asked,
        change=Change.CHANGED,
        fields=fields,
        comparable=comparable,
        because=because,
    )


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
