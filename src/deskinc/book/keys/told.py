"""What is said of a slot that does not open, or does not say what the program wrote."""

from typing import Literal

from deskinc.errors import SlotDamaged, WrongPassphrase
from deskinc.i18n import _

Kind = Literal["passphrase", "recovery", "keyring"]


def wrong(kind: Kind) -> WrongPassphrase:
    """The secret does not open that kind of slot."""
    if kind == "recovery":
        return WrongPassphrase(
            _("These recovery words do not open this book."),
            _("Check that the sheet belongs to this book."),
        )
    if kind == "keyring":
        return WrongPassphrase(
            _("The key in the system’s keyring does not open this book."),
            _("Sign in with your passphrase."),
        )
    return WrongPassphrase(
        _("The passphrase is wrong."), _("Check Caps Lock and the keyboard’s language.")
    )


def damaged() -> SlotDamaged:
    """The slot does not say what the program wrote."""
    return SlotDamaged(
        _("The key slot of this sign-in was altered or is damaged."),
        _("Others can still sign in.") + f" {put_back()}",
    )


def exchanged(what: str) -> SlotDamaged:
    """The slot file is another one than the book announces; ``what`` shows it."""
    why = _("Somebody may have exchanged slots.json. Nothing was changed.")
    return SlotDamaged(what, f"{why} {put_back()}")


def another_file() -> SlotDamaged:
    """The slot file is not of the book that its keys open."""
    return exchanged(
        _(
            "The file with the key slots names another book, or another key for emergency "
            "notes, than the book does."
        )
    )


def put_back() -> str:
    """What is done about the slot file: one officer's button; by hand only where that is not there.

    It is there where the passphrase opens a copy that can be reached.
    """
    return _(
        "Press Put the key slots back (Alt+P) on the page of the closed book. If it is not there, "
        "connect the mirror’s drive and try again. Only after that put slots.json.bak or the "
        "mirror’s slots.json in its place by hand, and keep the other file."
    )
