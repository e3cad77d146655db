"""What the desk notes of itself: who came in, what was locked, and what a role did not allow."""

from concurrent.futures import Future
from datetime import timedelta
from typing import TYPE_CHECKING

from deskinc.book.record import Draft, Saved
from deskinc.desk.signing_on.officers import Officer
from deskinc.errors import DeskError
from deskinc.forms import roles
from deskinc.forms.fields import Value
from deskinc.log import logger

if TYPE_CHECKING:
    from deskinc.desk.office import Office

AGAIN = timedelta(minutes=1)
"""Between two notes that the same person was denied the same act."""


def note_access(office: "Office", what: str, detail: str = "") -> "Future[Saved]":
    """Record that the desk was opened, locked or left, in the desk's own name."""
    return office.write_as_desk(access(office, what, detail))


def access(
    office: "Office", what: str, detail: str = "", *, who: bool = True, of: Officer | None = None
) -> Draft:
    """An entry of the access log, of the person signed in or ``of`` another one.

    Without ``who`` it was nobody at the desk.
    """
    person = of or office.officer
    me: dict[str, Value] = {"id": person.thread, "text": person.name}
    raw: dict[str, object] = {"what": what, **({"officer": me} if who and person.thread else {})}
    if detail:
        raw["detail"] = "".join(c if c.isprintable() else "?" for c in detail)[:1000]
    return office.draft("access", raw)


def note_denied(office: "Office", officer: Officer, act: str) -> None:
    """Record that no role of ``officer`` allows ``act``, which he tried.

    The same is noted once a minute at most; a book that takes nothing denies all the same.
    """
    asked, now = (officer.thread, act), office.clock()
    before = office.denied.get(asked)
    if before is not None and before <= now < before + AGAIN:
        return
    office.denied[asked] = now
    try:
        office.write_as_desk(access(office, "denied", roles.words(act), of=officer))
    except (DeskError, RuntimeError) as error:
        logger.warning("denied, not noted: %s", error)
