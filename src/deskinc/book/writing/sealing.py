"""Seals: the tree as the disk has it, worked out by the verifier, signed by site and person."""

from collections.abc import Iterable
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskinc.book.disk.store import Link
from deskinc.book.record import Draft, Signer
from deskinc.book.records import reading
from deskinc.book.records.following import Kept, feed
from deskinc.book.writing.ledger import State
from deskinc.errors import BookFault
from deskinc.i18n import _
from deskinc.proof.document import DESK
from deskinc.proof.merkle import consistency_proof, verify_consistency
from deskinc.proof.seal import BadNote, Checkpoint, origin, parse_note, sign_note
from deskinc.proof.verify import Chain


def checkpoint(
    chain: Chain, disk: Link, state: State, mirrored: int, sealed: int = 0
) -> Checkpoint:
    """The tree head after the last record, once three ways of working it out agree.

    ``chain`` is the verifier, fed up to shortly before; ``disk`` a connection of its own;
    ``mirrored`` the last record the mirror has, ``sealed`` the size of the last seal as it is
    remembered. Raises :class:`BookFault` rather than seal a doubt.
    """
    feed(chain, disk, state.n)
    found = chain.finish()
    stored = reading.frontier(disk)
    if found or chain.root != state.root() or (stored.size, stored.root()) != (state.n, chain.root):
        raise _doubt(found[0].why if found else "")
    _continues(disk, state.n, chain.root, sealed)
    line = disk.one("SELECT line FROM entry WHERE n <= ? ORDER BY n DESC LIMIT 1", (mirrored,)) or 0
    return Checkpoint(
        origin(state.book, state.epoch), state.n, chain.root, state.numbers.line, int(line)
    )


def _doubt(why: str) -> BookFault:
    return BookFault(
        _("The book was not sealed, because it does not verify. {why}").format(why=why).strip(),
        _("Let the book be verified, and keep its folder as it is."),
    )


def _continues(disk: Link, size: int, root: bytes, sealed: int) -> None:
    """The tree must begin with the tree that was sealed last, as its record says it."""
    last = _last(disk)
    if (last.size if last else 0) < sealed:
        raise _doubt(_("The last seal, over {size} records, is gone.").format(size=sealed))
    if last is None:
        return
    proof = consistency_proof(
        lambda low, high: reading.leaves(disk, low, high),
        last.size,
        size,
        lambda low, high: reading.blocks(disk, low, high),
    )
    if not verify_consistency(last.size, size, proof, last.root, root):
        raise _doubt(_("It does not continue what was sealed before."))


def _last(disk: Link) -> Checkpoint | None:
    """The newest seal by its own note; BookFault where the register of seals says another."""
    row = disk.run("SELECT n, size, root FROM seal ORDER BY n DESC LIMIT 1").one_or_none()
    if row is None:
        return None
    note = reading.values_of(disk, [row.n])[row.n].get("note")
    try:
        point = parse_note(str(note)).checkpoint
    except BadNote as error:
        raise _doubt(_("The last seal cannot be read.")) from error
    if (point.size, point.root) != (row.size, row.root):
        raise _doubt(_("It does not continue what was sealed before."))
    return point


def draft(
    point: Checkpoint, site: Ed25519PrivateKey, signers: Iterable[Signer], at: datetime
) -> Draft:
    """The SEAL record over ``point``; people who seal sign the note beside the site, each once."""
    people = {one.author: one.private for one in signers if one.author != DESK}
    return Draft(
        "seal",
        {"note": sign_note(point, site, [(key, int(at.timestamp())) for key in people.values()])},
    )


def remember(link: Link, chain: Chain, sealed: int) -> None:
    """Keep the verifier's memory with the seal, inside the caller's transaction."""
    Kept(chain.state, sealed).keep(link)
