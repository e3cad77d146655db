"""PINs: six digits that open keys wrapped in memory only, so nobody can guess them offline."""

from collections.abc import Callable
from itertools import pairwise

from deskinc.i18n import _

AskPin = Callable[[str, str], str | None]
"""Asks whoever signs for the PIN of a token: its name, a remark ("" at first); None for no."""

DIGITS = 6
FEW = 3
"""Different digits a PIN has at least."""


def is_pin(text: str) -> bool:
    """Whether ``text`` has the shape of a PIN; no passphrase has."""
    return len(text) == DIGITS and text.isascii() and text.isdigit()


def pin_fault(pin: str) -> str:
    """Why ``pin`` will not do, as a sentence; empty when it will."""
    if not is_pin(pin):
        return _("A PIN has six digits.")
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if len(set(pin)) < FEW or steps <= {1} or steps <= {9}:
        return _("This PIN repeats digits or counts up or down. Take another.")
    return ""


def no_pin(_token: str, _remark: str) -> str | None:
    """Where nobody can be asked."""
    return None
