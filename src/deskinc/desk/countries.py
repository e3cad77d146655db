"""What a country sets for a site: emergency number, licence, regime, paper, time zone."""

from dataclasses import dataclass

from deskinc.i18n import N_


@dataclass(frozen=True, slots=True)
class Country:
    """One country's defaults (ISO 3166-1 ``code``); everything can be changed at set-up."""

    code: str
    name: str
    language: str
    emergency: str
    licence: str
    regime: str
    paper: str
    zones: tuple[str, ...]
    currency: str


COUNTRIES: tuple[Country, ...] = (
    Country("GB", N_("United Kingdom"), "en-GB", "999", N_("SIA licence, 16 digits"), "RIDDOR",
            "A4", ("Europe/London",), "GBP"),
    Country("IE", N_("Ireland"), "en-IE", "112", N_("PSA licence"), "none",
            "A4", ("Europe/Dublin",), "EUR"),
    Country("US", N_("United States"), "en-US", "911", N_("Guard card"), "OSHA", "Letter",
            ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
            "USD"),
    Country("DE", N_("Germany"), "en-GB", "112", N_("Bewacher-ID"), "none",
            "A4", ("Europe/Berlin",), "EUR"),
    Country("PL", N_("Poland"), "en-GB", "112", N_("Register of qualified guards, number"),
            "none", "A4", ("Europe/Warsaw",), "PLN"),
    Country("ZZ", N_("Another country"), "en-GB", "112", N_("Officer’s licence"), "none",
            "A4", ("UTC",), "EUR"),
)  # fmt: skip


def country(code: str) -> Country:
    """The defaults of ``code``; those of another country where it is not listed."""
    return next((c for c in COUNTRIES if c.code == code), COUNTRIES[-1])
