"""The demo office: a week of life, written through the same acts, and whole."""

from datetime import UTC, datetime
from pathlib import Path

from deskinc.desk import demo
from deskinc.desk.incidents import incidents, plans
from deskinc.desk.lines import entries
from deskinc.desk.office import sign_in


def test_the_demo_office_is_lived_in_and_verifies(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    moment = datetime(2026, 11, 21, 23, 40, tzinfo=UTC)
    name = demo.build(tmp_path, moment, lambda *step: steps.append(step))
    assert steps[-1][0] == steps[-1][1]
    office = sign_in(tmp_path / "book", name, demo.PASSPHRASE)
    try:
        lines = entries.lines(office, entries.ids(office))
        assert len(lines) > 50
        assert {"nil", "delivery", "patrol"} <= {line.type for line in lines}
        assert any(line.corrects for line in lines)
        assert any(line.late for line in lines)
        assert len(incidents.listed(office)) == 3
        assert len(plans.pins(office)) == 3
        lift = next(one for one in incidents.active(office) if "Lift" in one.title)
        assert lift.due is not None
        assert f"{lift.due:%H:%M}" == "23:35"
        assert [p.floor for p in plans.listed(office)] == ["Ground", "3"]
        assert max(line.written for line in lines) < moment
        assert office.book.verify(full=True) == []
    finally:
        office.close()
