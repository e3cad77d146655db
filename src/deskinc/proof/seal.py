"""Seals: signed tree heads as C2SP signed notes (signed-note, tlog-checkpoint, tlog-cosignature).

The site signs as Ed25519 (type 0x01), people as cosignature/v1 (type 0x04, with the time they
signed). Key names are our key ids; base64 inside a note is the standard one with padding.
"""

import re
from base64 import b32encode, b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from deskinc.proof.canonical import b64
from deskinc.proof.keys import ED25519, SIGNATURE_SIZE, key_id, public_raw, verify

SITE = 0x01
PERSON = 0x04
MAX_NOTE = 16_384

_DASH = "— "
_TEXT = re.compile(
    r"(?P<origin>deskinc/[A-Za-z0-9_-]{21}[AQgw]/[1-9]\d{0,15})\n(?P<size>0|[1-9]\d{0,15})\n"
    r"(?P<root>[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)\n"
    r"line (?P<line>0|[1-9]\d{0,15})\nmirror (?P<mirror>0|[1-9]\d{0,15})\n",
    re.ASCII,
)
_SIGNATURE = re.compile(r"— ([^\s+]{1,255}) ([A-Za-z0-9+/]+={0,2})")


class BadNote(ValueError):
    """The text is no note of ours, or a signature on it does not hold."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree head: of which log, over how many records, with the line it reaches.

    ``line`` is the last line serial in the tree, ``mirror`` the last one known to the mirror.
    """

    origin: str
    size: int
    root: bytes
    line: int
    mirror: int


@dataclass(frozen=True, slots=True)
class NoteSignature:
    """One signature line: the key's name, its 4-byte hash, and what follows them."""

    name: str
    hint: bytes
    blob: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A note as read: the head it states, the signed text, and who claims to have signed."""

    checkpoint: Checkpoint
    text: str
    signatures: tuple[NoteSignature, ...]


@dataclass(frozen=True, slots=True)
class Witness:
    """A signature that held: the key's name, and the Unix time at which a person signed."""

    name: str
    time: int | None


def origin(book: bytes, epoch: int) -> str:
    """The name of a book's log in one epoch."""
    return f"deskinc/{b64(book)}/{epoch}"


def note_text(checkpoint: Checkpoint) -> str:
    """The text that is signed; :class:`BadNote` if the head cannot be written so."""
    root = b64encode(checkpoint.root).decode()
    text = (
        f"{checkpoint.origin}\n{checkpoint.size}\n{root}\n"
        f"line {checkpoint.line}\nmirror {checkpoint.mirror}\n"
    )
    if not _TEXT.fullmatch(text):
        raise BadNote("not a tree head")
    return text


def hint(name: str, kind: int, public: bytes) -> bytes:
    """The 4 bytes that tell which key and which type of signature stands behind a name."""
    return sha256(f"{name}\n".encode() + bytes([kind]) + public).digest()[:4]


def sign_note(
    checkpoint: Checkpoint,
    site: Ed25519PrivateKey,
    cosigners: Iterable[tuple[Ed25519PrivateKey, int]] = (),
) -> str:
    """The note signed by the site and by each person at a Unix time (whole seconds)."""
    text = note_text(checkpoint)
    lines = [_line(site, SITE, site.sign(text.encode()))]
    return f"{text}\n{''.join(lines)}" + "".join(
        cosignature(text, private, time) for private, time in cosigners
    )


def cosignature(text: str, private: Ed25519PrivateKey, time: int) -> str:
    """One person's signature line over a note's text, to be put at the note's end."""
    signed = private.sign(_cosigned(text, time))
    return _line(private, PERSON, time.to_bytes(8, "big") + signed)


def parse_note(note: str) -> Note:
    """Read a note; :class:`BadNote` unless it is one of ours in every sign."""
    text, blank, tail = note.partition("\n\n")
    found = _TEXT.fullmatch(f"{text}\n")
    if len(note.encode()) > MAX_NOTE or not blank or found is None or not tail.endswith("\n"):
        raise BadNote("not a note of a book")
    signatures = tuple(_signature(line) for line in tail[:-1].split("\n"))
    head = Checkpoint(
        found["origin"],
        int(found["size"]),
        b64decode(found["root"]),
        int(found["line"]),
        int(found["mirror"]),
    )
    return Note(head, f"{text}\n", signatures)


def verify_note(
    note: Note | str, site: bytes, people: Mapping[str, bytes] | None = None
) -> tuple[Witness, ...]:
    """Who signed the note, the site first; public keys are raw, people's by key id as base64url.

    Signatures of unknown keys are passed over, as C2SP demands. Raises :class:`BadNote` if the
    site's is missing, if a known key's does not hold, or if one key signed twice.
    """
    read = parse_note(note) if isinstance(note, str) else note
    site_name = b64(key_id(ED25519, site))
    ours = (site_name, hint(site_name, SITE, site))
    known = {(name, hint(name, PERSON, raw)): raw for name, raw in (people or {}).items()}
    known[ours] = site
    seen: dict[tuple[str, bytes], Witness] = {}
    for signature in read.signatures:
        which = (signature.name, signature.hint)
        if which in known:
            if which in seen:
                raise BadNote("one key signed twice")
            seen[which] = _hold(signature, read.text, known[which], which == ours)
    if ours not in seen:
        raise BadNote("the site has not signed")
    return (seen.pop(ours), *seen.values())


def paper_code(root: bytes) -> str:
    """The first 140 bits of a root for paper: 28 base32 signs (RFC 4648 §6) in groups of four."""
    signs = b32encode(root).decode()
    return " ".join(signs[start : start + 4] for start in range(0, 28, 4))


def _line(private: Ed25519PrivateKey, kind: int, blob: bytes) -> str:
    public = public_raw(private)
    name = b64(key_id(ED25519, public))
    return f"{_DASH}{name} {b64encode(hint(name, kind, public) + blob).decode()}\n"


def _cosigned(text: str, time: int) -> bytes:
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def _signature(line: str) -> NoteSignature:
    found = _SIGNATURE.fullmatch(line)
    try:
        raw = b64decode(found[2], validate=True) if found else b""
    except ValueError:
        raw = b""
    if found is None or len(raw) <= 4 or b64encode(raw).decode() != found[2]:
        raise BadNote("not a signature line")
    return NoteSignature(found[1], raw[:4], raw[4:])


def _hold(signature: NoteSignature, text: str, public: bytes, site: bool) -> Witness:
    time = None if site else int.from_bytes(signature.blob[:8], "big")
    sig = signature.blob if time is None else signature.blob[8:]
    message = text.encode() if time is None else _cosigned(text, time)
    if len(sig) != SIGNATURE_SIZE or not verify(
        Ed25519PublicKey.from_public_bytes(public), message, sig
    ):
        raise BadNote(f"the signature of {signature.name} does not hold")
    return Witness(signature.name, time)
