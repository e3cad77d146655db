"""What completes while one writes: names that were given as names, and nothing restricted."""

from tests.desk.offices import Desk

from deskinc.desk.lines import known


def test_no_restricted_name_is_offered(desk: Desk) -> None:
    line = desk.post("Two people by the lift.")
    desk.raise_incident(
        line.n, title="Lift", people={"01": {"name": "Ann Reedwater", "injury": "Reedbone"}},
        juveniles={"01": {"name": "Tim Reedling", "guardian": "Reedmother"}},
    )  # fmt: skip
    assert known.offered(desk.office, "reed") == [("Ann Reedwater", "person")]


def test_colleagues_plates_and_places_are_offered_with_what_they_are(desk: Desk) -> None:
    line = desk.post("Van.", place="Bin store", reported_by="Binder Patel")
    desk.raise_incident(line.n, title="Van", vehicles={"01": {"plate": "BIN 77"}})
    assert known.offered(desk.office, "bin") == [
        ("Binder Patel", "person"), ("BIN 77", "plate"), ("Bin store", "place"),
    ]  # fmt: skip
    (colleague,) = known.people(desk.office, desk.office.officer.name.split()[-1])
    assert colleague == desk.office.officer.name
    assert [row.name for row in known.places(desk.office)] == ["Bin store"]
