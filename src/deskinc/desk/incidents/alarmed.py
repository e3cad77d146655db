"""What an alarm point says of the incident that is raised from it."""

from deskinc.desk.office import Office
from deskinc.desk.site import PointRow
from deskinc.forms import taxonomy
from deskinc.i18n import _


def answers(office: Office, point: PointRow) -> dict[str, object]:
    """Panel, zone, device, place, category and summary, and that an alarm told the desk."""
    known = {one.code for one in taxonomy.CATEGORIES}
    words = [point.device, point.place]
    found: dict[str, object] = {
        "how": {"code": "alarm"}, "device": point.device, "panel": point.panel,
        "zone": point.zone, "reported_by": ", ".join(filter(None, (point.device, point.panel))),
        "title": _("Alarm: {what}").format(what=", ".join(filter(None, words))),
        "place": office.site.place(point.place) if point.place else None,
        "category": {"code": point.category} if point.category in known else None,
    }  # fmt: skip
    return {name: said for name, said in found.items() if said}
