"""Evidence bundles from the open book: records, the enrolments they rest on, and their files."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from deskinc.book.asking.reader import Reader
from deskinc.book.asking.signers import signers
from deskinc.book.book import Book
from deskinc.book.leaving.extract import extract
from deskinc.book.record import Record
from deskinc.book.records.announcing import counted_sheets, telling
from deskinc.book.records.reading import public
from deskinc.errors import DeskError
from deskinc.i18n import _
from deskinc.proof.bundle import pack
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.document import DESK
from deskinc.proof.enrolment import COUNTERSIGNERS, RELIEF
from deskinc.proof.extract import MAX_JSON
from deskinc.proof.keys import ED25519, key_id
from deskinc.proof.note import FIELD, parse
from deskinc.proof.seal import parse_note
from deskinc.proof.sheet import FIELD as PROOF
from deskinc.proof.sheet import FORM as SHEET
from deskinc.proof.shown_acts import JUDGED

Given: TypeAlias = AbstractSet[tuple[int, str]]
"""Values that are shown: the number of the record, the name of the field."""

_KEYS = frozenset({"signing_key", "state"})
_ALLOWING = ("roles/admin", "roles/lead", "roles/officer")
"""The roles that allow to speak of an officer, the strongest first."""

_SIGNING = frozenset(f"roles/{role}" for role in (*COUNTERSIGNERS, "auditor"))
_RELIEF = frozenset({f"roles/{RELIEF}", "relief_until"})
_PERSON = _KEYS | {"name", "initials", "roles", "certificate"}


def speakers(
    read: Reader, authors: Iterable[str], note: str, *, sheet: bool = False
) -> list[Record]:
    """The OFFICER records by which a stranger judges the signatures of ``authors``.

    With them go the countersignatures of who vouched for them or confirmed a role. Also those of
    who enrolled them, and of whoever signed the seal ``note``; no record lies after that seal.
    ``sheet``: also those that announce recovery sheets.
    """
    sealed = parse_note(note)
    todo = {*authors, *_cosigners(read, {one.name for one in sealed.signatures})}
    found: dict[int, Record] = {}
    asked = {DESK}
    while todo - asked:
        thread = (todo - asked).pop()
        asked.add(thread)
        for record in read.thread(unb64(thread)):
            if record.form in {"officer", "countersign"} and record.n <= sealed.checkpoint.size:
                found[record.n] = record
                todo.add(record.author)
        sheet = sheet or any(PROOF in record.values for record in found.values())
        if asked >= todo and sheet:
            # by which sheet somebody was enrolled is told by those announced, with their authors
            found |= {r.n: r for r in sheets(read) if r.n <= sealed.checkpoint.size}
            todo.update(record.author for record in found.values())
    return [found[n] for n in sorted(found)]


def sheets(read: Reader) -> list[Record]:
    """The records that announce recovery sheets which came to count, and who countersigned them."""
    told = read.records(telling(read.link))
    return [told[n] for n in sorted(counted_sheets(told.values()))]


def _cosigners(read: Reader, names: AbstractSet[str]) -> Iterable[str]:
    for row in read.persons():
        if row.signing_key and b64(key_id(ED25519, public(row.signing_key))) in names:
            yield b64(row.thread)


def announced(
    founding: Record,
    officers: Iterable[Record],
    names: AbstractSet[str] = _PERSON,
    countersigners: AbstractSet[str] = frozenset(),
) -> set[tuple[int, str]]:
    """The values that must be shown of record 1 and of enrolments, so that nothing is missing.

    Of an enrolment these are the fields ``names``, the key and the state among them; but all of
    one that does not give both: what it withholds could be the end of a key. Of who enrolled
    another it is also the role that allowed it, of the ``countersigners``, and of whoever else
    wrote what is judged by his role, every role.
    """
    records = list(officers)
    known = [record for record in records if record.form == "officer"]
    signs = [record for record in records if record.form == "countersign"]
    sheeted = [record for record in records if record.form == SHEET]
    given = {(record.n, name) for record in (*signs, *sheeted) for name in record.values}
    countersigners = {*countersigners, *(record.author for record in signs)}
    enrollers = {record.author for record in (*known, *sheeted)}
    given |= {(founding.n, name) for name in founding.values}
    changed = {b64(r.thread) for r in known if r.id != r.thread and _roles(r)}
    for record in known:
        whole = not record.values.keys() >= _KEYS
        roles = _ALLOWING if b64(record.thread) in changed else _strongest(record)
        more = {*roles} if b64(record.thread) in enrollers else set[str]()
        more |= _SIGNING if b64(record.thread) in countersigners else set()
        more |= _RELIEF | {PROOF}
        if PROOF in record.values:
            more |= {name for name in record.values if name.startswith("roles/")}
        given |= {
            (record.n, name)
            for name in record.values
            if whole or name.partition("/")[0] in names or name in more
        }
    return given


def _roles(record: Record) -> bool:
    return any(name.startswith("roles/") for name in record.values)


def _strongest(record: Record) -> tuple[str, ...]:
    """The one role that allowed whoever holds it to speak of an officer."""
    return tuple(name for name in _ALLOWING if name in record.values)[:1]


def judged(records: Iterable[Record]) -> set[tuple[int, str]]:
    """The values that must be shown of ``records`` for their acts to be judged at all."""
    return {
        (record.n, name)
        for record in records
        for name in record.values.keys() & (JUDGED.get(record.form, frozenset()) | {PROOF})
    }


def bundle(book: Book, ns: Iterable[int], note: str, given: Given) -> bytes:
    """The bundle of the records ``ns`` under the seal ``note``, with every file a value names.

    What the records rest on is added. Raises BookFault for what is not as it was signed,
    DeskError where it would become too large.
    """
    read = book.reader()
    with read.checked():
        chosen = read.records(ns)
        given = without_torn_notes(chosen.values(), given)
        authors = {record.author for record in chosen.values()}
        authors |= _noted(read, (r for r in chosen.values() if (r.n, FIELD) in given))
        authors |= _sealers(read, (r for r in chosen.values() if (r.n, "note") in given))
        proved = any(PROOF in record.values for record in chosen.values())
        officers = speakers(read, authors, note, sheet=proved)
        founding = read.record(1)
        shown = given | announced(founding, officers)
        numbers = {*chosen, founding.n, *(record.n for record in officers)}
        text = extract(read, book.id, numbers, note, lambda n, name: (n, name) in shown)
        files = {
            digest: book.read_file(record.n, name)
            for record in chosen.values()
            for name, digest in _files(record)
            if (record.n, name) in shown
        }
    if len(text) > MAX_JSON:
        raise _too_large()
    try:
        return pack(text, files)
    except ValueError as error:
        raise _too_large() from error


def without_torn_notes(records: Iterable[Record], given: Given) -> Given:
    """``given`` less the notes that say again what is withheld of their record."""
    torn = {
        (record.n, FIELD)
        for record in records
        if FIELD in record.values and any((record.n, name) not in given for name in record.values)
    }
    return given - torn


def _noted(read: Reader, records: Iterable[Record]) -> set[str]:
    """Who signed the notes kept in ``records``."""
    notes = [parse(str(record.values[FIELD]).encode()) for record in records]
    known = signers(read) if notes else {}
    return {b64(known[note.key].thread) for note in notes if note.key in known}


def _sealers(read: Reader, records: Iterable[Record]) -> set[str]:
    """Who signed the notes in the SEAL records among ``records``, beside the site."""
    notes = [parse_note(str(r.values["note"])) for r in records if r.form == "seal"]
    known = {b64(key): b64(one.thread) for key, one in signers(read).items()} if notes else {}
    return {known[one.name] for note in notes for one in note.signatures if one.name in known}


def _files(record: Record) -> Iterable[tuple[str, str]]:
    for name, value in record.values.items():
        if isinstance(value, dict) and "sha256" in value:
            yield name, unb64(str(value["sha256"])).hex()


def _too_large() -> DeskError:
    return DeskError(_("This is too much for one bundle."), _("Choose fewer lines, and make two."))
