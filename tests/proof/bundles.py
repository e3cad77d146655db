"""Evidence bundles made from a small book written by hand, so that tests can break them."""

import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from tests.proof.chains import Maker, Written

from deskinc.proof.bundle import judge, pack
from deskinc.proof.canonical import Json, b64, dumps
from deskinc.proof.disclosure import parse
from deskinc.proof.merkle import inclusion_proof

PICTURE = b"\x89PNG of a wet floor" * 40
OTHER = b"the plan of the ground floor"


def file_value(data: bytes, name: str = "floor.png") -> Json:
    """The value that names a file."""
    return {"sha256": b64(sha256(data).digest()), "size": len(data), "mime": "image/png",
            "name": name}  # fmt: skip


def desk() -> Maker:
    """Nine records under the last seal: founding, kim, lee, two lines, a photo, a plan, a strike.

    Record 10 is the seal's own.
    """
    made = Maker().open()
    first = made.line()
    made.line("Gate 4 found open, closed.", by="lee")
    made.write("photo", {"original": file_value(PICTURE), "caption": "Wet floor."}, by="lee")
    made.write("plan", {"drawing": file_value(OTHER, "ground.svg")}, by="kim")
    made.strike(first)
    made.countersign(made.last)
    made.seal()
    return made


@dataclass
class Parts:
    """A bundle in pieces: ``told`` is its JSON, ``files`` what lies beside it."""

    told: dict[str, Any]
    files: dict[str, bytes] = field(default_factory=dict)

    def record(self, n: int) -> dict[str, Any]:
        """The record of that number."""
        found: dict[str, Any] = next(r for r in self.told["records"] if r["n"] == n)
        return found

    def drop(self, n: int) -> None:
        """Leave a record out."""
        self.told["records"].remove(self.record(n))

    @property
    def json(self) -> bytes:
        """The JSON as an extract by itself."""
        return dumps(self.told)

    @property
    def packed(self) -> bytes:
        """The bundle."""
        return pack(self.json, self.files)


def shown(made: Maker, written: Written, size: int) -> dict[str, Any]:
    """A record as a bundle shows it, proved in the tree of the first ``size`` records."""
    leaves = [r.leaf for r in made.records[:size]]
    n = written.document.n
    path = inclusion_proof(leaves, n - 1, size) if n <= size else None
    return {
        "n": n,
        "document": b64(written.doc),
        "signature": b64(written.sig),
        "disclosures": [b64(raw) for raw in written.raws],
        "proof": None if path is None else [b64(node) for node in path],
    }


def note_of(seal: Written) -> str:
    """The note in a SEAL record."""
    note = parse(seal.raws[0]).value
    assert isinstance(note, str)
    return note


def parts(
    made: Maker | None = None, ns: Sequence[int] | None = None, files: Sequence[bytes] | None = None
) -> Parts:
    """A bundle of the records ``ns`` (by default all) under the last seal of the book."""
    made = made or desk()
    seal = next(r for r in reversed(made.records) if r.document.form == "seal")
    size = seal.document.n - 1
    chosen = [made.records[n - 1] for n in ns or range(1, size + 1)]
    told = {
        "v": 1,
        "book": b64(made.book),
        "records": [shown(made, one, size) for one in chosen],
        "seal": note_of(seal),
    }
    held = [PICTURE, OTHER] if files is None else files
    return Parts(told, {sha256(data).hexdigest(): data for data in held})


def zipped(
    members: Sequence[tuple[str, bytes]], method: int = zipfile.ZIP_STORED, **info: Any
) -> bytes:
    """What another zip program makes of some files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = method
            for key, value in info.items():
                setattr(entry, key, value)
            archive.writestr(entry, data)
    data = out.getvalue()
    if info.get("external_attr") == 0:  # zipfile writes permissions where there are none
        start = data.index(b"PK\1\2")
        data = data[:start] + data[start:].replace((0o600 << 16).to_bytes(4, "little"), bytes(4))
    return data


def with_sizes(packed: bytes, change: Callable[[int], int]) -> bytes:
    """The container with another size in its first header."""
    at = 18
    (size,) = struct.unpack_from("<L", packed, at)
    return packed[:at] + struct.pack("<LL", change(size), change(size)) + packed[at + 8 :]


def whys(data: bytes, **more: object) -> dict[int, set[str]]:
    """What is wrong, by record; 0 is the bundle as a whole."""
    found: dict[int, set[str]] = {}
    for one in judge(data, **more).all:  # type: ignore[arg-type]
        found.setdefault(one.n, set()).add(one.why)
    return found


def text(bundle: Parts) -> Parts:
    """The lines alone: founding, kim, lee, two lines."""
    for n in (9, 8, 7, 6):
        bundle.drop(n)
    bundle.files.clear()
    return bundle
