"""D20: restricted values are closed to all but those who may read them, and their author."""

from dataclasses import replace

import pytest
from tests.book import scanning
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, Prepared, fresh
from tests.desk.sheets import words_of

from deskinc.book.disk.store import Link, Mode
from deskinc.book.keys.kdf import FLOOR
from deskinc.book.keys.vault import Vault
from deskinc.book.leaving.paper_seal import worked_out
from deskinc.desk.copies import restoring
from deskinc.desk.erasure import erasing, erasure_search
from deskinc.desk.incidents import incidents
from deskinc.desk.incidents.incidents import IncidentPage
from deskinc.desk.lines import entries
from deskinc.desk.lines.source import Source
from deskinc.desk.office import Person, sign_in
from deskinc.desk.papers import bundles, exports
from deskinc.desk.people import people, role_changes, vouching, writers
from deskinc.desk.people.writers import Given
from deskinc.desk.signing_on import handing_on
from deskinc.desk.signing_on.seeing import sight_of
from deskinc.desk.site import plain
from deskinc.desk.trust.seals import sealed
from deskinc.errors import BookFault, DeskError
from deskinc.proof.bundle import judge
from deskinc.proof.canonical import Json, unb64
from deskinc.proof.restricted import FORM, is_closed, parse

HURT = "Quarternion wrist fracture"
CHILD = "Zebedee Quillfeather"
SECRETS = [HURT, CHILD]
TYPED: dict[str, Json] = {"edits": {"people": {"01": {"injury": HURT}}}}
PIN = "274019"
PHRASE = "five words of an officer now"
PEOPLE = {
    "people": {"01": {"name": "Ms P. Nair", "role": "injured", "injury": HURT}},
    "juveniles": {"01": {"name": CHILD, "age": "9"}},
}


def page_for(desk: Desk, name: str, thread: str) -> IncidentPage:
    """The incident as that person reads it."""
    before = desk.sit(name)
    found = incidents.page(desk.office, thread)
    desk.office.become(before)
    return found


def kept(desk: Desk) -> list[bytes]:
    """The disclosures of all restricted records as they lie in the database."""
    with Link(desk.office.book.parts.store, Mode.READ) as link:
        rows = link.run("SELECT n, raw FROM value ORDER BY n, name").fetchall()
    records = desk.office.read.records({row.n for row in rows})
    return [row.raw for row in rows if records[row.n].form == FORM]


def hidden(desk: Desk, words: list[str] = SECRETS) -> bool:
    """Whether no byte of any file shows the words to the keys everybody holds."""
    office = desk.office
    mirror, keys = office.book.mirror, office.book.parts.keys
    assert mirror is not None
    office.book.settle()
    return not scanning.where(words, desk.folder, mirror, keys, office.book.id)


def test_d20_who_may_not_read_sees_number_category_and_time_only(desk: Desk) -> None:
    thread = desk.raise_incident(**PEOPLE)
    mine = page_for(desk, BOSS, thread)
    assert mine.values["people/01/injury"] == HURT
    assert not mine.closed
    assert page_for(desk, MANAGER, thread).values["juveniles/01/name"] == CHILD
    his = page_for(desk, OFFICER, thread)
    assert not set(SECRETS) & set(map(str, his.values.values()))
    assert his.values["people/01/name"] == "Ms P. Nair"
    words = f"Restricted: {his.incident.number}, Slip, trip or fall, 21 Nov 20:"
    assert his.closed.startswith(words)


def test_d20_the_author_reads_his_own_and_nobody_elses(desk: Desk) -> None:
    boss = desk.sit(OFFICER)
    thread = desk.raise_incident(**PEOPLE)
    assert incidents.page(desk.office, thread).values["people/01/injury"] == HURT
    desk.office.become(boss)
    more = {"people": {"01": {"injury": "It is broken in two places"}}}
    incidents.follow_up(desk.office, thread, more, fresh()).result()
    his = page_for(desk, OFFICER, thread)
    assert his.values["people/01/injury"] == HURT
    assert his.closed
    changes = [(c.before, c.after) for c in incidents.page(desk.office, thread).changes]
    assert changes == [(HURT, "It is broken in two places")]


