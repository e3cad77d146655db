"""How slowly a passphrase becomes a key: Argon2id (RFC 9106) with a floor and a calibration."""

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

MOST_MEMORY = 256 * 1024
"""KiB that calibration goes up to; more would crowd a small desk PC."""

_LIMIT = 1024 * 1024
_LIMIT_PASSES = 64
_LIMIT_LANES = 16


@dataclass(frozen=True, slots=True)
class KdfParams:
    """Cost of Argon2id: memory in KiB, passes over it, lanes side by side."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 2

    def strong_enough(self) -> bool:
        """Whether no attacker has lowered the cost below the floor of 64 MiB and three passes."""
        return self.memory >= FLOOR.memory and self.passes >= FLOOR.passes

    def bearable(self) -> bool:
        """Whether this machine can be expected to carry it: at most 1 GiB."""
        return (
            self.memory <= _LIMIT
            and self.passes <= _LIMIT_PASSES
            and 1 <= self.lanes <= _LIMIT_LANES
        )


FLOOR = KdfParams()


def derive(passphrase: str, salt: bytes, params: KdfParams) -> bytes:
    """The 32-byte key of a passphrase (NFC, UTF-8)."""
    text = unicodedata.normalize("NFC", passphrase).encode()
    kdf = Argon2id(
        salt=salt,
        length=32,
        iterations=params.passes,
        lanes=params.lanes,
        memory_cost=params.memory,
    )
    return kdf.derive(text)


def seconds(params: KdfParams) -> float:
    """How long this machine takes for one derivation."""
    start = time.perf_counter()
    derive("deskinc", bytes(16), params)
    return time.perf_counter() - start


def calibrate(measure: Callable[[KdfParams], float] = seconds, target: float = 1.0) -> KdfParams:
    """The cost that takes about ``target`` seconds here, not below FLOOR; memory grows first.

    Cost grows in proportion to memory and to passes, so one measurement is enough.
    """
    spent = max(measure(FLOOR), 0.001)
    memory = FLOOR.memory
    while memory < MOST_MEMORY and 2 * spent <= target:
        memory, spent = 2 * memory, 2 * spent
    passes = min(_LIMIT_PASSES, max(FLOOR.passes, int(FLOOR.passes * target / spent)))
    return replace(FLOOR, memory=memory, passes=passes)
