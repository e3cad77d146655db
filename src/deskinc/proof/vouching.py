"""Who has been vouched for: until then a relief officer is provisional, and who came by the sheet.

Two people vouch for a relief officer, one for whoever the recovery sheet alone has enrolled.
"""

from deskinc.proof.sheet import is_alone
from deskinc.proof.speaking import RELIEF, Said

ENOUGH = 2
"""People who vouch for a relief officer before his name stands without a word beside it."""


class Vouching:
    """The countersignatures under the newest enrolment of each person."""

    def __init__(self) -> None:
        self._newest: dict[str, bytes] = {}
        self._relief: set[str] = set()
        self._alone: set[str] = set()
        self._by: dict[str, set[str]] = {}

    def enrolled(self, said: Said) -> None:
        """An OFFICER record: one that gives a key begins anew."""
        if "signing_key" in said.values:
            given = said.roles().get(RELIEF, said.thread in self._relief)
            alone = is_alone(said.author, said.thread, said.values)
            (self._alone.add if alone else self._alone.discard)(said.thread)
            (self._relief.add if given else self._relief.discard)(said.thread)
            self._newest[said.thread] = said.leaf
            self._by[said.thread] = set()

    def signed(self, thread: str, act: bytes, author: str) -> None:
        """Another person’s countersignature that holds, of the act with that leaf."""
        if self._newest.get(thread) == act:
            self._by[thread].add(author)

    def is_provisional(self, thread: str) -> bool:
        """Whether too few have vouched for a relief officer, or for who came by the sheet."""
        by = len(self._by.get(thread, ()))
        return (thread in self._relief and by < ENOUGH) or (thread in self._alone and not by)
