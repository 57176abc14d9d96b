"""A number with its sign and its unit (数值): what belongs to it, for lines of copy, headlines and the cells of tables alike.

GB/T 15835—2011 keeps a number on one line. Copy may part it from a unit where nothing else fits (``TOGETHER``, ``LONG_UNITS``);
a headline and a cell take ``QUANTITY`` as one word. In: plain text. Out: patterns; whoever asks joins them with its own.
"""

from __future__ import annotations

from typing import Final

from layoutdesk.base.late import late

#: Signs of size, of more and less and of reckoning; signs of currencies.
SIGNS: Final = "＃≤≥≦≧⩽⩾＜＞<>≈≠≡≮≯＋－＝+−±∓=×÷√∠Δ∆"
CURRENCIES: Final = "¥￥$＄€£￡"
COMPARES: Final = "≤≥≦≧⩽⩾＜＞≈≠≡"
#: A line never ends between such a sign and its number or name (UAX #14, AL × NU), nor where a second sign or one of a currency
#: stands between. Behind the hyphen of a full-width telephone number it may.
SIGNED: Final = late(
    rf"[{SIGNS}](?<![0-9０-９]－)(?=[{SIGNS}\-{CURRENCIES}]?\.?[0-9０-９]|(?<=[{COMPARES}])[A-Za-z\u0370-\u03ff])"
)
#: A space between them does no more than make it dear.
SIGNED_SPACED: Final = late("[≤≥≦≧⩽⩾＜＞<>≈≠＋±] (?=[0-9０-９])")
#: A number and its unit or counter (量词) stay together where it fits; so do the two ends of a range.
UNITS: Final = (
    "年月日号时点分秒元角万亿千百岁吨克斤米里升度倍届期版公平厘毫立个名人户亩件辆家条项次天周栋株位场座台套批起例间层楼段处所支"
    "部张份本篇幅页只头匹棵粒枚艘架列趟轮回集首句字尺寸瓦伏安桶箱瓶袋包盒盏根颗片块门组队班级种类成折档口股季晚宗笔款盘局杯桌席"
    "床卷册节课堂路线环店桩孔"
)
#: Counters that begin no other word often enough to be read wrong behind a figure in a headline.
COUNTERS: Final = (
    "年月日号时分秒点天周岁届次期个只条张片座家位名栋层间所项款批场段艘架辆台套件块元角米吨斤克亩瓦度人户村倍折路站版"
)
#: Units that are one sign: ㎡ ㎏ ㏄ 日 and months of calendars.
UNIT_SIGNS: Final = "\u3300-\u3357\u3371-\u33ffℓΩÅ"
#: What follows a number without a space and belongs to it whatever stands beside them.
PERCENTS: Final = "%％‰‱°℃℉′″"
_DIGIT: Final = "[0-9０-９]"
_TILDES: Final = "–～—~"
TOGETHER: Final = late(
    rf"{_DIGIT}(?=[{UNITS}{UNIT_SIGNS}])|{_DIGIT}[{PERCENTS}]?[{_TILDES}](?=[{SIGNS}]?[{CURRENCIES}]?{_DIGIT})"
)
#: Symbols of units (GB 3100, GB 3102) with their prefixes, and of those that stand beside them in newspapers.
_PREFIXED: Final = (
    "m|g|s|L|l|t|A|K|mol|cd|Hz|N|Pa|J|W|V|C|F|Ω|\u2126|S|Wb|T|H|lm|lx|Bq|Gy|Sv|eV|bar|cal|var|VA|Wh|tex|bit|bps|b|B|ppm"
)
#: A plain figure may raise a unit (m2), its last.
_UNIT_SYMBOL: Final = (
    f"(?:(?:[YZEPTGMKkhdcm\u03bc\u00b5npf]|da)?(?:{_PREFIXED}|m[23])|min|h|d|r|rad|sr|ha|dB|ppb|kn|n mile|px|dpi|mmHg|hp|rpm|mph"
    "|ft|lb|oz|mi|[ap]\\.?m)(?![0-9A-Za-zÀ-ɏ\u0370-\u03ff])"
)
#: A number, its last figure raised or not, and what a space parts from it: its unit, 万 亿 元 and signs; in English what it counts
#: by, its area code.
SPACED_UNIT: Final = late(
    rf"[0-9０-９⁰¹²³⁴-⁹][%‰]?[ \u2009](?={_UNIT_SYMBOL}|[万亿元%‰°′″℃℉Ω\u2126{UNIT_SIGNS}]|(?:mill|bill|trill)ion\b|thousand\b"
    r"|per ?cent\b)|(?<=\([0-9]{3}\)) (?=[0-9]{3}-[0-9]{4})"
)
#: In English a number and what it counts, a month and its day: they part only where a line would be loose.
COUNTED: Final = late(
    r"[0-9] (?=(?:second|minute|hour|day|week|month|year|mile|yard|foot|feet|inch|acre|ton|pound|cent|dollar|euro|point|page|seat)"
    r"(?:e?s)?\b)|\b(?:January|February|March|April|May|June|July|August|September|October|November|December) (?=[0-9])"
)
#: Units of several characters, as the inside of a pattern; 15日元旦 has none.
COMPOUND: Final = (
    "平方(?:公里|千米|厘米|毫米|米)|立方(?:厘米|米)|公[里斤顷尺]|[千毫厘微][米克升瓦]时?|小时|分钟|秒钟|个月|摄氏度|海里|英[里尺寸亩]"
    "|美元|欧元|日元(?!旦|宵)|港元|周[年岁]|世纪|人次|号线|单元"
)
#: After a number they do not part either where it fits; nor do 300多人, 20余户.
LONG_UNITS: Final = late(
    rf"{_DIGIT}({COMPOUND}|[多余几]?[十百千万亿]+[多余]?(?:[{UNITS}](?:里|顷|瓦时?|方米)?)?|[多余][{UNITS}])"
)
#: Before a number: up to two signs, a currency, as the inside of a pattern like those that follow (≤±, −￥).
LEAD: Final = f"[{SIGNS}#№]{{0,2}}(?:[A-Z]{{0,3}}[{CURRENCIES}])?"
#: Figures with their points, thousands, colons and signs of ratios; a unit right behind.
FIGURES: Final = r"[0-9](?:[0-9.,:：∶×/\-]*[0-9])?"
_LETTERS: Final = "[A-Za-zμµΩ\u2126]+"
#: What goes on behind the letters of a unit: its raised figure, its other part (mm², μg/m³, kW·h).
LETTERS_RAISED: Final = f"[²³]?(?:[/·]{_LETTERS}[²³]?)*"
UNIT: Final = (
    f"(?:{COMPOUND}|[{PERCENTS}{UNIT_SIGNS}]|{_LETTERS}{LETTERS_RAISED}"
    f"|[十百千万亿]*[余多]?(?:{COMPOUND}|[{COUNTERS}])?)"
)
#: A number with its sign and unit, or the two ends of a range of them (3～5分钟, ￥30～￥80元): one word of a headline or a cell.
QUANTITY: Final = rf"{LEAD}{FIGURES}{UNIT}(?:[～~–](?![0-9]{{4}}年){LEAD}{FIGURES}{UNIT})?"
