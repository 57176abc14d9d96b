"""What agencies send: NITF, NewsML-G2 and ninjs to stories, with what cannot be printed told and what is wrong refused."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from layoutdesk import words
from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Refusal
from layoutdesk.intake import Intake, read_text
from layoutdesk.model import Paragraph, PictureRef, TableBlock

NITF = """\
<?xml version="1.0" encoding="UTF-8"?>
<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" version="-//IPTC//DTD NITF 3.6//EN">
 <head>
  <title>茶园</title>
  <docdata>
   <urgency ed-urg="3"/><date.release norm="20260313T060000+0800"/><series series.name="春到茶山"/>
   <ed-msg info="请配图"/>
  </docdata>
 </head>
 <body>
  <body.head>
   <hedline><hl1>头茶开采 山里忙
     起来</hl1><hl2 class="kicker">雨停了</hl2><hl2>全市茶园一夜返青</hl2></hedline>
   <byline>本报记者 <person>云开</person></byline>
   <dateline><location>云溪</location><story.date norm="20260312">3月12日</story.date></dateline>
   <abstract><p>今年的<em>第一锅茶</em></p></abstract>
  </body.head>
  <body.content>
   <p>今年的<em>第一锅
     茶</em>出锅了,大家都很高兴。</p>
   <hl2>机器上山</hl2>
   <media media-type="image">
    <media-reference mime-type="image/jpeg" source="http://127.0.0.1:9/photos/tea.jpg?size=l" source-credit="云溪"/>
    <media-caption><p>炒茶师傅在翻炒。</p></media-caption>
    <media-producer>Lin Jian/YX</media-producer>
   </media>
   <block><p>采茶机来了(共12台)。<br/>一天采两亩。</p></block>
   <ol><li>先采向阳坡。</li><li>再采背阴坡。</li></ol>
   <table><thead><tr><th rowspan="2">片区</th><th colspan="2">时间</th></tr></thead>
    <tbody><tr><td>上午</td><td>下午</td></tr><tr><td>城南</td><td>9:00</td><td>14:00</td></tr></tbody></table>
   <note type="npa"><body.content><p>稿件未经核实。</p></body.content></note>
   <media media-type="video"><media-reference mime-type="video/mp4" source="tea.mp4"/></media>
  </body.content>
  <body.end><tagline>（记者 云开）</tagline></body.end>
 </body>
