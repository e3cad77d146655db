"""One night shift of a fictional office, filled the way the desk fills it."""

from dataclasses import replace
from datetime import timedelta

from tests.reports.authority import MOMENT
from tests.reports.samples import PROOF, RECORD

from deskinc.reports.document import SignatureBox, Unknown
from deskinc.reports.handover import (
    Carried,
    Count,
    HandoverData,
    OnDuty,
    OpenIncident,
)
from deskinc.reports.lines import LineRow

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
    (
        "Delivery for Meridian Mutual, two parcels, taken in at the loading bay. Driver "
        "shown out 21:14."
    ),
    (
        "Lift 2 stopped between floors 3 and 4 with two people inside. They answered on "
        "the car intercom and said they were well. Northgate Lifts called, reference "
        "77120."
    ),
    (
        "Fire panel zone 6 fault, silenced. Area walked, no smoke or heat found. Engineer "
        "told, reference 88213."
    ),
    "Contractor Paweł Żółkiewski signed out, pass 117 returned.",
)


def line(serial: int, text: str | None = None) -> LineRow:
    at = MOMENT.replace(hour=19, minute=0) + timedelta(minutes=7 * (serial - 4790))
    return LineRow(
        serial=str(serial),
        day_no=str(serial - 4700),
        written=at.strftime("%H:%M"),
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
        rows[4] = replace(rows[4], happened="18:50", late="LATE +38 min, on patrol")
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