def test_d20_restricted_values_stand_closed_on_records_of_their_own(desk: Desk) -> None:
    thread = unb64(desk.raise_incident(**PEOPLE))
    records = desk.office.read.thread(thread)
    assert [record.form for record in records] == ["incident", FORM]
    assert records[0].doc.batch == records[1].doc.batch
    assert {name.partition("/")[0] for name in records[1].values} == {"people", "juveniles"}
    assert len(kept(desk)) == 3
    assert all(map(is_closed, kept(desk)))
    assert desk.verifies()
    sealed(desk.office)
    point, _note = Source(desk.office).seal()
    tree = worked_out(desk.office.read, point.size, lambda _at, _of: None, lambda: False)
    assert (tree.altered, tree.lacking) == ((), ())


def test_d20_the_raw_files_show_nothing_to_an_officers_keys(desk: Desk) -> None:
    thread = desk.raise_incident(**PEOPLE)
    desk.office.keep(f"incident:{thread}", TYPED).result()
    more = {"juveniles": {"02": {"name": CHILD}}}
    incidents.follow_up(desk.office, thread, more, fresh()).result()
    assert entries.find(desk.office, "zebedee")
    assert hidden(desk)
    keys = desk.people[OFFICER].keys
    assert keys.restricted is None
    his = sight_of(desk.office.book.id, desk.people[OFFICER])
    assert not list(his.opened(kept(desk)))
    lead = sight_of(desk.office.book.id, desk.people[MANAGER])
    assert len(list(lead.opened(kept(desk)))) == 4
    desk.office.close()
    assert not scanning.where(SECRETS, desk.folder, desk.mirror, keys, desk.office.book.id)


def test_d20_unsent_text_comes_back_to_its_author_alone(desk: Desk) -> None:
    key = f"incident:{fresh()}"
    desk.office.keep(key, TYPED).result()
    assert desk.office.kept()[key] == TYPED
    assert all(HURT.encode() not in raw for raw in desk.office.read.unsent().values())
    (raw,) = desk.office.read.unsent().values()
    copied_to = f"{desk.people[OFFICER].officer.thread} {key}"
    desk.office.book.keep_unsent(copied_to, raw).result()
    desk.sit(OFFICER)
    assert key not in desk.office.kept()


def test_d20_a_restricted_value_is_erased_like_any(desk: Desk) -> None:
    thread = desk.raise_incident(**PEOPLE)
    found = erasure_search.find(desk.office, "Quarternion")
    assert [target.fields for target in found] == [("people/01/injury",)]
    erasing.erase(desk.office, found, "request", "", PHRASES[BOSS], (MANAGER, PHRASES[MANAGER]))
    assert len(kept(desk)) == 2
    assert "people/01/injury" not in incidents.page(desk.office, thread).values
    assert desk.verifies()
    assert desk.reopen().book.verify(full=True) == []


def ready(desk: Desk, thread: str) -> list[str]:
    """What the maker of the report is told beforehand."""
    return [one.sentence for one in exports.ready(desk.office, thread)]


def test_d20_the_report_shows_it_to_who_may_read_and_its_copy_is_closed(desk: Desk) -> None:
    thread = desk.raise_incident(**PEOPLE)
    assert "Restricted answers print: mind who is given it" in ready(desk, thread)
    made = exports.insurance_report(desk.office, thread)
    assert HURT in words_of(made.pdf)
    paper = exports.sign_insurance(desk.office, made, PHRASES[BOSS])
    assert exports.reopen(desk.office, paper.n).pdf == paper.pdf
    assert exports.problems(desk.office, paper.n) == ()
    desk.sit(OFFICER)
    with pytest.raises(DeskError, match="restricted"):
        exports.reopen(desk.office, paper.n)
    assert hidden(desk)


