"""The languages, time zones and currencies offered wherever a site chooses them."""

from functools import cache
from zoneinfo import available_timezones

from deskinc.desk.countries import COUNTRIES, country
from deskinc.i18n import N_, _

LANGUAGES = {
    "en-GB": N_("English (United Kingdom)"),
    "en-IE": N_("English (Ireland)"),
    "en-US": N_("English (United States)"),
}

MORE = ("AUD", "CAD", "CHF", "CZK", "DKK", "HUF", "NOK", "NZD", "RON", "SEK")


def languages() -> list[tuple[str, str]]:
    """(BCP 47 code, words) of each language."""
    return [(code, _(words)) for code, words in LANGUAGES.items()]


def zones(code: str) -> list[tuple[str, str]]:
    """(IANA name, words) of every zone, those of the country ``code`` first, by their city."""
    own = country(code).zones
    rest = sorted(_every_zone() - set(own))
    return [
        *((zone, city(zone)) for zone in own),
        *((zone, zone.replace("_", " ")) for zone in rest),
    ]


@cache
def _every_zone() -> frozenset[str]:
    """Read once: it walks the folders of the machine's time zones."""
    return frozenset(available_timezones())


def city(zone: str) -> str:
    """``Los Angeles`` of ``America/Los_Angeles``."""
    return zone.rsplit("/", maxsplit=1)[-1].replace("_", " ")


def currencies() -> list[tuple[str, str]]:
    """(ISO 4217 code, the same) of the countries that are offered, and of some others."""
    own = dict.fromkeys(c.currency for c in COUNTRIES)
    return [(code, code) for code in (*own, *sorted(set(MORE) - own.keys()))]
