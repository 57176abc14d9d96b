"""What holds two neighbouring words together, as tables: particles, places, complements, surnames, titles, numerals."""

from __future__ import annotations

from typing import Final


def _chars(text: str) -> frozenset[str]:
    return frozenset(text.replace(" ", ""))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NUMERALS: Final = _chars("零〇一二两三四五六七八九十百千万亿几数半")
#: Measure words of one character (量词), borrowed ones too.
MEASURES: Final = _chars(
    "个只条张片座家位名次趟根枚颗粒棵株朵头匹尾群队排列节段篇首幅册本部辆架艘台件套双对副批届期场起宗桩项款种类样份道处"
    "所间栋幢层户口人级号路度倍成折载秒分点时天周月年岁代辈元角块吨斤两克米里亩顷升瓦碗杯盘壶瓶箱桶袋包盒捆束筐篓窑锅池"
    "盏荤素"
)
#: Particles and endings that no line starts with (助词, 词尾).
ENCLITICS: Final = _chars("的地得了着著过们等吗呢吧啊嘛呀啦哦化性率者")
#: Words of place and time that close their phrase (方位词).
CLOSING: Final = _words(
    "里 上 中 下 前 后 内 外 间 旁 边 时 起 处 以上 以下 以内 以外 以来 以后 以前 之后 之前 之间 之中 之内 之外 之上 "
    "之下 期间 左右 上下 前后 一般 似的 来说 而言 为止"
)
#: Verbs and prepositions of one character that complete a verb before them (补语).
COMPLEMENTS: Final = _chars("在到给于向自为成至往入出起来去上下住掉完好过开满倒走见懂清穿破活赢进回")
#: Verbs that 到 completes, whatever they reach: something seen, a number (观测到, 提高到).
REACHING: Final = _words(
    "观测 监测 检测 探测 观察 感受 体会 体验 认识 意识 捕捉 拍摄 采集 收集 搜集 接收 领略 享受 了解 注意 联系 寻找 提高 提升 "
    "增加 增长 扩大 扩展 上升 下降 降低 减少 压缩 缩短"
)
#: What leads to the figure that measures it, by itself or by a verb (全长2186米, 同比增长8.9%).
MEASURED: Final = _words(
    "同比 环比 全长 总长 总投资 投资 面积 总面积 占地 占地面积 建筑面积 首印 容量 票价 均价 单价 售价 最高 最低 平均 人均 日均 "
    "月均 年均 累计 总计 合计 共计"
)
#: How something is done, before the verb (状语): with it, not with what stands before.
MANNER: Final = _words(
    "全面 全力 大力 深入 持续 扎实 稳步 有序 加快 加速 坚决 奋力 联合 协同 合力 着力 切实 积极 主动 精准 依法 集中"
)
#: Prepositions and conjunctions of one character: a line may start with them and never ends with them.
OPENERS: Final = _chars("在向对为把被从于与和及暨或而以将让给跟同由经据凭靠按就因并且比则但")
#: Adverbs and auxiliaries of one character that hold to what follows.
ADVERBS: Final = _chars(
    "也都又再更最不没未将已正还就才仍均皆曾刚先须必可能会要该应欲想敢肯各每本某此这那全总太很极真只共互相自亲"
)
#: Of these, those with which clauses run parallel (山更青水更绿).
DEGREES: Final = _chars("更越最")
#: What stands before a noun and belongs to it (前缀, 单字定语).
PREFIXES: Final = _chars(
    "非副总今昨明老小新大全多少单双超再第初满首末前后本另旧好难高低长短红白黑绿蓝黄青稳快慢早晚男女公母"
)
#: What stands behind a noun of two characters or more and belongs to it (后缀): offices, places, kinds of things.
SUFFIXES: Final = _chars(
    "市县区省州镇乡村屯寨街巷路道线桥站港湾江河湖海山岭岛礁洲川谷岗坡坪厅局处科部委办署所院馆校园场厂矿店铺行社会团队组"
    "班系营城楼塔寺庙宫殿亭台阁府庄堂费税价款金量额度差值比难热感力权法案证书报刊版页品物料菜饭酒茶鱼肉苗车船机器炉灯人"
    "员师家生手民族工长友迷粉姐哥妹爷奶叔嫂奖赛杯节展战役派型式级类气味声光电种株号本册篇章届期"
)
#: Of these, those that open a name as often as they close one (市作协, 省人大).
REGIONS: Final = _chars("市县区省州镇乡村校院")
#: What a name of a place or a road ends with, of two characters and more.
PLACE_ENDS: Final = _words("街道 社区 新村 新区 园区 北路 南路 东路 西路 中路 大道 支路 胡同")
#: Titles that stand behind a name (职衔称谓).
TITLES: Final = _words(
    "书记 主席 主任 市长 省长 县长 区长 镇长 乡长 村长 州长 部长 局长 厅长 处长 科长 司长 院长 校长 所长 站长 馆长 社长 "
    "会长 行长 队长 团长 组长 班长 厂长 店长 船长 经理 总经理 董事长 总裁 总统 总理 首相 大使 教授 副教授 院士 博士 "
    "老师 先生 女士 同志 医生 大夫 护士 律师 法官 警官 师傅 教练 导演 记者 编辑 委员 代表 上校 将军 工程师 科学家 "
    "艺术家 作家 画家 诗人 大师 烈士 夫妇 一家 一行 等人 团队"
)
#: Titles that lead to a name behind them.
HERALDS: Final = TITLES | _words(
    "首席记者 本报记者 通讯员 实习生 选手 歌手 球员 棋手 村民 市民 居民 司机 工人 农民 老兵 民警 消防员 网友"
)
#: Heads of names of institutions: what stands before them is their name (机构名).
HEADS: Final = _words(
    "公司 有限公司 有限责任公司 分公司 支公司 支行 分行 分局 营业部 办事处 管理委员会 "
    "集团 银行 法院 人民法院 检察院 人民检察院 人民政府 政府 委员会 大学 学院 中学 小学 学校 医院 协会 "
    "学会 研究院 研究所 中心 日报 晚报 电视台 电台 出版社 剧院 剧场 博物馆 图书馆 美术馆 体育馆 体育场 火车站 机场 公园 "
    "大桥 高速 铁路 公路 水库 电站 基地 开发区 新区 自然保护区 马拉松 大赛 论坛 博览会 博士后 附属中学 规划局 管理局 "
    "监管局 公安局 教育局 卫健委 教育集团 合作社"
)
DOUBLE_SURNAMES: Final = _words(
    "欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 司徒 端木 东方 独孤 南宫 宇文 长孙 轩辕 百里 呼延"
)
SURNAMES: Final = _chars(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞"
    "任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏"
    "成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪干"
    "解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程邢滑裴陆荣翁荀羊於惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全"
    "郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲台从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟"
    "谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终居衡步都耿"
    "满弘匡国文寇广禄阙东殴殳沃利蔚越隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公闫"
    "肖佟岳佘"
)
