"""One answer as a person types it, read against its question: `Yes`, `n/a`, `not on file`, `3`, `27 02 06`, `Good`.

`not on file` and `not looked at` may be said of any question; `not applicable` only where the question offers it, or
has no list of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from evidence.audits.problems import did_you_mean
from evidence.model.audit import Answer, Grade, Outcome
from evidence.model.questionnaire import Item, ItemType
from evidence.wording.dates import typed_date

SPECIAL = {
    "not applicable": Outcome.NOT_APPLICABLE,
    "n/a": Outcome.NOT_APPLICABLE,
    "na": Outcome.NOT_APPLICABLE,
    "not on file": Outcome.NOT_ON_FILE,
    "not looked at": Outcome.NOT_LOOKED_AT,
    "not seen": Outcome.NOT_LOOKED_AT,
}
WORDS = {
    Outcome.YES: "Yes",
    Outcome.PARTLY: "Partly",
    Outcome.NO: "No",
    Outcome.NOT_APPLICABLE: "Not applicable",
    Outcome.NOT_ON_FILE: "Not on file",
    Outcome.NOT_LOOKED_AT: "Not looked at",
}
_Ordered = TypeVar("_Ordered", Decimal, date)
_BY_CODE = {outcome.value: outcome for outcome in Outcome if outcome is not Outcome.VALUE}


class NotAnAnswer(ValueError):
    """The text is no answer to the question; the message says what was expected and what was found."""


def fold(text: str) -> str:
    """Small letters, single spaces; dashes and underscores are spaces."""
    return " ".join(text.replace("-", " ").replace("_", " ").lower().split())


class AnswerReader:
    """Reads what was typed for one question; made once a question, used for every file."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self._codes: dict[str, str] = {}
        for choice in item.choices:
            self._codes.setdefault(fold(choice.text), choice.code)
        for choice in item.choices:
            self._codes[fold(choice.code)] = choice.code
        self._known: dict[str, Answer] = {}  # of a list: what was typed before, without a comment

    def read(self, text: str, comment: str | None = None, audited_on: date | None = None) -> Answer:
        """The answer; a comment on "not applicable" is its reason. Raises `NotAnAnswer`."""
        answer = self._known.get(text)
        if answer is None:
            outcome, value = self._outcome(text.strip(), audited_on)
            answer = Answer(question=self.item.link_id, outcome=outcome, value=value)
            if self.item.type in (ItemType.CHOICE, ItemType.BOOLEAN):
                self._known[text] = answer
        if not comment:
            return answer
        outcome, value = answer.outcome, answer.value
        if outcome is Outcome.NOT_APPLICABLE:
            return Answer(question=answer.question, outcome=outcome, value=value, reason=comment)
        return Answer(question=answer.question, outcome=outcome, value=value, comment=comment)

    def offered(self) -> tuple[str, ...]:
        """What a drop-down shows: the words of the choices; nothing where the answer is free."""
        if self.item.type is ItemType.BOOLEAN:
            return ("Yes", "No", WORDS[Outcome.NOT_ON_FILE], WORDS[Outcome.NOT_LOOKED_AT])
        if self.item.type is not ItemType.CHOICE:
            return ()
        texts = [self._shown(choice.code, choice.text) for choice in self.item.choices]
        extra = [WORDS[one] for one in (Outcome.NOT_ON_FILE, Outcome.NOT_LOOKED_AT)]
        folded = {fold(text) for text in texts}
        return (*texts, *(text for text in extra if fold(text) not in folded))

    def written(self, answer: Answer) -> str:
        """The text that reads back as this answer."""
        if answer.outcome is not Outcome.VALUE:
            text = next((c.text for c in self.item.choices if c.code == answer.outcome.value), WORDS[answer.outcome])
            return self._shown(answer.outcome.value, text)
        if self.item.type is not ItemType.CHOICE or answer.value is None:
            return answer.value or ""
        if self.item.repeats:
            return "; ".join(answer.value.split())
        return self._shown(
            answer.value, next((c.text for c in self.item.choices if c.code == answer.value), answer.value)
        )

    def _shown(self, code: str, text: str) -> str:
        """The words of a choice where they name it alone, else its code."""
        return text if self._codes.get(fold(text), code) == code and text.strip() else code

    def _outcome(self, text: str, audited_on: date | None) -> tuple[Outcome, str | None]:
        folded = fold(text)
        if self.item.type is ItemType.CHOICE:
            if self.item.repeats:
                return self._several(text)
            code = self._codes.get(folded)
            if code is not None:
                outcome = _BY_CODE.get(code)
                return (outcome, None) if outcome else (Outcome.VALUE, code)
        special = SPECIAL.get(folded)
        if special and (special is not Outcome.NOT_APPLICABLE or self._may_be_not_applicable()):
            code = self._codes.get("not applicable")
            return special, (code if special is Outcome.NOT_APPLICABLE and code not in (None, special.value) else None)
        match self.item.type:
            case ItemType.CHOICE:
                raise NotAnAnswer(self._no_choice(text))
            case ItemType.BOOLEAN:
                return self._boolean(text, folded)
            case ItemType.INTEGER | ItemType.DECIMAL:
                return Outcome.VALUE, self._number(text)
            case ItemType.DATE:
                return Outcome.VALUE, self._day(text, audited_on)
        if self.item.max_length is not None and len(text) > self.item.max_length:
            raise NotAnAnswer(f"expected at most {self.item.max_length} characters; found {len(text)}")
        return Outcome.VALUE, text

    def _may_be_not_applicable(self) -> bool:
        return self.item.type is not ItemType.CHOICE or any(
            fold(code) in SPECIAL and SPECIAL[fold(code)] is Outcome.NOT_APPLICABLE for code in self._codes.values()
        )

    def _several(self, text: str) -> tuple[Outcome, str | None]:
        special = SPECIAL.get(fold(text))
        if special and (special is not Outcome.NOT_APPLICABLE or self._may_be_not_applicable()):
            return special, None
        parts = [part for part in re.split(r"[;,\n]", text) if part.strip()]
        if len(parts) == 1 and fold(text) not in self._codes:
            parts = text.split()
        codes = [self._codes.get(fold(part)) for part in parts]
        unknown = [part.strip() for part, code in zip(parts, codes, strict=True) if code is None]
        if unknown or not codes:
            raise NotAnAnswer(self._no_choice(unknown[0] if unknown else text))
        return Outcome.VALUE, " ".join(dict.fromkeys(code for code in codes if code))

    def _no_choice(self, text: str) -> str:
        offered = self.offered()
        near = did_you_mean(text, offered).strip()
        return f"expected one of {', '.join(offered)}; found {text!r}" + (f" ({near})" if near else "")

    def _boolean(self, text: str, folded: str) -> tuple[Outcome, None]:
        if folded in ("yes", "y", "true", "1"):
            return Outcome.YES, None
        if folded in ("no", "n", "false", "0"):
            return Outcome.NO, None
        raise NotAnAnswer(f"expected yes or no; found {text!r}")

    def _number(self, text: str) -> str:
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise NotAnAnswer(f"expected a number; found {text!r}") from None
        whole = number == number.to_integral_value() if number.is_finite() else False
        if not number.is_finite() or (self.item.type is ItemType.INTEGER and not whole):
            raise NotAnAnswer(f"expected a whole number; found {text!r}")
        self._check(number, *(Decimal(bound) if bound else None for bound in (self.item.least, self.item.most)))
        return f"{number:f}" if not whole else f"{int(number)}"

    def _day(self, text: str, audited_on: date | None) -> str:
        period = typed_date(text)
        if period is None or period.day is None:
            raise NotAnAnswer(f"expected one day such as 27 02 06 or 2006-02-27; found {text!r}")
        most = audited_on if self.item.most == "today" else _day(self.item.most)
        self._check(period.day, _day(self.item.least), most)
        return period.day.isoformat()

    def _check(self, value: _Ordered, least: _Ordered | None, most: _Ordered | None) -> None:
        if (least is not None and value < least) or (most is not None and value > most):
            allowed = " and ".join(
                f"at {word} {bound}" for word, bound in (("least", least), ("most", most)) if bound is not None
            )
            raise NotAnAnswer(self.item.constraint_message or f"expected {allowed}; found {value}")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text and text != "today" else None


def overall_grade(items: Iterable[Item], answers: Iterable[Answer]) -> Grade | None:
    """The grade of the whole file, where one of the questions asks for it and was answered with a grade."""
    given = {answer.question: answer for answer in answers}
    for item in items:
        answer = given.get(item.link_id) if item.overall and item.grade_scale else None
        if answer and answer.outcome is Outcome.VALUE and answer.value and item.grade_scale:
            return Grade(scale=item.grade_scale, value=answer.value, reason=answer.comment)
    return None
