"""The fields of a template's measures (版式), while the hand is on it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from layoutdesk.makeup.measures import MEASURES, measures_of
from layoutdesk.ui.beat import Beat
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Field, Stepper, Words, column_in
from layoutdesk.ui.theme import Look


class TemplateFields(QWidget):
    """A stepper for each measure of the template of the page in view."""

    def __init__(self, desk: Desk, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._language = desk, language
        self.said = Words()
        self.steppers = {name: Stepper(look, 0, 1, measure.step) for name, measure in MEASURES.items()}
        self.fields = {name: Field(stepper) for name, stepper in self.steppers.items()}
        layout = column_in(self)
        layout.addWidget(self.said)
        for name, field in self.fields.items():
            layout.addWidget(field)
            stepper = self.steppers[name]
            stepper.figure.setDecimals(0 if MEASURES[name].unit in ("columns", "rows") else 1)
            stepper.stepped.connect(lambda value, name=name: self._give(name, value))
        Beat(desk, self.show_template, self)

    def retranslate(self) -> None:
        """Shows labels and units in the language of the window."""
        text = self._language.text
        for name, stepper in self.steppers.items():
            label = text(f"ui.template.{name}")
            self.fields[name].label.setText(label)
            stepper.name(label, text(f"ui.unit.{MEASURES[name].unit}"))

    def show_template(self) -> None:
        """Shows the template as it is, and how many pages have it."""
        desk, template = self._desk, self._desk.templating.template
        if template is None or not desk.templating.is_on:
            return
        count = sum(page.template == template.name for page in desk.document.pages)
        name = template.title.get(self._language.current, template.name)
        self.said.say(self._language.text("ui.template.of", name=name, count=count))
        has = measures_of(template)
        for name, stepper in self.steppers.items():
            self.fields[name].setVisible(name in has)
            if name in has:
                least, most = MEASURES[name].bounds(template)
                stepper.figure.blockSignals(True)
                stepper.figure.setMinimum(min(least, MEASURES[name].of(template)))
                stepper.figure.blockSignals(False)
                stepper.show_value(MEASURES[name].of(template), most=max(most, MEASURES[name].of(template)))

    def _give(self, name: str, value: float) -> None:
        self._desk.templating.give(**{name: value})
        self.show_template()