def bare(desk: Desk, name: str) -> Person:
    """The person with all keys but that of restricted values."""
    person = desk.people[name]
    return Person(person.officer, replace(person.keys, restricted=None))


def test_d20_a_bundle_shows_what_its_maker_may_read_and_proves_the_rest(desk: Desk) -> None:
    thread = desk.raise_incident(**PEOPLE)
    wanted = bundles.Wanted(incident=thread)
    told = {one.words for one in bundles.contents(desk.office, wanted)}
    assert {HURT, CHILD} <= told
    made = bundles.make(desk.office, wanted)
    assert made.withheld == 0
    assert judge(made.data).kind == "VALID"
    desk.office.become(bare(desk, MANAGER))
    told = {one.words for one in bundles.contents(desk.office, wanted)}
    assert not {HURT, CHILD} & told
    less = bundles.make(desk.office, wanted)
    assert less.withheld == 3
    assert not any(word.encode() in less.data for word in SECRETS)
    shown = judge(less.data)
    assert shown.kind == "VALID"
    assert FORM in {one.form for one in shown.records}


def test_d20_the_report_of_who_may_not_read_prints_number_category_and_time(desk: Desk) -> None:
    thread = desk.raise_incident(**PEOPLE)
    desk.office.become(bare(desk, MANAGER))
    assert "What you may not read prints as number, category and time" in ready(desk, thread)
    made = exports.insurance_report(desk.office, thread)
    words = words_of(made.pdf)
    assert not made.restricted
    assert HURT not in words
    assert "Restricted" in words


def test_d20_words_are_found_only_by_who_may_read_them(desk: Desk) -> None:
    thread = desk.raise_incident(**PEOPLE)
    (line,) = entries.find(desk.office, "quarter")
    assert line.incident == incidents.page(desk.office, thread).incident.number
    desk.sit(OFFICER)
    assert entries.find(desk.office, "quarter") == []
    assert hidden(desk)
    desk.sit(BOSS)
    other = desk.raise_incident(people={"01": {"injury": "Quarrelling knee"}})
    assert len(entries.find(desk.office, "quarr")) == 1
    assert len(entries.find(desk.office, "quar")) == 2
    assert other != thread


def test_d20_the_words_file_is_derived_and_no_erased_word_stays_in_it(desk: Desk) -> None:
    desk.raise_incident(**PEOPLE)
    assert entries.find(desk.office, "quarternion")
    path = desk.folder / "restricted.db"
    path.write_bytes(b"damaged" * 1000)
    assert entries.find(desk.office, "quarternion")
    found = erasure_search.find(desk.office, "Quarternion")
    erasing.erase(desk.office, found, "request", "", PHRASES[BOSS], (MANAGER, PHRASES[MANAGER]))
    assert not path.exists()
    assert entries.find(desk.office, "quarternion") == []
    assert entries.find(desk.office, "zebedee")


def test_d20_a_check_proves_them_only_to_who_opens_them(desk: Desk) -> None:
    desk.raise_incident(**PEOPLE)
    (part,) = (p for p in desk.office.book.check(full=True).parts if p.check == "restricted")
    assert (part.counted, part.faulty, part.left_out) == (3, 0, "")
    desk.sit(OFFICER)
    (part,) = (p for p in desk.office.book.check(full=True).parts if p.check == "restricted")
    assert (part.counted, part.faulty, part.left_out) == (3, 0, "closed")


