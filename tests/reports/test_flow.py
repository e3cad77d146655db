"""Pages: what stays together, what comes again, what turns the page."""

from deskinc.reports.flow import Page, Piece, paginate


def piece(height: float, **how: object) -> Piece:
    return Piece(height, lambda _sheet, _top: None, **how)  # type: ignore[arg-type]


def heights(pages: list[Page]) -> list[list[float]]:
    return [[placed.piece.height for placed in page] for page in pages]


def test_pieces_fill_a_page_and_run_on() -> None:
    assert heights(paginate([piece(40), piece(41), piece(42)], 100, 0)) == [[40, 41], [42]]


def test_space_above_falls_away_at_the_head_of_a_page() -> None:
    pages = paginate([piece(90, before=10), piece(95, before=30)], 100, 0)
    assert [page[0].top for page in pages] == [100, 100]


def test_a_kept_piece_goes_with_the_next() -> None:
    assert heights(paginate([piece(50), piece(20, keep=True), piece(40)], 100, 0)) == [
        [50],
        [20, 40],
    ]


def test_a_chain_longer_than_a_page_is_let_go() -> None:
    assert heights(paginate([piece(60, keep=True), piece(60)], 100, 0)) == [[60], [60]]


def test_the_head_of_a_table_comes_again_on_the_next_page() -> None:
    head = piece(7)
    rows = [piece(40, again=head), piece(40, again=head), piece(41, again=head)]
    assert heights(paginate([head, *rows], 100, 0)) == [[7, 40, 40], [7, 41]]


def test_a_turn_begins_a_new_page() -> None:
    assert heights(paginate([piece(10), piece(11, turn=True)], 100, 0)) == [[10], [11]]


def test_a_turn_at_the_head_of_a_page_leaves_no_empty_one() -> None:
    assert heights(paginate([piece(11, turn=True)], 100, 0)) == [[11]]
