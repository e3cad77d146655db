r"""Restricted values as the book keeps them: closed to all but a role and their author (D20).

A record of form ``restricted`` holds the digests of ordinary disclosures. In their place lies for
each of them the JCS object {author, box, digest, name, role}: ``digest`` and ``name`` of the
disclosure in the clear, so that one can be erased or missed without its key, ``box`` its exact
bytes (nonce ‖ ChaCha20-Poly1305) under a key of the record, ``role`` and ``author`` that key,
wrapped by HPKE; ``author`` is null where the desk wrote it. Whether a box holds what the digest
says can only be proved by who opens it.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeAlias

from deskinc.proof.canonical import CanonicalError, Json, b64, b64_digest, dumps, loads_all, unb64
from deskinc.proof.disclosure import NotADisclosure, content, digest
from deskinc.proof.disclosure import parse as open_value

FORM, _FORM = "restricted", b"restricted"
WRAPPED = 80
"""Bytes of a wrapped key: encapsulated key (32), the key (32), its tag (16)."""

_MEMBERS = {"author", "box", "digest", "name", "role"}
_LEAST = 12 + 16


@dataclass(frozen=True, slots=True)
class Closed:
    """A disclosure nobody reads here without a key: what is known of it, and the bytes."""

    name: str
    digest: bytes
    box: bytes = field(repr=False)
    role: bytes = field(repr=False)
    author: bytes | None = field(repr=False)

    def pack(self) -> bytes:
        """As it is kept."""
        author = None if self.author is None else b64(self.author)
        said: dict[str, Json] = {
            "author": author, "box": b64(self.box), "digest": b64(self.digest), "name": self.name,
            "role": b64(self.role),
        }  # fmt: skip
        return dumps(said)


Kept: TypeAlias = tuple[str, Json, bytes]
"""What a record keeps of a value: name, value (None if closed), digest in base64url."""


def is_closed(raw: bytes) -> bool:
    """Whether a disclosure is kept closed; an ordinary one is an array."""
    return raw[:1] == b"{"


def closed(parsed: Json) -> Closed:
    """A parsed closed disclosure; :class:`NotADisclosure` if it is none."""
    if not isinstance(parsed, dict) or parsed.keys() != _MEMBERS:
        raise NotADisclosure("no closed value")
    name, author = parsed["name"], parsed["author"]
    if not isinstance(name, str) or not name:
        raise NotADisclosure("no field name")
    try:
        found = Closed(
            name, _raw(parsed["digest"], 32), _raw(parsed["box"]), _raw(parsed["role"], WRAPPED),
            None if author is None else _raw(author, WRAPPED),
        )  # fmt: skip
    except CanonicalError as error:
        raise NotADisclosure(str(error)) from error
    if len(found.box) < _LEAST:
        raise NotADisclosure("nothing in the box")
    return found


def parse(raw: bytes) -> Closed:
    """Read a closed disclosure back; :class:`NotADisclosure` unless every byte is as it must be."""
    try:
        return closed(loads_all((raw,))[0])
    except CanonicalError as error:
        raise NotADisclosure(str(error)) from error


def digested(raw: bytes) -> bytes:
    """The 32 bytes by which a record holds what is kept in ``raw``, as far as that says it."""
    if is_closed(raw):
        with suppress(NotADisclosure):
            return parse(raw).digest
    return digest(raw)


def name_of(raw: bytes) -> str:
    """The field whose value is kept in ``raw``."""
    return parse(raw).name if is_closed(raw) else open_value(raw).name


def wrongly_kept(form: str, raws: Sequence[bytes]) -> bool:
    """Whether a restricted value lies open, or an ordinary one closed."""
    return any(is_closed(raw) != (form == FORM) for raw in raws)


def kept(form: bytes, raws: Sequence[bytes]) -> list[Kept]:
    """What a record of ``form`` keeps: closed values if it is restricted, else none of them.

    Raises :class:`NotADisclosure` or CanonicalError for anything else.
    """
    parsed = loads_all(raws)
    if form == _FORM:
        found = [closed(one) for one in parsed]
        return [(one.name, None, b64_digest(one.digest)) for one in found]
    return [(*content(one), b64_digest(digest(raw))) for raw, one in zip(raws, parsed, strict=True)]


def _raw(said: Json, size: int | None = None) -> bytes:
    if not isinstance(said, str):
        raise CanonicalError("no bytes")
    return unb64(said, size)
