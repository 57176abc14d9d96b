"""Proofs in the window: what was exported is turned, zoomed and drawn crisp, and what is no PDF is said in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from layoutdesk import words
from layoutdesk.exporters.presets import Preset
from layoutdesk.ui.canvas.sheet import PIXELS_PER_POINT
from layoutdesk.ui.proofs.sheet import ProofSheet
from layoutdesk.ui.window import Window

#: Milliseconds that a worker may take on a busy machine.
WAIT = 60_000


@pytest.fixture
def proof(window: Window, tmp_path: Path, qtbot) -> Path:
    """The issue exported as a proof, with which the hand goes on."""
    target = tmp_path / "proof.pdf"
    window.commands.exporting.export_to(target, Preset(kind="pdf", after="view"))
    qtbot.waitUntil(lambda: window.commands.proofs.sheet is not None, timeout=WAIT)
    crisp(window, qtbot)
    return target


def crisp(window: Window, qtbot) -> ProofSheet:
    sheet = window.commands.proofs.sheet
    assert sheet is not None
    qtbot.waitUntil(lambda: sheet.is_crisp, timeout=WAIT)
    return sheet


def ink(sheet: ProofSheet) -> int:
    """Dark places of the viewport, on a grid."""
    image = sheet.viewport().grab().toImage()
    return sum(
        image.pixelColor(x, y).value() < 90 for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
    )


def test_a_proof_opens_in_the_window_and_esc_goes_back_to_the_page(window: Window, proof: Path, qtbot) -> None:
    pane = window.stack.currentWidget()
    assert pane.title.text() == proof.name and pane.choice.count() == len(window.desk.document.pages)
    assert ink(crisp(window, qtbot)) > 30
    QTest.keyClick(pane.sheet, Qt.Key.Key_Escape)
    assert window.stack.currentWidget() is window.desktop and window.commands.proofs.sheet is None
    window.bars.do("proof")
    assert pane.file == proof and window.commands.proofs.sheet is pane.sheet


def test_sheets_are_turned_by_keys_buttons_and_the_actions_of_the_page(window: Window, proof: Path, qtbot) -> None:
    sheet, last = crisp(window, qtbot), len(window.desk.document.pages) - 1
    assert last > 0
    shown = window.desk.page_id
    QTest.keyClick(sheet, Qt.Key.Key_PageDown)
    assert sheet.sheet == 1
    window.bars.do("previous-page")
    assert sheet.sheet == 0 and window.desk.page_id == shown
    QTest.keyClick(sheet, Qt.Key.Key_End)
    pane = window.stack.currentWidget()
    assert sheet.sheet == last == pane.choice.currentIndex() and not pane.next_button.isEnabled()
    pane.before_button.click()
    assert sheet.sheet == last - 1


def test_what_is_in_sight_is_drawn_with_the_pixels_of_the_screen(window: Window, proof: Path, qtbot) -> None:
    sheet = crisp(window, qtbot)
    window.bars.do("zoom-400")
    assert sheet.zoom == 4 and window.zoom.currentText().startswith("400")
    crisp(window, qtbot)
    wish, image = sheet._detail
    assert wish.scale == pytest.approx(4 * PIXELS_PER_POINT * sheet.devicePixelRatioF())
    assert abs(image.width() - sheet.viewport().width() * sheet.devicePixelRatioF()) <= 2
    window.bars.do("fit")
    assert sheet.zoom < 1


def test_a_zoom_keeps_what_is_under_the_hand(window: Window, proof: Path, qtbot) -> None:
    sheet = crisp(window, qtbot)
    sheet.set_zoom(2.0)
    at = QPointF(200, 150)
    before = (at - sheet._frame().topLeft()) / sheet._scale
    sheet.set_zoom(3.0, at)
    after = (at - sheet._frame().topLeft()) / sheet._scale
    assert (after - before).manhattanLength() * sheet._scale < 2.5


def test_a_drag_moves_the_sheet(window: Window, proof: Path, qtbot) -> None:
    sheet = crisp(window, qtbot)
    sheet.set_zoom(4.0)
    port, before = sheet.viewport(), sheet.verticalScrollBar().value()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    QTest.mouseMove(port, QPoint(200, 160))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=QPoint(200, 160))
    assert sheet.verticalScrollBar().value() == before + 40


def test_what_is_written_anew_is_shown_where_the_hand_was(window: Window, proof: Path, qtbot) -> None:
    sheet = crisp(window, qtbot)
    sheet.turn_to(1)
    sheet.set_zoom(0.8)
    crisp(window, qtbot)
    window.commands.exporting.export_to(proof, Preset(kind="pdf", after="view"))
    qtbot.waitUntil(lambda: not sheet.is_crisp, timeout=WAIT)
    crisp(window, qtbot)
    assert (sheet.sheet, sheet.zoom) == (1, 0.8) and sheet.sheet in sheet._whole


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_no_pdf_is_said_in_one_sentence(window: Window, tmp_path: Path, qtbot, language: str) -> None:
    window.language.use(language)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing follows")
    window.commands.proofs.show(broken)
    pane = window.stack.currentWidget()
    qtbot.waitUntil(lambda: pane.said.text() == words.text("ui.proof.no_pdf", language, file=broken.name), timeout=WAIT)
    assert not pane.choice.isEnabled() and not pane.next_button.isEnabled()
    window.commands.proofs.show(tmp_path / "gone.pdf")
    qtbot.waitUntil(
        lambda: pane.said.text() == words.text("ui.proof.unreadable", language, file="gone.pdf"), timeout=WAIT
    )


def test_f6_goes_round_what_stands_in_place_of_the_page(window: Window, proof: Path, qtbot) -> None:
    sheet = crisp(window, qtbot)
    seen = []
    for _ in range(5):
        window.bars.do("next-panel")
        seen.append(window.focusWidget())
    assert sheet in seen and window.stack.currentWidget().back_button in seen


def test_an_issue_that_is_closed_takes_the_proof_away(window: Window, proof: Path, qtbot) -> None:
    assert window.commands.files.close_issue()
    assert window.stack.currentWidget() is window.welcome and window.commands.proofs.sheet is None


def test_nothing_works_on_the_page_behind_a_proof(window: Window, proof: Path, qtbot) -> None:
    crisp(window, qtbot)
    before = window.desk.document
    for name in ("undo", "arrange", "head-fit", "delete", "paste", "find", "tool-text"):
        window.bars.do(name)
        assert not window.bars.actions[name].isEnabled(), name
    # The single keys that take tools neither.
    for key in (Qt.Key.Key_T, Qt.Key.Key_F, Qt.Key.Key_L, Qt.Key.Key_Z):
        QTest.keyClick(window.commands.proofs.sheet, key)
    assert window.desk.document is before and window.commands.tool == "select" and not window.around.shows("find")
    assert window.bars.actions["zoom-in"].isEnabled() and window.bars.actions["export-pdf"].isEnabled()
    window.commands.proofs.leave()
    assert window.bars.actions["arrange"].isEnabled()
