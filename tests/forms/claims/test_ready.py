"""Claim-ready: what is asked where, what counts as answered, and what may have to be reported."""

from datetime import UTC, datetime

import pytest

from deskinc.forms.catalogue.incident import INCIDENT
from deskinc.forms.claims.questions import QUESTIONS, Question
from deskinc.forms.claims.ready import askers, ready
from deskinc.forms.claims.regimes import duties
from deskinc.forms.fields import Value
from deskinc.forms.form import clean

SLIP: dict[str, Value] = {"category": {"code": "injury.slip", "text": "Slip"}}


def keys(found: tuple[Question, ...]) -> set[str]:
    return {one.fields[0] for one in found}


def injured(**said: object) -> dict[str, Value]:
    row = {"name": "P. Nair", **said}
    occurred = datetime(2026, 11, 22, 21, tzinfo=UTC)
    raw = {"occurred": occurred, "injured": {"001": row}}
    return {**SLIP, **clean(INCIDENT, raw, partial=True, current=SLIP)}


def test_every_question_names_fields_of_the_form_and_somebody_who_asks() -> None:
    names = {field.name: field for field in INCIDENT.fields()}
    for one in QUESTIONS:
        assert one.asked_by
        for name in one.fields:
            head, _slash, column = name.partition("/")
            assert name == "photo" or head in names
            assert not column or column in {sub.name for sub in names[head].fields}  # type: ignore[attr-defined]


def test_d30_a_regime_that_is_not_the_sites_is_not_offered() -> None:
    assert askers("GB", "RIDDOR") == {"insurer", "riddor"}
    assert askers("US", "OSHA") == {"insurer", "osha", "acord"}
    assert askers("PL", "none") == {"insurer"}
    british, polish = (ready(SLIP, askers(*one)) for one in (("GB", "RIDDOR"), ("PL", "none")))
    assert "injured/specified" in keys(british.asked)
    assert "injured/specified" not in keys(polish.asked)
    hurt = injured(status={"code": "public"}, taken=True)
    assert duties(hurt, "RIDDOR")
    assert not duties(hurt, "none")
    assert not duties(hurt, "")


def test_unknown_is_an_answer_and_every_row_must_say_it() -> None:
    hurt = injured(phone={"unknown": "He would not say."})
    asking = askers("GB", "RIDDOR")
    found = ready(hurt, asking)
    assert {"injured/phone", "injured/name", "occurred"}.isdisjoint(keys(found.left))
    more = {**hurt, "injured/002/name": "T. Reis"}
    assert "injured/phone" in keys(ready(more, asking).left)
    assert "photo" in keys(found.left)
    assert "photo" not in keys(ready(hurt, asking, known={"photo"}).left)
    assert "property/value" not in keys(found.asked)
    assert "property/value" in keys(ready({**hurt, "property/1/item": "Laptop"}, asking).asked)


def test_what_can_still_be_asked_now_ends_when_they_have_left() -> None:
    asking = askers("GB", "RIDDOR")
    here = ready(injured(), asking, fresh=True)
    assert {"injured/doing", "photo", "witnesses"} <= keys(here.now)
    gone = ready(injured(left="Ambulance, 21:40"), asking, fresh=True)
    assert "injured/doing" not in keys(gone.now)
    assert "injured/doing" in keys(gone.left)
    assert not ready(injured(), asking).now


def test_who_may_not_read_an_injury_is_not_asked_about_it() -> None:
    asked = keys(ready(SLIP, askers("GB", "RIDDOR"), closed=True).asked)
    assert not {name for name in asked if name.startswith(("injured", "wounds"))}
    assert "floor_state" in asked


@pytest.mark.parametrize(
    ("regime", "said", "whats"),
    [
        ("RIDDOR", {"status": {"code": "employee"}, "specified": {"code": "fracture"}},
         ["Report at once, the form within 10 days"]),
        ("RIDDOR", {"status": {"code": "visitor"}, "specified": {"code": "fracture"}}, []),
        ("RIDDOR", {"status": {"code": "visitor"}, "taken": True},
         ["Report at once, the form within 10 days"]),
        ("RIDDOR", {"status": {"code": "employee"}, "outcome": {"code": "away"}, "days_away": 8},
         ["Report within 15 days"]),
        ("RIDDOR", {"status": {"code": "employee"}, "outcome": {"code": "away"}, "days_away": 5},
         ["Keep a record"]),
        ("OSHA", {"status": {"code": "employee"}, "outcome": {"code": "death"}},
         ["Call OSHA within 8 hours", "Form 301 within 7 days"]),
        ("OSHA", {"status": {"code": "public"}, "outcome": {"code": "medical"}}, []),
    ],
)  # fmt: skip
def test_what_may_have_to_be_reported(
    regime: str, said: dict[str, object], whats: list[str]
) -> None:
    assert [duty.what for duty in duties(injured(**said), regime)] == whats


def test_the_clock_of_a_report_runs_from_when_it_happened() -> None:
    (duty,) = duties(injured(status={"code": "visitor"}, taken=True), "RIDDOR")
    assert duty.until == datetime(2026, 12, 2, 21, tzinfo=UTC)
    assert duty.by_day