</nitf>
"""


def read(text: str, name: str = "稿.xml") -> Intake:
    return read_text(text.encode(), name, IdSource(b"test"))


def codes(intake: Intake) -> list[str]:
    return [problem.code.removeprefix("intake.") for problem in intake.problems]


def test_nitf_gives_every_part_of_the_story() -> None:
    intake = read(NITF)
    (story,) = intake.stories
    parts = {name: getattr(story, name).text for name in ("label", "kicker", "main", "deck", "byline")}
    assert parts == {
        "label": "春到茶山", "kicker": "雨停了", "main": "头茶开采 山里忙起来", "deck": "全市茶园一夜返青",
        "byline": "本报记者 云开",
    }  # fmt: skip
    texts = [(item.style, item.text) for item in story.body if isinstance(item, Paragraph)]
    assert texts == [
        ("lead", "今年的第一锅茶出锅了，大家都很高兴。"), ("subhead", "机器上山"), ("body", "采茶机来了（共12台）。"),
        ("body", "一天采两亩。"), ("clause", "1.先采向阳坡。"), ("clause", "2.再采背阴坡。"), ("byline", "（记者 云开）"),
    ]  # fmt: skip
    lead = story.body[0]
    assert isinstance(lead, Paragraph)
    assert [(span.style, lead.text[span.start : span.end]) for span in lead.spans] == [("bold", "第一锅茶")]


def test_nitf_pictures_have_caption_credit_and_a_bare_file_name() -> None:
    (picture,) = [item for item in read(NITF).stories[0].body if isinstance(item, PictureRef)]
    assert picture.asset == "tea.jpg"
    assert picture.caption is not None and picture.caption.text == "炒茶师傅在翻炒。"
    assert picture.credit is not None and picture.credit.text == "Lin Jian/YX"


def test_nitf_tables_keep_their_spans_and_head() -> None:
    (table,) = [item for item in read(NITF).stories[0].body if isinstance(item, TableBlock)]
    cells = [[(cell.paragraph.text, cell.colspan, cell.rowspan) for cell in row] for row in table.rows]
    assert cells[0] == [("片区", 1, 2), ("时间", 2, 1)] and table.header_rows == 1
    assert cells[2] == [("城南", 1, 1), ("9:00", 1, 1), ("14:00", 1, 1)]


def test_what_is_not_for_print_is_told() -> None:
    told = codes(read(NITF))
    assert sorted(told) == ["news-dateline", "news-embargo", "news-media", "news-note", "news-note", "news-urgency"]


def test_a_dateline_of_the_trade_opens_the_text() -> None:
    text = NITF.replace(
        '<location>云溪</location><story.date norm="20260312">3月12日</story.date>', "本报讯（记者 云开）"
    )
    lead = read(text).stories[0].body[0]
    assert isinstance(lead, Paragraph) and lead.text.startswith("本报讯（记者 云开）今年的")
    assert {"dateline", "byline", "bold"} == {span.style for span in lead.spans}
    head = "<body.head><dateline>YUNXI, March 12</dateline></body.head>"
    latin = f"<nitf><body>{head}<body.content><p>Tea.</p></body.content></body></nitf>"
    item = read(latin).stories[0].body[0]
    assert isinstance(item, Paragraph) and item.text == "YUNXI, March 12 Tea."


def test_nitf_is_read_whatever_its_version_namespace_and_prefix() -> None:
    plain = NITF.replace(' xmlns="http://iptc.org/std/NITF/2006-10-18/" version="-//IPTC//DTD NITF 3.6//EN"', "")
    assert [item.text for item in plain_paragraphs(read(plain))] == [item.text for item in plain_paragraphs(read(NITF))]
    prefixed = (
        '<n:nitf xmlns:n="urn:x"><n:body><n:body.content><n:p>茶园开采。</n:p></n:body.content></n:body></n:nitf>'
    )
    assert [item.text for item in plain_paragraphs(read(prefixed))] == ["茶园开采。"]


def plain_paragraphs(intake: Intake) -> list[Paragraph]:
    return [item for story in intake.stories for item in story.body if isinstance(item, Paragraph)]


def test_an_original_inside_the_file_comes_along() -> None:
    data = base64.b64encode(b"GIF89a not really").decode()
    text = f"""<nitf><body><body.content><p>见图。</p><media media-type="image"><media-reference name="a.gif"/>
        <media-object encoding="base64">{data}</media-object></media></body.content></body></nitf>"""
    assert list(read(text).pictures.values()) == [b"GIF89a not really"]


def g2(meta: str = "", content: str = "", guid: str = "urn:a", kind: str = "text") -> str:
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="1" standard="NewsML-G2"
      standardversion="2.35" conformance="power" xml:lang="zh-CN">
     <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_38.xml"/>
     <itemMeta><itemClass qcode="ninat:{kind}"/><provider qcode="nprov:YX"/>
      <versionCreated>2026-03-12T08:00:00+08:00</versionCreated>
      <pubStatus qcode="stat:usable"/></itemMeta>
     <contentMeta>{meta}</contentMeta><contentSet>{content}</contentSet></newsItem>"""


def nitf_body(*paragraphs: str) -> str:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f"""<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head>
      <hedline><hl1>里面的标题</hl1></hedline><byline>里面的署名</byline></body.head><body.content>{body}</body.content></body></nitf></inlineXML>"""


HEADS = """<urgency>2</urgency><headline role="hldrole:kicker">雨停了</headline><headline>头茶开采</headline>
  <headline role="hldrole:subhead">一夜返青</headline><by>本报记者 云开</by>"""
PHOTO = g2(
    '<creditline>云溪图片社</creditline><headline>不印</headline><description role="drol:caption">师傅在\n 翻炒。</description>',
    """<remoteContent rendition="rnd:thumbnail" href="thumb.jpg" contenttype="image/jpeg"/>
       <remoteContent rendition="rnd:highRes" href="http://127.0.0.1:9/b/tea.jpg" contenttype="image/jpeg"/>""",
    "urn:photo", "picture",
)  # fmt: skip


def test_newsml_takes_the_head_from_its_metadata_and_the_text_from_inside() -> None:
    intake = read(g2(HEADS, nitf_body("今年的第一锅茶出锅了。")))
    (story,) = intake.stories
    parts = {name: getattr(story, name).text for name in ("kicker", "main", "deck", "byline")}
    assert parts == {"kicker": "雨停了", "main": "头茶开采", "deck": "一夜返青", "byline": "本报记者 云开"}
    assert [item.text for item in plain_paragraphs(intake)] == ["今年的第一锅茶出锅了。"]
    assert codes(intake) == ["news-urgency"]
    assert getattr(read(g2("", nitf_body("正文。"))).stories[0].main, "text", "") == "里面的标题"


