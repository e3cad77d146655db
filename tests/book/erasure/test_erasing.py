"""D42, erasure: two people take a person out of the book, and every proof still holds."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.book import scanning
from tests.book.erasures import NAME, erase, found, hold, listed, mirror_of, told
from tests.book.houses import House, line
from tests.book.kept import backed_up, staff
from tests.book.restores import places, rebuilt

from deskinc.book.disk.station import ATTACHMENTS, DATABASE
from deskinc.book.erasure import erasable
from deskinc.book.erasure.erasure_list import Erased, Erasures
from deskinc.book.record import Draft
from deskinc.errors import DeskError
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64


def test_d42_after_erasing_a_person_no_byte_of_the_book_or_its_mirror_says_the_name(
    house: House,
) -> None:
    second = house.enrol("Ada Lund")
    erased = told(house)
    house.book.settle()
    house.book.close()
    assert found(house, NAME) >= {"pages", "tables", "attachments", "mirror"}
    house.open()
    house.book.seal().result()
    act, signed = erase(house, erased, second)
    house.book.settle()
    assert house.book.verify(full=True) == []
    assert house.book.verify() == []
    assert house.book.reader().search(NAME) == []
    assert house.book.reader().erased([act.n, signed.n]) == {}
    house.book.close()
    assert found(house, NAME, "020 7946 0991") == set()
    assert listed(house) == Erasures(house.book.id, frozenset(erased))
    house.open()
    assert house.book.verify(full=True) == []
    house.book.seal().result()
    house.post(line("Goes on."))
    assert house.book.verify(full=True) == []


def test_d42_an_older_copy_put_back_says_nothing_either(house: House, tmp_path: Path) -> None:
    second = staff(house)
    erased = told(house)
    made = backed_up(house, tmp_path / "disk")
    erase(house, erased, second)
    house.book.close()
    mirror, before = (
        mirror_of(house),
        scanning.where([NAME], made.folder, mirror_of(house), house.keys, house.book.id),
    )
    assert before >= {"pages", "tables", "attachments"}
    (house.folder / DATABASE).unlink()
    rebuilt(house, places(house, "backup", made.folder), second)
    house.open()
    house.book.settle()
    assert house.book.verify(full=True) == []
    house.book.close()
    assert scanning.where([NAME], house.folder, mirror, house.keys, house.book.id) == set()


def test_what_is_typed_after_an_erasure_that_waits_is_not_thrown_away(house: House) -> None:
    second = house.enrol("Ada Lund")
    erased = told(house)
    house.book.remember("checks", b"7").result()
    reader = house.book.reader()
    house.book._writer._link.driver.execute("PRAGMA busy_timeout = 50")
    with reader.link.snapshot():
        assert reader.last_n()
        erase(house, erased[:1], second)
        assert house.book.unerased() == {"book"}
        assert any("not finished" in one for one in house.book.health().doubts)
        house.book.settle()
        assert not listed(house).erased
        house.book.keep_unsent("somebody entry", b"typed since").result()
        house.book._writer.erase()
    house.reopen()
    assert house.book.unsent() == {"somebody entry": b"typed since"}
    assert house.book.remembered("checks") == b"7"
    assert house.book.unerased() == frozenset()
    house.book.settle()
    assert listed(house).erased == frozenset(erased[:1])


def test_one_person_alone_erases_nothing(house: House) -> None:
    second = house.enrol("Ada Lund")
    (record,) = house.post(line(f"{NAME} let in."))
    (act,) = house.post(erasable.act([Erased(record.id, "text")], "consent"))
    sign: dict[str, Value] = {"act": b64(act.leaf), "meaning": "I confirm the erasure."}
    with pytest.raises(DeskError, match="Another person"):
        house.post(Draft("countersign", sign, thread=act.id))
    assert house.reopen().reader().record(record.n).values["text"] == f"{NAME} let in."
    assert house.book.verify(full=True) == []
    house.post(Draft("countersign", sign, thread=act.id), signer=second)
    assert "text" not in house.book.reader().record(record.n).values


def test_what_proofs_stand_on_is_never_erased(house: House) -> None:
    (sealed,) = house.book.seal().result().records
    (officer,) = house.book.reader().records([2]).values()
    for record, field in [(sealed, "note"), (officer, "signing_key"), (officer, "state")]:
        with pytest.raises(DeskError, match="can never be erased"):
            house.post(erasable.act([Erased(record.id, field)], "order"))


def test_an_erasure_names_values_that_are_there(house: House) -> None:
    second = house.enrol("Ada Lund")
    (record,) = house.post(line("Seen."))
    erase(house, [Erased(record.id, "text")], second)
    with pytest.raises(DeskError, match="not there any more"):
        house.post(erasable.act([Erased(record.id, "text")], "consent"))
    for erased in ([], [Erased(bytes(16), "text")]):
        with pytest.raises(ValueError, match="eras"):
            house.post(erasable.act(erased, "consent"))
    row: dict[str, Value] = {
        "basis": {"code": "order", "text": "x"},
        "erased/1/record": b64(record.id),
    }
    with pytest.raises(ValueError, match="without a field"):
        house.post(Draft("erase", row))


def test_a_held_thread_is_not_erased_until_it_is_released(house: House) -> None:
    second = house.enrol("Ada Lund")
    (incident,) = house.post(Draft("incident", {"title": f"{NAME} slipped"}))
    ref: Value = {"id": b64(incident.id), "text": "INC"}
    (named,) = house.post(line(f"{NAME} brought home.", incident=ref))
    erased = [Erased(incident.id, "title"), Erased(named.id, "text")]
    (held,) = house.post(hold(incident))
    for one in erased:
        with pytest.raises(DeskError, match="Claim 17 is open"):
            house.post(erasable.act([one], "request"))
    house.post(hold(incident, "released", held.thread))
    (act,) = house.post(erasable.act(erased, "request"))
    sign: dict[str, Value] = {"act": b64(act.leaf), "meaning": "I confirm the erasure."}
    (again,) = house.post(hold(incident))
    with pytest.raises(DeskError, match="is held"):
        house.post(Draft("countersign", sign, thread=act.id), signer=second)
    assert [row.state for row in house.book.reader().holds()] == ["released", "held"]
    house.post(Draft("strike", {"reason": "put twice"}, amends=again.id))
    house.post(Draft("countersign", sign, thread=act.id), signer=second)
    assert house.book.reader().search(NAME) == []
    assert house.book.verify(full=True) == []


def test_a_picture_that_another_record_names_stays(house: House) -> None:
    second = house.enrol("Ada Lund")
    (incident,) = house.post(Draft("incident", {"title": "Slip"}))
    photo = house.book.attach(b"picture", "a.jpg", "image/jpeg")
    drafts = [
        Draft("photo", {"original": dict(photo.value)}, thread=incident.id,
              files={"original": photo.key})
        for _twice in range(2)
    ]  # fmt: skip
    one, other = house.post(*drafts)
    erase(house, [Erased(one.id, "original")], second)
    assert house.book.read_file(other.n, "original") == b"picture"
    erase(house, [Erased(other.id, "original")], second)
    house.book.settle()
    for folder in (house.folder, mirror_of(house)):
        assert not list((folder / ATTACHMENTS).iterdir())
    again = house.book.attach(b"picture", "a.jpg", "image/jpeg")
    assert again.key != photo.key
    assert house.book.verify(full=True) == []


def test_papers_are_made_of_what_is_left_but_not_of_what_was_taken(house: House) -> None:
    second = house.enrol("Ada Lund")
    erased = told(house)
    house.book.seal().result()
    erase(house, erased, second)
    read = house.book.reader()
    incident = read.by_id(erased[2].record)
    assert incident is not None
    assert set(read.erased([incident.n])[incident.n]) == {
        "people/1/name", "people/1/phone", "narrative"
    }  # fmt: skip
    with read.checked() as proved:
        assert [r.form for r in proved.thread(incident.id)] == ["incident", "photo", "incident"]
        proved.whole_since(1)
    link = house.book._writer._link
    with link.transaction():
        link.run("DROP TRIGGER value_stays")
        link.run("DELETE FROM value WHERE n = ? AND name = 'title'", (incident.n,))
    with pytest.raises(DeskError, match="is missing"), read.checked() as proved:
        proved.records([incident.n])
    with pytest.raises(DeskError, match="is missing"), read.checked() as proved:
        proved.whole_since(1)
    assert house.book.verify(full=True) != []


def test_the_name_of_an_officer_can_be_erased_and_the_signatures_still_hold(house: House) -> None:
    second = house.enrol("Ada Lund")
    (mine,) = house.book.reader().records([2]).values()
    erase(house, [Erased(mine.id, "name"), Erased(mine.id, "initials")], second)
    (record,) = house.post(line("Goes on."))
    with house.book.reader().checked() as proved:
        assert proved.records([record.n])
    assert house.book.verify(full=True) == []
    assert house.reopen().reader().persons()[0].name is None


STEPS = [
    ("book/erasure/erasing.py", "finish", "call", 2),
    ("book/erasure/erasing.py", "drop", "return", 1),
    ("book/erasure/erasing.py", "_remove", "return", 1),
    ("registers/renewing.py", "renew", "return", 1),
    ("book/erasure/erasing.py", "_written_anew", "call", 1),
    ("book/erasure/erasing.py", "_separators_left", "return", 1),
    ("book/erasure/erasing.py", "_written_anew", "return", 1),
    ("book/erasure/erasing.py", "finish", "return", 2),
    ("book/mirror/erasing.py", "finish", "call", 2),
    ("book/mirror/erasing.py", "_files", "return", 1),
    ("book/mirror/erasing.py", "_rewrite", "call", 1),
    ("book/mirror/erasing.py", "_packed", "return", 1),
    ("book/mirror/erasing.py", "_header", "return", 1),
    ("book/mirror/erasing.py", "_rewrite", "return", 1),
    ("book/erasure/erasure_list.py", "write", "call", 1),
]
"""Where the process falls: file, function, at its call or its return, and the how manieth."""


@pytest.mark.parametrize("step", STEPS, ids=lambda step: " ".join(step[:3]))
def test_an_erasure_cut_off_anywhere_is_finished_at_the_next_opening(
    house: House, step: tuple[str, str, str, int]
) -> None:
    second = house.enrol("Ada Lund")
    erased = told(house)
    (act,) = house.post(erasable.act(erased, "request"))
    house.book.settle()
    house.book.close()
    said = {
        "folder": str(house.folder),
        "database": house.keys.database.hex(),
        "mirror": house.keys.mirror.hex(),
        "seed": second.private.private_bytes_raw().hex(),
        "author": second.author,
        "act": b64(act.leaf),
        "thread": act.thread.hex(),
        "at": step,
    }
    ran = subprocess.run(
        [sys.executable, "-m", "tests.book.cut_erasure"],
        input=json.dumps(said), text=True, capture_output=True, check=False,
        cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    house.open()
    assert house.book.reader().search(NAME) == []
    house.book.settle()
    assert house.book.verify(full=True) == []
    house.book.close()
    assert found(house, NAME) == set()
