"""Whether each record is signed by a key enrolled for its author; keys once read are kept."""

from deskinc.proof.canonical import unb64
from deskinc.proof.document import Head
from deskinc.proof.enrolment import Enrolments
from deskinc.proof.findings import Why
from deskinc.proof.keys import SIGNATURE_SIZE, PublicKey, public_key, verify_record


class Signatures:
    """Signatures under the keys that ``keys`` knows by then; not ``held``: only whose they say."""

    def __init__(self, keys: Enrolments, *, held: bool) -> None:
        self._keys = keys
        self._held = held
        self._known: dict[tuple[bytes, bytes], PublicKey | Why] = {}

    def forget(self) -> None:
        """Somebody was enrolled, or a key was closed."""
        self._known.clear()

    def check(self, head: Head, doc: bytes, sig: bytes) -> Why | None:
        """Why the signature ``sig`` of a record does not hold."""
        signer = self._known.get((head.key, head.author))
        if signer is None:
            found = self._keys.signer(unb64(head.key.decode()), head.author.decode())
            signer = found if isinstance(found, Why) else public_key(found.public)
            self._known[head.key, head.author] = signer
        if len(sig) != SIGNATURE_SIZE or not any(sig):
            return Why.UNSIGNED
        if isinstance(signer, Why):
            return signer
        return Why.SIGNATURE if self._held and not verify_record(signer, doc, sig) else None
