"""Vouching (D19): a second person has seen the document of whoever was enrolled."""

from dataclasses import dataclass

from deskinc.book.record import Draft, Record
from deskinc.book.registers.rows import PersonRow
from deskinc.desk.access import note_denied
from deskinc.desk.lines.source import signed
from deskinc.desk.office import Office, Person
from deskinc.desk.signing_on import seconds
from deskinc.desk.signing_on.officers import enrolment_of, officer_from, vouchers
from deskinc.errors import DeskError, NotAllowed
from deskinc.forms.fields import Value
from deskinc.i18n import N_, _
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.vouching import ENOUGH

MEANING = N_("I have seen the document of {name}.")
"""What the second signature says."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody for whom people still have to vouch: how many did, and how many it takes."""

    thread: str
    name: str
    vouched: int
    needs: int


def meaning(name: str) -> str:
    """What whoever vouches for ``name`` signs."""
    return _(MEANING).format(name=name)


def waiting(office: Office) -> list[Waiting]:
    """Everybody active for whom too few have vouched, in the order of enrolment."""
    rows = (row for row in office.read.persons() if row.state == "active")
    found = (waits(row) for row in rows)
    return [one for one in found if one.vouched < one.needs]


def waits(row: PersonRow) -> Waiting:
    """How far the vouching for a person is: two for a relief officer, one for anybody else."""
    officer = officer_from(row)
    needs = 1 if officer.until is None else ENOUGH
    return Waiting(officer.thread, officer.name, officer.vouched, needs)


def vouch(office: Office, thread: str, name: str, passphrase: str) -> None:
    """Let the person ``name`` vouch for the one of ``thread``; the first session goes on. Blocks.

    Raises WrongPassphrase, NoSlot, NotAllowed without the role, NotVouched, DeskError for whoever
    enrolled the person, is the person, or has vouched before.
    """
    person = office.open_person(name, passphrase)
    act = confirmable(office, person, thread)
    with signed(office) as source:
        records = source.read.thread(unb64(thread))
        if person.officer.thread in vouchers(records):
            raise DeskError(
                _("{name} has vouched before.").format(name=person.officer.name),
                _("It takes another person."),
            )
        who = source.person(thread).name
    countersign(office, person, act, meaning(who))


def confirmable(office: Office, person: Person, thread: str) -> Record:
    """The enrolment under which ``person`` may sign; raises as :func:`vouch`."""
    if not person.officer.may("vouch"):
        note_denied(office, person.officer, "vouch")
        raise NotAllowed(
            _("{name} may not vouch for anybody.").format(name=person.officer.name),
            _("A shift lead, facilities manager or administrator does."),
        )
    with signed(office) as source:
        act = enrolment_of(source.read.thread(unb64(thread)))
    if act is None:
        raise DeskError(_("There is no such person."))
    if person.officer.thread in {act.author, thread}:
        raise DeskError(
            _("Nobody vouches for himself, or for whom he has enrolled."),
            _("It takes another person."),
        )
    seconds.refuse(office.read.persons(), person.officer)
    return act


def countersign(office: Office, person: Person, act: Record, words: str) -> Record:
    """Write the second signature of ``person`` under ``act``. Blocks."""
    values: dict[str, Value] = {"act": b64(act.leaf), "meaning": words}
    draft = Draft("countersign", values, thread=act.thread)
    return office.book.write([draft], person.signer()).result().records[0]
