"""What the desk notes of itself: who came in, what was locked, and what a role did not allow.

Each passphrase typed in an open office is tried here, so that whoever guesses waits and is noted.
"""

from concurrent.futures import Future
from datetime import timedelta
from typing import TYPE_CHECKING

from deskinc.book.keys.slots import Keys
from deskinc.book.record import Draft, Saved
from deskinc.desk.signing_on.officers import Officer
from deskinc.desk.signing_on.waits import Waits, clock_words
from deskinc.errors import DeskError, MustWait, NoSlot, WrongPassphrase
from deskinc.forms import roles
from deskinc.forms.fields import Value
from deskinc.i18n import _
from deskinc.log import logger

if TYPE_CHECKING:
    from deskinc.desk.office import Office

DETAIL = 1000
"""How many signs an entry takes of what more is said."""
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
        raw["detail"] = "".join(c if c.isprintable() else "?" for c in detail)[:DETAIL]
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


def keys_of(office: "Office", name: str, passphrase: str) -> Keys:
    """The keys of ``name``; a wrong passphrase is noted, and the name waits longer each time. Slow.

    Raises MustWait before anything is tried, WrongPassphrase, NoSlot or SlotDamaged.
    """
    waits = office.waits
    with waits.turn:
        if left := waits.left(name):
            raise _must_wait(name, left)
        try:
            keys = office.vault.open(name, passphrase, keep=False)
        except (WrongPassphrase, NoSlot) as error:
            waits.failed(name)
            known = isinstance(error, WrongPassphrase)
            note_failed(office, _guessed(" ".join(name.split()) if known else ""))
            error.who = name
            raise
        waits.passed(name)
    return keys


def _guessed(name: str) -> str:
    """What was given wrongly; what nobody is called may be a passphrase, and is not written."""
    words = _("passphrase of {name}").format(name=name)
    return words if name else _("a name that nobody has")


def take_over(office: "Office", waits: Waits) -> None:
    """Let whoever guessed at the closed door wait on in the open book, and record it by name.

    What the book does not take is owed to the next time it opens.
    """
    office.waits = waits
    for name, times in waits.hand_out():
        said = _guessed(name)
        if times > 1:
            said = _("{what}, {count} times").format(what=said, count=times)

        def saved(done: "Future[Saved]", name: str = name, times: int = times) -> None:
            if done.cancelled() or done.exception() is not None:
                waits.owe(name, times)

        try:
            note_access(office, "sign_in_failed", said).add_done_callback(saved)
        except (DeskError, RuntimeError) as error:
            waits.owe(name, times)
            logger.warning("failed sign-ins, not noted: %s", error)


def _must_wait(name: str, seconds: int) -> MustWait:
    todo = _("Try again in {time}.").format(time=clock_words(seconds))
    made = MustWait(_("After a wrong passphrase this name waits."), todo)
    made.who = name
    return made


def note_failed(office: "Office", detail: str) -> None:
    """Record that somebody gave what opens nothing; a book that takes nothing refuses it too."""
    try:
        note_access(office, "sign_in_failed", detail)
    except (DeskError, RuntimeError) as error:
        logger.warning("a failed sign-in, not noted: %s", error)
