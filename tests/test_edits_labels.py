"""The history says what was done, and to what or with which value, for every kind of edit, in both languages."""

import ast
import re
from pathlib import Path
from typing import Any, get_args

import pytest

from layoutdesk import words
from layoutdesk.base.geometry import Rect
from layoutdesk.edits import History, apply, kinds
from layoutdesk.edits.labels import FIELDS, label
from layoutdesk.edits.naming import NAMED_STYLES
from layoutdesk.model import (
    Anchor,
    Asset,
    Block,
    Box,
    Cell,
    Change,
    Credits,
    Document,
    Element,
    FontUse,
    GridRect,
    Guide,
    Meta,
    Note,
    Page,
    Paragraph,
    PictureFrame,
    PictureRef,
    Query,
    Reply,
    Review,
    Revision,
    Span,
    Story,
    TableBlock,
)
from layoutdesk.model.library import shipped_templates
from layoutdesk.model.story import Joint

TEMPLATE = shipped_templates()["tabloid-inside"]
TEA = Story(
    id="tea", main=Paragraph(id="tea-main", text="新茶开采满山香", style="main"),
    body=(
        Paragraph(
            id="p1", text="清明前的头采茶今天开市。", spans=(Span(0, 2, "bold"),), changes=(Change(11, 12, ".", "fullwidth"),)
        ),
        Paragraph(id="p2", text="茶农一早上山。"),
        TableBlock(
            id="table",
            rows=(
                (Cell(paragraph=Paragraph(id="cell", text="单价")), Cell(paragraph=Paragraph(id="c2", text="2.60"))),
                (Cell(paragraph=Paragraph(id="c3", text="合计"), colspan=2),),
            ),
        ),
        PictureRef(id="picture", asset="photo"),
    ),
)  # fmt: skip
STREET = Story(
    id="street",
    main=Paragraph(
        id="street-main", text="老街改造让三百户居民搬回了沿河的旧居", style="main",
        revisions=(Revision(kind="in", start=12, end=13, author="李"),),
    ),
)  # fmt: skip


def photo(name: str, file: str, digit: str) -> Asset:
    return Asset(id=name, sha256=digit * 64, name=file, media="image/jpeg", mode="RGB", width=9, height=9)


DOCUMENT = Document(
    meta=Meta(paper="清江日报"),
    templates=(TEMPLATE,),
    stories=(TEA, STREET, Story(id="bare")),
    assets=(photo("photo", "tea.jpg", "0"),),
    pages=(
        Page(
            id="pg-1", number=1, label="A01", template=TEMPLATE.name, guides=(Guide(id="guide", axis="down", place=90),),
            elements=(
                Block(id="el-tea", story="tea", area=(GridRect(0, 0, 2, 20),)),
                Block(id="el-street", story="street", area=(GridRect(2, 0, 2, 20),)),
                PictureFrame(id="el-frame", rect=Rect(100, 400, 90, 60), asset="photo"),
                Box(id="el-box", rect=Rect(10, 10, 20, 20), group="g"),
                Box(id="el-rim", rect=Rect(40, 10, 20, 20), locked=True, group="g"),
            ),
        ),
        Page(id="pg-2", number=2, template=TEMPLATE.name),
    ),
    queries=(
        Query(id="q-1", code="intake.unsure-lead", anchor=Anchor("street")),
        Query(id="q-2", code="ui.problems.none", page="pg-1"),
    ),
    review=Review(notes=(Note(id="note", text="请核实茶价"), Note(id="done", text="标题太长", resolved=True)), tracking=True),
)  # fmt: skip


def area(*rects: tuple[int, int, int, int]) -> tuple[GridRect, ...]:
    return tuple(GridRect(*rect) for rect in rects)


def part(name: str, text: str, style: str = "body") -> Paragraph:
    return Paragraph(id=name, text=text, style=style)


