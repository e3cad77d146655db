"""What a book tells of its shared keys, once each and in their time, or every check says so.

Whoever knows the database’s key writes as the desk, past the program. What he tells takes no first
word back (decision 041), and the check of the book and that of bundles name it alike.
"""

from collections.abc import Callable

import pytest
from tests.proof.bundles import parts
from tests.proof.chains import Maker, Written, check, public, seed
from tests.proof.test_standing import LEFT
from tests.proof.test_state import resumed

from deskinc.proof.bundle import judge
from deskinc.proof.canonical import Json, b64
from deskinc.proof.depth import Depth
from deskinc.proof.findings import Kind, Why, verdict
from deskinc.proof.rings import Rings
from deskinc.proof.verify import Chain


def pair(label: str) -> dict[str, Json]:
    """The digests of a key of the database and of one of the mirror."""
    return {name: b64(seed(f"{name} {label}")) for name in ("database", "mirror")}


def house() -> Maker:
    """Kim administers, lee leads; three officers; the first keys are told in record 1."""
    made = Maker()
    made.write("book", {"format": "1", "site_key": b64(public("desk")), **pair("0")})
    made.officer("kim", by="kim", role="admin", also=("lead", "officer"))
    made.officer("lee", role="lead")
    for name in ("max", "ann", "joe"):
        made.officer(name)
    return made


def leaves(made: Maker, who: str) -> Written:
    """Somebody leaves; two sign it."""
    told = made.write("officer", {"state": LEFT}, by="kim", thread=made.thread(who))
    return made.countersign(told)


def tells(made: Maker, number: Json, label: str, thread: bytes | None = None) -> Written:
    """The desk tells a key."""
    return made.write(
        "rings", {"number": number, **pair(label)}, thread=thread or made.records[0].id
    )


def inside(made: Maker, depth: Depth = Depth.WHOLE) -> list[tuple[int, str]]:
    """What the check of the book finds, by record."""
    return [(one.n, one.why) for one in check(made.records, Chain(depth=depth))]


def outside(made: Maker, *ns: int) -> list[tuple[int, str]]:
    """The same of a bundle, by default with all of it."""
    made.seal()
    return [(one.n, one.why) for one in judge(parts(made, ns, files=[]).packed).all]


def grown() -> Maker:
    """Max has left, and the keys that were made then are told."""
    made = house()
    leaves(made, "max")
    tells(made, 1, "1")
    return made


def test_each_key_told_once_and_in_its_time_is_no_finding() -> None:
    made = grown()
    leaves(made, "ann")
    leaves(made, "joe")
    tells(made, 2, "2")
    tells(made, 3, "3")
    assert inside(made) == []
    assert outside(made) == []


def test_a_book_of_before_tells_its_first_keys_later() -> None:
    made = Maker().open()
    tells(made, 0, "0")
    assert inside(made) == outside(made) == []


Attack = Callable[[Maker], Written]
ATTACKS: dict[str, Attack] = {
    "the first with other digests": lambda made: tells(made, 0, "x"),
    "one with other digests": lambda made: tells(made, 1, "x"),
    "ahead of the departure": lambda made: tells(made, 2, "x"),
    "of no number": lambda made: tells(made, -1, "x"),
    "of something else": lambda made: tells(made, True, "x"),
    "in another thread": lambda made: tells(made, 2, "x", thread=made.thread("lee")),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_told_again_or_ahead_is_found_by_every_check(attack: str) -> None:
    made = grown()
    wanted = [(ATTACKS[attack](made).document.n, Why.OLDER_TOLD)]
    assert inside(made) == wanted
    assert verdict(check(made.records)) is Kind.ALTERED
    assert outside(made) == wanted


def test_so_is_a_number_that_was_left_out() -> None:
    made = house()
    leaves(made, "max")
    leaves(made, "ann")
    wanted = [(tells(made, 2, "2").document.n, Why.OLDER_TOLD)]
    assert inside(made) == wanted
    assert outside(made) == wanted


def test_junk_told_between_signature_and_new_keys_is_found_where_the_true_word_follows() -> None:
    made = house()
    leaves(made, "max")
    tells(made, 1, "junk")
    assert inside(made) == []
    wanted = [(tells(made, 1, "1").document.n, Why.OLDER_TOLD)]
    assert inside(made) == wanted
    assert outside(made) == wanted


def test_it_shuts_neither_opening_nor_sealing() -> None:
    made = grown()
    tells(made, 1, "x")
    assert inside(made, Depth.FULL) == []


def test_a_check_that_goes_on_at_a_seal_knows_what_was_told_before() -> None:
    for attack in ATTACKS.values():
        made = grown()
        size = len(made.records)
        wanted = [(attack(made).document.n, Why.OLDER_TOLD)]
        chain = resumed(made, size)
        for one in made.records[size:]:
            chain.add(one.doc, one.sig, one.raws)
        assert [(one.n, one.why) for one in chain.finish()] == wanted


def test_a_bundle_that_does_not_show_who_left_is_no_forgery_for_it() -> None:
    made = grown()
    told = made.last.document.n
    again = tells(made, 1, "x").document.n
    assert outside(made, 1, 2, told) == []
    assert outside(made, 1, 2, told, again) == [(again, Why.OLDER_TOLD)]


def test_of_a_number_the_first_word_since_its_key_was_made_counts() -> None:
    rings = Rings()
    rings.take(1, 0, pair("0"))
    rings.departures = 2
    junk, true, late = pair("junk"), pair("1"), pair("late")
    for n, one in ((5, junk), (9, true), (12, late)):
        rings.take(n, 1, one)
    zero, first = ([tuple(one.values())] for one in (pair("0"), true))
    assert rings.counting({1: 7}) == zero + first
    assert rings.counting({}) == [*zero, tuple(junk.values())]
    assert rings.counting({1: 20}) == zero  # told anew
    assert rings.counting({1: 20, 2: 30}) == [*zero, tuple(junk.values())]
