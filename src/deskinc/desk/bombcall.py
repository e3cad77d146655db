"""The bomb call (D26): kept while it is typed, ended as an incident; at a locked desk it is sealed.

At a locked desk nobody's keys are open, so nobody signs: what was typed is sealed as a line in the
name of whoever was signed on, and the incident is opened by whoever unlocks.
"""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from deskinc.book.record import Saved, new_id
from deskinc.desk.erasure.erasing import WAITING
from deskinc.desk.incidents import incidents
from deskinc.desk.incidents.noting import drilled
from deskinc.desk.office import Office
from deskinc.desk.people import writers
from deskinc.desk.trouble import refused, sealed
from deskinc.desk.trouble.sealed import Sealed
from deskinc.errors import DeskError
from deskinc.forms import taxonomy
from deskinc.forms.catalogue import current
from deskinc.forms.guides.calls import MANAGER, SERVICES
from deskinc.i18n import _
from deskinc.proof.canonical import CanonicalError, b64, dumps, loads, unb64

CATEGORY = "threat.bomb"
ASK = (
    "bomb_when", "bomb_where", "bomb_look", "bomb_kind", "bomb_cause", "bomb_placed", "bomb_why",
    "caller_name", "caller_address", "caller_phone",
)  # fmt: skip
"""What the caller is asked, in this order."""
SEVERAL = ("voice", "language", "background")
BY_999, BY_MANAGER = "001-999", "002-manager"
"""The rows of who was told."""


@dataclass(frozen=True, slots=True)
class Told:
    """When somebody was told, and who: of the emergency services it is who rang."""

    at: datetime | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A call as far as it is typed; ``thread`` is the incident to be, ``line`` its sealed line."""

    thread: str
    line: str
    began: datetime
    by: str
    by_id: str
    said: Mapping[str, Any] = field(default_factory=dict)
    """By field of the incident: words, a code, or codes."""
    services: Told = Told()
    manager: Told = Told()
    ended: datetime | None = None
    decided: datetime | None = None
    exercise: bool = False
    sealed: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed or ticked yet."""
        there = any(self.said.values()) or self.services.at or self.manager.at
        return not (there or self.ended or self.exercise)


def begin(office: Office) -> Call:
    """A call that is received now, by whoever is signed in or was before the desk was locked."""
    who = office.officer
    return Call(b64(new_id()), b64(new_id()), office.now(), who.name, who.thread)


def writes(office: Office) -> bool:
    """Whether an incident can be opened now; else the call is sealed."""
    return not writers.is_locked(office) and office.officer.may("raise_incident")


def keep(office: Office, call: Call) -> "Future[None]":
    """Keep it encrypted, outside the chain; also at a locked desk.

    Nobody's own, since anybody may have taken it, and each call by itself: another one does not
    take its place.
    """
    return office.book.keep_unsent(_kept_under(call), dumps(_as_kept(asdict(call))))


def _kept_under(call: Call) -> str:
    return f"{WAITING} {call.thread}"


def kept(office: Office) -> list[Call]:
    """The calls that were not written yet, from before a crash or a locked desk, oldest first."""
    there = office.book.unsent().items()
    found = (_read(raw) for key, raw in there if key.startswith(WAITING))
    return sorted((call for call in found if call is not None), key=lambda call: call.began)


def _read(raw: bytes) -> Call | None:
    try:
        return _call(loads(raw))
    except (CanonicalError, KeyError, TypeError, ValueError):
        return None


def drop(office: Office, call: Call) -> "Future[None]":
    """Forget what is kept of a call: it is written, or nothing was typed."""
    return office.book.drop_unsent(_kept_under(call))


def _as_kept(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _as_kept(one) for name, one in value.items()}
    return value.isoformat() if isinstance(value, datetime) else value


def _call(raw: Any) -> Call:
    times = {name: _moment(raw[name]) for name in ("ended", "decided")}
    told = {name: Told(_moment(raw[name]["at"]), raw[name]["who"]) for name in
            ("services", "manager")}  # fmt: skip
    return Call(**{**raw, "began": datetime.fromisoformat(raw["began"]), **times, **told})


