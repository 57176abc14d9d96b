"""The shapes of the trade that a line or the end of a line can have. Shapes only: no name of a person, place or paper.

Every pattern is bounded, so that a line of megabytes costs no more than its length; callers pass the head or tail of a
line where that is enough. ``：`` and ``:``, ``（`` and ``(`` are the same here, since copy comes before cleaning.
"""

from __future__ import annotations

import datetime
import re
from typing import Final

from layoutdesk.base.han import HAN, RANGES

#: Marks after which a sentence is complete (句末标点), with the quotes and brackets that may close after them.
#: GB/T 15834-2011 4.1 to 4.5; a colon or semicolon ends a line on purpose as well.
TERMINAL: Final = "。！？!?…；;：:"
CLOSERS: Final = "”’\"')）》】〉」』]〕"
#: What an item of a list may start with.
BULLETS: Final = "●•○▪■□◆◇"
MARKERS: Final = "▲▶◀▼△▷◁▽►◄▸◂↑→←↓"

#: One of the credits of a page with its names, in either script: 责编 editor, 美编 designer, 校对 proofreader.
CREDIT_ROLES: Final = {
    "editor": r"(?:值班|本版|[责責]任)?\s*(?:[责責]\s*任?\s*[编編]\s*[辑輯]?|[编編]\s*[辑輯])",
    "designer": (
        r"(?:美\s*[术術]?\s*[编編]\s*[辑輯]?|版\s*式(?:\s*[设設]\s*[计計])?|[组組]\s*版"
        r"|[视視]\s*[觉覺](?:\s*[设設]\s*[计計])?|[设設]\s*[计計])"
    ),
    "proofreader": r"(?:[责責]\s*校|校\s*[对對]|校\s*[审審])",
}
CREDIT_ROLE: Final = re.compile(
    "|".join(rf"(?P<{role}>{shape})\s*[:：/／丨|】\]\s]" for role, shape in CREDIT_ROLES.items())
)
#: Credits without any mark between role and name: "责编某某 美编某某".
_GLUED: Final = "|".join(rf"(?P<{role}>{shape})" for role, shape in CREDIT_ROLES.items())
CREDIT_GLUED: Final = re.compile(rf"(?:{_GLUED})(?={HAN}{{2,4}}(?:[\s、，,；;|｜]|$))")
CREDITS_GLUED: Final = re.compile(
    rf"(?:(?:{'|'.join(CREDIT_ROLES.values())}){HAN}{{2,4}}(?:[\s、，,；;|｜]+|$)){{2,3}}"
)
#: Other duties of the day with their names, before or among the three credits: "值班主任：某某".
DUTY: Final = re.compile(rf"{HAN}{{2,6}}\s*[:：/／]\s*{HAN}{{2,4}}(?:[\s、，,|｜丨]+{HAN}{{2,4}}(?![:：/／{RANGES}]))?")
DUTIES: Final = re.compile(rf"(?:{DUTY.pattern}[\s、，,；;|｜丨]*){{1,4}}")
#: What stands among credits and names nobody: a telephone number, an address, another duty.
ASIDE: Final = re.compile(rf"[{RANGES}A-Za-z]{{2,8}}\s*[:：].*|[\w.\-]+@[\w.\-]+|[\d\-—－]{{5,}}")

