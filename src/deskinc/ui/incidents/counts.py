"""What the anchors over an incident count."""

from collections.abc import Mapping

from deskinc.desk.incidents.incidents import IncidentPage
from deskinc.forms import form as forms
from deskinc.forms.fields import Value
from deskinc.ui.incidents.changes import gathered, standing


def of_records(page: IncidentPage, values: Mapping[str, Value]) -> dict[str, int | str]:
    """Lines, rows and changes of the incident, by the key of their part."""

    def rows(*names: str) -> int:
        return sum(len(forms.rows(values, name)) for name in names)

    return {
        "timeline": len(page.timeline), "people": rows("people", "witnesses"),
        "property": rows("property", "vehicles"),
        "changes": len(gathered(standing(page.changes))),
    }  # fmt: skip
