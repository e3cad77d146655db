"""What the site says of a category or a family: records that stand over the words as shipped."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from deskinc.book.record import Draft, Record, Saved
from deskinc.book.records.reading import folded
from deskinc.desk.lines.counting import counting
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.errors import DeskError
from deskinc.forms import form as forms
from deskinc.forms import guides, taxonomy
from deskinc.forms.catalogue import current
from deskinc.forms.fields import Value
from deskinc.forms.guides import calls as shipped_calls
from deskinc.forms.guides.calls import Call
from deskinc.forms.guides.words import Spoken
from deskinc.i18n import _

FORM = "guide"
TABLES = ("steps", "calls", "words")


@dataclass(frozen=True, slots=True)
class Said:
    """What the site says of one subject; what is empty is as shipped."""

    severity: str = ""
    criteria: str = ""
    steps: tuple[str, ...] = ()
    calls: tuple[Call, ...] = ()
    words: tuple[Spoken, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One change of what is said of a subject: when, by whom, and of which fields."""

    at: datetime
    by: str
    fields: tuple[str, ...]


def subjects() -> tuple[str, ...]:
    """Each family before its categories, in the order of the trade."""
    found: dict[str, None] = {}
    for category in taxonomy.CATEGORIES:
        found |= {guides.family_of(category.code): None, category.code: None}
    return tuple(found)


def said(office: Office, subject: str) -> Said:
    """What stands in the book of this category or family."""
    return _said(values(office, subject))


def severity_of(office: Office, category: str) -> str:
    """The severity that an incident of this category starts with at this site."""
    return said(office, category).severity or taxonomy.starting_severity(category).code


def values(office: Office, subject: str) -> dict[str, Value]:
    """The fields as they stand."""
    return folded(_records(office, subject))


def filled(office: Office, subject: str) -> tuple[str, ...]:
    """The labels of what the site says of it; none where all is as shipped."""
    there = {name.split("/")[0] for name, value in values(office, subject).items()
             if value is not None}  # fmt: skip
    fields = current(FORM).fields()
    return tuple(_(each.label) for each in fields if each.name in there - {"subject"})


def versions(office: Office, subject: str) -> tuple[Version, ...]:
    """Who has changed what of it, the newest first."""
    form = current(FORM)
    found = []
    for record in reversed(_records(office, subject)):
        names = {name.split("/")[0] for name in record.values} - {"subject"}
        labels = tuple(_(field.label) for field in form.fields() if field.name in names)
        at = record.at.astimezone(office.locale.tz)
        found.append(Version(at, office.writer(record.doc.author), labels))
    return tuple(found)


def change(office: Office, subject: str, raw: Mapping[str, object]) -> "Future[Saved]":
    """Say this of a category or family; ``steps``, ``calls``, ``words`` come as whole lists.

    What is empty is as shipped from now on. InvalidForm notes what will not do.
    """
    office.allow("guides")
    if subject not in subjects():
        raise DeskError(_("There is no such category."))
    before, form = values(office, subject), current(FORM)
    asked = {name: _rows({}, name, value) if name in TABLES else value
             for name, value in raw.items() if value}  # fmt: skip
    new = forms.clean(form, {**asked, "subject": subject})
    if not before and asked:
        return office.write(Draft(FORM, new, id=_thread(subject)))
    over = {name: _rows(before, name, value) if name in TABLES else value
            for name, value in raw.items()}  # fmt: skip
    changed = forms.changes(before, forms.clean(form, over, partial=True, current=before))
    if not before or not changed:
        raise DeskError(_("Nothing was changed."))
    return office.write(Draft(FORM, changed, thread=_thread(subject)))


def restore(office: Office, subject: str) -> "Future[Saved]":
    """Go back to the words as shipped; what the site said stays in the book."""
    return change(office, subject, {"severity": None, "criteria": None, **dict.fromkeys(TABLES)})


def shared(office: Office, subject: str, criteria: str) -> str:
    """The category whose criteria card says the same, "" where none does."""
    wanted = _folded(criteria)
    for category in taxonomy.CATEGORIES:
        if category.code == subject:
            continue
        theirs = said(office, category.code).criteria or _(guides.guide(category.code).criteria)
        if wanted and _folded(theirs) == wanted:
            return _(category.label)
    return ""


def _said(stood: Mapping[str, Value]) -> Said:
    known = {_(call.who): call.who for call in _all_calls()}
    steps = tuple(plain(row.get("step")) for row in _filled(stood, "steps"))
    calls = []
    for row in _filled(stood, "calls"):
        who, within, code = plain(row.get("who")), row.get("within"), plain(row.get("from"))
        minutes = within if isinstance(within, int) else 0
        number = plain(row.get("number"))
        calls.append(Call(known.get(who, who), code or "low", minutes, number=number))
    words = (Spoken(plain(row.get("title")), plain(row.get("words")))
             for row in _filled(stood, "words"))  # fmt: skip
    severity, criteria = plain(stood.get("severity")), plain(stood.get("criteria"))
    return Said(severity, criteria, steps, tuple(calls), tuple(words))


def _all_calls() -> Iterator[Call]:
    yield from shipped_calls.EVERYWHERE
    for calls in shipped_calls.BESIDES.values():
        yield from calls


def _filled(stood: Mapping[str, Value], table: str) -> list[dict[str, Value]]:
    return [row for _id, row in forms.rows(stood, table)]


def _rows(before: Mapping[str, Value], table: str, said: object) -> dict[str, object]:
    """Rows that say it in this order, over those there were; cells and rows too many are null."""
    wanted: Sequence[object] = said if isinstance(said, (list, tuple)) else ()
    there = dict(forms.rows(before, table))
    ids = [*there, *(f"{at + 1:03d}" for at in range(len(there), len(wanted)))]
    filled: dict[str, object] = {}
    for row, cells in zip(ids, wanted, strict=False):
        filled[row] = {**dict.fromkeys(there.get(row, {})), **_cells(cells)}
    return filled | dict.fromkeys(ids[len(wanted) :])


def _cells(cells: object) -> dict[str, object]:
    if not isinstance(cells, Mapping):
        return {"step": cells}
    return {str(name): value for name, value in cells.items() if value not in {None, ""}}


def _records(office: Office, subject: str) -> list[Record]:
    records = counting(office.read, office.read.thread(_thread(subject)))
    return [r for r in records if r.form == FORM]


def _thread(subject: str) -> bytes:
    """One thread a subject, named after it: nothing has to be looked up, nor can there be two."""
    return sha256(f"deskinc guide {subject}".encode()).digest()[:16]


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()
