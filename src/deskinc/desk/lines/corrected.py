"""What an exhibit said before it was put right: both words, why, by whom, and when."""

from dataclasses import dataclass
from datetime import datetime

from deskinc.book.asking.reader import Reader
from deskinc.desk.lines.counting import counting
from deskinc.desk.lines.erased import erased
from deskinc.forms.catalogue import current
from deskinc.forms.cells import split
from deskinc.forms.fields import show
from deskinc.i18n import Locale, _

WHY = "corrected"
FIXED = frozenset({"incident", "of", "moves"})
"""What is never corrected: its incident, its file, and what was signed by hand."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What one record put right: of each field its label, what it said, what it says."""

    n: int
    author: str
    written: datetime
    why: str
    fields: tuple[tuple[str, str, str], ...]

    def words(self) -> tuple[str, ...]:
        """*Seal number: A 1001, now A 1010*."""
        said = _("{field}: {before}, now {after}")
        return tuple(
            said.format(field=field, before=before or _("nothing"), after=after or _("nothing"))
            for field, before, after in self.fields
        )


def corrections(read: Reader, thread: bytes, locale: Locale) -> list[Correction]:
    """All that was put right of an exhibit, oldest first."""
    form = current("exhibit")
    records = [r for r in counting(read, read.thread(thread)) if r.form == "exhibit"]
    gone = erased(read, [record.n for record in records])
    now, found = dict[str, str](), list[Correction]()
    for record in records:
        own = {name: value for name, value in record.values.items()
               if split(name)[0] not in FIXED | {WHY}}  # fmt: skip
        words = {
            name: "" if value is None else show(form.field(name), value, locale)
            for name, value in own.items()
        }
        words |= {name: said for name, said in gone.get(record.n, {}).items()
                  if split(name)[0] not in FIXED | {WHY}}  # fmt: skip
        changed = tuple(
            (_(form.field(name).label), now.get(name, ""), said)
            for name, said in words.items() if said != now.get(name, "")
        )  # fmt: skip
        now |= words
        if record.id != record.thread and changed:
            why = gone.get(record.n, {}).get(WHY) or str(record.values.get(WHY) or "")
            found.append(Correction(record.n, record.author, record.written, why, changed))
    return found