STEPS: list[tuple[kinds.Edit, str, str]] = [
    (kinds.ReplaceText("tea", "p1", 0, 0, "新闻"), "键入“新闻”：“新茶开采满山香”", 'Type "新闻" in "新茶开采满山香"'),
    (
        kinds.ReplaceText("tea", "p1", 0, 2, "谷雨"),
        "替换为“谷雨”：“新茶开采满山香”",
        'Replace with "谷雨" in "新茶开采满山香"',
    ),
    (kinds.ReplaceText("tea", "p1", 0, 2, ""), "删除“清明”：“新茶开采满山香”", 'Delete "清明" in "新茶开采满山香"'),
    (kinds.SplitParagraph("tea", "p1", 4, "p9"), "分段：“新茶开采满山香”", 'Split paragraph in "新茶开采满山香"'),
    (kinds.JoinParagraphs("tea", "p1"), "合段：“新茶开采满山香”", 'Join paragraphs in "新茶开采满山香"'),
    (kinds.SetSpan("tea", "p1", 3, 7, "wave"), "书名号波浪线：“的头采茶”", 'Wavy line: "的头采茶"'),
    (kinds.SetSpan("tea", "p1", 3, 7, "house"), "“house”：“的头采茶”", '"house": "的头采茶"'),
    (kinds.ClearSpan("tea", "p1", 0, 2, "bold"), "取消加粗：“清明”", 'No Bold: "清明"'),
    (kinds.ClearSpan("tea", "p1", 0, 2), "清除字符样式：“清明”", 'Clear character styles: "清明"'),
    (
        kinds.SetParagraphStyle("tea", "p2", "lead"),
        "段落样式导语：“茶农一早上山。”",
        'Paragraph style Lead: "茶农一早上山。"',
    ),
    (kinds.SetBreaks("tea", "tea-main", (4,)), "标题断行：“新茶开采满山香”", 'Headline breaks: "新茶开采满山香"'),
    (kinds.SetBreaks("tea", "tea-main", (), 46), "标题 46 磅：“新茶开采满山香”", 'Headline 46 pt: "新茶开采满山香"'),
    (kinds.FitParagraph("tea", "p2", -1), "配稿：“茶农一早上山。”", 'Copyfit: "茶农一早上山。"'),
    (kinds.SetDrop("tea", "p2", 2), "首字下沉 2 行：“茶农一早上山。”", 'Drop capital of 2 lines: "茶农一早上山。"'),
    (
        kinds.SetPhrases("tea", "tea-main", (Joint(7),)),
        "标题断句：“新茶开采满山香”",
        'Phrases of the headline: "新茶开采满山香"',
    ),
    (
        kinds.RevertChange("tea", "p1", 0),
        "恢复原稿文字：“新茶开采满山香”",
        'Restore the copy as received: "新茶开采满山香"',
    ),
    (
        kinds.AddHeadlinePart("tea", "kicker", part("k", "春来早", "kicker")),
        "添加引题：“新茶开采满山香”",
        'Add kicker to "新茶开采满山香"',
    ),
    (kinds.AddParagraph("tea", part("p9", "又讯")), "添加段落：“新茶开采满山香”", 'Add paragraph to "新茶开采满山香"'),
    (
        kinds.AddParagraphs("tea", (part("p8", "又讯"), part("p9", "再讯"))),
        "添加几段：“新茶开采满山香”",
        'Add paragraphs to "新茶开采满山香"',
    ),
    (
        kinds.RemoveParagraph("tea", "p2"),
        "删除段落“茶农一早上山。”：“新茶开采满山香”",
        'Remove paragraph "茶农一早上山。" from "新茶开采满山香"',
    ),
    (
        kinds.AddTable("tea", TableBlock(id="t9", rows=((Cell(paragraph=part("c9", "甲")),),))),
        "添加表格：“新茶开采满山香”",
        'Add table to "新茶开采满山香"',
    ),
    (kinds.RemoveTable("tea", "table"), "删除表格：“新茶开采满山香”", 'Remove table from "新茶开采满山香"'),
    (kinds.SetTable("tea", "table", rules="three"), "表格排法：“新茶开采满山香”", 'Set table of "新茶开采满山香"'),
    (
        kinds.AddTableRow("tea", "table", 0, ("c8", "c9")),
        "表格插入行：“新茶开采满山香”",
        'Insert row in "新茶开采满山香"',
    ),
    (
        kinds.AddTableColumn("tea", "table", 0, ("c8", "c9")),
        "表格插入列：“新茶开采满山香”",
        'Insert column in "新茶开采满山香"',
    ),
    (
        kinds.RemoveTableRows("tea", "table", 0),
        "表格删除行：“新茶开采满山香”",
        'Delete row in "新茶开采满山香"',
    ),
    (
        kinds.RemoveTableColumns("tea", "table", 0),
        "表格删除列：“新茶开采满山香”",
        'Delete column in "新茶开采满山香"',
    ),
    (
        kinds.AddPicture("street", PictureRef(id="new", asset="photo")),
        "添加图片“tea.jpg”：“老街改造让三百户居民搬回…”",
        'Add picture "tea.jpg" to "老街改造让三百户居民搬回…"',
    ),
    (
        kinds.RemovePicture("tea", "picture"),
        "删除图片“tea.jpg”：“新茶开采满山香”",
        'Remove picture "tea.jpg" from "新茶开采满山香"',
    ),
    (
        kinds.MovePicture("tea", "picture", 0),
        "移动图片“tea.jpg”：“新茶开采满山香”",
        'Move picture "tea.jpg" in "新茶开采满山香"',
    ),
    (
        kinds.AddCaption("tea", "picture", "caption", part("c", "采茶", "caption")),
        "添加图说，“tea.jpg”：“新茶开采满山香”",
        'Add caption to "tea.jpg" of "新茶开采满山香"',
    ),
    (
        kinds.AssignPicture("tea", "picture", ""),
        "置入图片“tea.jpg”：“新茶开采满山香”",
        'Fill picture "tea.jpg" of "新茶开采满山香"',
    ),
    (
        kinds.AddStory(Story(id="brief", body=(part("b", "今天谷雨。"),))),
        "添加稿件：“今天谷雨。”",
        'Add story "今天谷雨。"',
    ),
    (
        kinds.AddStory(Story(id="asks", main=part("m", "“茶”从哪里来", "main"))),
        "添加稿件：“‘茶’从哪里来”",
        'Add story "‘茶’从哪里来"',
    ),
    (kinds.RemoveStory("tea"), "撤稿：“新茶开采满山香”", 'Remove story "新茶开采满山香"'),
    (kinds.SetStory("bare", kind="brief"), "稿件属性：无题稿件", "Properties of a story without title"),
    (
        kinds.PlaceElement("pg-2", Block(id="el-new", story="street", area=area((0, 0, 2, 9)))),
        "“老街改造让三百户居民搬回…”上 2 版",
        'Place "老街改造让三百户居民搬回…" on page 2',
    ),
    (kinds.RemoveElement("pg-1", "el-tea"), "“新茶开采满山香”撤下 A01 版", 'Take "新茶开采满山香" off page A01'),
    (
        kinds.SetElement("pg-1", Box(id="el-box", rect=Rect(10, 10, 20, 20), border="rope", group="g")),
        "边框：框",
        "Frame: box",
    ),
    (
        kinds.SetArea("pg-1", "el-street", area((1, 0, 2, 20))),
        "“老街改造让三百户居民搬回…”移到第 2 栏",
        'Move "老街改造让三百户居民搬回…" to column 2',
    ),
    (
        kinds.SetArea("pg-1", "el-tea", area((0, 4, 2, 20))),
        "“新茶开采满山香”移到第 5 行",
        'Move "新茶开采满山香" to row 5',
    ),
    (
        kinds.SetArea("pg-1", "el-tea", area((1, 4, 2, 20))),
        "“新茶开采满山香”移到第 2 栏第 5 行",
        'Move "新茶开采满山香" to column 2, row 5',
    ),
    (
        kinds.SetArea("pg-1", "el-tea", area((0, 0, 1, 30))),
        "“新茶开采满山香”改为 1 栏 × 30 行",
        'Resize "新茶开采满山香" to 1 column × 30 rows',
    ),
    (
        kinds.SetArea("pg-1", "el-tea", area((0, 0, 2, 9), (0, 9, 1, 9))),
        "“新茶开采满山香”改为 L 形",
        'Make "新茶开采满山香" an L',
    ),
    (
        kinds.SetBlock("pg-1", "el-tea", head_size=46),
        "标题 46 磅：“新茶开采满山香”",
        'Headline 46 pt: "新茶开采满山香"',
    ),
    (kinds.SetBlock("pg-1", "el-tea", columns=3), "“新茶开采满山香”分 3 栏", 'Set "新茶开采满山香" in 3 columns'),
    (kinds.SetBlock("pg-1", "el-tea", tint="10"), "底纹：“新茶开采满山香”", 'Tint: "新茶开采满山香"'),
    (kinds.SetFrame("pg-1", "el-frame", Rect(120, 400, 90, 60)), "移动“tea.jpg”", 'Move "tea.jpg"'),
    (
        kinds.SetFrame("pg-1", "el-frame", Rect(100, 400, 180, 120)),
        "“tea.jpg”改为 63.5 × 42.3 毫米",
        'Resize "tea.jpg" to 63.5 × 42.3 mm',
    ),
    (kinds.MoveToPage("pg-1", "el-tea", "pg-2"), "“新茶开采满山香”转到 2 版", 'Move "新茶开采满山香" to page 2'),
    (kinds.OrderElement("pg-1", "el-tea", 2), "叠放次序：“新茶开采满山香”", 'Stacking order of "新茶开采满山香"'),
    (kinds.SetElements("pg-1", ()), "重排 A01 版", "Rearrange page A01"),
    (
        kinds.SetOrder("pg-1", ("el-street", "el-tea", "el-frame", "el-box", "el-rim")),
        "叠放次序：A01 版",
        "Stacking order of page A01",
    ),
    (
        kinds.LockElements("pg-1", ("el-tea", "el-frame")),
        "锁定“新茶开采满山香”、“tea.jpg”",
        'Lock "新茶开采满山香" and "tea.jpg"',
    ),
    (kinds.SetThread("tea", ("el-tea",)), "续排顺序：“新茶开采满山香”", 'Order the thread of "新茶开采满山香"'),
    (kinds.LockElements("pg-1", ("el-rim",), locked=False), "解锁框", "Unlock box"),
    (kinds.HideElements("pg-1", ("el-rim",)), "隐藏框", "Hide box"),
    (kinds.HideElements("pg-1", ("el-rim",), hidden=False), "显示框", "Show box"),
    (
        kinds.PrintElements("pg-1", ("el-tea",), printed=False),
        "设为不打印：“新茶开采满山香”",
        'Keep "新茶开采满山香" from print',
    ),
    (kinds.PrintElements("pg-1", ("el-tea",)), "恢复打印“新茶开采满山香”", 'Print "新茶开采满山香" again'),
    (
        kinds.GroupElements("pg-1", ("el-tea", "el-street", "el-frame"), "h"),
        "编组：“新茶开采满山香”和另外 2 个",
        'Group "新茶开采满山香" and 2 more',
    ),
    (kinds.GroupElements("pg-1", ("el-box",)), "取消编组：框", "Ungroup box"),
    (kinds.SetCredits("pg-1", Credits(editor=("某某",))), "版面署名：A01 版", "Credits of page A01"),
    (kinds.SetPage("pg-1", name="城事"), "A01 版属性：“城事”", 'Page A01: "城事"'),
    (kinds.AddPage(Page(id="pg-3", number=3, label="A03", template=TEMPLATE.name)), "添加 A03 版", "Add page A03"),
    (kinds.RemovePage("pg-2"), "删除 2 版", "Remove page 2"),
    (kinds.MovePage("pg-1", 1), "移动 A01 版", "Move page A01"),
    (
        kinds.InsertPages((Page(id="pg-3", number=1, template=TEMPLATE.name),), 1),
        "添加 A02 版",
        "Add page A02",
    ),
    (kinds.RemovePages(("pg-1",)), "删除 A01 版", "Delete page A01"),
    (kinds.MovePages(("pg-2",), 0), "2 版移到 A01 的位置", "Move page 2 to the place of A01"),
    (kinds.SetMeta(Meta(paper="清江日报", date="2026-03-03")), "报纸信息：2026-03-03", "Issue data: 2026-03-03"),
    (kinds.SetMeta(Meta()), "清除一项报纸信息", "Clear a fact of the issue"),
    (
        kinds.SetTemplate(shipped_templates()["broadsheet-inside"]),
        "版式模板：“broadsheet…”",
        'Template "broadsheet…"',
    ),
    (kinds.SetStyle("house"), "文字样式：“house”", 'Text style "house"'),
    (
        kinds.SetFonts((FontUse(role="song", name="Song", version="1", sha256="0" * 64),)),
        "记录字体：1 种",
        "Record 1 font",
    ),
    (kinds.AddAsset(photo("new", "river.jpg", "1")), "导入图片“river.jpg”", 'Add picture "river.jpg" to the issue'),
    (kinds.SetAsset(photo("photo", "new.jpg", "1")), "重新链接图片“new.jpg”", 'Relink picture "new.jpg"'),
    (kinds.RemoveAsset("photo"), "移除图片“tea.jpg”", 'Remove picture "tea.jpg" from the issue'),
    (
        kinds.AddGuide("pg-1", Guide(id="g9", axis="across", place=283.465)),
        "A01 版参考线：100.0 毫米",
        "Guide on page A01 at 100.0 mm",
    ),
    (
        kinds.SetGuide("pg-1", Guide(id="guide", axis="down", place=283.465)),
        "A01 版参考线移到 100.0 毫米",
        "Move guide of page A01 to 100.0 mm",
    ),
    (kinds.RemoveGuide("pg-1", "guide"), "删除 A01 版的参考线", "Remove guide of page A01"),
    (
        kinds.AddQuery(Query(id="q-9", code="intake.unsure-lead", anchor=Anchor("tea"))),
        "添加存疑：“新茶开采满山香”",
        'Add query on "新茶开采满山香"',
    ),
    (
        kinds.SettleQuery("q-1", "accepted"),
        "处理存疑：“老街改造让三百户居民搬回…”",
        'Settle query on "老街改造让三百户居民搬回…"',
    ),
    (kinds.SettleQuery("q-2", "accepted"), "处理存疑：A01 版", "Settle query on page A01"),
    (kinds.AddNote(Note(id="n9", text="标题再短些")), "添加批注“标题再短些”", 'Add note "标题再短些"'),
    (kinds.RemoveNote("note"), "删除批注“请核实茶价”", 'Remove note "请核实茶价"'),
    (kinds.SetNote("note", "茶价已核"), "修改批注“茶价已核”", 'Change note "茶价已核"'),
    (kinds.SetNote("note", resolved=True), "标记批注“请核实茶价”为已处理", 'Settle note "请核实茶价"'),
    (kinds.SetNote("done", resolved=False), "重新打开批注“标题太长”", 'Open note "标题太长" again'),
    (kinds.AnswerNote("note", Reply(text="已核")), "答复批注“请核实茶价”：“已核”", 'Answer note "请核实茶价": "已核"'),
    (kinds.SetTracking(False), "关闭全部稿件的修订", "Stop tracking changes of the issue"),
    (kinds.SetTracking(True, "tea"), "开启修订：“新茶开采满山香”", 'Track changes: "新茶开采满山香"'),
    (
        kinds.SettleRevisions((kinds.Pick("street", "street-main", 0),), accept=True),
        "接受修订，添“了”：“老街改造让三百户居民搬回…”",
        'Accept change, "了" added: "老街改造让三百户居民搬回…"',
    ),
    (
        kinds.SettleRevisions((kinds.Pick("street", "street-main", 0),), accept=False),
        "拒绝修订，添“了”：“老街改造让三百户居民搬回…”",
        'Reject change, "了" added: "老街改造让三百户居民搬回…"',
    ),
    (kinds.RestoreVersion(version=4), "恢复历史版本 4", "Restore version 4"),
    (kinds.RestoreVersion(4, page="pg-1"), "恢复 A01 版到历史版本 4", "Restore page A01 from version 4"),
    (
        kinds.RestoreVersion(4, story="tea", element="el-tea"),
        "恢复“新茶开采满山香”到历史版本 4",
        'Restore "新茶开采满山香" from version 4',
    ),
    (
        kinds.Batch(
            "ui.history.swap",
            (
                kinds.SetArea("pg-1", "el-tea", area((2, 0, 2, 20))),
                kinds.SetArea("pg-1", "el-street", area((0, 0, 2, 20))),
            ),
        ),
        "对调“新茶开采满山香”、“老街改造让三百户居民搬回…”",
        'Swap "新茶开采满山香" and "老街改造让三百户居民搬回…"',
    ),
    (
        kinds.Batch(
            "ui.history.head-size", (kinds.SetBreaks("tea", "tea-main"), kinds.SetBlock("pg-1", "el-tea", head_size=46))
        ),
        "标题 46 磅：“新茶开采满山香”",
        'Headline 46 pt: "新茶开采满山香"',
    ),
    (
        kinds.Batch("ui.history.take", (kinds.AddAsset(photo("new", "river.jpg", "1")),)),
        "收入“river.jpg”",
        'Take in "river.jpg"',
    ),
]


