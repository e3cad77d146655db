"""What the tests of restoring share: an office of two people, its book damaged, and the dialog."""

from dataclasses import dataclass
from pathlib import Path

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import setup
from deskinc.desk.lines import entries
from deskinc.desk.office import Office, sign_in
from deskinc.desk.people import people
from deskinc.desk.people.people import Enrolment

LEAD, OFFICER = "J. Harding", "T. Okafor"
PHRASES = {LEAD: "granite kettle orbit seven", OFFICER: "lantern moss ferry twelve"}


@dataclass(frozen=True)
class Desk:
    """A closed office: its folders, and the words of its sheet."""

    folder: Path
    mirror: Path
    words: tuple[str, ...]

    def open(self) -> Office:
        """Sign the lead in."""
        return sign_in(self.folder, LEAD, PHRASES[LEAD])

    def hurt(self) -> None:
        """Damage a page of the closed book."""
        path = self.folder / "book.db"
        raw = bytearray(path.read_bytes())
        raw[3 * 4096 : 3 * 4096 + 64] = bytes(64)
        path.write_bytes(raw)


def two_people(below: Path) -> Desk:
    """Set an office up with a lead and an officer, and three lines; it is closed."""
    words = setup.recovery_words()
    answers = setup.Answers(
        site="Harbour Court", officer=LEAD, initials="J.H.", passphrase=PHRASES[LEAD],
        mirror=below / "mirror", places=("Lobby",),
    )  # fmt: skip
    office = setup.set_up(below / "data", answers, words, kdf=FLOOR)
    who = Enrolment(OFFICER, "T.O.", "", frozenset({"officer"}), identity="Passport")
    people.enrol(office, who, PHRASES[OFFICER], kdf=FLOOR)
    for text in ("One.", "Two.", "Three."):
        raw = {"type": "patrol", "place": "Lobby", "text": text}
        entries.post(office, raw, entries.new_id()).result()
    office.book.settle()
    office.close()
    return Desk(below / "data", below / "mirror", tuple(words))
