"""Certificates that end and the list of withdrawn ones: what outsiders are shown, and when."""

from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore
from tests.desk.offices import BOSS, MANAGER, OFFICER, PHRASES, Desk, Ticking
from tests.reports.tools import run

from deskinc.book.keys import authority
from deskinc.book.keys.authority import Listing
from deskinc.book.keys.kdf import FLOOR
from deskinc.book.record import Draft, Record
from deskinc.desk.certificates import leaving, lists, renewing
from deskinc.desk.office import sign_in
from deskinc.desk.papers import exports
from deskinc.desk.people import people, suspension
from deskinc.desk.people.enrolment import Enrolment
from deskinc.errors import DeskError, NotAllowed
from deskinc.proof.canonical import b64, unb64
from deskinc.proof.findings import Kind
from deskinc.reports.carried import judge_paper
from deskinc.reports.checking import check

LEAD, PHRASE = "L. Prior", "copper violin harvest moon"


def paper(desk: Desk) -> exports.Signed:
    """An insurance report signed by whoever is at the desk."""
    signer = desk.sit(BOSS)
    thread = desk.raise_incident()
    desk.office.become(signer)
    made = exports.insurance_report(desk.office, thread)
    return exports.sign_insurance(desk.office, made, PHRASES[signer.officer.name])


def embedded(pdf: bytes) -> list[bytes]:
    """The lists inside a signed paper."""
    store = DocumentSecurityStore.read_dss(PdfFileReader(BytesIO(pdf)))
    return [bytes(one.get_object().data) for one in store.crls]


def told(desk: Desk) -> Listing:
    """What the newest list says."""
    found = lists.standing(desk.office.read, desk.office.book.founding.ca)
    assert found is not None
    return found


def certificates(desk: Desk, name: str) -> list[bytes]:
    """Every certificate that the book announces of a person."""
    thread = unb64(desk.people[name].officer.thread)
    said = (r.values.get("certificate") for r in desk.office.read.thread(thread))
    return [unb64(one) for one in said if isinstance(one, str)]


def serial(desk: Desk, name: str) -> int:
    """The serial number of a person's first certificate."""
    found = authority.serial(desk.office.book.founding.ca, certificates(desk, name)[0])
    assert found is not None
    return found


def kept_up(desk: Desk) -> list[Record]:
    """What is made anew now."""
    saved = renewing.keep_up(desk.office)
    return [] if saved is None else list(saved.records)


def amber(desk: Desk, words: str) -> list[str]:
    """The amber lines with these words."""
    return [line for line in desk.office.health().people if words in line]


def test_a_new_book_has_a_list_and_every_paper_carries_the_newest(
    desk: Desk, clock: Ticking, tmp_path: Path
) -> None:
    assert (told(desk).number, dict(told(desk).serials)) == (1, {})
    assert kept_up(desk) == []
    renewing.new_list(desk.office)
    clock.on(hours=1)
    pdf = paper(desk).pdf
    ca = desk.office.book.founding.ca
    (held,) = embedded(pdf)
    listing = authority.listing(ca, held)
    assert listing is not None
    assert listing.number == 2
    assert check(pdf, [ca], ["issuer"], at=desk.office.now()).problems == ()
    assert judge_paper(pdf, None, ca).kind is Kind.VALID
    (tmp_path / "ca.der").write_bytes(ca)
    (tmp_path / "p.pdf").write_bytes(pdf)
    store = f"sql:{tmp_path}"
    run("certutil", "-N", "-d", store, "--empty-password")
    run("certutil", "-A", "-d", store, "-n", "ca", "-t", "CT,C,C", "-i", tmp_path / "ca.der")
    said = run("pdfsig", "-nssdir", store, tmp_path / "p.pdf")
    for words in ("Signature is Valid", "Certificate is Trusted", "Total document signed"):
        assert words in said


def test_d19_a_suspension_by_an_administrator_makes_a_new_list_at_once(
    desk: Desk, clock: Ticking
) -> None:
    desk.sit(MANAGER)
    before = paper(desk)
    desk.sit(BOSS)
    clock.on(hours=1)
    suspension.suspend(
        desk.office, desk.people[MANAGER].officer.thread, PHRASES[desk.office.officer.name]
    )
    assert list(told(desk).serials) == [serial(desk, MANAGER)]
    assert not amber(desk, "withdrawn")
    # what was signed before stays valid here; the list tells an outsider from when on it is not
    assert exports.problems(desk.office, before.n) == ()
    office = desk.office
    listed = lists.newest(office.read, office.book.founding.ca, office.now())
    assert listed is not None
    later = check(before.pdf, [office.book.founding.ca], ["issuer"], crls=[listed],
                  at=office.now())  # fmt: skip
    assert later.problems == ("The certificate of E. Marsh was withdrawn.",)
    assert desk.verifies()