def test_a_message_gives_its_items_in_the_order_of_its_package_with_their_pictures() -> None:
    second = g2(
        "<headline>第二条</headline>",
        '<inlineData contenttype="text/plain">第二条的正文。\n\n还有一段。</inlineData>',
        "urn:b",
    )
    refs = '<itemRef residref="urn:b"/><itemRef residref="urn:a"/><itemRef residref="urn:photo"/>'
    first = g2(HEADS, nitf_body("第一条的正文（记者 云开）"))
    message = f"""<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>
      <packageItem guid="urn:p"><groupSet><group>{refs}</group></groupSet></packageItem>{first}{PHOTO}{second}
      </itemSet></newsMessage>"""
    stories = read(message).stories
    assert [getattr(story.main, "text", "") for story in stories] == ["第二条", "头茶开采"]
    assert [item.text for item in stories[0].body if isinstance(item, Paragraph)] == ["第二条的正文。", "还有一段。"]
    (picture,) = [item for item in stories[1].body if isinstance(item, PictureRef)]
    assert picture.asset == "tea.jpg" and picture.caption is not None and picture.caption.text == "师傅在翻炒。"
    assert picture.credit is not None and picture.credit.text == "云溪图片社"


def test_a_picture_alone_is_a_picture_and_a_film_is_told() -> None:
    (story,) = read(PHOTO).stories
    assert [item.asset for item in story.body if isinstance(item, PictureRef)] == ["tea.jpg"]
    film = read(g2("<headline>影片</headline>", '<remoteContent href="a.mp4" contenttype="video/mp4"/>', kind="video"))
    assert codes(film) == ["news-media", "news-empty"] and not film.stories


def test_an_item_that_was_taken_back_says_so() -> None:
    assert "news-withdrawn" in codes(read(g2(HEADS, nitf_body("正文。")).replace("stat:usable", "stat:canceled")))


def ninjs(**more: Any) -> str:
    return json.dumps(
        {"uri": "urn:a", "headline": "头茶开采", "byline": "本报记者 云开", "body_text": "第一段。\n第二段。"} | more
    )


def test_bodies_in_html_come_through_the_reader_of_web_pages() -> None:
    page = """<h2>机器上山</h2><p>采茶机<b>来了</b>(共12台)。</p><figure><img src="tea.jpg"><figcaption>师傅在翻炒。 记者 林间 摄
      </figcaption></figure><ul><li>先采向阳坡。</li></ul><table><tr><th>片区</th><td>城南</td></tr></table>"""
    xhtml = page.replace('<img src="tea.jpg">', '<img src="tea.jpg"/>')
    made = (
        read(ninjs(body_xhtml=page), "稿.json"),
        read(json.dumps({"uri": "urn:a", "by": "云开", "headlines": [{"value": "题"}],
                         "bodies": [{"contentType": "text/html", "value": page}]}), "稿.json"),
        read(g2(HEADS, f'<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body>{xhtml}</body></html></inlineXML>')),
        read(g2(HEADS, f'<inlineData contenttype="text/html"><![CDATA[{page}]]></inlineData>')),
    )  # fmt: skip
    for intake in made:
        (story,) = intake.stories
        texts = [(item.style, item.text) for item in story.body if isinstance(item, Paragraph)]
        assert texts == [("subhead", "机器上山"), ("body", "采茶机来了（共12台）。"), ("body", "●先采向阳坡。")]
        (picture,) = [item for item in story.body if isinstance(item, PictureRef)]
        assert (picture.asset, picture.credit and picture.credit.text) == ("tea.jpg", "记者 林间 摄")
        assert [item for item in story.body if isinstance(item, TableBlock)]


