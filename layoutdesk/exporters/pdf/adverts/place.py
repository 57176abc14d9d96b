"""An advert from its bytes to a form in our file."""

from __future__ import annotations

from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.exporters.pdf.adverts.copying import Copier
from layoutdesk.exporters.pdf.adverts.opening import FAULTS, inherited, left_out, opened, shown
from layoutdesk.exporters.pdf.adverts.survey import Rules, Survey
from layoutdesk.exporters.pdf.document import PdfFile, Reference, number

#: A page of half a metre becomes a unit square: its matrix has seven places before the first digit of a micrometre.
_PLACES = 9


def place(file: PdfFile, data: bytes, name: str, rules: Rules) -> tuple[Reference, tuple[Problem, ...]]:
    """Writes the first page of the PDF ``data`` as a form that fills the unit square, upright, cut to its trim.

    Also gives notes on what does not come along. Raises ``Refusal`` naming the file and the reason where it may not be
    printed: locked or damaged, a font that is not embedded, colour that is not of inks, hidden layers, and, where ``rules``
    forbid them, transparency, what PDF 1.3 does not know, and colour on a page in black. Nothing is written before all of it
    was looked at.
    """
    with opened(data, name) as pdf:
        try:
            page = pdf.pages[0].obj
            part = shown(page, name)
            survey = Survey(pdf, name, rules)
            content = survey.page(page, inherited(page, "/Resources"))
            entries = {
                "/Type": "/XObject",
                "/Subtype": "/Form",
                "/BBox": f"[{' '.join(number(value) for value in part.box)}]",
                "/Matrix": f"[{' '.join(number(value, _PLACES) for value in part.matrix)}]",
            }
            form = Copier(file, survey, name).form(page, content, entries)
        except FAULTS as fault:
            raise Refusal("exporters.advert-damaged", file=name) from fault
        notes = left_out(pdf, name)
        if survey.numbers_kept:
            notes += (Problem(code="exporters.advert-profile", severity="note", args={"file": name}),)
        return form, notes
