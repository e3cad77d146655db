"""The test vectors of docs/format.md, from fixed keys and salts.

``python -m tests.proof.format_vectors`` (with ``src`` on the path) writes docs/format-vectors.json.
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from tests.proof.bundles import PICTURE, file_value, parts
from tests.proof.chains import Maker, Written, book, private, public, seed

from deskinc.proof import note as notes
from deskinc.proof.canonical import Json, b64
from deskinc.proof.disclosure import digest, disclose, parse
from deskinc.proof.document import Clock
from deskinc.proof.keys import ED25519, key_id
from deskinc.proof.merkle import consistency_proof, inclusion_proof, root
from deskinc.proof.seal import paper_code

PATH = Path(__file__).parents[2] / "docs" / "format-vectors.json"
PEOPLE = ("desk", "kim", "lee")
SEALED = (
    "AZ0WoTfAnq9hlRnyzHsKL2J4YIfpehPK5ofZsbQbND5U-3oCC9LUeD0CNyq_DVaqd0PRSUw8Z5TYDE8thXXKw-9u"
    "4V6NXk3ocVPyaY6L_Cc1nfHgztVk6iIQkS81IFdf6lpGhCl2bxPaLoU_gWtMk8WdnsMjgaZGwm5McvTxVTWraSoF"
    "ODhPLMW2zRbpSpA6ntXbqAcpgMA8vNBzO9IYcRJfFie-I_pV9_Hqx85tAieeaAktMNwi0Ya69-7rzTWIgkEPSTh8"
    "F5OcUZMx8PVkdBJ0tMkfs8NKeSbyKxtoFo9o8POOEAhLkMSDtGOBpIbdhyH9RSwix02EeY1m_h2YTr3S8wmOkXID"
    "HsgQ1E26ng4FQETWBvLvgNE86AaMBgvfZkb9xdhY4oAdAR-WfsGwPR3ZCCvGTn5-Ir5QK3niHHcCEJ3bLV5VCH0H"
    "4q_ixdzj5pH1DxHG21G5XPeOM3VKreXtauQQw8tR1grMnUJVqKwNyC7Ym-5aCr-HOXQ57ZqHUVSCRrMlAMCUyDcI"
    "2iQzS7hlUvUE_1Es3-AkqAzbVugKAGHPAznBD_tEViAl1bht2BnFnqjgOrq0vIX0NrWDvaADYw4oM_PyOooVQaCz"
)
"""The note of the vectors as it was sealed once: sealing draws a fresh key each time."""

CLOSED = (
    '{"author":"8_gWKfUtIvGUzYeb6LOKWMVPdyS0JLYqp_Hj59-cZzID2n060YbsUxgEWaPU58A6Njhuv2dMRFDHoqwOm'
    'wkd7zaCgNP0JpYRlYJ8H6VzhQI","box":"6Ac3N0tBTWucP1X-WSGMq8qT-USeLYG4EnHLw1Kr6trpmC1B0qxpZG6gV'
    'n13QASsAl9xV4_JgdrCybWZXs7IXRI-Yi_HclfTLBexXVl7Q9qhc-czYvvb","digest":"32dh40ZzrPN_J4j5VfMMy'
    'ukkRP8Pb_A103NTqZcnlvE","name":"people/01/injury","role":"HEK-T0VHkpJ9d5cewXp9nbc6uLihMOEf3o'
    'KautzicFxXHH_Q-3oU_IO_3wPpyo9SAK1BLZGE7QkTQ1GmZnoNvm8uDttKfnTQlpU-tsRYK7A"}'
)
"""The restricted value of the vectors as it was closed once, for the same reason."""


def maker() -> Maker:
    """Opening, officers, lines, amendment, seal, strike, an erasure confirmed, photo, last seal."""
    made = book()
    made.strike(made.last)
    erased = made.records[4]
    made.countersign(made.erase(erased, "text"))
    made.drop(erased, "text")
    made.write("photo", {"original": file_value(PICTURE), "caption": "Wet floor."}, by="lee")
    made.seal()
    return made


def vectors() -> dict[str, Any]:
    """All that is written into the file."""
    made = maker()
    leaves = [r.leaf for r in made.records]
    size, old, index = len(leaves), 5, 3
    notes = [parse(r.raws[0]).value for r in made.records if r.document.form == "seal"]
    return {
        "keys": {who: _key(who) for who in PEOPLE},
        "book": b64(made.book),
        "records": [_record(r, leaves[: n + 1]) for n, r in enumerate(made.records)],
        "inclusion": {
            "index": index,
            "size": size,
            "leaf": b64(leaves[index]),
            "path": [b64(h) for h in inclusion_proof(leaves, index, size)],
            "root": b64(root(leaves)),
        },
        "consistency": {
            "old": old,
            "size": size,
            "path": [b64(h) for h in consistency_proof(leaves, old, size)],
            "old_root": b64(root(leaves[:old])),
            "root": b64(root(leaves)),
        },
        "notes": notes,
        "paper_code": paper_code(root(leaves)),
        "verdict": "VALID",
        "bundle": _bundle(made),
        "note": _note(),
        "restricted": _restricted(),
    }


def _note() -> dict[str, str]:
    """A note signed by Kim, and its file of the spool."""
    values: dict[str, Json] = {
        "spooled_by": {"id": "", "text": "Kim"}, "text": "Water in the lift pit.",
        "type": {"code": "lift", "text": "Lift"},
    }  # fmt: skip
    at, machine = "2026-11-22T03:12:09.120Z", Clock(bytes(16), 91_000)
    id_ = sha256(b"note").digest()[:16]
    note = notes.Note(id_, "occurrence", 1, values, at, 0, machine)
    key = X25519PrivateKey.from_private_bytes(seed("note"))
    return {
        "private": b64(key.private_bytes_raw()),
        "public": b64(key.public_key().public_bytes_raw()),
        "message": notes.pack(notes.sign(note, private("kim"))).decode(),
        "file": SEALED,
    }


def _restricted() -> dict[str, str]:
    """What Kim wrote of an injury, and how the book keeps it."""
    key = X25519PrivateKey.from_private_bytes(seed("restricted"))
    return {
        "private": b64(key.private_bytes_raw()),
        "public": b64(key.public_key().public_bytes_raw()),
        "disclosure": disclose("people/01/injury", "Left wrist.", seed("injury")[:16]).raw.decode(),
        "closed": CLOSED,
    }


def _bundle(made: Maker) -> dict[str, Any]:
    """Founding, officers, a line, the record with the erased value, the photo."""
    shown = parts(made, [1, 2, 3, 4, 5, made.last.document.n - 1], [PICTURE])
    return {
        "json": shown.json.decode(),
        "files": {name: b64(data) for name, data in shown.files.items()},
        "zip": b64(shown.packed),
        "verdict": "VALID",
    }


def _key(who: str) -> dict[str, str]:
    return {
        "private": b64(seed(f"key {who}")),
        "public": b64(public(who)),
        "key_id": b64(key_id(ED25519, public(who))),
    }


def _record(record: Written, leaves: list[bytes]) -> dict[str, Any]:
    return {
        "document": record.doc.decode(),
        "signature": b64(record.sig),
        "leaf": b64(record.leaf),
        "disclosures": [{"raw": r.decode(), "digest": b64(digest(r))} for r in record.raws],
        "root": b64(root(leaves)),
    }


def main() -> None:
    """Write the file anew."""
    PATH.write_text(json.dumps(vectors(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
