"""Cards of people and vehicles, and the rows of incidents that name them."""

from dataclasses import dataclass

from deskinc.book.record import Record
from deskinc.book.registers import values as read
from deskinc.book.registers.known import PERSON, PLATE, folded
from deskinc.book.registers.pen import Pen
from deskinc.book.registers.rows import table

PARTY, VEHICLE = "party", "vehicle"


@dataclass(frozen=True, slots=True)
class CardRow:
    """A card: its ``kind``, name or plate, what it is found by, and the card it is the same as."""

    thread: bytes
    n: int
    kind: str
    name: str | None
    key: str
    same_as: bytes | None
    last_n: int


@dataclass(frozen=True, slots=True)
class UseRow:
    """A row of an incident that names a card; ``place`` is ``people/001`` or ``vehicles/001``."""

    key: str
    n: int
    card: bytes | None
    incident: bytes
    place: str


CARD = table("card", CardRow, "n", "kind")
USE = table("card_use", UseRow, "card", "n")


def fold_party(pen: Pen, record: Record) -> None:
    """The fold of a person's card."""
    _fold(pen, record, PARTY, "name", "alias")


def fold_vehicle(pen: Pen, record: Record) -> None:
    """The fold of a vehicle's card."""
    _fold(pen, record, VEHICLE, "plate", "")


def _fold(pen: Pen, record: Record, kind: str, name: str, alias: str) -> None:
    values, row = record.values, pen.row(CARD, record.thread)
    if row is None:
        row = {
            "thread": record.thread, "n": record.n, "kind": kind, "name": None, "key": "",
            "same_as": None,
        }  # fmt: skip
    said, also = (read.text(values, each) for each in (name, alias))
    before, _slash, other = str(row["key"]).partition("/")
    how = PERSON if kind == PARTY else PLATE
    if name in values:
        row["name"], before = said, folded(how, said or "")
    if alias and alias in values:
        other = folded(how, also or "")
    if "same_as" in values:
        row["same_as"] = read.ident(values, "same_as")
    pen.put(CARD, row | {"key": f"{before}/{other}", "last_n": record.n})


def fold_uses(pen: Pen, record: Record) -> None:
    """The rows of an incident that name a card, or no longer do."""
    for name in record.values:
        head, _slash, rest = name.partition("/")
        row, _slash, column = rest.partition("/")
        if column == "card" and head in {"people", "vehicles"}:
            place = f"{head}/{row}"
            key = f"{record.thread.hex()} {place}"
            card = read.ident(record.values, name)
            pen.put(USE, {
                "key": key, "n": record.n, "card": card, "incident": record.thread, "place": place,
            })  # fmt: skip
