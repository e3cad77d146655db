"""The book's behaviour: lines go in once, in order, signed, and stand after reopening."""

import errno
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Thread

import pytest
from bench.bulk import bulk
from tests.book.houses import House, found, issuers, line, officer

from deskinc.book.book import Book, Founding
from deskinc.book.disk.station import Hold
from deskinc.book.keys.slots import Keys
from deskinc.book.record import Draft, new_id
from deskinc.errors import BookFault, DeskError
from deskinc.proof.canonical import b64
from deskinc.proof.findings import Kind


def test_a_line_is_saved_in_both_stores_with_its_numbers(house: House) -> None:
    saved = house.write(line("All quiet.")).result()
    (record,) = saved.records
    assert saved.mirrored
    assert (record.n, record.line) == (4, 1)
    assert record.day == f"{record.written:%Y-%m-%d}/1"
    assert record.author == house.me.author
    assert house.book.health().mirror == "ok"


def test_what_was_written_is_read_back_value_for_value(house: House) -> None:
    happened = {"t": "2026-11-21T20:00:00+00:00", "p": "min"}
    draft = line("Grüße <suspect> 警备", action="Called", happened=happened)
    (record,) = house.post(draft)
    read = house.book.reader().record(record.n)
    assert read == record
    assert dict(read.values) == dict(draft.values)


def test_the_same_id_twice_is_one_line(house: House) -> None:
    draft = line("Once.")
    first, second = house.write(draft), house.write(draft)
    assert first.result().records == second.result().records
    assert second.result().mirrored
    assert house.book.reader().last_line() == 1


def test_the_same_id_with_other_words_is_refused(house: House) -> None:
    own = new_id()
    house.post(Draft("occurrence", {"text": "One."}, id=own))
    with pytest.raises(DeskError, match="other words"):
        house.post(Draft("occurrence", {"text": "Two."}, id=own))


def test_a_transaction_half_written_before_is_a_bug(house: House) -> None:
    known = line("Known.")
    house.post(known)
    with pytest.raises(ValueError, match="already"):
        house.post(known, line("New."))
    with pytest.raises(ValueError, match="already"):
        house.post()


def test_drafts_that_belong_together_name_their_first(house: House) -> None:
    first, second = house.post(line("One."), line("Two."))
    assert first.doc.batch == second.doc.batch == first.id
    assert (first.line, second.line) == (1, 2)


def test_a_correction_marks_the_line_it_replaces(house: House) -> None:
    (old,) = house.post(line("Rong."))
    (new,) = house.post(Draft("occurrence", {"text": "Right.", "reason": "typing"}, amends=old.id))
    assert new.thread == old.id
    assert new.line == 2
    before, after = house.book.reader().entries([old.n, new.n])
    assert (before.replaced, before.struck, after.amends) == (new.n, None, old.n)


def test_a_line_corrected_before_is_refused_and_the_newer_text_shown(house: House) -> None:
    (old,) = house.post(line("Rong."))
    house.post(Draft("occurrence", {"text": "Right."}, amends=old.id))
    with pytest.raises(DeskError, match="line 2 stands instead: Right"):
        house.post(Draft("occurrence", {"text": "Also right."}, amends=old.id))


def test_a_struck_line_can_be_neither_corrected_nor_struck_again(house: House) -> None:
    (old,) = house.post(line("Rong."))
    (strike,) = house.post(Draft("strike", {"reason": "wrong book"}, amends=old.id))
    assert house.book.reader().entries([old.n])[0].struck == strike.n
    with pytest.raises(DeskError, match="struck before, by line 2"):
        house.post(Draft("occurrence", {"text": "Right."}, amends=old.id))
    with pytest.raises(DeskError, match="cannot be corrected"):
        house.post(Draft("strike", {"reason": "strike of a strike"}, amends=strike.id))


