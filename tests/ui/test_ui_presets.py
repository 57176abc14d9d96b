"""Exports by presets: chosen, changed, kept and removed in the dialog, done again by one key, refused for errors."""

from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from layoutdesk import edits, words
from layoutdesk.exporters import presets
from layoutdesk.exporters.presets import Preset
from layoutdesk.model import GridRect, Note
from layoutdesk.ui.presets import hand
from layoutdesk.ui.presets.dialog import ExportDialog
from layoutdesk.ui.presets.recall import recall, remember


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch) -> Path:
    """An editor's own folder of presets, and a system that opens nothing."""
    folder = tmp_path / "own presets"
    monkeypatch.setenv("LAYOUTDESK_PRESETS", str(folder))
    opened: list[Path] = []
    monkeypatch.setattr(hand, "open_outside", opened.append)
    monkeypatch.setattr(hand, "opened", opened, raising=False)
    return folder


def answered(window, answer) -> list[ExportDialog]:
    """Opens the dialog and has ``answer`` do something with it; the dialog."""
    seen: list[ExportDialog] = []

    def act() -> None:
        dialog = window.findChild(ExportDialog)
        seen.append(dialog)
        try:
            answer(dialog)
        finally:
            # A test that fails must not leave a question that nobody answers.
            dialog.done(dialog.result())

    QTimer.singleShot(0, act)
    window.bars.do("export-pdf")
    return seen


def with_error(window) -> None:
    """A story that runs over its block, and none that waits for its place."""
    window.desk.apply(edits.RemoveStory("st-spare"))
    window.desk.apply(edits.SetArea("pg-1", "el-dock", (GridRect(0, 0, 1, 8),)))
    window.desk.finish_composing()
    assert any(problem.severity == "error" for problem in window.desk.problems)


def test_those_that_ship_are_listed_and_their_fields_shown(window) -> None:
    def look(dialog: ExportDialog) -> None:
        rows = dialog.list.rows.rows
        assert [row.key for row in rows if row.key] == list(presets.shipped())
        dialog.list.mark("plates")
        assert dialog.form.each.isChecked()
        assert dialog.preset == presets.shipped()["plates"]
        dialog.list.mark("text")
        assert not dialog.form.standard.isVisible()
        assert not dialog.remove.isEnabled()
        dialog.reject()

    assert answered(window, look)


def test_standard_condition_and_marks_reach_the_file_and_stand_there_next_time(window, qtbot, issue: Path) -> None:
    def choose(dialog: ExportDialog) -> None:
        dialog.list.mark("press-x1a")
        dialog.form.profile.setCurrentIndex(dialog.form.profile.findData("coated"))
        for name, box in dialog.form.marks.items():
            box.setChecked(name in ("crop", "register"))
        dialog.form.final.setChecked(False)
        dialog.form.file.setText("plates-{day}")
        dialog.accept()

    with qtbot.waitSignal(window.worker.finished, timeout=30000):
        answered(window, choose)
    with pikepdf.open(issue.with_name("plates-20260303.pdf")) as pdf:
        assert pdf.pdf_version == "1.3"
        assert "300 %" in str(pdf.Root.OutputIntents[0].OutputConditionIdentifier)
        page = pdf.pages[0].obj
        assert float(page.TrimBox[0]) - float(page.BleedBox[0]) < float(page.BleedBox[0])
    assert (recall().standard, recall().profile, recall().marks) == ("x1a", "coated", ("crop", "register"))


def test_given_up_nothing_is_written_nor_remembered(window, issue: Path) -> None:
    before = recall()
    answered(window, lambda dialog: (dialog.list.mark("text"), dialog.reject()))
    assert not window.worker.is_busy
    assert recall() == before
    assert not [path for path in issue.parent.iterdir() if path.suffix in (".txt", ".pdf")]


def test_one_key_does_the_last_again_and_asks_the_first_time(window, qtbot, issue: Path) -> None:
    asked = []
    QTimer.singleShot(0, lambda: (asked.append(True), window.findChild(ExportDialog).reject()))
    window.bars.do("export-again")
    assert asked
    remember(replace(presets.shipped()["text"], name="text"))
    with qtbot.waitSignal(window.worker.finished, timeout=30000):
        window.bars.do("export-again")
    text = issue.with_suffix(".txt").read_text("utf-8")
    assert "渡口灯火照夜航" in text
    assert "issue.txt" in window.status.note.text()


