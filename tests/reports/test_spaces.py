"""Spaces for a pen: framed, labelled, each option with its box, from either side."""

from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from tests.reports.authority import MOMENT
from tests.reports.tools import text_of

from deskinc.reports.byhand import Space, Spaces
from deskinc.reports.document import A4, Document
from deskinc.reports.pdf import render
from deskinc.reports.sheet import Element, Sheet
from deskinc.reports.spaces import spaces

WIDTH = 500.0
VOICES = ("Calm", "Angry", "Clearing throat", "Whispered") * 5
HEBREW = "\u05e7\u05d5\u05dc"

Rect = tuple[float, float, float, float]


def pdf(*blocks: Spaces) -> bytes:
    """A paper of nothing else."""
    return render(Document(
        title="By hand", language="en-GB", author="Tower House", made=MOMENT,
        header="Tower House", issue="", footer="By hand", blocks=blocks,
    )).pdf  # fmt: skip


def rectangles(*blocks: Spaces) -> list[Rect]:
    """What is drawn as a rectangle: left, bottom, width, height."""
    with pikepdf.open(BytesIO(pdf(*blocks))) as opened:
        steps = pikepdf.parse_content_stream(opened.pages[0])
        drawn = [step.operands for step in steps if str(step.operator) == "re"]
        return [(float(a), float(b), float(c), float(d)) for a, b, c, d in drawn]


def height(block: Spaces) -> float:
    """How high a row is."""
    (piece,) = spaces(block, Element("Document"), WIDTH)
    return piece.height


def test_each_option_has_a_box_inside_the_frame() -> None:
    frame, *boxes = rectangles(Spaces((Space("Voice", VOICES),)))
    assert len(boxes) == len(VOICES)
    left, bottom, wide, high = frame
    for x, y, side, _side in boxes:
        assert left < x < left + wide - side
        assert bottom < y < bottom + high - side
    rows = {round(box[1], 2) for box in boxes}
    assert 1 < len(rows) < len(boxes)


def test_spaces_share_their_row_and_rows_stand_close() -> None:
    one, two, below = rectangles(
        Spaces((Space("Received"), Space("Line", share=3.0)), room=40), Spaces((Space("Why?"),))
    )
    assert one[0] == Sheet.left
    assert two[2] == pytest.approx(one[2] * 3)
    assert one[0] + one[2] == pytest.approx(two[0])
    assert one[3] == two[3] == 40
    assert below[1] + below[3] == pytest.approx(one[1])
    assert below[2] == pytest.approx(A4.width - 2 * Sheet.left)


def test_ruled_lines_make_room_for_themselves() -> None:
    bare = height(Spaces((Space("Exact words"),)))
    assert height(Spaces((Space("Exact words"),), ruled=6)) == bare + 120


def test_long_labels_and_options_wrap_and_make_the_row_higher() -> None:
    low = height(Spaces((Space("Age"), Space("Accent"))))
    assert height(Spaces((Space("Age, as it sounded " * 9), Space("Accent")))) > low
    assert height(Spaces((Space("Sex", ("not said by anybody " * 9,)),))) > low


def test_label_and_options_are_read_in_order_as_a_list() -> None:
    made = pdf(Spaces((Space("Sex", ("Female", "Male")), Space("Age"))))
    words = text_of(made)
    places = [words.index(part) for part in ("Sex", "Female", "Male", "Age")]
    assert places == sorted(places)
    with pikepdf.open(BytesIO(made)) as opened:
        (whole,) = opened.Root.StructTreeRoot.K
        assert [str(kid.S) for kid in whole.K] == ["/P", "/L", "/P"]
        assert [str(entry.S) for entry in whole.K[1].K] == ["/LI", "/LI"]


def test_from_right_to_left_each_box_stands_right_of_its_words() -> None:
    frame, *boxes = rectangles(Spaces((Space(HEBREW, (HEBREW,) * 3),)))
    edge = frame[0] + frame[2]
    assert all(before[0] > after[0] for before, after in pairwise(boxes))
    _first, *usual = rectangles(Spaces((Space("Sex", (HEBREW,) * 3),)))
    assert all(one[0] < edge / 2 < other[0] for one, other in zip(usual, boxes, strict=True))