def test_one_transaction_does_not_amend_a_record_twice(house: House) -> None:
    (old,) = house.post(line("Rong."))
    twice = [Draft("occurrence", {"text": text}, amends=old.id) for text in ("A", "B")]
    with pytest.raises(DeskError, match="before"):
        house.post(*twice)
    assert house.book.reader().last_line() == 1


def test_a_pin_corrected_bears_no_line(house: House) -> None:
    (incident,) = house.post(Draft("incident", {"title": "Slip"}))
    point = {"plan": b64(bytes(16)), "x": 1, "y": 2}
    (pin,) = house.post(Draft("pin", {"point": point}, thread=incident.id))
    (moved,) = house.post(Draft("pin", {"point": point | {"x": 9}}, amends=pin.id))
    assert moved.line is None
    assert [(p.x, p.gone) for p in house.book.reader().pins()] == [(1, moved.n), (9, None)]


def test_an_incident_is_followed_up_and_never_replaced(house: House) -> None:
    (incident,) = house.post(Draft("incident", {"title": "Slip"}))
    with pytest.raises(DeskError, match="cannot be corrected"):
        house.post(Draft("incident", {"title": "Fall"}, amends=incident.id))


def test_amending_or_following_what_is_not_there_is_a_bug(house: House) -> None:
    with pytest.raises(ValueError, match="no such record"):
        house.post(Draft("strike", {"reason": "?"}, amends=new_id()))
    with pytest.raises(ValueError, match="no such thread"):
        house.post(Draft("incident", {"title": "?"}, thread=new_id()))
    (incident,) = house.post(Draft("incident", {"title": "Slip"}))
    (follow,) = house.post(Draft("incident", {"title": "Fall"}, thread=incident.id))
    with pytest.raises(ValueError, match="no such thread"):
        house.post(Draft("incident", {"title": "?"}, thread=follow.id))


def test_a_stranger_cannot_sign(house: House) -> None:
    _draft, stranger = officer("Un Known")
    with pytest.raises(DeskError, match="list of officers"):
        house.post(line("Hello."), signer=stranger)


def test_an_officer_who_is_suspended_cannot_sign_any_more(house: House) -> None:
    other = house.enrol("Ada Lund")
    house.post(line("Here."), signer=other)
    thread = house.book.reader().persons()[1].thread
    gone = {"state": {"code": "suspended", "text": "Suspended"}}
    house.post(Draft("officer", gone, thread=thread))
    with pytest.raises(DeskError, match="list of officers"):
        house.post(line("Still here."), signer=other)


def test_the_desk_enrols_nobody(house: House) -> None:
    draft, _signer = officer("Ada Lund")
    with pytest.raises(DeskError, match="person"):
        house.post(draft, signer=house.book.desk_signer())


def test_nobody_countersigns_his_own_act(house: House) -> None:
    (act,) = house.post(Draft("handover", {"post": "Gate"}))
    sign = Draft("countersign", {"act": b64(act.leaf), "meaning": "taken"}, thread=act.id)
    with pytest.raises(DeskError, match="nother person"):
        house.post(sign)
    other = house.enrol("Ada Lund")
    (signed,) = house.post(sign, signer=other)
    assert house.book.reader().handovers()[0].countersigned == signed.n


def test_an_auditor_countersigns_nothing(house: House) -> None:
    (act,) = house.post(Draft("handover", {"post": "Gate"}))
    draft, other = officer("Ada Lund", "auditor")
    held = {name: value for name, value in draft.values.items() if name != "roles/officer"}
    house.post(replace(draft, values=held))
    sign = Draft("countersign", {"act": b64(act.leaf), "meaning": "taken"}, thread=act.id)
    with pytest.raises(DeskError, match="No role"):
        house.post(sign, signer=other)
    assert house.book.verify(full=True) == []


