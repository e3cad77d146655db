"""Who may write which form: one table by acts, and the same as data for the verifier."""

from deskinc.forms import roles, taxonomy, writers
from deskinc.forms.catalogue import ALL
from deskinc.forms.catalogue.hand import by_hand
from deskinc.proof import permits

RULED = {"book", "officer", "sheet", "countersign"}
"""Forms with rules of their own about who writes them."""


def test_every_form_says_who_writes_it() -> None:
    assert {key for key, _version in ALL} == writers.ACTS.keys() | RULED


def test_the_verifier_has_the_table_of_acts_as_data() -> None:
    assert {form: writers.writers(acts) for form, acts in writers.ACTS.items()} == permits.WRITERS
    narrowed = {
        form: (field, {code: writers.writers(acts) for code, acts in kinds.items()})
        for (form, field), kinds in writers.KINDS.items()
    }
    assert narrowed == permits.KINDS
    strikers = {form: writers.writers(acts) for form, acts in writers.STRIKES.items()}
    assert strikers == permits.STRIKERS
    told = {key: form.field("state") for (key, _v), form in ALL.items() if key in permits.STATES}
    known = {key: {one.code for one in field.options} for key, field in told.items()}  # type: ignore[attr-defined]
    assert known == permits.STATES
    names = {key: {one.name for one in form.fields()} for (key, _v), form in ALL.items()}
    assert {key for key in names if "state" in names[key]} == permits.STATES.keys() | {"officer"}
    assert {one.name for one in by_hand("")} == permits.BY_HAND
    assert writers.DESK == permits.BY_DESK
    assert roles.allowed(writers.LOWERING) == permits.LOWERS
    assert {one.code: one.rank for one in taxonomy.SEVERITIES} == permits.RANKS


def test_every_act_that_writes_is_in_the_table() -> None:
    written = {act for acts in writers.ACTS.values() for act in acts} | {writers.LOWERING}
    ruled = {"countersign", "vouch", "enrol_relief", "suspend"}
    reads = {
        "read_book", "read_incidents", "read_restricted", "read_access", "strike", "backup",
        "certificates", "pin", "attach",
    }  # fmt: skip
    assert set(roles.ACTS) == written | ruled | reads
