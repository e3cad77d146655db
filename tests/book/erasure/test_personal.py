"""Who holds the key of the database writes as the desk; what takes a person he does not do so."""

from pathlib import Path

import pytest
from tests.book.houses import House, line
from tests.features.attacker import Attacker

from deskinc.book.erasure import erasable
from deskinc.book.erasure.erasure_list import Erased
from deskinc.book.record import Draft, Record, Signer
from deskinc.errors import BookFault, DeskError
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64
from deskinc.proof.document import DESK
from deskinc.proof.findings import Why

HELD: Value = {"code": "held", "text": "Held"}
RELEASED: Value = {"code": "released", "text": "Released"}


class Holder(Attacker):
    """Somebody with the keys of a small office."""

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self.root / "data"


def hold(record: Record) -> Draft:
    """A hold on the thread of ``record``."""
    return Draft("hold", {"about": b64(record.thread), "reason": "Claim 17", "state": HELD})


def signed(he: Attacker, form: str, values: dict[str, Value], who: Signer | None = None) -> bytes:
    """One more record made by hand, by the desk or with a key of his own; its leaf."""
    row = he.write(form, values, author=who.author if who else DESK)
    he.sign(row, who.private if who else he.site.site)
    return row.leaf


def test_the_desk_is_refused_whatever_takes_a_person(house: House) -> None:
    (said,) = house.post(line("Seen at the gate."))
    (held,) = house.post(hold(said))
    desk = house.book.desk_signer()
    for draft in (
        erasable.act([Erased(house.post(line("Other."))[0].id, "text")], "request"),
        hold(said),
        Draft("hold", {"state": RELEASED}, thread=held.id),
        Draft("strike", {"reason": "Wrong."}, amends=held.id),
    ):
        with pytest.raises(DeskError, match="Only a person can"):
            house.post(draft, signer=desk)
    assert [row.state for row in house.book.reader().holds()] == ["held"]


def test_what_one_person_erases_in_two_names_is_not_erased_and_shows(house: House) -> None:
    second = house.enrol("Ada Lund")
    (said,) = house.post(line("The guard let him in."))
    house.book.settle()
    house.book.close()
    he = Holder(house.folder.parent, house.keys)
    named = dict(erasable.act([Erased(said.id, "text")], "request").values)
    leaf = signed(he, "erase", named)
    act = he.rows[-1]
    row = he.write(
        "countersign", {"act": b64(leaf), "meaning": "Seen."},
        author=second.author, thread=act.doc.id,
    )  # fmt: skip
    he.sign(row, second.private)
    he.seal()
    he.put()
    read = house.open().reader()
    assert read.record(said.n).values["text"] == "The guard let him in."
    assert read.erasures() == []
    assert {(f.n, f.why) for f in house.book.verify(full=True)} == {(act.n, Why.ERASE_DESK)}
    house.book.close()
    del he.rows[said.n - 1].raws["text"]
    he.put()
    read = house.open().reader()
    with pytest.raises(BookFault), read.checked():
        read.record(said.n)
    whys = {f.why for f in house.book.verify(full=True)}
    assert whys == {Why.ERASE_DESK, Why.VALUE_MISSING}


def test_a_hold_taken_off_or_struck_by_the_desk_still_holds(house: House) -> None:
    (said,) = house.post(line("The guard let him in."))
    (held,) = house.post(hold(said))
    house.book.settle()
    house.book.close()
    he = Holder(house.folder.parent, house.keys)
    he.sign(he.write("hold", {"state": RELEASED}, author=DESK, thread=held.id), he.site.site)
    row = he.write("strike", {"reason": "x"}, author=DESK, thread=held.id, amends=held.id)
    he.sign(row, he.site.site)
    he.seal()
    he.put()
    house.open()
    with pytest.raises(DeskError, match="Claim 17"):
        house.post(erasable.act([Erased(said.id, "text")], "request"))
    whys = {f.why for f in house.book.verify(full=True)}
    assert whys == {Why.HOLD_DESK, Why.STRIKE_DESK}


def test_a_strike_that_names_nothing_is_not_written(house: House) -> None:
    before = house.book.reader().last_n()
    with pytest.raises(ValueError, match="names what it strikes"):
        house.post(Draft("strike", {"reason": "Wrong."}))
    assert house.book.reader().last_n() == before
    assert house.book.verify(full=True) == []
