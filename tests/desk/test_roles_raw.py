"""D20: what the keys of each role open and sign, whatever program reads and writes the files."""

import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.book import scanning
from tests.desk.crews import HURT, NAMES, OPEN, OWN, WORDS, Crew
from tests.desk.offices import OFFICER, Desk, Ticking
from tests.desk.sheets import words_of

from deskinc.book.disk import files
from deskinc.book.disk.station import ATTACHMENTS, DATABASE
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.keys.restricting import BLIND, Sight, is_paper, reading_key, search_key
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.vault import Vault
from deskinc.book.leaving.bundling import bundle
from deskinc.book.record import Draft
from deskinc.book.writing import refusals
from deskinc.desk.site import read_site
from deskinc.errors import BookFault, DeskError
from deskinc.forms import roles, writers
from deskinc.forms.fields import Value
from deskinc.paths import RESTRICTED
from deskinc.proof.acts import PERSONAL as BY_PERSONS
from deskinc.proof.bundle import judge
from deskinc.proof.canonical import unb64
from deskinc.proof.findings import Why
from deskinc.proof.permits import KINDS, WRITERS

PLACES = ("book", "mirror", "backup")

PERSONAL = {*BY_PERSONS, "own_key"}
"""Forms of which the desk is refused with words of their own."""

APART = {"restore", "seal", "strike", "erase"}
"""Forms that need more around them than a record; each has its tests elsewhere."""

OF_INCIDENT = {"incident", "pin", "photo", "restricted"}
"""Forms written in the thread of an incident."""

LOW: Value = {"code": "low", "text": "Low"}
SAID: dict[str, dict[str, Value]] = {
    "site": {"post": "Gate 9", "phone": "0900 666"}, "incident": {"severity": LOW},
    "hold": {"reason": "r"}, "review": {"first": 1, "last": 9},
    "blanks": {"first": 900, "last": 900}, "measure": {"rule": "Theft, Lobby: 3"},
}  # fmt: skip


def of_desk(draft: Draft) -> bool:
    """Whether the desk writes that: of actions only what opens one by a rule."""
    state = draft.values.get("state")
    opens = isinstance(state, dict) and state.get("code") == "open"
    return draft.form in writers.DESK and (draft.form != "measure" or opens)


def place_of(crew: Crew, place: str) -> Path:
    """The folder in which a slot file lies beside what it opens."""
    found = {"book": crew.office.folder / "book", "mirror": crew.mirror, "backup": crew.backup}
    return found[place]


def told(crew: Crew, place: str, keys: Keys, sight: Sight) -> set[str]:
    """Which of the words are read in the files of that place."""
    folder = place_of(crew, place)
    if place == "mirror":
        raws = list(scanning.said(folder, keys.mirror, crew.book))
    else:
        with Link(Store(folder / DATABASE, keys.database), Mode.EVIDENCE) as link:
            raws = [raw for (raw,) in link.run("SELECT raw FROM value").fetchall()]
    said = b"\n".join(sight.opened(raws))
    return {word for word in (OPEN, HURT, OWN) if word.encode() in said}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("role", NAMES)
def test_d20_the_matrix_of_roles_holds_on_the_raw_files_with_the_keys_of_each(
    crew: Crew, role: str, place: str
) -> None:
    name, reads = NAMES[role], roles.may([role], "read_restricted")
    keys = Vault.load(place_of(crew, place)).open(name, WORDS[name])
    assert (keys.restricted is not None) is reads
    assert told(crew, place, keys, BLIND) == {OPEN}
    assert keys.signing is not None
    own = reading_key(Ed25519PrivateKey.from_private_bytes(keys.signing))
    more = {HURT, OWN} if reads else {OWN} if name == OFFICER else set()
    assert told(crew, place, keys, Sight(crew.book, keys.restricted, own)) == {OPEN} | more


@pytest.mark.parametrize("role", NAMES)
def test_d20_papers_words_to_find_by_and_unsent_text_are_as_closed_as_the_values(
    crew: Crew, tmp_path: Path, role: str
) -> None:
    folder, mirror = tmp_path / "book", tmp_path / "mirror"
    shutil.copytree(place_of(crew, "book"), folder)
    shutil.copytree(crew.mirror, mirror)
    keys = Vault.load(folder).open(NAMES[role], WORDS[NAMES[role]])
    reads = roles.may([role], "read_restricted")
    assert keys.signing is not None
    own = reading_key(Ed25519PrivateKey.from_private_bytes(keys.signing))
    sight, store = Sight(crew.book, keys.restricted, own), Store(folder / DATABASE, keys.database)
    assert scanning.where([HURT, OWN], folder, mirror, keys, crew.book) == set()
    shelves, name_key = [folder / ATTACHMENTS], files.name_key(keys.mirror, crew.book)
    papers = [raw for raw in scanning.attachments(store, shelves, name_key) if is_paper(raw)]
    assert [HURT in words_of(found) for raw in papers if (found := sight.paper(raw))] == [
        True
    ] * reads
    assert finds(folder, keys, crew.book) is reads
    with Link(store, Mode.READ) as link:
        (unsent,) = link.run("SELECT data FROM unsent").scalars()
    with pytest.raises(InvalidTag):
        sight.own(unsent)


