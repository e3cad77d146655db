"""Searching bytes for secrets: every one in every form in which it would be found by others."""

import base64
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

SHAPES = (b"%PDF-", b"JFIF\x00", b"\x89PNG\r\n\x1a\n", b"SQLite format 3")
"""How files begin that would be in plain."""
_HEAD = 3


def forms_of(secret: bytes) -> Iterator[bytes]:
    """A secret as it may lie in a file: as it is, as hexadecimal, as base64 at any offset."""
    yield secret
    yield secret.hex().encode()
    yield secret.hex().upper().encode()
    if len(secret) < 9:  # what is left of a short one at another offset is found by chance
        yield base64.b64encode(secret).rstrip(b"=")
        yield base64.b32encode(secret).rstrip(b"=")
        return
    for offset in range(3):
        text = base64.b64encode(bytes(offset) + secret)
        core = text[4 if offset else 0 : len(text) - 4]
        yield core
        yield core.translate(bytes.maketrans(b"+/", b"-_"))


def forms_of_text(text: str) -> Iterator[bytes]:
    """A word as it may lie in a file, in any of three encodings, or written small."""
    for coded in {text.encode(), text.lower().encode(), text.encode("utf-16-le"),
                  text.encode("utf-16-be")}:  # fmt: skip
        yield from forms_of(coded)


def forms_of_sheet(words: Iterable[str]) -> Iterator[bytes]:
    """Any three words of a recovery sheet that follow each other, as a list may be written."""
    said = list(words)
    for first in range(len(said) - 2):
        for between in (" ", "\n", ",", ", ", '", "', '","', "\0", "', '"):
            yield between.join(said[first : first + 3]).encode()
    yield from forms_of_text(" ".join(said[4:8]))


class Hunt:
    """Finds secrets in bytes; slow things are done once, so that much can be searched."""

    def __init__(self, secrets: Mapping[str, Iterable[bytes]]) -> None:
        self.names = frozenset(secrets)
        self._known: dict[bytes, set[tuple[str, bytes]]] = defaultdict(set)
        self._begins = np.zeros(1 << 24, bool)
        for name, forms in secrets.items():
            for form in forms:
                head = form[:_HEAD]
                self._known[head].add((name, form))
                self._begins[int.from_bytes(head, "little")] = True

    def found(self, raw: bytes) -> set[str]:
        """The names of the secrets that lie in ``raw``."""
        if len(raw) < _HEAD:
            return set()
        one = np.frombuffer(raw, np.uint8).astype(np.uint32)
        heads = one[:-2] | one[1:-1] << 8 | one[2:] << 16
        return {
            name
            for at in np.flatnonzero(self._begins[heads]).tolist()
            for name, form in self._known[raw[at : at + _HEAD]]
            if raw.startswith(form, at)
        }


def hunt(
    texts: Mapping[str, str],
    keys: Mapping[str, bytes],
    sheets: Mapping[str, Iterable[str]] | None = None,
) -> Hunt:
    """A hunt for words, for keys, and for sheets; and for every file in plain."""
    said: dict[str, Iterable[bytes]] = {name: forms_of_text(text) for name, text in texts.items()}
    said |= {name: forms_of(key) for name, key in keys.items()}
    said |= {name: forms_of_sheet(words) for name, words in (sheets or {}).items()}
    return Hunt(said | {repr(shape): [shape] for shape in SHAPES})
