"""RTF in the encodings and tables that Chinese word processors write."""

import pytest
from made_documents import png

from layoutdesk import words
from layoutdesk.base.problem import Refusal
from layoutdesk.intake import readers
from layoutdesk.intake.manuscript import Manuscript

HEAD = (
    r"{\rtf1\ansi\ansicpg936\deff0"
    r"{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1\froman\fcharset0 Times;}{\f2\fnil\fcharset2 Symbol;}}"
)
STYLES = (
    r"{\stylesheet{\s0 Normal;}{\s1\sbasedon0\outlinelevel0 heading 1;}{\s2 \'b1\'ea\'cc\'e2 2;}{\s3 \'b8\'b1\'cc\'e2;}"
    r"{\s4\sbasedon1 Own;}{\*\cs10\b Strong;}{\s5 caption;}}"
)


def gbk(text: str) -> str:
    """Text as escaped bytes of GBK."""
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gbk"))


def uni(text: str) -> str:
    """Text as codes, each with a stand-in of one character."""
    units = text.encode("utf-16-le")
    codes = (int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2))
    return "".join(f"\\u{code}?" for code in codes)


def read(body: str, head: str = HEAD + STYLES) -> Manuscript:
    return readers.read((head + body + "}").encode("latin-1"), "某稿.rtf")


def texts(body: str, head: str = HEAD + STYLES) -> list[str]:
    return [line.text for line in read(body, head).lines]


def codes(body: str) -> dict[str, str]:
    return {problem.code.removeprefix("intake."): problem.args.get("count", "") for problem in read(body).problems}


def test_bytes_and_codes_make_the_same_text() -> None:
    assert texts(gbk("报纸排版") + r"\par " + uni("报纸排版")) == ["报纸排版", "报纸排版"]
    assert texts(uni("𠮷野家") + r"\par \uc0\u25253 \u32440 ") == ["𠮷野家", "报纸"]
    assert texts(r"\uc2\u25253\'b1\'a8\u32440\'d6\'bd") == ["报纸"]


def test_a_second_byte_may_be_plain_text_or_a_brace() -> None:
    # 乗 is 81 5C in GBK, 亄 81 7B, 丂 81 40.
    assert texts(r"\'81\\" + r"\'81\{" + "\\'81@") == ["乗亄丂"]
    assert texts("\\'b1\r\n\\'a8") == ["报"]


def test_a_font_has_its_own_encoding_and_western_bytes_in_a_chinese_file_stay_western() -> None:
    head = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset134 S;}{\f1\fcharset0 T;}{\f2\fcharset204 C;}{\f3\fcharset136 M;}}"
    body = r"\f0 " + gbk("报") + r"{\f2 \'c4\'e0}{\f3 \'a4\'e9}\f1 caf\'e9"
    assert texts(body, head) == ["报Да日café"]
    assert texts(r"\f1 caf\'e9.") == ["café."]


def test_fonts_without_groups_are_read_too() -> None:
    head = r"{\rtf1\ansi\ansicpg1252{\fonttbl\f0\fnil\fcharset134 STSongti;\f1\fnil\fcharset0 Helvetica;}"
    assert texts(r"\f0 " + gbk("报纸") + "\\\n" + gbk("排版"), head) == ["报纸", "排版"]


def test_symbol_fonts_are_translated_where_known_and_told_where_not() -> None:
    assert texts(r"{\f2 \'b7}" + gbk("一条。")) == ["•一条。"]
    assert texts(r"{\f2 \'21}" + gbk("一条。")) == ["\uf021一条。"]
    assert codes(r"{\f2 \'21}" + gbk("一条。")) == {"rich-symbol-fonts": "1"}


def test_names_of_styles_may_be_written_in_codes() -> None:
    # As LibreOffice writes them: each code with a question mark that stands in for it.
    names = r"{\stylesheet{\s0 Normal;}{\s1 \u20027\'3f\u39064\'3f;}{\s2 \u21103?\'cc\'e2;}}"
    lines = read(
        rf"\pard\s1 {gbk('头茶开采')}\par\pard\s2 {gbk('山里忙')}\par\pard {gbk('开采了。')}", HEAD + names
    ).lines
    assert [line.type for line in lines] == ["headline", "deck", ""]


