"""D14: twenty lines, a correction and an incident, by keys that are counted.

A chord is one keystroke; of what is typed only the words themselves are free. The test of that
rule and ``python -m bench keystrokes`` press the same keys.
"""

from collections.abc import Iterator
from typing import Protocol

PLACES = {
    "g": "Gate 3", "l": "Lobby", "d": "Loading bay", "r": "Roof", "k": "Car park", "b": "Basement",
    "ra": "Riser A", "rb": "Riser B", "s": "Server room", "p": "Pump room",
}  # fmt: skip
NIGHT = (
    ("p", "patrol", "g", "Gate shut and locked."), ("v", "visitor", "l", "M. Berg for level 4."),
    ("d", "delivery", "d", "Two pallets, paper."), ("p", "patrol", "r", "Roof doors shut."),
    ("c", "check_call", "l", "Answered at once."), ("l", "lock_unlock", "k", "Barrier down."),
    ("k", "keys", "l", "Set 4 to the cleaner."), ("r", "contractor", "ra", "Lift Co signed in."),
    ("t", "test", "p", "Pump 2 run for 5 min."), ("a", "alarm", "b", "Zone 7, no fire, reset."),
    ("f", "lift", "rb", "Lift 2 stands at 3."), ("o", "door", "s", "Held open, closed."),
    ("e", "defect", "k", "Light over bay 12 out."), ("u", "vehicle", "g", "White van waits."),
    ("m", "message", "l", "Client rings back at 6."), ("w", "weather", "r", "Ice on the walkway."),
    ("n", "information", "l", "Fire panel engineer at 7."), ("p", "patrol", "b", "Dry."),
    ("v", "visitor", "g", "Taxi for R. Shah."), ("x", "other", "s", "Fan noise in rack 2."),
)  # fmt: skip
"""Letter of the type, its code, code of the place, words: each differs from the line before."""
MEDIAN, MOST, RAISING = 6, 9, 2
"""Keystrokes that a line may need: in the middle, at the most; and to raise an incident of one."""


class Hands(Protocol):
    """Whatever presses keys where the focus is."""

    def type(self, words: str) -> None:
        """Type words."""

    def keys(self, *chords: str) -> None:
        """Press chords such as ``Ctrl+Return``."""

    def wait_question(self) -> None:
        """Wait until a question stands over the window."""

    def wait_serial(self, serial: int) -> None:
        """Wait until that is the number of the next line."""


def places() -> dict[str, dict[str, str]]:
    """The places as a site sets them down."""
    return {f"x{code}": {"name": name, "code": code} for code, name in PLACES.items()}


def press(hands: Hands, *keys: str) -> int:
    """Press chords and letters; how many keystrokes that was."""
    for key in keys:
        if key.islower():
            hands.type(key)
        else:
            hands.keys(key)
    return sum(len(key) if key.islower() else 1 for key in keys)


def lines(hands: Hands, first: int) -> Iterator[int]:
    """Write the night, its first line as number ``first``; the keystrokes of each line."""
    for serial, (letter, _type, code, words) in enumerate(NIGHT, first + 1):
        hands.type(words)
        yield press(hands, "F3", letter, "F4", code, "Ctrl+Return")
        hands.wait_serial(serial)


def correction(hands: Hands) -> int:
    """Put the newest line at another place, with its reason; the keystrokes of that."""
    return press(hands, "Ctrl+E", "F4", "k", "Ctrl+Return", "p", "Ctrl+Return")


def raising(hands: Hands) -> int:
    """Raise an incident from the newest line; the keystrokes of that."""
    needed = press(hands, "Ctrl+Shift+I")
    hands.wait_question()
    return needed + press(hands, "Return")