def test_every_page_becomes_a_file_in_the_folder_that_the_preset_names(window, qtbot, issue: Path) -> None:
    remember(replace(presets.shipped()["plates"], final=False))
    with qtbot.waitSignal(window.worker.finished, timeout=30000):
        window.bars.do("export-again")
    folder = issue.with_suffix("")
    assert sorted(path.name for path in folder.iterdir()) == ["20260303-A01.pdf", "20260303-A02.pdf"]
    assert hand.opened == [folder]
    assert "(2)" in window.status.note.text()


def test_the_levels_of_a_folder_are_made_with_the_export(window, qtbot, issue: Path) -> None:
    """The dialog had promised the files; nothing was written, and the reason was gone when one looked."""
    remember(replace(presets.shipped()["plates"], final=False, folder="plates/{day}"))
    with qtbot.waitSignal(window.worker.finished, timeout=30000):
        window.bars.do("export-again")
    assert len(list((issue.parent / "plates" / "20260303").iterdir())) == 2


def test_nothing_is_made_up_for_a_disk_that_is_not_there_and_the_reason_stays(window, qtbot, tmp_path: Path) -> None:
    gone = tmp_path / "rip" / "plates"
    remember(replace(presets.shipped()["plates"], final=False, folder=f"{gone}/{{day}}"))
    with qtbot.waitSignal(window.worker.finished, timeout=30000):
        window.bars.do("export-again")
    assert not gone.parent.exists()
    said = window.status.note.text()
    assert "20260303" in said and "No such" not in said
    assert not window.status._fade.isActive() and not window.status.note.isHidden()
    gone.mkdir(parents=True)
    with qtbot.waitSignal(window.worker.finished, timeout=30000):
        window.bars.do("export-again")
    assert len(list((gone / "20260303").iterdir())) == 2
    assert window.status._fade.isActive()


@pytest.mark.parametrize("kind", ["screen", "png"])
def test_the_page_in_view_goes_out_alone(window, qtbot, issue: Path, kind: str) -> None:
    window.desk.turn_to("pg-2")
    remember(Preset(kind=kind, dpi=36, pages="shown", file="{label}"))
    with qtbot.waitSignal(window.worker.finished, timeout=30000):
        window.bars.do("export-again")
    written = issue.with_name("A02" + (".pdf" if kind == "screen" else ".png"))
    assert written.read_bytes()[:4] == (b"%PDF" if kind == "screen" else b"\x89PNG")
    if kind == "screen":
        with pikepdf.open(written) as pdf:
            assert len(pdf.pages) == 1


def test_the_buttons_stay_where_they_are_whatever_is_chosen_and_said(window) -> None:
    """The dialog grew under the hand: a click met bare ground, and Enter exported something else."""
    remember(presets.shipped()["text"])

    def choose(dialog) -> None:
        at = dialog.go.mapToGlobal(dialog.go.rect().center())
        for each in (*presets.shipped().values(), replace(presets.shipped()["plates"], folder="no/{such}/field")):
            dialog.form.show_preset(each)
            dialog._show_what()
            QTest.qWait(30)
            assert dialog.go.mapToGlobal(dialog.go.rect().center()).y() == at.y(), each.name
        dialog.reject()

    for size in (100, 125):
        window.bars.do(f"interface-{size}")
        answered(window, choose)


def test_errors_are_said_before_and_a_final_preset_lets_none_out(window, issue: Path) -> None:
    with_error(window)

    def look(dialog: ExportDialog) -> None:
        dialog.list.mark("proof")
        assert dialog.go.isEnabled()
        assert dialog.warning.text().startswith("还有 1 处错误会一起输出")
        dialog.list.mark("press")
        assert not dialog.go.isEnabled()
        assert "此预设不输出" in dialog.warning.text()
        # The other page has none.
        dialog.form.pages.setCurrentIndex(dialog.form.pages.findData("numbers"))
        dialog.form.numbers.setText("2")
        assert dialog.go.isEnabled()
        assert not dialog.warning.text()
        dialog.form.numbers.setText("1")
        QTest.mouseClick(dialog.see, Qt.MouseButton.LeftButton)

    answered(window, look)
    assert window.focusWidget() is window.problems.list
    remember(presets.shipped()["press"])
    window.bars.do("export-again")
    assert not window.worker.is_busy
    assert "此预设不输出" in window.status.note.text()
    assert not issue.with_suffix(".pdf").exists()