def test_d20_a_box_that_holds_another_value_is_found_by_who_opens_it(desk: Desk) -> None:
    thread = desk.raise_incident(**PEOPLE)
    with Link(desk.office.book.parts.store, Mode.WRITE) as link, link.transaction():
        link.run("DROP TRIGGER value_as_is")
        n, raw = link.run("SELECT n, raw FROM value WHERE name = 'people/01/injury'").one()
        one = parse(raw)
        forged = replace(one, box=one.box[:-1] + bytes([one.box[-1] ^ 1])).pack()
        link.run("UPDATE value SET raw = ? WHERE n = ? AND name = 'people/01/injury'", (forged, n))
    (fault,) = desk.office.book.verify(full=True)[:1]
    assert (fault.n, fault.about) == (n, "people/01/injury")
    with pytest.raises(BookFault, match="not the one that was signed"):
        exports.insurance_report(desk.office, thread)


def test_d20_a_box_that_is_none_is_shown_as_closed_and_found(desk: Desk) -> None:
    thread = desk.raise_incident(**PEOPLE)
    with Link(desk.office.book.parts.store, Mode.WRITE) as link, link.transaction():
        link.run("DROP TRIGGER value_as_is")
        link.run("UPDATE value SET raw = CAST('{}' AS BLOB) WHERE name = 'people/01/injury'")
    assert "people/01/injury" not in incidents.page(desk.office, thread).values
    assert desk.office.book.verify(full=True)
    with pytest.raises(BookFault):
        exports.insurance_report(desk.office, thread)


def test_d20_reading_what_another_wrote_is_recorded_once(desk: Desk) -> None:
    desk.sit(OFFICER)
    thread = desk.raise_incident(**PEOPLE)
    incidents.page(desk.office, thread)
    desk.sit(MANAGER)
    for _time in range(3):
        incidents.page(desk.office, thread)
    desk.office.handed_in().result()
    records = desk.office.read.records(range(1, desk.office.read.last_n() + 1)).values()
    read = [r for r in records if plain(r.values.get("what")) == "restricted_read"]
    assert [(r.author, plain(r.values.get("officer"))) for r in read] == [("desk", MANAGER)]


def test_d20_only_who_holds_the_key_gives_it_on(desk: Desk) -> None:
    holder = desk.office.person
    desk.office.become(bare(desk, BOSS))
    lead = people.Enrolment("T. Okafor", "T.O.", "", frozenset({"lead"}), identity="Passport")
    with pytest.raises(DeskError, match="do not hold it yourself"):
        people.enrol(desk.office, lead, PHRASE, kdf=FLOOR)
    desk.office.become(holder)
    people.enrol(desk.office, lead, PHRASE, kdf=FLOOR)
    assert desk.office.open_person("T. Okafor", PHRASE).keys.restricted == holder.keys.restricted


def holds(desk: Desk, name: str) -> bool:
    """Whether the slot of that person has the key of restricted values, wherever it lies."""
    places = [desk.folder, *(path.parent for path in desk.mirror.glob("*/slots.json"))]
    (has,) = {Vault.load(place).reads_restricted(name) for place in places}
    return has


def test_d20_roles_hand_the_restricted_key_on_and_take_it_away(desk: Desk) -> None:
    thread = desk.raise_incident(**PEOPLE)
    second = (MANAGER, PHRASES[MANAGER])
    (who,) = (o for o in people.officers(desk.office) if o.name == OFFICER)
    lead = frozenset({"officer", "lead"})
    role_changes.change(desk.office, who, lead, PHRASES[BOSS], second)
    assert holds(desk, OFFICER)
    desk.people[OFFICER] = desk.office.open_person(OFFICER, PHRASES[OFFICER])
    assert page_for(desk, OFFICER, thread).values["people/01/injury"] == HURT
    (who,) = (o for o in people.officers(desk.office) if o.name == OFFICER)
    manager = desk.people[MANAGER].officer.thread  # there is a lead before him now
    vouching.vouch(desk.office, manager, OFFICER, PHRASES[OFFICER])
    role_changes.change(desk.office, who, frozenset({"officer"}), PHRASES[BOSS], second)
    assert not holds(desk, OFFICER)
    desk.people[OFFICER] = desk.office.open_person(OFFICER, PHRASES[OFFICER])
    assert desk.people[OFFICER].keys.restricted is None
    assert page_for(desk, OFFICER, thread).closed


