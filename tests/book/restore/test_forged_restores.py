"""A restore excuses an older book only if two people signed it: the word of a seal is not enough.

Whoever holds the database’s key alone has the site’s key too, which lies inside it, and can put
there what the verifier remembers. The people’s keys and the mirror’s he has not.
"""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.book.houses import House, line, officer
from tests.book.records.test_epochs import cut_back, restore
from tests.book.restores import places, rebuilt, surveyed

from deskinc.book.disk.station import Station
from deskinc.book.disk.store import Link, Mode, Store
from deskinc.book.opening import opening
from deskinc.book.opening.opening import Looked
from deskinc.book.record import Draft, Signer
from deskinc.book.records.following import Kept, feed
from deskinc.book.records.founding import Founding
from deskinc.book.writing import ledger, refusals, sealing
from deskinc.book.writing.ledger import Stamp, State, Written
from deskinc.errors import BookFault
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64
from deskinc.proof.seal import Checkpoint, origin
from deskinc.proof.verify import Chain


@pytest.fixture
def other(house: House) -> Signer:
    """A second person, and a book that was sealed with both of them in it."""
    other = house.enrol("Jo Ash")
    house.post(line("kept"))
    house.book.seal(house.me).result()
    house.book.settle()
    return other


def forge(house: House, first: Signer, second: Signer) -> None:
    """Declare what is missing lost in two people’s names, seal that, and say it was verified."""
    store = Store(house.folder / "book.db", house.keys.database)
    stamp = Stamp(datetime.now(UTC), None, bytes(16), "x")
    with Link(store, Mode.WRITE) as link:
        site = Founding.load(link)
        state = ledger.load(link, site.book, 1)

        def write(state: State, draft: Draft, signer: Signer) -> Written:
            return ledger.append(link, state, [draft], signer, stamp)

        with link.transaction():
            told: Value = {"code": "mirror", "text": "The mirror"}
            said: dict[str, Value] = {
                "source": told,
                "epoch": 1,
                "size": state.n,
                "root": b64(state.root()),
            }
            act = write(state, Draft("restore", {**said, "lost": 0, "reason": "x"}), first)
            values = {"act": b64(act.records[0].leaf), "meaning": "x"}
            thread = act.records[0].thread
            done = write(act.state, Draft("countersign", values, thread=thread), second).state
            chain = Chain()
            feed(chain, link, done.n)
            point = Checkpoint(origin(site.book, 2), done.n, done.root(), done.numbers.line, 0)
            write(done, sealing.draft(point, site.site, [site.signer()], stamp.at), site.signer())
            Kept(chain.state, done.n + 1).keep(link)
        link.driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def rolled_back(house: House) -> None:
    """The database as it was six lines ago; head file and mirror as they are."""
    house.book.close()
    old = house.folder.with_name("old.db")
    shutil.copy(house.folder / "book.db", old)
    house.open()
    for number in range(6):
        house.post(line(f"true {number}"))
    house.book.settle()
    house.book.close()
    shutil.move(old, house.folder / "book.db")


def anybody(signer: Signer) -> Signer:
    """That person’s name under a key of one’s own."""
    return Signer(signer.author, signer.key_id, Ed25519PrivateKey.generate())


@pytest.mark.parametrize("mirror_is", ["there", "unplugged"])
def test_a_book_rolled_back_under_a_forged_restore_stays_closed(
    house: House, other: Signer, mirror_is: str
) -> None:
    rolled_back(house)
    forge(house, anybody(house.me), anybody(other))
    if mirror_is == "unplugged":
        house.mirror.rename(house.mirror.with_name("away"))
    with pytest.raises(BookFault, match="does not verify"):
        house.open()


def test_a_forged_restore_does_not_end_the_mirror_it_is_restored_from(
    house: House, other: Signer
) -> None:
    rolled_back(house)
    forge(house, anybody(house.me), anybody(other))
    assert surveyed(places(house)).line == 7
    assert rebuilt(house, places(house), other).gathered.line == 7


def test_a_seal_that_nothing_outside_remembers_is_not_built_upon(
    house: House, other: Signer
) -> None:
    """The head file too is of the older book, and the mirror is away: only the seal is new."""
    house.book.close()
    kept = shutil.copy(house.folder / "head", house.folder.with_name("old head"))
    house.open()
    rolled_back(house)
    shutil.move(kept, house.folder / "head")
    forge(house, anybody(house.me), anybody(other))
    house.mirror.rename(house.mirror.with_name("away"))
    with pytest.raises(BookFault, match="does not verify"):
        house.open()


def test_a_restore_that_nobody_confirmed_excuses_nothing(house: House, other: Signer) -> None:
    rolled_back(house)
    forge(house, house.me, anybody(other))
    with pytest.raises(BookFault, match="does not verify"):
        house.open()


def test_a_restore_by_somebody_who_may_not_excuses_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusals, "permitted", lambda *_given: None)
    draft, auditor = officer("Ada Lund")
    house.post(draft)
    boss, house.me = house.me, auditor
    cut_back(house, boss)
    with pytest.raises(BookFault, match="not allowed"):
        house.open()


def looked(house: House) -> Looked:
    return opening.look(house.folder, house.keys, Station.load(house.folder))


def test_a_true_restore_is_verified_from_the_first_record_once(house: House, other: Signer) -> None:
    cut_back(house, other)
    assert looked(house).excused
    house.open()
    house.book.settle()
    house.book.close()
    assert not looked(house).excused
    house.open()
    assert house.book.health().mirror == "ok"
    assert house.book.verify(full=True) == []


def test_an_older_head_file_is_excused_once(house: House, other: Signer, tmp_path: Path) -> None:
    head = shutil.copy(house.folder / "head", tmp_path / "head")
    house.book.close()
    house.open()
    house.post(line("lost"))
    restore(house, other)
    house.book.settle()
    house.book.close()
    shutil.copy(head, house.folder / "head")
    house.open().close()
    assert not looked(house).excused


def test_a_true_restore_is_verified_too_when_its_mirror_comes_late(
    house: House, other: Signer
) -> None:
    cut_back(house, other)
    away = house.mirror.rename(house.mirror.with_name("away"))
    house.open()
    house.post(line("new"))
    away.rename(house.mirror)
    house.book.settle()
    assert (house.book.health().mirror, house.book.health().fault) == ("ok", "")
    assert house.book.verify(full=True) == []
