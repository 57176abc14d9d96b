"""The properties panel: area, fields of its kind, story, pictures and tables of the selected element; else page and issue."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QCheckBox, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from layoutdesk.base.problem import Problem
from layoutdesk.checks.issue import REQUIRED_FACTS
from layoutdesk.model.elements import Advert, Block, Element, area_of
from layoutdesk.ui.beat import BEAT_MS
from layoutdesk.ui.canvas.free import FreeRest
from layoutdesk.ui.canvas.snapping import Rest
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.area import AreaFields
from layoutdesk.ui.panels.element import ElementFields
from layoutdesk.ui.panels.fields import Choice, column_in
from layoutdesk.ui.panels.insets import InsetFields
from layoutdesk.ui.panels.issuefacts import IssueFields
from layoutdesk.ui.panels.kinds import KINDS
from layoutdesk.ui.panels.pagefacts import PageFields
from layoutdesk.ui.panels.panel import Panel
from layoutdesk.ui.panels.place import PlaceFields
from layoutdesk.ui.panels.story import StoryFields
from layoutdesk.ui.panels.tables import TableFields
from layoutdesk.ui.panels.template import TemplateFields
from layoutdesk.ui.panels.text import TextFields
from layoutdesk.ui.theme import Look
from layoutdesk.ui.turns import Urgency


class PropertiesPanel(Panel):
    """What is selected, as figures."""

    def __init__(self, desk: Desk, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__("ui.panel.page", language, parent)
        self._desk = desk
        self.page, self.issue = PageFields(desk, language), IssueFields(desk, language)
        self.template = TemplateFields(desk, look, language)
        self.sheet, self.shape = _scrolled(self.page, self.issue), _scrolled(self.template)
        self.name = QLabel(objectName="dim", wordWrap=True, alignment=Qt.AlignmentFlag.AlignTop)
        self.named = QWidget()
        column_in(self.named).addWidget(self.name)
        self.text = TextFields(desk, look, language)
        self.area = AreaFields(desk, look, language)
        self.place = PlaceFields(desk, look, language)
        self.kinds = {kind: ElementFields(rows, desk, look, language) for kind, rows in KINDS.items()}
        self.story = StoryFields(desk, language)
        self.insets = InsetFields(desk, look, language)
        self.tables = TableFields(desk, look, language)
        self._fields = (
            self.text, self.area, self.place, *self.kinds.values(), self.story, self.insets, self.tables,
        )  # fmt: skip
        self.chosen = _scrolled(self.named, *self._fields, QWidget())
        self.stack = QStackedWidget()
        for area in (self.sheet, self.shape, self.chosen):
            self.stack.addWidget(area)
        self.body.addWidget(self.stack)
        for signal in (desk.opened, desk.page_turned, desk.selected, desk.part_held):
            signal.connect(self.refresh)
        desk.templating.changed.connect(self.refresh)
        desk.stirring.tell(self.refresh)
        desk.previewed.connect(self.area.show_fit)
        self._rest: Rest | FreeRest | None = None
        self._beat = QTimer(self, singleShot=True, interval=BEAT_MS)
        self._beat.timeout.connect(lambda: desk.turns.ask(self._show_rest, Urgency.PANEL))
        desk.resting.connect(self._follow)
        desk.page_composed.connect(lambda _: self.area.show_fit())
        for leaving in (*self.findChildren(Choice), *self.kinds.values()):
            leaving.left.connect(self.left)
        for tick in self.findChildren(QCheckBox):
            # A click on it takes no key away from the page.
            tick.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        for fields in (self.page, self.issue, self.template, *self._fields):
            fields.retranslate()
        self.refresh()

    def room(self) -> int:
        area = self.stack.currentWidget()
        assert isinstance(area, QScrollArea)
        return area.widget().sizeHint().height()

    def refresh(self, *_: object) -> None:
        """Shows the selected element, or the page where nothing is selected."""
        element, session = self._desk.element, self._desk.session
        for area in (self.sheet, self.shape, self.chosen):
            area.widget().setEnabled(session is None or not session.read_only)
        self.insets.show_pictures()
        if element is None and self._desk.templating.is_on:
            self._code = "ui.panel.template"
            self.template.show_template()
            self.stack.setCurrentWidget(self.shape)
        elif element is None:
            self._code = "ui.panel.page"
            self.page.show_page()
            self.issue.show_issue()
            self.stack.setCurrentWidget(self.sheet)
        else:
            self.stack.setCurrentWidget(self.chosen)
            self._show(element)
        super().retranslate()
        self.needs.emit()

    def show_field(self, problem: Problem) -> QWidget | None:
        """Brings the field of the page or the issue into sight that lacks what a problem asks for; nothing for others."""
        fact = dict(REQUIRED_FACTS).get(problem.code)
        if fact is not None:
            field: QWidget | None = self.issue.edits[fact]
        elif problem.code == "check.missing-page-number":
            field = self.page.label
        elif problem.code == "check.missing-credits":
            field = next((edit for edit in self.page.credits.values() if not edit.text()), None)
        else:
            field = None
        if field is not None and self.stack.currentWidget() is self.sheet:
            if self.is_folded:
                self.fold(False)
            self.sheet.ensureWidgetVisible(field)
        return field

    def _follow(self, rest: Rest | FreeRest | None) -> None:
        """Follows what is in the hand some times a second: fields are painted slower than the page. Let go, it is shown at once."""
        self._rest = rest
        if rest is None:
            self._beat.stop()
            self._desk.turns.drop(self._show_rest)
            self._show_rest()
        elif not self._beat.isActive():
            self._beat.start()

    def _show_rest(self) -> None:
        """While the selected element is in the hand: where it would come to rest; what it is again when it is let go."""
        if isinstance(self._rest, FreeRest):
            self.place.show_rects([self._rest.rect])
        elif self._rest is not None:
            self.area.show_area(self._rest.area)
        else:
            self.area.show_element()
            self.place.show_elements()

    def _show(self, element: Element) -> None:
        """Shows what is selected: a picture in a block by its own fields alone, several elements by what they have in common."""
        chosen, on_grid = self._desk.elements, bool(area_of(element))
        several, in_block = len(chosen) > 1, isinstance(element, Block) and self._desk.part is not None
        one_kind = len({type(each) for each in chosen}) == 1
        self._code = "ui.panel.element"
        if on_grid and one_kind:
            self._code = "ui.panel.advert" if isinstance(element, Advert) else "ui.panel.block"
        if in_block:
            self._code = "ui.panel.picture"
        self.area.setVisible(on_grid and not several and not in_block)
        self.area.show_element()
        self.place.show_elements()
        self._name(element, several=several)
        for kind, fields in self.kinds.items():
            fields.setVisible(one_kind and isinstance(element, kind) and not in_block)
            if one_kind and isinstance(element, kind):
                fields.show_elements(chosen)
        self.story.show_story()
        self.tables.show_tables()
        if several or in_block:
            self.story.hide()
            self.tables.hide()

    def _name(self, element: Element, *, several: bool) -> None:
        """Names what is selected where no other field does."""
        text = self.language.text
        self.named.setVisible(self.place.isHidden() if several else not area_of(element))
        if several:
            self.name.setText(text("ui.place.several", count=len(self._desk.elements)))
        else:
            self.name.setText(text(f"ui.element.{type(element).__name__}"))


def _scrolled(*widgets: QWidget) -> QScrollArea:
    """Widgets under one another in a part of the panel that scrolls; the last takes what is left."""
    held = QWidget()
    rows = QVBoxLayout(held)
    rows.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        rows.addWidget(widget, 1 if widget is widgets[-1] else 0)
    area = QScrollArea(widgetResizable=True, frameShape=QScrollArea.Shape.NoFrame)
    # Its fields have the keys; it follows them by itself.
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(held)
    return area
