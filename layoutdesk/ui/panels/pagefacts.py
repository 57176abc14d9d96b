"""The fields of the page in view: its template, name, label and credits (责编, 美编, 校对)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from layoutdesk import edits
from layoutdesk.makeup.papers import ROLES
from layoutdesk.model.document import Credits, Page
from layoutdesk.model.library import known_templates
from layoutdesk.model.template import Template
from layoutdesk.session import Session
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Choice, Field, Line, Words, column_in
from layoutdesk.ui.panels.people import PARTED, People
from layoutdesk.ui.paperbook import people


class PageFields(QWidget):
    """Template, name and credits of the page in view; ``template_wanted`` gives the template that was chosen for it."""

    template_wanted = Signal(object)

    def __init__(self, desk: Desk, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._language = language
        self.template, self.grid = Choice(), Words()
        self._templates: tuple[Template, ...] = ()
        self.name, self.label = Line(), Line()
        self.credits = {role: People(partial(self._people, role)) for role in ROLES}
        self._shown: tuple[Session | None, str] = None, ""
        layout = column_in(self)
        self.fields = {"page_template": Field(self.template)}
        self.fields |= {"page_name": Field(self.name), "page_label": Field(self.label)}
        self.fields |= {role: Field(edit) for role, edit in self.credits.items()}
        for field in self.fields.values():
            layout.addWidget(field)
        layout.insertWidget(1, self.grid)
        self.template.activated.connect(self._choose_template)
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
        """Shows the page as it is; what is half typed in a field is left alone while it is the same page."""
        page = self._desk.page
        self.setEnabled(page is not None)
        if page is None:
            self._shown = None, ""
            return
        here = self._desk.session, page.id
        turned, self._shown = here != self._shown, here
        self._show_template(page)
        shown = {self.name: page.name, self.label: page.label}
        shown |= {edit: " ".join(getattr(page.credits, role)) for role, edit in self.credits.items()}
        for edit, value in shown.items():
            edit.show_text(value, anew=turned)

    def _show_template(self, page: Page) -> None:
        """The template among those that the page may have, and the grid that it gives."""
        document, text = self._desk.document, self._language.text
        templates = tuple(known_templates(document).values())
        titles = [each.title.get(self._language.current, each.name) for each in templates]
        if templates != self._templates or titles != [self.template.itemText(n) for n in range(self.template.count())]:
            self._templates = templates
            self.template.clear()
            self.template.addItems(titles)
        spec = document.template(page.template)
        self.template.setCurrentIndex(next(n for n, each in enumerate(templates) if each.name == spec.name))
        size = " × ".join(f"{side:g}" for side in spec.trim_mm)
        grid = text("ui.properties.grid", columns=spec.grid.columns, rows=spec.grid.rows)
        said = f"{size} {text('ui.unit.mm')} · {grid}"
        if said != self.grid.text():
            self.grid.say(said)

    def _choose_template(self, at: int) -> None:
        self.template_wanted.emit(self._templates[at])

    def _people(self, role: str) -> list[str]:
        return people(self._desk.document, role)

    def _set_page(self) -> None:
        page = self._desk.page
        if page is not None and (self.name.text(), self.label.text()) != (page.name, page.label):
            self._desk.apply(edits.SetPage(page=page.id, name=self.name.text(), label=self.label.text()))

    def _set_credits(self) -> None:
        page = self._desk.page
        if page is None:
            return
        named = {role: tuple(filter(None, PARTED.split(edit.text()))) for role, edit in self.credits.items()}
        credits_ = Credits(**named)
        if credits_ != page.credits:
            self._desk.apply(edits.SetCredits(page=page.id, credits=credits_))
