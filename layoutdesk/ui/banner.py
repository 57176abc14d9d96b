"""The banner over the page: what is wrong with the issue's file, in one sentence, with the actions that help. Never in the way.

It stands as long as what it tells is true; saving goes on trying meanwhile.
"""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.ui import icons
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.theme import UNIT, Look

_POLL_MS: Final = 200

Action = Literal["retry", "save-as", "put-back", "write", "copy", "snapshot"]
#: What helps against what, the best first. A new fault is one row here.
HELP: Final[dict[str, tuple[Action, ...]]] = {
    "store.full": ("retry", "save-as"),
    "store.disk": ("retry", "save-as"),
    "store.busy": ("retry", "save-as"),
    "store.unreachable": ("retry", "save-as"),
    "store.share-gone": ("retry", "save-as"),
    "store.gone": ("save-as", "put-back"),
    "store.replaced": ("save-as",),
    "store.overwritten": ("save-as",),
    "store.changed-elsewhere": ("save-as",),
    "store.changed-on-share": ("save-as",),
    "store.taken-over": ("save-as",),
    "store.in-use": ("write", "copy"),
    "store.free": ("write", "copy"),
    "store.not-writable": ("write", "copy"),
    "store.no-room-to-write": ("write", "copy"),
    "store.newer": ("copy",),
    "store.is-snapshot": ("copy",),
    "store.damaged": ("save-as",),
    "store.damaged-original": ("save-as",),
    "store.damaged-snapshot": ("snapshot",),
    "store.two-versions": ("snapshot",),
}
#: Faults of a file that can be read all the same.
READABLE: Final = frozenset(code for code, help_ in HELP.items() if "copy" in help_)
#: What a reader is told of who writes.
_TURNS: Final = ("store.in-use", "store.free")
#: What nothing in the table says.
_USUAL: Final[tuple[Action, ...]] = ("retry", "save-as")


class Banner(QFrame):
    """One fault at a time: why nothing can be saved, why the issue is only read, or why it was not opened."""

    wanted = Signal(str)

    def __init__(self, desk: Desk, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent, objectName="banner")
        self._desk = desk
        self._look = look
        self._language = language
        #: What was told by hand, and stays until something else is opened or it is put away.
        self._told: Refusal | None = None
        self._shown: tuple[str, dict[str, str]] | None = None
        self.sign, self.sentence = QLabel(), QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buttons: dict[Action, QPushButton] = {}
        self.away = QToolButton()
        self.away.clicked.connect(lambda: self.tell(None))
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * UNIT, UNIT, UNIT, UNIT)
        row.setSpacing(UNIT)
        row.addWidget(self.sign, 0)
        row.addWidget(self.sentence, 1)
        for action in ("retry", "write", "snapshot", "save-as", "put-back", "copy"):
            button = self.buttons[action] = QPushButton()
            button.clicked.connect(lambda _=False, action=action: self.wanted.emit(action))
            row.addWidget(button, 0)
        row.addWidget(self.away, 0)
        self.hide()
        self._poll = QTimer(self, interval=_POLL_MS)
        self._poll.timeout.connect(self.refresh)
        self._poll.start()
        desk.opened.connect(lambda: self.tell(None))
        desk.alongside.changed.connect(self._tell_writer)
        language.changed.connect(self._retranslate)
        look.changed.connect(self._retranslate)

    @property
    def refusal(self) -> Refusal | None:
        """What was told by hand."""
        return self._told

    def tell(self, refusal: Refusal | None) -> None:
        """Tells why an issue is only read, or was not opened; ``None`` puts that away."""
        self._told = refusal
        self.refresh()

    def _tell_writer(self, owner: dict[str, str] | None) -> None:
        """Tells that who wrote the issue has closed it, so that one can take over (接手), or who else writes it by now."""
        session = self._desk.session
        if session is None or (self._told is not None and self._told.code not in _TURNS):
            return
        if owner is not None:
            self.tell(Refusal("store.in-use", file=session.path.name, **owner))
        else:
            user = self._told.args_.get("user", "?") if self._told is not None else "?"
            self.tell(Refusal("store.free", file=session.path.name, user=user))

    def refresh(self) -> None:
        """Shows what is true now."""
        fault = self._fault()
        if fault != self._shown:
            self._shown = fault
            self._retranslate()

    def _fault(self) -> tuple[str, dict[str, str]] | None:
        """A code with its arguments: work that cannot be saved comes first."""
        session = self._desk.session
        if session is not None and session.problems:
            problem = session.problems[0]
            return problem.code, problem.args
        return None if self._told is None else (self._told.code, self._told.args_)

    def _retranslate(self) -> None:
        self.setVisible(self._shown is not None)
        if self._shown is None:
            return
        code, args = self._shown
        text, theme = self._language.text, self._look.theme
        reads = self._told is not None and code in READABLE
        colour = theme.warning if reads else theme.error
        self.setStyleSheet(f"QFrame#banner {{ border-left: 4px solid {colour.name()}; }}")
        self.sign.setPixmap(icons.pixmap("warning" if reads else "error", colour, density=self.devicePixelRatioF()))
        said = self._language.problem(Problem(code=code, severity="error", args=args))
        if reads and code == "store.in-use":
            said = text("ui.banner.reads", **args)  # The fault says that it could be read, and it is.
        self.sentence.setText(said)
        helps = HELP.get(code, _USUAL if self._told is None else ())
        for action, button in self.buttons.items():
            button.setText(text(f"ui.banner.{action}"))
            button.setVisible(action in helps)
        self.away.setVisible(self._told is not None)
        self.away.setIcon(icons.icon("cancel", theme))
        self.away.setToolTip(text("ui.banner.away"))
        self.away.setAccessibleName(text("ui.banner.away"))
        self.setAccessibleName(self.sentence.text())