def test_styles_by_english_and_chinese_names_and_what_they_are_based_on() -> None:
    body = "".join(
        rf"\pard\plain\s{style} {gbk(text)}\par "
        for style, text in (
            (1, "头茶开采"),
            (3, "一夜返青"),
            (0, "正文一段。"),
            (2, "机器上山"),
            (4, "又一条"),
            (5, "图说。"),
        )
    )
    assert [(line.text, line.type, line.level) for line in read(body).lines] == [
        ("头茶开采", "heading", 1), ("一夜返青", "deck", 0), ("正文一段。", "", 0), ("机器上山", "heading", 2),
        ("又一条", "heading", 1), ("图说。", "caption", 0),
    ]  # fmt: skip


def test_bold_lasts_to_the_end_of_its_group() -> None:
    body = (
        gbk("今年的")
        + r"{\b "
        + gbk("第一")
        + r"\i "
        + gbk("锅")
        + "}"
        + gbk("茶")
        + r"\dbch\ab "
        + gbk("好")
        + r"\plain "
        + gbk("。")
    )
    line = read(body).lines[0]
    assert line.text == "今年的第一锅茶好。"
    assert [(span.style, line.text[span.start : span.end]) for span in line.spans] == [
        ("bold", "第一锅"), ("bold", "好"), ("emphasis", "锅"),
    ]  # fmt: skip


def test_lines_tabs_marks_and_hidden_text() -> None:
    body = (
        gbk("上") + r"\line " + gbk("下") + r"{\v " + gbk("密") + "}" + r"{\deleted " + gbk("删") + "}" + r"\tab\emdash\par\par "
        + r"a\~b\_c\-d" + r"{\*\unheard " + gbk("无") + "}"
    )  # fmt: skip
    assert texts(body) == ["上", "下\t—", "a\u00a0b-cd"]
    assert codes(body) == {"rich-hidden": "1", "rich-deleted": "1"}


def test_what_stands_beside_the_text_is_told() -> None:
    body = (
        r"{\header\pard " + gbk("内部资料") + r"\par}" + gbk("正文") + r"{\footnote\pard " + gbk("见公报。") + "}"
        + r"{\*\annotation\pard " + gbk("再核") + "}" + gbk("。") + r"\par "
    )  # fmt: skip
    assert texts(body) == ["正文。"]
    assert codes(body) == {"rich-footnote": "", "rich-comments": "1", "rich-page-furniture": "1"}


def test_a_text_box_follows_its_paragraph_and_its_copy_for_old_programs_is_left() -> None:
    box = (
        r"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt\pard "
        + gbk("框里。")
        + r"\par}}{\shprslt "
        + gbk("框里。")
        + "}}"
    )
    assert texts(gbk("正文") + box + gbk("。") + r"\par " + gbk("下文。")) == ["正文。", "框里。", "下文。"]


def test_numbers_of_lists_come_from_their_text() -> None:
    body = (
        r"{\listtext\pard\plain " + gbk("一、") + r"\tab}" + gbk("总则。") + r"\par {\listtext 2.\tab}2019" + gbk("年。")
        + r"\par {\pntext\f2\'b7\tab}" + gbk("点。") + r"\par "
    )  # fmt: skip
    assert texts(body) == ["一、总则。", "2. 2019年。", "●点。"]


def test_links_keep_their_text() -> None:
    assert texts(
        gbk("看") + r'{\field{\*\fldinst HYPERLINK "http://x"}{\fldrslt ' + gbk("这里") + "}}" + gbk("。")
    ) == ["看这里。"]


