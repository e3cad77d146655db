"""How it stands with the backups: each state as (icon, role, words)."""

from datetime import datetime

from deskinc.desk.copies import daily
from deskinc.desk.copies.backup_amber import OLD
from deskinc.desk.copies.backups import Standing
from deskinc.desk.office import Office
from deskinc.i18n import _

Said = tuple[str, str, str]


def last_words(office: Office, stands: Standing) -> Said:
    """When the last verified one was made, and whether the one after it failed."""
    now, last = office.now(), stands.last
    if stands.failed:
        words = _("{when}. The one after it failed: {why}")
        when = _when(office, last) if last else _("None yet")
        return "hourglass", "pending", words.format(when=when, why=stands.failed)
    if last is None:
        return "hourglass", "pending", _("None yet")
    if last <= now < last + OLD:
        return "shield-check", "ok", _when(office, last)
    return "hourglass", "pending", _("{when}: too long ago").format(when=_when(office, last))


def daily_words(office: Office, stands: Standing) -> Said:
    """When the desk makes the next one by itself."""
    if stands.place is None:
        words = _("Not yet. Once the first one is made here, every day")
        return "hourglass", "pending", words
    if not stands.answers:
        words = _("{folder} does not answer, or no backup lies in it. Connect its disk.")
        return "hourglass", "pending", words.format(folder=stands.place)
    now, at = office.now(), daily.at_time(office.site.backup_at)
    done = max(filter(None, (stands.last, stands.tried)), default=None)
    if done is None or done < daily.planned(now, at):
        words = _("Due: once the desk is left alone for five minutes, or in an hour")
    else:
        words = _("Next on {when}").format(when=_when(office, daily.following(now, at)))
    return "timer", "muted", words


def disk_words(warning: str) -> Said:
    """Whether it dies with the book's."""
    if warning:
        return "hourglass", "pending", warning
    return "check", "ok", _("Another disk than the book’s")


def _when(office: Office, moment: datetime) -> str:
    return f"{office.locale.date(moment)}, {office.locale.time(moment)}"