def test_a_countersignature_of_nothing_is_a_bug(house: House) -> None:
    (act,) = house.post(Draft("handover", {"post": "Gate"}))
    other = house.enrol("Ada Lund")
    sign = Draft("countersign", {"act": b64(bytes(32)), "meaning": "taken"}, thread=act.id)
    with pytest.raises(ValueError, match="act"):
        house.post(sign, signer=other)


def test_a_lone_surrogate_never_reaches_the_book(house: House) -> None:
    with pytest.raises(ValueError, match="text"):
        house.post(line("\ud800"))
    assert house.book.reader().last_line() == 0
    assert house.post(line("Fine."))[0].line == 1


def test_the_book_stands_after_reopening(house: House) -> None:
    records = [house.post(line(f"Line {i}."))[0] for i in range(5)]
    book = house.reopen()
    assert list(book.reader().records(r.n for r in records).values()) == records
    assert house.post(line("After."))[0].line == 6
    assert book.verify(full=True) == []


def test_a_listener_hears_each_transaction_once(house: House) -> None:
    heard: list[int] = []

    def listen(records: object) -> None:
        assert isinstance(records, tuple)
        heard.extend(record.n for record in records)

    house.book.listen(listen)
    draft = line("Heard.")
    house.post(draft)
    house.post(draft)
    house.book.unlisten(listen)
    house.book.unlisten(listen)
    house.post(line("Not heard."))
    assert heard == [4]


def test_a_listener_that_fails_stops_nobody(house: House) -> None:
    def fails(_records: object) -> None:
        raise RuntimeError

    house.book.listen(fails)
    assert house.post(line("One."))[0].line == 1
    assert house.post(line("Two."))[0].line == 2