def test_cells_span_columns_by_their_edges_and_rows_by_their_marks() -> None:
    def row(edges: str, *cells: str) -> str:
        return r"\trowd" + edges + "".join(rf"\pard\intbl {gbk(cell)}\cell" for cell in cells) + r"\row "

    body = (
        row(r"\trhdr\clvmgf\cellx1000\cellx3010", "片区", "时间")
        + row(r"\trhdr\clvmrg\cellx1000\cellx2000\cellx3000", "", "上午", "下午")
        + row(r"\cellx1000\clmgf\cellx2000\clmrg\cellx3000", "城南", "全天", "")
        + r"\pard " + gbk("表后。") + r"\par"
    )  # fmt: skip
    lines = read(body).lines
    assert [[(cell.text, cell.colspan, cell.rowspan, cell.head) for cell in row] for row in lines[0].rows] == [
        [("片区", 1, 2, True), ("时间", 2, 1, True)],
        [("上午", 1, 1, True), ("下午", 1, 1, True)],
        [("城南", 1, 1, False), ("全天", 2, 1, False)],
    ]
    assert lines[1].text == "表后。"


def test_a_table_inside_a_cell_joins_its_text() -> None:
    body = (
        r"\trowd\cellx1000\cellx2000\pard\intbl " + gbk("外") + r"\par\pard\intbl\itap2 " + gbk("内")
        + r"\nestcell{\*\nesttableprops\trowd"
        r"\cellx500\nestrow}{\nonesttables\par}\pard\intbl\cell\pard\intbl " + gbk("右") + r"\cell\row"
    )  # fmt: skip
    assert [[cell.text for cell in row] for row in read(body).lines[0].rows] == [["外 内", "右"]]
    assert codes(body) == {"rich-nested-tables": "1"}


def test_pictures_come_out_and_their_copies_for_old_programs_do_not() -> None:
    digits = png().hex()
    body = (
        r"{\*\shppict{\pict\pngblip\picw2 " + digits[:20] + "\n" + digits[20:] + r"}}{\nonshppict{\pict\wmetafile8 0102}}\par "
        + r"\pard\s5 " + gbk("茶农在采茶。") + r"\par {\pict\emfblip 0102}" + gbk("文。")
    )  # fmt: skip
    found = read(body)
    assert found.pictures == {"image1.png": png()}
    assert [(line.picture, line.type) for line in found.lines] == [("image1.png", "picture"), ("", "caption"), ("", "")]
    assert codes(body) == {"rich-drawings": "1"}


def test_binary_pictures_are_skipped_over_by_their_length() -> None:
    data = rb"{\rtf1{\pict\pngblip\bin%d " % len(png()) + png() + rb"}after\par}"
    found = readers.read(data, "a.rtf")
    assert found.pictures == {"image1.png": png()} and [line.text for line in found.lines] == ["", "after"]


def test_a_file_that_breaks_off_is_read_and_told() -> None:
    found = readers.read((HEAD + gbk("正文到此")).encode("latin-1"), "某稿.rtf")
    assert [line.text for line in found.lines] == ["正文到此"]
    assert [problem.code for problem in found.problems] == ["intake.rtf-open"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{" * 100_000, "rtf-deep"),
        ("{" * 100_000 + "}" * 100_000, "rtf-deep"),
        ("", "empty"),
        (r'{\field{\*\fldinst INCLUDEPICTURE "file:///etc/passwd"}{\fldrslt x}}', "external-picture"),
        (r"\trowd\cellx9 " + r"a\cell " * 3_000 + r"\row", "table-too-large"),
        (r"x\par " * 50_001, "too-many-lines"),
        ("{}" * 500_001, "rtf-tokens"),
    ],
)
def test_what_no_copy_is_like_is_refused_in_words(body: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(body)
    assert refused.value.code == f"intake.{code}"
    for language in words.LANGUAGES:
        sentence = words.refusal_text(refused.value, language)
        assert "某稿.rtf" in sentence and "{" not in sentence


def test_a_line_of_ten_megabytes_is_read_as_one() -> None:
    found = read("x" * 10_000_000)
    assert [len(line.text) for line in found.lines] == [10_000_000]
