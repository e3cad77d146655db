"""Going to a day or a line of the log; an incident from chosen lines; the paper of a day."""

from collections.abc import Sequence
from functools import partial

from deskinc.desk.lines.going import going_to
from deskinc.i18n import _
from deskinc.ui import dialogs
from deskinc.ui.actions import Action
from deskinc.ui.book.linemenu import raisable
from deskinc.ui.book.part import Part

MOST = 50
"""Lines that one incident is raised from."""


class LogPart(Part):
    """What is done with the log by key, wherever the cursor stands."""

    def actions_offered(self) -> Sequence[Action]:
        """Three keys."""
        group = _("Book")
        return (
            Action("goto", _("Go to a day or a line"), "Ctrl+G", "corner-down-right", group,
                   self.ask),
            Action("raise_here", _("Raise an incident from the chosen lines"), "Ctrl+Shift+I",
                   "siren", group, self.raise_incident, act="raise_incident"),
            Action("print_day", _("Print the page of this day"), "Ctrl+Shift+P", "printer", group,
                   self.print_day, act="print_day"),
        )  # fmt: skip

    def ask(self) -> None:
        """Ask where to, then choose the first line there."""
        dialogs.ask_text(
            self.page.window(), _("Go to a day or a line"),
            _("A line number, a date, a weekday, “yesterday”, or a time such as 21:31 yesterday."),
            name=_("Day or line"), verb=_("Go there"), done=self._go,
            missing=_("Write a day or a number."),
        )  # fmt: skip

    def _go(self, words: str) -> None:
        session = self.page.session
        session.look(self.page, partial(going_to, session.office, words), self._show)

    def _show(self, n: int) -> None:
        self.page.show_n(n)
        self.page.view.enter()

    def raise_incident(self) -> None:
        """From the chosen lines, or the last one its writer wrote."""
        session, ns = self.page.session, raisable(self.page)
        if not ns:
            session.say(
                _("No line is chosen that an incident can be raised from."),
                _("Struck lines, the desk’s own and those of an incident are left out."),
                tone="pending",
            )
        elif len(ns) > MOST:
            session.say(
                _("An incident is raised from at most {count} lines.").format(count=MOST),
                tone="pending",
            )
        else:
            session.go("incidents", raise_from=ns)

    def print_day(self) -> None:
        """The page of the day that the chosen line stands on; of today where none is chosen."""
        at = self.page.view.chosen_row()
        session = self.page.session
        moment = session.now() if at < 0 else self.page.log.line_at(at).written
        session.go("reports", day=moment.date())
