"""What each author does of a whole book, against the roles he has by that record."""

from collections.abc import Mapping
from typing import TypeAlias

from deskinc.proof import acts, allowed, retold
from deskinc.proof.canonical import Json, unb64
from deskinc.proof.document import DESK, NUMBER, Head
from deskinc.proof.enrolment import Enrolments, Said
from deskinc.proof.findings import Why
from deskinc.proof.index import Index
from deskinc.proof.permits import WRITERS
from deskinc.proof.restricted import FORM as _CLOSED
from deskinc.proof.standing import Standing
from deskinc.proof.state import Earlier

_INCIDENT = allowed.INCIDENT.encode()
_RESTRICTED = _CLOSED.encode()
_TOLD = frozenset({_INCIDENT, _RESTRICTED, retold.EXHIBIT.encode(), retold.STATEMENT.encode()})
Roles: TypeAlias = frozenset[str] | None


class Acting:
    """Judges who did what; remembers how severe each incident is by now.

    ``roles``: also by roles, not only what takes a person.
    """

    def __init__(
        self,
        keys: Enrolments,
        index: Index,
        earlier: Earlier | None,
        standing: Standing,
        *,
        roles: bool,
    ) -> None:
        self._standing = standing
        self._judges = roles
        self._keys = keys
        self._index = index
        self._earlier = earlier
        self._ranks: dict[bytes, int] = {}
        self._drills: set[bytes] = set()
        self._moved: set[tuple[bytes, str]] = set()

    def judge(self, head: Head, values: Mapping[str, Json]) -> Why | None:
        """Why the author may not write this record; it is asked before what it says counts."""
        form, author = head.form.decode(), head.author.decode()
        why = acts.personal(form, author, head.thread.decode())
        if why is not None or not self._judges or form not in WRITERS:
            return why
        officer = self._keys.officers.get(author)
        roles = None if officer is None else officer.roles
        why = allowed.refused(form, author, roles, values, whole=_is_whole(head, values))
        if why is None and head.amends is not None:
            why = self._amends(form, author, roles, head, values)
        if why is None and head.amends is None and allowed.SHEET in values:
            first = None if head.batch is None else self._index.by_id(head.batch)
            why = allowed.copies(form, author, values, first)
        if why is None and head.form == _INCIDENT:
            before = self._rank(head)
            why = allowed.lowers(before, values, roles)
            if why is None:
                self._remember(head, values)
                why = allowed.spots(before, values, drill=self._is_drill(head))
        return self._retold(head, values) if why is None and head.form in _TOLD else why

    def seconds(self, head: Head, values: Mapping[str, Json]) -> Why | None:
        """What is wrong with who signs what takes another one; it counts all the same."""
        if not self._judges:
            return None
        author, form, thread = head.author.decode(), head.form.decode(), head.thread.decode()
        act = acts.act_of(values) if form == "countersign" else None
        seen = self._index.by_leaf(act) if act else None
        under = seen.form if seen else ""
        return self._standing.lacks(form, thread, author, values, under, self._keys.officers)

    def told(self, said: Said) -> Why | None:
        """Take in what is told of a shared key; why it is not the one word about the next."""
        why = self._keys.tell(said)
        return why if self._judges else None

    def _amends(
        self, form: str, author: str, roles: Roles, head: Head, values: Mapping[str, Json]
    ) -> Why | None:
        if form == "strike" and head.amends is not None:
            return allowed.strikes(author, roles, self._index.by_id(head.amends))
        if author == DESK:
            return allowed.replaces(author, values, whole=_is_whole(head, values))
        return None

    def _retold(self, head: Head, values: Mapping[str, Json]) -> Why | None:
        """Why it may not say again what stood in its thread."""
        form, opens = head.form.decode(), head.thread == head.id
        series = (retold.SERIES,) if _is_drill(head) else ()
        whole = _is_whole(head, values)
        why = retold.again(form, values, series, opens=opens, whole=whole)
        if head.form == _RESTRICTED and not opens and not self._beside(head):
            why = why or Why.RETOLD
        for row in retold.moves(form, values):
            if (head.thread, row) in self._moved or self._moved_before(head, row):
                why = why or Why.RETOLD
            self._moved.add((head.thread, row))
        return why

    def _is_drill(self, head: Head) -> bool:
        """Whether the incident of that record is an exercise, by the number that it was given."""
        if head.thread == head.id:
            self._drills |= {head.id} if _is_drill(head) else set()
        elif self._earlier is not None and head.thread not in self._drills:
            return self._earlier.drill(unb64(head.thread.decode()))
        return head.thread in self._drills

    def _moved_before(self, head: Head, row: str) -> bool:
        known = self._earlier is not None and head.thread != head.id
        return known and self._earlier.moved(unb64(head.thread.decode()), row)  # type: ignore[union-attr]

    def _beside(self, head: Head) -> bool:
        """Whether the restricted part of a statement was written with it, and not later."""
        first = self._index.by_id(head.thread)
        if first is None or first.form != retold.STATEMENT:
            return True
        began = None if head.batch is None else self._index.by_id(head.batch)
        return began is not None and began.n <= first.n

    def _rank(self, head: Head) -> int:
        """How severe the incident was before; 0 where that is not known."""
        known = self._ranks.get(head.thread)
        if known is not None or head.thread == head.id or self._earlier is None:
            return known or 0
        return allowed.rank(self._earlier.severity(unb64(head.thread.decode())))

    def _remember(self, head: Head, values: Mapping[str, Json]) -> None:
        if allowed.SEVERITY in values:
            self._ranks[head.thread] = allowed.rank(values[allowed.SEVERITY])
        elif not _is_whole(head, values):
            self._ranks[head.thread] = 0


def _is_drill(head: Head) -> bool:
    return any(name.decode() == retold.SERIES for name, _text, _no in NUMBER.findall(head.nos))


def _is_whole(head: Head, values: Mapping[str, Json]) -> bool:
    """Whether every value of the record was given."""
    return head.values.count(b'"') == 2 * len(values)
