"""A desk in a process of its own, watched from outside, through whose doors secrets go.

Each door in turn, as :data:`DOORS` names them. What is typed comes on standard input, the keys
leave on standard output; at last it gives everything away on purpose, and must be caught.
"""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from deskinc import log
from deskinc.book.keys.kdf import FLOOR
from deskinc.book.keys.slots import Keys
from deskinc.desk import open_office, setup
from deskinc.desk.certificates import adopting, token
from deskinc.desk.copies import backups, restoring
from deskinc.desk.copies.restoring import Pair
from deskinc.desk.incidents import incidents
from deskinc.desk.lines import entries
from deskinc.desk.office import sign_in
from deskinc.desk.papers import exports
from deskinc.desk.people import by_sheet, departure, people, sheet, writers
from deskinc.desk.signing_on.waits import Waits
from deskinc.desk.trust import trust
from deskinc.errors import DeskError

BOSS, LEAD, LEAVER = "J. Harding", "L. Prior", "R. Malik"


def tell(**said: object) -> None:
    """Send a line to whoever watches."""
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def untold(_fraction: float, _words: str) -> None:
    """Nobody watches how far it is."""


class House:
    """The office, what is typed in it, and every key that was ever in it."""

    def __init__(self, said: dict[str, str]) -> None:
        self.said = said
        self.base = Path(said["base"])
        self.folder = self.base / "book"
        self.keys: dict[str, str] = {}
        self.words = setup.recovery_words()
        log.start(self.folder)
        boss = setup.Answers(
            site="Tower House", officer=BOSS, initials="J.H.", passphrase=said[BOSS],
            mirror=self.base / "mirror", insured="Tower House Ltd", insurer="Example Mutual",
        )  # fmt: skip
        self.office = setup.set_up(self.folder, boss, self.words, kdf=FLOOR)
        for name, initials, role in ((LEAD, "L.P.", "lead"), (LEAVER, "R.M.", "officer")):
            who = people.Enrolment(name, initials, roles=frozenset({role}), identity="Passport")
            people.enrol(self.office, who, said[name], kdf=FLOOR)
        self.note("set up")

    def note(self, when: str) -> None:
        """Keep every key that the office holds now."""
        founding = self.office.book.founding
        self.keys |= {
            f"site {when}": founding.site.private_bytes_raw().hex(),
            f"note {when}": founding.note.private_bytes_raw().hex(),
            f"relief {when}": founding.relief.private.hex(),
        }
        for name in (BOSS, LEAD, LEAVER):
            with suppress(DeskError):
                self.of(self.office.open_person(name, self.said[name]).keys, f"{name} {when}")

    def of(self, keys: Keys, whose: str) -> None:
        """Keep these keys."""
        for name in ("database", "mirror", "signing", "pdf", "ca", "restricted"):
            ring = getattr(keys, name) or b""
            for at in range(0, len(ring), 32):
                self.keys[f"{name} {at // 32} of {whose}"] = ring[at : at + 32].hex()

    def post(self, text: str) -> None:
        """Write a line."""
        entries.post(self.office, {"type": "patrol", "text": text}, entries.new_id()).result()


def signing_in(house: House) -> None:
    """Sign in with a passphrase, a wrong one first, and choose a PIN."""
    house.office.close()
    waits = Waits()
    with suppress(DeskError):
        sign_in(house.folder, BOSS, house.said["wrong"])
    waits.guessed(BOSS, known=True)
    house.office = sign_in(house.folder, BOSS, house.said[BOSS], waits)
    writers.choose_pin(house.office, house.said[BOSS], house.said["pin"])


def changing_the_writer(house: House) -> None:
    """Lock, come back by PIN, and let another write by passphrase, then by his own PIN."""
    me = house.office.officer
    his = next(one for one in people.officers(house.office) if one.name == LEAD)
    writers.lock(house.office)
    given = [
        writers.Given(me, house.said["wrong pin"]), writers.Given(me, house.said["pin"]),
        writers.Given(his, house.said["wrong"]),
        writers.Given(his, house.said[LEAD], house.said["his pin"]),
        writers.Given(me, house.said["pin"]), writers.Given(his, house.said["his pin"]),
        writers.Given(me, house.said["pin"]),
    ]  # fmt: skip
    for one in given:
        house.office.waits.clear()
        with suppress(DeskError):
            person = writers.opened(house.office, one)
            writers.take(house.office, person, by_pin=one.by_pin)
            house.post("After the change.")


