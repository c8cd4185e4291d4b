"""A bundle can be checked by anybody: by BagIt tools, by `sha256sum`, by the lines that VERIFY.txt gives."""

from __future__ import annotations

import re
import shutil
import subprocess
import textwrap
from datetime import date
from pathlib import Path

import bagit
import pytest
from hypothesis import given
from hypothesis import strategies as st

import evidence
import hostile
from builder import Clock, opened, write_files, write_plan
from evidence.file import subjects
from evidence.model.document import Document, DocumentKind
from evidence.model.errors import NotFound, NothingToCheck, Refused, StoreDamaged
from evidence.reports.bundle import file_name
from programs import sha256sum

DAY = date(2006, 6, 30)
NAME = re.compile(r"D-\d{4,}( [A-Za-z0-9._()+ -]+)?(\.[a-z0-9]{1,8})?")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("once")
    with opened(folder / "store") as file:
        file.import_plan(write_plan(folder), id="town")
        for path in write_files(folder / "in", 4):
            file.add(path)
        file.link("D-0002", "R1.1", page=1, quote="Minutes of meeting 1")
        file.link("D-0003", "R2.1", shows="occurrence")
    return folder / "store"


@pytest.fixture
def store(once: Path, tmp_path: Path) -> Path:
    shutil.copytree(once, tmp_path / "store")
    return tmp_path / "store"


def pack(store: Path, folder: Path, **options: object) -> None:
    with evidence.open(store, read_only=True, clock=Clock()) as file:
        file.pack(folder, as_of=DAY, **options)  # type: ignore[arg-type]


def commands(bag: Path) -> list[str]:
    """What VERIFY.txt tells to type, one piece after another."""
    text = (bag / "VERIFY.txt").read_text(encoding="utf-8")
    pieces = [textwrap.dedent(piece) for piece in re.findall(r"(?:^     .*\n)+", text, re.MULTILINE)]
    return [piece for piece in pieces if not piece.startswith("evidence-file/")]


def typed(bag: Path, command: str) -> str:
    done = subprocess.run(["bash", "-c", command], cwd=bag, capture_output=True, text=True, check=False)
    return " ".join((done.stdout + done.stderr).split())


def documents(bag: Path) -> set[str]:
    return {path.name.split(" ")[0] for path in (bag / "data/documents").iterdir()}


def test_a_bundle_is_a_sound_bag(store: Path, tmp_path: Path) -> None:
    pack(store, tmp_path / "bag")
    bag = bagit.Bag(str(tmp_path / "bag"))
    assert bag.validate() and bag.version_info == (1, 0)
    done = subprocess.run(
        [sha256sum(), "-c", "manifest-sha256.txt"], cwd=tmp_path / "bag", check=True, capture_output=True
    )
    assert done.stdout.count(b": OK") == len(bag.payload_entries())
    assert documents(tmp_path / "bag") == {"D-0001", "D-0002", "D-0003", "D-0004", "D-0005"}


@pytest.mark.parametrize(
    "part", [{}, {"plan": "town"}, {"recommendation": "R1"}], ids=["all", "plan", "recommendation"]
)
def test_what_verify_txt_tells_to_type_holds(store: Path, tmp_path: Path, part: dict[str, str]) -> None:
    bag = tmp_path / "bag"
    pack(store, bag, **part)
    said = [typed(bag, command) for command in commands(bag)]
    lines = list((bag / "data/record/journal/00000001.jl").read_bytes().splitlines())
    root = (bag / "data/record/checkpoint.txt").read_text(encoding="utf-8").splitlines()[2]
    assert said == [
        "unchanged",
        f"{len(lines)} entries, the last is {lines[-1][:64].decode()}",
        "details compared",
        "documents compared",
        root,
    ]
    text = " ".join((bag / "VERIFY.txt").read_text(encoding="utf-8").split())
    assert all(words in text for words in said)


