"""Time stamps that wait for their words when a shift ends."""

import pytest
from tests.desk.offices import BOSS, OFFICER, PHRASES, Desk, fresh, ready

from deskinc.desk.lines import stamps
from deskinc.desk.shift import handover, shifts


def stamp(desk: Desk) -> str:
    """Press the key; the stamp's id."""
    id_ = fresh()
    stamps.stamp(desk.office, desk.office.now(), id_).result()
    return id_


def test_sign_off_is_stopped_by_open_stubs_and_the_override_is_recorded(desk: Desk) -> None:
    desk.sign_on()
    first, _second = stamp(desk), stamp(desk)
    stamps.void(desk.office, first, "Pressed by mistake.", fresh()).result()
    with pytest.raises(shifts.OpenStubs) as stopped:
        shifts.sign_off(desk.office, {"relieved_by": OFFICER}, fresh())
    assert stopped.value.count == 1
    raw = {"relieved_by": OFFICER, "override": "nobody came", "kit": True}
    record = shifts.sign_off(desk.office, raw, fresh()).result().records[0]
    assert record.values["stubs"] == 1
    assert desk.line(record.n).text == (
        "J. Harding off duty. Relieved by R. Malik. Keys and kit handed over. Time stamps left "
        "unfinished: 1, because: nobody came."
    )


def test_anothers_stamps_stop_nobody(desk: Desk) -> None:
    stamp(desk)
    desk.sit(OFFICER)
    desk.sign_on()
    shifts.sign_off(desk.office, {}, fresh()).result()
    assert shifts.on_duty(desk.office) == []


def test_a_handover_says_how_many_were_left(desk: Desk) -> None:
    desk.sign_on()
    stamp(desk)
    given = ready(handover.prepare(desk.office))
    handover.complete(desk.office, given, PHRASES[BOSS], OFFICER, PHRASES[OFFICER])
    said = " ".join(desk.texts())
    off = "J. Harding off duty. Relieved by R. Malik. Keys and kit counted. Time stamps left"
    assert f"{off} unfinished: 1." in said