def test_the_worker_looks_for_errors_that_the_window_does_not_know_yet(window, qtbot, issue: Path) -> None:
    with_error(window)
    with qtbot.waitSignal(window.worker.finished, timeout=30000):
        window.commands.exporting.export_to(issue.with_suffix(".pdf"), presets.shipped()["press"])
    assert not issue.with_suffix(".pdf").exists()
    assert window.status.note.text()


def test_an_own_preset_is_kept_listed_stands_in_for_one_that_ships_and_goes(window, own: Path) -> None:
    def work(dialog: ExportDialog) -> None:
        dialog.list.mark("png")
        dialog.form.dpi.setValue(96)
        dialog.form.folder.setText("网站/{day}")
        dialog.keep_as("网站 图片")
        kept = presets.presets()[0]["网站 图片"]
        assert (kept.kind, kept.dpi, kept.folder, kept.ships) == ("png", 96, "网站/{day}", False)
        assert dialog.list.currentIndex().data() == "网站 图片"
        assert dialog.target.toolTip().endswith("网站/20260303/20260303-A01.png")
        assert dialog.target.text().startswith("输出 2 个文件")
        dialog.list.mark("press")
        dialog.form.final.setChecked(False)
        dialog.keep_as("press")
        assert not presets.preset("press").final
        QTest.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
        assert presets.preset("press").final
        dialog.keep_as("a/b")
        assert "a/b" in dialog.warning.text()
        dialog.reject()

    answered(window, work)
    assert [path.name for path in own.iterdir()] == ["网站 图片.toml"]


def test_a_preset_that_cannot_be_read_is_told_and_the_others_stay(window, own: Path) -> None:
    own.mkdir()
    (own / "坏的.toml").write_text("kind = 7", "utf-8")
    (own / "好的.toml").write_text('kind = "text"', "utf-8")

    def look(dialog: ExportDialog) -> None:
        texts = [row.text for row in dialog.list.rows.rows]
        assert "好的" in texts
        assert any("坏的.toml" in text for text in texts)
        dialog.reject()

    answered(window, look)


@pytest.mark.parametrize("wrong", ["{nobody}", "{", ""])
def test_a_name_that_names_nothing_is_refused_before(window, wrong: str) -> None:
    def look(dialog: ExportDialog) -> None:
        dialog.form.file.setText(wrong)
        assert not dialog.go.isEnabled()
        assert dialog.warning.text()
        dialog.reject()

    answered(window, look)


def test_the_name_that_results_is_shown_as_one_types_and_what_fields_mean(window, issue: Path) -> None:
    def look(dialog: ExportDialog) -> None:
        form = dialog.form
        form.file.clear()
        QTest.keyClicks(form.file, "{paper}-{number:02}")
        assert dialog.target.toolTip() == str(issue.with_name("白鹭洲晚报-01.pdf"))
        assert dialog.target.text().endswith("白鹭洲晚报-01.pdf")
        form.each.setChecked(True)
        assert dialog.target.text().startswith("输出 2 个文件") and dialog.target.text().endswith("-01.pdf")
        for wrong, said in (("{page}", "{page}"), ("{paper}", "同一个文件名")):
            form.file.setText(wrong)
            assert said in dialog.warning.text() and not dialog.go.isEnabled()
        form.file.setText("{foo}")
        assert "可以用：issue, paper, date, day, label, name, number" in dialog.warning.text()
        # The menu says what each field says of the first page, and puts it in.
        form.fields.menu().aboutToShow.emit()
        offered = {action.text().partition("\t")[2]: action for action in form.fields.menu().actions()}
        assert list(offered) == [f"{{{name}}}" for name in ("issue", "paper", "date", "day", "label", "name", "number")]
        assert "要闻" in offered["{name}"].text() and "{name}  版名：要闻" in form.file.toolTip()
        form.file.setText("x-")
        offered["{label}"].trigger()
        assert form.file.text() == "x-{label}" and dialog.target.toolTip().endswith("x-A01.pdf")
        dialog.reject()

    answered(window, look)


