"""Rows and columns of tables put in and taken out: whatever the table, it stays whole, and what is taken back is as it was."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layoutdesk import edits
from layoutdesk.base.problem import Refusal
from layoutdesk.edits.tablerows import with_column, with_row, without_columns, without_rows
from layoutdesk.model import Anchor, Cell, Document, Note, Paragraph, Review, Story, TableBlock
from layoutdesk.model.tables import layout_of


def cell(text: str, wide: int = 1, deep: int = 1, style: str = "cell") -> Cell:
    return Cell(paragraph=Paragraph(id=f"c-{text}", text=text, style=style), colspan=wide, rowspan=deep)


def table(*rows: tuple[Cell, ...], **more: object) -> TableBlock:
    return TableBlock(id="t", rows=rows, **more)


def fresh():
    numbers = count()
    return lambda: f"new-{next(numbers)}"


def drawn(of: TableBlock) -> list[str]:
    """The table as one sees it: each place with the text of the cell that covers it, ``·`` for an empty one.

    Cells are put down by their spans alone; that two cover one place, or none does, is an error.
    """
    width = sum(cell.colspan for cell in of.rows[0])
    places: dict[tuple[int, int], str] = {}
    for row, cells in enumerate(of.rows):
        free = 0
        for each in cells:
            while (row, free) in places:
                free += 1
            for down in range(each.rowspan):
                for across in range(each.colspan):
                    assert (row + down, free + across) not in places
                    places[row + down, free + across] = each.paragraph.text or "·"
    assert set(places) == {(row, column) for row in range(len(of.rows)) for column in range(width)}
    return ["".join(places[row, column] for column in range(width)) for row in range(len(of.rows))]


#: 甲 over two columns, 乙 over two rows.
MERGED = table((cell("甲", wide=2), cell("丙")), (cell("乙", deep=2), cell("丁"), cell("戊")), (cell("己"), cell("庚")))


def test_a_row_goes_in_anywhere_and_merged_cells_reach_over_it() -> None:
    assert drawn(with_row(MERGED, 0, fresh())) == ["···", "甲甲丙", "乙丁戊", "乙己庚"]
    assert drawn(with_row(MERGED, 2, fresh())) == ["甲甲丙", "乙丁戊", "乙··", "乙己庚"]
    assert drawn(with_row(MERGED, 3, fresh())) == ["甲甲丙", "乙丁戊", "乙己庚", "···"]


def test_a_column_goes_in_anywhere_and_merged_cells_reach_over_it() -> None:
    assert drawn(with_column(MERGED, 0, fresh())) == ["·甲甲丙", "·乙丁戊", "·乙己庚"]
    assert drawn(with_column(MERGED, 1, fresh())) == ["甲甲甲丙", "乙·丁戊", "乙·己庚"]
    assert drawn(with_column(MERGED, 3, fresh())) == ["甲甲丙·", "乙丁戊·", "乙己庚·"]


def test_rows_and_columns_go_and_merged_cells_keep_their_words() -> None:
    assert drawn(without_rows(MERGED, 1)) == ["甲甲丙", "乙己庚"]
    assert drawn(without_rows(MERGED, 2)) == ["甲甲丙", "乙丁戊"]
    assert drawn(without_rows(MERGED, 1, 2)) == ["甲丙"]
    assert drawn(without_columns(MERGED, 0)) == ["甲丙", "丁戊", "己庚"]
    assert drawn(without_columns(MERGED, 1)) == ["甲丙", "乙戊", "乙庚"]


def test_the_head_and_the_alignment_of_columns_go_along() -> None:
    prices = table(
        (cell("品", style="cell-head"), cell("价", style="cell-head")),
        (cell("菠"), cell("二")),
        align=("left", "decimal"),
    )
    assert with_row(prices, 0, fresh()).header_rows == 2
    below = with_row(prices, 1, fresh())
    assert (below.header_rows, [each.paragraph.style for each in below.rows[1]]) == (1, ["cell", "cell"])
    assert [each.paragraph.style for each in with_row(prices, 0, fresh()).rows[0]] == ["cell-head", "cell-head"]
    assert without_rows(prices, 0).header_rows == 0
    assert with_column(prices, 1, fresh()).align == ("left", "", "decimal")
    assert with_column(prices, 2, fresh()).align == ("left", "decimal")
    assert without_columns(prices, 0).align == ("decimal",)


def test_the_last_row_and_column_stay_and_places_outside_are_refused() -> None:
    one = table((cell("甲"),))
    for wrong in (lambda: without_rows(one, 0), lambda: without_columns(one, 0)):
        with pytest.raises(Refusal, match=r"edits\.table-left"):
            wrong()
    for wrong in (
        lambda: with_row(one, 2, fresh()),
        lambda: without_rows(MERGED, 2, 2),
        lambda: with_column(table(), 0, fresh()),
    ):
        with pytest.raises(Refusal, match=r"edits\.place"):
            wrong()
    with pytest.raises(Refusal, match=r"edits\.table-full"):
        with_column(table(tuple(cell(str(at)) for at in range(100))), 0, fresh())


def test_ids_of_new_cells_are_never_those_of_others_and_what_hung_on_a_cell_hangs_on_its_story() -> None:
    note = Note(id="n", author="校", at="", text="核", anchor=Anchor("s", "c-戊", 0, 0))
    document = Document(stories=(Story(id="s", body=(MERGED,)),), review=Review(notes=(note,)))
    for ids in (("c-戊", "b", "c"), ("a", "a", "c"), ("a", "b")):
        with pytest.raises(Refusal, match=r"edits\.id-taken"):
            edits.apply(document, edits.AddTableRow("s", "t", 0, ids))
    after = edits.apply(document, edits.RemoveTableRows("s", "t", 1))
    assert after.review.notes[0].anchor == Anchor("s", "", 0, 0)
    with pytest.raises(Refusal, match=r"edits\.no-table"):
        edits.apply(document, edits.RemoveTableRows("s", "x", 1))


_CELLS = st.builds(lambda wide, deep: (wide, deep), st.integers(1, 3), st.integers(1, 3))
_ROWS = st.lists(st.lists(_CELLS, max_size=4), min_size=1, max_size=5)


@given(_ROWS, st.integers(0, 5), st.lists(st.sampled_from(("", "left", "right")), max_size=6), st.data())
def test_whatever_the_table_it_stays_whole(rows, head: int, align, data) -> None:
    numbers = count(0x4E00)
    made = tuple(tuple(cell(chr(next(numbers)), wide, deep) for wide, deep in row) for row in rows)
    ragged = table(*made, header_rows=head, align=tuple(align))
    if not layout_of(ragged).columns:
        return
    new = fresh()
    grown = with_row(ragged, data.draw(st.integers(0, len(layout_of(ragged).rows))), new)
    for _ in range(4):
        seen, layout = drawn(grown), layout_of(grown)
        # What is stored is what is set: nothing in it is left to be put right.
        assert (len(layout.rows), layout.columns) == (len(seen), len(seen[0]))
        for put_in, take_out, there in (
            (with_row, without_rows, len(layout.rows)),
            (with_column, without_columns, layout.columns),
        ):
            at = data.draw(st.integers(0, there))
            more = put_in(grown, at, new)
            drawn(more)
            back = take_out(more, at)
            assert (drawn(back), layout_of(back).head) == (seen, layout.head)
        if len(seen) > 1:
            at = data.draw(st.integers(0, len(seen) - 2))
            less = without_rows(grown, at, data.draw(st.integers(1, len(seen) - 1 - at)))
            drawn(less)
            if len(less.rows) > 1:
                grown = less
        if layout_of(grown).columns > 1:
            grown = without_columns(grown, data.draw(st.integers(0, layout_of(grown).columns - 1)))
            assert drawn(grown)
        grown = with_row(grown, data.draw(st.integers(0, len(grown.rows))), new)
