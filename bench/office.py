"""Books for the bench: a fresh one, and the million-line book built once and kept."""

import fcntl
import os
import random
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from bench import said, years
from bench.said import KINDS, PLACES, sentence
from deskinc.book.keys.kdf import FLOOR
from deskinc.book.record import Draft
from deskinc.desk import setup
from deskinc.desk.office import Office, sign_in
from deskinc.desk.trust.seals import sealed
from deskinc.forms.catalogue import current
from deskinc.forms.form import clean

NAME = "A. Bench"
PASSPHRASE = "bench of the front desk book"  # noqa: S105 - opens a bench book only
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
    """Lines of believable length."""
    chance, form = random.Random(seed), current("occurrence")
    for _i in range(count):
        raw = {
            "type": chance.choice(KINDS),
            "place": office.site.place(chance.choice(PLACES)),
            "text": sentence(chance),
        }
        yield Draft("occurrence", clean(form, raw))


def million() -> Path:
    """The folder of the big book; built on first use (ten minutes or more)."""
    code = b"".join(Path(str(module.__file__)).read_bytes() for module in (said, years))
    folder = cache() / f"book-{MILLION}-{sha256(code).hexdigest()[:12]}"
    folder.mkdir(parents=True, exist_ok=True)
    done = folder / "done"
    with (folder / "lock").open("w") as lock:
        if not done.exists():
            fcntl.flock(lock, fcntl.LOCK_EX)  # whoever writes it is waited for
        if not done.exists():
            print(f"     the big book of {MILLION:,} lines is written first", flush=True)
            for part in ("book", "mirror"):
                shutil.rmtree(folder / part, ignore_errors=True)
            years.write(folder, MILLION, NAME, PASSPHRASE)
            done.touch()
    return folder / "book"


def opened(folder: Path) -> Office:
    """Sign in to the book in ``folder``."""
    return sign_in(folder, NAME, PASSPHRASE)


def settled(folder: Path) -> Office:
    """The same once its pages are checked, which goes on behind the window for some seconds.

    No seal is made before that: one is waited for.
    """
    office = opened(folder)
    office.write(*drafts(office, 1)).result()
    sealed(office)
    return office
