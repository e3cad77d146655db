"""The test vectors of docs/format.md, from fixed keys and salts.

``python -m tests.proof.format_vectors`` (with ``src`` on the path) writes docs/format-vectors.json.
"""

import json
from pathlib import Path
from typing import Any

from tests.proof.bundles import PICTURE, file_value, parts
from tests.proof.chains import Maker, Written, book, public, seed

from deskinc.proof.canonical import b64
from deskinc.proof.disclosure import digest, parse
from deskinc.proof.keys import ED25519, key_id
from deskinc.proof.merkle import consistency_proof, inclusion_proof, root
from deskinc.proof.seal import paper_code

PATH = Path(__file__).parents[2] / "docs" / "format-vectors.json"
PEOPLE = ("desk", "kim", "lee")


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
