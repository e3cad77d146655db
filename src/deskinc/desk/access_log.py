"""The access log as a person reads it: who came in, what was denied, what left, what was changed.

The entries are records like any other: by the desk where no hand did it, else by whoever did.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from deskinc.book.registers.kept import AccessRow
from deskinc.desk.access import note_access
from deskinc.desk.office import Office
from deskinc.forms.catalogue.office import SITE
from deskinc.forms.catalogue.trust import ACCESSES
from deskinc.i18n import N_, _
from deskinc.proof.canonical import b64

PAGE = 200
"""Entries read at once."""

KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "sign_in": (N_("Sign-in"), (
        "signed_in", "writer_changed", "pin_chosen", "unlocked", "locked", "window_closed",
        "keyring_opened",
    )),
    "failed": (N_("Failures"), ("sign_in_failed",)),
    "denied": (N_("Denied"), ("denied",)),
    "papers": (N_("Papers and prints"), ("export", "printed", "file_saved")),
    "restricted": (N_("Restricted parts"), ("restricted_read",)),
    "people": (N_("People"), (
        "enrolled", "officer", "suspended", "vouched", "sheet_used", "sheet_tried", "new_sheet",
        "withdrawn",
    )),
    "settings": (N_("Settings"), ("settings", "open_office", "closed_office")),
    "book": (N_("Book and backups"), (
        "backup", "restore", "erase", "verified", "paper_seal", "mirror_repaired",
        "plan_refused", "photo_refused", "mirror_given", "keys_changed",
    )),
}  # fmt: skip
"""What the page filters by: a word, and the codes it stands for."""

_WORDS = {option.code: option.label for option in ACCESSES} | {
    "export": N_("Paper issued"), "backup": N_("Backup"), "settings": N_("Settings changed"),
    "enrolled": N_("Enrolled"), "officer": N_("Person changed"), "suspended": N_("Suspended"),
    "withdrawn": N_("List of certificates"),
    "new_sheet": N_("New recovery sheet"), "vouched": N_("Vouched"),
    "erase": N_("Erasure"), "restore": N_("Book restored"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its record, when, what, who, and what more is said."""

    n: int
    at: datetime
    what: str
    who: str
    detail: str


def entries(
    office: Office, *, kind: str = "", person: str = "", day: date | None = None, before: int = 0
) -> list[Entry]:
    """At most :data:`PAGE` entries, newest first; ``day`` leaves out what is later than it.

    ``before`` is the record before which to go on, ``person`` a thread.
    """
    office.allow("read_access")
    until = 0
    if day is not None:
        end = datetime.combine(day + timedelta(days=1), time(), office.locale.tz)
        until = round(end.timestamp() * 1000)
    whats = KINDS[kind][1] if kind else ()
    found = office.read.accesses(PAGE, officer=person, whats=whats, before=before, until=until)
    names = {b64(row.thread): row.name or "?" for row in office.read.persons()}
    return [_entry(office, row, names) for row in found]


def people(office: Office) -> list[tuple[str, str]]:
    """Everybody ever enrolled: thread and name."""
    office.allow("read_access")
    return [(b64(row.thread), row.name or "?") for row in office.read.persons()]


def sheet(office: Office, shown: Sequence[Entry]) -> str:
    """The entries as a sheet of plain text for the printer."""
    office.allow("read_access")
    now = office.now()
    head = _("Access log, {site}, printed {time} by {name}").format(
        site=office.site.name, time=f"{now:%Y-%m-%d %H:%M}", name=office.officer.name
    )
    lines = [f"{e.at:%Y-%m-%d %H:%M:%S}  {e.n:>7}  {e.what}: {e.who}. {e.detail}" for e in shown]
    return "\n".join([head, "", *lines, ""])


def printed(office: Office, shown: Sequence[Entry]) -> None:
    """Note that the sheet went to the printer."""
    note_access(office, "printed", _("access log, {count} entries").format(count=len(shown)))


def _entry(office: Office, row: AccessRow, names: Mapping[str, str]) -> Entry:
    what = _(_WORDS.get(row.what, row.what))
    who = names.get(row.officer, "?") if row.officer else _("nobody signed in")
    if row.what == "sign_in_failed" and row.officer:  # another name may have been typed there
        who = _("at the desk of {name}").format(name=who)
    detail = _fields(row.detail) if row.what == "settings" else row.detail
    return Entry(row.n, office.moment(row.at), what, who, detail)


def _fields(names: str) -> str:
    """The settings by the words they are asked with."""
    labels = {field.name: _(field.label) for field in SITE.fields()}
    return ", ".join(labels.get(name, name) for name in names.split(", "))
