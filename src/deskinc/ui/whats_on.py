"""What the active strip shows, read from the open incidents."""

from deskinc.desk import incidents
from deskinc.desk.office import Office
from deskinc.ui.strip import Active


def active(office: Office) -> list[Active]:
    """The open incidents as items of the strip."""
    return [
        Active(
            row.thread, row.number, row.severity, row.title, row.opened, row.due, row.next_step
        )
        for row in incidents.active(office)
    ]
