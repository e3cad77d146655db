"""Errors for people.

A :class:`DeskError` is shown as a banner: one sentence on what is wrong, one on what to do.
Everything else that is raised is a bug and opens the crash dialog.
"""


class DeskError(Exception):
    """Something a person at the desk can understand and act on.

    ``what`` says what is wrong, ``todo`` what to do about it; both are whole sentences in the
    language of the screen and never hold a secret.
    """

    def __init__(self, what: str, todo: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.todo = todo

    def __str__(self) -> str:
        return f"{self.what} {self.todo}".strip()


class InvalidForm(DeskError):
    """Answers that do not fit their form: ``notes`` maps field name to a sentence."""

    def __init__(self, notes: dict[str, str]) -> None:
        super().__init__(" ".join(notes.values()))
        self.notes = notes


class WrongPassphrase(DeskError):
    """The passphrase (or recovery words) opens no slot of that name.

    ``who`` is the name it was typed for in an open office, so that it is said at its field.
    """

    who = ""


class MustWait(WrongPassphrase):
    """After wrong passphrases nothing was tried: the name must wait."""


class WrongPin(WrongPassphrase):
    """The PIN does not open the keys it was chosen for."""


class NoPin(DeskError):
    """No keys are held under a PIN for that officer: the passphrase is asked."""


class NoSlot(DeskError):
    """There is no key slot of that name, or no slot file at all; ``who`` as above."""

    who = ""


class NotVouched(DeskError):
    """Nobody but who enrolled ``who`` vouches for him: he signs nothing that takes two."""

    who = ""


class SlotsMissing(NoSlot):
    """The slot file itself is missing: nobody can sign in with it."""


class SlotDamaged(DeskError):
    """The slot file was altered, is incomplete or asks for too weak a key derivation."""


class KeyringFault(DeskError):
    """The system's keyring does not give what opens the book; a passphrase does."""


class BookFault(DeskError):
    """The book's files are missing, damaged, foreign or disagree; nothing was changed."""


class Disagreement(BookFault):
    """The book and what remembers it outside contradict each other: nothing may be added to it."""


class Busy(BookFault):
    """The book is open elsewhere; nothing is wrong with it."""


class Unwritable(BookFault):
    """The open book takes nothing at the moment; what was to be written can be kept elsewhere.

    Nothing is wrong with what was to be written: under the same id it can be handed in again.
    """


class NotBegun(BookFault):
    """There is no book yet: its set-up was interrupted."""


class NumbersGiven(DeskError):
    """The numbers of these sheets were given while they were asked for."""


class NotAllowed(DeskError):
    """The officer's roles do not allow this act."""


class NotOnDuty(DeskError):
    """The person is enrolled but does not work here now: a relief officer’s day is over."""


class Refused(DeskError):
    """An incoming file (photo, plan) that could not be taken in; nothing else happened."""
