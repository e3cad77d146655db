"""What is still open when a shift ends: incidents, items carried on, what is late or missed."""

from collections.abc import Iterable

from deskinc.desk.evidence import hands
from deskinc.desk.incidents import incident_reading
from deskinc.desk.incidents.incident_reading import Incident
from deskinc.desk.learning import lessons
from deskinc.desk.office import Office
from deskinc.desk.routine import due
from deskinc.desk.routine.due import NIL, Due
from deskinc.i18n import Locale, _


def open_now(office: Office) -> list[str]:
    """What cannot be left unsaid now, each in a few words."""
    found = due.due(office, office.now())
    return named(incident_reading.active(office), found, office.locale, overdue(office))


def overdue(office: Office) -> list[str]:
    """Exhibits that should be back, and how many actions are past their day or nobody’s.

    The words of actions leave on no sheet of a shift (D36).
    """
    if not office.officer.may("read_incidents"):
        return []
    late, nobodys = len(lessons.overdue(office)), len(lessons.without_owner(office))
    return [
        *_returns(office),
        *_counted(late, _("1 action overdue"), _("{count} actions overdue")),
        *_counted(nobodys, _("1 action of somebody who is no longer here"),
                  _("{count} actions of people who are no longer here")),
    ]  # fmt: skip


def _returns(office: Office) -> list[str]:
    """``EXH-2026-0003 not back, due 24 Nov``; who has it is told on the page alone."""
    said = _("{no} not back, due {day}")
    return [
        said.format(no=one.number, day=office.locale.short_date(one.due))
        for one in hands.overdue(office)
        if one.due is not None
    ]


def _counted(count: int, one: str, many: str) -> list[str]:
    return [one if count == 1 else many.format(count=count)] if count else []


def named(
    incidents: Iterable[Incident], found: Iterable[Due], locale: Locale, carried: Iterable[str] = ()
) -> list[str]:
    """``INC-2026-0003 Lift 2 stopped``, then what is ``carried`` on by hand, then what is red."""
    open_ = [f"{one.number} {one.title}".strip() for one in incidents]
    return [*open_, *(what for what in carried if what.strip()), *red(found, locale)]


def red(found: Iterable[Due], locale: Locale) -> list[str]:
    """``Check call 02:30 late``; an entry that is asked for is made by signing off."""
    words = {"late": _("{what} {time} late"), "missed": _("{what} {time} missed")}
    return [
        words[one.state].format(what=one.routine.name, time=locale.clock(locale.local(one.at)))
        for one in found
        if one.state in words and one.routine.type != NIL
    ]


def sentence(found: Iterable[str]) -> str:
    """All of it as one sentence; "" where nothing is."""
    said = "; ".join(what.rstrip(".") for what in found)
    return stopped(said) if said else ""


def stopped(words: str) -> str:
    """Words that end a sentence, whatever was typed."""
    words = words.rstrip()
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
