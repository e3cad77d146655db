"""Who is signed on to the desk: officers whose own keys lie in memory, wrapped under a PIN (D12).

Argon2id of the PIN under a salt made for this wrapping gives the key of ChaCha20-Poly1305 over the
officer's own keys. Nothing of it is ever written anywhere, so a PIN can only be tried here, and
five wrong ones destroy what they try to open (D23). The book's shared keys are not in it.
"""

import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from deskinc.book.keys.kdf import FLOOR, derive
from deskinc.book.keys.slots import OWN, RESTRICTED, Keys
from deskinc.book.record import Record
from deskinc.desk.signing_on.officers import Officer, Person, is_active
from deskinc.errors import NoPin, WrongPin
from deskinc.i18n import _
from deskinc.proof.canonical import b64, dumps

TRIES = 5
"""Wrong PINs after which the keys they would open are gone."""

_DOMAIN = b"deskinc/pin/v1\0"
_OWN = (*OWN, RESTRICTED)


@dataclass(slots=True)
class _Wrapped:
    """An officer with his own keys, as long as his PIN is not given."""

    officer: Officer
    purposes: tuple[tuple[str, int], ...]
    salt: bytes
    nonce: bytes
    sealed: bytes = field(repr=False)
    left: int = TRIES

    def bound(self) -> bytes:
        """What the wrapped keys are bound to: whose they are, and which."""
        return _DOMAIN + dumps([self.officer.thread, [list(one) for one in self.purposes]])


class SignedOn:
    """Everybody signed on who has chosen a PIN; may be asked from any thread."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._held: dict[str, _Wrapped] = {}

    def hold(self, person: Person, pin: str) -> None:
        """Keep the own keys of ``person`` under ``pin`` from now on; slow."""
        there = {name: getattr(person.keys, name) for name in _OWN}
        own = {name: raw for name, raw in there.items() if raw is not None}
        sizes = tuple((name, len(raw)) for name, raw in own.items())
        made = _Wrapped(person.officer, sizes, os.urandom(16), os.urandom(12), b"")
        cipher = ChaCha20Poly1305(derive(pin, made.salt, FLOOR))
        made.sealed = cipher.encrypt(made.nonce, b"".join(own.values()), made.bound())
        with self._guard:
            self._held[person.officer.thread] = made

    def officers(self) -> tuple[Officer, ...]:
        """Who can be let in by PIN, in the order of signing on."""
        with self._guard:
            return tuple(held.officer for held in self._held.values())

    def has(self, thread: str) -> bool:
        """Whether a PIN opens the keys of this officer."""
        with self._guard:
            return thread in self._held

    def open(self, thread: str, pin: str, shared: Keys) -> Keys:
        """The keys of an officer, with the book's ``shared`` ones; slow.

        Raises NoPin where none is held for him, WrongPin otherwise: the fifth in a row destroys it.
        """
        held = self._tried(thread)
        try:
            cipher = ChaCha20Poly1305(derive(pin, held.salt, FLOOR))
            raw = cipher.decrypt(held.nonce, held.sealed, held.bound())
        except InvalidTag:
            raise self._wrong(thread, held) from None
        held.left = TRIES
        rest = BytesIO(raw)
        own: dict[str, Any] = {name: rest.read(size) for name, size in held.purposes}
        return replace(shared, **own)

    def _tried(self, thread: str) -> _Wrapped:
        """What is held for an officer; counted before it is known whether the PIN is right."""
        with self._guard:
            held = self._held.get(thread)
            if held is None or held.left <= 0:
                raise NoPin(_("No PIN is chosen for this officer."), _("Type the passphrase."))
            held.left -= 1
            return held

    def _wrong(self, thread: str, held: _Wrapped) -> WrongPin:
        with self._guard:
            if held.left <= 0 and self._held.get(thread) is held:
                del self._held[thread]
        if held.left <= 0:
            return WrongPin(_("Five wrong PINs: it is forgotten."), _("Type the passphrase."))
        one, many = _("One try is left."), _("{count} tries are left.")
        left = one if held.left == 1 else many.format(count=held.left)
        return WrongPin(_("The PIN is wrong."), left)

    def drop(self, thread: str) -> None:
        """Forget the keys of an officer: his shift has ended, or he may not write any more."""
        with self._guard:
            self._held.pop(thread, None)

    def clear(self) -> None:
        """Forget everybody's."""
        with self._guard:
            self._held.clear()

    def heard(self, records: Iterable[Record]) -> None:
        """Whoever signed off, was suspended or has left is signed on no more."""
        for record in records:
            if record.form == "shift_off":
                self.drop(record.author)
            elif record.form == "officer" and not is_active(record.values):
                self.drop(b64(record.thread))
