"""Hypothesis strategies: what an editor may hand over for each kind of field."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from deskinc.forms import body
from deskinc.forms.fields import (
    Choice,
    Field,
    File,
    Flag,
    Moment,
    Money,
    Number,
    Person,
    Place,
    Point,
    Ref,
    Rows,
    Text,
)
from deskinc.forms.form import Form
from deskinc.forms.kinds import SAFE_INT

ids = st.from_regex(r"[A-Za-z0-9_-]{1,22}", fullmatch=True)
row_ids = st.from_regex(r"[A-Za-z0-9_-]{1,12}", fullmatch=True)
_signs = st.characters(codec="utf-8", exclude_categories=["Cc"])
words = st.text(_signs, min_size=1, max_size=30).filter(lambda text: bool(text.strip()))
_names = words.filter(lambda text: len(text) < 25)
_zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=_zones)  # noqa: DTZ001
whole = st.integers(-SAFE_INT, SAFE_INT)
digests = st.from_regex(r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]", fullmatch=True)


def named(key: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    """Answers of the shape ``{id, text}``."""
    return st.fixed_dictionaries({"id": key, "text": _names})


def fitting(field: Field) -> st.SearchStrategy[Any]:
    """Answers that ``field`` takes."""
    found = _fitting(field)
    unknown = st.fixed_dictionaries({"unknown": words})
    return found | unknown if field.unknown else found


def _fitting(field: Field) -> st.SearchStrategy[Any]:  # noqa: PLR0911, PLR0912 - one line for each kind
    match field:
        case Text():
            return words.filter(lambda text: len(text) <= field.limit // 4)
        case Choice(many=True):
            return st.sets(st.sampled_from([option.code for option in field.options]))
        case Choice():
            code = st.sampled_from([option.code for option in field.options])
            return code | st.fixed_dictionaries({"code": code, "text": _names})
        case Moment():
            return moments | moments.map(lambda moment: moment.date())
        case Place() | Person(typed=True):
            return _names | named(ids | st.just(""))
        case Person() | Ref():
            return named(ids)
        case Flag():
            return st.booleans()
        case Number():
            number = st.integers(field.low, field.high)
            return number | number.map(str)
        case Money():
            cur = st.from_regex(r"[A-Z]{3}", fullmatch=True)
            return st.fixed_dictionaries({"minor": whole, "cur": cur})
        case Point(body=True):
            across, down = st.integers(0, body.WIDTH), st.integers(0, body.HEIGHT)
            views = st.sampled_from(list(body.VIEWS))
            return st.fixed_dictionaries({"plan": views, "x": across, "y": down})
        case Point():
            return st.fixed_dictionaries({"plan": ids, "x": whole, "y": whole})
        case File():
            return st.fixed_dictionaries(
                {
                    "sha256": digests,
                    "size": st.integers(0, SAFE_INT),
                    "mime": st.sampled_from(["image/jpeg", "image/svg+xml"]),
                    "name": _names,
                }
            )
        case Rows():
            row = st.fixed_dictionaries(
                {sub.name: fitting(sub) for sub in field.fields if sub.required},
                optional={sub.name: fitting(sub) for sub in field.fields if not sub.required},
            )
            least = int(field.required)
            return st.dictionaries(row_ids, row, min_size=least, max_size=3) | st.lists(
                row, min_size=least, max_size=3
            )
    raise AssertionError(field)


def filled(form: Form) -> st.SearchStrategy[dict[str, Any]]:
    """Answers to ``form`` that fit field by field; conditions and checks may still refuse them."""
    return st.fixed_dictionaries(
        {field.name: fitting(field) for field in form.fields() if field.required},
        optional={field.name: fitting(field) for field in form.fields() if not field.required},
    )


NOW = datetime(2026, 11, 22, 23, 13, tzinfo=UTC)

_junk_leaves = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(max_size=8)
    | st.datetimes() | moments | st.dates() | st.sampled_from([{}, [], "", {"unknown": ""}])
)  # fmt: skip
_members = st.sampled_from(
    ["unknown", "code", "text", "id", "t", "p", "minor", "cur", "amount", "plan", "x", "y",
     "sha256", "size", "mime", "name"]
) | st.text(max_size=3)  # fmt: skip
junk: st.SearchStrategy[Any] = st.recursive(
    _junk_leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_members, inner, max_size=4),
    max_leaves=6,
)
"""Anything at all."""
