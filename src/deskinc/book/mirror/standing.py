"""What is known of the mirror: how far it reaches, and what a check found wrong in it.

What was found bounds what a seal says of the mirror. So it is kept in the book, until it was
written again or a check of the whole mirror finds nothing any more.
"""

from dataclasses import dataclass

from deskinc.book.disk import doubt, schema
from deskinc.book.disk.store import Link
from deskinc.book.record import Draft
from deskinc.forms.catalogue import current
from deskinc.forms.form import clean

KEY = "mirror"
"""Where meta keeps what was found."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the mirror holds: records up to ``done``, but for those that were found ``hurt``."""

    done: int
    hurt: tuple[range, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Records ``hurt`` in the mirror, and the first it ``says`` otherwise; 0 where there is none.

    Nothing after that one counts as being in the mirror.
    """

    hurt: tuple[range, ...] = ()
    says: int = 0

    @property
    def good(self) -> int:
        """The last record before all that was found."""
        firsts = [some[0] for some in self.hurt] + ([self.says] if self.says else [])
        return min(firsts, default=2**62) - 1

    def doubts(self) -> list[str]:
        """Sentences on it for people."""
        said = [doubt.other(self.says)] if self.says else []
        return said + [doubt.mended(some[0]) for some in self.hurt]


@dataclass(frozen=True, slots=True)
class Known:
    """The mirror as it is known when the book opens; ``done`` is 0 where it did not answer."""

    answers: bool
    done: int
    found: Found


def known(standing: Standing | None, found: Found) -> Known:
    """What a look at it says, None if it did not answer, and what earlier checks found."""
    if standing is None:
        return Known(answers=False, done=0, found=found)
    both = Found((*found.hurt, *standing.hurt), found.says)
    return Known(answers=True, done=standing.done, found=both)


def dump(found: Found) -> bytes:
    """What was found as :data:`KEY` keeps it: the record it says otherwise, then stretches."""
    stretches = [f"{some[0]}-{some[-1]}" for some in found.hurt]
    return " ".join([str(found.says), *stretches]).encode()


def load(link: Link) -> Found:
    """What was found and not yet made good; the worst where that cannot be read."""
    try:
        says, *stretches = (schema.get(link, KEY) or b"0").decode().split()
        ends = [tuple(map(int, some.split("-"))) for some in stretches]
        return Found(tuple(range(first, last + 1) for first, last in ends), int(says))
    except ValueError:
        return Found(says=1)


def repaired(first: int, last: int) -> Draft:
    """The desk's note that those records were written into the mirror again; 0: files only."""
    detail = f"{first}-{last}" if last else ""
    return Draft("access", clean(current("access"), {"what": "mirror_repaired", "detail": detail}))
