"""What is amber about copies of the book until it is put right (D24), with what to do."""

from datetime import datetime, timedelta

from deskinc.desk.copies.backups import Standing
from deskinc.i18n import Locale, _

OLD = timedelta(hours=36)
"""How old the last verified backup may be."""


def amber(
    now: datetime, stands: Standing, locale: Locale, refused: str = "", *, may: bool = True
) -> tuple[str, ...]:
    """What is amber at site time ``now``, what is most pressing of it.

    ``refused`` is why none could be made by itself; ``may``: who is signed in can choose a folder.
    """
    said = _late(now, stands, locale, refused, may=may) or _shared(stands)
    return (said,) if said else ()


def _late(now: datetime, stands: Standing, locale: Locale, refused: str, *, may: bool) -> str:
    if stands.place is None:
        what = _("No backup of the book is made yet.")
        todo = _("Ask a shift lead or an administrator to choose a folder in Settings, Backups.")
        if may:
            todo = _("Choose a folder in Settings, Backups, best on a disk of its own: from then "
                     "on one is made every day by itself.")  # fmt: skip
        return f"{what} {todo}"
    if not stands.answers:
        what = _("The folder of the backups, {folder}, does not answer, or no backup lies in it.")
        todo = _("Connect its disk, or tell a shift lead or an administrator.")
        if may:
            todo = _("Connect its disk, or choose another folder in Settings, Backups.")
        return f"{what.format(folder=stands.place)} {todo}"
    why = refused or stands.failed
    if not why and stands.last is not None and stands.last <= now < stands.last + OLD:
        return ""
    none_since = _("The next is made by itself while the program stays open.")
    return f"{_last(stands.last, locale)} {why or none_since}"


def _last(last: datetime | None, locale: Locale) -> str:
    if last is None:
        return _("There is no verified backup of this book.")
    words = _("The last verified backup is of {date}, {time}.")
    return words.format(date=locale.date(last), time=locale.time(last))


def _shared(stands: Standing) -> str:
    near = stands.near
    if "backups" in near:
        what = _("The backups lie on the same disk as the book: if it dies, both are gone.")
        if "mirror" in near:
            what = _(
                "Mirror and backups lie on the same disk as the book: if it dies, all is gone."
            )
        return f"{what} {_('Back up to another disk, best one that is taken out of the house.')}"
    if "mirror" in near:
        what = _("The mirror lies on the same disk as the book: if it dies, both are gone.")
        return f"{what} {_('Only the backups are left then: see that they are made every day.')}"
    return ""
