"""A hold holds an incident with all its lines, however they came to belong to it."""

import pytest
from tests.book.houses import PATROL, House, line

from deskinc.book.erasure import erasable
from deskinc.book.erasure.erasure_list import Erased
from deskinc.book.record import Draft, Record
from deskinc.book.writing import refusals
from deskinc.errors import DeskError
from deskinc.forms.fields import Value
from deskinc.proof.canonical import b64
from deskinc.proof.findings import Why


def hold(house: House, about: Record) -> Record:
    """A hold on the thread of ``about``."""
    held: Value = {"code": "held", "text": "Held"}
    said: dict[str, Value] = {"about": b64(about.thread), "reason": "Claim 17", "state": held}
    (made,) = house.post(Draft("hold", said))
    return made


def release(house: House, made: Record) -> None:
    """Take it off again."""
    released: Value = {"code": "released", "text": "Released"}
    house.post(Draft("hold", {"state": released}, thread=made.id))


def incident(house: House, *lines: Record) -> Record:
    """An incident raised from lines."""
    refs = {f"lines/{i}/line": _ref(one) for i, one in enumerate(lines, 1)}
    (made,) = house.post(Draft("incident", {"title": "Slip", **refs}))
    return made


def corrected(house: House, old: Record, **more: Value) -> Record:
    """A line in the place of ``old``."""
    values: dict[str, Value] = {"type": PATROL, "text": "He slipped and fell.", "reason": "typo"}
    (made,) = house.post(Draft("occurrence", {**values, **more}, amends=old.id))
    return made


def _ref(record: Record) -> Value:
    return {"id": b64(record.id), "text": "it"}


def is_held(house: House, record: Record, field: str = "text") -> bool:
    """Whether an act that names a field of ``record`` is refused for the hold."""
    try:
        house.post(erasable.act([Erased(record.id, field)], "request"))
    except DeskError as refused:
        return "is held" in refused.what
    return False


def test_a_hold_on_an_incident_holds_the_line_it_was_raised_from_and_its_correction(
    house: House,
) -> None:
    (old,) = house.post(line("He slipped."))
    made = hold(house, incident(house, old))
    again = corrected(house, corrected(house, old))
    assert all(is_held(house, one) for one in (old, again))
    release(house, made)
    assert not any(is_held(house, one) for one in (old, again))


def test_a_hold_on_an_incident_that_only_a_correction_names_holds_the_old_words_too(
    house: House,
) -> None:
    (old,) = house.post(line("He slipped."))
    opened = incident(house)
    again = corrected(house, old, incident=_ref(opened))
    hold(house, opened)
    assert all(is_held(house, one) for one in (old, again))


@pytest.mark.parametrize("which", [0, 1])
def test_a_line_of_two_incidents_is_held_with_either(house: House, which: int) -> None:
    (old, other) = house.post(line("He slipped."), line("Quiet."))
    opened = (incident(house, old), incident(house, old))
    hold(house, opened[which])
    assert is_held(house, old)
    assert not is_held(house, other)


def test_a_line_that_names_one_incident_is_held_with_another_raised_from_it(house: House) -> None:
    first = incident(house)
    (old,) = house.post(line("He slipped.", incident=_ref(first)))
    raised = incident(house, corrected(house, old))
    made = hold(house, raised)
    assert is_held(house, old)
    release(house, made)
    hold(house, first)
    assert is_held(house, old)


def test_a_hold_whose_reason_was_erased_still_holds(house: House) -> None:
    second = house.enrol("Ada Lund")
    (old,) = house.post(line("He slipped."))
    made = hold(house, old)
    (act,) = house.post(erasable.act([Erased(made.id, "reason")], "request"))
    sign: dict[str, Value] = {"act": b64(act.leaf), "meaning": "I confirm the erasure."}
    house.post(Draft("countersign", sign, thread=act.id), signer=second)
    assert is_held(house, old)


def test_a_state_that_nobody_knows_neither_ends_a_hold_nor_an_incident(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    (old,) = house.post(line("He slipped."))
    about = incident(house, old)
    made = hold(house, about)
    ended: Value = {"code": "ended", "text": "Held"}
    drafts = [Draft(form, {"state": ended}, thread=one.id)
              for form, one in (("hold", made), ("incident", about))]  # fmt: skip
    for draft in drafts:
        with pytest.raises(DeskError, match="nobody knows"):
            house.post(draft)
    monkeypatch.setattr(refusals, "permitted", lambda *_given: None)
    bad = [house.post(draft)[0].n for draft in drafts]
    assert is_held(house, old)
    assert [row.thread for row in house.book.reader().incidents("open")] == [about.thread]
    assert [(one.n, one.why) for one in house.book.verify(full=True)] == [
        (n, Why.STATE) for n in bad
    ]
