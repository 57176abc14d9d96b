"""The dialog for a new issue (新建一期): date and number of pages are enough, everything else comes from the issue before.

What is asked for is drawn beside the fields as it will be made.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from layoutdesk.edits.folios import folio
from layoutdesk.makeup.newissue import LABELS, MOST_PAGES, IssueWish, former_page, lunar_of, template_at
from layoutdesk.makeup.papers import Paper, next_day, next_number
from layoutdesk.model.document import is_chinese
from layoutdesk.model.template import Template
from layoutdesk.ui import icons
from layoutdesk.ui.canvas.colours import Colours
from layoutdesk.ui.language import Language
from layoutdesk.ui.month import Month
from layoutdesk.ui.panels.fields import Choice, Field, Line, Stepper
from layoutdesk.ui.sheets import Little, Sheets
from layoutdesk.ui.textsize import keep_size
from layoutdesk.ui.theme import UNIT, Look

#: What no name of a file may hold, on any system.
_UNFIT: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
#: Of a file's name without its suffix, in bytes: others are made of it while it is written, and 255 are the most.
_LONGEST_NAME: Final = 200
_DATE: Final = re.compile(r"(?:(\d{4})\s*[-/.年]?\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\Z|(\d{4})(\d{2})(\d{2})\Z")
#: The width of the fields with their labels, in logical pixels.
_FORM: Final = 364
#: An issue has so many pages where nothing is known of the one before.
_USUAL: Final = 4


def day_of(text: str, near: datetime.date) -> datetime.date | None:
    """The day that a text says: 2026-03-04, 2026/3/4, 20260304, 3月4日; without a year that of ``near``."""
    found = _DATE.match(text.strip())
    if found is None:
        return None
    year, month, day = found.group(4, 5, 6) if found[4] else (found[1] or near.year, found[2], found[3])
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


class DateField(QWidget):
    """A day between two buttons; Up and Down go a day on or back, PgUp and PgDown a month. ``changed`` by whatever hand."""

    changed = Signal()

    def __init__(self, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._language = look, language
        self._day = datetime.date.today()
        self.line = Line()
        self.less, self.more = QToolButton(), QToolButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for button, by, icon in ((self.less, -1, "previous"), (self.more, 1, "next")):
            button.setIcon(icons.icon(icon, look.theme))
            button.setIconSize(QSize(14, 14))
            button.setAutoRepeat(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, by=by: self.step(by))
        row.addWidget(self.less)
        row.addWidget(self.line, 1)
        self.open = QToolButton()
        self.open.setIcon(icons.icon("calendar", look.theme))
        self.open.setIconSize(QSize(16, 16))
        self.open.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.open.clicked.connect(self.show_month)
        row.addWidget(self.more)
        row.addWidget(self.open)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(lambda _: self.changed.emit())
        self.line.editingFinished.connect(self._settle)

    @property
    def day(self) -> datetime.date | None:
        """The day that stands in the field; nothing where it says none."""
        return day_of(self.line.text(), self._day)

    def show_day(self, day: datetime.date) -> None:
        """Shows a day."""
        self._day = day
        self.line.show_text(day.isoformat(), anew=True)
        self.changed.emit()

    def step(self, days: int) -> None:
        """Goes days on or back."""
        self.show_day((self.day or self._day) + datetime.timedelta(days=days))

    def show_month(self) -> Month:
        """Opens the month of the day under the field, to choose another."""
        month = Month(self.day or self._day, self._look, self._language, self)
        month.chosen.connect(self.show_day)
        month.move(self.mapToGlobal(QPoint(self.line.x(), self.height() + 4)))
        month.show()
        month.setFocus()
        return month

    def _settle(self) -> None:
        if self.day is not None:
            self.show_day(self.day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: -30, Qt.Key.Key_PageDown: 30}
        if (step := steps.get(Qt.Key(event.key()))) is not None:
            self.step(step)
        else:
            super().keyPressEvent(event)


class NewIssue(QDialog):
    """Asks for a new issue; ``made`` gives the wish and the file. ``elsewhere`` asks for another file."""

    made = Signal(object, object)
    elsewhere = Signal()

    def __init__(
        self,
        papers: Sequence[Paper],
        templates: Mapping[str, Template],
        folder: Path,
        look: Look,
        language: Language,
        colours: Colours,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._papers = {paper.meta.paper: paper for paper in papers}
        self._shipped, self._folder = dict(templates), folder
        self._look, self._language = look, language
        #: The file that was chosen by hand, and whether number and inside template were.
        self._file: Path | None = None
        self._number_given = self._inside_given = False
        self._taken: Paper | None = None
        self._make_fields(colours)
        self._lay_out()
        self._connect()
        self.paper.addItems(list(self._papers))
        self._take_paper()
        (self.date if papers else self.paper).setFocus()

    # Fields

    def _make_fields(self, colours: Colours) -> None:
        text = self._language.text
        self.paper = QComboBox(editable=True, insertPolicy=QComboBox.InsertPolicy.NoInsert)
        self.paper.completer().setCaseSensitivity(Qt.CaseSensitivity.CaseSensitive)
        self.date = DateField(self._look, self._language)
        self.day, self.before = QLabel(objectName="dim"), QLabel(objectName="dim", wordWrap=True)
        self.number = Line()
        self.pages = Stepper(self._look, 1, MOST_PAGES)
        self.labels, self.front, self.inside = Choice(), Choice(), Choice()
        self.keeps = QCheckBox(text("ui.newissue.keeps"))
        self.sheets = Sheets(self._look, colours)
        self.place = QLabel(objectName="dim", textFormat=Qt.TextFormat.PlainText)
        self.choose = QPushButton(text("ui.newissue.elsewhere"))
        for label in LABELS:
            first = folio(label)
            assert first is not None
            self.labels.addItem(text("ui.newissue.counted", first=label, second=first.next().label), label)

    def _lay_out(self) -> None:
        text = self._language.text
        self.setWindowTitle(text("ui.newissue.title"))
        form = QVBoxLayout()
        form.setSpacing(UNIT)
        named = (
            ("paper", self.paper), ("date", self.date), ("", self.day), ("number", self.number), ("", self.before),
            ("pages", self.pages), ("labels", self.labels), ("front", self.front), ("inside", self.inside), ("", self.keeps),
        )  # fmt: skip
        for name, widget in named:
            field = Field(widget)
            keep_size(field, least_width=_FORM)
            if name:
                field.label.setText(text(f"ui.newissue.{name}"))
                (widget.line if isinstance(widget, DateField) else widget).setAccessibleName(field.label.text())
            form.addWidget(field)
        self.pages.name(text("ui.newissue.pages"), text("ui.newissue.page_unit"))
        self.date.less.setAccessibleName(text("ui.newissue.day_before"))
        self.date.more.setAccessibleName(text("ui.newissue.day_after"))
        self.date.open.setAccessibleName(text("ui.newissue.choose_day"))
        self.date.open.setToolTip(text("ui.newissue.choose_day"))
        form.addStretch(1)
        beside = QHBoxLayout()
        beside.setSpacing(4 * UNIT)
        beside.addLayout(form, 0)
        beside.addWidget(self.sheets, 1)
        where = QHBoxLayout()
        where.addWidget(self.place, 1)
        where.addWidget(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addLayout(beside, 1)
        column.addLayout(where)
        column.addWidget(self._buttons())
        # Not before it is in the dialog, or Enter would press the first button that lies on its way.
        self.go.setDefault(True)
        self.resize(760, 480)

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.go = buttons.addButton(self._language.text("ui.newissue.go"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setObjectName("primary")
        buttons.addButton(self._language.text("ui.dialog.cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._make)
        buttons.rejected.connect(self.reject)
        return buttons

    def _connect(self) -> None:
        self.paper.editTextChanged.connect(self._take_paper)
        self.date.changed.connect(self._take_date)
        self.number.textEdited.connect(self._give_number)
        self.pages.stepped.connect(lambda _: self._show())
        self.labels.activated.connect(lambda _: self._show())
        self.front.activated.connect(lambda _: self._take_front())
        self.inside.activated.connect(lambda _: self._give_inside())
        self.keeps.toggled.connect(lambda _: self._show())
        self.choose.clicked.connect(self.elsewhere)

    # What follows from what

    @property
    def former(self) -> Paper:
        """What is known of the newspaper that stands in the field."""
        return self._papers.get(self.paper.currentText().strip(), Paper())

    @property
    def templates(self) -> dict[str, Template]:
        """The templates to choose from: the paper's own before those that come with the program."""
        return {each.name: each for each in self.former.templates} | {
            name: each for name, each in self._shipped.items() if all(own.name != name for own in self.former.templates)
        }

    def _take_paper(self) -> None:
        """Another newspaper: everything else as its issue before had it. One that nobody knows changes nothing but its name."""
        former = self.former
        if former == self._taken:
            self._show()
            return
        self._taken = former
        pages = former.pages
        self._number_given = self._inside_given = False
        self._fill(self.front, pages[0].template if pages else "broadsheet-front")
        others = dict.fromkeys(page.template for page in pages[1:])
        self._fill(self.inside, next(iter(others), ""))
        if not others:
            self._suit_inside()
        elif len(others) > 1:
            self.inside.insertItem(0, self._language.text("ui.newissue.as_before"), "")
            self.inside.setCurrentIndex(0)
        self.pages.show_value(len(pages) or _USUAL)
        label = pages[0].label if pages else ""
        self.labels.setCurrentIndex(max(0, self.labels.findData(label)))
        self.keeps.setChecked(bool(pages))
        self.keeps.setVisible(bool(pages))
        self.date.show_day(next_day(former) or datetime.date.today() + datetime.timedelta(days=1))

    def _fill(self, choice: Choice, wanted: str) -> None:
        choice.clear()
        for name, template in self.templates.items():
            width, height = template.trim_mm
            title = template.title.get(self._language.current, template.name)
            choice.addItem(f"{title}　{width:g} × {height:g}", name)
        choice.setCurrentIndex(max(0, choice.findData(wanted)))

    def _take_date(self) -> None:
        """Another day: weekday, lunar date and number go with it."""
        day, former = self.date.day, self.former
        text = self._language.text
        self.day.setObjectName("dim" if day is not None else "over")
        self.day.style().polish(self.day)
        if day is None:
            self.day.setText(text("ui.newissue.no_day"))
        else:
            weekday = text(f"ui.newissue.weekday_{day.weekday()}")
            lunar = lunar_of(day) if is_chinese(former.meta.language) else ""
            self.day.setText("　".join(part for part in (weekday, lunar) if part))
            if not self._number_given:
                self.number.show_text(next_number(former, day), anew=True)
        last = next(((day, number) for day, number in former.issues if number), None)
        self.before.setText(text("ui.newissue.before", date=last[0], number=last[1]) if last else "")
        self.before.parentWidget().setVisible(last is not None)
        self._show()

    def _give_number(self, number: str) -> None:
        """A number given by hand stays; emptied, it is counted again."""
        self._number_given = bool(number)
        self._show()

    def _give_inside(self) -> None:
        self._inside_given = True
        self._show()

    def _take_front(self) -> None:
        """Another first page: the others stay as they are where they are on the same sheet."""
        if not self._inside_given and self._sheets_of_inside() != {self.templates[self.front.currentData()].trim_mm}:
            self._suit_inside()
        self._show()

    def _sheets_of_inside(self) -> set[tuple[float, float]]:
        """The sizes of the sheets of the inside pages, in millimetres; pages as the issue before had them may have several."""
        wanted = self.inside.currentData()
        names = [wanted] if wanted else [page.template for page in self.former.pages[1:]]
        return {self.templates[name].trim_mm for name in names if name in self.templates}

    def _suit_inside(self) -> None:
        """The inside pages on the same sheet as the first."""
        sheet = self.templates[self.front.currentData()].trim_mm
        found = (name for name, each in self.templates.items() if each.trim_mm == sheet and each.masthead is None)
        self.inside.setCurrentIndex(max(0, self.inside.findData(next(found, self.front.currentData()))))

    # The answer

    @property
    def wish(self) -> IssueWish | None:
        """What is asked for as the dialog stands; nothing where the date is none."""
        day = self.date.day
        if day is None:
            return None
        return IssueWish(
            paper=self.paper.currentText().strip(), date=day, number=self.number.text().strip(),
            pages=round(self.pages.figure.value()), front=self.front.currentData(), inside=self.inside.currentData(),
            label=self.labels.currentData(), keeps=self.keeps.isChecked(), paper_before=self.former,
        )  # fmt: skip

    @property
    def file(self) -> Path:
        """Where the issue is to lie: the file chosen by hand, else one of its own named by paper and date."""
        if self._file is not None:
            return self._file
        wish = self.wish
        day = wish.date.isoformat() if wish is not None else ""
        name = _UNFIT.sub(" ", " ".join(part for part in (self.paper.currentText().strip(), day) if part)).strip(" .")
        name = name.encode()[:_LONGEST_NAME].decode(errors="ignore").strip()
        path = self._folder / f"{name or 'LayoutDesk'}.ldesk"
        return next(each for each in _names(path) if not each.exists())

    def use_file(self, path: Path) -> None:
        """Takes the file that was chosen by hand."""
        self._file = path
        self._show()

    def _show(self) -> None:
        """Draws what is asked for, and says where it is to lie."""
        wish = self.wish
        self.go.setEnabled(wish is not None)
        width = max(200, self.width() - 200)
        shown = QFontMetrics(self.place.font()).elidedText(str(self.file), Qt.TextElideMode.ElideMiddle, width)
        self.place.setText(shown)
        self.place.setToolTip(str(self.file))
        if wish is None:
            return
        first, templates = folio(wish.label), self.templates
        assert first is not None
        sheets = [
            Little(templates[template_at(wish, at)], first.next(at).label, former_page(wish, at).name)
            for at in range(wish.pages)
        ]
        told = self._language.text("ui.newissue.told", paper=wish.paper, date=wish.date.isoformat(), pages=wish.pages)
        self.sheets.show_issue(wish.paper, sheets, told)

    def _make(self) -> None:
        wish = self.wish
        if wish is not None:
            file = self.file
            self.accept()
            self.made.emit(wish, file)


def _names(path: Path) -> Iterator[Path]:
    """Names for a file, the plain one first."""
    yield path
    yield from (path.with_name(f"{path.stem} ({n}){path.suffix}") for n in count(2))
