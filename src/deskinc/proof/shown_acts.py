"""Acts among records shown without the rest of their book: what can be judged of them there.

The path that proves a record under a seal also holds the tree before it, so a restore and a seal
are judged as strictly as in the whole book, but for the line a seal states.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from deskinc.proof import acts, sheet
from deskinc.proof.canonical import Json, b64
from deskinc.proof.document import Document
from deskinc.proof.enrolment import Enrolments
from deskinc.proof.findings import Finding, Why
from deskinc.proof.judgement import raw_of
from deskinc.proof.reasons import Reason, found
from deskinc.proof.seal import BadNote, Checkpoint, origin, parse_note

Reasons: TypeAlias = Iterator[Reason | Why]

JUDGED: Mapping[str, frozenset[str]] = {
    "restore": frozenset({"epoch", "size", "root"}),
    "seal": frozenset({"note"}),
    "countersign": frozenset({"act"}),
    "sheet": frozenset({"key"}),
}
"""What a record of such a form must show to be judged at all."""


class Pending:
    """Restores and erasures shown that still want their second signature."""

    def __init__(self) -> None:
        self._restored: tuple[int, bytes] | None = None
        self._erased: dict[bytes, int] = {}
        self._alone: list[Finding] = []

    def passed(
        self, document: Document, leaf: bytes, signed: bytes | None, *, alone: bool = False
    ) -> None:
        """The next record; ``signed`` is the leaf of the act it countersigns, if that holds.

        ``alone``: the recovery sheet stands in for the second signature under a restore.
        """
        if self._restored and (document.n - 1, signed) != self._restored:
            self._alone.append(found(Why.RESTORE_ALONE, self._restored[0]))
        self._restored = (document.n, leaf) if document.form == "restore" and not alone else None
        if document.form == "erase":
            self._erased[leaf] = document.n
        self._erased.pop(signed or b"", None)

    def left(self) -> Iterator[Finding]:
        """Every act that nobody countersigned in what is shown."""
        yield from self._alone
        if self._restored:
            yield found(Why.RESTORE_ALONE, self._restored[0])
        yield from (found(Reason.ERASE_ALONE, n) for n in self._erased.values())


def judge(
    document: Document, said: Mapping[str, Json], before: bytes | None, keys: Enrolments
) -> Reasons:
    """Why a RESTORE or SEAL does not hold; ``before`` is the root of the tree it follows, if known.

    ``keys`` are those known up to it.
    """
    if document.form not in {"restore", "seal"}:
        return
    if not said.keys() >= JUDGED[document.form]:
        yield Reason.ACT_HIDDEN
    elif document.form == "restore":
        root = raw_of(str(said["root"])) if before is None else before
        if sheet.FIELD in said and not keys.sheet_confirms(
            b64(document.book), document.author, said
        ):
            yield Why.SHEET
        yield from acts.restore(said, document.epoch - 1, document.n - 1, root)
    else:
        yield from _seal(document, said["note"], before, keys)


def _seal(document: Document, note: Json, before: bytes | None, keys: Enrolments) -> Reasons:
    try:
        stated = parse_note(str(note)).checkpoint
    except BadNote:
        yield Why.SEAL_NOTE
        return
    place, root = origin(document.book, document.epoch), before or stated.root
    yield from acts.seal(note, Checkpoint(place, document.n - 1, root, stated.line, 0))
    site = keys.site()
    if site is not None:
        for why in acts.seal_signatures(note, site, keys.people()):
            yield Reason.COSIGNER if why is Why.SEAL_KEY else why
