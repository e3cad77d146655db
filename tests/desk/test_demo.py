"""The demo office: a week of life, written through the same acts, and whole."""

from datetime import UTC, datetime
from pathlib import Path

from deskinc.desk import demo
from deskinc.desk.incidents import incidents, plans
from deskinc.desk.incidents.guides import guide_of
from deskinc.desk.incidents.response.calls import without_number
from deskinc.desk.lines import entries
from deskinc.desk.office import Office, sign_in
from deskinc.forms import taxonomy
from deskinc.forms.guides import due


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
        each_category_is_guided(office)
        assert office.book.verify(full=True) == []
    finally:
        office.close()


def each_category_is_guided(office: Office) -> None:
    """Checklist, criteria card of its own, severity at first, and whom to call until when."""
    found = {one.code: guide_of(office, one.code) for one in taxonomy.CATEGORIES}
    told = {code: one for code, one in found.items() if one is not None}
    assert set(told) == set(found)
    for code, one in told.items():
        assert one.severity in {severity.code for severity in taxonomy.SEVERITIES}, code
        assert len(one.steps) >= 5, code
        graver = {rule.who: rule for severity in taxonomy.SEVERITIES
                  for rule in due(one.calls, severity.code)}  # fmt: skip
        assert "Shift lead" in graver, code
        assert all(rule.minutes >= 0 and rule.who for rule in graver.values()), code
    assert len({" ".join(one.criteria.split()).casefold() for one in told.values()}) == len(told)
    assert without_number(office.site) == []
