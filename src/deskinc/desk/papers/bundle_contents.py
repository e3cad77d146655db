"""What a bundle would show, value by value, in groups that a redacted copy can withhold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from deskinc.book.record import Record
from deskinc.desk.lines.source import Source
from deskinc.forms.catalogue import current
from deskinc.forms.cells import split
from deskinc.forms.fields import Field, File, Moment, Person, Place, Point, Text, Value, show
from deskinc.forms.form import Form
from deskinc.i18n import N_, _

GROUPS = {
    "names": N_("Names of people"),
    "contacts": N_("Contacts"),
    "injuries": N_("Injuries and force"),
    "juveniles": N_("Children and young people"),
    "accounts": N_("Accounts and statements"),
    "photos": N_("Photographs and files"),
    "texts": N_("What was written"),
    "places": N_("Places"),
    "times": N_("Times"),
    "rest": N_("All the rest"),
}
"""Groups of values, in the order in which they are offered."""

PERSONAL = frozenset({"names", "contacts", "injuries", "juveniles", "accounts", "photos"})
"""Groups that tell of people; a redacted copy withholds them until somebody says otherwise."""

_NAMES = frozenset(
    {
        "name", "owner", "driver", "plate", "reported_by", "who", "informed", "relieved",
        "relieved_by", "escorted_by", "last_seen_by", "investigated_by", "released_by", "engineer",
        "complainant", "caller_name", "found_missing_by", "evac_missing", "assisted", "occupants",
        "warden", "missing_found_by", "stayed_with", "force_witnesses",
    }
)  # fmt: skip
_INJURIES = frozenset({"injury", "injuries", "lift_condition", "distressed"})
_HURT = frozenset({"injured", "wounds"})
"""Tables of which every cell is about an injury."""
_CONTACTS = frozenset({
    "contact", "reporter_contact", "caller_phone", "caller_address", "number", "phone", "address",
})  # fmt: skip
_NOBODY = frozenset({"plan", "site"})
"""Forms whose names are of no person."""
_CARDS = frozenset({"party", "vehicle"})
"""Forms of which every answer tells who somebody is."""


@dataclass(frozen=True, slots=True)
class Told:
    """One value as a person chooses it: record, field, group, the field's words, the value's.

    ``form`` and ``where`` say in which record it stands: its title, and ``Line 443``.
    """

    n: int
    name: str
    group: str
    label: str
    words: str
    form: str
    where: str

    @property
    def key(self) -> tuple[int, str]:
        """By which a bundle is told to show it."""
        return self.n, self.name


def values_told(source: Source, records: Iterable[Record]) -> Iterator[Told]:
    """Every value of ``records``, in the order of the book and of the form."""
    for record in sorted(records, key=lambda one: one.n):
        form = current(record.form)
        order = {field.name: at for at, field in enumerate(form.fields())}
        for name in sorted(record.values, key=lambda one: (order.get(split(one)[0], 99), one)):
            yield _told(source, record, form, name)


def _told(source: Source, record: Record, form: Form, name: str) -> Told:
    title = _(form.title)
    where = _("Line {line}").format(line=record.cited) if record.line else ""
    where = where or _("{form}, record {n}").format(form=title, n=record.n)
    value = record.values[name]
    try:
        field = form.field(name)
    except KeyError:
        return Told(record.n, name, "rest", name, str(value), title, where)
    words = _("taken out") if value is None else _words(source, field, value)
    group, label = _group(form, field, name), _label(form, field, name)
    return Told(record.n, name, group, label, words, title, where)


def _words(source: Source, field: Field, value: Value) -> str:
    return " ".join(show(field, value, source.locale).split())


def _label(form: Form, field: Field, name: str) -> str:
    head, path = split(name)
    return f"{_(form.field(head).label)}: {_(field.label)}" if len(path) == 2 else _(field.label)


def _group(form: Form, field: Field, name: str) -> str:
    """The first group that fits; a field of a photograph but its caption goes with the picture."""
    last = field.name
    fits = (
        ("photos", isinstance(field, File) or (form.key == "photo" and last != "caption")),
        ("juveniles", split(name)[0] == "juveniles"),
        ("injuries", split(name)[0] in _HURT),
        ("contacts", last in _CONTACTS),
        ("accounts", last == "account"),
        ("injuries", last in _INJURIES or last.startswith("force")),
        ("names", form.key in _CARDS),
        ("names", form.key not in _NOBODY and (isinstance(field, Person) or last in _NAMES)),
        ("places", isinstance(field, Place | Point) or last == "spot"),
        ("times", isinstance(field, Moment)),
        ("texts", isinstance(field, Text) and "/" not in name),
    )
    return next((group for group, fit in fits if fit), "rest")
