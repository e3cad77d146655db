"""The recovery sheet of an open book (D24): tried every quarter, and made anew."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from deskinc.book.keys import recovery
from deskinc.book.record import Draft
from deskinc.desk.access import note_access
from deskinc.desk.office import Office
from deskinc.desk.signing_on.sheet import sheet_of
from deskinc.errors import DeskError, WrongPassphrase
from deskinc.i18n import _
from deskinc.proof.canonical import b64
from deskinc.proof.sheet import FORM

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
    office.vault.open_recovery(words, keep=False)
    if sheet_of(office.read) != own:
        raise WrongPassphrase(
            _("These words are of a sheet that was replaced by another."),
            _("Use the newest recovery sheet, and destroy this one."),
        )
    note_access(office, "sheet_tried").result()
    look(office)


def new_words() -> tuple[str, ...]:
    """24 fresh words."""
    return recovery.new_words()


def replace(office: Office, words: Sequence[str], passphrase: str) -> None:
    """From now on these words are the sheet's; the one before opens nothing any more. Blocks.

    Raises NotAllowed without the role, WrongPassphrase, or DeskError where whoever makes it could
    not put everything under it; then the old sheet is as it was.
    """
    office.allow("settings")
    mine = office.open_person(office.officer.name, passphrase)
    _holds_all(office, mine.keys.ca is not None, mine.keys.restricted is not None)
    before = office.vault.slots()
    try:
        office.vault.remove_recovery()
        office.vault.add_recovery(words, mine.keys)
        office.save_vault()
        first, site = office.read.record(1).thread, office.read.record(3).thread
        public = Draft(FORM, {"key": b64(recovery.public_of(words))}, thread=first)
        slot = Draft("site", {"recovery_slot": office.vault.recovery_digest()}, thread=site)
        office.book.write([public, slot], mine.signer()).result()
    except BaseException:
        office.vault.put_back(before)
        office.save_vault_if_it_can()
        raise
    look(office)


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
