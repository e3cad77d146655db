"""A damaged mirror: it is told, no seal says more than it holds, and it is written again."""

import os
import shutil
from pathlib import Path

import pytest
from tests.book.conftest import write_protected
from tests.book.houses import House, alter, line
from tests.torture.flips import flip

from deskinc.book import mirror
from deskinc.book.disk.station import ATTACHMENTS
from deskinc.book.disk.store import Link, Mode
from deskinc.book.record import Draft
from deskinc.book.records import reading
from deskinc.book.records.payload import Batch, Payload
from deskinc.proof.findings import Kind, Why
from deskinc.proof.seal import parse_note

LAST = 12


@pytest.fixture
def folder(house: House) -> Path:
    """The mirror of a closed book with a file and eight lines: records 1 to 12."""
    made = house.book.attach(b"evidence" * 500, "a.bin", "application/octet-stream")
    house.post(
        Draft("photo", {"caption": "a", "original": made.value}, files={"original": made.key})
    )
    for number in range(8):
        house.post(line(f"Line {number}."))
    house.book.settle()
    house.book.close()
    assert house.book.mirror is not None
    return house.book.mirror


def damages(house: House, folder: Path) -> list[mirror.Damage]:
    found = mirror.frames(folder, house.keys.mirror, house.book.id)
    return [one for one in found if isinstance(one, mirror.Damage)]


def entries(house: House, folder: Path) -> list[Payload]:
    found = mirror.frames(folder, house.keys.mirror, house.book.id)
    return [e for one in found if isinstance(one, Batch) for e in one.entries]


def accesses(house: House) -> list[str]:
    """What the desk wrote of mending."""
    house.book.settle()
    reader = house.book.reader()
    found = reader.records(range(1, reader.last_n() + 1)).values()
    said = [r for r in found if r.form == "access" and r.author == "desk"]
    assert all(r.values["what"] == {"code": "mirror_repaired", "text": "Mirror written again"}
               for r in said)  # fmt: skip
    return [str(r.values.get("detail", "")) for r in said]


def sealed(house: House) -> tuple[int, int]:
    """Line and mirror as a new seal states them."""
    (seal,) = house.book.seal().result().records
    said = parse_note(str(seal.values["note"])).checkpoint
    return said.line, said.mirror


def middle(path: Path) -> None:
    flip(path, path.stat().st_size * 4)


