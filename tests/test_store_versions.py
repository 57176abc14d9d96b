"""Earlier versions: whole, cheap, thinned, and restored as a step like any other."""

import datetime
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from store_helpers import TEMPLATE, code_of, step

from layoutdesk.edits import (
    AddPage,
    RemoveStory,
    ReplaceText,
    RestoreVersion,
    SetMeta,
    SetStory,
    apply,
    from_json,
    to_json,
)
from layoutdesk.edits.restore import restoring
from layoutdesk.model import (
    Asset,
    Document,
    Meta,
    Page,
    Paragraph,
    Query,
    Story,
    TextStyle,
)
from layoutdesk.store import IssueFile, connect, journal
from layoutdesk.store.rows import all_rows


def issue(stories: int = 40) -> Document:
    copy = "河堤今天完工，沿岸居民早早来到新修的步道上。" * 20
    return Document(
        meta=Meta(paper="澄湖晚报"),
        templates=(TEMPLATE,),
        pages=(Page(id="pg1", number=1, template="t"),),
        stories=tuple(Story(id=f"st{n}", body=(Paragraph(id=f"p{n}", text=copy + str(n)),)) for n in range(stories)),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.ldesk"


def test_a_version_is_read_as_it_was(path: Path) -> None:
    with IssueFile.create(path, issue(), {}) as file:
        first = file.read()
        kept = file.keep_version(first, "named", "初稿", role="editor")
        second = step(file, step(file, first, RemoveStory("st3")), AddPage(Page(id="pg2", number=2, template="t")))
        file.keep_version(second, "export")
        step(file, second, SetMeta(Meta(paper="澄湖早报")))
        assert (kept.number, kept.revision, kept.name, kept.role) == (1, 0, "初稿", "editor")
    with IssueFile.open(path) as file:
        one, two = file.versions()
        assert (one, two.kind, two.revision) == (kept, "export", 2)
        assert file.version(1) == first
        assert file.version(2) == second
        assert code_of(file.version, 3) == "store.no-version"


def test_the_same_is_not_kept_twice(path: Path) -> None:
    with IssueFile.create(path, issue(), {}) as file:
        document = file.read()
        named = file.keep_version(document, "named", "一校")
        assert file.keep_version(document, "auto") == named
        assert file.keep_version(document, "named", "一校") == named
        assert file.keep_version(document, "named", "二校") != named
        assert len(file.versions()) == 2


def test_versions_share_what_they_have_in_common(path: Path) -> None:
    """A hundred named points of one story's day: that story a hundred times, the others once."""
    with IssueFile.create(path, issue(), {}) as file:
        document = file.read()
        file.keep_version(document, "named", "0")
        size = path.stat().st_size
        for number in range(1, 100):
            document = step(file, document, ReplaceText("st7", "p7", 0, 0, "新"))
            file.keep_version(document, "named", str(number))
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("SELECT COUNT(*) FROM content").fetchone()[0] == len(list(all_rows(issue()))) + 99
    one = len(issue().stories[7].body[0].text.encode())  # type: ignore[union-attr]
    assert path.stat().st_size - size < 100 * (2 * one + 6000)


def test_a_days_typing_leaves_a_few_versions_and_no_garbage(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    morning = datetime.datetime(2021, 5, 2, 9, tzinfo=datetime.UTC)
    with IssueFile.create(path, issue(), {}) as file:
        document = file.read()
        file.keep_version(document, "named", "晨会")
        for minute in range(0, 15 * 60, 5):
            at = (morning + datetime.timedelta(minutes=minute)).isoformat(timespec="milliseconds")
            monkeypatch.setattr(journal, "now", lambda at=at: at)
            document = step(file, document, ReplaceText("st7", "p7", 0, 0, "新"))
            file.keep_version(document, "auto")
        monkeypatch.undo()
        # Long ago by the real clock: one of the day would be left, but the newest dozen stays, whatever the clock says.
        document = step(file, document, ReplaceText("st7", "p7", 0, 0, "新"))
        file.keep_version(document, "auto")
        kinds = [(version.kind, version.revision) for version in file.versions()]
        read = [file.version(version.number) for version in file.versions()]
    assert (kinds[0], kinds[-2:]) == (("named", 0), [("auto", 180), ("auto", 181)])
    assert len(kinds) == 1 + 12
    assert read[0] == issue()
    assert read[-1] == document
    with closing(sqlite3.connect(path)) as plain:
        held = plain.execute("SELECT COUNT(*) FROM content WHERE id NOT IN (SELECT content FROM version_part)")
        assert held.fetchone()[0] == 0


def test_a_damaged_version_is_refused_and_the_issue_is_not(path: Path) -> None:
    with IssueFile.create(path, issue(), {}) as file:
        document = file.read()
        file.keep_version(document, "named", "一校")
        file.keep_version(step(file, document, SetStory("st1", priority=1)), "named", "二校")
    one = "(SELECT content FROM version_part WHERE id = 'st2')"
    for statement in (
        f"UPDATE content SET body = CAST(replace(CAST(body AS TEXT), '河堤', '大堤') AS BLOB) WHERE id = {one}",
        f"DELETE FROM content WHERE id = {one}",
        "DELETE FROM version_part WHERE kind = 'meta'",
    ):
        with closing(sqlite3.connect(path)) as plain, plain:
            plain.execute(statement)
        with IssueFile.open(path) as file:
            assert code_of(file.version, 1) == "store.damaged-version"
            assert file.read().story("st1").priority == 1


def test_too_large_a_version_is_refused_before_it_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with IssueFile.create(path, issue(), {}) as file:
        file.keep_version(file.read(), "named", "一校")
        monkeypatch.setattr(connect, "MOST_PARTS", 10)
        assert code_of(file.version, 1) == "store.too-large"


def test_a_full_disk_keeps_no_half_version(path: Path) -> None:
    with IssueFile.create(path, issue(), {}) as file:
        document = file.read()
        file._connection.execute("PRAGMA max_page_count=1")
        assert code_of(file.keep_version, document, "named", "一校") == "store.full"
        assert file.versions() == []
        file._connection.execute("PRAGMA max_page_count=1000000")
        file.keep_version(document, "named", "一校")
        assert file.version(1) == document


# --- restoring

PARTS = st.lists(st.integers(0, 6), unique=True, max_size=5)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    def some(make: object) -> tuple[object, ...]:
        return tuple(make(f"i{n}", draw(st.sampled_from("甲乙"))) for n in draw(PARTS))  # type: ignore[operator]

    return Document(
        meta=Meta(paper=draw(st.sampled_from("甲乙"))),
        templates=tuple(
            replace(TEMPLATE, name=name) for name in draw(st.sampled_from([("t",), ("u", "t"), ("t", "u")]))
        ),
        pages=some(lambda name, text: Page(id=name, number=1, template="t", name=text)),
        stories=some(lambda name, text: Story(id=name, body=(Paragraph(id="p", text=text),))),
        assets=some(
            lambda name, text: Asset(id=name, name=text, sha256="0" * 64, media="image/png", width=1, height=1)
        ),
        queries=some(lambda name, text: Query(id=name, code=text)),
        styles={text: TextStyle(size=9) for text in draw(st.sets(st.sampled_from("甲乙")))},
        threads=dict.fromkeys(draw(st.sets(st.sampled_from("甲乙"))), ("a",)),
    )


@given(documents(), documents())
def test_restoring_gives_the_document_and_leaves_out_what_is_the_same(before: Document, wanted: Document) -> None:
    edit = restoring(before, wanted, 3)
    assert from_json(to_json(edit)) == edit
    after = apply(before, edit)
    assert after == wanted
    standing = {story.id: story for story in before.stories}
    for story in after.stories:
        if standing.get(story.id) == story:
            assert story is standing[story.id]
            assert story not in edit.stories
    if before == wanted:
        assert after is before


@pytest.mark.parametrize(
    "edit",
    [
        RestoreVersion(1, {"stories": ("none",)}),
        RestoreVersion(1, {"stories": ("st1", "st1")}),
        RestoreVersion(1, {"laces": ()}),
        RestoreVersion(1, {"templates": ()}),
    ],
)
def test_a_version_that_does_not_hold_together_is_not_restored(edit: RestoreVersion) -> None:
    assert code_of(apply, issue(), edit) == "edits.version-part"


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(documents(), min_size=1, max_size=4))
def test_any_versions_are_read_as_they_were(tmp_path: Path, all_: list[Document]) -> None:
    with IssueFile.create(tmp_path / "any.ldesk", all_[0], {}) as file:
        before = file.read()
        for number, after in enumerate(all_):
            file.commit(before, after, restoring(before, after, 0))
            file.keep_version(after, "named", str(number))
            before = after
        assert [file.version(version.number) for version in file.versions()] == all_
