"""Cards of people and vehicles: kept, found again, used in incidents, and told to be the same."""

from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass

from deskinc.book.record import Draft, Saved
from deskinc.book.records.reading import folded
from deskinc.book.registers.cards import PARTY, VEHICLE, CardRow, UseRow
from deskinc.desk.cards.similar import plate_has, similar
from deskinc.desk.lines.counting import standing, telling
from deskinc.desk.office import Office
from deskinc.desk.site import plain
from deskinc.errors import DeskError, InvalidForm
from deskinc.forms import form as forms
from deskinc.forms.catalogue import current
from deskinc.forms.catalogue.concerned import PERSON_ROLES
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.proof.canonical import b64, unb64

__all__ = ["PARTY", "TABLES", "VEHICLE", "Card", "Use", "found", "keep", "known", "row_of", "uses"]

TABLES: Mapping[str, str] = {PARTY: "people", VEHICLE: "vehicles"}
"""The table of an incident whose rows name cards of that kind."""
NAMES: Mapping[str, str] = {PARTY: "name", VEHICLE: "plate"}
_SHARED: Mapping[str, Mapping[str, str]] = {
    PARTY: {"name": "name", "contact": "contact"},
    VEHICLE: {
        **{name: name for name in ("plate", "country", "colour", "year", "make", "model")},
        **{name: name for name in ("body", "marks", "permit")}, "driver": "owner",
    },
}  # fmt: skip
"""By kind, the columns of such a row and the field of the card that fills each."""
MOST, PLATE_SIGNS = 50, 4


@dataclass(frozen=True, slots=True)
class Card:
    """A card as a list shows it; ``more`` says what else tells it apart, ``used`` where it was."""

    thread: str
    kind: str
    name: str
    more: str = ""
    used: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """An incident in which a card stands, and as what."""

    incident: str
    number: str
    title: str
    role: str


class _Cards:
    """The cards of a kind and where they are used, read once for one question."""

    def __init__(self, office: Office, kind: str) -> None:
        self.office = office
        self.rows = {row.thread: row for row in office.read.cards(kind)}
        self.used: dict[bytes, list[UseRow]] = {}
        for row in office.read.card_uses():
            card = self.rows.get(row.card or b"")
            if card is not None:
                self.used.setdefault(self.standing(card).thread, []).append(row)

    def standing(self, row: CardRow) -> CardRow:
        """The card that this one is the same as, in the end."""
        seen = {row.thread}
        while row.same_as is not None and row.same_as in self.rows and row.same_as not in seen:
            row = self.rows[row.same_as]
            seen.add(row.thread)
        return row

    def offered(self, rows: Iterable[CardRow]) -> list[Card]:
        """Those cards, or the ones they stand under; those used last first."""

        def last(row: CardRow) -> int:
            return max((use.n for use in self.used.get(row.thread, ())), default=row.last_n)

        order = sorted(dict.fromkeys(map(self.standing, rows)), key=last, reverse=True)
        return [self.card(row) for row in order[:MOST]]

    def card(self, row: CardRow) -> Card:
        said = standing(self.office.read, row.thread, row.kind)
        tells = ("born", "employer", "alias") if row.kind == PARTY else ("colour", "make", "model")
        more = ", ".join(filter(None, (plain(said.get(name)) for name in tells)))
        there = self.uses(row.thread)
        used = "; ".join(", ".join(filter(None, (one.role, one.number))) for one in there[:2])
        if len(there) > 2:
            used = _("{these} and {count} more").format(these=used, count=len(there) - 2)
        return Card(b64(row.thread), row.kind, row.name or "", more, used)

    def uses(self, thread: bytes) -> list[Use]:
        """The incidents in which a card stands, the newest first."""
        there = (_use(self.office, row) for row in reversed(self.used.get(thread, [])))
        return [use for use in there if use is not None]


def found(office: Office, kind: str, words: str = "") -> list[Card]:
    """Cards that ``words`` may mean, those used last first; without words the last used.

    Of a plate any piece will do, with ``?`` for signs nobody saw. Cards told to be the same as
    another stand under that one, and are found by their own names too.
    """
    office.allow("read_incidents")
    cards, wanted = _Cards(office, kind), words.strip()
    return cards.offered(row for row in cards.rows.values() if not wanted or _says(row, wanted))


