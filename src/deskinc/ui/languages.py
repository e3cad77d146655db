"""The languages and time zones offered wherever a site chooses them."""

from zoneinfo import available_timezones

from deskinc.desk.countries import country
from deskinc.i18n import N_, _

LANGUAGES = {
    "en-GB": N_("English (United Kingdom)"),
    "en-IE": N_("English (Ireland)"),
    "en-US": N_("English (United States)"),
}


def languages() -> list[tuple[str, str]]:
    """(BCP 47 code, words) of each language."""
    return [(code, _(words)) for code, words in LANGUAGES.items()]


def zones(code: str) -> list[tuple[str, str]]:
    """(IANA name, words) of every zone, those of the country ``code`` first."""
    own = country(code).zones
    rest = sorted(available_timezones() - set(own))
    return [(zone, zone.replace("_", " ")) for zone in (*own, *rest)]
