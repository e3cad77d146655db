"""The recovery sheet: 32 random bytes as 24 words of the BIP-39 English list.

They open a slot, and give a key by which the records can tell that the sheet was at hand.
"""

import os
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from mnemonic import Mnemonic

from deskinc.errors import WrongPassphrase
from deskinc.i18n import _
from deskinc.proof.keys import SHEET, public_raw

_LIST = Mnemonic("english")
WORDS: tuple[str, ...] = tuple(_LIST.wordlist)
COUNT = 24


def new_words() -> tuple[str, ...]:
    """24 fresh words (256 random bits and an 8-bit checksum)."""
    return tuple(_LIST.to_mnemonic(os.urandom(32)).split())


def entropy(words: str | Sequence[str]) -> bytes:
    """The 32 bytes the words stand for.

    Raises WrongPassphrase: for another number of words, for a word not on the list (named, with
    the nearest on it), or when the checksum says that one of them is wrong.
    """
    typed = (words if isinstance(words, str) else " ".join(words)).split()
    told = [_bare(word) for word in typed]
    for place, word in enumerate(typed, 1):
        if not_listed := unlisted(place, word):
            raise not_listed
    if len(told) != COUNT:
        raise WrongPassphrase(
            _("The sheet has 24 words; {count} were given.").format(count=len(told)),
            _("Check that none was left out or written twice."),
        )
    if not _LIST.check(" ".join(told)):
        raise WrongPassphrase(
            _("One of the words is wrong."), _("Compare each word and their order with the sheet.")
        )
    return bytes(_LIST.to_entropy(told))


def unlisted(place: int, word: str) -> WrongPassphrase | None:
    """That the word at ``place``, from 1, is not on the list, with the nearest; None if it is."""
    bare = _bare(word)
    if bare in WORDS:
        return None
    near = get_close_matches(bare, WORDS, 1, 0)[0]
    return WrongPassphrase(
        _("Word {place}, “{word}”, is not on the list.").format(place=place, word=word),
        _("The nearest word on the list is “{near}”.").format(near=near),
    )


def _bare(word: str) -> str:
    return unicodedata.normalize("NFKD", word).lower()


def key_of(words: str | Sequence[str]) -> Ed25519PrivateKey:
    """The sheet's own key: it signs for nobody, only that the sheet was there. As `entropy`."""
    made = HKDF(SHA256(), 32, salt=None, info=SHEET + b"key").derive(entropy(words))
    return Ed25519PrivateKey.from_private_bytes(made)


def public_of(words: str | Sequence[str]) -> bytes:
    """The raw public half of that key, as the book announces it."""
    return public_raw(key_of(words))
