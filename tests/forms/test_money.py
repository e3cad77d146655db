"""Amounts as typed, kept and shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskinc.forms.fields import FieldError, Money, clean, parse_money, show
from deskinc.forms.money import show_money
from deskinc.i18n import Locale


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("125.5", "GBP", 12550),
        ("£1,250.50", "GBP", 125050),
        ("1 250,50", "EUR", 125050),
        ("1.250", "EUR", 125000),
        ("1'250.50", "CHF", 125050),
        ("CHF 12", "CHF", 1200),
        ("-3", "GBP", -300),
        ("1,250", "JPY", 1250),
        ("1.250", "KWD", 1250),
        ("12,345.678", "KWD", 12345678),
    ],
)
def test_amounts_are_understood_as_typed(text: str, currency: str, minor: int) -> None:
    assert parse_money(text, currency) == {"minor": minor, "cur": currency}


@pytest.mark.parametrize("text", ["", "a lot", "1.2.3", "1.234567", "12,34,5", "9" * 20, "1e3"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(FieldError):
        parse_money(text, "GBP")


def test_money_takes_typed_and_stored_amounts() -> None:
    field = Money("f", "F")
    assert clean(field, {"amount": "12.50", "cur": "GBP"}) == {"minor": 1250, "cur": "GBP"}
    assert clean(field, {"minor": 1250, "cur": "GBP"}) == {"minor": 1250, "cur": "GBP"}
    for bad in ("12.50", {"minor": True, "cur": "GBP"}, {"minor": 1, "cur": "pounds"},
                {"amount": "1", "cur": None}, {"minor": 2**60, "cur": "GBP"}):  # fmt: skip
        with pytest.raises(FieldError):
            clean(field, bad)


def test_money_is_shown_with_its_currency_in_the_language_of_the_site() -> None:
    value = {"minor": 125050, "cur": "GBP"}
    assert show(Money("f", "F"), value, Locale("en-GB")) == "£1,250.50"
    assert show(Money("f", "F"), value, Locale("de")) == "£1\u202f250,50"
    assert show_money(-125050, "CHF", "en") == "−CHF\u00a01,250.50"
    assert show_money(1250, "JPY", "en") == "¥1,250"
    assert show_money(5, "KWD", "en") == "KWD\u00a00.005"


@given(st.integers(-(10**12), 10**12), st.sampled_from(["GBP", "EUR", "JPY", "KWD", "CLF", "CHF"]),
       st.sampled_from(["en", "de"]))  # fmt: skip
def test_what_is_shown_is_understood_again(minor: int, currency: str, language: str) -> None:
    text = show_money(abs(minor), currency, language)
    assert parse_money(text, currency) == {"minor": abs(minor), "cur": currency}
    assert show_money(-abs(minor) - 1, currency, language).startswith("−")
