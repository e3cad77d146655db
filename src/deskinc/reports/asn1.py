"""A repair of asn1crypto 1.5.1 that signing needs; it takes effect when this module is imported.

The library takes any definite-length header whose last byte is 0x80 (``30 82 08 80``) for one of
indefinite length (X.690, 8.1.3.6) and then encodes the whole tree anew, once for each level. By the
chance of an ECDSA signature's length, every other PDF signature would take ten seconds or more.
"""

from typing import Any

from asn1crypto import core

_HIGH_TAG = 0x1F
_INDEFINITE = 0x80


def indefinite(header: bytes) -> bool:
    """Whether one of the nested headers in ``header`` really has no definite length."""
    at = 0
    while at + 1 < len(header):
        if header[at] & _HIGH_TAG == _HIGH_TAG:
            return True  # a tag of several bytes: the library's own way is right for it
        length = header[at + 1]
        if length == _INDEFINITE:
            return True
        at += 2 + (length & 0x7F if length & 0x80 else 0)
    return False


def _repair(kind: Any) -> None:
    original = kind.__dict__["dump"]
    if getattr(original, "repaired", False):
        return

    def dump(self: Any, force: bool = False) -> Any:
        header = self._header
        if not force and header and header[-1] == _INDEFINITE and not indefinite(header):
            contents = self.contents  # encodes, and forgets the header, if something was changed
            if self._header is not None and contents is not None:
                return self._header + contents + self._trailer
        return original(self, force=force)

    dump.repaired = True  # type: ignore[attr-defined]
    kind.dump = dump


for _kind in (core.Asn1Value, core.Sequence, core.SequenceOf):
    _repair(_kind)