def test_values_cut_off_behind_whole_lines_are_told_and_written_again(
    house: House, folder: Path
) -> None:
    (values,) = folder.glob("*.values")
    os.truncate(values, values.stat().st_size // 2)
    assert damages(house, folder)
    house.open()
    house.book.settle()
    (said,) = house.book.health().doubts
    assert "damaged from record" in said
    (detail,) = accesses(house)
    assert detail.endswith(f"-{LAST}")
    assert house.book.verify(full=True) == []
    house.book.close()
    assert damages(house, folder) == []
    assert all(entry.whole for entry in entries(house, folder))
    house.open()
    assert house.book.health().doubts == ()


@pytest.mark.parametrize("kind", ["lines", "values"])
def test_a_bit_turned_over_in_the_mirror_is_told_and_mended(
    house: House, folder: Path, kind: str
) -> None:
    (path,) = folder.glob(f"*.{kind}")
    middle(path)
    damaged = path.read_bytes()
    assert damages(house, folder)
    house.open()
    (found,) = house.book.verify(full=True)
    assert found.kind == Kind.INCOMPLETE
    house.book.settle()
    assert "damaged from record" in house.book.health().doubts[0]
    assert house.book.verify(full=True) == []
    (detail,) = accesses(house)
    assert detail.startswith(f"{found.n}-")
    assert damages(house, folder) == []
    assert path.read_bytes()[: len(damaged)] == damaged
    assert house.reopen().verify(full=True) == []


def test_no_seal_says_that_a_damaged_mirror_is_complete(house: House, folder: Path) -> None:
    (path,) = folder.glob("*.lines")
    middle(path)
    house.open()
    house.book.settle()
    with write_protected(folder):
        bad = house.book.verify(full=True)[0].n
        line_, mirrored = sealed(house)
        assert line_ == 8
        assert mirrored == bad - 5
        health = house.book.health()
        assert health.mirror in {"pending", "missing"}
        assert health.pending > 1
    house.book.settle()
    assert sealed(house) == (8, 8)


def test_a_seal_reads_the_mirror_since_the_last_one(house: House, folder: Path) -> None:
    house.open()
    assert sealed(house) == (8, 8)
    house.post(line("After the seal."), line("Another."))
    house.book.settle()
    (path,) = folder.glob("*.lines")
    flip(path, path.stat().st_size * 8 - 900)
    line_, mirrored = sealed(house)
    assert line_ == 10
    assert mirrored < 10 or house.book.health().doubts


def test_a_mirror_damaged_in_many_places_is_mended_in_one_pair(house: House, folder: Path) -> None:
    (path,) = folder.glob("*.lines")
    size = path.stat().st_size
    for part in (2, 4, 7):
        flip(path, size * part)
    house.open()
    assert len(house.book.verify(full=True)) > 1
    house.book.settle()
    assert house.book.verify(full=True) == []
    assert len(list(folder.glob("*.lines"))) == 2


def test_the_mirrors_copy_of_a_file_is_compared_by_its_content(house: House, folder: Path) -> None:
    (copy,) = (folder / ATTACHMENTS).iterdir()
    whole = copy.read_bytes()
    house.open()
    house.book.settle()
    flip(copy, 4000)
    damaged = copy.read_bytes()
    (found,) = house.book.verify(full=True)
    assert (found.kind, found.n) == (Kind.ALTERED, 4)
    house.book.settle()
    assert copy.read_bytes() == whole
    assert copy.with_name(copy.name + ".damaged").read_bytes() == damaged
    assert house.book.health().doubts
    assert accesses(house) == [""]
    assert house.book.verify(full=True) == []


def test_a_copy_is_not_exchanged_for_one_that_is_no_better(house: House, folder: Path) -> None:
    (copy,), (own,) = (folder / ATTACHMENTS).iterdir(), (house.folder / ATTACHMENTS).iterdir()
    flip(copy, 4000)
    flip(own, 5000)
    before = copy.read_bytes()
    house.open()
    assert len(house.book.verify(full=True)) == 2
    house.book.settle()
    assert copy.read_bytes() == before


def test_a_damaged_founding_file_is_set_aside_and_written_again(house: House, folder: Path) -> None:
    house.open()
    house.book.settle()
    flip(folder / "founding", 900)
    (found,) = house.book.verify(full=True)
    assert found.why == Why.MIRROR_KEYS
    house.book.settle()
    assert (folder / "founding.damaged").exists()
    assert house.book.verify(full=True) == []


def test_other_key_slots_are_told_and_left(house: House, folder: Path) -> None:
    (folder / "slots.json").write_text("{ }")
    house.open()
    (found,) = house.book.verify(full=True)
    assert found.why == Why.MIRROR_SLOTS
    assert "key slots" in house.book.health().doubts[0]
    assert (folder / "slots.json").read_text() == "{ }"
    house.book.copy_slots()
    house.book.settle()
    assert (folder / "slots.json").read_text() == "{}"
    assert house.book.verify(full=True) == []


def lie(house: House, folder: Path) -> None:
    """Somebody with the key of the mirror writes another story there, in its own form."""
    shutil.rmtree(folder / ATTACHMENTS)
    for path in folder.glob("20*"):
        path.unlink()
    with Link(house.book._open.store, Mode.READ) as link:
        batches = reading.batches(link, 1)
    told = batches[6].entries[0]
    other = Payload(
        told.document, told.signature, (b'["c2FsdHNhbHRzYWx0c2FsdA","text","No."]',), {}
    )
    batches[6] = Batch(1, 7, [other])
    mirror.MirrorWriter(folder, house.keys.mirror, house.book.id).extend(batches)


def test_what_the_mirror_says_otherwise_is_never_sealed_nor_written_over(
    house: House, folder: Path
) -> None:
    lie(house, folder)
    house.open()
    house.book.settle()
    (found,) = house.book.verify(full=True)
    assert (found.kind, found.n) == (Kind.ALTERED, 7)
    assert found.why == Why.MIRROR_SAYS
    house.book.settle()
    assert sealed(house) == (8, 2)
    assert len(house.book.verify(full=True)) == 1
    assert accesses(house) == []
    assert len(list(folder.glob("*.lines"))) == 1


def test_what_the_mirror_said_otherwise_bounds_seals_until_all_of_it_is_true(
    house: House, folder: Path
) -> None:
    lie(house, folder)
    house.open()
    house.book.settle()
    assert len(house.book.verify(full=True)) == 1
    house.reopen()
    house.book.settle()
    assert sealed(house) == (8, 2)
    assert "from record 7 on" in house.book.health().doubts[0]
    for path in folder.glob("20*"):
        path.unlink()
    house.reopen()
    house.book.settle()
    assert sealed(house) == (8, 2)
    assert house.book.verify(full=True) == []
    assert sealed(house) == (8, 8)
    house.reopen()
    assert house.book.health().doubts == ()
    assert sealed(house) == (8, 8)


def test_what_was_found_damaged_and_not_yet_mended_is_mended_after_a_restart(
    house: House, folder: Path
) -> None:
    (path,) = folder.glob("*.lines")
    middle(path)
    with write_protected(folder):
        house.open()
        bad = house.book.verify(full=True)[0].n
        house.reopen()
        house.book.settle()
        assert sealed(house) == (8, bad - 5)
        house.book.close()
    house.open()
    house.book.settle()
    assert sealed(house) == (8, 8)
    assert house.reopen().health().doubts == ()
    assert house.book.verify(full=True) == []


def test_what_was_erased_here_and_not_there_is_told(house: House, folder: Path) -> None:
    house.open()
    house.book.settle()
    with Link(house.book._open.store, Mode.WRITE) as link, link.transaction():
        link.run("DROP TRIGGER value_as_is")
        link.run("DROP TRIGGER IF EXISTS value_stays")
        link.run("DELETE FROM value WHERE n = 7 AND name = 'text'")
    found = [(one.why, one.n) for one in house.book.verify(full=True)]
    assert (Why.MIRROR_ERASED, 7) in found


def test_a_book_that_is_not_true_itself_is_not_laid_into_the_mirror(
    house: House, folder: Path
) -> None:
    (path,) = folder.glob("*.lines")
    middle(path)
    house.open()
    house.book.settle()
    before = {one.name: one.read_bytes() for one in folder.glob("20*")}
    with Link(house.book._open.store, Mode.WRITE) as link:
        alter(link, 10, "text", "Not what was signed.")
    assert len(house.book.verify(full=True)) > 1
    house.book.settle()
    assert house.book.health().mirror == "pending"
    assert {one.name: one.read_bytes() for one in folder.glob("20*")} == before


@pytest.mark.parametrize("harm", ["cut", "gone", "values"])
def test_a_mirror_changed_while_the_book_is_open_is_written_again_in_order(
    house: House, folder: Path, harm: str
) -> None:
    house.open()
    house.post(line("Before."))
    house.book.settle()
    path = max(folder.glob("*.values" if harm == "values" else "*.lines"))
    if harm == "gone":
        path.unlink()
    else:
        os.truncate(path, path.stat().st_size // 2)
    house.post(line("After."))
    house.book.settle()
    assert house.book.health().mirror == "ok"
    assert house.book.health().doubts
    assert house.book.verify(full=True) == []
    house.book.close()
    assert damages(house, folder) == []
    assert len(entries(house, folder)) == house.open().reader().last_n()
