"""A file brought back is judged in a child process as outside, and held against this book."""

import re
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from tests.desk.offices import (
    BOSS,
    MANAGER,
    OFFICER,
    PHRASES,
    Desk,
    Prepared,
    Ticking,
    copied,
    desk_of,
    ready,
)
from tests.proof import bundles as written
from tests.proof.chains import Maker

from deskinc.desk.papers import brought_back, bundles
from deskinc.desk.papers.brought_back import Ours, judge
from deskinc.desk.shift import handover
from deskinc.errors import DeskError
from deskinc.proof.container import unpack
from deskinc.proof.extract import MAX_JSON


@pytest.fixture
def bundle(desk: Desk, tmp_path: Path) -> Path:
    """A bundle of one line, saved by the manager."""
    desk.post("He slid by the sink.")
    return left(desk, tmp_path)


def left(desk: Desk, below: Path) -> Path:
    """A bundle of the first line, as it left."""
    before = desk.sit(MANAGER)
    made = bundles.make(desk.office, bundles.Wanted(first=1, last=1))
    desk.office.become(before)
    path = below / made.name
    bundles.save(made, path)
    return path


def test_a_bundle_of_this_book_is_valid_and_ours(desk: Desk, bundle: Path) -> None:
    told = judge(desk.office, bundle)
    assert (told.kind, told.ours, told.whys, told.good) == ("VALID", Ours.YES, (), True)
    assert "agrees with the book" in told.of_ours
    assert f"{told.size} records" in told.of_ours
    assert dict(told.facts)["Holds"].startswith("4 records, ")
    assert "He slid by the sink." in told.text


def test_the_window_names_no_option_of_a_terminal_and_prints_no_certificate(
    desk: Desk, bundle: Path
) -> None:
    said = judge(desk.office, bundle).text
    assert not re.search(r"(?<!\S)--\w", said)  # a key may hold two hyphens
    assert "Whether it is the key of this book is said above." in said
    assert "certificate: not for reading, " in said
    values = [line.partition(": ")[2] for line in said.splitlines() if line.startswith(" " * 9)]
    assert all(len(word) <= 64 for value in values for word in value.split())


def test_it_stays_ours_while_the_book_goes_on(desk: Desk, bundle: Path) -> None:
    for _i in range(300):
        desk.post("Patrol.")
    assert judge(desk.office, bundle).good


def test_a_signed_handover_book_names_its_signers(desk: Desk, tmp_path: Path) -> None:
    desk.sign_on()
    given = ready(handover.prepare(desk.office))
    done = handover.complete(desk.office, given, PHRASES[BOSS], OFFICER, PHRASES[OFFICER])
    path = tmp_path / "handover.pdf"
    path.write_bytes(done.signed.pdf)
    told = judge(desk.office, path)
    assert told.good, told.whys
    assert dict(told.facts)["Signed by"] == f"{BOSS}, {OFFICER}"
    path.write_bytes(done.signed.pdf.replace(b"/Type", b"/Tipe", 1))
    assert judge(desk.office, path).kind != "VALID"


