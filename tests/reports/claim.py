"""One incident of a fictional office, filled the way the desk fills it for the insurer."""

from tests.reports.authority import MOMENT
from tests.reports.samples import PROOF, RECORD, photo, plan

from deskinc.reports.document import KeyPlan, Picture, Pin, PlanExcerpt, SignatureBox, Unknown
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
