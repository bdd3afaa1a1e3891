"""Channels: which provider, which purpose, from headings, items, lists and running text."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.conditions import comparisons
from extractor.notice import Notice
from extractor.reading import Reading
from extractor.rules import channel
from extractor.schema import Channel
from extractor.scope import Scope

HEADINGS = [
    "四、缴费渠道",
    "四、缴费方式",
    "四、缴费途径",
    "四、缴费办法",
    "四、参保缴费方式",
    "四、缴费流程",
    "四、怎么缴？",
    "四、如何缴费",
    "四、在哪里缴费？",
    "四、灵活就业人员有哪些缴费渠道？",
    "【怎么交】",
    "问：在哪里缴费？",
    "去哪儿交？",
    "5. 办理途径",
    "4 扣缴方式",
    "04 征缴渠道",
    "第四部分　缴费时间与渠道",
    "📱 去哪缴",
    "★ 在哪儿交？",
    "咋交钱？",
    "【掌上缴、窗口缴】",
    "四、如何缴费及查询",
    "四、缴费渠道及票据",
    "四、到哪里交",
    "四、缴费",
    "4.缴费：",
    "4.费用缴交：",
]

NOT_TO_PAY = [
    "四、参保登记方式",
    "四、咨询渠道",
    "四、退费途径",
    "四、微信缴费失败怎么办？",
    "四、断缴怎么补缴？",
    "四、哪些人要缴费？",
    "四、哪天交？",
]

PROVIDERS: dict[tuple[str, str], list[str]] = {
    ("online", "“某税通”APP"): [
        "“某税通”APP：首页→社保→缴费。",
        "（一）“某税通”APP。第一步：实名登录；第二步：点击“社保业务”。",
        "登录“某税通”APP缴费。",
        "可在手机上用“某税通”APP缴。",
        "缴费人可下载“某税通”APP，登录后依次点击【社保缴费】【灵活就业】完成缴费。",
        "“某税通”APP▶社保▶缴费",
        "一是“某税通”APP，路径为社保—灵活就业—缴费。",
        "（a）“某税通”APP——“社保”——选择险种——缴费；",
        "方式一｜“某税通”APP\n社保 ➡ 缴费 ➡ 支付",
        "会用手机的，打开“某税通”APP，点“医保服务”，再点“灵活就业缴费”，付钱就完事。",
        "掌上：“某税通”APP首页点击“社保费”，核对后缴费。",
    ],
    ("online", "“某地税务”微信公众号"): [
        "“某地税务”微信公众号：微办税—社保缴费—支付。",
        "微信：关注“某地税务”微信公众号→办税缴费→社保费。",
        "微信公众号缴费：关注“某地税务”→办税缴费→社保费。",
        "打开“某地税务”微信公众号，按“微办税→社保缴费→付款”往下走就行。",
        "“某地税务”微信公众号缴费。微服务→社保缴费→支付。",
        "“某地税务”微信公众号 > 税费服务 > 社保费",
        "用微信的，进“某地税务”微信公众号，点“微办税”。",
        "打开微信，搜“某地税务”微信公众号，点“社保”，付款就成。",
    ],
    ("online", "“某某办”小程序"): [
        "“某某办”小程序：医保专区-灵活就业缴费-确认支付",
        "微信搜索“某某办”小程序缴费。",
        "微信或支付宝搜索“某某办”小程序，按提示缴费。",
        "打开支付宝，搜索“某某办”小程序，点“灵活就业缴费”，选“医疗保险”，核对金额后付款。",
        "微信搜索“某某办”小程序 > 城乡居民医保 > 录入身份证号 > 支付",
    ],
    ("online", "微信小程序“某某缴纳”"): ["微信小程序“某某缴纳”：灵活就业—养老—提交。"],
    ("online", "国家医保服务平台APP"): ["使用国家医保服务平台APP缴费。"],
    ("online", "支付宝"): [
        "支付宝：市民中心→社保→社保缴费。",
        "用支付宝的，走“市民中心→社保→社保缴费”。",
        "支付宝（首页-市民中心-社保-社保缴费）；",
        "支付宝缴费。打开支付宝→市民中心→社保。",
        "方式二：支付宝。首页搜索“社保缴费”，选择“灵活就业”缴纳。",
        "支付宝\t市民中心→社保→社保缴费",
        "支付宝▶市民中心▶社保缴费▶某城灵活就业",
        "支付宝首页→市民中心→社保→缴费",
        "打开支付宝，搜‘医保’，点‘缴费’就行。",
        "1\t支付宝\t市民中心→社保\t全天",
        "| 支付宝 | 市民中心→社保 |",
    ],
    ("online", "微信支付"): ["微信支付 微信→我→服务→城市服务→社保→支付"],
    ("online", "浙里办"): [
        "浙里办：首页→医保→灵活就业缴费。",
        "浙里办缴费：首页→医保→灵活就业缴费。",
        "浙里办\n操作步骤：首页→医保→灵活就业缴费。",
    ],
    ("online", "某省电子税务局"): [
        "某省电子税务局：https://etax.example.gov.cn。",
        "某省电子税务局缴费（登录地址：<https://etax.example.gov.cn/login>）。",
        "缴费人员可登录某省电子税务局，网址：https://etax.example.gov.cn，选择“社保费”缴费。",
        "6.3 某省电子税务局：https://etax.example.gov.cn，登录后进入“社保费申报”。",
        "二是某省电子税务局，网址https://etax.example.gov.cn",
        "（b）某省电子税务局，网址：https://etax.example.gov.cn；",
    ],
    ("online", "手机银行"): [
        "手机银行：甲城银行、乙城银行手机银行。",
        "甲城银行、乙城银行的手机银行。",
        "手机银行缴费。可通过甲城银行、乙城银行手机银行缴费。",
        "此外，甲城银行、乙城农信的手机银行也能缴。",
    ],
    ("online", "协作银行手机APP"): ["银行缴费。通过协作银行手机APP自行完成缴费。"],
    ("offline", "银行网点"): [
        "银行网点：甲城银行、乙城银行营业网点柜台均可办理。",
        "银行网点（甲城银行、乙城银行）。",
        "可以带上身份证去银行网点，甲城银行、乙城银行都能办。",
        "银行网点。包括甲城银行、乙城银行。",
        "方式三｜银行网点\n甲城银行、乙城银行",
        "三是银行网点，甲城银行、乙城银行均可受理。",
        "也可到银行网点（甲城银行、乙城银行）柜台办理。",
    ],
    ("offline", "银行的网点"): ["到甲城银行、乙城银行的网点缴费。"],
    ("offline", "就近的银行网点"): ["到就近的银行网点缴费。"],
    ("offline", "柜台"): ["柜台：甲城银行、乙城银行。"],
    ("offline", "甲城银行ATM自助终端"): ["甲城银行ATM自助终端。"],
    ("offline", "银行代扣"): [
        "银行代扣：持身份证、银行卡到甲城银行、乙城银行任一网点签订代扣协议后，由银行按月代扣。",
        "银行代扣。首选方式。签约后按季自动扣款。",
    ],
    ("offline", "委托扣款"): ["委托扣款：与甲城银行、乙城银行中的任意一家签订委托协议。"],
    ("offline", "各县（市、区）办税服务厅"): [
        "各县（市、区）办税服务厅。",
        "办税服务厅缴费。可到各县（市、区）办税服务厅POS机刷卡缴费。",
        "带上身份证去各县（市、区）办税服务厅。",
        "POS机刷卡：各县（市、区）办税服务厅。",
        "方式四｜各县（市、区）办税服务厅",
        "大厅：各县（市、区）办税服务厅",
    ],
    ("offline", "县区的办税服务大厅"): ["县区的办税服务大厅也收。"],
    ("offline", "各办税服务厅"): ["线下渠道为各办税服务厅。"],
    ("offline", "就近的办税服务厅"): ["携带本人身份证到就近的办税服务厅办理。"],
    ("offline", "县政务服务中心税务窗口"): [
        "县政务服务中心税务窗口。",
        "到县政务服务中心税务窗口缴费。",
        "税务窗口：县政务服务中心税务窗口。",
    ],
    ("offline", "各镇（街道）便民服务中心"): ["各镇（街道）便民服务中心。"],
    ("offline", "村（社区）干部"): [
        "不会用手机的老人，可由村（社区）干部上门代收。",
        "村居：村（社区）干部上门",
    ],
    ("offline", "村（社区）医保服务站"): ["（五）村（社区）医保服务站；"],
    ("offline", "村（社区）医保协管员"): ["村（社区）医保协管员，刷卡、现金都行"],
    ("offline", "村（居）委会"): ["城乡居民可就近到村（居）委会缴费。"],
    ("offline", "村里的医保专干"): ["不会用手机的，找村里的医保专干代交。"],
    ("offline", "学校"): ["在校大学生以学校为单位集中缴费。"],
    ("offline", "所在学校"): ["在校学生由所在学校统一代收代缴。"],
    ("offline", "所在村（社区）"): ["居民以户为单位到所在村（社区）缴费"],
    ("offline", "建设银行智慧柜员机"): ["持社保卡到建设银行智慧柜员机缴费。"],
}  # fmt: skip

DETAILS: list[tuple[str, dict[str, Any]]] = [
    (
        "手机银行：甲城银行、某县农信、建设银行手机银行。",
        {"institutions": ("甲城银行", "某县农信", "建设银行")},
    ),
    (
        "银行缴费。通过协作银行手机APP缴费。\n（农业银行、农信社、光大银行）",
        {"institutions": ("农业银行", "农信社", "光大银行")},
    ),
    (
        "银行网点：甲城银行、中原银行、邮储银行柜台POS机刷卡缴费",
        {"institutions": ("甲城银行", "中原银行", "邮储银行")},
    ),
    (
        "税务部门缴费\n缴费人可到主管税务机关办税服务厅或政务服务大厅税务征收窗口办理缴费。",
        {
            "provider": "税务部门",
            "institutions": ("主管税务机关办税服务厅", "政务服务大厅税务征收窗口"),
        },
    ),
    (
        "通过主管税务机关办税服务厅社保费窗口或办税服务厅自主办税机缴费。",
        {
            "provider": "主管税务机关办税服务厅",
            "institutions": ("办税服务厅社保费窗口", "办税服务厅自主办税机"),
        },
    ),
    (
        "电子税务局：登录https://etax.example.gov.cn，点选【我要办税】，再点选【社保费申报】。",
        {
            "url": "https://etax.example.gov.cn",
            "steps": ("点选【我要办税】", "点选【社保费申报】"),
        },
    ),
    ("电子税务局，网址：etax.example.gov.cn。", {"url": "etax.example.gov.cn"}),
    ("电子税务局\n网址：https://etax.example.gov.cn", {"url": "https://etax.example.gov.cn"}),
    (
        "云闪付\n云闪付APP→城市服务→缴费",
        {"provider": "云闪付", "steps": ("云闪付APP", "城市服务", "缴费")},
    ),
    (
        "微信：\n（1）打开微信；\n（2）点击“社保”；\n（3）选择“灵活就业缴费”。",
        {"provider": "微信", "steps": ("打开微信", "点击“社保”", "选择“灵活就业缴费”")},
    ),
    ("（扫码关注“某市医保”公众号）", {"provider": "“某市医保”公众号", "image_only": True}),
    ("灵活就业人员医保缴费二维码（微信）", {"provider": "微信", "image_only": True}),
    (
        "◆（长按识别二维码，直达“某税社保”小程序）",
        {"provider": "“某税社保”小程序", "image_only": True},
    ),
    (
        "👇长按识别二维码，进“某市医保”公众号缴",
        {"provider": "“某市医保”公众号", "image_only": True},
    ),
    (
        "依次打开“某省通”APP，依次点击“税费缴纳”“社保费”，输入家人身份证号即可代缴。",
        {"steps": ("点击“税费缴纳”", "社保费", "输入家人身份证号")},
    ),
    ("也可以在支付宝首页搜索“某省社保缴纳”。", {"steps": ("首页搜索“某省社保缴纳”",)}),
    ("支付宝首页→市民中心→社保→缴费", {"steps": ("首页", "市民中心", "社保", "缴费")}),
    ("微信“城市服务”就能缴", {"provider": "微信", "steps": ("城市服务",)}),
    (
        "下载某某银行App，在首页“生活缴费”里点“社保”。",
        {"provider": "某某银行App", "steps": ("生活缴费", "点“社保”")},
    ),
    ("“某税”公众号—社保缴费", {"provider": "“某税”公众号", "steps": ("社保缴费",)}),
    ("“某税”公众号\n微办税—社保缴费", {"steps": ("微办税", "社保缴费")}),
    ("1、微信：微信“我”-“服务”-“社保”。", {"steps": ("我", "服务", "社保")}),
    ("👉“某税通”APP→社保→缴费", {"provider": "“某税通”APP", "steps": ("社保", "缴费")}),
    (
        "扫码缴费：微信扫描下方二维码进入“某税社保”小程序缴费。",
        {"provider": "“某税社保”小程序", "image_only": True},
    ),
    ("灵活就业人员与甲城银行签订代扣协议，由银行代扣。", {"institutions": ("甲城银行",)}),
    ("手机银行：农行、建行手机银行。", {"institutions": ("农行", "建行")}),
    ("银行代扣：请提前将款项存入签约银行账户。", {"institutions": None}),
    ("3．银行\n甲城银行\n乙城银行", {"provider": "银行", "institutions": ("甲城银行", "乙城银行")}),
    ("到和田农商行、如东农商行网点缴费。", {"institutions": ("和田农商行", "如东农商行")}),
]  # fmt: skip

SEVERAL = [
    (
        "可通过“某税社保”APP、微信、支付宝、云闪付、手机银行等渠道缴费。",
        ["“某税社保”APP", "微信", "支付宝", "云闪付", "手机银行"],
    ),
    (
        "“某地税务”微信公众号“微办税—缴费”；某汇办APP“社保缴费—医保”；银行网点（甲城银行）；各办税服务厅。",
        ["“某地税务”微信公众号", "某汇办APP", "银行网点", "各办税服务厅"],
    ),
    ("“粤某事”“粤某保”微信小程序", ["“粤某事”微信小程序", "“粤某保”微信小程序"]),
    ("线下：办税服务厅、甲城银行网点", ["办税服务厅", "甲城银行网点"]),
    ("线上\n微信：服务-社保-缴费\n线下\n各区办税服务厅", ["微信", "各区办税服务厅"]),
    ("登录河南某税APP、“某事办”APP自行缴费。", ["河南某税APP", "“某事办”APP"]),
    ("甲城银行、乙城银行网点及手机银行。", ["银行网点", "手机银行"]),
    ("可到甲城银行、乙城银行网点办理委托代扣。", ["委托代扣"]),
    (
        "您可任选一种：一是微信“城市服务”；二是到农业银行、邮储银行网点缴费；三是各镇便民服务中心。",
        ["微信", "银行网点", "各镇便民服务中心"],
    ),
    (
        "线上渠道为微信小程序、云闪付；线下为各办税服务厅。",
        ["微信小程序", "云闪付", "各办税服务厅"],
    ),
    ("微信、支付宝扫码缴费（二维码附后）", ["微信", "支付宝"]),
    (
        "通过微信和国家医保服务平台APP、各区办税服务厅缴费",
        ["微信", "国家医保服务平台APP", "各区办税服务厅"],
    ),
    ("渠道\t操作\n微信\t服务→社保\n银行柜台\t农业银行任一网点", ["微信", "银行柜台"]),
    ("缴费：可使用“某通”APP。票据：可在“某通”APP→我的票据中下载。", ["“某通”APP", "“某通”APP"]),
    ("方式四｜各办税服务厅\n👇识别二维码进“某医保”小程序", ["各办税服务厅", "“某医保”小程序"]),
    (
        "微信缴费：微信支付→城市服务→社保；⑵POS机缴费：各社保所刷POS机；⑶网银：甲城银行网上银行。",
        ["微信", "各社保所刷POS机", "网银"],
    ),
    (
        "线上渠道：①“某税通”APP（首页→社保）；②微信“城市服务”。线下渠道：①各区办税服务厅；②甲城银行网点。",
        ["“某税通”APP", "微信", "各区办税服务厅", "甲城银行网点"],
    ),
    (
        "委托代扣。与甲城银行、乙城银行任一网点签订协议。也可通过“某税通”APP自主缴费。",
        ["委托代扣", "“某税通”APP"],
    ),
    (
        "拿着身份证到甲城银行网点，或者到镇上的便民服务中心，村里的代办员也能帮着交。",
        ["甲城银行网点", "镇上的便民服务中心", "村里的代办员"],
    ),
    (
        "途径一 手机APP\n下载“某通”APP。\n途径三 大厅\n各区办税服务厅",
        ["“某通”APP", "各区办税服务厅"],
    ),
    ("学生由学校代收，其他居民由村（社区）代收。", ["学校", "村（社区）"]),
]

# what is asked, provider, steps, and days until it shows
Asked = tuple[str, str, tuple[str, ...], tuple[int, str] | None]

ASKED: list[tuple[str, Asked]] = [
    (
        "缴费成功3个工作日后，可在“三某通”APP“我的医保-缴费记录”中查询。",
        ("query", "“三某通”APP", ("我的医保", "缴费记录"), (3, "workday")),
    ),
    (
        "缴费成功三个工作日后，在“某地税务”微信公众号的“缴费记录”里能查到。",
        ("query", "“某地税务”微信公众号", ("缴费记录",), (3, "workday")),
    ),
    (
        "缴费后可登录“国家医保服务平台”APP查询参保缴费信息，到账时间为缴费后2个工作日。",
        ("query", "“国家医保服务平台”APP", (), (2, "workday")),
    ),
    ("参保人员可登录“某医保”APP查询缴费记录。", ("query", "“某医保”APP", (), None)),
    (
        "缴费当日即可在“某州通”小程序“我的医保 → 缴费明细”中查询。",
        ("query", "“某州通”小程序", ("我的医保", "缴费明细"), (0, "day")),
    ),
    (
        "缴费次日可登录“某税务”APP查询缴费记录。",
        ("query", "“某税务”APP", (), (1, "day")),
    ),
    (
        "缴费7天后可以在“某人社”APP“养老保险—个人权益”查到记录。",
        ("query", "“某人社”APP", ("养老保险", "个人权益"), (7, "day")),
    ),
    (
        "扣款成功2个工作日后，登录“某医保云”APP，点击“参保缴费记录”查看。",
        ("query", "“某医保云”APP", ("点击“参保缴费记录”",), (2, "workday")),
    ),
    (
        "登录微信进入【服务】→【社保】，选择【缴费记录查询】可以查询缴费的明细信息。",
        ("query", "微信", ("服务", "社保", "缴费记录查询"), None),
    ),
    (
        "需要纸质凭证的，可于缴费3个工作日后到办税服务厅打印完税证明。",
        ("receipt", "办税服务厅", ("打印完税证明",), (3, "workday")),
    ),
    (
        "缴费5日后登录某省电子税务局（https://etax.example.gov.cn）打印税收完税证明。",
        ("receipt", "某省电子税务局", ("打印税收完税证明",), (5, "day")),
    ),
    (
        "缴费成功后，可在“爱某东”APP下载电子缴款凭证。",
        ("receipt", "“爱某东”APP", ("下载电子缴款凭证",), None),
    ),
    (
        "电子缴款凭证可在“某办税”APP“我的凭证”中下载。",
        ("receipt", "“某办税”APP", ("我的凭证", "下载"), None),
    ),
    (
        "通过支付宝“市民中心-社保-社保缴费凭证”下载打印。",
        ("receipt", "支付宝", ("市民中心", "社保", "社保缴费凭证", "下载打印"), None),
    ),
    (
        "要盖章纸质版的，交费5天后去办税服务厅打印完税证明。",
        ("receipt", "办税服务厅", ("打印完税证明",), (5, "day")),
    ),
    (
        "交费满3个工作日，可在“某税社保”APP“缴费证明”栏目下载电子税票。",
        ("receipt", "“某税社保”APP", ("缴费证明", "下载电子税票"), (3, "workday")),
    ),
    (
        "银行缴费3个工作日到账，可登录“某医保”APP查看缴费记录。",
        ("query", "“某医保”APP", (), (3, "workday")),
    ),
    ("交完第二天，在“某医保”APP查看缴费记录。", ("query", "“某医保”APP", (), (1, "day"))),
]

# under a question: what the question has said, the answer need not
ANSWERED: list[tuple[str, str, list[tuple[str, str, tuple[str, ...]]]]] = [
    (
        "🔎 缴没缴上怎么查？",
        "缴费2天后，打开“某医保”APP ➡ 地方专区 ➡ 缴费记录",
        [("query", "“某医保”APP", ("地方专区", "缴费记录"))],
    ),
    (
        "★ 交上了没有？",
        "打开“某医保”微信小程序，点“参保查询”就能看到。",
        [("query", "“某医保”微信小程序", ("点“参保查询”",))],
    ),
    (
        "问：要发票怎么办？",
        "答：到税务大厅打印，或在“某税务”APP里下载缴费凭证。",
        [
            ("receipt", "税务大厅", ("打印",)),
            ("receipt", "“某税务”APP", ("下载缴费凭证",)),
        ],
    ),
    (
        "五、票据开具",
        "1.“某税通”APP→我要办→开具缴费证明；\n2.办税服务厅。",
        [
            ("receipt", "“某税通”APP", ("我要办", "开具缴费证明")),
            ("receipt", "办税服务厅", ()),
        ],
    ),
    (
        "五、缴费查询",
        "1.微信：城市服务→社保→缴费记录；\n2.支付宝：市民中心→社保查询。",
        [
            ("query", "微信", ("城市服务", "社保", "缴费记录")),
            ("query", "支付宝", ("市民中心", "社保查询")),
        ],
    ),
]

NONE = [
    "续缴费人员直接通过税务机关公布的缴费渠道进行缴费。",
    "请务必通过官方渠道缴费，切勿点击不明链接，不要通过微信转账。",
    "凡是让你微信转账补缴医保的，都是骗子。",
    "缴费人缴费前，请首先通过微信等线上渠道查看核定的应缴信息是否准确。",
    "缴费前请登录“粤某保”小程序查看参保信息是否正确。",
    "通过微信、支付宝缴费的，电子支付凭证可作为缴费依据。",
    "银行打印的缴费回单能当凭证用。",
    "新参保人员持身份证到户籍所在镇便民服务中心办理参保登记。",
    "参保人员死亡的，其亲属到参保地医保经办机构窗口办理退费。",
    "请关注“广西税务12366”微信公众号。",
    "到政务服务中心领取资格证明。",
    "特困人员由县财政全额代缴。",
    "退休人员的大额医疗费由医保经办机构从个人账户代扣代缴。",
    "职工个人部分由用人单位代扣代缴。",
    "各村（社区）要做好代收代缴工作，严禁截留。",
    "请勿将现金交给村干部以外的人员代缴，谨防诈骗。",
    "POS机小票可作为缴费凭证。",
    "首次通过微信缴费需实名认证。认证后即可。",
    "低保对象的个人缴费由民政部门代缴。",
]

NO_PAY_CHANNEL = [
    "缴费人可在税务部门官网查询缴费渠道。",
    "2023年度灵活就业人员缴费方式主要有线上和线下两种。",
    "首次使用手机银行缴费的，须先签约。",
    "请保证卡内余额充足。",
    "因系统限制不能在线上缴费的，到参保地医保经办机构窗口核定后缴费。",
    "按年缴费，一次缴清。",
    "首次参保的，到便民服务中心登记。",
]


def read(text: str) -> list[Channel]:
    reading = Reading(Notice(text))
    return list(channel.find(reading, Scope(reading)))


def paying(text: str, heading: str = "四、缴费方式") -> list[Channel]:
    return read(
        f"关于缴费的通告\n\n一、缴费标准\n每人3000元。\n{heading}\n{text}\n九、其他\n施行。\n"
    )


def elsewhere(text: str) -> list[Channel]:
    return read(
        "关于缴费的通告\n\n四、缴费方式\n云闪付。\n七、其他事项\n"
        f"（一）{text}\n（二）以前规定不一致的，以本通告为准。\n"
    )[1:]


@pytest.mark.parametrize("heading", HEADINGS)
def test_headings_that_ask_how_to_pay(heading: str) -> None:
    text = (
        f"关于缴费的通告\n\n{heading}\n①支付宝：市民中心→社保→缴费；\n②各区办税服务厅。\n施行。\n"
    )
    assert [(found.purpose, found.provider.value) for found in read(text)] == [
        ("pay", "支付宝"),
        ("pay", "各区办税服务厅"),
    ]


@pytest.mark.parametrize("heading", NOT_TO_PAY)
def test_headings_that_ask_otherwise(heading: str) -> None:
    assert elsewhere(f"见下。\n{heading}\n登录“某税通”APP办理，或到各区办税服务厅。") == []


@pytest.mark.parametrize(
    ("mode", "provider", "text"),
    [(mode, name, text) for (mode, name), texts in PROVIDERS.items() for text in texts],
)
def test_provider(mode: str, provider: str, text: str) -> None:
    assert [(one.purpose, one.mode, one.provider.value) for one in paying(text)] == [
        ("pay", mode, provider)
    ]


@pytest.mark.parametrize(("text", "expected"), DETAILS)
def test_details(text: str, expected: dict[str, Any]) -> None:
    (found,) = paying(text)
    values = {name: getattr(found, name) for name in expected}
    assert {name: getattr(fact, "value", fact) for name, fact in values.items()} == expected


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_one_item_with_several_providers(text: str, expected: list[str]) -> None:
    assert [found.provider.value for found in paying(text)] == expected


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_queries_and_receipts(text: str, expected: Asked) -> None:
    (found,) = elsewhere(text)
    delay = found.posting_delay.value if found.posting_delay else None
    steps = found.steps.value if found.steps else ()
    assert (
        found.purpose,
        found.provider.value,
        steps,
        (delay.count, delay.unit) if delay else None,
    ) == expected


@pytest.mark.parametrize(("heading", "text", "expected"), ANSWERED)
def test_answers(heading: str, text: str, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    found = read(f"关于缴费的通告\n\n{heading}\n{text}\n九、其他\n施行。\n")
    assert [
        (one.purpose, one.provider.value, one.steps.value if one.steps else ()) for one in found
    ] == expected


@pytest.mark.parametrize("text", NONE)
def test_no_channel(text: str) -> None:
    assert elsewhere(text) == []


@pytest.mark.parametrize("text", NO_PAY_CHANNEL)
def test_no_channel_under_a_heading_that_asks_how_to_pay(text: str) -> None:
    assert paying(text) == []


def test_without_a_heading_that_asks() -> None:
    found = read("关于缴费的提醒\n\n请通过“粤某通”微信小程序、支付宝或到办税服务厅缴纳医保费。\n")
    assert [one.provider.value for one in found] == ["“粤某通”微信小程序", "支付宝", "办税服务厅"]


def test_a_newspaper_without_headings() -> None:
    found = read(
        "某晚报讯\n\n2024年度医保开始缴费。缴费渠道比往年多：市民既可用微信“城市服务”缴，"
        "也可用支付宝“市民中心”缴，还可以到甲城银行、乙城银行网点缴。"
        "需要发票的市民，可在某省电子税务局下载电子完税证明。\n"
    )
    assert [(one.purpose, one.provider.value) for one in found] == [
        ("pay", "微信"),
        ("pay", "支付宝"),
        ("pay", "银行网点"),
        ("receipt", "某省电子税务局"),
    ]


def test_a_warning_is_no_channel() -> None:
    found = read("关于缴费的提醒\n\n请通过支付宝缴费。切勿向陌生人微信转账缴费，谨防诈骗。\n")
    assert [one.provider.value for one in found] == ["支付宝"]


def test_who_collects_is_a_channel_under_any_heading() -> None:
    (found,) = elsewhere("在校学生：在学校交，由学校代收，不要在老家重复交。")
    assert (found.mode, found.provider.value) == ("offline", "学校")
    assert [(cmp.var, cmp.value) for cmp in comparisons(found.when)] == [("student", True)]


def test_what_a_collector_hands_out_is_no_paper_to_bring() -> None:
    (found,) = paying("可由村（社区）干部上门代收，收取现金后当面出具收据。")
    assert found.documents == ()


def test_a_bare_mention_of_a_channel_told_in_full_is_not_repeated() -> None:
    found = paying("可通过微信缴费：\n1.微信：服务→社保→缴费。\n2.微信随时可缴费。")
    assert [(one.provider.value, one.steps is not None) for one in found] == [("微信", True)]


def test_way_of_paying_is_a_condition_of_the_receipt() -> None:
    found = elsewhere(
        "通过微信等第三方缴费的，支付凭证可以作为依据。需要票据的，缴费3日后到主管办税服务厅"
        "打印完税证明，或通过支付宝“市民中心-社保-缴费凭证”下载打印。"
    )
    assert [one.provider.value for one in found] == ["主管办税服务厅", "支付宝"]
    for one in found:
        assert [(cmp.var, cmp.value) for cmp in comparisons(one.when)] == [
            ("pay_route", "third_party")
        ]
    delays = [one.posting_delay for one in found]
    assert [delay.basis for delay in delays if delay] == ["stated", "inferred"]


@pytest.mark.parametrize(
    "any_way", ["无论用哪种方式缴费，", "不管在哪儿交的，", "不论通过什么渠道缴纳，"]
)
def test_whatever_way_of_paying_is_no_condition(any_way: str) -> None:
    (found,) = elsewhere(
        f"用支付宝缴费的，电子回单就是缴费凭证。{any_way}都可以到办税服务厅打印完税证明。"
    )
    assert (found.purpose, [*comparisons(found.when)]) == ("receipt", [])


@pytest.mark.parametrize(
    "text",
    [
        "在窗口交，有两个办法：一个是就近的办税服务厅，一个是合作银行网点（甲乙银行、丙丁银行）。",
        "在窗口缴费，有两种方式：其一为就近的办税服务厅，其二为合作银行网点（甲乙银行、丙丁银行）。",
        "窗口缴费有以下途径：第一种，就近的办税服务厅；第二种，合作银行网点（甲乙银行、丙丁银行）。",
    ],
)
def test_what_announces_a_list_is_no_channel(text: str) -> None:
    hall, bank = paying(text)
    assert (hall.provider.value, bank.provider.value) == ("就近的办税服务厅", "合作银行网点")
    assert bank.institutions is not None
    assert bank.institutions.value == ("甲乙银行", "丙丁银行")


def test_ways_in_running_prose_are_a_channel_each() -> None:
    found = paying(
        "在手机上交，有三个办法：一是“某事通”APP，进入“医保服务—灵活就业—支付”；"
        "二是“某地税务”微信公众号，进入“社保缴费—灵活就业”；三是支付宝，进入“市民中心—社保”。"
    )
    assert [(one.provider.value, one.steps and one.steps.value) for one in found] == [
        ("“某事通”APP", ("医保服务", "灵活就业", "支付")),
        ("“某地税务”微信公众号", ("社保缴费", "灵活就业")),
        ("支付宝", ("市民中心", "社保")),
    ]


def test_a_bank_debit_and_where_one_signs_for_it_are_one_channel() -> None:
    (found,) = paying(
        "其一，银行代扣。携身份证、银行卡到甲乙银行、丙丁银行任一网点签订协议，按月划款。"
    )
    assert found.provider.value == "银行代扣"
    assert found.institutions is not None
    assert found.institutions.value == ("甲乙银行", "丙丁银行")


def test_documents_to_bring() -> None:
    (found,) = paying("持本人身份证、银行卡到办税服务厅缴费。")
    assert [paper.any_of.value for paper in found.documents] == [("本人身份证",), ("银行卡",)]


@pytest.mark.parametrize(
    "over",
    [
        "★ 咋缴\n",
        "◆ 怎样交费\n",
        "三、什么时候扣、怎么扣\n",
        "05　怎么缴\n【用手机】\n",
        "（叁）咋缴\n手机上：\n",
        "【问题3】走什么渠道缴？\n【答复】\n",
    ],
)
def test_a_short_line_asks_how_to_pay_however_its_list_is_marked(over: str) -> None:
    before = "★ 缴多少\n" if over[0] == "★" else ""
    after = "★ 断了怎么办\n断缴的，到各区便民服务大厅核定。\n" if over[0] == "★" else ""
    found = read(
        f"某市缴费须知\n{before}每年3600元。\n{over}1、“某税通”APP：社保→缴费→支付\n2、各区办税服务厅\n{after}"
    )
    assert [one.provider.value for one in found] == ["“某税通”APP", "各区办税服务厅"]


def test_a_path_in_the_line_below_its_channel() -> None:
    (found,) = paying("1、“某事办”APP\n　　路径：某某专区／甲市／医保缴费")
    assert found.steps is not None
    assert found.steps.value == ("某某专区", "甲市", "医保缴费")


def test_a_label_in_brackets_is_no_step() -> None:
    (found,) = paying("【微信】打开微信 ➡ 我 ➡ 服务 ➡ 城市服务 ➡ 社保缴费")
    assert found.steps is not None
    assert found.steps.value == ("打开微信", "我", "服务", "城市服务", "社保缴费")


@pytest.mark.parametrize("marks", ["【】", "〖〗"])
def test_brackets_of_either_shape_hold_a_button(marks: str) -> None:
    left, right = marks[0], marks[1]
    steps = "→".join(f"{left}{word}{right}" for word in ("首页", "社保", "缴费"))
    (found,) = paying(f"“某税通”APP：{steps}。")
    assert found.steps is not None
    assert found.steps.value == ("首页", "社保", "缴费")


@pytest.mark.parametrize("label", ["网点", "营业网点", "合作银行", "办理网点"])
def test_banks_listed_below_a_counter(label: str) -> None:
    (found,) = paying(f"1、银行柜面\n　　{label}：甲乙银行、丙丁农商行")
    assert (found.provider.value, found.mode) == ("银行柜面", "offline")
    assert found.institutions is not None
    assert found.institutions.value == ("甲乙银行", "丙丁农商行")


@pytest.mark.parametrize("includes", ["包括", "即", "分别为：", "含"])
def test_a_hall_with_its_halls_in_brackets(includes: str) -> None:
    (found,) = paying(
        f"（2）办税服务厅（{includes}城东办税服务厅、城西办税服务厅、城南办税服务厅）。"
    )
    assert found.provider.value == "办税服务厅"
    assert found.institutions is not None
    assert found.institutions.value == ("城东办税服务厅", "城西办税服务厅", "城南办税服务厅")


def test_a_look_at_what_was_paid_that_does_not_say_so() -> None:
    query = [
        one
        for one in read(
            "某市缴费须知\n四、缴费方式\n1.支付宝：市民中心→社保缴费。\n"
            "缴费满2个工作日后，可在“某税”公众号“缴费查询”中查询。\n"
        )
        if one.purpose == "query"
    ]
    assert [one.provider.value for one in query] == ["“某税”公众号"]


@pytest.mark.parametrize("after", ["后", "之后", "以后"])
def test_after_how_long_a_payment_shows(after: str) -> None:
    (found,) = read(f"某市缴费须知\n扣款3个工作日{after}，可以在“某医保”APP里查缴费记录。\n")
    assert found.posting_delay is not None
    assert (found.posting_delay.value.count, found.posting_delay.value.unit) == (3, "workday")


def test_a_wait_that_one_is_told_of() -> None:
    (found,) = read("缴完怎么查？\n等3个工作日，打开“某医保”APP，点【缴费记录】就能看到。\n")
    assert found.posting_delay is not None
    assert (found.posting_delay.value.count, found.posting_delay.value.unit) == (3, "workday")


def test_a_bare_window_over_its_halls_is_no_channel() -> None:
    found = paying(
        "手机上：\n1、支付宝：市民中心→社保缴费\n窗口：\n1、各区办税服务厅\n2、甲乙银行网点\n"
    )
    assert [one.provider.value for one in found][:2] == ["支付宝", "各区办税服务厅"]
    assert "窗口" not in [one.provider.value for one in found]
