"""Amounts: typed text to minor units and back, with the currency's own number of digits."""

import re
from typing import Any

from deskinc.forms.kinds import SAFE_INT, FieldError
from deskinc.i18n import _

# ISO 4217, currencies whose minor unit is not a hundredth.
_DIGITS = {
    **dict.fromkeys(
        ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
         "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}  # fmt: skip
_SIGNS = {"GBP": "£", "EUR": "€", "JPY": "¥", "USD": "$"}
_AMOUNT = re.compile(r"([+-]?)([0-9]+)(?:[.,]([0-9]+))?")
_CODE = re.compile(r"[A-Z]{3}")


def digits(currency: str) -> int:
    """Return how many decimal digits the currency's minor unit has."""
    return _DIGITS.get(currency, 2)


def parse_money(text: str, currency: str) -> dict[str, Any]:
    """Read ``1250``, ``1 250,50`` or ``£1,250.50`` as an amount of ``currency`` (ISO 4217).

    Raises FieldError. A last comma or point before fewer than three digits is the decimal mark.
    """
    plain = re.sub(r"[\s'’]", "", text).removeprefix(_SIGNS.get(currency, currency))
    places = digits(currency)
    end = "" if places == 3 else "|$"
    plain = re.sub(rf"[.,](?=\d{{3}}(?:[.,]{end}))", "", plain, flags=re.ASCII)
    match = _AMOUNT.fullmatch(plain)
    if not match or len(match[3] or "") > places:
        raise FieldError(_("Write an amount such as 125.50."))
    minor = int(match[1] + match[2] + (match[3] or "").ljust(places, "0"))
    return amount(minor, currency)


def amount(minor: object, currency: object) -> dict[str, Any]:
    """Return the stored shape ``{minor, cur}``; raises FieldError where it is none."""
    if not isinstance(currency, str) or not _CODE.fullmatch(currency):
        raise FieldError(_("A currency is three capital letters, such as GBP."))
    if not isinstance(minor, int) or isinstance(minor, bool) or abs(minor) > SAFE_INT:
        raise FieldError(_("This amount is not a number that can be kept."))
    return {"minor": minor, "cur": currency}


def show_money(minor: int, currency: str, language: str) -> str:
    """Return ``£1,250.50``, or ``CHF 1 250,50`` in languages that write it so."""
    places = digits(currency)
    whole, rest = divmod(abs(minor), 10**places)
    english = language.startswith("en")
    group, point = (",", ".") if english else ("\u202f", ",")
    text = f"{whole:,}".replace(",", group) + (f"{point}{rest:0{places}d}" if places else "")
    sign = _SIGNS.get(currency, f"{currency}\u00a0")
    return f"{'−' if minor < 0 else ''}{sign}{text}"
