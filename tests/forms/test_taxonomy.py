"""The words of the trade."""

from collections import Counter

import pytest

from deskinc.forms import roles, taxonomy
from deskinc.forms.catalogue import ALL
from deskinc.forms.fields import Choice, Rows
from deskinc.forms.taxonomy import (
    CATEGORIES,
    CATEGORY_OPTIONS,
    DESK_TYPE,
    OCCURRENCE_TYPES,
    SEVERITIES,
    SEVERITY_OPTIONS,
    TYPE_OPTIONS,
)


def test_no_code_and_no_word_is_used_twice() -> None:
    for options in (CATEGORY_OPTIONS, SEVERITY_OPTIONS, TYPE_OPTIONS, taxonomy.LATE_REASONS,
                    taxonomy.CHANNELS, roles.ROLES):  # fmt: skip
        assert max(Counter(option.code for option in options).values()) == 1
        assert max(Counter(option.label for option in options).values()) == 1


def test_every_choice_of_every_form_has_distinct_codes() -> None:
    tops = [field for form in ALL.values() for field in form.fields()]
    fields = tops + [sub for field in tops if isinstance(field, Rows) for sub in field.fields]
    for field in fields:
        if isinstance(field, Choice):
            codes = [option.code for option in field.options]
            assert len(codes) == len(set(codes)) > 1, field.name


def test_every_category_has_a_severity() -> None:
    for category in CATEGORIES:
        assert category.code.count(".") == 1
        assert taxonomy.starting_severity(category.code) in SEVERITIES
        assert taxonomy.category(category.code) is category
    assert len(CATEGORIES) == 83
    assert taxonomy.starting_severity("threat.bomb").code == "critical"
    assert taxonomy.starting_severity("conduct.complaint").code == "low"


def test_severities_rise_and_differ_in_shape() -> None:
    assert [severity.rank for severity in SEVERITIES] == [1, 2, 3, 4]
    assert [severity.icon for severity in SEVERITIES] == [
        "circle", "diamond", "triangle-alert", "octagon-alert",
    ]  # fmt: skip
    assert [severity.code for severity in SEVERITIES] == ["low", "medium", "high", "critical"]
    assert taxonomy.severity("high").respond == "Respond within 5 minutes."


def test_every_type_that_is_picked_has_a_letter_of_its_own() -> None:
    letters = [kind.letter for kind in OCCURRENCE_TYPES]
    assert len(set(letters)) == len(letters)
    assert all(len(letter) == 1 and "a" <= letter <= "z" for letter in letters)
    assert DESK_TYPE.letter == ""


def test_what_a_type_raises_to_exists() -> None:
    for kind in OCCURRENCE_TYPES:
        if kind.category:
            assert taxonomy.category(kind.category)


def test_an_unknown_code_is_a_bug() -> None:
    for look_up in (taxonomy.category, taxonomy.severity, taxonomy.starting_severity):
        with pytest.raises(KeyError):
            look_up("nonsense")
