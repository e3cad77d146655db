"""Two papers of a fictional office, filled the way the desk fills them."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

from PIL import Image, ImageDraw
from tests.reports.authority import MOMENT

from deskinc.reports.document import (
    Attachment,
    KeyPlan,
    Picture,
    Pin,
    PlanExcerpt,
    SignatureBox,
    Unknown,
)
from deskinc.reports.handover import (
    Carried,
    Count,
    HandoverData,
    LineRow,
    OnDuty,
    OpenIncident,
)
from deskinc.reports.insurance import Cover, Declaration, InsuranceData, Occurrence
from deskinc.reports.particulars import (
    AuthorityCall,
    Evidence,
    PersonRow,
    PropertyRow,
    TimelineRow,
    Told,
    WitnessRow,
)
from deskinc.reports.verification import Proof

NOTE = """deskinc/7Qm1vX0b2kWcWbT1zv8f4A/1
4932
pLkQ0b0m4cJmJ0M2b8Jm1x3H1mNQ0v7m8R6xk2xw1lY=
line 4932
mirror 4931

— harbour-court 9s1kAbcd1J0m4cJmJ0M2b8Jm1x3H1mNQ0v7m8R6xk2xw1lYpLkQ0b0m4cJmJ0M2b8Jm1x3H1m="""

PROOF = Proof(
    book="7Qm1vX0b2kWcWbT1zv8f4A",
    size="4951",
    line="4932",
    root_code="MZXW6-YTBOI-QGS4D-ENFXG-K3TUM-FZGK3",
    note=NOTE,
    authority="Harbour Court Security CA",
    fingerprint="5F2A 91C4 07DE B36A 5F2A 91C4 07DE B36A 5F2A 91C4 07DE B36A 5F2A 91C4 07DE B36A",
    phone="020 7946 0111",
    file="INC-2026-0042-issue-1.pdf",
)
RECORD = Attachment(
    "record.json", b'{"incident":"INC-2026-0042"}', "application/json", "The records of this paper"
)


def photo(width: int = 1200, height: int = 900, mode: str = "RGB", kind: str = "JPEG") -> bytes:
    image = Image.new(mode, (width, height), "#B9C3C7" if mode == "RGB" else 180)
    draw = ImageDraw.Draw(image)
    draw.rectangle(
        (width * 0.3, height * 0.15, width * 0.7, height), fill="#7D878B" if mode == "RGB" else 90
    )
    draw.rectangle(
        (width * 0.49, height * 0.15, width * 0.51, height), fill="#30383B" if mode == "RGB" else 20
    )
    target = BytesIO()
    image.save(target, kind, quality=80)
    return target.getvalue()


def plan(width: int, height: int) -> bytes:
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for x in range(0, width, width // 6):
        draw.rectangle((x, 0, x + width // 6, height // 3), outline="#555", width=3)
    draw.rectangle((0, 0, width - 1, height - 1), outline="#222", width=5)
    draw.rectangle(
        (width * 0.4, height * 0.4, width * 0.52, height * 0.55), outline="#222", width=4
    )
    target = BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


OUTGOING = SignatureBox(
    "outgoing",
    "R. Malik",
    "Security officer, licence 1012 3456 7890 1234",
    "I hand over this shift; the book says what I know of it.",
    "Record 4940 of the book, signed 23 November 2026, 06:58 (UTC+0)",
)
INCOMING = SignatureBox(
    "incoming",
    "J. Harding",
    "Shift lead, licence 1012 9876 5432 1098",
    "I take over this shift and have read what is handed on.",
    "Record 4941 of the book, signed 23 November 2026, 07:01 (UTC+0)",
)

TEXTS = (
    "Patrol of floors 1 to 4 and the car park. All doors secure, no defects.",
    "Nil to report.",
    "Delivery for Meridian Mutual, two parcels, taken in at the loading bay. Driver "
    "shown out 21:14.",
    "Lift 2 stopped between floors 3 and 4 with two people inside. They answered on "
    "the car intercom and said they were well. Northgate Lifts called, reference "
    "77120.",
    "Fire panel zone 6 fault, silenced. Area walked, no smoke or heat found. Engineer "
    "told, reference 88213.",
    "Contractor Paweł Żółkiewski signed out, pass 117 returned.",
)


def line(serial: int, text: str | None = None) -> LineRow:
    at = MOMENT.replace(hour=19, minute=0) + timedelta(minutes=7 * (serial - 4790))
    return LineRow(
        serial=str(serial),
        happened=at.strftime("%H:%M"),
        text=text or TEXTS[serial % len(TEXTS)],
        author=("R.M.", "E.M.")[serial % 2],
        kind=("Patrol", "Nil return", "Delivery", "Lift", "Fire panel", "Contractor")[serial % 6],
        place=("Whole building", "", "Loading bay", "Lift 2, floor 3", "Zone 6", "Front desk")[
            serial % 6
        ],
        day="Sunday 22 November 2026, page 326"
        if at.day == 24
        else "Monday 23 November 2026, page 327",
    )


def lines(count: int) -> tuple[LineRow, ...]:
    rows = [line(serial) for serial in range(4790, 4790 + count)]
    if count > 6:
        rows[3] = replace(rows[3], struck="struck 21:58 R.M., see 4795", incident="INC-2026-0042")
        rows[5] = replace(
            rows[5],
            corrects="corrects 4793, wrong lift number",
            text="Lift 1 stopped between floors 3 and 4 with two people inside.",
            kind="Lift",
            place="Lift 1, floor 3",
            incident="INC-2026-0042",
        )
        rows[4] = replace(rows[4], written="20:06", late="LATE +38 min, on patrol")
    return tuple(rows)


def handover_data(count: int = 20) -> HandoverData:
    return HandoverData(
        site="Harbour Court",
        post="Front desk",
        date="Sunday 22 November 2026",
        page="326, 327",
        shift="Night 19:00–07:00",
        first="4790",
        last=str(4789 + count),
        issued="Monday 23 November 2026, 07:01 (UTC+0)",
        made=MOMENT,
        language="en-GB",
        officers=(
            OnDuty(
                name="R. Malik",
                licence="1012 3456 7890 1234",
                part="outgoing",
                times="18:52 to 07:01",
            ),
            OnDuty(
                name="E. Marsh",
                licence="1012 5555 6666 7777",
                part="patrol",
                times="18:55 to 07:00",
            ),
            OnDuty(
                name="J. Harding",
                licence="1012 9876 5432 1098",
                part="incoming",
                times="from 06:49",
            ),
        ),
        sign_on=(
            ("Relieved", "T. Okafor, 18:52"),
            ("Kit", "complete"),
            ("Instructions", "read, version 12"),
            ("Sound", "checked"),
        ),
        lines=lines(count),
        incidents=(
            OpenIncident(
                number="INC-2026-0042",
                severity="High",
                what="Lift 2 stopped with two people inside",
                owner="E. Marsh",
                next_step="Engineer’s report from Northgate Lifts, due 24 November, 12:00",
            ),
            OpenIncident(
                number="INC-2026-0041",
                severity="Low",
                what="Wallet found in the lobby",
                owner=Unknown("the day lead has not assigned it"),
                next_step="Ask the owner to call, due 25 November",
            ),
        ),
        counts=(
            Count(what="Master keys", counted="14", book="14"),
            Count(what="Radios", counted="5", book="6", remark="one on charge in the control room"),
            Count(what="Visitor passes", counted="40", book="40"),
        ),
        carried=(
            Carried(
                what="Lift 2 stays out of use until the engineer releases it",
                owner="J. Harding",
                next_step="Engineer due 09:00",
                acknowledged="J. Harding, 06:55",
                incident="INC-2026-0042",
            ),
            Carried(
                what="Zone 6 of the fire panel isolated",
                owner="J. Harding",
                next_step="Fire watch every hour",
                acknowledged="",
                remark="Insurer told 23:10",
            ),
        ),
        clock=(("Outgoing", "+2 s against a radio clock"), ("Incoming", "+2 s against a phone")),
        disagreement=(
            "J. Harding counted five radios on arrival and found the sixth in the control room."
        ),
        notes="Window cleaners on the east side from 08:00.",
        signers=(OUTGOING, INCOMING),
        proof=replace(PROOF, file="handover-2026-11-22-night.pdf"),
        attachments=(RECORD,),
    )


def insurance_data() -> InsuranceData:
    return InsuranceData(
        number="INC-2026-0042",
        title="Lift entrapment",
        summary="Lift entrapment, Lift 2, Sunday 22 November 2026. High.",
        site="Harbour Court",
        issue=1,
        issued="Tuesday 24 November 2026, 10:21 (UTC+0)",
        made=MOMENT,
        language="en-GB",
        cover=Cover(
            insured="Harbour Court Estates Ltd",
            insurer="Meridian Mutual, claims desk",
            policy="HC-PL 220417",
            broker=Unknown("the site file names none"),
            contact="E. Marsh, 020 7946 0111",
            notify="30 days, by 22 December 2026",
        ),
        occurrence=Occurrence(
            happened="Sunday 22 November 2026, 22:59, about",
            discovered="22:59",
            reported="22:59, by car intercom",
            reported_by="P. Nair",
            place="Lift 2, floor 3",
            spot="between floors 3 and 4",
            weather="does not apply",
            light="lit",
            more=(
                ("Arrived", "23:34, Northgate Lifts, S. Pell"),
                ("Released", "23:39, 40 minutes"),
                ("Out of use", "from 23:52"),
            ),
        ),
        narrative=(
            "Lift 2 stopped between floors 3 and 4 with two people inside. They answered on "
            "the car "
            "intercom and said they were well. R. Malik called Northgate Lifts at 23:01, reference "
            "77120, and kept voice contact. The fire brigade was told at 23:29. The engineer "
            "opened "
            "the car at floor 3 at 23:39.\nP. Nair said a <suspect> noise came before the stop."
        ),
        persons=(
            PersonRow(
                name="Priya Nair",
                role="visitor",
                injury="not injured",
                contact="020 7946 0222",
                account="“The light flickered and we stopped. We pressed the bell at once.”",
            ),
            PersonRow(
                name="Tom Aldous",
                role="tenant staff",
                injury=Unknown("he left before he was asked"),
            ),
        ),
        injuries="No",
        force="No",
        property=(
            PropertyRow(
                item="Car door seal, Lift 2",
                owner="Harbour Court Estates Ltd",
                value="£180.00, estimate",
            ),
        ),
        premises="Floor dry, landing lit. No defect in the book for Lift 2 in the 90 days before.",
        inspection="3 September 2026, certificate LG-3381",
        witnesses=(
            WitnessRow(
                name="Dana Whitlock",
                contact="Suite 31",
                account="Heard the bell and called the desk.",
                signed="on paper, 23 November, exhibit 3",
            ),
            WitnessRow(
                name="S. Pell, Northgate Lifts",
                contact="020 7946 0300",
                account="Opened the car by hand at floor 3.",
            ),
        ),
        authorities=(
            AuthorityCall(
                who="Fire brigade",
                called="23:29",
                arrived="not needed",
                reference="FB 20261122-118",
            ),
        ),
        immediate="Lift 2 taken out of use at 23:52, signs placed on every landing.",
        plan=PlanExcerpt(
            plan(1000, 700),
            Pin(0.46, 0.48, "high", 0.08),
            "Floor 3, scale of the plan unknown. Pin: exact.",
            "Plan of floor 3 around Lift 2 with the pin on the lift",
            KeyPlan(plan(900, 1200), (0.2, 0.3, 0.7, 0.6), "Floor 3, the frame shows the excerpt."),
        ),
        pin="exact",
        photos=(
            Picture(
                photo(),
                "1. Landing of floor 3, car doors closed. 22 November 2026, 23:05, R. Malik.",
                "Closed lift doors",
            ),
            Picture(
                photo(900, 1200),
                "2. Door seal after release. 22 November 2026, 23:44, R. Malik.",
                "Torn door seal",
            ),
            Picture(photo(1200, 800), "3. Sign on the landing.", "Out of use sign"),
        ),
        evidence=(
            Evidence(
                number="EXH-2026-0007",
                what="Camera 14, 22:50 to 23:45",
                kept="evidence store, shelf 2",
            ),
        ),
        timeline=(
            TimelineRow(
                serial="4816",
                happened="22 Nov 22:59",
                written="22 Nov 23:00",
                author="R.M.",
                text="Lift 2 stopped between 3 and 4. Two people inside, calm.",
            ),
            TimelineRow(
                serial="4817",
                happened="22 Nov 23:01",
                written="22 Nov 23:01",
                author="R.M.",
                text="Northgate Lifts called, reference 77120.",
            ),
            TimelineRow(
                serial="4819",
                happened="22 Nov 23:09",
                written="22 Nov 23:52",
                author="R.M.",
                text="Voice contact, both well. No movement.",
                late="LATE +43 min, at the lift",
            ),
            TimelineRow(
                serial="4828",
                happened="22 Nov 23:39",
                written="22 Nov 23:41",
                author="R.M.",
                text="Both released at floor 3, unhurt.",
            ),
        ),
        told=(
            Told(who="Control room", at="22 Nov 23:02", how="by phone, R. Malik"),
            Told(
                who="Facilities", at="23 Nov 07:10", how="by e-mail, E. Marsh", reply="Seen 07:31"
            ),
        ),
        declaration=Declaration(
            name="R. Malik",
            time="23 November 2026, 00:12 (UTC+0)",
            record="4921, INC-2026-0042",
            key="ed25519 9f31 77c0 aa52 01de",
        ),
        signers=(
            SignatureBox(
                "issuer",
                "E. Marsh",
                "Facilities manager",
                "Issued from the book.",
                "Record 4949 of the book",
            ),
            SignatureBox(
                "reviewer",
                "J. Harding",
                "Shift lead, licence 1012 9876 5432 1098",
                "Reviewed; I find it complete.",
                "Record 4948 of the book, 24 November 2026, 09:40",
            ),
        ),
        proof=PROOF,
        attachments=(RECORD,),
    )
