"""The clock of this computer: what a watch shows beside it, and the line that says so (D6)."""

import re
from concurrent.futures import Future
from datetime import datetime, timedelta
from functools import partial

from deskinc.book.clock import Step
from deskinc.book.record import Saved
from deskinc.book.writing.timekeeper import FORM, span, told
from deskinc.desk.office import Office
from deskinc.errors import InvalidForm
from deskinc.forms.fields import FieldError, parse_moment
from deskinc.forms.moments import later, passed
from deskinc.i18n import Locale, _
from deskinc.proof.canonical import unb64

__all__ = ["Step", "answer", "offset_words", "sentence"]

_SECONDS = re.compile(r"\d:\d\d:\d\d|\b\d{6}\b", re.ASCII)

LONG = timedelta(hours=12)
"""From a step of this size on the time alone does not say which day a watch means."""


def sentence(office: Office, step: Step) -> str:
    """What the amber bar says of a step."""
    return told(step, office.site.zone)


def answer(office: Office, step: Step | None, watch: str, id: str) -> "Future[Saved]":  # noqa: A002
    """Write what a watch shows, as typed, beside the computer's time; it answers the step.

    Raises InvalidForm for words that are no time, NotAllowed for who writes no lines.
    """
    office.allow("write_occurrence")
    now = office.now()
    shown = _shown(now, step, watch)
    ahead = round(passed(shown, now).total_seconds())
    words = _words(shown, now, office.locale)
    said: dict[str, object] = {"watch": shown, "offset": ahead, "text": words}
    if step is not None:
        said["stepped"] = step.seconds
    return office.write(office.draft(FORM, said, id=unb64(id)))


def _shown(now: datetime, step: Step | None, watch: str) -> datetime:
    """The moment a watch shows: of the days it may mean the one nearest to either clock.

    Who names no seconds has compared none: they are taken to agree.
    """
    words, back = watch.strip(), timedelta(seconds=step.seconds if step else 0)
    if not words:
        raise InvalidForm({"watch": _("Write what the watch shows.")})
    if len(words.split()) < 2 and abs(back) >= LONG:
        raise InvalidForm({"watch": _("Write the date too, from a calendar: 21:31 2026-11-22.")})
    try:
        read = [parse_moment(words, near) for near in (now, later(now, -back))]
    except FieldError as error:
        raise InvalidForm({"watch": str(error)}) from error
    shown = min(read, key=lambda moment: abs(passed(moment, now)))
    return shown if _SECONDS.search(words) else shown.replace(second=now.second)


def _words(shown: datetime, now: datetime, locale: Locale) -> str:
    dated = "" if shown.date() == now.date() else "%Y-%m-%d "
    clock = partial(locale.clock, seconds=True)
    return _("A watch shows {watch}, this computer {computer}: {offset}.").format(
        watch=shown.strftime(dated) + clock(shown),
        computer=now.strftime(dated) + clock(now),
        offset=offset_words(round(passed(shown, now).total_seconds())),
    )


def offset_words(seconds: int) -> str:
    """``the computer is 3 h behind``."""
    if seconds == 0:
        return _("they agree")
    words = _("the computer is {span} ahead") if seconds > 0 else _("the computer is {span} behind")
    return words.format(span=span(seconds))
