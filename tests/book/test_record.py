"""Drafts and records: what they show and what they keep to themselves."""

from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskinc.book.record import Draft, Record, Saved, Signer, new_id
from deskinc.proof.document import NO_LEAF, Document


def record(nos: dict[str, str | int]) -> Record:
    document = Document(
        book=bytes(16), epoch=1, n=7, prev=NO_LEAF, id=b"i" * 16, form="incident", form_v=2,
        nos=nos, at="2026-11-22T23:30:09.123Z", offset=-90, clock=None, station=bytes(16),
        author="desk", key=bytes(16), lang="en", thread=b"t" * 16, amends=b"a" * 16, batch=None,
        values=(), app="deskinc",
    )  # fmt: skip
    return Record(document, {"text": "a private matter"}, bytes(32))


def test_a_record_shows_the_numbers_it_was_given() -> None:
    line = record({"line": 4811, "day": "2026-11-22/17"})
    assert (line.line, line.day, line.number) == (4811, "2026-11-22/17", None)
    incident = record({"INC": "2026-0042"})
    assert (incident.line, incident.day, incident.number) == (None, None, "INC-2026-0042")


def test_a_record_tells_utc_and_the_clock_on_the_wall() -> None:
    found = record({})
    assert found.at == datetime(2026, 11, 22, 23, 30, 9, 123000, UTC)
    assert found.written.isoformat() == "2026-11-22T22:00:09.123000-01:30"


def test_a_record_passes_on_what_its_document_says() -> None:
    found = record({})
    assert (found.n, found.id, found.form, found.form_v) == (7, b"i" * 16, "incident", 2)
    assert (found.author, found.thread, found.amends) == ("desk", b"t" * 16, b"a" * 16)


def test_ids_are_random_and_a_draft_gets_its_own() -> None:
    assert len(new_id()) == 16
    assert Draft("occurrence", {}).id != Draft("occurrence", {}).id
    assert Draft("occurrence", {}).numbered


def test_no_secret_and_no_text_shows_in_a_repr() -> None:
    private = Ed25519PrivateKey.generate()
    draft = Draft("photo", {"caption": "a private matter"}, files={"original": b"secret key"})
    shown = repr((Signer("desk", bytes(16), private), draft, Saved((record({}),), mirrored=True)))
    assert "private matter" not in shown
    assert "secret" not in shown
    assert "Ed25519PrivateKey" not in shown