def finds(folder: Path, keys: Keys, book: bytes) -> bool:
    """Whether any key opens the file by which restricted words are found."""
    raws = (keys.database, keys.mirror, keys.signing, keys.pdf, keys.ca, keys.restricted)
    held = [raw[:32] for raw in raws if raw is not None]
    for key in held + [search_key(raw, book) for raw in held]:
        with suppress(BookFault), Link(Store(folder / RESTRICTED, key), Mode.READ) as link:
            return HURT in "".join(body for (body,) in link.run("SELECT body FROM words"))
    return False


def raw_acts(desk: Desk, crew: Crew) -> list[Draft]:
    """A record of each form, and of each kind that a role narrows, in either incident."""
    own, made = unb64(desk.office.officer.thread), list[Draft]()
    site = desk.office.read.record(3).thread
    places: dict[str, list[bytes | None]] = {"site": [site], "own_key": [own]}
    for form in WRITERS.keys() - APART:
        told: list[dict[str, Value]] = [{}]
        if form in KINDS:
            field, kinds = KINDS[form]
            told = [{}] if form in SAID else []
            told += [{field: {"code": code, "text": code}} for code in kinds]
        both = [*map(unb64, (crew.plain, crew.closed))] if form in OF_INCIDENT else [None]
        for thread in places.get(form, both):
            made += [Draft(form, {**SAID.get(form, {}), **said}, thread=thread) for said in told]
    return made


def outside(desk: Desk, ns: Iterable[int]) -> set[tuple[int, str]]:
    """What a stranger finds in a bundle of those records, with all of the author’s enrolment."""
    own = desk.office.read.thread(unb64(desk.office.officer.thread))
    ns = {*ns, *(record.n for record in own)}
    note = str(desk.office.book.seal().result().records[0].values["note"])
    shown = desk.office.read.records(ns)
    given = {(n, name) for n, record in shown.items() for name in record.values}
    told = judge(bundle(desk.office.book, shown, note, given))
    return {(one.n, one.why) for one in told.all}


def fits(role: str, draft: Draft) -> bool:
    """Whether the table of acts gives that role what the draft does."""
    for name, value in draft.values.items():
        kinds = writers.KINDS.get((draft.form, name), {})
        if isinstance(value, dict) and (acts := kinds.get(str(value.get("code")))) is not None:
            return role in writers.writers(acts)
    lowers = draft.form == "incident" and role not in roles.allowed(writers.LOWERING)
    return role in writers.writers(writers.ACTS[draft.form]) and not lowers


@pytest.mark.parametrize("role", NAMES)
def test_d20_what_a_role_may_not_do_is_a_finding_though_its_own_key_signs_it(
    crew: Crew, tmp_path: Path, clock: Ticking, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    desk = crew.desk(tmp_path, role, clock)
    office, drafts = desk.office, raw_acts(desk, crew)
    held = [office.read.incident(unb64(one)) for one in (crew.plain, crew.closed)]
    signer, bad = office.person.signer(), set[int]()
    for draft in drafts:
        if not fits(role, draft):
            with pytest.raises(DeskError, match=r"role|a person"):
                office.book.write([draft], signer).result()
    monkeypatch.setattr(refusals, "permitted", lambda *_given: None)
    for draft in drafts:
        (record,) = office.book.write([draft], signer).result().records
        bad |= set() if fits(role, draft) else {record.n}
    office.book.settle()
    found = {(one.n, one.why) for one in office.book.verify(full=True)}
    lowered = {
        record.n
        for n, record in office.read.records(bad).items()
        if record.form == "incident"
        and "state" not in record.values
        and role in writers.writers(writers.ACTS["incident"])
    }
    assert found == {(n, Why.ROLE_LOWERED if n in lowered else Why.ROLE) for n in bad}
    assert outside(desk, bad) == {(n, why) for n, why in found if why is Why.ROLE}
    now = [office.read.incident(unb64(one)) for one in (crew.plain, crew.closed)]
    same = [a.severity == b.severity for a, b in zip(now, held, strict=True) if a and b]
    assert same == [role != roles.LEAD] * 2
    assert (read_site(office.read).post == "Gate 9") is (role == roles.ADMIN)
    assert bool(office.read.holds()) is roles.may([role], "hold")
    office.close()


def test_the_desks_own_key_that_everybody_holds_writes_for_no_role(
    crew: Crew, tmp_path: Path, clock: Ticking, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = crew.desk(tmp_path, roles.AUDITOR, clock)
    book, bad = desk.office.book, set[int]()
    judged_apart = {*PERSONAL, "rings"}  # what is told of a shared key is held against the others
    drafts = [draft for draft in raw_acts(desk, crew) if draft.form not in judged_apart]
    for draft in drafts:
        if not of_desk(draft):
            with pytest.raises(DeskError, match="only a person"):
                book.write([draft], book.desk_signer()).result()
    monkeypatch.setattr(refusals, "permitted", lambda *_given: None)
    for draft in drafts:
        (record,) = book.write([draft], book.desk_signer()).result().records
        bad |= set() if of_desk(draft) else {record.n}
    assert {(one.n, one.why) for one in book.verify(full=True)} == {(n, Why.ROLE_DESK) for n in bad}
    assert outside(desk, bad) == {(n, Why.ROLE_DESK) for n in bad}
    assert read_site(desk.office.read).post != "Gate 9"
    desk.office.close()
