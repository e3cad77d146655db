"""The open office: the book, who is signed in, the site's settings, and the one way to write.

Every act of the desk is a plain function in a module beside this one that takes an
:class:`Office`. Reading is done by the calling thread's own reader; writing returns a future
at once and resolves when both stores have the record.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from deskinc.book import announced
from deskinc.book.book import Book, Reader
from deskinc.book.clock import now as utc_now
from deskinc.book.disk import known
from deskinc.book.disk.station import Station
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.vault import Vault
from deskinc.book.opened import Stages, unseen
from deskinc.book.opening.presence import reached
from deskinc.book.record import Draft, Record, Saved
from deskinc.book.restore import rekeying, swapping
from deskinc.book.spool import chaining, spool
from deskinc.desk import health
from deskinc.desk.access import access, keys_of, note_access, note_denied, take_over
from deskinc.desk.health import Copies, Health
from deskinc.desk.signing_on import earlier_keys, old_slots, standing, withdrawn
from deskinc.desk.signing_on.officers import Officer, Person, officer_of, officer_told, still_works
from deskinc.desk.signing_on.pins import AskPin, no_pin
from deskinc.desk.signing_on.seeing import Seeing
from deskinc.desk.signing_on.signed_on import SignedOn
from deskinc.desk.signing_on.waits import Waits
from deskinc.desk.site import Site, read_site
from deskinc.desk.turns import Turn
from deskinc.errors import BookFault, DeskError, NotAllowed
from deskinc.forms import form as forms
from deskinc.forms.catalogue import current
from deskinc.i18n import Locale, _
from deskinc.log import logger
from deskinc.proof.canonical import Json, b64, unb64

__all__ = [
    "Health", "Office", "Officer", "Person", "Record", "Saved", "access", "note_access", "sign_in",
]  # fmt: skip

Listener = Callable[[Sequence[Record]], None]


class Office:
    """The open book of one desk and the person signed in to it."""

    def __init__(
        self,
        folder: Path,
        vault: Vault,
        book: Book,
        person: Person,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.clock = clock
        self.folder = folder
        self.vault = vault
        self.book = book
        self.person = person
        self.signed_on, self.waits = SignedOn(), Waits()
        self._withdrawn = withdrawn.Newest()
        self.seeing = book.sight = Seeing(book.id, lambda: self.person)
        self.site: Site = read_site(self.read)
        self.came_in: tuple[Record, ...] = ()
        self.keyring = self.sheet_told = self.sound = ""
        self.lacking: tuple[str, ...] = ()
        self.sealed: set[str] = set()
        self.noted = 0
        self.denied: dict[tuple[str, str], datetime] = {}
        self._guard = threading.Lock()
        self._heir: tuple[bytes, Person] | None = None
        self.found, self.checked = "", None  # type: str, datetime | None
        self.turn = Turn()
        self.copies = Copies()
        self.ask_pin: AskPin = no_pin
        book.listen(self._settled)

    @property
    def officer(self) -> Officer:
        """The person in whose name lines are written now."""
        return self.person.officer

    @property
    def locale(self) -> Locale:
        """The site's language, zone and currency."""
        return self.site.locale

    @property
    def read(self) -> Reader:
        """This thread's own query-only reader."""
        return self.book.reader()

    def now(self) -> datetime:
        """The time on the wall of the site."""
        return self.clock().astimezone(self.locale.tz)

    def moment(self, ms: int) -> datetime:
        """A register's milliseconds since 1970 as site time."""
        return datetime.fromtimestamp(ms / 1000, UTC).astimezone(self.locale.tz)

    def moment_or_none(self, ms: int | None) -> datetime | None:
        """Like :meth:`moment`, where there may be none."""
        return None if ms is None else self.moment(ms)

    def writer(self, author: str) -> str:
        """The initials of an author; ``desk`` for what no hand did."""
        rows = {b64(row.thread): row.initials for row in self.read.persons()}
        return rows.get(author) or (_("desk") if author == "desk" else "?")

    def write(self, *drafts: Draft) -> "Future[Saved]":
        """Write drafts in one transaction, signed by the person signed in."""
        return self.book.write(drafts, self.person.signer())

    def write_as_desk(self, *drafts: Draft) -> "Future[Saved]":
        """Write what no hand did; signed by the site's own key (D1)."""
        return self.book.write(drafts, self.book.desk_signer())

    def allow(self, act: str) -> None:
        """Raise NotAllowed unless the person signed in may do ``act``; the desk notes it."""
        if not self.officer.may(act):
            note_denied(self, self.officer, act)
            raise NotAllowed(
                _("Your role does not allow this."), _("Ask a colleague whose role does.")
            )

    def draft(self, key: str, raw: Mapping[str, object], **more: object) -> Draft:
        """Clean ``raw`` on the current form ``key`` into a draft; raises InvalidForm."""
        partial = bool(more.pop("partial", False))
        values = forms.clean(current(key), raw, partial=partial)
        return Draft(form=key, values=values, **more)  # type: ignore[arg-type]

    def listen(self, listener: Listener) -> None:
        """Call ``listener(records)`` on the writer's thread after each saved transaction."""
        self.book.listen(listener)

    def unlisten(self, listener: Listener) -> None:
        """Stop calling ``listener``."""
        self.book.unlisten(listener)

    def health(self) -> Health:
        """The state of both stores and the last seal."""
        state = self.book.health()
        rows = self.read.persons()
        ca = self.book.founding.ca
        listed = self._withdrawn.last(self.read, ca)
        tried = (self.sheet_told,) if self.sheet_told and self.officer.may("restore") else ()
        people = (
            *standing.locked_out(self.lacking),
            *standing.opens_no_more(self.site, self.vault),
            *standing.keys_wait(rows, rekeying.changed_at(self.read.link)),
            *standing.amber(rows, self.site, self.now(), self.officer.thread),
            *withdrawn.waiting(self.read, ca, rows, listed, self.now()), *tried,
            *standing.unsighted(self.person, closes=self.book.restricts),
        )  # fmt: skip
        sealed = state.sealed_at.astimezone(self.locale.tz) if state.sealed_at else None
        alone = standing.is_alone(rows)
        waits = self.sealed and (state.passing or not state.fault)
        fault = health.waits() if waits else state.fault
        return Health(
            state.mirror, state.pending, sealed, state.sealed_line, fault, alone,
            state.doubts, state.step, self.found, self.copies, people, self.sound,
        )  # fmt: skip

    def takes_nothing(self, error: Exception) -> bool:
        """Whether ``error`` says that the book cannot be written, and not what is to be written."""
        return isinstance(error, BookFault) and error.what in self.book.health().fault

    def look_at_clock(self) -> None:
        """Compare the time of day with the machine's own clock; a step becomes a line."""
        step = self.book.time.look()
        if step is not None:
            self.write_as_desk(step)

    def keep(self, key: str, text: Mapping[str, Json]) -> "Future[None]":
        """Keep unsent text of the person signed in, encrypted and outside the chain."""
        return self.book.keep_unsent(self._mine() + key, self.seeing.keep(text))

    def kept(self) -> dict[str, dict[str, Json]]:
        """All unsent texts of the person signed in, by key."""
        return self.seeing.texts(self._mine(), self.book.unsent())

    def kept_under(self) -> frozenset[str]:
        """The keys of those texts; their words are not read."""
        mine = self._mine()
        there = (key for key in self.book.unsent() if key.startswith(mine))
        return frozenset(key.removeprefix(mine) for key in there)

    def drop(self, key: str, author: str = "") -> "Future[None]":
        """Forget the unsent text of ``key`` (of ``author``): it was sent or given up."""
        return self.book.drop_unsent(self._mine(author) + key)

    def handed_in(self) -> "Future[None]":
        """Done once all that was to be kept or written before is."""
        return self.book.handed_in()

    def _mine(self, author: str = "") -> str:
        return f"{author or self.officer.thread} "

    def check(self, passphrase: str) -> None:
        """Raise WrongPassphrase unless it is that of the person signed in (signing)."""
        self.open_person(self.officer.name, passphrase)

    def open_person(self, name: str, passphrase: str, *, ended: bool = False) -> Person:
        """Open an enrolled person's keys, for a signature or beside the first session. Slow.

        ``ended``: also those of a relief officer whose day is over, under what he did in it. What
        is wrong is recorded, and the name waits; raises MustWait, WrongPassphrase, NoSlot …
        """
        keys = keys_of(self, name, passphrase)
        person = Person(officer_of(self.read, keys), keys)
        announced.compare(self.book, self.vault, name, person.officer.thread, keys)
        person = Person(person.officer, self.book.own(keys))
        if not ended and person.officer.thread != self.officer.thread:
            still_works(person.officer, self.now())
        self.lacking = old_slots.keep(self.book, self.vault, self.clock())
        return person

    def become(self, person: Person) -> None:
        """Hand the desk to ``person``: from now on lines are written in that name."""
        with self._guard:
            self.person = person
        self.seeing.forget()

    def pass_to(self, person: Person, draft: Draft) -> None:
        """Write ``draft`` in the name of ``person``, whose desk it is once it is saved. Blocks."""
        self._heir = (draft.id, person)
        try:
            self.book.write([draft], person.signer()).result()
        finally:
            self._heir = None
        self.become(person)

    def save_vault(self) -> None:
        """Put the slots on the disk, and a copy beside the mirror where it answers.

        While older keys are lacking a copy may be the last that has them: destroyed slots are taken
        out of it, and nothing else is changed there.
        """
        over = self.vault.thinned if self.book.lacks_keys else self.vault.over
        self.vault.save(over)
        station = Station.load(self.folder)
        if station is not None and station.mirror is not None:
            try:
                self.vault.copy_to(station.mirror / b64(self.book.id), over)
            except OSError:
                self.book.copy_slots(over)

    def save_vault_if_it_can(self) -> None:
        """The same, where a disk that refuses is no reason to fail once more."""
        with suppress(OSError):
            self.save_vault()

    def close(self) -> None:
        """Finish what is queued and close both stores; whoever is signed on is forgotten."""
        self.signed_on.clear()
        self.book.unlisten(self._settled)
        self.book.close()

    def _settled(self, records: Sequence[Record]) -> None:
        heir = self._heir
        if heir is not None and any(record.id == heir[0] for record in records):
            # before whoever listens for the record asks in whose name lines are written
            self.become(heir[1])
        self.signed_on.heard(records)
        mine = self.person
        own = unb64(mine.officer.thread)
        if any(r.form in {"officer", "countersign"} and r.thread == own for r in records):
            # what he may do follows what the book says of him, at once
            told = officer_told(mine.officer.thread, self.read.thread(own))
            with self._guard:
                if self.person is mine:
                    self.person = Person(told, mine.keys)
        if any(record.form == "site" for record in records):
            self.site = read_site(self.read)


