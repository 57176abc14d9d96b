"""Help opens at what the hand is on, names the keys in force, and its links lead somewhere or do what they name."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest

from layoutdesk import edits, words
from layoutdesk.base.geometry import Rect
from layoutdesk.model import PictureFrame
from layoutdesk.resources import resource
from layoutdesk.ui.actions import ACTIONS
from layoutdesk.ui.help.topics import ACTION, TOPICS, title
from layoutdesk.ui.writing.spots import Spot

LINK = re.compile(r"\]\((\w+):([a-z-]+)\)")
_NAMES = {row.name for row in ACTIONS}


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_topic_is_written_and_names_only_what_there_is(language: str) -> None:
    assert {file.stem for file in resource("help", language).iterdir()} == set(TOPICS)
    for topic in TOPICS:
        text = resource("help", language, f"{topic}.md").read_text(encoding="utf-8")
        assert text.startswith("# ") and title(topic, language)
        assert set(ACTION.findall(text)) <= _NAMES
        links = LINK.findall(text)
        assert text.count("](") == len(links)
        assert all(name in (TOPICS if kind == "topic" else _NAMES) for kind, name in links)
        assert {kind for kind, _ in links} <= {"topic", "do"}


def test_both_languages_name_the_same_actions() -> None:
    for topic in TOPICS:
        zh, en = (resource("help", each, f"{topic}.md").read_text(encoding="utf-8") for each in words.LANGUAGES)
        assert sorted(ACTION.findall(zh)) == sorted(ACTION.findall(en)), topic
        assert sorted(LINK.findall(zh)) == sorted(LINK.findall(en)), topic


def opened(window) -> str:
    """The topic at which help opens."""
    window.bars.do("help")
    return window.commands.help.reader.topic


def test_it_opens_at_what_the_hand_is_on(window, hand) -> None:
    window.view.setFocus()
    assert opened(window) == "pages"
    hand.click(*hand.middle("el-dock"))
    assert opened(window) == "blocks"
    hand.write_at(Spot("st-dock", "st-dock-0", 2))
    assert opened(window) == "text"
    window.writer.put(Spot("st-dock", "st-dock-main", 2))
    assert opened(window) == "heads"
    window.commands.take("select")
    frame = PictureFrame(id="el-frame", rect=Rect(40, 600, 80, 60))
    window.desk.apply(edits.PlaceElement(page="pg-1", element=frame))
    window.desk.select("el-frame")
    assert opened(window) == "pictures"
    window.problems.list.setFocus()
    assert opened(window) == "problems"
    window.desk.go_to("pg-2")
    window.desk.apply(edits.RemoveElement(page="pg-2", element="el-library"))
    window.view.setFocus()
    assert opened(window) == "start"


def test_in_versions_and_over_a_proof_it_tells_of_these(window, qtbot, tmp_path) -> None:
    window.bars.do("versions")
    qtbot.waitUntil(lambda: window.commands.keeping.compared is not None, timeout=5000)
    assert opened(window) == "files"
    window.commands.keeping.leave_versions()
    proof = tmp_path / "proof.pdf"
    proof.write_bytes(b"none")
    window.commands.proofs.show(proof)
    assert opened(window) == "output"


def test_without_an_issue_it_tells_how_to_begin(make_window) -> None:
    assert opened(make_window()) == "start"


def test_it_names_the_keys_in_force_and_follows_them_and_the_language(window) -> None:
    window.bars.do("help-start")
    text = window.commands.help.reader.text
    assert "Ctrl+M" in text.toPlainText() and "第一版怎么做" in text.toPlainText()
    window.keyring.give("arrange", "Ctrl+Alt+M")
    window.keyring.take("arrange", "Ctrl+M")
    assert "Ctrl+Alt+M" in text.toPlainText()
    window.language.use("en")
    assert "The first page" in text.toPlainText()
    assert window.commands.help.reader.topics.item(0).text() == "The first page"


def test_its_links_lead_to_topics_and_do_what_they_name(window) -> None:
    window.bars.do("help-start")
    reader = window.commands.help.reader
    reader.text.anchorClicked.emit(QUrl("topic:problems"))
    assert reader.topic == "problems"
    window.desk.apply(edits.RemoveElement(page="pg-1", element="el-tea"))
    reader.text.anchorClicked.emit(QUrl("do:undo"))
    assert "el-tea" in window.desk.shown.frames
    # What is not possible now does nothing.
    assert not window.bars.actions["undo"].isEnabled()
    reader.text.anchorClicked.emit(QUrl("do:undo"))
    QTest.keyClick(reader, Qt.Key.Key_Escape)
    assert not reader.isVisible()


def test_closed_help_opens_again(window, qtbot) -> None:
    window.bars.do("help")
    window.commands.help.reader.close()
    qtbot.waitUntil(lambda: window.commands.help.reader is None)
    assert opened(window) in TOPICS
