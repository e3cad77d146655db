"""Who may say what of whom: each field of an officer's record, by each role, inside and outside."""

import pytest
from tests.proof.bundles import parts, whys
from tests.proof.chains import Maker, Written, check, private, public

from deskinc.forms.catalogue import current
from deskinc.proof.canonical import Json, b64
from deskinc.proof.findings import Why
from deskinc.proof.seal import sign_note
from deskinc.proof.verify import Chain

CREW = {
    "kim": "admin", "lee": "lead", "ann": "manager", "max": "officer", "joe": "auditor",
    "roy": "relief",
}  # fmt: skip
TOMORROW: Json = {"t": "2026-11-22T23:00:00+00:00", "p": "s"}
ACTIVE: Json = {"code": "active", "text": "Active"}
SUSPENDED: Json = {"code": "suspended", "text": "Suspended"}
LEFT: Json = {"code": "left", "text": "Left"}
VALUES: dict[str, Json] = {
    "state": SUSPENDED, "relief_until": TOMORROW, "last": 2, "roles/lead": True,
    "signing_key": b64(public("new")), "restricted_key": b64(public("role")),
}  # fmt: skip
FIELDS = sorted(
    {one.name for part in current("officer").sections for one in part.fields} - {"roles", "sheet"}
)
OWN = {"own_certificate", "own_issuers", "own_said"}
ENROLS = {"name", "slot_digest", "pdf_key"}
"""What nobody says without a new key."""
NOBODY = {"restricted_key", "relief_until", *ENROLS}
REFUSED = {str(Why.ENROLLED_UNALLOWED)}


def house(*others: str) -> Maker:
    """One of each role, kim the administrator; ``others`` administer too."""
    made = Maker()
    made.write("book", {"format": "1", "site_key": b64(public("desk"))})
    for name, role in {**CREW, **dict.fromkeys(others, "admin")}.items():
        values: dict[str, Json] = {
            "name": name.title(), "signing_key": b64(public(name)), "state": ACTIVE,
            f"roles/{role}": True,
        }  # fmt: skip
        values |= {"relief_until": TOMORROW} if role == "relief" else {}
        own = made.thread(name)
        made.write("officer", values, by="kim", id=own, thread=own)
    return made


def says(made: Maker, by: str, of: str, **values: Json) -> Written:
    """``by`` says something of ``of``."""
    told = {name.replace("__", "/"): value for name, value in values.items()}
    return made.write("officer", told, by=by, thread=made.thread(of))


def judged(made: Maker) -> tuple[set[str], set[str]]:
    """What the check of the book and the verifier of bundles find at the last record."""
    inside = {str(one.why) for one in check(made.records) if one.n == len(made.records)}
    last = len(made.records)
    made.write("seal", {"note": sign_note(made.head(), private("desk"), [])})
    outside = {str(why) for why in whys(parts(made, files=[]).packed).get(last, ())}
    made.records.pop()
    return inside, outside


def _allowed(field: str, by: str, of: str) -> bool:
    if field in OWN:
        return by == of
    if field in {"state", "last"}:
        return by in {"kim", "lee"}
    return by == "kim" and field not in NOBODY


@pytest.mark.parametrize("field", [*FIELDS, "roles/lead"])
def test_d19_what_stands_of_a_person_is_not_a_colleagues_to_say_nor_his_own(field: str) -> None:
    for by in CREW:
        for of in {by, "ann", "kim", "roy"} - ({"roy"} if field == "signing_key" else set()):
            made = house("tim")
            says(made, by, of, **{field: VALUES.get(field, "AAAA")})
            wanted = set() if _allowed(field, by, of) else REFUSED
            assert judged(made) == (wanted, wanted), (field, by, of)


@pytest.mark.parametrize("field", ["slot_digest", "name", "certificate", "own_said", "licence"])
def test_d19_beside_what_is_ones_own_or_a_leads_to_say_nothing_else_goes(field: str) -> None:
    for by, of, beside in (
        ("max", "max", {"own_said": "He is I."}),
        ("lee", "max", {"state": SUSPENDED}),
        ("lee", "max", {"state": LEFT}),
    ):
        made = house()
        says(made, by, of, **{**beside, field: None if field == "own_said" else "AAAA"})
        wanted = set() if field == "own_said" and by == of else REFUSED
        assert judged(made) == (wanted, wanted), (by, beside)


def test_d18_an_officer_renames_a_relief_officer_and_exchanges_his_slot_in_no_other_record() -> (
    None
):
    made = house()
    says(made, "max", "roy", slot_digest="AAAA")
    assert judged(made) == (REFUSED, REFUSED)
    made = house()
    key = b64(public("roy 2"))
    says(made, "max", "roy", signing_key=key, slot_digest="AAAA", relief_until=TOMORROW)
    assert judged(made) == (set(), set())


def test_d19_roles_beside_a_key_wait_for_nobodys_word_on_a_document() -> None:
    for of, by in (("max", "kim"), ("roy", "lee")):
        made = house()
        until: dict[str, Json] = {"relief_until": TOMORROW} if of == "roy" else {}
        key = b64(public("new"))
        says(made, by, of, signing_key=key, **until, roles__lead=False)
        assert judged(made) == (REFUSED, REFUSED), of


def test_d19_the_last_administrator_is_neither_suspended_nor_sent_away() -> None:
    last, odd = {str(Why.LAST_ADMIN)}, {"code": "", "text": ""}
    states: list[Json] = [SUSPENDED, LEFT, dict[str, Json](odd)]
    for state in states:
        for by in ("lee", "kim"):
            made = house()
            says(made, by, "kim", state=state)
            assert judged(made) == (last, last), (state, by)
    made = house("tim")
    says(made, "lee", "kim", state=SUSPENDED)
    assert judged(made) == (set(), set())
    says(made, "lee", "tim", state=SUSPENDED)
    assert judged(made) == (last, last)


def test_a_bundle_that_shows_one_of_two_administrators_takes_nobody_for_the_last() -> None:
    made = house("tim")
    says(made, "lee", "kim", state=SUSPENDED)
    made.write("seal", {"note": sign_note(made.head(), private("desk"), [])})
    given = parts(made, files=[])
    given.drop(len(CREW) + 2)  # tim
    assert not whys(given.packed)


def test_d24_who_suspends_everybody_makes_no_recovery_sheet_alone() -> None:
    made = house("tim")
    for of in ("lee", "ann", "max", "joe", "tim"):
        says(made, "kim", of, state=SUSPENDED)
    first = made.records[0]
    chain = Chain()
    made.write("sheet", {"key": b64(public("his own"))}, by="kim", thread=first.id)
    assert not check(made.records, chain)
    assert chain.state.authorities.sheet == b""
    assert [one.values for one in chain.state.changes] == [{"key": b64(public("his own"))}]
