"""Passphrases by NIST SP 800-63B: long enough, not on a list of common ones, no other rules."""

import secrets
import unicodedata
from itertools import pairwise

from deskinc.book.recovery import WORDS
from deskinc.i18n import _

SHORTEST = 15
COMMON = frozenset(
    {
        "passwordpassword", "password12345678", "123456789012345", "1234567890123456",
        "qwertyuiopasdfgh", "qwertyuiop12345", "iloveyouiloveyou", "letmeinletmein12",
        "correcthorsebatterystaple", "correct horse battery staple", "securitysecurity",
        "adminadminadmin", "administrator123", "welcomewelcome1", "passw0rdpassw0rd",
        "abcdefghijklmnop", "aaaaaaaaaaaaaaa", "thequickbrownfox", "to be or not to be",
        "password password", "deskincdeskincdeskinc", "111111111111111", "000000000000000",
    }
)  # fmt: skip


def passphrase_fault(passphrase: str, *known: str) -> str:
    """Why ``passphrase`` will not do, as a sentence; empty when it will.

    ``known`` are words anybody at the desk could guess: the site's and the officer's names.
    """
    text = unicodedata.normalize("NFC", passphrase)
    bare = text.casefold().strip()
    if len(text) < SHORTEST:
        return _("Too short: take at least 15 characters, or five words.")
    if bare in COMMON or bare.replace(" ", "") in COMMON:
        return _("This one is on every list of common passphrases. Take another.")
    if len(set(bare)) < 5 or _runs(bare):
        return _("This repeats one character or counts up. Take words instead.")
    names = {word for name in known for word in name.casefold().split() if len(word) > 3}
    if names and not [word for word in bare.split() if word not in names]:
        return _("This is made of your own or the site’s name. Take other words.")
    return ""


def suggest_passphrase() -> str:
    """Five random words (55 bits) to take or to change."""
    return " ".join(secrets.choice(WORDS) for _word in range(5))


def _runs(text: str) -> bool:
    steps = [ord(b) - ord(a) for a, b in pairwise(text)]
    return all(step == steps[0] for step in steps)
