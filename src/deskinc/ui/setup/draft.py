"""The unsent answers of the set-up: in memory only, forgotten with the window."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from deskinc.desk.countries import COUNTRIES, country

if TYPE_CHECKING:
    from deskinc.desk.setup import Answers

FIRST = COUNTRIES[0]


@dataclass(slots=True)
class Draft:
    """What was answered so far; passphrase and recovery words are in no repr."""

    folder: Path
    country: str = FIRST.code
    language: str = FIRST.language
    emergency: str = FIRST.emergency
    licence_name: str = FIRST.licence
    regime: str = FIRST.regime
    zone: str = FIRST.zones[0]
    paper: str = FIRST.paper
    site: str = ""
    post: str = "Front desk"
    address: str = ""
    places: tuple[str, ...] = ()
    officer: str = ""
    initials: str = ""
    licence: str = ""
    passphrase: str = field(default="", repr=False)
    plan: Path | None = None
    plan_name: str = ""
    plan_floor: str = ""
    mirror: Path | None = None
    warnings: tuple[str, ...] = ()
    words: tuple[str, ...] = field(default=(), repr=False)
    copied: bool = False
    by_keyring: bool = False

    def follow(self, code: str) -> None:
        """Take over everything that ``code`` (ISO 3166-1, "" for another) sets."""
        chosen = country(code)
        self.country, self.language = chosen.code, chosen.language
        self.emergency, self.licence_name = chosen.emergency, chosen.licence
        self.regime, self.zone, self.paper = chosen.regime, chosen.zones[0], chosen.paper

    def answers(self) -> "Answers":
        """What ``desk.setup.set_up`` is given; every step has been answered by then."""
        from deskinc.desk.setup import Answers

        assert self.mirror is not None  # noqa: S101 - the step of the stores asks for it
        return Answers(
            site=self.site, officer=self.officer, initials=self.initials,
            passphrase=self.passphrase, mirror=self.mirror, country=self.country,
            language=self.language, zone=self.zone, paper=self.paper, post=self.post,
            address=self.address, emergency=self.emergency, licence_name=self.licence_name,
            regime=self.regime, licence=self.licence, places=self.places,
        )  # fmt: skip