_YEAR: Final = r"(?P<year>(?:19|20|２０|１９)[\d０-９]{2})"
_DATE_SHAPE: Final = (
    rf"{_YEAR}\s*(?:年|[-./／－])\s*(?P<month>[\d０-９]{{1,2}})\s*(?:月|[-./／－])\s*(?P<day>[\d０-９]{{1,2}})\s*日?"
)
WEEKDAYS: Final = "一二三四五六日"
WEEKDAY: Final = re.compile(r"(?:星期|周|礼拜)\s*([一二三四五六日天])")
DATE: Final = re.compile(_DATE_SHAPE)
DATE_LINE: Final = re.compile(rf"{_DATE_SHAPE}\s*(?P<rest>.{{0,60}})")
DATE_HAN: Final = re.compile(
    r"[二一][〇○零Ｏ0九][〇○零一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)

#: The label of a page: 第03版, A03版, 03 版：要闻.
PAGE_LABEL: Final = re.compile(
    r"(?:第\s*)?(?P<label>[A-Z]?[\d０-９]{1,3}|[一二三四五六七八九十]{1,3})\s*版(?:\s*[:：·|丨\s]\s*(?P<name>\S.{0,11}))?"
)
CN_NUMBER: Final = re.compile(r"CN\s*[:：]?\s*(\d{2}\s*[-—－]\s*\d{4}(?:/\S{1,3})?)")
ISSUE_NUMBER: Final = re.compile(r"(?:总|出版)?第\s*([\d０-９]{1,6})\s*期")
POSTAL_CODE: Final = re.compile(r"邮发代号\s*[:：]?\s*(\d{1,3}\s*[-—－]\s*\d{1,4})")
PAPER_NAME: Final = re.compile(rf"[《]?({HAN}{{2,8}}(?:日报|晚报|早报|都市报|商报|晨报|时报|导报|周报|报))[》]?")

_NUMERAL: Final = "一二三四五六七八九十"
#: How a clause (条款) starts, from the outermost kind inwards: 一、 （一） 1. (1) ①; also 第一条.
CLAUSE: Final = (
    re.compile(rf"(?P<n>[{_NUMERAL}]{{1,3}})、"),
    re.compile(rf"[（(]\s*(?P<n>[{_NUMERAL}]{{1,3}})\s*[)）]"),
    re.compile(r"(?P<n>\d{1,2})\s*(?:[、．]|\.(?![\d]))"),
    re.compile(r"[（(]\s*(?P<n>\d{1,2})\s*[)）]"),
    re.compile(r"(?P<n>[①-⑳])"),
    re.compile(rf"第(?P<n>[{_NUMERAL}]{{1,3}})条"),
)

_PHONE_NUMBER: Final = r"(?:\d{3,4}[-—－ ]?\d{7,8}|1\d{10}|400[-—－]?\d{3}[-—－]?\d{4}|\d{7,8}|1\d{4}|96\d{3,4})"
#: A label and a telephone number: "某某咨询电话：0000-00000000（某科）".
PHONE: Final = re.compile(
    rf"(?:电话|热线|手机|传真|联系方式)[^：:，。；]{{0,12}}[:：]\s*{_PHONE_NUMBER}(?:[、,，/]\s*{_PHONE_NUMBER}){{0,4}}(?:\s*[（(][^（）()]{{1,20}}[)）])?"
)
CONTACT: Final = re.compile(
    r"(?:联系人|联系电话|联系地址|联系方式|咨询电话|监督电话|举报电话|报名地点|地址|邮箱|电子邮箱|网址|邮编|传真|开户行|开户银行|户名|账号|帐号|电话)\s*[:：]"
)

_COUNTED: Final = (
    "元角分吨公斤克里米平方立亩顷升毫厘户人次家个件台套辆艘架只头匹羽箱桶瓶袋册张份股手度时秒日月年天瓦万亿千百%％‰℃"
)
_MEASURE: Final = (
    rf"(?:[0-9.,]{{0,8}}(?:人民币|美|欧|日|港)?[{_COUNTED}]{{1,6}}(?:人民币)?|人民币|[A-Za-z/%$€£²³0-9.,]{{1,12}})"
)
#: What a table is counted in, a line by itself over it: 单位：万元, （金额单位：人民币元）, Unit: 10,000 yuan.
UNIT_LINE: Final = re.compile(
    r"[（(【\[]?\s*(?:金额|货币|计量|计价|价格|面积|数量|重量)?单位\s*[:：]\s*"
    rf"{_MEASURE}(?:\s*[、，,/／（(]\s*{_MEASURE}[)）]?){{0,4}}\s*[)）】\]]?[:：]?"
    r"|[(\[]?(?:Units?|Figures in|Amounts in):? [\w.,/%$€£ ]{1,40}[)\]]?"
)

#: What the title of a notice (公告) ends with; a number of the document may follow in another part.
NOTICE_TITLE: Final = re.compile(
    r"(?:公告|通告|公示|启事|声明|布告|告示|讣告|公告书|告知书|通知书|通知|招标|招租|拍卖|更正|遗失|注销|减资|认领)"
    r"(?:\s*[（(][^（）()]{1,20}[)）])?(?:\s+\S{1,24}号)?$"
)
#: The name of a notice that stands alone as its title, without the marks of a report's headline.
NOTICE_NAME: Final = re.compile(r"^[^，,。：:；;！!？?“”\"…]{0,26}(?:公告|通告|公示|启事|声明|布告|告示|讣告)$")
#: What a notice says before its clauses: "…如下：".
ANNOUNCES: Final = re.compile(r"(?:如下|以下\S{0,8}|事项|内容)\s*[:：]$")
DOCUMENT_NUMBER: Final = re.compile(
    r"(?:[\[〔（(【]?\d{4}[\]〕）)】]?\S{0,12}|\S{0,10}第?\d{1,5})号|\S{0,12}[\[〔]\d{4}[\]〕]\S{0,8}号?"
)

#: Labels of matter that belongs to the story before it (相关新闻, 新闻链接 …).
SIDEBAR_LABEL: Final = re.compile(
    r"[■◆●◎▇▌【\[]?\s*(?:相关(?:新闻|链接|报道|阅读|知识)|新闻(?:链接|背景|助读|延伸|多看点|加点料|纵深|回放)|背景(?:链接|资料|新闻)|链接|延伸阅读|"
    r"名词解释|知识链接|知多[点D]|小贴士|温馨提示|记者手记|采访手记|编后|延伸|数据链接|深读)\s*[】\]]?[:：]?"
)
#: Columns that are comment (评论) by their names: 社论, 今日快评, 江边时评, 来论, 编者按.
COMMENT_LABEL: Final = re.compile(
    r"[■◆●◎▇▌【\[]?\s*\S{0,8}(?:[快短时锐微热社点辣漫]评|社论|评论(?:员文章|员观察)?|言论|来论|杂谈|杂议|谈片|编者按|编者的话)\s*[】\]]?[:：]?"
)
#: How a paragraph begins in which the editor speaks (编者按), in a report too.
EDITORS_NOTE: Final = re.compile(r"[【\[]?(?:编者按|编者的话|编后|编后语|开栏的话|编辑手记)[】\]]?\s*[:：]")
#: Who signs a comment for the paper itself: 本报评论员 某某.
COMMENTATOR: Final = re.compile(r"[□■◎●◆○◇（(]?\s*本报(?:特约|首席)?评论员")


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends with a mark that closes a sentence, also inside quotes or brackets; a full stop closes Latin text."""
    return text.rstrip(CLOSERS)[-1:] in TERMINAL + "." or text.endswith((")", "）"))


def quoted(text: str) -> bool:
    """Whether all of ``text`` stands in one pair of quotation marks."""
    pairs = {"“": "”", '"': '"', "「": "」", "『": "』"}
    close = pairs.get(text[:1])
    return close is not None and text.endswith(close) and close not in text[1:-1]


def parse_date(text: str) -> datetime.date | None:
    """The first date of ``text``; ``None`` where there is none, or where the calendar has no such day."""
    found = DATE.search(text)
    if not found:
        return None
    try:
        return datetime.date(*(int(found[part]) for part in ("year", "month", "day")))
    except ValueError:
        return None


def is_closed(text: str) -> bool:
    """Whether every bracket and quotation mark of ``text`` that opens also closes."""
    return all(text.count(left) == text.count(right) for left, right in ("“”", "《》", "「」")) and (
        text.count("(") + text.count("（") == text.count(")") + text.count("）")
    )


def is_name_like(text: str) -> bool:
    """The shape of an office's or company's name: short, no digits, no marks of a sentence."""
    return len(text) <= 32 and not re.search(r"[0-9，。：；、！？,:;!?“”…]", text)