def sign_in(
    folder: Path,
    name: str,
    passphrase: str,
    waits: Waits | None = None,
    *,
    clock: Callable[[], datetime] = utc_now,
    stages: Stages = unseen,
) -> Office:
    """Open the book in ``folder`` in the name of an officer.

    ``waits`` is who guessed before and waits: it is recorded, and only this name waits no more.
    Raises NoSlot, WrongPassphrase, SlotDamaged or BookFault; then nothing was changed.
    """
    reached(folder)
    swapping.settle(folder)
    vault = Vault.load(folder)

    def unlock(vault: Vault) -> Keys:
        return vault.open(name, passphrase, keep=False)

    book, keys = earlier_keys.opened(vault, unlock(vault), unlock, clock, stages)
    try:
        person = Person(officer_of(book.reader(), keys), keys)
        announced.compare(book, vault, name, person.officer.thread, keys)
        still_works(person.officer, clock().astimezone(read_site(book.reader()).locale.tz))
        lacking = old_slots.settle(book, vault, keys, clock())
        office = Office(folder, vault, book, person, clock)
        office.lacking = lacking
        if waits is not None:
            take_over(office, waits)
            waits.passed(name)
        note_access(office, "signed_in")
    except BaseException:
        book.close()
        raise
    known.remember(folder, book.id, book.note_key, office.locale.zone)
    take_in(office)
    return office


def take_in(office: Office) -> None:
    """Chain what was written while the book was closed; what cannot be now stays sealed."""
    try:
        office.came_in += tuple(chaining.chain(office.book))
        spool.keep_room(office.folder)
    except (DeskError, OSError) as error:
        logger.warning("sealed notes wait on: %s", error)
