"""The story: a night shift in the real window, keys only, from the door to two signed papers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.features.nights import LEAD, OFFICER, RELIEF, STAFF, new_desk
from tests.reports.tampering import flip, page_offset
from tests.reports.tools import bare, run

from deskinc.desk.demo import StoryClock
from deskinc.desk.incidents import incidents, plans
from deskinc.desk.lines import entries
from deskinc.desk.office import Office, sign_in
from deskinc.desk.trust import trust
from deskinc.paths import resources
from deskinc.reports.signing import check
from deskinc.ui.night import papers, story
from deskinc.ui.night.cast import Cast, Hand, Night
from deskinc.ui.night.playing import last_dusk, play
from deskinc.ui.prefs import Prefs
from deskinc.ui.program import Program

MANAGER = Hand("E. Marsh", "ledger of the whole building")
COUNTS = (41, 6)
NUMBER = "INC-{year}-0001"
SIGNED = {"handover": ("outgoing", "incoming"), "insurance": ("lead", "issuer")}
SIGNERS = {"handover": (OFFICER, RELIEF), "insurance": (LEAD, MANAGER)}


@dataclass(frozen=True, slots=True)
class Played:
    """What the night left: the folder of the office, the papers, and the evening's date."""

    folder: Path
    papers: dict[str, Path]
    evening: datetime
    clock: StoryClock

    @property
    def number(self) -> str:
        """The number that the incident got."""
        return NUMBER.format(year=self.evening.year)

    def words(self, name: str) -> str:
        """The text of a printed paper, white space as one blank."""
        return " ".join(run("pdftotext", "-layout", self.papers[name], "-").split())


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """One night, played once for all that is asked of it."""
    root = tmp_path_factory.mktemp("night")
    evening = last_dusk(datetime.now(UTC))
    desk, qapp = new_desk(
        root, evening, staff=(*STAFF, (MANAGER, "E.M.", "manager")), also=with_a_plan,
        insured="Harbour Court Estates Ltd", insurer="Meridian Mutual", policy="HC-PL 220417",
    )  # fmt: skip
    photos = tuple(sorted((resources() / "demo").glob("slip-*.jpg")))
    cast = Cast(OFFICER, RELIEF, MANAGER, LEAD)
    night = Night(desk.robot, cast, evening, desk.clock.until, photos, root, COUNTS)
    folder = desk.folder
    play(night, lambda: Program(qapp, Prefs(folder), folder, desk.clock))
    paths = {"handover": root / papers.HANDOVER, "insurance": root / papers.INSURANCE}
    return Played(folder, paths, evening, desk.clock)


def with_a_plan(office: Office) -> None:
    """One floor plan."""
    drawing = resources() / "demo" / "plan-ground.svg"
    plans.import_plan(office, drawing, "Harbour Court", "Ground").result()


@pytest.fixture
def office(played: Played) -> Iterator[Office]:
    """The office afterwards, opened by its lead."""
    opened = sign_in(played.folder, LEAD.name, LEAD.passphrase, clock=played.clock)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def trusting(played: Played) -> Path:
    """A certificate store of an outsider who was given site-ca.cer and nothing else."""
    store = played.folder.parent / "nss"
    store.mkdir()
    run("certutil", "-N", "-d", store, "--empty-password")
    certificate = played.folder.parent / "site-ca.cer"
    run("certutil", "-A", "-d", store, "-n", "site", "-t", "CT,C,C", "-i", certificate)
    return store


def test_the_handover_book_prints_every_line_with_serial_time_and_name(played: Played) -> None:
    words = played.words("handover")
    assert "Night 19:00–07:00" in words
    assert words.count("lines 1–13") > 1
    assert "lines 1–9" not in words
    for row in (
        r"1 1 18:58 On duty R\. Malik on duty, Night 19:00–07:00\..* R\.M\. .*D\. Novak\.",
        r"2 2 21:02 Patrol, B1 car park All doors secure\. Barrier lowered\. R\.M\.",
        r"3 3 21:40 Delivery, Loading bay Parcel for Caldwell & Reid, floor 5\..*R\.M\.",
        r"4 4 21:55 Visitor, Reception Mr A\. Brandt.*happened 21:31 · LATE \+24 min, On patrol",
        r"LATE \+24 min, On patrol · added to 21:5\d R\.M\., see 5.*struck 21:58 R\.M\., see 6, .*",
        r"6 6 21:58 Visitor, Reception.*happened 21:31 · .*corrects 4, checked on camera 4",
        r"7 7 22:20 All correct All correct\. R\.M\.",
        rf"8 8 22:59 First aid, .*Mr K\. Sato slipped by Lift 2.*{played.number}",
        r"9 9 23:01 Incident, .*First aid offered and declined\.",
        rf"10 10 23:\d\d Incident.* {played.number} is finished\. .*R\.M\.",
        r"11 1 00:00 Page Page \d+: .* desk",
    ):
        assert re.search(row, words), row


