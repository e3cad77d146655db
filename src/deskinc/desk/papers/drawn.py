"""What a table of a form marks on the body, for paper."""

from collections.abc import Mapping

from deskinc.forms import body
from deskinc.forms.fields import Field, Point, Rows, Value
from deskinc.forms.form import rows
from deskinc.reports.document import BodyMap, BodyMark


def drawn(field: Field, values: Mapping[str, Value]) -> BodyMap | None:
    """The drawing with the marks of its rows, by their numbers; None where nothing is marked."""
    subs = field.fields if isinstance(field, Rows) else ()
    name = next((sub.name for sub in subs if isinstance(sub, Point) and sub.body), "")
    marks, words = list[BodyMark](), list[str]()
    for number, (_row, cells) in enumerate(rows(values, field.name), 1):
        part, point = body.at(cells.get(name)), cells.get(name)
        if part is not None and isinstance(point, dict):
            marks.append(BodyMark(number, part.view, int(point["x"]), int(point["y"])))
            words.append(f"{number} {part.said}")
    return BodyMap(tuple(marks), "; ".join(words)) if marks else None
