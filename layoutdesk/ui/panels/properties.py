"""The properties panel: area, own columns, headline and frame of the selected block; the page's name and credits otherwise."""

from __future__ import annotations

import datetime
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from layoutdesk import edits
from layoutdesk.compose.grid import bounding
from layoutdesk.model.borders import BORDERS, TINTS
from layoutdesk.model.document import Credits
from layoutdesk.model.elements import Advert, Block, Box
from layoutdesk.session import Session
from layoutdesk.ui.canvas.snapping import Edges, Sheet, area_of, moved, resized
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.fits import fit_text
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.copy import title_of
from layoutdesk.ui.panels.fields import Choice, Field, Stepper
from layoutdesk.ui.panels.insets import InsetFields
from layoutdesk.ui.panels.panel import Panel
from layoutdesk.ui.panels.story import StoryFields
from layoutdesk.ui.panels.tables import TableFields
from layoutdesk.ui.theme import UNIT, Look

#: What a block may choose from, as stored: its frame and tint, and how its columns share the width.
FRAMES: Final = ("", "box", "tint", *BORDERS)
CHOICES: Final = {
    "frame": FRAMES,
    "tint": ("", *TINTS),
    "mode": ("automatic", "absolute", "free", "relative"),
}
#: The same of a free box; without a border it is a plain rule.
BOXES: Final = {"border": ("", *BORDERS), "tint": ("", *TINTS)}
_ROLES: Final = ("editor", "designer", "proofreader")
#: The facts of the issue that the panel shows: 报名, 日期, 期号, 刊号.
_FACTS: Final = ("paper", "date", "number", "cn_number")


