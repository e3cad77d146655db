"""Looking through the book for a person: what can be erased, where it stands, what goes along."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from deskinc.book.erasure import erasable
from deskinc.book.record import Record
from deskinc.book.records.reading import value_from
from deskinc.desk.erasure.holds import place_of
from deskinc.desk.office import Office
from deskinc.desk.people.restricted import opened_paper
from deskinc.errors import BookFault, DeskError
from deskinc.forms.catalogue import ALL, current
from deskinc.forms.fields import Field, Text, Value, show
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.note import FIELD

_EXCERPT = 90
_PICTURES = frozenset({"photo", "plan"})


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be erased: fields of one record, where it stands and what it says.

    ``standing`` is a narrative or line that nobody corrected yet: without a corrected text first,
    nothing stands in its place. ``held`` is why it cannot be erased now.
    """

    n: int
    record: str
    fields: tuple[str, ...]
    where: str
    label: str
    excerpt: str
    written: datetime
    standing: bool = False
    held: str = ""


def find(office: Office, text: str, stop: Callable[[], bool] = lambda: False) -> list[Target]:
    """Everything the book says with all words of ``text``, newest first. Reads all of it (slow).

    What derives from a value goes with it: all sizes of a picture, the note a record was chained
    from. Raises NotAllowed without the role, DeskError without a word to look for.
    """
    office.allow("erase")
    words = text.split()
    if not words or max(map(len, words)) < 3:
        raise DeskError(
            _("Type a name, or a part of one with three letters."),
            _("The whole book is searched for it."),
        )
    found: dict[int, list[str]] = {}
    for n, name, _value in office.read.saying(words, stop):
        found.setdefault(n, []).append(name)
    records, held = office.read.records(found), erasable.held(office.read.link)
    targets = [t for n in records for t in _targets(office, records[n], found[n], held)]
    pictured = {record.thread for record in records.values()}
    kept = [(photo.n, photo.incident) for photo in office.read.photos()]
    kept += [(file.n, file.incident) for file in office.read.held() if file.form == "document"]
    for n, incident in kept:
        record = office.read.record(n)
        known = "original" in found.get(n, ())
        if incident in pictured and not known and "original" in record.values:
            targets += _targets(office, record, ["original"], held)
    return sorted(targets, key=lambda target: (-target.n, target.label))


def _targets(
    office: Office, record: Record, names: Iterable[str], reasons: Mapping[bytes, str]
) -> Iterator[Target]:
    form = ALL[record.form, record.form_v]
    held = erasable.hold_on(office.read.link, record, reasons) or ""
    seen: set[str] = set()
    for name in names:
        if name in seen or name == FIELD or erasable.lasts(record.form, name):
            continue
        fields = _with(record, name)
        seen.update(fields)
        field = _field(form.field, name)
        said = _excerpt(office, field, record.values.get(name))
        standing = _stands(office, record, name, field)
        yield Target(
            record.n, b64(record.id), fields, place_of(record), _(field.label), said,
            record.written, standing, held,
        )  # fmt: skip


def _with(record: Record, name: str) -> tuple[str, ...]:
    """The fields that go with ``name``: other sizes of a picture, the note kept word for word."""
    fields = [name]
    value = record.values.get(name)
    if record.form in _PICTURES and isinstance(value, dict) and "sha256" in value:
        fields = [n for n, v in record.values.items() if isinstance(v, dict) and "sha256" in v]
    if FIELD in record.values:
        fields.append(FIELD)
    return tuple(dict.fromkeys(fields))


def _field(known: Callable[[str], Field], name: str) -> Field:
    try:
        return known(name)
    except KeyError:
        return Field(name, name)


def _excerpt(office: Office, field: Field, value: Value) -> str:
    words = " ".join(show(field, value, office.locale).split())
    return words if len(words) <= _EXCERPT else words[: _EXCERPT - 1] + "…"


def _stands(office: Office, record: Record, name: str, field: Field) -> bool:
    """Whether it is a narrative that still stands: nothing corrected has taken its place."""
    if not (isinstance(field, Text) and (field.multiline or name == "text")):
        return False
    if current(record.form).threaded:
        later = [r for r in office.read.thread(record.thread) if r.n > record.n]
        return not any(name in r.values for r in later)
    return record.line is not None and office.read.amended_by(record.id) is None


def along(
    office: Office, targets: Sequence[Target], stop: Callable[[], bool] = lambda: False
) -> list[Target]:
    """Our own copies of papers that carry one of ``targets``: they go with it (slow).

    A paper says inside which values it carries; one that does not say is taken to carry them all
    if it is about the incident or the lines concerned.
    """
    from deskinc.reports.carried import carried

    wanted = {(target.n, field) for target in targets for field in target.fields}
    found, held = list[Target](), erasable.held(office.read.link)
    for row in office.read.exports():
        if stop():
            return found
        record = office.read.record(row.n)
        if "file" not in record.values or (row.n, "file") in wanted:
            continue
        with suppress(BookFault):
            pdf = opened_paper(office, row.n)
            shown = carried(pdf) if pdf is not None else None
            if wanted & (_carries(shown) if shown else _may_carry(office, record, targets)):
                found += _targets(office, record, ["file"], held)
    return found


def _carries(extract: bytes) -> set[tuple[int, str]]:
    """Number and field of every value that a record.json shows."""
    said = json.loads(extract)
    return {
        (record["n"], value_from(unb64(raw))[0])
        for record in said["records"]
        for raw in record["disclosures"]
    }


def _may_carry(office: Office, paper: Record, targets: Sequence[Target]) -> set[tuple[int, str]]:
    first, last = paper.values.get("first"), paper.values.get("last")
    about = paper.values.get("about")
    thread = about.get("id") if isinstance(about, dict) else None
    found: set[tuple[int, str]] = set()
    for target in targets:
        record = office.read.record(target.n)
        of_line = (
            record.line is not None and isinstance(first, int) and isinstance(last, int)
            and first <= record.line <= last
        )  # fmt: skip
        if of_line or thread == b64(record.thread):
            found |= {(target.n, field) for field in target.fields}
    return found