def after(edit: kinds.Edit) -> Document:
    """The document after an edit, where the sample has what it needs."""
    cannot = isinstance(edit, kinds.RemoveAsset | kinds.SetThread)
    return DOCUMENT if cannot else apply(DOCUMENT, edit)


@pytest.mark.parametrize(("edit", "zh", "en"), STEPS, ids=[type(edit).__name__ for edit, _, _ in STEPS])
def test_every_step_says_what_was_done_and_to_what(edit: kinds.Edit, zh: str, en: str) -> None:
    code, args = label(edit, DOCUMENT, after(edit))
    assert (words.text(code, "zh", **args), words.text(code, "en", **args)) == (zh, en)


def test_no_kind_of_edit_is_without_an_example() -> None:
    assert {type(edit) for edit, _, _ in STEPS} == set(get_args(kinds.Edit))


def test_the_history_keeps_the_titles_as_they_were_when_it_was_done() -> None:
    history = History(DOCUMENT)
    for edit in (kinds.SetStory("tea", kind="brief"), kinds.ReplaceText("tea", "tea-main", 0, 7, "春茶上市")):
        history.push(apply(history.document, edit), edit)
    history.push(apply(history.document, kinds.RemoveStory("tea")), kinds.RemoveStory("tea"))
    said = [words.text(code, "en", **args) for code, args in history.labels]
    assert said == [
        'Properties of "新茶开采满山香"',
        'Replace with "春茶上市" in "新茶开采满山香"',
        'Remove story "春茶上市"',
    ]