def test_what_was_changed_is_named_by_what_verify_txt_tells_to_type(store: Path, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    pack(store, bag)
    whole, journal, details, compared, _ = commands(bag)
    document = next((bag / "data/documents").glob("D-0002*"))
    document.write_bytes(b"other")
    assert document.name in typed(bag, whole) and document.name in typed(bag, compared)
    kept = bag / "data/record/journal/00000001.jl"
    lines = kept.read_bytes().splitlines(keepends=True)
    kept.write_bytes(b"".join([*lines[:2], lines[2].replace(b"P-0001", b"P-0002"), *lines[3:]]))
    assert "entry 3 was changed" in typed(bag, journal)
    kept.write_bytes(b"".join([*lines[:2], *lines[3:]]))
    assert "entry 3 does not follow the one before" in typed(bag, journal)
    kept.write_bytes(b"".join(lines))
    words = bag / "data/record/details/00000001.jl"
    words.write_bytes(words.read_bytes().replace(b"Minutes of meeting 1", b"Minutes of meeting 9"))
    assert "changed:" in typed(bag, details)


def test_a_recommendation_has_its_own_documents_and_no_word_of_others(store: Path, tmp_path: Path) -> None:
    pack(store, tmp_path / "bag", recommendation="1")
    bag = tmp_path / "bag"
    assert documents(bag) == {"D-0001", "D-0002"}
    page = (bag / "data/index.html").read_text(encoding="utf-8")
    assert "Discussion paper to be prepared" in page and "Monthly audit of files" not in page
    details = (bag / "data/record/details/00000001.jl").read_text(encoding="utf-8")
    assert "note 1.txt" in details and "note 2.txt" not in details and "withheld\n" in details
    assert (bag / "data/record/journal/00000001.jl").read_bytes() == (store / "journal/00000001.jl").read_bytes()


def test_a_recommendation_that_the_plan_does_not_have_is_named_with_those_it_has(store: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="it has 1, 2"):
        pack(store, tmp_path / "bag", recommendation="9")
    assert not (tmp_path / "bag").exists()


def test_the_same_store_on_the_same_day_gives_the_same_bytes(store: Path, tmp_path: Path) -> None:
    pack(store, tmp_path / "one")
    pack(store, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_document_that_is_not_what_was_filed_is_not_given_out(store: Path, tmp_path: Path) -> None:
    pack(store, tmp_path / "bag")
    before = contents(tmp_path / "bag")
    kept = next(path for path in (store / "documents").rglob("*") if path.is_file() and path.stat().st_size < 60)
    kept.chmod(0o600)
    kept.write_bytes(b"forged")
    with pytest.raises(StoreDamaged, match="not those that were filed"):
        pack(store, tmp_path / "bag")
    assert contents(tmp_path / "bag") == before


def test_a_folder_with_other_things_and_the_store_itself_are_left_alone(store: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/letter.txt").write_text("mine", encoding="utf-8")
    for folder in (tmp_path / "mine", tmp_path / "mine/letter.txt", store, store / "bag", tmp_path):
        with pytest.raises(Refused):
            pack(store, folder)
    assert (tmp_path / "mine/letter.txt").read_text(encoding="utf-8") == "mine"
    assert evidence.verify(store).ok


@given(st.sampled_from(hostile.TEXTS) | st.text(max_size=300))
def test_whatever_a_document_was_called_its_file_has_a_name_that_every_system_can_have(name: str) -> None:
    made = file_name(named(name))
    assert NAME.fullmatch(made) and len(made) <= 110 and not made.endswith((" ", "."))


def test_letters_lose_their_marks_and_keep_their_sense() -> None:
    assert file_name(named("Protokoll der Prüfung (final).PDF")) == "D-0007 Protokoll der Prufung (final).pdf"
    assert file_name(named("../../etc/passwd")) == "D-0007 passwd"
    assert file_name(named("S:\\Minutes\\27 02 06.doc")) == "D-0007 27 02 06.doc"
    assert file_name(named("会议")) == "D-0007"


def named(name: str) -> Document:
    return Document(
        id="D-0007",
        sha256="0" * 64,
        size=1,
        media_type="text/plain",
        names=[name],
        kind=DocumentKind.OTHER,
        title=None,
        state=None,
        dated=None,
        received_at=Clock()(),
        received_from=None,
        readable=True,
        unreadable_because=None,
        pages=1,
    )


def test_without_a_plan_the_documents_are_packed(tmp_path: Path) -> None:
    with opened(tmp_path / "store") as file:
        with pytest.raises(NothingToCheck):
            file.pack(tmp_path / "bag", as_of=DAY)
        file.add_all(write_files(tmp_path / "in", 2))
        file.pack(tmp_path / "bag", as_of=DAY)
    assert bagit.Bag(str(tmp_path / "bag")).validate()
    assert documents(tmp_path / "bag") == {"D-0001", "D-0002"}
    page = (tmp_path / "bag/data/index.html").read_text(encoding="utf-8")
    assert "no plan is on file" in page and "<h2>Actions</h2>" not in page


def test_a_bundle_shows_one_head_everywhere_whatever_was_recorded_last(store: Path, tmp_path: Path) -> None:
    with evidence.open(store, by="keeper", clock=Clock()) as file:
        file.report(tmp_path / "report", as_of=DAY, only=["page"])  # journalled last
    pack(store, tmp_path / "bag")
    _, size, root, *_ = (tmp_path / "bag/data/record/checkpoint.txt").read_text(encoding="utf-8").split("\n")
    page = (tmp_path / "bag/data/index.html").read_text(encoding="utf-8")
    assert f"Journal: {size} entries, root <code>{root}</code>" in page


def test_a_bundle_is_made_without_what_it_does_not_tell(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("nobody asked")

    monkeypatch.setattr(subjects, "verify", refused)
    monkeypatch.setattr(subjects, "_screened", refused)
    pack(store, tmp_path / "bag")
    assert "linked to nothing" in (tmp_path / "bag/data/index.html").read_text(encoding="utf-8")


def test_pack_only_reads(store: Path, tmp_path: Path) -> None:
    before = contents(store)
    pack(store, tmp_path / "bag", recommendation="1")
    assert contents(store) == before
