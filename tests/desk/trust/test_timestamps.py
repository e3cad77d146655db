"""Outside time at the desk: seals wait while nobody answers, and are stamped once somebody does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.book.authorities import Authority, authority, served
from tests.desk.offices import Desk

from deskinc.book.leaving.timestamps import NoTime
from deskinc.desk import settings
from deskinc.desk.trust import timestamps, trust
from deskinc.errors import InvalidForm
from deskinc.proof.canonical import b64, unb64


@pytest.fixture
def tsa(tmp_path: Path) -> Iterator[Authority]:
    """An authority on loopback."""
    made = authority(tmp_path / "tsa")
    server = served(made)
    yield made
    server.shutdown()
    server.server_close()


def named(desk: Desk, tsa: Authority) -> None:
    """Name the authority in the settings."""
    settings.change(desk.office, {"tsa": tsa.url, "tsa_root": tsa.root}).result()
    desk.office.book.settle()


def seal(desk: Desk, words: str) -> None:
    """A line, and a seal after it."""
    desk.post(words)
    trust.seal(desk.office).result()


def test_without_an_authority_nothing_waits(desk: Desk) -> None:
    seal(desk, "One.")
    assert timestamps.waiting(desk.office) == []
    assert timestamps.sentence(desk.office) == "No time authority is asked."


def test_a_seal_is_stamped_by_the_desk_and_all_verifies(desk: Desk, tsa: Authority) -> None:
    seal(desk, "Before anybody was named.")
    named(desk, tsa)
    seal(desk, "After.")
    (one,) = timestamps.waiting(desk.office)
    token = timestamps.in_background(one).result()
    (record,) = timestamps.keep(desk.office, one, token).result().records
    row = desk.office.read.last_seal()
    assert row is not None
    assert (record.form, record.author) == ("stamp", "desk")
    assert record.values["seal"] == b64(desk.office.read.record(row.n).leaf)
    assert tsa.holds(unb64(str(record.values["token"])), row.note.encode())
    assert timestamps.waiting(desk.office) == []
    said = timestamps.sentence(desk.office)
    assert said.startswith("1 seal stamped, the last at 20")
    assert said.endswith("by Example Time.")
    assert desk.verifies()
    desk.reopen()
    assert len(desk.office.read.stamps()) == 1


def test_offline_they_wait_and_only_the_newest_are_asked_for(desk: Desk, tsa: Authority) -> None:
    named(desk, tsa)
    for i in range(timestamps.NEWEST + 3):
        seal(desk, f"Night {i}.")
    tsa.status = 503
    waiting = timestamps.waiting(desk.office)
    with pytest.raises(NoTime, match="answered 503"):
        timestamps.in_background(waiting[0]).result()
    said = timestamps.sentence(desk.office, "Nobody answers.")
    assert said == "No seal is stamped yet. 5 seals wait. Nobody answers."
    tsa.status = 200
    newest = desk.office.read.last_seal()
    assert newest is not None
    assert waiting[0].note == newest.note
    while waiting := timestamps.waiting(desk.office):
        token = timestamps.stamp(waiting[0])
        timestamps.keep(desk.office, waiting[0], token).result()
    assert len(desk.office.read.stamps()) == timestamps.NEWEST


def test_an_address_that_nobody_can_ask_is_refused(desk: Desk) -> None:
    for url in (
        "time.example.org",
        "ftp://time.example.org",
        "http://me@host/",
        "https:///x",
        "x y",
    ):
        with pytest.raises(InvalidForm, match="Write the address"):
            settings.change(desk.office, {"tsa": url})
    settings.change(desk.office, {"tsa": "https://time.example.org:8443/tsr?x=1"}).result()
    settings.change(desk.office, {"tsa": None}).result()
    desk.office.book.settle()
    assert desk.office.site.tsa == ""


def test_a_certificate_that_is_none_is_said(desk: Desk, tsa: Authority) -> None:
    settings.change(desk.office, {"tsa": tsa.url, "tsa_root": "hello"}).result()
    seal(desk, "One.")
    with pytest.raises(NoTime, match="cannot be read"):
        timestamps.stamp(timestamps.waiting(desk.office)[0])
