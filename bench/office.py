"""Books for the bench: a fresh one, and the million-line book built once and kept."""

import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from bench.bulk import bulk
from deskinc.book.keys.kdf import FLOOR
from deskinc.book.record import Draft
from deskinc.desk import setup
from deskinc.desk.office import Office, sign_in
from deskinc.forms.catalogue import current
from deskinc.forms.form import clean

NAME = "A. Bench"
PASSPHRASE = "bench of the front desk book"  # noqa: S105 - opens a bench book only
PLACES = ("Reception", "Lobby", "Loading bay", "B1 car park", "East stair", "Lift 2", "Roof")
KINDS = ("patrol", "check_call", "visitor", "delivery", "contractor", "keys", "test", "defect")
MILLION = int(os.environ.get("DESKINC_BENCH_LINES", "1000000"))


def cache() -> Path:
    """Where the big book is kept, outside the repository."""
    base = os.environ.get("DESKINC_BENCH_CACHE") or Path.home() / ".cache" / "deskinc-bench"
    return Path(base)


def fresh(folder: Path) -> Office:
    """A new office below ``folder``."""
    answers = setup.Answers(
        site="Bench House", officer=NAME, initials="A.B.", passphrase=PASSPHRASE,
        mirror=folder / "mirror", places=PLACES, kit=(("Key sets", 12),),
    )  # fmt: skip
    return setup.set_up(folder / "book", answers, setup.recovery_words(), kdf=FLOOR)


def drafts(office: Office, count: int, seed: int = 7) -> Iterator[Draft]:
    """Lines of believable length: words of a vocabulary with a long tail."""
    chance = random.Random(seed)
    words = [
        "".join(chance.choice("abcdefghijklmnoprstuvw") for _ in range(chance.randint(3, 9)))
        for _ in range(20_000)
    ]
    common = ["door", "secure", "patrol", "floor", "lift", "visitor", "badge", "returned", "alarm"]
    form = current("occurrence")
    for _i in range(count):
        text = " ".join(
            chance.choice(common) if chance.random() < 0.3 else chance.choice(words)
            for _word in range(chance.randint(6, 24))
        )
        raw = {
            "type": chance.choice(KINDS),
            "place": office.site.place(chance.choice(PLACES)),
            "text": text,
        }
        yield Draft("occurrence", clean(form, raw))


def million() -> Path:
    """The folder of the big book; built on first use (minutes)."""
    folder = cache() / f"book-{MILLION}"
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        office = fresh(folder)
        bulk(office.book, drafts(office, MILLION), office.person.signer())
        office.book.settle()
        office.book.seal().result()
        office.book.settle()
        office.close()
        (folder / "done").touch()
    return folder / "book"


def opened(folder: Path) -> Office:
    """Sign in to the book in ``folder``."""
    return sign_in(folder, NAME, PASSPHRASE)