def test_the_handover_book_prints_counts_items_clock_and_both_names(played: Played) -> None:
    words = played.words("handover")
    assert re.search(r"Key sets 41 42 ", words)
    assert "Radios 6 6 agrees" in words
    assert bare(papers.ITEM[0]) in bare(run("pdftotext", played.papers["handover"], "-"))
    assert "D. Novak +1 s against a watch" in words
    for hand in (OFFICER, RELIEF):
        assert hand.name in words


def test_the_insurance_report_prints_what_was_answered(played: Played) -> None:
    words = played.words("insurance")
    assert f"Insurance report {played.number}" in words
    for said in (
        story.TITLE, "Slip, trip or fall", "Meridian Mutual", "HC-PL 220417", "Injuries Yes",
        "Force used No", story.ACTION, *story.CAPTIONS, OFFICER.name, LEAD.name, MANAGER.name,
    ):  # fmt: skip
        assert bare(said) in bare(words), said
    plain = bare(run("pdftotext", played.papers["insurance"], "-"))
    assert bare(story.NARRATIVE) in plain
    assert bare(story.FALL) in plain


@pytest.mark.parametrize("name", SIGNED)
def test_outsiders_call_every_signature_valid_and_the_last_one_total(
    played: Played, trusting: Path, name: str
) -> None:
    said = run("pdfsig", "-nssdir", trusting, played.papers[name])
    parts = said.split("Signature #")[1:]
    assert len(parts) == 2
    for part, hand in zip(parts, SIGNERS[name], strict=True):
        assert f"Signer Certificate Common Name: {hand.name}" in part
        assert "Signature Validation: Signature is Valid." in part
        assert "Certificate Validation: Certificate is Trusted." in part
    assert "Total document signed" in parts[1]
    assert "Total document signed" not in parts[0].replace("Not total document signed", "")
    mutool = run("mutool", "sign", "-v", played.papers[name])
    assert "The signature is valid" in mutool
    assert "The document is unchanged since signing." in mutool
    assert "Digest" not in mutool


@pytest.mark.parametrize("name", SIGNED)
def test_our_own_check_agrees_and_a_flipped_byte_makes_all_three_disagree(
    played: Played, office: Office, trusting: Path, tmp_path: Path, name: str
) -> None:
    pdf = played.papers[name].read_bytes()
    roots = [office.book.founding.ca]
    assert not check(pdf, roots, SIGNED[name]).problems
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(flip(pdf, page_offset(pdf)))
    assert check(changed.read_bytes(), roots, SIGNED[name]).problems
    said = run("pdfsig", "-nssdir", trusting, changed)
    assert said.count("Signature Validation: Digest Mismatch.") == 2
    assert "Signature is Valid" not in said
    mutool = run("mutool", "sign", "-v", changed)
    assert "unchanged since signing" not in mutool
    assert "signature is valid" not in mutool


def test_nothing_typed_is_lost_and_the_whole_book_verifies(played: Played, office: Office) -> None:
    lines = {line.line: line for line in entries.newest(office)}
    texts = [line.text for line in lines.values()]
    typed = (
        story.PATROL, story.PARCEL, story.REFUSED, story.CORRECTED, story.FALL, story.NOTE,
    )  # fmt: skip
    assert all(texts.count(words) == 1 for words in typed)
    assert sorted(lines) == list(range(1, len(lines) + 1))
    assert lines[4].struck
    assert lines[4].late == 24
    assert lines[8].incident == played.number
    row = incidents.listed(office)[0]
    page = incidents.page(office, row.thread)
    assert (row.number, row.finished, row.title) == (played.number, True, story.TITLE)
    assert page.values["narrative"] == story.NARRATIVE
    assert [photo.caption for photo in page.photos] == list(story.CAPTIONS)
    assert [pin.thread for pin in plans.pins(office)] == [row.thread]
    assert not office.kept()
    verdict = trust.verify(office, full=True)
    assert verdict.ok, verdict.faults
