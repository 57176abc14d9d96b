"""The problems panel: what wants attention, errors first; a click jumps to the place."""

from __future__ import annotations

from collections import Counter
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from layoutdesk import edits
from layoutdesk.base.problem import Problem
from layoutdesk.checks.issue import query_problem
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.copy import title_of
from layoutdesk.ui.panels.panel import Panel
from layoutdesk.ui.panels.rows import Row, RowList
from layoutdesk.ui.theme import UNIT, Look

#: Severities, the gravest first, with the colour of the theme that shows them.
SEVERITIES: Final = {"error": "error", "warning": "warning", "query": "warning", "note": "dim"}


def all_problems(desk: Desk) -> list[tuple[str, Problem]]:
    """Every problem with the key of its row, the gravest first; a query's key names it, so that it can be settled."""
    found = [(f"problem {number}", problem) for number, problem in enumerate(desk.problems)]
    found += [(f"query {query.id}", query_problem(query)) for query in desk.document.queries if query.state == "open"]
    ranks = list(SEVERITIES)
    return sorted(found, key=lambda item: ranks.index(item[1].severity))


class ProblemsPanel(Panel):
    """The problems of the issue. ``jumped`` carries the problem whose place is to be shown."""

    jumped = Signal(object)
    counted = Signal(object)

    def __init__(self, desk: Desk, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__("ui.panel.problems", language, parent)
        self._desk = desk
        self._problems: dict[str, Problem] = {}
        self.list = RowList(look)
        self.body.addWidget(self.list)
        self.accept = QPushButton(objectName="primary")
        self.dismiss = QPushButton()
        self.answers = QWidget()
        answers = QHBoxLayout(self.answers)
        answers.setContentsMargins(2 * UNIT - 4, UNIT, 2 * UNIT - 4, UNIT)
        answers.addStretch()
        answers.addWidget(self.dismiss)
        answers.addWidget(self.accept)
        self.body.addWidget(self.answers)
        self._query = ""
        self._chosen: Problem | None = None
        self.list.chosen.connect(self._jump)
        self.accept.clicked.connect(lambda: self._settle(accepted=True))
        self.dismiss.clicked.connect(lambda: self._settle(accepted=False))
        desk.opened.connect(self.refresh)
        desk.told.connect(self.refresh)
        desk.stirring.tell(self.refresh)
        self.retranslate()

    @property
    def home(self) -> QWidget | None:
        return self.list

    def retranslate(self) -> None:
        super().retranslate()
        self.list.setAccessibleName(self.title.text())
        self.dismiss.setText(self.language.text("ui.problems.dismiss"))
        self._ask(self._query)
        self.refresh()

    def room(self) -> int:
        if not self._problems:
            return 0
        return self.list.room() + (self.answers.sizeHint().height() if self.answers.isVisibleTo(self) else 0)

    def refresh(self) -> None:
        """Shows what wants attention now."""
        found = all_problems(self._desk)
        self._problems = dict(found)
        pages = {page.id: page.label or str(page.number) for page in self._desk.document.pages}
        rows = [
            Row(
                key, self.language.problem(problem), pages.get(self._page_of(problem), ""), self._where(problem),
                problem.severity, SEVERITIES[problem.severity], wraps=True,
            )
            for key, problem in found
        ]  # fmt: skip
        current = next((key for key, problem in found if problem == self._chosen), "")
        none = [Row("", self.language.text("ui.problems.none"))] if self._desk.is_open else []
        self.list.show_rows(rows or none, current)
        counts = Counter(problem.severity for _, problem in found)
        self.figure.setText(str(len(found)) if found else "")
        if self._query and f"query {self._query}" not in self._problems:
            self._ask("")
        self.counted.emit(counts)

    def _where(self, problem: Problem) -> str:
        """The story that it is about, unless its words name it, and the place in the copy as received."""
        document = self._desk.document
        wanted = problem.story or next(
            (
                getattr(element, "story", "")
                for page in document.pages
                for element in page.elements
                if element.id == problem.element
            ),
            "",
        )
        titles = [title_of(story, self.language) for story in document.stories if wanted and story.id == wanted]
        said = [title for title in titles if title not in self.language.problem(problem)]
        if problem.lines is not None and problem.file:
            first, last = problem.lines
            said.append(self.language.text("ui.problems.origin", file=problem.file, first=first, last=last))
        return " · ".join(said)

    def _page_of(self, problem: Problem) -> str:
        if problem.page or not problem.story:
            return problem.page
        place = self._desk.place_of(problem.story)
        return place[0] if place is not None else ""

    def _jump(self, key: str) -> None:
        problem = self._problems.get(key)
        if problem is None:
            return
        self._chosen = problem
        self._ask(key.removeprefix("query ") if key.startswith("query ") else "")
        self.jumped.emit(problem)

    def _ask(self, query: str) -> None:
        """Shows the two answers while an open query is chosen; a query without a fix can only be noted as settled."""
        self._query = query
        found = next((found for found in self._desk.document.queries if found.id == query), None)
        session = self._desk.session
        self.answers.setVisible(found is not None and session is not None and not session.read_only)
        if found is not None:
            self.accept.setText(self.language.text("ui.problems.accept" if found.fix else "ui.problems.checked"))

    def _settle(self, *, accepted: bool) -> None:
        """Answers a query, and goes on to the next one, with the keys in the list."""
        query = next((query for query in self._desk.document.queries if query.id == self._query), None)
        if query is None:
            return
        keys = list(self._problems)
        at = keys.index(f"query {query.id}")
        settled = edits.SettleQuery(query=query.id, state="accepted" if accepted else "dismissed")
        if accepted and query.fix is not None:
            self._desk.apply(edits.Batch(label="ui.history.accept", edits=(edits.from_data(query.fix), settled)))
        else:
            self._desk.apply(settled)
        self.list.setFocus()
        self.refresh()
        others = (key for key in (*keys[at + 1 :], *reversed(keys[:at])) if key.startswith("query "))
        following = next((key for key in others if key in self._problems), "")
        self.list.mark(following)
        self._jump(following)
