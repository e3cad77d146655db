"""What the outside verifier answers, and what a stranger may hold against a bundle."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from deskinc.proof.canonical import CanonicalError, Json, unb64
from deskinc.proof.findings import Finding, Kind, verdict
from deskinc.proof.keys import ED25519, key_id
from deskinc.proof.paper_seal import is_scanned, scanned
from deskinc.proof.seal import parse_note

_CODE = re.compile(r"[A-Z2-7]{28}")


class Trust(StrEnum):
    """What the site's key rests on."""

    OWN_WORD = "own word"
    KEY = "key"
    SEAL = "seal"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True)
class Trusted:
    """What is known from elsewhere: the id of the site's key, a seal's note, or its printed code.

    ``code`` are the 28 signs of a root as printed, ``size`` how many records the paper states.
    """

    key: bytes | None = None
    note: str = ""
    code: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class FileTold:
    """A file that a value names; ``held``: its bytes were there and are the ones signed."""

    field: str
    name: str
    size: int
    sha256: str
    held: bool


@dataclass(frozen=True, slots=True)
class RecordTold:
    """A record as it tells itself, and what is wrong with it.

    ``thread`` is its thread's id, ``at`` RFC 3339 UTC, ``offset`` minutes; ``line`` and ``day`` are
    its numbers on paper. ``values`` are those shown, ``withheld`` how many are not.
    """

    n: int
    form: str = ""
    epoch: int = 1
    line: int | None = None
    day: str = ""
    at: str = ""
    offset: int = 0
    author: str = ""
    thread: str = ""
    name: str = ""
    values: tuple[tuple[str, Json], ...] = field(default=(), repr=False)
    withheld: int = 0
    files: tuple[FileTold, ...] = ()
    findings: tuple[Finding, ...] = ()
    provisional: bool = False
    """The author is a relief officer whom two people have not vouched for in what is shown."""

    @property
    def kind(self) -> Kind:
        """The verdict on this record alone."""
        return verdict(self.findings)


@dataclass(frozen=True, slots=True)
class SealTold:
    """The seal everything is measured by; ``signers`` are names with the Unix time each stated."""

    size: int
    line: int
    epoch: int
    root: bytes
    code: str
    signers: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """The answer on a whole bundle; ``findings`` are those of no single record."""

    findings: tuple[Finding, ...]
    records: tuple[RecordTold, ...] = ()
    book: str = ""
    site: str = ""
    authority: bytes = field(default=b"", repr=False)
    seal: SealTold | None = None
    trust: Trust = Trust.OWN_WORD
    relief: bytes = field(default=b"", repr=False)
    """The authority of relief officers' certificates, beside that of all others."""

    @property
    def all(self) -> tuple[Finding, ...]:
        """Every finding, those of the whole first."""
        return (*self.findings, *(f for told in self.records for f in told.findings))

    @property
    def kind(self) -> Kind:
        """The verdict: the gravest of all findings, VALID if there are none."""
        return verdict(self.all)


def trusted_key(text: str) -> Trusted:
    """Trust in a site key given as its id or as the key itself; ValueError if it is neither."""
    raw = unb64(text.strip())
    if len(raw) == 16:
        return Trusted(key=raw)
    return Trusted(key=key_id(ED25519, raw))


def trusted_seal(text: str, size: int = 0) -> Trusted:
    """Trust in a seal given as a note, as the text of its QR code, or as a code with its ``size``.

    Raises ValueError if it is neither, or a code without a size.
    """
    if is_scanned(text):
        seal = scanned(text)
        return Trusted(code=seal.code, size=seal.size)
    code = re.sub(r"[\s-]", "", text).upper()
    if _CODE.fullmatch(code):
        if size < 1:
            raise ValueError("a code needs the number of records printed beside it")
        return Trusted(code=code, size=size)
    note = "\n".join(text.strip().splitlines()) + "\n"
    parse_note(note)
    return Trusted(note=note)


def raw_of(text: str) -> bytes:
    """The bytes of base64url text; none if it is not."""
    try:
        return unb64(text)
    except CanonicalError:
        return b""