def _codes(name: str) -> list[Any]:
    """The label of every step of several edits that the program makes."""
    found = []
    for path in Path(__file__).parents[1].glob("layoutdesk/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == name:
                given = [*node.args[:1], *(each.value for each in node.keywords if each.arg == "label")]
                found += [each.value for each in given if isinstance(each, ast.Constant)]
    return found


def test_steps_of_several_edits_say_what_they_are_about() -> None:
    codes = {each for maker in ("Batch", "together") for each in _codes(maker) if isinstance(each, str)}
    codes |= {code for code in words.catalogue("en") if code.startswith("ui.history.")} - {"ui.history.opened"}
    # The fix of a query is a part of the step that accepts it. What is drawn is as yet no more than its kind, which the step names.
    drawn = {"ui.history.draw-picture", "ui.history.draw-text", "ui.history.draw-rule"}
    for code in codes - {"intake.fix-halfwidth", "intake.fix-blanks"} - drawn:
        for language in words.LANGUAGES:
            gaps = set(re.findall(r"{(\w+)", words.catalogue(language).get(code, "")))
            assert gaps & {"what", "first", "style"} and gaps <= {"what", "first", "size", "columns", "style", "way"}, (
                code
            )


def test_the_fields_and_styles_that_steps_name_have_names() -> None:
    known = words.catalogue("zh")
    own = {field for kind in get_args(Element) for field in kind.__struct_fields__} - {"id"}
    own |= set(kinds.SetBlock.__struct_fields__) - {"page", "element"}
    assert {f"edits.field.{FIELDS.get(field, field)}" for field in own} <= set(known)
    assert {f"styles.{name}" for name in NAMED_STYLES} <= set(known)
