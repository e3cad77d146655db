"""What a line says below its words: answers of its own, and why it came late."""

from deskinc.desk.lines.lines import Line
from deskinc.i18n import _


def answers(line: Line) -> tuple[str, ...]:
    """``Reported by``, ``Informed`` and ``Action``, each where given; an addition says its own."""
    if line.adds_to is not None:
        return ()
    given = (
        (line.reported_by, _("Reported by: {who}").format(who=line.reported_by)),
        (line.informed, _("Informed: {who}").format(who=line.informed)),
        (line.action, _("Action: {what}").format(what=line.action)),
    )
    return tuple(words for value, words in given if value)


def late_reason(line: Line) -> str:
    """Why a line came late; that no reason was given, where a hand wrote it and gave none.

    Of a line that was struck or corrected none is asked any more.
    """
    if line.late is None or line.late_reason or line.struck:
        return line.late_reason
    return _("no reason given") if line.form == "occurrence" and not line.automatic else ""
