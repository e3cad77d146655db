"""Who has been vouched for: a relief officer is provisional until two people have."""

from deskinc.proof.speaking import RELIEF, Said

ENOUGH = 2
"""People who vouch for a relief officer before his name stands without a word beside it."""


class Vouching:
    """The countersignatures under the newest enrolment of each person."""

    def __init__(self) -> None:
        self._newest: dict[str, bytes] = {}
        self._relief: set[str] = set()
        self._by: dict[str, set[str]] = {}

    def enrolled(self, said: Said) -> None:
        """An OFFICER record: one that gives a key begins anew."""
        if "signing_key" in said.values:
            given = said.roles().get(RELIEF, said.thread in self._relief)
            (self._relief.add if given else self._relief.discard)(said.thread)
            self._newest[said.thread] = said.leaf
            self._by[said.thread] = set()

    def signed(self, thread: str, act: bytes, author: str) -> None:
        """Another person’s countersignature that holds, of the act with that leaf."""
        if self._newest.get(thread) == act:
            self._by[thread].add(author)

    def is_provisional(self, thread: str) -> bool:
        """Whether the person is a relief officer for whom too few have vouched."""
        return thread in self._relief and len(self._by.get(thread, ())) < ENOUGH
