"""The settings' TOML text read with every mistake named by its line, and written with the shipped comments."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from evidence.checks.settings import (
    THRESHOLDS,
    AuditTerms,
    LevelWords,
    LocalLimit,
    Settings,
    Thresholds,
    shipped_data,
    shipped_text,
)
from evidence.model.document import DocumentKind
from evidence.model.errors import UnreadableInput
from evidence.model.issue import Severity
from evidence.wording.verbs import VerbClass

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")
Where = tuple[str, int, str | None]  # section, which of them (from 0), key

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w-]+)\s*\]\]?")
_KEY = re.compile(r'\s*"?([\w/-]+)"?\s*=')
_CLOCK = re.compile(r"T-[A-Z]\d\d(?:/[a-z0-9-]+)?")
_LIMIT = re.compile(r"(\d{1,4}) (working day|school day|day|week|month)s?")
_HOLIDAYS = ("england-and-wales", "none")
_LARGEST = 36_500
_SECTIONS: dict[str, tuple[str, ...]] = {
    "severity": (),
    "thresholds": THRESHOLDS,
    "audits": ("same_team", "count_start_day", "bank_holidays"),
    "timescales": (),
    "implementation": ("words", "kinds"),
    "impact": ("words", "kinds"),
    "draft": ("words",),
    "done": ("words",),
    "verbs": ("name", "words", "accepts", "not_enough", "kinds", "not_enough_kinds", "a_draft_is_enough"),
}
_AUDIT_CODE = re.compile(r"A4\d\d")  # rules of audits have a register of their own


def read_settings(text: str, *, name: str = "settings.toml") -> Settings:
    """The settings that a TOML text holds.

    Raises `UnreadableInput` with every mistake on a line of its own: where, what was expected, what was found. A
    section or threshold that is left out is as shipped.
    """
    try:
        data = shipped_data() if text == shipped_text() else tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableInput(
            f"{name}: expected TOML; found a mistake: {error}. Put it right, or start from the shipped settings."
        ) from None
    reader = _Reader(data, _lines(text), name)
    settings = reader.settings()
    if reader.mistakes:
        raise UnreadableInput("\n".join(sentence for _, sentence in sorted(reader.mistakes, key=lambda one: one[0])))
    return settings


def _lines(text: str) -> dict[Where, int]:
    found: dict[Where, int] = {}
    seen: dict[str, int] = {}
    section, number = "", 0
    for at, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            section = header[2]
            number = seen.get(section, -1) + 1 if header[1] == "[[" else 0
            seen[section] = number
            found.setdefault((section, number, None), at)
        elif key := _KEY.match(line):
            found.setdefault((section, number, key[1]), at)
    return found


class _Reader:
    """Takes the data apart, gathering what is wrong with it."""

    def __init__(self, data: dict[str, Any], lines: dict[Where, int], name: str) -> None:
        self._lines, self._name = lines, name
        self.mistakes: list[tuple[int, str]] = []
        self._shipped = shipped_data()
        self._data = {section: data.get(section, self._shipped[section]) for section in _SECTIONS}
        for section in data:
            if section not in _SECTIONS:
                self._wrong((section, 0, None), f"expected one of {_words(_SECTIONS)}", section, _SECTIONS)
        for section, keys in _SECTIONS.items():
            kind = list if section == "verbs" else dict
            if not isinstance(self._data[section], kind) or not all(
                isinstance(row, dict) for row in ([] if kind is dict else self._data[section])
            ):
                self._wrong((section, 0, None), f"expected {'[[verbs]]' if kind is list else f'[{section}]'}", section)
                self._data[section] = self._shipped[section]
            for number, row in enumerate(self._data[section] if kind is list else [self._data[section]]):
                for key in row if keys else ():
                    if key not in keys:
                        self._wrong((section, number, key), f"expected one of {_words(keys)}", key, keys)

    def settings(self) -> Settings:
        """The values, as far as they could be read."""
        verbs = [self._verb(number, row) for number, row in enumerate(self._data["verbs"])]
        self._each_word_once(verbs)
        return Settings(
            severities=self._severities(),
            thresholds=Thresholds(**{key: self._whole(key) for key in THRESHOLDS}),
            audits=self._audits(),
            timescales=self._timescales(),
            implementation=self._level("implementation"),
            impact=self._level("impact"),
            draft_words=self._texts(("draft", 0, "words"), self._data["draft"]),
            done_words=self._texts(("done", 0, "words"), self._data["done"]),
            verbs=verbs,
        )

    def _severities(self) -> Iterator[tuple[str, Severity]]:
        weights = self._data["severity"]
        if not weights:
            return
        from evidence.checks.rules import RULES

        codes = [rule.CODE for rule in RULES]
        for code, weight in weights.items():
            where = ("severity", 0, code)
            if code not in codes and not _AUDIT_CODE.fullmatch(code):
                self._wrong(where, 'expected the code of a rule, such as E104 = "query"', code, codes)
            yield code, self._choice(where, weight, Severity, Severity.QUERY)

    def _whole(self, key: str) -> int:
        value = self._data["thresholds"].get(key, self._shipped["thresholds"][key])
        if type(value) is int and 0 <= value <= _LARGEST:
            return value
        self._wrong(("thresholds", 0, key), f"expected a whole number from 0 to {_LARGEST}", value)
        return 0

    def _audits(self) -> AuditTerms:
        row = {**self._shipped["audits"], **self._data["audits"]}
        for key in ("same_team", "count_start_day"):
            if not isinstance(row[key], bool):
                self._wrong(("audits", 0, key), "expected true or false", row[key])
        if row["bank_holidays"] not in _HOLIDAYS:
            self._wrong(("audits", 0, "bank_holidays"), f"expected one of {_words(_HOLIDAYS)}", row["bank_holidays"])
        return AuditTerms(
            same_team=row["same_team"] is True,
            count_start_day=row["count_start_day"] is True,
            bank_holidays=str(row["bank_holidays"]),
        )

    def _timescales(self) -> Iterator[LocalLimit]:
        for clock, text in self._data["timescales"].items():
            where = ("timescales", 0, clock)
            if not _CLOCK.fullmatch(clock):
                self._wrong(where, 'expected a timescale, such as "T-C09" = "15 working days"', clock)
            limit = _LIMIT.fullmatch(text.strip().lower()) if isinstance(text, str) else None
            if limit is None:
                self._wrong(where, 'expected a limit such as "15 working days", "6 weeks" or "1 month"', text)
            else:
                yield LocalLimit(clock=clock, amount=int(limit[1]), unit=f"{limit[2].replace(' ', '-')}s")

    def _level(self, section: str) -> LevelWords:
        row = self._data[section]
        return LevelWords(
            words=self._texts((section, 0, "words"), row), kinds=self._kinds((section, 0, "kinds"), row, None)
        )

    def _verb(self, number: int, row: dict[str, Any]) -> VerbClass:
        def at(key: str) -> Where:
            return ("verbs", number, key if key in row else None)

        draft = row.get("a_draft_is_enough", False)
        if not isinstance(draft, bool):
            self._wrong(at("a_draft_is_enough"), "expected true or false", draft)
        words = self._texts(at("words"), row)
        if not words:
            self._wrong(at("words"), "expected at least one word", "none")
        return VerbClass(
            name=self._text(at("name"), row, "name"),
            words=[word.lower() for word in words],
            accepts=self._text(at("accepts"), row, "accepts"),
            not_enough=self._text(at("not_enough"), row, "not_enough"),
            kinds=self._kinds(at("kinds"), row, None),
            not_enough_kinds=self._kinds(at("not_enough_kinds"), row, (), "not_enough_kinds"),
            a_draft_is_enough=draft is True,
        )

    def _each_word_once(self, verbs: list[VerbClass]) -> None:
        names: dict[str, int] = {}
        words: dict[str, int] = {}
        for number, verb in enumerate(verbs):
            if names.setdefault(verb.name, number) != number:
                self._wrong(("verbs", number, "name"), "expected a name that no other group has", verb.name)
            for word in verb.words:
                if words.setdefault(word, number) != number:
                    first = verbs[words[word]].name
                    self._wrong(("verbs", number, "words"), f"expected words that group {first!r} does not have", word)

    def _text(self, where: Where, row: dict[str, Any], key: str) -> str:
        value = row.get(key)
        if isinstance(value, str) and value.strip():
            return value
        self._wrong(where, f"expected {key} to be a text", "nothing" if value is None else value)
        return "?"

    def _texts(self, where: Where, row: dict[str, Any]) -> tuple[str, ...]:
        value = row.get("words", [])
        if isinstance(value, list) and all(isinstance(word, str) and word.strip(" *") for word in value):
            return tuple(dict.fromkeys(value))
        self._wrong(where, 'expected words: a list of texts, such as ["agree", "agreed"]', value)
        return ()

    def _kinds(
        self, where: Where, row: dict[str, Any], default: tuple[DocumentKind, ...] | None, key: str = "kinds"
    ) -> tuple[DocumentKind, ...]:
        value = row.get(key, default)
        if not isinstance(value, list | tuple) or (default is None and not value):
            self._wrong(where, f"expected {key}: a list of document kinds", "nothing" if value is None else value)
            return ()
        return tuple(self._choice(where, kind, DocumentKind, DocumentKind.OTHER) for kind in value)

    def _choice(self, where: Where, value: Any, options: Callable[[Any], T], otherwise: T) -> T:
        try:
            return options(value)
        except ValueError:
            names = [str(one) for one in options]  # type: ignore[attr-defined]  # every option list is a StrEnum
            self._wrong(where, f"expected one of {_words(names)}", value, names)
            return otherwise

    def _wrong(self, where: Where, expected: str, found: object, names: Iterable[str] = ()) -> None:
        from difflib import get_close_matches

        line = self._lines.get(where) or self._lines.get((where[0], where[1], None), 1)
        near = get_close_matches(str(found), list(names), 1)
        meant = f" Did you mean {near[0]!r}?" if near else ""
        at = f"[{where[0]}]" + (f" {where[2]}" if where[2] else "")
        self.mistakes.append((line, f"{self._name}, line {line}, {at}: {expected}; found {found!r}.{meant}"))


def _words(options: Iterable[str]) -> str:
    return ", ".join(options)


def write_settings(settings: Settings) -> str:
    """The settings as TOML text with the shipped comments; `read_settings` gives the same settings back."""
    values: dict[tuple[str, str], str] = {
        ("implementation", "words"): _list(settings.implementation.words),
        ("implementation", "kinds"): _list(settings.implementation.kinds),
        ("impact", "words"): _list(settings.impact.words),
        ("impact", "kinds"): _list(settings.impact.kinds),
        ("draft", "words"): _list(settings.draft_words),
        ("done", "words"): _list(settings.done_words),
    }
    values |= {
        ("audits", "same_team"): str(settings.audits.same_team).lower(),
        ("audits", "count_start_day"): str(settings.audits.count_start_day).lower(),
        ("audits", "bank_holidays"): _quoted(settings.audits.bank_holidays),
    }
    values |= {("thresholds", key): str(getattr(settings.thresholds, key)) for key in THRESHOLDS}
    kept, _, _ = shipped_text().partition("[[verbs]]")
    written: list[str] = []
    section, within = "", False
    for line in kept.splitlines():
        if within:
            within = line != "]"
            continue
        if header := _HEADER.match(line):
            section = header[2]
        key = _KEY.match(line)
        if key and (section, key[1]) in values:
            written.append(f"{key[1]} = {values[section, key[1]]}")
            within = line.endswith("[")
            continue
        written.append(line)
        if line == "[severity]":
            written += [f"{code} = {_quoted(weight)}" for code, weight in settings.severities]
        elif line == "[timescales]":
            limits = ((one.clock, f"{one.amount} {one.unit.replace('-', ' ')}") for one in settings.timescales)
            written += [f"{_quoted(clock)} = {_quoted(limit)}" for clock, limit in limits]
    blocks = ["\n".join(("[[verbs]]", *_verb_lines(verb))) + "\n" for verb in settings.verbs]
    return "\n".join((*written, *blocks) if blocks else ("verbs = []", "", *written, ""))


def _verb_lines(verb: VerbClass) -> Iterator[str]:
    yield f"name = {_quoted(verb.name)}"
    yield f"words = {_list(verb.words)}"
    yield f"accepts = {_quoted(verb.accepts)}"
    yield f"not_enough = {_quoted(verb.not_enough)}"
    yield f"kinds = {_list(verb.kinds)}"
    yield f"not_enough_kinds = {_list(verb.not_enough_kinds)}"
    yield f"a_draft_is_enough = {str(verb.a_draft_is_enough).lower()}"


def _list(items: Iterable[str]) -> str:
    one = f"[{', '.join(map(_quoted, items))}]"
    if len(one) <= 100:
        return one
    lines, line = ["["], "   "
    for item in items:
        piece = f" {_quoted(item)},"
        if len(line) + len(piece) > 112:
            lines.append(line)
            line = "   "
        line += piece
    return "\n".join((*lines, line, "]"))


def _quoted(text: str) -> str:
    escaped = "".join(
        f"\\u{ord(letter):04x}" if ord(letter) < 32 or ord(letter) == 127 else letter
        for letter in text.replace("\\", "\\\\").replace('"', '\\"')
    )
    return f'"{escaped}"'
