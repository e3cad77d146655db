"""Make resources/words from the lists of SCOWL (Debian package ``scowl``, /usr/share/dict/scowl).

``python packaging/words.py FOLDER`` writes three sorted files, one word a line: what all English
has (en), and what only British or American spelling has (en-GB, en-US). Their licence lies
beside them.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

MOST = 70
"""SCOWL’s size: its README says 70 for a spelling checker; from 80 on rare words hide slips."""
KINDS = ("words", "upper", "proper-names", "contractions", "abbreviations")
LISTS = {
    "en": ("english",),
    "en-GB": ("british", "british_z"),
    "en-US": ("american",),
}


def words(folder: Path, name: str) -> Iterator[str]:
    """The words of one list of SCOWL, without possessives: the look-up takes off ’s itself."""
    for kind in KINDS:
        for path in folder.glob(f"{name}-{kind}.*"):
            if int(path.suffix[1:]) <= MOST:
                lines = path.read_text("utf-8").splitlines()
                yield from (line for line in lines if _is_word(line))


def _is_word(line: str) -> bool:
    return not line.endswith("'s") and not any(sign.isdigit() for sign in line)


def write(folder: Path, to: Path) -> None:
    """Write the files, sorted as bytes: they are searched so."""
    shared = set(words(folder, "english"))
    for file, names in LISTS.items():
        found = {word for name in names for word in words(folder, name)}
        if file != "en":
            found -= shared
        made = b"".join(word + b"\n" for word in sorted(word.encode() for word in found))
        (to / f"{file}.txt").write_bytes(made)


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(__file__).resolve().parents[1] / "resources" / "words")
