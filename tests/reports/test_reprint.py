"""The mark of a reprint stands on every page, and the pages are otherwise as they were."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from tests.desk.sheets import pages_of
from tests.reports.test_day import data, sheet

from deskinc.reports.day import day_pages
from deskinc.reports.document import A4, LETTER, Paper
from deskinc.reports.pdf import render
from deskinc.reports.reprint import marked

WORDS = "Print 2, Monday 23 November 2026, 07:05 (UTC+0), Zoë <Malik>."


@pytest.mark.parametrize("paper", [A4, LETTER])
def test_rule15_every_page_of_a_reprint_bears_its_number_time_and_user(paper: Paper) -> None:
    plain = render(day_pages(replace(data(sheet(), sheet(3)), paper=paper))).pdf
    made = marked(plain, WORDS)
    before, after = pages_of(plain), pages_of(made)
    assert len(after) == len(before) > 1
    for old, new in zip(before, after, strict=True):
        assert WORDS not in old
        assert new.replace(WORDS, "").split() == old.split()
    with pikepdf.open(BytesIO(made)) as opened, pikepdf.open(BytesIO(plain)) as first:
        assert [page.mediabox for page in opened.pages] == [p.mediabox for p in first.pages]


def test_rule15_a_long_mark_is_drawn_whole() -> None:
    plain = render(day_pages(data(sheet()))).pdf
    name = "Maria-Theresia Hochleitner-Ziegelbrunner"
    said = f"Print 2, Monday 23 November 2026, 07:05 (UTC+0), {name}, {name}. No such mark in it."
    (page, *_rest) = pages_of(marked(plain, said))
    assert "".join(said.split()) in "".join(page.split())