def test_d19_a_suspension_by_a_lead_waits_in_amber_for_an_administrator(desk: Desk) -> None:
    who = Enrolment(LEAD, "L.P.", roles=frozenset({"lead"}), identity="Passport")
    people.enrol(desk.office, who, PHRASE, kdf=FLOOR)
    desk.office.become(desk.office.open_person(LEAD, PHRASE))
    suspension.suspend(desk.office, desk.people[OFFICER].officer.thread, PHRASE)
    assert told(desk).number == 1
    assert amber(desk, f"does not name {OFFICER} yet")
    assert kept_up(desk) == []
    with pytest.raises(NotAllowed):
        renewing.new_list(desk.office)
    desk.sit(BOSS)
    assert [record.form for record in kept_up(desk)] == ["withdrawn"]
    assert list(told(desk).serials) == [serial(desk, OFFICER)]
    assert not amber(desk, "withdrawn")
    assert kept_up(desk) == []


def test_an_older_list_written_once_more_takes_nobody_off_the_newest(desk: Desk) -> None:
    office = desk.office
    first = next(r for r in office.read.records(range(1, 9)).values() if r.form == "withdrawn")
    suspension.suspend(office, desk.people[MANAGER].officer.thread, PHRASES[BOSS])
    again, more = Draft("withdrawn", dict(first.values)), dict(first.values) | {"number": 99}
    for draft in (again, Draft("withdrawn", more)):
        office.book.write([draft], desk.people[BOSS].signer()).result()
    assert (told(desk).number, list(told(desk).serials)) == (2, [serial(desk, MANAGER)])
    listed = lists.newest(office.read, office.book.founding.ca, office.now())
    assert embedded(paper(desk).pdf) == [listed]
    renewing.new_list(office)
    assert told(desk).number == 3
    assert desk.verifies()


def test_an_older_list_written_once_more_hides_no_suspension_that_waits(desk: Desk) -> None:
    people.enrol(
        desk.office,
        Enrolment(LEAD, "L.P.", roles=frozenset({"lead"}), identity="Passport"),
        PHRASE,
        kdf=FLOOR,
    )
    first = next(r for r in desk.office.read.records(range(1, 9)).values() if r.form == "withdrawn")
    desk.office.become(desk.office.open_person(LEAD, PHRASE))
    suspension.suspend(desk.office, desk.people[OFFICER].officer.thread, PHRASE)
    again = Draft("withdrawn", dict(first.values))
    desk.office.book.write([again], desk.people[BOSS].signer()).result()
    assert amber(desk, "does not name R. Malik yet")


def emptied(desk: Desk, number: int) -> None:
    """A list of nobody, made with the key of the authority by somebody who is an administrator."""
    key, office = desk.people[BOSS].keys.ca, desk.office
    issuer = authority.Issuer(office.book.founding.ca, key or b"")
    raw = authority.revocations(issuer, {}, number, office.now())
    said = {**lists.first(issuer, office.now()).values, "number": number, "list": b64(raw)}
    office.book.write([Draft("withdrawn", said)], desk.people[BOSS].signer()).result()


def test_a_next_list_that_lacks_somebody_takes_nobody_off(desk: Desk) -> None:
    suspension.suspend(desk.office, desk.people[MANAGER].officer.thread, PHRASES[BOSS])
    emptied(desk, 3)
    assert (told(desk).number, list(told(desk).serials)) == (2, [serial(desk, MANAGER)])
    renewing.new_list(desk.office)
    assert (told(desk).number, list(told(desk).serials)) == (3, [serial(desk, MANAGER)])
    assert desk.verifies()


def test_an_empty_list_after_a_suspension_leaves_it_in_amber_until_one_names_it(desk: Desk) -> None:
    lead = Enrolment(LEAD, "L.P.", roles=frozenset({"lead"}), identity="Passport")
    people.enrol(desk.office, lead, PHRASE, kdf=FLOOR)
    desk.office.become(desk.office.open_person(LEAD, PHRASE))
    suspension.suspend(desk.office, desk.people[MANAGER].officer.thread, PHRASE)
    emptied(desk, 2)
    assert amber(desk, f"does not name {MANAGER} yet")
    desk.sit(BOSS)
    assert [record.form for record in kept_up(desk)] == ["withdrawn"]
    assert list(told(desk).serials) == [serial(desk, MANAGER)]
    assert not amber(desk, "withdrawn")


