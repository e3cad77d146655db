"""A second officer who takes the desk over."""

from dataclasses import replace
from pathlib import Path

from tests.ui.conftest import NAME, PASSPHRASE, PLACES, Clock

from deskinc.book.keys.kdf import FLOOR
from deskinc.desk import setup
from deskinc.desk.office import Office
from deskinc.desk.people import people

RELIEF, OTHER = "D. Novak", "another five words for him"


def office_of_two(below: Path, clock: Clock, *, alike: bool = False, **more: object) -> Office:
    """Harbour Court, set up by its first officer, with a relief; ``more`` are further answers.

    ``alike``: both have the same roles.
    """
    answers = setup.Answers(
        site="Harbour Court", officer=NAME, initials="R.M.", passphrase=PASSPHRASE,
        mirror=below / "mirror", places=PLACES,
    )  # fmt: skip
    answers = replace(answers, **more)  # type: ignore[arg-type]
    made = setup.set_up(below / "data", answers, setup.recovery_words(), kdf=FLOOR, clock=clock)
    enrol_relief(made, made.officer.roles if alike else frozenset({"officer"}))
    return made


def enrol_relief(office: Office, roles: frozenset[str] = frozenset({"officer"})) -> None:
    """Enrol the relief."""
    who = people.Enrolment(RELIEF, "D.N.", "1015440012345678", roles, identity="Passport")
    people.enrol(office, who, OTHER, kdf=FLOOR)


def take_over(office: Office, name: str, passphrase: str) -> None:
    """Sign on as the one who has the desk from now on."""
    person = office.open_person(name, passphrase)
    raw: dict[str, object] = {"post": "Front desk", "shift": "Night", "text": f"{name} on duty."}
    office.pass_to(person, office.draft("shift_on", raw))
