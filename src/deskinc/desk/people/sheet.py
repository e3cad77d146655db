"""The recovery sheet of an open book (D24): tried every quarter, and made anew."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from deskinc.book.keys import recovery
from deskinc.book.record import Draft
from deskinc.book.registers.rows import PersonRow
from deskinc.desk.access import note_access
from deskinc.desk.office import Office, Person
from deskinc.desk.people.vouching import countersign
from deskinc.desk.signing_on import earlier_keys, seconds
from deskinc.desk.signing_on.sheet import SLOT, sheet_of
from deskinc.errors import DeskError, NotAllowed, SlotDamaged, WrongPassphrase
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.proof.canonical import b64
from deskinc.proof.sheet import FORM, KEY
from deskinc.proof.speaking import COUNTERSIGNERS

QUARTER = timedelta(days=90)
"""How long a sheet that was made or tried is not asked for again."""

_KNOWN = ("sheet_tried", "new_sheet", "sheet_used")


def last(office: Office) -> datetime:
    """When the sheet was made, tried or used last, in site time."""
    rows = office.read.accesses(1, whats=_KNOWN)
    if rows:
        return office.moment(rows[0].at)
    made = datetime.fromisoformat(office.read.record(1).doc.at)
    return office.locale.local(made if made.tzinfo else made.replace(tzinfo=UTC))


def look(office: Office) -> None:
    """Have it said in amber where nobody has tried the sheet for a quarter. Reads the book."""
    since = last(office)
    office.sheet_told = ""
    if office.now() - since >= QUARTER:
        words = _("Nobody has tried the recovery sheet since {date}: Settings, Recovery sheet.")
        office.sheet_told = words.format(date=f"{since:%Y-%m-%d}")


def attempt(office: Office, words: str) -> None:
    """See that the words open this book, and record it. Raises WrongPassphrase as they say.

    All of them are asked: nothing is kept of which three could be compared.
    """
    office.allow("restore")
    own = recovery.public_of(words)
    keys = office.vault.open_recovery(words, keep=False)
    if sheet_of(office.read) != own:
        raise WrongPassphrase(
            _("These words are of a sheet that was replaced by another."),
            _("Use the newest recovery sheet, and destroy this one."),
        )
    if not office.book.gives_all(keys):
        raise SlotDamaged(
            _("The words are right, but the slot of the sheet does not give the keys of the book."),
            _(
                "Somebody may have altered it. Once somebody who reads restricted parts has signed "
                "in anew, try the sheet again."
            ),
        )
    if office.book.lacks_keys:
        office.book.learn(keys)
    note_access(office, "sheet_tried").result()
    look(office)


def new_words() -> tuple[str, ...]:
    """24 fresh words."""
    return recovery.new_words()


def meaning() -> str:
    """What the second person signs."""
    return _("The recovery sheet made now is the good one; the one before opens nothing any more.")


def takes_second(office: Office) -> bool:
    """Whether somebody else must sign that another sheet is good: one who countersigns is enrolled.

    Who was suspended counts too, as in every check: one administrator alone suspends all others.
    """
    return bool(_others(office, "active", "suspended"))


def _others(office: Office, *states: str) -> list[PersonRow]:
    """Everybody else in these states who holds a role that countersigns."""
    return [
        row
        for row in office.read.persons()
        if row.state in states
        and b64(row.thread) != office.officer.thread
        and not COUNTERSIGNERS.isdisjoint(row.roles)
    ]


def replace(
    office: Office, words: Sequence[str], passphrase: str, second: tuple[str, str] | None = None
) -> None:
    """From now on these words are the sheet's; the one before opens nothing any more. Blocks.

    ``second`` is (name, passphrase) of whoever signs it too, where somebody can. Raises NotAllowed
    without the role, WrongPassphrase, or DeskError where whoever makes it could not put everything
    under it; then the old sheet is as it was.
    """
    mine, other = signers(office, passphrase, second)
    new = office.vault.copy()
    new.remove_recovery()
    new.add_recovery(words, mine.keys)
    # the old sheet opens until both have signed; from then on a copy of the new slot is there
    new.save_backup()
    try:
        said: dict[str, Value] = {
            KEY: b64(recovery.public_of(words)), SLOT: new.recovery_digest(),
        }  # fmt: skip
        draft = Draft(FORM, said, thread=office.read.record(1).thread)
        (act,) = office.book.write([draft], mine.signer()).result().records
        if other is not None:
            countersign(office, other, act, meaning())
    except BaseException:
        with suppress(OSError):
            office.vault.save_backup()
        raise
    office.vault.put_back(new.slots())
    office.save_vault_if_it_can()
    look(office)


def signers(
    office: Office, passphrase: str, second: tuple[str, str] | None
) -> tuple[Person, Person | None]:
    """Who makes another sheet, and who signs it too; raises as :func:`replace`. Slow."""
    office.allow("settings")
    mine = office.open_person(office.officer.name, passphrase)
    reads = mine.keys.restricted is not None and office.book.reads_all(mine.keys)
    _holds_all(office, mine.keys.ca is not None, reads)
    earlier_keys.complete(office.book)
    if not takes_second(office):
        return mine, None
    if not _others(office, "active"):
        raise DeskError(
            _("Nobody else is enrolled who could sign it: {names} cannot, being suspended.").format(
                names=", ".join(row.name or "?" for row in _others(office, "suspended"))
            ),
            _("Enrol a second person first. The sheet there is stays good until then."),
        )
    if second is None:
        raise DeskError(
            _("A second person signs that the new sheet is the good one."),
            _("Any officer who is enrolled for good may."),
        )
    other = office.open_person(*second)
    if other.officer.thread == mine.officer.thread:
        raise DeskError(_("It takes a second person."), _("Ask a colleague to sign."))
    if COUNTERSIGNERS.isdisjoint(other.officer.roles):
        raise NotAllowed(
            _("{name} may not sign that a sheet is good.").format(name=other.officer.name),
            _("Any officer who is enrolled for good may."),
        )
    seconds.refuse(office.read.persons(), mine.officer, other.officer)
    return mine, other


def _holds_all(office: Office, issues: bool, reads: bool) -> None:
    """What the old sheet opens must lie under the new one too."""
    closed = bool(office.read.record(1).values.get("restricted_key"))
    if not issues:
        raise DeskError(
            _("Your keys cannot issue certificates, so a sheet made by you could enrol nobody."),
            _("Ask an administrator who was enrolled as one."),
        )
    if closed and not reads:
        raise DeskError(
            _("You do not hold the key of restricted values, so a sheet made by you would not "
              "open them."),
            _("An administrator who is a shift lead or facilities manager too makes it."),
        )  # fmt: skip