def keyring(house: House) -> None:
    """Put the secret of an open office into the keyring, and open the book with it."""
    given = open_office.ready(house.office, house.said[BOSS])
    house.keys["keyring"] = given.secret.raw.hex()
    open_office.open_up(house.office, given)
    open_office.standing(house.office)
    house.office.close()
    found = open_office.fetched(house.folder, lambda _ring: None)
    assert found is not None
    house.office = open_office.begin(house.folder, found)
    open_office.take(house.office, BOSS, house.said[BOSS], house.said["pin"])


def children_with_keys(house: House) -> None:
    """A backup is proved by a child, and the book checked by another."""
    made = backups.make(house.office, house.base / "backups", untold, lambda: False)
    assert made.state == "verified"
    assert trust.verify(house.office, full=True, apart=True).ok


def token_of_the_boss(house: House) -> None:
    """Sign a paper with a token: its PIN goes to a child."""
    module = Path(house.said["module"])
    (there,) = token.found(module, house.office.now())
    adopting.adopt(house.office, house.said[BOSS], there.own, there.token, house.said["token pin"])
    typed = iter(("000000", house.said["token pin"]))
    house.office.ask_pin = lambda _label, _remark: next(typed)
    thread = entries.new_id()
    known: dict[str, object] = {
        "title": "Slip", "category": "injury.slip", "severity": "low",
        "occurred": house.office.now(), "place": "Lobby", "reported_by": "Ms P. Nair",
        "how": "phone", "injuries": False, "force": False, "narrative": "She slid.",
        "immediate": "First aid.",
    }  # fmt: skip
    incidents.open_new(house.office, known, thread).result()
    incidents.finish(house.office, thread, house.said[BOSS], entries.new_id())
    report = exports.insurance_report(house.office, thread)
    exports.save(
        exports.sign_insurance(house.office, report, house.said[BOSS]),
        house.base / "chosen" / "report.pdf",
    )


def the_sheet(house: House) -> None:
    """Try the recovery sheet, make it anew, and open the book by it."""
    sheet.attempt(house.office, " ".join(house.words))
    house.words = sheet.new_words()
    sheet.replace(house.office, house.words, house.said[BOSS], (LEAD, house.said[LEAD]))
    house.office.close()
    by_sheet.open_book(house.folder, " ".join(house.words)).close()
    house.office = sign_in(house.folder, BOSS, house.said[BOSS])


def somebody_leaves(house: House) -> None:
    """Two sign that somebody has left, and the book goes on under new keys."""
    house.note("before")
    gone = next(one for one in people.officers(house.office) if one.name == LEAVER)
    second = (LEAD, house.said[LEAD])
    what = departure.leave(house.office, gone.thread, house.said[BOSS], second)
    house.office.close()
    house.office, fault = departure.change(what, untold)
    assert fault is None, fault
    house.note("after")


def restored(house: House) -> None:
    """The database is gone; two people bring the book back."""
    house.office.close()
    for path in house.folder.glob("book.db*"):
        path.unlink()
    first, second = Pair(BOSS, house.said[BOSS]), Pair(LEAD, house.said[LEAD])
    keys = restoring.keys_of(house.folder, first)
    restoring.keys_of_words(house.folder, " ".join(house.words))
    found = restoring.sources(house.folder, keys, (house.base / "backups",))
    restoring.restore(house.folder, found[0], first, second, "The disk failed.", untold)
    house.office = sign_in(house.folder, BOSS, house.said[BOSS])


DOORS: dict[str, Callable[[House], None]] = {
    "sign-in": signing_in, "writers": changing_the_writer, "keyring": keyring,
    "children": children_with_keys, "token": token_of_the_boss, "sheet": the_sheet,
    "departure": somebody_leaves, "restore": restored,
}  # fmt: skip


def planted(house: House) -> None:
    """Everything that must never be, once each."""
    secret, key = house.said[LEAD], bytes.fromhex(house.keys["keyring"])
    empty = {"PATH": os.environ["PATH"]}
    subprocess.run(["true", house.said[BOSS]], check=True, env=empty)
    subprocess.run(["true"], check=True, env=empty | {"PIN": house.said["pin"]})
    (house.base / "book" / "note").write_bytes(b"x" + base64.b64encode(b"y" + key))
    gone = house.base / "tmp" / "gone"
    gone.write_text(" ".join(house.words))
    gone.unlink()
    (house.base / "home" / "hex").write_text(secret.encode().hex())


def main() -> None:
    """Go through every door, tell the keys, close; then plant what is to be found."""
    house = House(json.loads(sys.stdin.readline()))
    sheets = {"sheet": house.words}
    for name, door in DOORS.items():
        door(house)
        tell(through=name)
    house.office.close()
    tell(keys=house.keys, sheets=sheets | {"new sheet": house.words})
    sys.stdin.readline()
    planted(house)
    tell(planted=True)


if __name__ == "__main__":
    main()
