"""Small functions for fields that must agree with one another."""

import re
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from deskinc.forms.fields import moment_of
from deskinc.forms.form import Check
from deskinc.i18n import N_


def not_before(later: str, earlier: str, sentence: str) -> Check:
    """``later`` lies at or after ``earlier``; by the day where one is known to the day only."""
    return Check((later, earlier), in_order, sentence)


def in_order(later: Any, earlier: Any) -> bool:
    """Return whether one stored moment does not lie before another."""
    first, second = moment_of(earlier), moment_of(later)
    if first is None or second is None:
        return True
    if "day" in {later["p"], earlier["p"]}:
        return second.date() >= first.date()
    return second >= first


def at_least(high: int, low: int) -> bool:
    """Return whether one number is not below another."""
    return high >= low


def two_people(one: Any, other: Any) -> bool:
    """Return whether two stored people are not the same."""
    return bool(one["id"] != other["id"])


def is_zone(name: str) -> bool:
    """Return whether the IANA database has that time zone."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def is_country(code: str) -> bool:
    """Return whether this looks like an ISO 3166 code of two letters."""
    return re.fullmatch(r"[A-Z]{2}", code) is not None


def is_currency(code: str) -> bool:
    """Return whether this looks like an ISO 4217 code."""
    return re.fullmatch(r"[A-Z]{3}", code) is not None


def is_language(tag: str) -> bool:
    """Return whether this looks like a BCP 47 tag: language, then script, region or variant."""
    return re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag) is not None


def is_address(url: str) -> bool:
    """Return whether this is an address a program can ask: http or https, a host, no user."""
    return (
        re.fullmatch(r"https?://[A-Za-z0-9.\-\[\]:]+(/[!-~]*)?", url) is not None and "@" not in url
    )


def are_clock_times(table: list[tuple[str, dict[str, Any]]]) -> bool:
    """Return whether the times of the rows are times of the day as ``19:00``."""
    times = [row[name] for _id, row in table for name in ("start", "end", "at") if name in row]
    return all(map(is_clock_time, times))


def is_clock_time(text: str) -> bool:
    """Return whether this is a time of the day as ``19:00``."""
    return re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text) is not None


ONE_ADDRESS = Check(("tsa",), is_address, N_("Write the address as https://time.example.org/tsr."))
ONE_COUNTRY = Check(("country",), is_country, N_("Write the country as two letters, such as GB."))
ONE_CURRENCY = Check(
    ("currency",), is_currency, N_("Write the currency as three letters, such as GBP.")
)
ONE_LANGUAGE = Check(("language",), is_language, N_("Write the language as a tag, such as en-GB."))
CLOCK_TIMES = Check(
    ("shifts",), are_clock_times, N_("Write the start and end of a shift as 19:00.")
)
CLOCK_TIME = Check(("backup_at",), is_clock_time, N_("Write the time of the day as 03:00."))
OWN_TIMES = Check(("times",), are_clock_times, N_("Write the times of the day as 21:00."))
CLOCK_WINDOW = tuple(
    Check((name,), is_clock_time, N_("Write the time of the day as 03:00."))
    for name in ("from", "until")
)
ONE_ZONE = Check(("zone",), is_zone, N_("There is no such time zone. Write it as Europe/London."))
