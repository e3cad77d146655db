"""From what the record keeps to what is read, on screen and paper alike.

Values are shown by their shape, so that one written by an older version of a form still reads.
"""

from collections.abc import Callable
from typing import Any

from deskinc.forms import body, kinds, moments, money
from deskinc.forms.kinds import Field, Value
from deskinc.i18n import Locale, _

_KIB = 1024


def show(field: Field, value: Value, locale: Locale) -> str:
    """Return the words for a stored value of ``field``; empty for null, never an error."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int):
        unit = field.unit if isinstance(field, kinds.Number) else ""
        return f"{value} {_(unit)}" if unit else str(value)
    return _show_object(value, locale) if isinstance(value, dict) else str(value)


def floor_words(name: str) -> str:
    """The floor of a plan as it is read: a bare number says that it is a floor."""
    return _("Floor {name}").format(name=name) if name.isdigit() else name


def _show_object(value: dict[str, Any], locale: Locale) -> str:
    for member, shower in _SHOWERS:
        if member in value:
            text = shower(value, locale)
            if text:
                return text
    return ", ".join(f"{key} {part}" for key, part in value.items())


def _unknown(value: dict[str, Any], _locale: Locale) -> str:
    return _("unknown, because {reason}").format(reason=value["unknown"])


def _moment(value: dict[str, Any], locale: Locale) -> str:
    moment = moments.moment_of(value)
    if moment is None:
        return str(value["t"])
    if value.get("p") == "day":
        return locale.date(moment)
    try:
        local = locale.local(moment)
    except OverflowError:
        local = moment
    clock = locale.time(local, seconds=value.get("p") == "s")
    return f"{locale.date(local)}, {clock} ({locale.utc_offset(local)})"


def _money(value: dict[str, Any], locale: Locale) -> str:
    minor, currency = value["minor"], value.get("cur")
    if not isinstance(minor, int) or not isinstance(currency, str):
        return ""
    return money.show_money(minor, currency, locale.language)


def _point(value: dict[str, Any], _locale: Locale) -> str:
    if (part := body.at(value)) is not None:
        return part.said
    x, y = value.get("x"), value.get("y")
    if not isinstance(x, int) or not isinstance(y, int):
        return ""
    return f"{x // 1000} / {y // 1000}"


def _file(value: dict[str, Any], _locale: Locale) -> str:
    size = value.get("size")
    return f"{value.get('name', '')} ({_size(size)})" if isinstance(size, int) else ""


def _size(size: int) -> str:
    """Bytes as people say them, in binary thousands."""
    if size < _KIB:
        return _("{size} bytes").format(size=size)
    if size < _KIB**2:
        return _("{size} KB").format(size=-(-size // _KIB))
    return _("{size} MB").format(size=f"{size / _KIB**2:.1f}" if size < 2**53 else size >> 20)


def _word(value: dict[str, Any], _locale: Locale) -> str:
    return str(value["text"])


_SHOWERS: tuple[tuple[str, Callable[[dict[str, Any], Locale], str]], ...] = (
    ("unknown", _unknown),
    ("text", _word),
    ("t", _moment),
    ("minor", _money),
    ("plan", _point),
    ("sha256", _file),
)
