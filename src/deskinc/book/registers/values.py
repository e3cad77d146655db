"""Reading values for a register: what was erased, answered *unknown* or odd counts as not there."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from deskinc.proof.canonical import CanonicalError, unb64

Values = Mapping[str, object]


def text(values: Values, name: str) -> str | None:
    """The text of field ``name``."""
    value = values.get(name)
    return value if isinstance(value, str) else None


def whole(values: Values, name: str) -> int | None:
    """The integer of field ``name``."""
    value = values.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def member(values: Values, name: str, key: str) -> str | None:
    """The text under ``key`` of a composed value: a choice's code, a person's id."""
    value = values.get(name)
    inner = value.get(key) if isinstance(value, dict) else None
    return inner if isinstance(inner, str) else None


def known(values: Values, name: str) -> str | None:
    """The id of a person or place of a list; None for one typed by hand."""
    return member(values, name, "id") or None


def number(values: Values, name: str, key: str) -> int | None:
    """The integer under ``key`` of a composed value."""
    value = values.get(name)
    return whole(value, key) if isinstance(value, dict) else None


def code(values: Values, name: str) -> str | None:
    """The code of a choice."""
    return member(values, name, "code")


def moment(values: Values, name: str) -> int | None:
    """A moment in milliseconds since 1970."""
    if name not in values:
        return None
    said = member(values, name, "t")
    try:
        return None if said is None else round(datetime.fromisoformat(said).timestamp() * 1000)
    except ValueError:
        return None


def ident(values: Values, name: str) -> bytes | None:
    """The 16 bytes another record is named by."""
    if name not in values:
        return None
    said = member(values, name, "id")
    try:
        return None if said is None else unb64(said, 16)
    except CanonicalError:
        return None


def words(values: Values) -> Iterator[str]:
    """Every piece of text in the values beside ``text`` itself, for search."""
    for name in sorted(values):
        value = values[name]
        if name == "text":
            continue
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            said = value.get("text", value.get("unknown", value.get("name")))
            if isinstance(said, str):
                yield said


def idents(values: Values, table: str) -> Iterator[bytes]:
    """The records named by the cells of ``table``."""
    for name in sorted(values):
        if name.startswith(table + "/") and (found := ident(values, name)) is not None:
            yield found
