"""An evacuation is ordered: its pack is there whatever the book takes, and nothing of it is lost.

What the book did not take, or whoever ordered it may not raise, is kept sealed as a line.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from deskinc.desk.evacuation import start
from deskinc.desk.evacuation.start import Pack
from deskinc.desk.incidents import incidents
from deskinc.desk.lines.entries import new_id
from deskinc.desk.office import Office
from deskinc.desk.trouble import refused, sealed
from deskinc.errors import DeskError
from deskinc.forms import taxonomy
from deskinc.i18n import _
from deskinc.proof.canonical import unb64

PATIENCE = 3.0
"""Seconds for which the paper waits for the book."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """The pack of incident ``thread``; ``why`` it is not open, "" where it is.

    ``raw`` is what is known of one that is not open, ``line`` the id of the line that keeps it.
    """

    thread: str
    pack: Pack
    why: str = ""
    raw: Mapping[str, object] = field(default_factory=dict)
    line: str = ""


def order(office: Office) -> Ordered:
    """Open the incident and lay out its pack; the pack comes without it too. Blocks."""
    thread = start.begun(office)
    raw = {} if thread else start.opening(office)
    why = "" if thread else _open(office, raw, thread := new_id())
    if not why:
        try:
            return Ordered(thread, start.pack(office, thread))
        except DeskError as error:
            why = error.what
    raw = raw or start.opening(office)
    return Ordered(thread, start.unwritten(office), why, raw, new_id())


def _open(office: Office, raw: Mapping[str, object], thread: str) -> str:
    """Why the incident is not open; "" where it is."""
    if not office.officer.may("raise_incident"):
        return _("Your roles raise no incidents.")
    try:
        future = incidents.open_new(office, raw, thread)
        future.result(PATIENCE)
    except TimeoutError:
        future.cancel()
        return _("The book is busy, or hangs.")
    except DeskError as error:
        return error.what
    return ""


def keep(office: Office, ordered: Ordered) -> None:
    """Seal what was ordered as a line; signed by whoever may write one. Blocks.

    Raises BookFault where no disk takes it.
    """
    first = _("Evacuation, to be opened as an incident. Its pack was printed without a number, "
              "with {count} people who need help.")  # fmt: skip
    words = [first.format(count=len(office.site.peeps)), *refused.told(office, ordered.raw)]
    line = {
        "type": taxonomy.EMERGENCY_TYPE.code, "text": "\n".join(words),
        "happened": ordered.raw["occurred"],
    }  # fmt: skip
    if office.officer.may("write_occurrence"):
        sealed.keep(office, line, ordered.line)()
        return
    given = replace(sealed.spooling(office), keys=None)
    office.sealed.add(sealed.write(given, line, ordered.line, clock=office.clock).id)


def open_late(office: Office, ordered: Ordered) -> str:
    """Open the incident from its line, once that is in the book; blocks. Returns its thread.

    "" where the line is not there, or somebody else has the desk who may raise none.
    """
    line = office.read.by_id(unb64(ordered.line))
    if line is None or not office.officer.may("raise_incident"):
        return ""
    if office.read.by_id(unb64(ordered.thread)) is None:
        lines = {"001": {"line": {"id": ordered.line, "text": line.cited}}}
        incidents.open_new(office, {**ordered.raw, "lines": lines}, ordered.thread).result()
    return ordered.thread
