"""The public face of the field kinds: what to declare, :func:`clean` and :func:`show`."""

from deskinc.forms.cleaning import clean
from deskinc.forms.kinds import (
    KINDS,
    Choice,
    Field,
    FieldError,
    File,
    Flag,
    Moment,
    Money,
    Number,
    Option,
    Person,
    Place,
    Point,
    Raw,
    Ref,
    Rows,
    Text,
    Value,
)
from deskinc.forms.moments import moment_of, parse_moment
from deskinc.forms.money import parse_money
from deskinc.forms.showing import show

__all__ = [
    "KINDS",
    "Choice",
    "Field",
    "FieldError",
    "File",
    "Flag",
    "Moment",
    "Money",
    "Number",
    "Option",
    "Person",
    "Place",
    "Point",
    "Raw",
    "Ref",
    "Rows",
    "Text",
    "Value",
    "clean",
    "moment_of",
    "parse_moment",
    "parse_money",
    "show",
]
