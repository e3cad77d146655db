"""What an alarm point says of the incident that is raised from it."""

from deskinc.desk.office import Office
from deskinc.desk.site import PointRow
from deskinc.forms import taxonomy
from deskinc.i18n import _


def category(words: str) -> str:
    """The code of the category of that name or code; "" where there is none."""
    wanted = words.strip().casefold()
    known = taxonomy.CATEGORY_OPTIONS
    return next((o.code for o in known if wanted in {o.code, _(o.label).casefold()}), "")


def answers(office: Office, point: PointRow) -> dict[str, object]:
    """Panel, zone, device, place, category and summary, and that an alarm told the desk."""
    code = category(point.category)
    words = [point.device, point.place]
    found: dict[str, object] = {
        "how": {"code": "alarm"}, "device": point.device, "panel": point.panel,
        "zone": point.zone, "reported_by": ", ".join(filter(None, (point.device, point.panel))),
        "title": _("Alarm: {what}").format(what=", ".join(filter(None, words))),
        "place": office.site.place(point.place) if point.place else None,
        "category": {"code": code} if code else None,
        "occurred": office.now(),
    }  # fmt: skip
    return {name: said for name, said in found.items() if said}