def test_open_changes_and_notes_of_the_pages_that_go_out_are_told_and_led_to(window, qtbot, issue: Path) -> None:
    def settled(dialog: ExportDialog) -> None:
        assert dialog.unsettled.isHidden() and dialog.review.isHidden()
        dialog.reject()

    answered(window, settled)
    window.bars.do("track")
    for paragraph in ("st-dock-0", "st-dock-1"):
        window.desk.apply(edits.ReplaceText("st-dock", paragraph, 0, 1, "新"))
    window.desk.apply(edits.AddNote(Note(id="nt-1", text="核实", element="el-tea")))
    window.desk.apply(edits.AddNote(Note(id="nt-2", text="好", element="el-tea", resolved=True)))

    def look(dialog: ExportDialog) -> None:
        assert dialog.unsettled.text() == "修订 2 处、批注 1 条还没有处理；按改后的文字输出"
        assert dialog.go.isEnabled()
        dialog.form.pages.setCurrentIndex(dialog.form.pages.findData("numbers"))
        dialog.form.numbers.setText("2")
        assert dialog.unsettled.isHidden() and dialog.review.isHidden()
        dialog.form.numbers.setText("1")
        QTest.mouseClick(dialog.review, Qt.MouseButton.LeftButton)

    answered(window, look)
    assert window.focusWidget() is window.review.list
    assert len(window.review.list.chosen_keys()) == 1
    assert len([row for row in window.review.list.rows.rows if row.key]) == 3
    # An export without a question tells it afterwards.
    remember(replace(presets.shipped()["text"], name="text"))
    with qtbot.waitSignal(window.worker.finished, timeout=30000):
        window.bars.do("export-again")
    assert "修订 2 处、批注 1 条还没有处理" in window.status.note.text()
    window.commands.review.settle_all(accept=True)
    window.desk.apply(edits.SetNote("nt-1", resolved=True))
    answered(window, settled)


def test_the_issue_is_packed_by_a_preset(window, qtbot, issue: Path) -> None:
    remember(presets.shipped()["package"])
    with qtbot.waitSignal(window.worker.finished, timeout=60000):
        window.bars.do("export-again")
    assert issue.with_suffix(".zip").exists()


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_everything_in_the_dialog_has_a_name(window, language: str) -> None:
    window.language.use(language)

    def look(dialog: ExportDialog) -> None:
        shown = [label.text() for label in dialog.findChildren(QLabel)]
        shown += [row.text for row in dialog.list.rows.rows]
        for name in ("kind", "standard", "profile", "pages", "after"):
            combo = getattr(dialog.form, name)
            assert combo.accessibleName()
            shown += [combo.itemText(at) for at in range(combo.count())]
        shown += [box.text() for box in (*dialog.form.marks.values(), dialog.form.each, dialog.form.final)]
        assert not [text for text in shown if text.startswith(("ui.", "exporters."))]
        dialog.reject()

    answered(window, look)


@pytest.mark.parametrize("field", ["file", "folder"])
def test_a_name_that_no_disk_takes_is_refused_and_the_dialog_opens_again(window, field: str) -> None:
    """It was a traceback at every letter, and the dialog did not open any more."""

    def type_it(dialog: ExportDialog) -> None:
        line = getattr(dialog.form, field)
        line.setText("报" * 100)
        assert not dialog.go.isEnabled() and not dialog.target.text()
        assert "太长" in dialog.warning.text()
        line.setText("头版")
        assert dialog.go.isEnabled() and "头版" in dialog.target.toolTip()

    assert answered(window, type_it)
    remember(replace(recall(), file="报" * 100))
    assert answered(window, lambda _: None)


def test_exports_of_a_window_come_from_one_process_and_are_what_one_alone_would_write(
    window, qtbot, issue: Path, tmp_path: Path
) -> None:
    first, again, alone = (tmp_path / name / "a.pdf" for name in ("first", "again", "alone"))
    for target in (first, again, alone):
        target.parent.mkdir()

    def export(target: Path) -> int:
        window.commands.exporting.export_to(target)
        qtbot.waitUntil(lambda: not window.worker.is_busy and target.exists(), timeout=30000)
        return window.worker._resident.pid

    process = export(first)
    window.desk.apply(edits.ReplaceText("st-dock", "st-dock-0", 3, 3, "新的一行"))
    assert export(again) == process
    window.worker.end()
    assert window.worker._resident.pid == 0
    assert export(alone) not in (0, process)
    assert again.read_bytes() == alone.read_bytes() != first.read_bytes()
