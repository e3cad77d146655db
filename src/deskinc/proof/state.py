"""What a verifier must remember to go on where it stopped, and what it asks about earlier records.

A state is kept at a seal; a later check resumes there and covers only the records since. It is
only as trustworthy as the place it is kept: compare its root with the seal's signed root.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, cast

from deskinc.proof.canonical import Json, b64, dumps, loads, unb64
from deskinc.proof.document import NO_LEAF
from deskinc.proof.enrolment import Authorities, Change, Enrolment, Officer
from deskinc.proof.erasure import Missing
from deskinc.proof.rings import Telling
from deskinc.proof.standing import Given


class Seen(NamedTuple):
    """What later checks need of a record already checked.

    ``thread`` is its 16-byte id; ``amended``: a record already checked replaces or strikes it.
    """

    n: int
    form: str
    thread: bytes
    author: str
    line: bool
    amended: bool


class Earlier(Protocol):
    """Answers about the records a resumed check does not read again (None: there is none)."""

    def by_id(self, record: bytes, /) -> Seen | None:
        """The record of that 16-byte id."""

    def by_leaf(self, leaf: bytes, /) -> Seen | None:
        """The record of that 32-byte leaf."""

    def severity(self, thread: bytes, /) -> Json:
        """The last severity given in the incident of that thread; None where it is not known."""

    def drill(self, thread: bytes, /) -> bool:
        """Whether the incident of that thread is an exercise, by its number."""

    def moved(self, thread: bytes, row: str, /) -> bool:
        """Whether a movement of that row was told of the exhibit of that thread."""


@dataclass(frozen=True, slots=True)
class State:
    """The verifier's memory after ``size`` records; the default is that of an empty book."""

    size: int = 0
    nodes: tuple[bytes, ...] = ()
    prev: bytes = NO_LEAF
    book: bytes | None = None
    epoch: int = 1
    batch: bytes | None = None
    series: Mapping[str, int] | None = None
    enrolments: tuple[Enrolment, ...] = ()
    officers: tuple[Officer, ...] = ()
    given: tuple[Given, ...] = ()
    changes: tuple[Change, ...] = ()
    authorities: Authorities = field(default_factory=Authorities)
    rings: tuple[Telling, ...] = ()
    departures: int = 0
    missing: tuple[Missing, ...] = ()
    acts: Mapping[bytes, Mapping[str, frozenset[str]]] | None = None
    erased: Mapping[str, frozenset[str]] | None = None


def dump(state: State) -> bytes:
    """The state as canonical JSON."""
    s = state
    parts: dict[str, Json] = {
        "size": s.size,
        "nodes": [b64(node) for node in s.nodes],
        "prev": b64(s.prev),
        "book": b64(s.book) if s.book else None,
        "epoch": s.epoch,
        "batch": b64(s.batch) if s.batch else None,
        "series": dict(s.series or {}),
        "enrolments": [
            [e.author, b64(e.key), b64(e.public), e.first, e.last] for e in s.enrolments
        ],
        "officers": [
            [o.thread, o.signing_key, o.state, list[Json](sorted(o.roles))] for o in s.officers
        ],
        "given": [[g.thread, b64(g.leaf), g.enroller, g.vouched] for g in s.given],
        "changes": [[b64(c.leaf), c.author, c.thread, dict(c.values)] for c in s.changes],
        "authorities": [
            *map(b64, (s.authorities.site, s.authorities.relief, s.authorities.sheet)),
            s.authorities.thread,
            s.authorities.restricted,
        ],
        "rings": [[one.n, one.number, *one.told] for one in s.rings],
        "departures": s.departures,
        "missing": [[m.record, m.n, m.count, list[Json](sorted(m.present))] for m in s.missing],
        "acts": {b64(leaf): _lists(named) for leaf, named in (s.acts or {}).items()},
        "erased": _lists(s.erased or {}),
    }
    return dumps(parts)


def load(raw: bytes) -> State:
    """Read a state back; :class:`ValueError` or :class:`LookupError` if it is none."""
    parts = cast("dict[str, list[list[str | int | None]]]", loads(raw))
    given = cast("dict[str, str | int | None]", parts)
    return State(
        size=int(given["size"] or 0),
        nodes=tuple(unb64(str(node), 32) for node in parts["nodes"]),
        prev=unb64(str(given["prev"]), 32),
        book=unb64(str(given["book"]), 16) if given["book"] else None,
        epoch=int(given["epoch"] or 0),
        batch=unb64(str(given["batch"]), 16) if given["batch"] else None,
        series=cast("dict[str, int]", parts["series"]),
        enrolments=tuple(_enrolment(*row) for row in parts["enrolments"]),
        officers=tuple(_officer(*row) for row in parts["officers"]),
        given=tuple(_given(*row) for row in parts["given"]),
        changes=tuple(_change(*row) for row in parts["changes"]),
        authorities=_authorities(*map(str, parts["authorities"])),
        rings=tuple(_telling(*row) for row in parts["rings"]),
        departures=int(given["departures"] or 0),
        missing=tuple(_missing(*row) for row in parts["missing"]),
        acts={
            unb64(leaf, 32): _sets(named)
            for leaf, named in cast("dict[str, dict[str, list[str]]]", parts["acts"]).items()
        },
        erased=_sets(cast("dict[str, list[str]]", parts["erased"])),
    )


def _enrolment(
    author: object, key: object, public: object, first: object, last: object
) -> Enrolment:
    return Enrolment(
        str(author),
        unb64(str(key), 16),
        unb64(str(public), 32),
        cast("int", first),
        cast("int | None", last),
    )


def _officer(thread: object, key: object, state: object, roles: object) -> Officer:
    held = frozenset(cast("list[str]", roles))
    return Officer(str(thread), cast("str | None", key), str(state), held)


def _given(thread: object, leaf: object, enroller: object, vouched: object) -> Given:
    return Given(str(thread), unb64(str(leaf)), str(enroller), vouched is True)


def _authorities(site: str, relief: str, sheet: str, *told: str) -> Authorities:
    return Authorities(unb64(site), unb64(relief), unb64(sheet), *told)


def _telling(n: object, number: object, *told: object) -> Telling:
    return Telling(cast("int", n), cast("int", number), tuple(map(str, told)))


def _change(leaf: object, author: object, thread: object, values: object) -> Change:
    return Change(unb64(str(leaf), 32), str(author), str(thread), cast("dict[str, Json]", values))


def _missing(record: object, n: object, count: object, present: object) -> Missing:
    names = frozenset(cast("list[str]", present))
    return Missing(str(record), cast("int", n), cast("int", count), names)


def _lists(named: Mapping[str, frozenset[str]]) -> dict[str, Json]:
    return {record: list[Json](sorted(names)) for record, names in named.items()}


def _sets(named: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    return {record: frozenset(names) for record, names in named.items()}
