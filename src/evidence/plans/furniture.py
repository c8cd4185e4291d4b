"""What a printed page has beside its text: file paths, page numbers, running footers. Kept apart, never dropped."""

from __future__ import annotations

import re

_PATH = re.compile(
    r"\$?(?:[A-Za-z]:\\[^\s|\"<>]*|\\\\[\w.-]+\\[^\s|\"<>]*)(?:[ \w-]*\.(?:docx?|xlsx?|pdf|rtf|pptx?)\b)?\$?|file://\S+"
)
_PAGE = re.compile(r"(?i)\bpage\s+\d+\s+(?:of|/)\s+\d+\b")
_LONE = re.compile(r"(?i)(?:page\s+)?[-–\s]*\d{1,3}[-–\s]*|page\s+\d+(?:\s+of\s+\d+)?")


def strip(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without file paths and "Page 3 of 12", and what was taken out."""
    taken: list[str] = []
    if "\\" in text or "file:" in text:
        taken += _PATH.findall(text)
    if "age" in text or "AGE" in text:
        taken += _PAGE.findall(text)
    return (_PAGE.sub(" ", _PATH.sub(" ", text)), tuple(taken)) if taken else (text, ())


def is_page_number(text: str) -> bool:
    """Whether this is a page number and nothing else."""
    return _LONE.fullmatch(text.strip()) is not None


def is_stray(text: str) -> bool:
    """Whether this paragraph is page furniture: a path, a page number, a character or two that OCR made of one."""
    bare = strip(text)[0].strip(" $")
    return not bare or is_page_number(bare) or (len(bare) <= 4 and not re.search(r"[A-Za-z]{2}", bare))