def _moment(raw: Any) -> datetime | None:
    return datetime.fromisoformat(raw) if raw else None


def end(office: Office, call: Call) -> "Future[Saved]":
    """Open the incident: what was typed, and by what time it had ended."""
    return incidents.open_new(office, opening(office, call), call.thread)


def add(office: Office, call: Call, id: str) -> "Future[Saved]":  # noqa: A002
    """Write what was typed after the call had ended; DeskError where nothing was."""
    return incidents.follow_up(office, call.thread, answers(office, call), id)


def opening(office: Office, call: Call) -> dict[str, object]:
    """The answers that open the incident; of a call from a locked desk with the line it left."""
    raw: dict[str, object] = {
        "category": CATEGORY, "severity": taxonomy.starting_severity(CATEGORY).code,
        "title": _("Bomb threat by telephone"), "how": "phone", "threat_channel": "phone",
        "occurred": call.began, "reported": call.began, "call_began": call.began,
        "call_taken_by": {"id": call.by_id, "text": call.by}, **answers(office, call),
    }  # fmt: skip
    if call.exercise:
        raw["exercise"] = True
    record = office.read.by_id(unb64(call.line)) if call.sealed else None
    if record is not None:
        raw["lines"] = {"001": {"line": {"id": call.line, "text": record.cited}}}
    return raw


def answers(office: Office, call: Call) -> dict[str, object]:
    """What was typed, as the answers of an incident; codes that were taken back clear."""
    form, raw = current("incident"), dict[str, object]()
    for name, value in call.said.items():
        if name in SEVERAL:
            codes = (option.code for option in form.field(name).options)  # type: ignore[attr-defined]
            raw[name] = {code: True if code in value else None for code in codes}
        else:
            raw[name] = value or None
    decision = call.said.get("bomb_decision")
    raw["bomb_decided"] = call.decided if decision else None
    raw["bomb_decided_by"] = call.by if decision else None
    raw["call_ended"], raw["police_called"] = call.ended, call.services.at
    raw["told"] = _told(office, call)
    return raw


def _told(office: Office, call: Call) -> dict[str, object]:
    rows: dict[str, object] = {}
    if call.services.at is not None:
        by = {"id": "", "text": call.services.who or call.by}
        rows[BY_999] = {"who": _(SERVICES), "number": office.site.emergency or None, **_reached(
            call.services.at, by)}  # fmt: skip
    if call.manager.at is not None:
        by = {"id": call.by_id, "text": call.by}
        said = {"who": _(MANAGER), "reply": call.manager.who or None}
        rows[BY_MANAGER] = said | _reached(call.manager.at, by)
    return rows


def _reached(at: datetime, by: dict[str, str]) -> dict[str, object]:
    return {"how": "phone", "at": at, "outcome": "reached", "by": by}


def seal(office: Office, call: Call) -> Sealed:
    """Seal that there was one, in the name of who was signed on, signed by nobody; blocks.

    Lines are read by all and printed on day pages, so its words are kept apart for whoever opens
    the incident; they stand in the line only where the book cannot keep them. It is chained once
    somebody has unlocked. Raises BookFault where no disk takes it.
    """
    given = replace(sealed.spooling(office), name=call.by, author=call.by_id, keys=None)
    text = _title(call)
    try:
        keep(office, replace(call, sealed=True)).result()
    except DeskError:
        text = "\n".join((text, *refused.told(office, opening(office, call))))
    raw = {"type": taxonomy.EMERGENCY_TYPE.code, "text": text, "happened": call.began}
    made = sealed.write(given, raw, call.line, clock=office.clock)
    office.noted += 1
    return made


def _title(call: Call) -> str:
    words = _("Sealed call: a bomb call, to be opened as an incident by whoever unlocks.")
    return drilled(words) if call.exercise else words