def known(office: Office, kind: str, name: str) -> list[Card]:
    """Cards whose name looks like ``name``; of a plate at least four signs must be known."""
    if kind == VEHICLE and sum(sign.isalnum() for sign in name) < PLATE_SIGNS:
        return []
    cards, like = _Cards(office, kind), plate_has if kind == VEHICLE else similar
    return cards.offered(row for row in cards.rows.values() if row.name and like(row.name, name))


def uses(office: Office, kind: str, thread: str) -> list[Use]:
    """The incidents in which a card stands, or one told to be the same, the newest first."""
    office.allow("read_incidents")
    return _Cards(office, kind).uses(unb64(thread))


def values(office: Office, thread: str) -> dict[str, Value]:
    """What a card says."""
    office.allow("read_incidents")
    return standing(office.read, unb64(thread), PARTY, VEHICLE)


def keep(
    office: Office, kind: str, thread: str, raw: Mapping[str, object],
    id: str,  # noqa: A002
) -> "Future[Saved]":  # fmt: skip
    """Write a new card (``thread`` empty) or what was changed of one."""
    office.allow("follow_up")
    form = current(kind)
    if not thread:
        return office.write(Draft(kind, forms.clean(form, raw), id=unb64(id)))
    key = unb64(thread)
    before = standing(office.read, key, kind)
    changed = forms.changes(before, forms.clean(form, raw, partial=True, current=before))
    if not changed:
        raise DeskError(_("Nothing was changed."))
    cards, other = _Cards(office, kind), _ref(changed.get("same_as"))
    if (
        other is not None
        and other in cards.rows
        and cards.standing(cards.rows[other]).thread == key
    ):
        raise InvalidForm({"same_as": _("That card is the same as this one already.")})
    return office.write(Draft(kind, changed, id=unb64(id), thread=key))


def row_of(office: Office, card: Card) -> dict[str, Value]:
    """The cells of an incident’s row for that card: what lasts is filled in, its part is not."""
    said = values(office, card.thread)
    shared = _SHARED[card.kind].items()
    cells = {name: value for name, field in shared if (value := said.get(field)) is not None}
    return {**cells, "card": {"id": card.thread, "text": card.name}}


def from_row(kind: str, cells: Mapping[str, Value]) -> dict[str, object]:
    """What a new card takes over from a row of an incident."""
    shared = _SHARED[kind].items()
    return {field: said for name, field in shared if (said := plain(cells.get(name)))}


def unlinked(kind: str, values_: Mapping[str, Value]) -> list[tuple[str, dict[str, Value]]]:
    """The named rows of an incident that stand on no card: row and cells."""
    return [
        (row, cells)
        for row, cells in forms.rows(values_, TABLES[kind])
        if "card" not in cells and plain(cells.get(NAMES[kind]))
    ]


def _says(row: CardRow, words: str) -> bool:
    name = row.name or ""
    if row.kind == VEHICLE:
        return plate_has(name, words)
    plain_, _slash, alias = row.key.partition("/")
    parts = words.casefold().split()
    begun = all(any(w.startswith(p) for w in f"{plain_} {alias}".split()) for p in parts)
    return begun or similar(name, words) or (bool(alias) and similar(alias, words))


def _use(office: Office, row: UseRow) -> Use | None:
    """None of an incident raised by mistake: nobody is its suspect."""
    incident = office.read.incident(row.incident)
    if incident is None or incident.state == "void":
        return None
    said = folded(telling(office.read, row.incident)).get(f"{row.place}/role")
    labels = {option.code: _(option.label) for option in PERSON_ROLES}
    role = labels.get(plain(said), plain(said))
    return Use(b64(row.incident), incident.number or "", incident.title or "", role)


def _ref(value: Value) -> bytes | None:
    return unb64(str(value["id"])) if isinstance(value, dict) and value.get("id") else None