def test_who_was_on_a_list_stays_on_it_when_he_comes_back(desk: Desk) -> None:
    thread, before = desk.people[OFFICER].officer.thread, serial(desk, OFFICER)
    suspension.suspend(desk.office, thread, PHRASES[desk.office.officer.name])
    since = told(desk).serials[before]
    people.enrol(
        desk.office,
        Enrolment(OFFICER, "R.M.", identity="Passport"),
        PHRASE,
        again=thread,
        second=(MANAGER, PHRASES[MANAGER]),
        kdf=FLOOR,
    )
    renewing.new_list(desk.office)
    assert dict(told(desk).serials) == {before: since}


def test_a_certificate_that_ends_is_amber_and_renewed_for_the_same_key(
    desk: Desk, clock: Ticking
) -> None:
    clock.on(days=671)
    desk.sit(OFFICER)
    assert len(amber(desk, "Certificate for papers ends on")) == 3
    assert kept_up(desk) == []
    desk.sit(BOSS)
    made = kept_up(desk)
    assert sorted(record.form for record in made) == ["officer"] * 3 + ["withdrawn"]
    assert not amber(desk, "Certificate")
    assert kept_up(desk) == []
    (old, new) = certificates(desk, MANAGER)
    assert authority.span(new)[1] > authority.span(old)[1]
    desk.sit(MANAGER)
    signed = paper(desk)
    assert judge_paper(signed.pdf).kind is Kind.VALID
    (one,) = judge_paper(signed.pdf).signatures
    assert one.certificate == new
    assert desk.verifies()
    desk.office.close()
    desk.opened.append(sign_in(desk.folder, OFFICER, PHRASES[OFFICER], clock=clock))


def test_a_paper_rendered_before_a_renewal_is_signed_with_the_certificate_it_knows(
    desk: Desk, clock: Ticking
) -> None:
    clock.on(days=671)
    made = exports.insurance_report(desk.office, desk.raise_incident())
    assert kept_up(desk)
    signed = exports.sign_insurance(desk.office, made, PHRASES[BOSS])
    told = judge_paper(signed.pdf)
    assert (told.kind, told.signatures[0].certificate) == (
        Kind.VALID, certificates(desk, BOSS)[0],
    )  # fmt: skip


def test_an_ended_certificate_signs_no_paper_and_the_sentence_says_who_helps(
    desk: Desk, clock: Ticking
) -> None:
    desk.sit(MANAGER)
    clock.on(days=731)
    with pytest.raises(DeskError, match=r"certificate of E\. Marsh ended on 2028-11") as refused:
        paper(desk)
    assert "administrator is signed in" in refused.value.todo
    assert amber(desk, "E. Marsh: Certificate for papers ended on")
    desk.sit(BOSS)
    assert kept_up(desk)
    desk.sit(MANAGER)
    assert judge_paper(paper(desk).pdf).kind is Kind.VALID


def test_a_certificate_of_tomorrow_signs_no_paper(desk: Desk, clock: Ticking) -> None:
    clock.on(days=-2)
    with pytest.raises(DeskError, match="begins only on 2026-11"):
        paper(desk)


def test_where_the_list_has_ended_papers_are_signed_without_one(desk: Desk, clock: Ticking) -> None:
    desk.sit(MANAGER)
    clock.on(days=400)
    pdf = paper(desk).pdf
    assert b"/DSS" not in pdf
    assert judge_paper(pdf).kind is Kind.VALID
    assert amber(desk, "list of withdrawn certificates ended on")
    desk.sit(BOSS)
    assert [record.form for record in kept_up(desk)] == ["withdrawn"]
    assert len(embedded(paper(desk).pdf)) == 1


def test_what_leaves_for_insurer_and_court(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    left = leaving.save(desk.office, folder)
    assert left.names == ("site-ca.cer", "relief-ca.cer", "site-ca.crl")
    run("openssl", "crl", "-inform", "DER", "-in", folder / "site-ca.crl", "-noout",
        "-CAfile", folder / "site-ca.cer")  # fmt: skip
    said = run("openssl", "x509", "-inform", "DER", "-in", folder / "site-ca.cer", "-noout",
               "-fingerprint", "-sha256")  # fmt: skip
    digits = said.strip().partition("=")[2].replace(":", "")
    assert leaving.fingerprint(desk.office).replace(" ", "") == digits
    with pytest.raises(DeskError, match="could not be saved"):
        leaving.save(desk.office, folder / "none")
    desk.sit(OFFICER)
    with pytest.raises(NotAllowed):
        leaving.save(desk.office, folder)
