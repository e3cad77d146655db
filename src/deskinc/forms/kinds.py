"""The kinds of field a form is made of, and the shapes their values have in a record.

A stored value is null, a bool, an integer, a string or one flat object; a table cell and each of
several choices is a value of its own, named ``people/<row>/phone`` or ``roles/<code>``.
"""

from dataclasses import KW_ONLY, dataclass
from typing import Any, TypeAlias

from deskinc.errors import DeskError

Value: TypeAlias = bool | int | str | dict[str, Any] | None
"""One stored value; the shapes of the objects are those of the record format."""

Raw: TypeAlias = Any
"""What an editor hands over; :func:`clean` says what each kind takes."""

SAFE_INT = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly."""


class FieldError(DeskError):
    """An answer that does not fit its field; ``what`` is the sentence to show beside it."""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice: a code that is never reused, and the word shown for it."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """What every kind has: name in the record, label, and when it must or may be answered.

    ``unknown`` lets it be answered ``{"unknown": reason}``. ``when`` is (field, code, more codes):
    the field is asked only while that other field holds one of the codes, or one below it ("fire"
    is met by "fire.drill"); a flag holds "yes" or "no". ``restricted`` names the rule
    (``forms.restricting``) by which its answers are sealed; on a table for every cell of it.
    """

    name: str
    label: str
    _: KW_ONLY
    required: bool = False
    unknown: bool = False
    when: tuple[str, ...] | None = None
    help: str = ""
    restricted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Field):
    """Words; ``limit`` in characters. ``exact`` keeps surrounding blanks (signed notes)."""

    multiline: bool = False
    limit: int = 20_000
    exact: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Field):
    """One of ``options``, stored with its word as shown; or ``many``, one true cell for each."""

    options: tuple[Option, ...]
    many: bool = False

    def option(self, code: str) -> Option | None:
        """Return the option of that code, None if there is none."""
        return next((option for option in self.options if option.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Field):
    """A local time with its offset, exact to ``precision``: day, min or s."""

    precision: str = "min"


@dataclass(frozen=True, slots=True)
class Place(Field):
    """A place of the site, or one typed by hand (id empty)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Field):
    """Somebody enrolled at the desk; ``typed`` also takes a name by hand (id empty)."""

    typed: bool = False


@dataclass(frozen=True, slots=True)
class Flag(Field):
    """Yes or no; neither is assumed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Field):
    """A whole number of ``unit``, from ``low`` to ``high``."""

    unit: str = ""
    low: int = -SAFE_INT
    high: int = SAFE_INT


@dataclass(frozen=True, slots=True)
class Money(Field):
    """An amount in the minor unit of its currency (ISO 4217)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point(Field):
    """A point on a plan, in thousandths of plan units; ``body``: one on the drawing of a body."""

    body: bool = False


@dataclass(frozen=True, slots=True)
class File(Field):
    """An attachment: digest, size in bytes, type and name."""


@dataclass(frozen=True, slots=True)
class Ref(Field):
    """Another record: the id of its thread and the number shown for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows(Field):
    """A table; each cell is a value named ``<name>/<row id>/<sub field>``."""

    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        """Return the sub field of that name, None if there is none."""
        return next((sub for sub in self.fields if sub.name == name), None)


KINDS: tuple[type[Field], ...] = (
    Text, Choice, Moment, Place, Person, Flag, Number, Money, Point, File, Ref, Rows,
)  # fmt: skip
"""Every kind there is; editors and papers must know each of them."""