def _column(widget: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(2 * UNIT - 4, 0, 2 * UNIT - 4, 2 * UNIT - 4)
    layout.setSpacing(UNIT)
    return layout


class BlockFields(QWidget):
    """The fields of a block."""

    def __init__(self, desk: Desk, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._language = language
        self.name = QLabel(wordWrap=True)
        self.fit = QLabel(objectName="dim")
        self.steppers = {
            "column": Stepper(look, 1, 99), "row": Stepper(look, 1, 999), "columns": Stepper(look, 1, 99),
            "rows": Stepper(look, 1, 999), "own": Stepper(look, 0, 16), "head_size": Stepper(look, 0, 120, 2),
            "gutter": Stepper(look, 0, 9, 0.5), "wrap": Stepper(look, 0, 9, 0.5),
        }  # fmt: skip
        for name in ("gutter", "wrap"):
            self.steppers[name].figure.setDecimals(1)
        self.combos = {name: Choice() for name in CHOICES}
        self.locked = QCheckBox()
        layout = _column(self)
        layout.addWidget(self.name)
        layout.addWidget(self.fit)
        self.fields = {name: Field(stepper) for name, stepper in self.steppers.items()}
        self.fields |= {name: Field(combo) for name, combo in self.combos.items()}
        self.fields["locked"] = Field(self.locked)
        for field in self.fields.values():
            layout.addWidget(field)
        layout.addStretch()
        for name, stepper in self.steppers.items():
            stepper.stepped.connect(lambda value, name=name: self._changed(name, value))
        for name, combo in self.combos.items():
            combo.activated.connect(lambda number, name=name: self._set(**{name: CHOICES[name][number]}))
        self.locked.clicked.connect(lambda checked: self._set(locked=checked))

    def retranslate(self) -> None:
        """Shows labels and units in the language of the window."""
        text = self._language.text
        for name, field in self.fields.items():
            field.label.setText(text(f"ui.properties.{name}"))
        units = {
            "columns": "ui.unit.columns",
            "rows": "ui.unit.rows",
            "own": "ui.unit.columns",
            "head_size": "ui.unit.points",
            "gutter": "ui.unit.ems",
            "wrap": "ui.unit.ems",
        }
        none_ = {"own": "automatic", "head_size": "automatic", "gutter": "automatic", "wrap": "wrap_none"}
        for name, stepper in self.steppers.items():
            none = text(f"ui.properties.{none_[name]}") if name in none_ else ""
            stepper.name(text(f"ui.properties.{name}"), text(units[name]) if name in units else "", none=none)
        for name, combo in self.combos.items():
            chosen = combo.currentIndex()
            combo.clear()
            combo.addItems([text(f"ui.properties.{name}_{choice or 'none'}") for choice in CHOICES[name]])
            combo.setCurrentIndex(max(chosen, 0))
            combo.setAccessibleName(text(f"ui.properties.{name}"))
        self.locked.setAccessibleName(text("ui.properties.locked"))

    def show_element(self) -> None:
        """Shows the selected element as it is."""
        element, grid = self._desk.element, self._desk.grid
        area = area_of(element)
        if element is None or grid is None or not area:
            return
        bounds, spec = bounding(area), grid.template.grid
        self.steppers["column"].show_value(bounds.column + 1, most=spec.columns)
        self.steppers["row"].show_value(bounds.row + 1, most=spec.rows)
        self.steppers["columns"].show_value(bounds.columns, most=spec.columns)
        self.steppers["rows"].show_value(bounds.rows, most=spec.rows)
        block = element if isinstance(element, Block) else None
        for name in ("own", "gutter", "head_size", "locked", *CHOICES):
            self.fields[name].setVisible(block is not None)
        self.fields["wrap"].setVisible(isinstance(element, Advert))
        self.steppers["wrap"].show_value(getattr(element, "wrap", 0.0))
        for name in ("column", "row", "columns", "rows", "own", "gutter", "head_size"):
            self.steppers[name].setEnabled(not getattr(element, "locked", False))
        if block is not None:
            self.steppers["own"].show_value(block.columns)
            self.steppers["head_size"].show_value(block.head_size)
            self.steppers["gutter"].show_value(block.gutter)
            for name, value in {"frame": block.frame, "tint": block.tint, "mode": block.mode}.items():
                self.combos[name].setCurrentIndex(CHOICES[name].index(value) if value in CHOICES[name] else 0)
            self.locked.setChecked(block.locked)
        self._show_name()
        self.show_fit()

    def show_fit(self) -> None:
        """Shows the lines over or under of the selected block."""
        text = self._language.text
        said, over = [], 0
        for fit in self._desk.fits(self._desk.selection):
            over += fit.over
            said.append(text("ui.properties.lines", count=fit.lines))
            said += [fit_text(self._language, fit)] if fit.over or fit.under else []
        self.fit.setObjectName("over" if over else "dim")
        self.fit.style().polish(self.fit)
        self.fit.setText(" · ".join(said))

    def _show_name(self) -> None:
        of = getattr(self._desk.element, "story", "")
        story = next((story for story in self._desk.document.stories if of and story.id == of), None)
        self.name.setText(title_of(story) if story is not None else "")

    def _changed(self, name: str, value: float) -> None:
        if name == "own":
            self._set(columns=int(value))
        elif name in ("head_size", "gutter"):
            self._set(**{name: value})
        elif name == "wrap" and isinstance(advert := self._desk.element, Advert):
            self._desk.apply(edits.SetElement(page=self._desk.page_id, element=replace(advert, wrap=value)))
        else:
            self._resize(name, int(value))

    def _resize(self, name: str, value: int) -> None:
        grid, area = self._desk.grid, area_of(self._desk.element)
        if grid is None or not area:
            return
        bounds, sheet = bounding(area), Sheet(grid.template.grid.columns, grid.template.grid.rows, ())
        if name == "column":
            rest = moved(area, value - 1 - bounds.column, 0, sheet, 0)
        elif name == "row":
            rest = moved(area, 0, value - 1 - bounds.row, sheet, 0)
        elif name == "columns":
            rest = resized(area, Edges(1, 0), value - bounds.columns, 0, sheet, 0)
        else:
            rest = resized(area, Edges(0, 1), 0, value - bounds.rows, sheet, 0)
        if rest.area != area:
            self._desk.apply(edits.SetArea(page=self._desk.page_id, element=self._desk.selection, area=rest.area))
        self.show_element()

    def _set(self, **fields: object) -> None:
        self._desk.apply(edits.SetBlock(page=self._desk.page_id, element=self._desk.selection, **fields))


class FreeFields(QWidget):
    """What a free element is, and how far text keeps away from it (绕排)."""

    def __init__(self, desk: Desk, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._language = language
        self.kind = QLabel(objectName="dim", wordWrap=True, alignment=Qt.AlignmentFlag.AlignTop)
        self.wrap = Stepper(look, 0, 9, 0.5)
        self.wrap.figure.setDecimals(1)
        self.combos = {"border": Choice(), "tint": Choice()}
        self.fields = {"wrap": Field(self.wrap)} | {name: Field(combo) for name, combo in self.combos.items()}
        layout = _column(self)
        layout.addWidget(self.kind)
        for field in self.fields.values():
            layout.addWidget(field)
        layout.addStretch()
        self.wrap.stepped.connect(lambda value: self._set(wrap=value))
        for name, combo in self.combos.items():
            combo.activated.connect(lambda number, name=name: self._set(**{name: BOXES[name][number]}))

    def retranslate(self) -> None:
        """Shows labels and units in the language of the window."""
        text = self._language.text
        for name, field in self.fields.items():
            field.label.setText(text(f"ui.properties.{name}"))
        self.wrap.name(text("ui.properties.wrap"), text("ui.unit.ems"), none=text("ui.properties.wrap_none"))
        names = {"border": ("frame", "box"), "tint": ("tint", "none")}
        for name, combo in self.combos.items():
            kind, none = names[name]
            combo.clear()
            combo.addItems([text(f"ui.properties.{kind}_{choice or none}") for choice in BOXES[name]])
            combo.setAccessibleName(text(f"ui.properties.{name}"))

    def show_element(self) -> None:
        """Shows the selected element as it is."""
        element = self._desk.element
        for name, combo in self.combos.items():
            value = getattr(element, name, "")
            self.fields[name].setVisible(isinstance(element, Box))
            combo.setCurrentIndex(BOXES[name].index(value) if value in BOXES[name] else 0)
        self.kind.setText(self._language.text(f"ui.element.{type(element).__name__}"))
        self.fields["wrap"].setVisible(hasattr(element, "wrap"))
        self.wrap.show_value(getattr(element, "wrap", 0.0))

    def _set(self, **fields: object) -> None:
        element = self._desk.element
        if element is not None:
            self._desk.apply(edits.SetElement(page=self._desk.page_id, element=replace(element, **fields)))


class PageFields(QWidget):
    """Name and credits (责编, 美编, 校对) of the page in view."""

    def __init__(self, desk: Desk, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._language = language
        self.template = QLabel(objectName="dim", wordWrap=True)
        self.name, self.label = QLineEdit(), QLineEdit()
        self.credits = {role: QLineEdit() for role in _ROLES}
        self._shown: tuple[Session | None, str] = None, ""
        layout = _column(self)
        layout.addWidget(self.template)
        self.fields = {"page_name": Field(self.name), "page_label": Field(self.label)}
        self.fields |= {role: Field(edit) for role, edit in self.credits.items()}
        for field in self.fields.values():
            layout.addWidget(field)
        self.name.editingFinished.connect(self._set_page)
        self.label.editingFinished.connect(self._set_page)
        for edit in self.credits.values():
            edit.editingFinished.connect(self._set_credits)

    def retranslate(self) -> None:
        """Shows labels in the language of the window."""
        for name, field in self.fields.items():
            text = self._language.text(f"ui.properties.{name}")
            field.label.setText(text)
            field.label.buddy().setAccessibleName(text)

    def show_page(self) -> None:
        """Shows the page as it is; a field in which the editor writes is left alone while it is the same page."""
        page = self._desk.page
        self.setEnabled(page is not None)
        if page is None:
            self._shown = None, ""
            return
        here = self._desk.session, page.id
        turned, self._shown = here != self._shown, here
        spec = self._desk.document.template(page.template)
        size = " × ".join(f"{side:g}" for side in spec.trim_mm)
        title = spec.title.get(self._language.current, spec.name)
        grid = self._language.text("ui.properties.grid", columns=spec.grid.columns, rows=spec.grid.rows)
        self.template.setText(f"{title} · {size} mm · {grid}")
        shown = {self.name: page.name, self.label: page.label}
        shown |= {edit: " ".join(getattr(page.credits, role)) for role, edit in self.credits.items()}
        for edit, value in shown.items():
            if edit.text() != value and (turned or not edit.hasFocus()):
                edit.setText(value)

    def _set_page(self) -> None:
        page = self._desk.page
        if page is not None and (self.name.text(), self.label.text()) != (page.name, page.label):
            self._desk.apply(edits.SetPage(page=page.id, name=self.name.text(), label=self.label.text()))

    def _set_credits(self) -> None:
        page = self._desk.page
        if page is None:
            return
        named = {role: tuple(edit.text().replace("、", " ").split()) for role, edit in self.credits.items()}
        credits_ = Credits(**named)
        if credits_ != page.credits:
            self._desk.apply(edits.SetCredits(page=page.id, credits=credits_))


class IssueFields(QWidget):
    """What the issue is: paper, date, numbers. It is printed on its pages, and never made up where it is missing."""

    def __init__(self, desk: Desk, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._language = language
        self.title = QLabel(objectName="title")
        self.edits = {name: QLineEdit() for name in _FACTS}
        self._shown: Session | None = None
        self.fields = {name: Field(edit) for name, edit in self.edits.items()}
        layout = _column(self)
        layout.addWidget(self.title)
        for name, field in self.fields.items():
            layout.addWidget(field)
            self.edits[name].editingFinished.connect(self._set)
        layout.addStretch()
        self.edits["date"].setInputMask("0000-00-00")

    def retranslate(self) -> None:
        """Shows labels in the language of the window."""
        self.title.setText(self._language.text("ui.properties.issue"))
        for name, field in self.fields.items():
            text = self._language.text(f"ui.properties.{name}")
            field.label.setText(text)
            self.edits[name].setAccessibleName(text)

    def show_issue(self) -> None:
        """Shows the issue as it is; a field in which the editor writes is left alone while it is the same issue."""
        meta, session = self._desk.document.meta, self._desk.session
        opened, self._shown = session is not self._shown, session
        for name, edit in self.edits.items():
            if edit.text() != getattr(meta, name) and (opened or not edit.hasFocus()):
                edit.setText(getattr(meta, name))

    def _set(self) -> None:
        """Takes the facts over; a date that is none is put back as it was."""
        meta = self._desk.document.meta
        facts = {name: edit.text().strip() for name, edit in self.edits.items()}
        facts["date"] = facts["date"] if _is_date(facts["date"]) else ""
        if facts["date"] == "" and any(char.isdigit() for char in self.edits["date"].text()):
            facts["date"] = meta.date
            self.edits["date"].setText(meta.date)
        changed = replace(meta, **facts)
        if changed != meta:
            self._desk.apply(edits.SetMeta(changed))


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


class PropertiesPanel(Panel):
    """What is selected, as figures."""

    def __init__(self, desk: Desk, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__("ui.panel.page", language, parent)
        self._desk = desk
        self.block = BlockFields(desk, look, language)
        self.page = PageFields(desk, language)
        self.issue = IssueFields(desk, language)
        sheet = QWidget()
        rows = QVBoxLayout(sheet)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.page)
        rows.addWidget(self.issue, 1)
        self.sheet = QScrollArea(widgetResizable=True, frameShape=QScrollArea.Shape.NoFrame)
        self.sheet.setWidget(sheet)
        self.other = FreeFields(desk, look, language)
        self.story = StoryFields(desk, language)
        self.insets = InsetFields(desk, look, language)
        self.tables = TableFields(desk, look, language)
        chosen = QWidget()
        rows = QVBoxLayout(chosen)
        rows.setContentsMargins(0, 0, 0, 0)
        for widget in (self.block, self.other, self.story, self.insets, self.tables):
            rows.addWidget(widget)
        rows.addStretch()
        self.chosen = QScrollArea(widgetResizable=True, frameShape=QScrollArea.Shape.NoFrame)
        self.chosen.setWidget(chosen)
        self.chosen.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.stack = QStackedWidget()
        for area in (self.sheet, self.chosen):
            self.stack.addWidget(area)
        self.body.addWidget(self.stack)
        for signal in (desk.opened, desk.edited, desk.page_turned, desk.selected):
            signal.connect(self.refresh)
        desk.previewed.connect(self.block.show_fit)
        desk.page_composed.connect(lambda _: self.block.show_fit())
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self.block.retranslate()
        self.other.retranslate()
        self.page.retranslate()
        self.issue.retranslate()
        self.story.retranslate()
        self.insets.retranslate()
        self.tables.retranslate()
        self.refresh()

    def refresh(self, *_: object) -> None:
        """Shows the selected element, or the page where nothing is selected."""
        element = self._desk.element
        self.story.show_story()
        self.insets.show_pictures()
        self.tables.show_tables()
        if element is None:
            self._code = "ui.panel.page"
            self.page.show_page()
            self.issue.show_issue()
            self.stack.setCurrentWidget(self.sheet)
            super().retranslate()
            return
        self.stack.setCurrentWidget(self.chosen)
        self.block.setVisible(bool(area_of(element)))
        self.other.setVisible(not area_of(element))
        if area_of(element):
            self._code = "ui.panel.advert" if isinstance(element, Advert) else "ui.panel.block"
            self.block.show_element()
        else:
            self._code = "ui.panel.element"
            self.other.show_element()
        super().retranslate()
