"""D20: what the keys of each role open, whatever program reads the files they lie in."""

import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.book import scanning
from tests.desk.crews import HURT, NAMES, OPEN, OWN, WORDS, Crew
from tests.desk.offices import OFFICER
from tests.desk.sheets import words_of

from deskinc.book.disk import files
from deskinc.book.disk.station import ATTACHMENTS, DATABASE
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.keys.restricting import BLIND, Sight, is_paper, reading_key, search_key
from deskinc.book.keys.slots import Keys
from deskinc.book.keys.vault import Vault
from deskinc.errors import BookFault
from deskinc.forms import roles
from deskinc.paths import RESTRICTED

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


@pytest.mark.parametrize("role", NAMES)
def test_d20_papers_words_to_find_by_and_unsent_text_are_as_closed_as_the_values(
    crew: Crew, tmp_path: Path, role: str
) -> None:
    folder, mirror = tmp_path / "book", tmp_path / "mirror"
    shutil.copytree(place_of(crew, "book"), folder)
    shutil.copytree(crew.mirror, mirror)
    keys = Vault.load(folder).open(NAMES[role], WORDS[NAMES[role]])
    reads = roles.may([role], "read_restricted")
    assert keys.signing is not None
    own = reading_key(Ed25519PrivateKey.from_private_bytes(keys.signing))
    sight, store = Sight(crew.book, keys.restricted, own), Store(folder / DATABASE, keys.database)
    assert scanning.where([HURT, OWN], folder, mirror, keys, crew.book) == set()
    shelves, name_key = [folder / ATTACHMENTS], files.name_key(keys.mirror, crew.book)
    papers = [raw for raw in scanning.attachments(store, shelves, name_key) if is_paper(raw)]
    assert [HURT in words_of(found) for raw in papers if (found := sight.paper(raw))] == [
        True
    ] * reads
    assert finds(folder, keys, crew.book) is reads
    with Link(store, Mode.READ) as link:
        (unsent,) = link.run("SELECT data FROM unsent").scalars()
    with pytest.raises(InvalidTag):
        sight.own(unsent)


def finds(folder: Path, keys: Keys, book: bytes) -> bool:
    """Whether any key opens the file by which restricted words are found."""
    raws = (keys.database, keys.mirror, keys.signing, keys.pdf, keys.ca, keys.restricted)
    held = [raw[:32] for raw in raws if raw is not None]
    for key in held + [search_key(raw, book) for raw in held]:
        with suppress(BookFault), Link(Store(folder / RESTRICTED, key), Mode.READ) as link:
            return HURT in "".join(body for (body,) in link.run("SELECT body FROM words"))
    return False
