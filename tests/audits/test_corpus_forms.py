"""Other people's form workbooks are read, or refused with a reason at a cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.audits.forms.workbook import to_workbook
from evidence.audits.forms.xlsform import FormReading, read_xlsform
from evidence.model.table import Table


def read(path: Path) -> FormReading:
    from evidence.reading.formats import spreadsheet
    from evidence.reading.source import Source

    kinds = {".xls": "application/vnd.ms-excel", ".xlsx": spreadsheet.MEDIA_TYPES[0]}
    source = Source(path=path, name=path.name, media_type=kinds[path.suffix], layout=True)
    return read_xlsform([block for block in spreadsheet.read(source).blocks if isinstance(block, Table)], path.stem)


def test_every_workbook_is_read_whole_or_refused_by_cell(samples: Path) -> None:
    paths = sorted((samples / "corpus/questionnaires").rglob("*.xls*"))
    assert paths
    for path in paths:
        reading = read(path)
        if reading.questionnaire is None:
            reasons = [problem for problem in reading.problems if not problem.query]
            assert reasons, path.name
            assert all(problem.cell or problem.sheet in ("workbook", "settings") for problem in reasons), path.name
        else:
            assert read_xlsform(to_workbook(reading.questionnaire)).questionnaire == reading.questionnaire


@pytest.mark.parametrize("part", ["calculat", "geopoint", "default"])
def test_what_only_a_telephone_can_do_is_refused_by_name(samples: Path, part: str) -> None:
    folder = samples / "corpus/questionnaires/xlsform"
    assert part in "\n".join(str(problem) for path in folder.glob("*.xls*") for problem in read(path).problems)