def test_d20_who_holds_the_key_hands_it_on_at_the_next_sign_in_if_nobody_could_before(
    desk: Desk,
) -> None:
    thread = desk.people[MANAGER].officer.thread
    desk.office.become(bare(desk, BOSS))
    who = people.Enrolment(MANAGER, "E.M.", "1015440087654321", identity="Passport")
    people.enrol(desk.office, who, PHRASE, again=thread, kdf=FLOOR)
    assert not holds(desk, MANAGER)
    desk.office.close()
    desk.opened.append(sign_in(desk.folder, BOSS, PHRASES[BOSS], clock=desk.clock))
    desk.opened[-1].book.settle()
    assert holds(desk, MANAGER)
    keys = desk.opened[-1].open_person(MANAGER, PHRASE).keys
    assert keys.restricted == desk.people[BOSS].keys.restricted


def test_d20_a_slot_that_the_book_does_not_announce_is_handed_nothing(desk: Desk) -> None:
    vault = desk.office.vault
    vault.put_passphrase(MANAGER, PHRASE, desk.people[OFFICER].keys, FLOOR)
    assert not handing_on.settle(desk.office.book, vault, desk.people[BOSS].keys)
    assert not vault.reads_restricted(MANAGER)


def test_d20_the_recovery_sheet_opens_what_is_restricted_and_no_officers_slot_does(
    desk: Desk, prepared: Prepared
) -> None:
    key = desk.office.person.keys.restricted
    vault = Vault.load(desk.folder)
    sheet = vault.open_recovery(prepared.words)
    assert (sheet.restricted, sheet.signing) == (key, None)
    held = {name: person.keys.restricted == key for name, person in desk.people.items()}
    assert held == {BOSS: True, MANAGER: True, OFFICER: False}
    vault.add_keyring("this PC", bytes(32), desk.office.person.keys)
    assert vault.open_keyring("this PC", bytes(32)).restricted is None


def test_d20_the_mirror_alone_brings_them_back_closed(desk: Desk) -> None:
    thread = desk.raise_incident(**PEOPLE)
    desk.office.book.settle()
    desk.office.close()
    keys = desk.people[BOSS].keys
    (desk.folder / "book.db").unlink()
    (desk.folder / "book.db-wal").unlink(missing_ok=True)
    (source, *_more) = restoring.sources(desk.folder, keys)
    first, second = restoring.Pair(BOSS, PHRASES[BOSS]), restoring.Pair(MANAGER, PHRASES[MANAGER])
    restoring.restore(desk.folder, source, first, second, "gone", lambda _f, _w: None)
    desk.open(desk.people[OFFICER])
    assert all(map(is_closed, kept(desk)))
    assert page_for(desk, OFFICER, thread).closed
    assert page_for(desk, MANAGER, thread).values["people/01/injury"] == HURT
    desk.office.book.copy_slots()  # as whoever signs in first does
    desk.office.book.settle()
    assert desk.verifies()


def test_d20_a_locked_desk_and_the_next_writer_read_nothing_restricted(desk: Desk) -> None:
    thread = desk.raise_incident(**PEOPLE)
    boss = desk.people[BOSS]
    desk.office.signed_on.hold(boss, PIN)
    assert not incidents.page(desk.office, thread).closed
    writers.lock(desk.office)
    assert incidents.page(desk.office, thread).closed
    key = f"incident:{fresh()}"
    desk.office.keep(key, TYPED).result()
    assert not any(HURT.encode() in raw for raw in desk.office.read.unsent().values())
    person = writers.opened(desk.office, Given(boss.officer, PIN))
    writers.take(desk.office, person, by_pin=True)
    assert incidents.page(desk.office, thread).values["people/01/injury"] == HURT
    assert desk.office.kept()[key] == TYPED
