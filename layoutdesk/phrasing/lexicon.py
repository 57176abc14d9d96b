"""Words of the news that the segmenter's dictionary of 2013 lacks or parts wrongly, with their parts of speech."""

from __future__ import annotations

from typing import Final

_BY_TAG: Final = {
    "n": (
        "非遗 传承人 新能源汽车 新质生产力 网约车 外卖员 骑手 快递小哥 直播间 短视频 斜拉索 斜拉桥 红月亮 鱼苗 胭脂鱼 "
        "半马 全马 红绿灯 党员干部 河长制 村超 村晚 苏超 一老一小 医保局 卫健委 文旅局 发改委 自贸区 自贸港 示范区 "
        "先行区 高新区 经开区 城中村 老旧小区 安置房 保障房 公租房 学区房 充电桩 换电站 大模型 机器人 无人机 低空经济 "
        "夜经济 银发族 上班族 打工人 年轻人 老年人 研学 碳汇 双碳 碳达峰 碳中和 获得感 幸福感 烟火气 朋友圈 客户端 "
        "公众号 小程序 二维码 人次 高铁站 客运站 航站楼 会客厅 口袋公园 斑马线 志愿者 主理人 代表团 常委会 研究生会 "
        "学生会 纪委监委 党代会 两会 全运会 省运会 亚运会 冬奥会 世界杯 欧洲杯 锦标赛 联赛 决赛 半决赛 零售总额 "
        "生产总值 综保区 会议精神"
    ),
    "v": (
        "复产 揽才 提质 增效 扩容 减负 上新 出圈 打卡 打烊 点赞 亮灯 合龙 并网 收官 谋篇 重燃 惠及 落户 落成 揭榜 放榜 "
        "摘牌 首航 首发 云游 直播 跑腿"
    ),
    "t": ("今起 昨起 明起 今日起 即日起 今晨 今晚 昨晚 明晚 十四五 十五五 开年 年内"),
    "nt": ("国足 女排 男篮 女足 国乒 新华社 人民法院 人民检察院 人民政府"),
}
LEXICON: Final = {word: tag for tag, words in _BY_TAG.items() for word in words.split()}
