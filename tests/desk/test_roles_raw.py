"""D20: what the keys of each role open, whatever program reads the files they lie in."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.book import scanning
from tests.desk.crews import HURT, NAMES, OPEN, OWN, WORDS, Crew
from tests.desk.offices import OFFICER

from deskinc.book.disk.station import DATABASE
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.keys.restricting import BLIND, Sight, reading_key
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.vault import Vault
from deskinc.forms import roles

PLACES = ("book", "mirror", "backup")


def place_of(crew: Crew, place: str) -> Path:
    """The folder in which a slot file lies beside what it opens."""
    found = {"book": crew.office.folder / "book", "mirror": crew.mirror, "backup": crew.backup}
    return found[place]


def told(crew: Crew, place: str, keys: Keys, sight: Sight) -> set[str]:
    """Which of the words are read in the files of that place."""
    folder = place_of(crew, place)
    if place == "mirror":
        raws = list(scanning.said(folder, keys.mirror, crew.book))
    else:
        with Link(Store(folder / DATABASE, keys.database), Mode.EVIDENCE) as link:
            raws = [raw for (raw,) in link.run("SELECT raw FROM value").fetchall()]
    said = b"\n".join(sight.opened(raws))
    return {word for word in (OPEN, HURT, OWN) if word.encode() in said}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("role", NAMES)
def test_d20_the_matrix_of_roles_holds_on_the_raw_files_with_the_keys_of_each(
    crew: Crew, role: str, place: str
) -> None:
    name, reads = NAMES[role], roles.may([role], "read_restricted")
    keys = Vault.load(place_of(crew, place)).open(name, WORDS[name])
    assert (keys.restricted is not None) is reads
    assert told(crew, place, keys, BLIND) == {OPEN}
    assert keys.signing is not None
    own = reading_key(Ed25519PrivateKey.from_private_bytes(keys.signing))
    more = {HURT, OWN} if reads else {OWN} if name == OFFICER else set()
    assert told(crew, place, keys, Sight(crew.book, keys.restricted, own)) == {OPEN} | more
