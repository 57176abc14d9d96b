"""Notices with tables as a newspaper prints them, for tests: the copy is made up."""

from __future__ import annotations

from itertools import count

from compose_helpers import body, paragraph, story, table
from hypothesis import strategies as st
from msgspec.structs import replace

from layoutdesk.model import Cell, Story, TableBlock
from layoutdesk.model.story import Paragraph


def _cell(text: str, across: int = 1, down: int = 1) -> Cell:
    return Cell(paragraph=paragraph(text, "cell"), colspan=across, rowspan=down)


def land() -> TableBlock:
    """土地挂牌: nine columns, areas with decimals, comparisons, money."""
    heads = "地块编号|土地位置|出让面积（平方米）|土地用途|出让年限（年）|容积率|建筑密度（%）|起始价（万元）|竞买保证金（万元）"
    rows = (
        "清挂2026-01|浦南区望川大道东侧|38462.50|城镇住宅用地|70|≤2.2|≤25|21580|4316",
        "清挂2026-02|浦南区桥南路北侧|5207.8|商业用地|40|≤3.0|≤45|9120|1824",
        "清挂2026-03|浦南区智造三路西侧|152680|工业用地|50|≥1.2|≥40|2640|528",
        "清挂2026-04|柳溪县茶市路南侧、榨坊桥以东|8916.305|物流仓储用地|50|≥1.0|≥40|1115|223",
    )
    return table([heads.split("|"), *(row.split("|") for row in rows)])


def auction() -> TableBlock:
    """拍卖: figures with different units, long names."""
    rows = (
        "序号|标的名称|数量|参考价（万元）|保证金（万元）",
        "1|云岭区江滨路118号临街商铺|326.40平方米|489.60|98",
        "2|浦南区桥南路55号3幢仓库|1,842.75平方米|1,663.39|130",
        "3|报废公交车辆|24辆|26.4|5",
        "10|龙门铣床、注塑机等旧设备|37台（套）|158.60|32",
    )
    return table([row.split("|") for row in rows])


def court() -> TableBlock:
    """法院开庭公告: times, case numbers, parties, the day over several rows."""
    head = tuple(_cell(text) for text in ("日期", "时间", "案号", "案由", "当事人", "法庭"))
    days = {
        "3月16日": (
            (
                "9:00",
                "（2026）清01民初118号",
                "建设工程施工合同纠纷",
                "清江鸿钧建材有限公司、柳溪县琥珀竹木制品厂",
                "第一",
            ),
            ("10:30", "（2026）清01民终207号", "民间借贷纠纷", "麴立本、苌玉英", "第三"),
            ("14:30", "（2026）清01刑初9号", "诈骗", "鄢仲舒", "第二"),
        ),
        "3月17日": (
            ("9:00", "（2026）清01行初31号", "行政处罚", "清江湄洲水产养殖场", "第一"),
            ("15:00", "（2026）清01民终219号", "房屋租赁合同纠纷", "郗维桢、清江嘉裕纸业有限公司", "第五"),
        ),
    }
    rows = [head]
    for day, cases in days.items():
        for number, case in enumerate(cases):
            first = (_cell(day, down=len(cases)),) if not number else ()
            rows.append((*first, *map(_cell, case)))
    return TableBlock(id="court", rows=tuple(rows))


def hiring() -> TableBlock:
    """招聘: text columns of very different lengths, and a head of two rows."""
    head = (
        (_cell("岗位", down=2), _cell("人数", down=2), _cell("资格条件", across=3)),
        (_cell("学历"), _cell("专业要求"), _cell("其他条件")),
    )
    rows = (
        "麻醉科医师|3|硕士研究生|麻醉学、临床医学|已完成住院医师规范化培训，年龄不超过35周岁，服从夜间轮值安排",
        "儿科医师|14|本科及以上|儿科学、临床医学|具有执业医师资格",
        "针灸推拿医师|2|本科及以上|针灸推拿学|具有中医执业医师资格\n报名网址：www.qingjiang-rencai.example.cn/2026/spring",
        "护士|122|大专及以上|护理学、助产学|年龄不超过30周岁",
    )
    cells = (tuple(map(_cell, row.split("|"))) for row in rows)
    return TableBlock(id="hiring", rows=(*head, *cells), header_rows=2)


def prices() -> TableBlock:
    """菜价: a narrow table with signs."""
    rows = "品种|本周|上周|涨跌%;上海青|1.80|2.10|−14.3;黄鳝|38.00|36.5|+4.1;茭白|5.60|5.60|持平;鸡蛋|4.15|4.25|−2.4"
    return table([row.split("|") for row in rows.split(";")])


def bids() -> TableBlock:
    """中标结果: three short columns."""
    rows = (
        "标段|中标人|中标价（万元）;一标段|清江鸿钧建材有限公司|1,275.00;二标段|清江路桥公司|860.5;三标段|湄洲园林|96"
    )
    return table([row.split("|") for row in rows.split(";")])


def marks() -> TableBlock:
    """注册商标: a list with codes."""
    rows = ["序号|商标名称|注册号|类别"]
    rows += [
        f"{n}|{name}|{71880000 + 731 * n}|{n % 40 + 3}" for n, name in enumerate(("榨坊桥", "蟠龙岗", "鹧鸪坪"), 1)
    ]
    return table([row.split("|") for row in rows])


def lottery(count: int = 200, columns: int = 8) -> TableBlock:
    """摇号结果: many numbers without a head."""
    numbers = [f"2026{(7919 * n) % 100000:05d}" for n in range(count)]
    rows = [numbers[at : at + columns] for at in range(0, count, columns)]
    return replace(table(rows), header_rows=0)


def names(count: int = 60) -> TableBlock:
    """名单: long and narrow."""
    made = [("序号", "姓名", "得分")]
    made += [
        (str(n), ("郗维桢", "麴立本", "苌玉英", "鄢仲舒")[n % 4], f"{98.5 - n / 4:.2f}") for n in range(1, count + 1)
    ]
    return table(made)


EVERY = (land, auction, court, hiring, prices, bids, marks, lottery, names)


def notice(made: TableBlock, sentences: int = 4, main: str = "关于集中公告的通知") -> Story:
    """A notice with its table between text."""
    return story([*body(sentences), made, *body(sentences)], main=main, kind="notice")


#: Rows of cells as text with the columns and rows that each says it reaches over, however little they fit together.
WORDS = st.one_of(
    st.sampled_from(["", "字", "清挂2026-01", "38462.50", "−14.3%", "持平", "1,275.00", "≥1.0", "24辆"]),
    st.text("渡口江桥灯火夜（），。、2026abc", max_size=14),
    st.just("www.example.cn/notices/2026"),
    st.just("第一行\n第二行"),
)
CELLS = st.tuples(WORDS, st.integers(1, 5), st.integers(1, 4))
TABLES = st.lists(st.lists(CELLS, max_size=5), max_size=7)


def built(rows: list[list[tuple[str, int, int]]], heads: int, **fields: object) -> TableBlock:
    """The table of such rows, its cells named in order."""
    number = count()
    cells = tuple(
        tuple(
            Cell(paragraph=Paragraph(id=f"c{next(number)}", text=text, style="cell"), colspan=over, rowspan=deep)
            for text, over, deep in row
        )
        for row in rows
    )
    return TableBlock(id="t", rows=cells, header_rows=heads, **fields)