def test_ninjs_of_the_first_family_is_read() -> None:
    picture = {
        "uri": "urn:photo", "type": "picture", "description_text": "师傅在翻炒。", "byline": "云溪图片社",
        "renditions": {
            "thumbnail": {"href": "http://127.0.0.1:9/t.jpg", "mimetype": "image/jpeg", "width": 80},
            "original": {"href": "http://127.0.0.1:9/tea.jpg", "mimetype": "image/jpeg", "width": 800},
        },
    }  # fmt: skip
    other = {"uri": "urn:b", "headline": "另一条", "body_text": "另一条的正文。"}
    intake = read(ninjs(headline_kicker="雨停了", associations={"photo": picture, "more": other}), "稿.json")
    first, second = intake.stories
    assert (first.kicker and first.kicker.text, first.main and first.main.text) == ("雨停了", "头茶开采")
    assert [item.text for item in first.body if isinstance(item, Paragraph)] == ["第一段。", "第二段。"]
    (ref,) = [item for item in first.body if isinstance(item, PictureRef)]
    assert (ref.asset, ref.credit and ref.credit.text) == ("tea.jpg", "云溪图片社")
    assert second.main is not None and second.main.text == "另一条"


@pytest.mark.parametrize("content_type", ["contenttype", "contentType"])
def test_ninjs_of_the_later_families_is_read(content_type: str) -> None:
    value = {
        "standard": {"name": "ninjs", "version": "3.1"}, "uri": "urn:a", "type": "text", "by": "本报记者 云开", "urgency": 2,
        "headlines": [{"role": "sub", "value": "一夜返青"}, {"role": "main", "value": "头茶开采"}],
        "bodies": [{"role": "main", content_type: "text/plain", "value": "第一段。"}],
        "associations": [{
            "name": "photo", "uri": "urn:p", "type": "picture", "descriptions": [{"role": "caption", "value": "师傅在翻炒。"}],
            "renditions": [{"name": "web", "href": "http://127.0.0.1:9/w.jpg"}, {"name": "highRes", "href": "b/tea.jpg"}],
        }],
    }  # fmt: skip
    intake = read(json.dumps(value), "稿.json")
    (story,) = intake.stories
    assert (story.main and story.main.text, story.deck and story.deck.text) == ("头茶开采", "一夜返青")
    assert [item.asset for item in story.body if isinstance(item, PictureRef)] == ["tea.jpg"]
    assert codes(intake) == ["news-urgency"]


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        ("{}", "missing", "$"),
        (ninjs(type="letter"), "choice", "$.type"),
        (ninjs(version=1), "type", "$.version"),
        (ninjs(mime_type="text/plain"), "unknown", "$"),
        (ninjs(**{"headline_*": "x"}), "unknown", "$"),
        (ninjs(body_text={"a": 1}), "unknown", "$"),
        (ninjs(associations=[{"name": "photo"}]), "missing", "$.associations[0]"),
        (ninjs(rightsinfo={"linkedrights": "a", "encodedrights": "b"}), "value", "$.rightsinfo"),
        (
            ninjs(eventDetails={"dates": {"expectedStartDate": "next week"}}),
            "format",
            "$.eventdetails.dates.expectedstartdate",
        ),
        ('{"uri": "urn:a",\n"headline": }', "broken", ""),
        ('{"uri": ' + "[" * 100_000 + "]" * 100_000 + "}", "depth", ""),
    ],
)
def test_what_is_no_ninjs_is_refused_with_the_path_of_the_fault(text: str, code: str, path: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(text, "某稿.json")
    assert refused.value.code == f"intake.json-{code}"
    assert refused.value.args_.get("path", "") == path
    for language in words.LANGUAGES:
        sentence = words.refusal_text(refused.value, language)
        assert "某稿.json" in sentence and "{" not in sentence and path in sentence


def test_other_xml_is_refused_by_its_root() -> None:
    with pytest.raises(Refusal) as refused:
        read('<?xml version="1.0"?><rss/>')
    assert (refused.value.code, refused.value.args_["root"]) == ("intake.xml-unknown", "rss")


@pytest.mark.parametrize(("schema", "text"), [("nitf-3-6.xsd", NITF), ("NewsML-G2_2.35-spec-All-Power.xsd", PHOTO)])
def test_the_written_samples_are_valid(shared: Path, schema: str, text: str) -> None:
    etree = pytest.importorskip("lxml.etree")
    parser = etree.XMLParser(no_network=True)
    found = etree.XMLSchema(etree.parse(str(shared / "schemas" / schema), parser))
    found.assertValid(etree.fromstring(text.encode()))


def test_the_samples_of_others_are_read_or_refused(shared: Path) -> None:
    for path in sorted((shared / "badinput" / "news").rglob("*.*")):
        try:
            intake = read_text(path.read_bytes(), path.name, IdSource(b"test"))
        except Refusal as refusal:
            assert "should_fail" in path.name, words.refusal_text(refusal, "en")
        else:
            assert "should_fail" not in path.name
            assert intake.blocks or "news-empty" in codes(intake)
