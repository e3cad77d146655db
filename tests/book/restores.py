"""A lost book and what it is restored from, put in place as the desk does it."""

import shutil
from dataclasses import replace
from pathlib import Path

from tests.book.houses import House, line
from tests.book.kept import untold

from deskinc.book.backups.folders import Backup
from deskinc.book.disk.station import Hold
from deskinc.book.erasure import erasable
from deskinc.book.erasure.erasure_list import Erased
from deskinc.book.record import Draft, Signer
from deskinc.book.restore import restoring, surveying, swapping
from deskinc.book.restore.restoring import Built
from deskinc.book.restore.surveying import Kind, Places, Source
from deskinc.proof.canonical import b64


def home(house: House) -> Path:
    """The mirror's folder of the book."""
    return house.mirror / b64(house.book.id)


def places(house: House, kind: Kind = "mirror", source: Path | None = None) -> Places:
    """What is restored from where."""
    there = home(house)
    return Places(house.folder, kind, source or there, there, house.keys, house.book.id)


def rebuilt(house: House, what: Places, second: Signer, reason: str = "The disk died.") -> Built:
    """Restore and put it in place, as the desk does."""
    hold = Hold(house.folder)
    try:
        built = restoring.build(what, untold)
        shutil.copy(home(house) / "slots.json", built.new / "slots.json")
        restoring.declare(built, reason, house.me, second, house.now)
        swapping.decide(house.folder)
        assert swapping.finish(house.folder)
    finally:
        hold.release()
    return built


def surveyed(what: Places) -> Source:
    """How far a source leads."""
    found = surveying.survey(what, untold)
    assert found is not None
    return found


def texts(house: House) -> list[str]:
    """All lines of the book, oldest first."""
    read = house.book.reader()
    ns = list(read.entry_ns())
    return [text for _n, text in sorted(read.texts(ns).items())]


def sound(house: House) -> None:
    """Nothing is wrong with the book, its lines are counted on, and both stores agree."""
    assert house.book.verify(full=True) == []
    read = house.book.reader()
    rows = read.entries(list(read.entry_ns()))
    assert [row.line for row in rows] == list(range(1, len(rows) + 1))
    house.book.settle()
    assert house.book.health().mirror == "ok"
    assert house.book.health().doubts == ()


def damage(path: Path) -> None:
    """Overwrite the middle of a file."""
    raw = bytearray(path.read_bytes())
    middle = len(raw) // 2
    raw[middle : middle + 64] = bytes(64)
    path.write_bytes(raw)


def thirty(house: House) -> list[str]:
    """Thirty more lines, then the book is closed and the mirror's lines are damaged; all texts."""
    for number in range(30):
        house.post(line(f"More {number}"))
    house.book.settle()
    before = texts(house)
    house.book.close()
    (lines,) = home(house).glob("*.lines")
    damage(lines)
    return before


def alone(house: House, made: Backup) -> Places:
    """Nothing is left but that backup; the next mirror begins with what lies in it."""
    house.book.close()
    (house.folder / "book.db").unlink()
    shutil.rmtree(home(house))
    shutil.copytree(made.folder, home(house))
    return replace(places(house, "backup", made.folder), mirror=None)


def erase(house: House, other: Signer, n: int) -> bytes:
    """Two people erase the text of a line."""
    record = house.book.reader().record(n)
    act = house.post(erasable.act([Erased(record.id, "text")], "request"))[0]
    said = {"act": b64(act.leaf), "meaning": "Erase it."}
    house.post(Draft("countersign", {**said}, thread=act.thread), signer=other)
    house.book.settle()
    return record.id


def nothing_of(house: House, word: str) -> None:
    """The word is nowhere in the unlocked database, nor found."""
    link = house.book.reader().link
    assert house.book.reader().search(word) == []
    for table, column in (("value", "raw"), ("words", "body"), ("words", "more")):
        sql = f"SELECT count(*) FROM {table} WHERE instr(CAST({column} AS BLOB), ?)"  # noqa: S608
        assert link.one(sql, (word.encode(),)) == 0
    sql = "SELECT count(*) FROM search_data WHERE instr(block, ?)"
    assert link.one(sql, (word[:6].lower().encode(),)) == 0
