"""Disks that never answer: who asks them is told so, and as long as one waits nobody asks again."""

from pathlib import Path
from threading import Event, Thread, current_thread

import pytest

from deskinc import disks


def test_as_long_as_one_of_two_askers_waits_the_disk_owes_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place, asking = Path("book"), list[Thread]()
    first, second = Event(), Event()

    def wait(until: Event) -> None:
        asking.append(current_thread())
        until.wait()

    def ask_twice() -> None:
        with pytest.raises(disks.Silent):
            disks.ask(place, lambda: wait(first), 0.1)
        wait(second)

    with pytest.raises(disks.Silent):
        disks.ask(place, ask_twice, 1)
    second.set()
    asking[1].join()
    assert disks.is_stuck(place)
    assert disks.is_stuck(tmp_path / "book" / "spool"), "by whichever name"
    assert not disks.is_stuck(tmp_path / "mirror")
    first.set()
    asking[0].join()
    assert not disks.is_stuck(place)
