"""What the page shows, read from the book in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from deskinc.desk.incidents import incidents, plans
from deskinc.desk.incidents.incidents import Incident
from deskinc.desk.incidents.plans import Pin, Plan
from deskinc.desk.office import Office
from deskinc.ui.delegates import Row
from deskinc.ui.plan.clusters import RANK
from deskinc.ui.plan.pinlist import row_of

SHOWN_HERE = frozenset({"plan", "pin", "incident", "strike"})
"""Forms whose records may change what stands on the page."""


@dataclass(frozen=True, slots=True)
class Read:
    """Plans, lowest floor first; standing pins and all incidents, newest first.

    ``rows`` are the rows of the list, by plan: ten thousand take longer than one frame.
    """

    plans: tuple[Plan, ...] = ()
    pins: tuple[Pin, ...] = ()
    incidents: tuple[Incident, ...] = ()
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)

    def plan(self, thread: str) -> Plan | None:
        """The plan of that thread."""
        return next((plan for plan in self.plans if plan.thread == thread), None)

    def first(self) -> Plan | None:
        """The floor to open with: that of the newest pin, else the one nearest the ground."""
        pinned = self.plan(self.pins[0].plan) if self.pins else None
        return pinned or min(self.plans, key=lambda plan: abs(plan.order), default=None)

    def pins_on(self, plan: str) -> list[Pin]:
        """The pins of a floor, newest first."""
        return [pin for pin in self.pins if pin.plan == plan]

    def plans_of(self, incident: str) -> list[str]:
        """The plans that an incident is pinned on, its newest pin first."""
        return [pin.plan for pin in self.pins if pin.thread == incident]

    def floors(self) -> dict[str, str]:
        """The floor on which each pinned incident is pinned."""
        names = {plan.thread: plan.floor for plan in self.plans}
        return {pin.thread: names.get(pin.plan, "") for pin in reversed(self.pins)}

    def incident(self, thread: object) -> Incident | None:
        """The incident of that thread."""
        return next((found for found in self.incidents if found.thread == thread), None)

    def open_incidents(self) -> list[Incident]:
        """Those that are open, most severe first, then the newest."""
        found = [incident for incident in self.incidents if incident.state == "open"]
        return sorted(found, key=lambda incident: -RANK.get(incident.severity, 0))


def read(office: Office) -> Read:
    """All plans, standing pins and incidents."""
    pins, now, rows = tuple(plans.pins(office)), office.now(), dict[str, list[Row]]()
    for pin in pins:
        rows.setdefault(pin.plan, []).append(row_of(pin, office.locale, now))
    return Read(tuple(plans.listed(office)), pins, tuple(incidents.listed(office)), rows)
