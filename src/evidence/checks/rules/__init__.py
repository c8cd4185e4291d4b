"""One file a rule, named by its code; `RULES` is the register, in the order in which issues are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from evidence.checks.rules import (
    a401,
    a402,
    a403,
    a404,
    a405,
    a406,
    a407,
    a408,
    a409,
    a410,
    a411,
    a412,
    a413,
    a414,
    a415,
    a416,
    a417,
    a418,
    d301,
    d302,
    d303,
    d304,
    d305,
    d306,
    d307,
    d308,
    e101,
    e102,
    e103,
    e104,
    e105,
    e106,
    e107,
    e108,
    e109,
    e110,
    e111,
    e112,
    e113,
    e114,
    e115,
    p201,
    p202,
    p203,
    p204,
    p205,
    p206,
    p207,
    p208,
    p209,
    p210,
    p211,
    p212,
    p213,
    p214,
    p215,
    p216,
    s501,
    s502,
    s503,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from evidence.checks.settings import Settings
    from evidence.model.issue import Issue, Severity, SubjectType


class Rule(Protocol):
    """What a rule's module holds; its docstring is the explanation that `evidence rule` prints."""

    @property
    def CODE(self) -> str:
        """The stable code."""

    @property
    def TITLE(self) -> str:
        """The remark in a few words."""

    @property
    def SEVERITY(self) -> Severity:
        """How much its issues weigh."""

    @property
    def SUBJECT(self) -> SubjectType:
        """What it is given to see: an action, a plan, a document or the store."""

    def check(self, subject: Any, as_of: date, settings: Settings, /) -> Iterable[Issue]:
        """The issues of one subject on a day. Reads only."""


RULES: tuple[Rule, ...] = (
    e101, e102, e103, e104, e105, e106, e107, e108, e109, e110, e111, e112, e113, e114, e115,
    p201, p202, p203, p204, p205, p206, p207, p208, p209, p210, p211, p212, p213, p214, p215, p216,
    d301, d302, d303, d304, d305, d306, d307, d308,
    a401, a402, a403, a404, a405, a406, a407, a408, a409, a410, a411, a412, a413, a414, a415,
    a416, a417, a418,
    s501, s502, s503,
)  # fmt: skip