def test_an_extract_by_itself_is_judged_too(desk: Desk, bundle: Path, tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(bytes(unpack(memoryview(bundle.read_bytes()))["bundle.json"]))
    assert judge(desk.office, path).good


def test_a_changed_byte_is_altered_and_the_reason_is_said(desk: Desk, bundle: Path) -> None:
    data = bytearray(bundle.read_bytes())
    data[len(data) // 2] ^= 1
    bundle.write_bytes(data)
    told = judge(desk.office, bundle)
    assert told.kind == "ALTERED"
    assert not told.good
    assert told.whys
    assert told.ours is Ours.UNSEALED


@pytest.mark.parametrize(
    ("data", "kind"),
    [(b"", "INCOMPLETE"), (b"%PDF-1.7 and nothing else", "ALTERED"), (b"\0" * 9000, None),
     (b'{"v":1}', None), (b"{" * 200_000, None), (b"{" + b" " * MAX_JSON, None)],
)  # fmt: skip
def test_whatever_it_is_there_is_an_answer(
    desk: Desk, tmp_path: Path, data: bytes, kind: str | None
) -> None:
    path = tmp_path / "found.bin"
    path.write_bytes(data)
    told = judge(desk.office, path)
    assert told.kind == (kind or told.kind) != "VALID"
    assert (told.ours, told.good) == (Ours.UNSEALED, False)
    assert told.whys


def test_a_bundle_of_another_book_is_valid_but_not_ours(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "evidence.zip"
    path.write_bytes(written.parts().packed)
    told = judge(desk.office, path)
    assert (told.kind, told.ours, told.good) == ("VALID", Ours.FOREIGN, False)


def test_a_book_made_up_under_our_name_is_told_by_its_key(desk: Desk, tmp_path: Path) -> None:
    @dataclass
    class Ourselves(Maker):
        @property
        def book(self) -> bytes:
            return desk.office.book.id

    made = Ourselves().open()
    made.line()
    made.seal()
    path = tmp_path / "evidence.zip"
    path.write_bytes(written.parts(made, files=()).packed)
    told = judge(desk.office, path)
    assert (told.kind, told.ours) == ("VALID", Ours.OTHER_KEY)


def test_a_book_that_went_another_way_is_told_by_its_tree(
    prepared: Prepared, desk: Desk, tmp_path: Path, clock: Ticking
) -> None:
    twin = desk_of(copied(prepared, tmp_path / "twin"), dict(prepared.people), clock)
    twin.post("He slid by the sink.")
    path = left(twin, tmp_path)
    twin.office.close()
    told = judge(desk.office, path)
    assert (told.kind, told.ours) == ("VALID", Ours.OTHER_TREE), "longer than the book"
    for _i in range(9):
        desk.post("Something else.")
    told = judge(desk.office, path)
    assert (told.kind, told.ours, told.good) == ("VALID", Ours.OTHER_TREE, False)
    assert "check the whole book" in told.of_ours


def test_many_findings_are_counted(desk: Desk, tmp_path: Path) -> None:
    made = written.desk()
    for _i in range(30):
        made.line()
    made.seal()
    parts = written.parts(made)
    for one in parts.told["records"]:
        one["signature"] = "A" * 86
    path = tmp_path / "evidence.zip"
    path.write_bytes(parts.packed)
    told = judge(desk.office, path)
    assert told.kind == "ALTERED"
    assert "findings more" in told.whys[-1]
    assert len(told.whys) == 21


def test_the_block_is_bounded(desk: Desk, bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brought_back, "TEXT", 100)
    text = judge(desk.office, bundle).text
    assert len(text) < 200
    assert text.endswith("deskinc-verify --values")


def test_what_cannot_be_read_is_said(desk: Desk, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "not there.zip"):
        with pytest.raises(DeskError, match="cannot be read") as caught:
            judge(desk.office, path)
        assert caught.value.todo


@pytest.mark.parametrize(
    "code",
    [
        "os.abort()",
        "sys.stdout.write('not a frame')",
        "sys.stdout.buffer.write(wire.pack({'info': {}}))",
        "sys.stdout.buffer.write(wire.pack({'info': {'verdict': 'GOOD', 'whys': [], 'more': 0}}))",
        "sys.stdout.buffer.write(wire.pack({'info': {'verdict': 'VALID', 'whys': 7, 'more': 0}}))",
    ],
)
def test_a_child_that_was_taken_over_makes_nothing_valid(
    desk: Desk, bundle: Path, code: str
) -> None:
    child = [sys.executable, "-I", "-c", f"import os, sys\nfrom deskinc.intake import wire\n{code}"]
    with pytest.raises(DeskError, match="made the program that judges it fail"):
        judge(desk.office, bundle, child)


def test_judging_writes_nothing(desk: Desk, bundle: Path) -> None:
    before = desk.office.read.last_n(), sha256(bundle.read_bytes()).digest()
    judge(desk.office, bundle)
    assert (desk.office.read.last_n(), sha256(bundle.read_bytes()).digest()) == before
