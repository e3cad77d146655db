"""What is due as a list that may leave the book: as the page shows it, at that moment."""

from deskinc.desk.office import Office
from deskinc.desk.papers.list_tables import Table
from deskinc.desk.routine.due import due
from deskinc.i18n import N_, _
from deskinc.reports.listing import Column

STATES = {
    "ahead": N_("comes next"), "due": N_("due"), "late": N_("late"), "missed": N_("missed"),
}  # fmt: skip
"""How something on the list stands, in words."""


def table(office: Office) -> Table:
    """What is to be ticked and what comes next, the earliest first."""
    office.allow("export_list")
    now, local = office.now(), office.locale.local
    with office.read.checked():
        found = due(office, now)
    rows = [
        (
            _(STATES[one.state]), local(one.at).isoformat(" ", "minutes"),
            local(one.ends).isoformat(" ", "minutes"), one.routine.name, one.routine.verb,
            one.routine.place, one.routine.procedure,
        )
        for one in found
    ]  # fmt: skip
    columns = (
        Column("state", _("State"), 12),
        Column("due", _("Due"), 24),
        Column("until", _("In time until"), 24),
        Column("what", _("What"), 40),
        Column("type", _("Type"), 16),
        Column("place", _("Place"), 20),
        Column("if_missed", _("If it is missed"), 50),
    )
    asked = _("as of {time}").format(time=now.isoformat(" ", "minutes"))
    return Table("due", _("What is due"), columns, len(rows), asked, lambda: iter([rows]))
