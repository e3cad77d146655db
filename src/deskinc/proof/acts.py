"""The acts a verifier must understand itself: countersignatures, seals and restores."""

from collections.abc import Iterator, Mapping

from deskinc.proof.canonical import CanonicalError, Json, b64, unb64
from deskinc.proof.document import DESK, Head
from deskinc.proof.findings import Why
from deskinc.proof.seal import BadNote, Checkpoint, parse_note, verify_note
from deskinc.proof.state import Seen

PERSONAL: Mapping[str, Why] = {
    "officer": Why.ENROLLED_BY_DESK,
    "restore": Why.RESTORE_DESK,
    "erase": Why.ERASE_DESK,
    "hold": Why.HOLD_DESK,
    "strike": Why.STRIKE_DESK,
    "sheet": Why.SHEET_DESK,
}
"""Forms whose author is a person, and what is found where it is the desk. Whoever holds the
database's key can sign as the desk, and would be two people at once."""


OWN_KEY = "own_key"
"""The form in which a person says where the key of his own certificate lies."""


def personal(form: str, author: str, thread: str) -> Why | None:
    """What is wrong with who wrote a record of ``form`` in ``thread``, whatever it says.

    Some take a person, and what a person’s own key is, or which library is loaded to ask for it,
    is nobody else’s to say.
    """
    if form == OWN_KEY and author != thread:
        return Why.OWN_KEY
    return PERSONAL.get(form) if author == DESK else None


def act_of(values: Mapping[str, Json]) -> bytes | None:
    """The leaf a COUNTERSIGN names; None if it names none."""
    act = values.get("act")
    try:
        return unb64(act, 32) if isinstance(act, str) else None
    except CanonicalError:
        return None


def countersign(head: Head, act: Seen | None, *, allowed: bool = True) -> Iterator[Why]:
    """Why a COUNTERSIGN of ``act`` does not count; not ``allowed``: the roles known forbid it."""
    author = head.author.decode()
    if act is None:
        yield Why.COUNTERSIGN_ACT
        return
    if author == act.author:
        yield Why.COUNTERSIGN_SAME
    if act.form == "officer" and author == b64(act.thread) != act.author:
        yield Why.COUNTERSIGN_OWN
    if author == DESK:
        yield Why.COUNTERSIGN_DESK
    elif not allowed:
        yield Why.COUNTERSIGN_ROLE
    if b64(act.thread).encode() != head.thread:
        yield Why.COUNTERSIGN_THREAD


def seal(note: Json, true: Checkpoint) -> Iterator[Why]:
    """Why a SEAL's note does not state the tree as it is (``true``; its mirror is not judged)."""
    try:
        stated = parse_note(note if isinstance(note, str) else "").checkpoint
    except BadNote:
        yield Why.SEAL_NOTE
        return
    if stated.origin != true.origin:
        yield Why.SEAL_ORIGIN
    if stated.size != true.size:
        yield Why.SEAL_SIZE
    if stated.root != true.root:
        yield Why.SEAL_ROOT
    if stated.line != true.line:
        yield Why.SEAL_LINE


def seal_signatures(note: Json, site: bytes | None, people: Mapping[str, bytes]) -> Iterator[Why]:
    """Why the signatures on a SEAL's note do not hold: the site's and every person's must."""
    try:
        read = parse_note(note if isinstance(note, str) else "")
        known = verify_note(read, site or b"", people)
    except (BadNote, ValueError):
        yield Why.SEAL_SIGNATURE
        return
    if len(known) != len(read.signatures):
        yield Why.SEAL_KEY


def restore(values: Mapping[str, Json], epoch: int, size: int, root: bytes) -> Iterator[Why]:
    """Why a RESTORE does not continue exactly the tree of ``size`` records and its epoch."""
    stated = (values.get("epoch"), values.get("size"), values.get("root"))
    if stated != (epoch, size, b64(root)):
        yield Why.RESTORE
