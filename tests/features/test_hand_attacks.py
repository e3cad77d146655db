"""The seven attacks of the manual, by hand and with the keys: the program answers as it says there.

What is expected is read from ``docs/manual/11-seven-attacks.md``: each row of its tables is one
attack, each cell in it what one check answers, word for word.
"""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.features.attacker import Attacker
from tests.features.attacks import ACTS, ME, Act, Demo, settle
from tests.torture.stale import prints

from deskinc import outside
from deskinc.book.book import Book
from deskinc.book.keys.vault import Vault
from deskinc.book.writing.timekeeper import told
from deskinc.desk import demo
from deskinc.desk.office import Office, Person
from deskinc.desk.papers import paper_seals
from deskinc.desk.signing_on.officers import officer_of
from deskinc.desk.trust import trust
from deskinc.errors import BookFault
from deskinc.proof.paper_seal import qr_text
from deskinc.proof.seal import parse_note

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "manual" / "11-seven-attacks.md"
NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)
WEEK_AGO = 24
"""How far the story was told when last week's files were laid aside."""

QUOTE = re.compile(r"“([^”]+)”")


@pytest.fixture(scope="session")
def demo_office(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The demo office, built once."""
    folder, old = (tmp_path_factory.mktemp(name) for name in ("demo", "last-week"))

    def lay_aside(done: int, _of: int) -> None:
        if done == WEEK_AGO:
            shutil.copytree(folder, old, dirs_exist_ok=True)

    demo.build(folder, NOW, lay_aside)
    keys = Vault.load(folder / "book").open(ME, demo.PASSPHRASE)
    with_rows = Attacker(folder, keys.shared())
    return Demo(folder, old, keys, str(with_rows.rows[-1].said("note")))


@pytest.fixture
def he(demo_office: Demo, tmp_path: Path) -> Attacker:
    """Somebody before a copy of the demo office."""
    root = tmp_path / "office"
    shutil.copytree(demo_office.folder, root)
    settle(root)
    return Attacker(root, demo_office.keys.shared())


def sections() -> Iterator[tuple[str, list[list[str]]]]:
    """The attacks of the manual: the name, and the cells of each row that is an act."""
    for part in MANUAL.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, _newline, body = part.partition("\n")
        rows = [row.strip("|").split("|") for row in body.splitlines() if row.startswith("|")]
        if name := re.sub(r"^\d+ ", "", title) if title[0].isdigit() else "":
            yield name, [[cell.strip() for cell in row] for row in rows[2:]]


ROWS = [
    pytest.param(act, cells, id=f"{name}: {act.__name__}")
    for name, rows in sections()
    for act, cells in zip(ACTS[name], rows, strict=True)
]


def test_the_manual_shows_the_seven_attacks_in_their_order() -> None:
    assert [name for name, _rows in sections()] == list(ACTS)
    assert len(ACTS) == 7


@pytest.mark.parametrize(("act", "cells"), ROWS)
def test_the_program_answers_as_the_manual_says(
    act: Act, cells: list[str], he: Attacker, demo_office: Demo, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    shown = act(he, demo_office)
    _does, opened, full, paper, outside_ = cells
    before = prints(he.root)
    try:
        book = Book.open(he.folder, demo_office.keys, now=lambda: NOW)
    except BookFault as fault:
        asked: tuple[set[str], set[str]] | None = None
        door = {fault.what}
    else:
        door = amber(book)
        office = desk(he, book, demo_office)
        held = against(office, demo_office.note)
        asked = ({one.why for one in trust.verify(office, full=True).faults}, held)
        book.close()
    assert quoted(opened) == door
    if asked is None:
        assert prints(he.root) == before
        assert full == paper == "–"
    else:
        assert (quoted(full), quoted(paper)) == asked
    path = tmp_path / "evidence.zip"
    path.write_bytes(he.bundle(shown.ns, shown.files or {}))
    given = ["--seal", demo_office.note] if shown.paper else []
    outside.main(["--json", *given, str(path)])
    (said,) = json.loads(capsys.readouterr().out)
    findings = [*said["findings"], *(f for one in said["records"] for f in one["findings"])]
    assert quoted(outside_) == {one["why"] for one in findings}
    assert outside_.startswith(said["verdict"])


def quoted(cell: str) -> set[str]:
    """The sentences a cell of the manual quotes."""
    return set(QUOTE.findall(cell))


def against(office: Office, note: str) -> set[str]:
    """What the program says when the paper is held against the book."""
    point = parse_note(note).checkpoint
    answer = paper_seals.check_paper(office, paper_seals.read_paper(qr_text(point), ""))
    return set() if answer.kind == "same" else {answer.sentence}


def desk(he: Attacker, book: Book, demo: Demo) -> Office:
    """The open book with somebody before it."""
    person = Person(officer_of(book.reader(), demo.keys), demo.keys)
    return Office(he.folder, Vault.load(he.folder), book, person, lambda: NOW)


def amber(book: Book) -> set[str]:
    """The sentences that stand under the top bar."""
    health = book.health()
    return {*health.doubts, *([told(health.step, "Europe/London")] if health.step else [])}