def test_many_threads_write_one_chain(house: House) -> None:
    def many(start: int) -> None:
        for i in range(10):
            house.post(line(f"{start + i}"))
            house.book.reader().newest(3)

    threads = [Thread(target=many, args=(100 * t,)) for t in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert house.book.reader().last_line() == 40
    assert house.book.verify(full=True) == []


def test_bulk_writes_whole_transactions(house: House) -> None:
    assert bulk(house.book, (line(f"{i}") for i in range(2100)), house.me) == 2100
    assert bulk(house.book, [], house.me) == 0
    house.book.settle()
    assert house.book.reader().last_line() == 2100
    assert house.book.health().pending == 0


def test_unsent_text_survives_and_is_outside_the_chain(house: House) -> None:
    house.book.keep_unsent("entry", b"half a li").result()
    house.book.keep_unsent("entry", b"half a line").result()
    house.book.keep_unsent("other", b"x").result()
    house.book.drop_unsent("other").result()
    assert house.reopen().unsent() == {"entry": b"half a line"}
    assert house.book.reader().last_n() == 3


def test_a_closed_book_answers_nobody(house: House) -> None:
    house.book.close()
    house.book.close()
    with pytest.raises(RuntimeError, match="closed"):
        house.write(line("Late."))
    outcome: list[BaseException] = []

    def ask() -> None:
        try:
            house.book.reader()
        except RuntimeError as error:
            outcome.append(error)

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert len(outcome) == 1


def test_there_is_no_second_book_in_a_folder(house: House) -> None:
    ca, relief = issuers()
    with pytest.raises(BookFault, match="already"):
        Book.create(house.folder, house.mirror, house.keys, Founding.fresh(ca.certificate, relief))


def test_the_site_keys_lie_in_the_book_only(tmp_path: Path) -> None:
    house = found(tmp_path)
    founding = house.book.founding
    secrets = (founding.site.private_bytes_raw(), founding.relief.private)
    assert house.book.note_key == founding.note_key
    house.book.close()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert not any(secret in path.read_bytes() for secret in secrets)
    again = house.open().founding
    assert again.site.private_bytes_raw() == secrets[0]
    assert (again.ca, again.book) == (founding.ca, founding.book)
    house.book.close()


def test_no_plain_text_lies_in_any_file(house: House) -> None:
    house.post(line("Zanzibar marmalade."), Draft("incident", {"title": "Zanzibar slip"}))
    for closed in (False, True):
        if closed:
            house.book.close()
        for folder in (house.folder, house.mirror):
            for path in folder.rglob("*"):
                if path.is_file():
                    assert b"anzibar" not in path.read_bytes()


def test_the_record_table_takes_no_change(house: House) -> None:
    house.post(line("Stays."))
    link = house.book._writer._link
    for sql in (
        "UPDATE record SET doc = x'00'",
        "DELETE FROM record",
        "INSERT INTO record VALUES (9, x'01', x'01', NULL, x'00', x'00')",
        "INSERT OR REPLACE INTO record SELECT * FROM record LIMIT 1",
        "UPDATE value SET raw = x'00'",
        "DELETE FROM value",
        "INSERT OR REPLACE INTO value SELECT * FROM value LIMIT 1",
    ):
        with pytest.raises(Exception, match="append-only"), link.transaction():
            link.run(sql)
    assert house.book.verify(full=True) == []


def test_a_finding_has_its_record(house: House) -> None:
    (record,) = house.post(line("Stays."))
    link = house.book._writer._link
    with link.transaction():
        link.run("DROP TRIGGER value_as_is")
        link.run("UPDATE value SET raw = ? WHERE n = ? AND name = 'text'", (b"[]", record.n))
    kinds = {(found.kind, found.n) for found in house.book.verify()}
    assert (Kind.ALTERED, record.n) in kinds


def test_an_amendment_lies_in_the_thread_of_its_record(house: House) -> None:
    old, other = house.post(line("One."), line("Two."))
    with pytest.raises(ValueError, match="thread"):
        house.post(Draft("occurrence", {"text": "x"}, amends=old.id, thread=other.id))


def test_a_record_is_found_by_its_id(house: House) -> None:
    (record,) = house.post(line("One."))
    assert house.book.reader().by_id(record.id) == record
    assert house.book.reader().by_id(new_id()) is None


def test_bytes_that_are_no_record_are_damage(house: House) -> None:
    (record,) = house.post(line("One."))
    link = house.book._writer._link
    with link.transaction():
        link.run("DROP TRIGGER record_as_is")
        link.run("DROP TRIGGER value_as_is")
        link.run("UPDATE value SET raw = x'00' WHERE n = ?", (record.n,))
    with pytest.raises(BookFault, match="damaged"):
        house.book.reader().record(record.n)
    with link.transaction():
        link.run("UPDATE record SET doc = x'00' WHERE n = ?", (record.n,))
        link.run("DROP TRIGGER value_stays")
        link.run("DELETE FROM value WHERE n = ?", (record.n,))
    with pytest.raises(BookFault, match="damaged"):
        house.book.reader().record(record.n)


def test_a_set_up_that_fails_leaves_nothing_open(tmp_path: Path) -> None:
    ca, relief = issuers()
    founding = Founding.fresh(ca.certificate, relief)
    keys = Keys(bytes(32), bytes(32))

    def stops() -> datetime:
        raise OSError(errno.ENOSPC, "full")

    with pytest.raises(BookFault, match="full"):
        Book.create(tmp_path / "data", tmp_path / "mirror", keys, founding, now=stops)
    Hold(tmp_path / "data").release()
    (tmp_path / "file").write_text("")
    with pytest.raises(BookFault, match="directory"):
        Book.create(tmp_path / "file", tmp_path / "mirror", keys, founding)
    with pytest.raises(BookFault):
        Book.create(tmp_path / "other", tmp_path / "file", keys, founding)
    Hold(tmp_path / "other").release()


def test_odd_settings_do_not_stop_the_book(house: House) -> None:
    house.post(Draft("site", {"zone": "Middle/Earth", "language": "Elvish (high)"}))
    (record,) = house.post(line("One."))
    assert (record.doc.offset, record.doc.lang) == (0, "en")
