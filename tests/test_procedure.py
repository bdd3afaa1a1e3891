"""经办: what one comes to do, where, with which papers, by when ← many phrasings."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extractor.conditions import normal, written
from extractor.notice import Notice
from extractor.reading import Calendar, Reading
from extractor.rules import procedure
from extractor.schema import Procedure, Returned
from extractor.scope import Scope


def read(text: str) -> list[Procedure]:
    reading = Reading(Notice(text))
    reading.calendar = Calendar(year=2024, start=date(2024, 1, 1), end=date(2025, 1, 1))
    return list(procedure.find(reading, Scope(reading)))


def one(text: str) -> Procedure:
    found = read(text)
    assert len(found) == 1, [(rule.topic, rule.spans[0].quote) for rule in found]
    return found[0]


def when(rule: Procedure) -> list[Any]:
    return written(normal(rule.when))


def papers(rule: Procedure) -> list[list[str]]:
    return [list(paper.any_of.value) for paper in rule.documents]


TOPICS: list[tuple[str, list[str]]] = [
    (
        "enrol",
        [
            "首次参保的，凭身份证到居住地街道（镇）便民服务中心办理参保登记。",
            "新参保的朋友，先带身份证到居住地社区登记，再交费。",
            "头一回参保的师傅，拿着身份证到镇上的便民服务中心办个登记就行。",
            "大学毕业生首次以个人身份参保的，凭毕业证至政务服务中心医保窗口办理。",
            "灵活就业人员办理参保登记，须提供居民身份证原件、近期一寸免冠照片两张。",
            "首次参保：带身份证、社保卡去户籍所在地社区登记即可。",
            "首次参保人员，需持身份证、户口簿到医保中心办理参保登记后缴费。",
            "学生由所在学校统一办理参保登记。",
        ],
    ),
    (
        "renew",
        [
            "续保人员务必于2024年12月25日前缴费，以免影响待遇享受。",
            "续缴人员请于2024年12月20日前完成缴费，逾期设3个月等待期。",
            "2024年3月31日前仍未续保的人员，须持身份证到社区医保服务站办理续保登记手续。",
        ],
    ),
    (
        "pay",
        [
            "未缴费至2023年6月的人员需到各级医保经办机构窗口办理缴费。",
            "因系统原因无法线上缴费的参保人，请携带身份证到各县区医保中心窗口办理缴费。",
            "以前年度断缴人员，须于2024年6月30日前到医保经办机构核定补缴金额后，再行缴费。",
            "断缴超过3个月的，要先到参保地医保窗口核定，再缴费。",
            "——按季缴费：每季度末月25日前缴清当季费用；",
            "续缴费人员直接通过税务机关公布的缴费渠道进行缴费。",
            "续保人员无需办理任何手续，直接缴费。",
        ],
    ),
    (
        "correct_data",
        [
            "缴费信息有误的，到参保区医保经办窗口更正后再缴费。",
            "对缴费数据有疑问的，联系参保地医保经办机构办理申报核定更正后，再缴费。",
            "名字、身份证号不对的，先别缴，到社区医保服务点改对了再缴。",
            "如发现个人信息有误，请携带身份证到参保地医保窗口修改后再缴费。",
            "姓名发生变更的，应及时持户口簿到参保地医保经办机构办理信息变更。",
            "扣款不成功、信息不符：先到镇便民服务中心更正，再行缴费。",
            "家庭住址、联系电话变动的，到就近便民服务点修改一下就行。",
            "银行账号发生变化的，及时到镇劳动保障事务所变更。",
            "对缴费信息有异议的，请到参保登记所在地医疗保障经办机构核实更正。",
        ],
    ),
    (
        "precheck",
        [
            "缴费前请仔细核对本人姓名、身份证号码及缴费金额，确认无误后再进行缴费。",
            "交之前先看一眼姓名、身份证号、参保地对不对。",
            "身份证号填错的情况每年都有，缴费之前务必核对清楚。",
        ],
    ),
    (
        "retire",
        [
            "已取得退休审批表的，持退休审批表到医保中心办理在职转退休手续。",
            "拿到退休批复的朋友，当月就要去医保经办大厅办理退休转换，带好批复和身份证。",
            "拿着退休证、身份证，每个月15号之前到医保中心把在职改成退休。",
            "达到法定退休年龄但缴费年限不足的，可到经办机构申请一次性趸缴。",
            "年限不足的按办理时的标准一次性补足。",
            "达到法定退休年龄、累计缴费满15年的，持身份证到社保经办机构申领养老金。",
            "医保退休：领取养老金当月，持退休证、社会保障卡到县医保中心办理。",
            "在职转退休人员应于2024年11月30日前携带退休证到医保窗口办理转退手续。",
            "到龄但缴费年限未达到规定的，可一次性补足所差年限的费用后办理医保退休。",
        ],
    ),
    (
        "refund",
        [
            "已缴清全年费用又在用人单位参保的，凭单位参保证明到医保中心申请退还剩余月份的费用。",
            "全年费用一次交齐、后来又随单位参保的，拿着劳动合同到医保中心申请，退的是剩余月份的钱。",
            "一次交完全年、后来又跟着单位参保的，拿上录用证明去医保中心，没用完的月份可以退给你。",
            "一次性缴清全年费用后死亡的，其亲属可持死亡证明到医保经办机构办理退费，退还剩余月份费用。",
            "集中缴费期内死亡、移民的，可持死亡证明、护照办理停保并可申请退回已缴医保费。",
            "因重复缴费需退费的，持缴费凭证、银行卡向参保地税务机关提出申请。",
            "去国外定居的，凭护照或者永久居留证办理，同样退还没用到的月份。",
            "移民出国的，带上护照和签证到医保中心，当年没用完的月份按月退。",
            "单位录用后，到原参保窗口办理减员，凭录用备案表办理退费，未到期月份的费用原路退回。",
        ],
    ),
    (
        "suspend",
        [
            "被用人单位录用的，应当及时到参保地医保经办机构办理停保。",
            "找到单位了？赶在单位给你参保之前，到医保中心把灵活就业这边停掉。",
            "被单位聘用的，应在单位参保前到医保中心办理医保暂停。",
            "到单位上班后，请在单位参保当月停缴个人部分，避免重复缴费。",
            "参保人员应征入伍、升学、出国定居的，凭相关证明到医保中心办理停保手续。",
        ],
    ),
    (
        "resume",
        [
            "刑满释放后，持释放证明办理恢复参保。",
            "被暂停工资的退休人员，需先完成刷脸认证后到医保中心窗口办理续保并缴费。",
            "因养老金停发的退休人员，完成资格认证后，持身份证到医保中心办理恢复待遇手续。",
            "停缴后恢复缴费的，须持身份证到人社服务所办理恢复手续。",
            "停保后恢复参保的，需重新到参保地经办机构登记，补缴停保期间费用。",
        ],
    ),
    (
        "death",
        [
            "参保人死亡的，其亲属需在死亡当月持死亡证明到医保中心办理个人账户一次性退还和退保手续。",
            "家属在三个月内带死亡证明，到医保中心把个人账户里剩的钱取走。",
            "老人走了，家里人带上死亡证明，去参保地医保窗口就能把账户里剩的钱领出来。",
            "参保人身故后，请家属尽快到医保大厅办理停保。",
            "身故继承：亲属凭死亡证明和亲属身份证到医保服务中心继承个人账户余额。",
        ],
    ),
    (
        "detention",
        [
            "参保人员服刑的，应及时持判决书到县医保中心办理停保。",
            "参保人员若有判刑羁押情形的，需携带刑事判决书及时至医保中心窗口申报参保变更。",
            "服刑人员停保：由亲属持刑事判决书到县医保中心办理。",
        ],
    ),
    (
        "transfer_in",
        [
            "与企业解除劳动合同的灵活就业人员需在三个月内完成接续。",
            "从单位离职的，三个月内持解除劳动合同证明到户籍地医保中心接上医保。",
            "与原单位解除劳动合同的，应自解除之日起60日内到经办机构办理续保手续。",
            "职工医保关系从外地转入的，持参保凭证到医保事务中心办理转入。",
            "灵活就业人员由本市其他县区转入的，持参保凭证到转入地医保经办机构办理。",
        ],
    ),
]

NONE = [
    "持本人社保卡到定点医院就医，直接结算。",
    "住院费用报销请携带发票、出院小结到参保地医保中心办理。",
    "异地就医备案可到参保地医保经办机构窗口办理。",
    "需要纸质凭证的，到办税服务厅打印完税证明。",
    "请广大参保人员及时缴费，以免影响待遇享受。",
    "如有疑问请联系参保地医保经办机构。",
    "欠费超过3个月的，补缴后设3个月待遇等待期。",
    "断缴不超过3个月的，补缴后恢复享受待遇。",
    "待遇期开始以后，已缴费用不予退还。",
    "缴费人可到主管税务机关办税服务厅窗口办理缴费。",
    "持本人身份证，通过主管税务机关办税服务厅社保费窗口缴费。",
    "持身份证、银行卡到工商银行任一网点签订代扣协议。",
    "医保经办机构负责参保登记、缴费核定。",
    "档案托管机构统一为其办理医保参保登记手续。",
    "就业困难人员可持《就业创业证》到街道劳动保障所申请社保补贴。",
    "解除劳动关系后3个月内续保的，不设待遇等待期。",
    "不允许重复参保，个人必须暂停原医保关系，再办理灵活就业人员参保登记。",
    "已经参加城乡居民医保的，须先暂停居民医保，再来登记职工医保。",
    "打开微信→城市服务→社保→核对信息→缴费。",
    "谨防诈骗，凡要求转账办理退费的都是骗子。",
    "参保登记咨询电话：0371-12345678。",
    "可按月或按年缴费，由参保人自行选择。",
    "已在单位参加职工医保的不能再参加。",
    "办理参保缴费业务请合理安排时间。",
    "可以申请退费了！",
    "2024年1月1日前已在单位参保的，不需办理停保。",
    "首次参保的，设6个月待遇等待期。",
    "按年缴费的，自2024年1月2日起至3月20日止，一次缴清全年费用。",
    "达到规定年限的，单位和个人不再缴纳基本医疗保险费。",
    "七、新政有哪些变化\n续缴费人员不需到医保部门申报开单，可直接通过税务部门公布的渠道缴费。",
    "参保人可登录“粤医保”小程序查看缴费记录。",
    "新生儿出生后90日内参保缴费的，自出生之日起享受待遇。",
    "3个月内接续的没有等待期；超过3个月才接续的，等待期6个月。",
    "参保人员在单位参保期间不得以灵活就业身份重复参保。",
    "医保经办机构从个人账户一次性划转长期护理保险费。",
    "截至11月底，全市已有3.2万人办理参保登记。",
    "符合条件的低保对象由民政部门资助参保，无需个人申请。",
    "税务部门要在办税服务厅设立社保缴费专窗，方便群众缴费。",
    "各级医保经办机构要及时办理参保登记，做好数据传递。",
    "打开“云闪付”APP，点击社保缴费，核对信息后支付。",
    "缴费后因个人原因申请退费的，一律不予办理。",
    "灵活就业人员可到就近银行网点签订三方协议，由银行按月扣款。",
    "如对缴费政策有疑问，可到医保窗口咨询。",
    "幼儿园报名登记请携带户口簿、出生证明到幼儿园现场核验。",
    "住房公积金提取请持身份证到管理中心办理。",
    "自2024年1月起，停保超过3个月的重新计算等待期。",
    "请及时关注个人账户余额，确保扣款成功。",
    "持社保卡到定点药店购药，直接刷卡结算。",
    "可通过“辽事通”APP办理缴费、查询缴费记录和下载完税证明。",
    "银行网点缴费：持身份证到农业银行、建设银行任一网点柜台办理。",
    "参保人员可凭身份证到办税服务厅自助终端缴费。",
    "请参保单位于每月25日前申报缴费。",
    "医保部门应在收到申请后5个工作日内办结退费。",
    "个人账户余额可以用于支付家庭成员的医疗费用。",
    "补缴后待遇从缴费次月起恢复。",
    "停保期间不享受医保待遇，个人账户余额可继续使用。",
    "死亡、出国定居的，从次月起停止享受医保待遇。",
    "参保登记时间：工作日上午9:00—12:00，下午13:00—17:00。",
    "缴费成功后，可到税务窗口打印缴费凭证。",
    "村（社区）干部要逐户上门核实参保信息，做到不漏一人。",
    "困难群众资助由系统自动识别，参保时只缴个人应缴部分。",
    "用人单位为职工办理参保登记时，应提供劳动合同。",
    "异地安置退休人员可到参保地医保中心办理备案手续。",
    "各学校要按时将学生参保名册报送医保经办机构。",
    "停保业务咨询请到参保地医保窗口。",
    "缴费渠道：（一）“皖事通”APP：首页→社保缴费→灵活就业；（二）各乡镇便民服务中心。",
    "请参保人员妥善保管缴费凭证，以便办理退费。",
    "任何个人不得代办参保登记并收取费用。",
    "如需开具参保证明，可登录“鄂医保”小程序自助打印。",
    "税务机关根据医保部门传递的核定数据征收。",
    "已在外地参保的，不得在我市重复参保。",
    "超过规定时限未办理停保手续造成重复缴费的，由个人承担责任。",
    "低保对象参保由民政部门核定身份后直接免缴，无需申请。",
    "医保退休人员不再缴纳基本医疗保险费。",
    "个人账户余额可依法继承。",
]


@pytest.mark.parametrize(
    ("topic", "text"), [(topic, text) for topic, texts in TOPICS for text in texts]
)
def test_topic(topic: str, text: str) -> None:
    assert one(text).topic == topic


@pytest.mark.parametrize("text", NONE)
def test_no_procedure(text: str) -> None:
    assert [(rule.topic, rule.spans[0].quote) for rule in read(text)] == []


CONDITIONS: list[tuple[list[Any], list[str]]] = [
    ([], ["信息有误的，到医保窗口更正。", "灵活就业人员持身份证到社区办理参保登记。"]),
    (
        [["enrolment", "eq", "new"]],
        [
            "首次参保：持身份证到社区登记。",
            "未参加过职工医保的人员，应先在医保服务中心进行参保登记。",
            "2.新参保人员要先带上身份证到医保窗口办理参保登记再缴费哟~",
        ],
    ),
    (
        [["event", "eq", "employed_by_unit"]],
        [
            "随单位就业参保前，应先到参保地医保事务中心办理停保。",
            "灵活就业人员在缴费年度内被企业录用的，应在单位参保前到经办机构办理暂停参保。",
            "中途被某公司招用的，应及时到医保中心办理停保。",
            "被用人单位招录后，应及时告知参保地医保经办机构停保。",
        ],
    ),
    (
        [["event", "eq", "employed_by_unit"], ["paid_in_full", "eq", True]],
        [
            "一次性缴纳全年医保费后，中途就业随单位参加职工医保的，凭劳动合同到医保中心申请退费。",
            "已按年缴费、年中被单位招用的，凭劳动合同向医保中心申请退费。",
        ],
    ),
    (
        [["has_retirement_approval", "eq", True]],
        [
            "拿到养老金核定表之后，请在30天内带上养老金核定表，到医保中心办理。",
            "凭退休证、身份证到县医保中心办理在职转退休。",
            "已办理退休审批的退休人员，持退休审批表到医保中心办理在职转退休。",
        ],
    ),
    (
        [["reached_retirement_age", "eq", True], ["has_retirement_approval", "eq", True]],
        ["达到法定退休年龄的，应在退休审批通过后30日内到医保经办机构办理在职转退休。"],
    ),
    (
        [["reached_retirement_age", "eq", True], ["contribution_years_met", "eq", False]],
        [
            "到龄后缴费年限不足的，可以选择：一次性补足，或者按月缴费到规定年限。",
            "到了退休年龄年限还不够的，可以一次补足。",
        ],
    ),
    (
        [["contribution_years_met", "eq", False]],
        ["已批准退休的，凭审批表办理转退休；缴费年限男不足30年的，可以在办理时一次性补缴。"],
    ),
    (
        [["event", "in", ["detention", "emigration", "death"]]],
        ["身故、出国定居或被判刑的，应在30日内带着相关证明到区医保中心办理停保。"],
    ),
    (
        [
            {
                "any": [
                    ["enrolment", "eq", "new"],
                    {
                        "all": [
                            ["reached_retirement_age", "eq", True],
                            ["frequency", "in", ["half_year", "month"]],
                        ]
                    },
                    ["has_retirement_approval", "eq", True],
                ]
            }
        ],
        [
            "新参保人员、到达法定退休年龄选择按月或半年缴费人员、拿到退休批文拟办理在职转退休手续"
            "人员，需先到医保经办机构完成参保登记及申报核定，然后进行缴费。"
        ],
    ),
]


def same(condition: object) -> object:
    """A condition in which order means nothing."""
    if isinstance(condition, dict):
        return {key: same(parts) for key, parts in condition.items()}
    if isinstance(condition, list):
        return sorted((same(part) for part in condition), key=repr)
    return condition


@pytest.mark.parametrize(
    ("wanted", "text"), [(terms, text) for terms, texts in CONDITIONS for text in texts]
)
def test_for_whom(wanted: list[Any], text: str) -> None:
    assert same(when(read(text)[-1])) == same(wanted)


# What a reader finds in whole statements: of every procedure all that is said of it.
WHOLE: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "新参保人员可登录“鄂汇办”APP办理参保登记，也可持身份证到各区政务服务中心医保窗口办理。",
        [
            {"topic": "enrol", "at": "“鄂汇办”APP", "when": {"enrolment": "new"}},
            {
                "topic": "enrol",
                "at": "各区政务服务中心医保窗口",
                "papers": [["身份证"]],
                "when": {"enrolment": "new"},
            },
        ],
    ),
    (
        "首次以个人身份参保的，请到常住地乡镇（街道）党群服务中心登记，需带身份证或社保卡。",
        [
            {
                "topic": "enrol",
                "at": "常住地乡镇（街道）党群服务中心",
                "papers": [["身份证", "社保卡"]],
                "when": {"enrolment": "new"},
            }
        ],
    ),
    (
        "新参保的居民，由户主持户口簿到村（居）委会办理参保登记。",
        [
            {
                "topic": "enrol",
                "at": "村（居）委会",
                "papers": [["户口簿"]],
                "when": {"enrolment": "new"},
            }
        ],
    ),
    (
        "新生儿落户后3个月内，父母凭出生医学证明、户口本到落户地医保经办机构办理参保缴费。",
        [
            {
                "topic": "enrol",
                "at": "落户地医保经办机构",
                "papers": [["出生医学证明"], ["户口本"]],
                "deadline": "within 3 month",
                "when": {"identity": "新生儿"},
            }
        ],
    ),
    (
        "中小学生以学校为单位集中办理参保登记，不在户籍地重复登记。",
        [{"topic": "enrol", "when": {"student": True}}],
    ),
    (
        "非本地户籍人员参加居民医保的，须持居住证到居住地社区办理参保登记。",
        [
            {
                "topic": "enrol",
                "at": "居住地社区",
                "papers": [["居住证"]],
                "when": {"local_household": False},
            }
        ],
    ),
    (
        "本市户籍居民可凭身份证到户籍地村（社区）医保服务站参加居民医保。",
        [{"topic": "enrol", "at": "户籍地村（社区）医保服务站", "papers": [["身份证"]]}],
    ),
    (
        "灵活就业参保人员被用人单位招用后，应及时到参保地医保经办机构办理灵活就业停保手续，由用人单位为其参保。",
        [
            {
                "topic": "suspend",
                "at": "参保地医保经办机构",
                "deadline": "promptly",
                "when": {"event": "employed_by_unit"},
            }
        ],
    ),
    (
        "与单位建立劳动关系的，应于入职当月登录国家医保服务平台APP办理暂停参保。",
        [
            {
                "topic": "suspend",
                "at": "国家医保服务平台APP",
                "deadline": "same_month",
                "when": {"event": "employed_by_unit"},
            }
        ],
    ),
    (
        "因就业转入单位参保的，应在单位为其办理参保登记前，持身份证到县医保服务中心申请中断。",
        [
            {
                "topic": "suspend",
                "at": "县医保服务中心",
                "papers": [["身份证"]],
                "deadline": "before",
                "when": {"event": "employed_by_unit"},
            }
        ],
    ),
    (
        "参保人找到工作单位的，务必在单位缴纳医保的前一个月到社区办停保。",
        [
            {
                "topic": "suspend",
                "at": "社区",
                "deadline": "before",
                "when": {"event": "employed_by_unit"},
            }
        ],
    ),
    (
        "养老保险办理退休后，携带退休证、社保卡到参保地医保大厅申办职工医保在职转退休。",
        [
            {
                "topic": "retire",
                "at": "参保地医保大厅",
                "papers": [["退休证"], ["社保卡"]],
                "when": {"has_retirement_approval": True},
            }
        ],
    ),
    (
        "到了法定退休年龄但累计缴费年限不够的，可在参保地医保经办机构一次性补缴至规定年限，也可以继续按月缴费到规定年限。",
        [
            {
                "topic": "retire",
                "at": "参保地医保经办机构",
                "when": {"reached_retirement_age": True, "contribution_years_met": False},
            }
        ],
    ),
    (
        "领到退休证之后一个月内，拿退休证和身份证到镇便民服务中心医保窗口，把医保改成退休的。",
        [
            {
                "topic": "retire",
                "at": "镇便民服务中心医保窗口",
                "papers": [["退休证"], ["身份证"]],
                "deadline": "within 1 month",
                "when": {"has_retirement_approval": True},
            }
        ],
    ),
    (
        "当年达到退休年龄的参保人员，请于退休前一个月到参保地经办机构核定缴费年限。",
        [
            {
                "topic": "retire",
                "at": "参保地经办机构",
                "deadline": "before",
                "when": {"reached_retirement_age": True},
            }
        ],
    ),
    (
        "已按年缴费的，年度内被单位录用并参加职工医保，可持单位参保证明到参保地医保中心申请退还未享受待遇月份的医保费。",
        [
            {
                "topic": "refund",
                "at": "参保地医保中心",
                "papers": [["单位参保证明"]],
                "returns": "unused_months",
                "when": {"event": "employed_by_unit", "paid_in_full": True},
            }
        ],
    ),
    (
        "重复缴费的，可持缴费凭证、身份证、银行卡到主管税务机关申请退费。",
        [
            {
                "topic": "refund",
                "at": "主管税务机关",
                "papers": [["缴费凭证"], ["身份证"], ["银行卡"]],
                "when": {"event": "other"},
            }
        ],
    ),
    (
        "参保人在集中缴费期内死亡的，家属可凭死亡证明到参保地经办机构申请全额退费。",
        [
            {
                "topic": "refund",
                "at": "参保地经办机构",
                "papers": [["死亡证明"]],
                "returns": "all_paid",
                "when": {"event": "death", "in_window": True},
            }
        ],
    ),
    (
        "缴费后被单位录用的，在2024年12月31日前可到参保地医保所退费；进入待遇享受期后不予退费。",
        [
            {
                "topic": "refund",
                "at": "参保地医保所",
                "deadline": "date 2024-12-31",
                "when": {"event": "employed_by_unit"},
            }
        ],
    ),
    (
        "参保人员死亡后，其法定继承人应于60日内持死亡证明、继承人身份证、户口簿，到参保地医保经办机构办理个人账户清退手续。",
        [
            {
                "topic": "death",
                "at": "参保地医保经办机构",
                "papers": [["死亡证明"], ["继承人身份证"], ["户口簿"]],
                "deadline": "within 60 day",
                "returns": "account_balance",
                "when": {"event": "death"},
            }
        ],
    ),
    (
        "参保人员死亡的，其个人账户余额可由继承人依法继承，继承人持死亡证明到医保中心办理。",
        [
            {
                "topic": "death",
                "at": "医保中心",
                "papers": [["死亡证明"]],
                "returns": "account_balance",
                "when": {"event": "death"},
            }
        ],
    ),
    (
        "参保人员身故的，由亲属于次月底前持居民死亡医学证明书到医保窗口注销参保关系，个人账户剩余资金退还给法定继承人。",
        [
            {
                "topic": "death",
                "at": "医保窗口",
                "papers": [["居民死亡医学证明书"]],
                "returns": "account_balance",
                "when": {"event": "death"},
            }
        ],
    ),
    (
        "姓名、身份证号码、联系电话等信息有变动的，应携带身份证到原登记机构办理信息变更。",
        [{"topic": "correct_data", "at": "原登记机构", "papers": [["身份证"]]}],
    ),
    (
        "对缴费档次、姓名有异议的，请先联系当地医保窗口核实修改，再缴费。",
        [{"topic": "correct_data", "at": "当地医保窗口"}],
    ),
    (
        "名字写错了咋办？带上身份证到登记的社区改一下就好了。",
        [{"topic": "correct_data", "at": "登记的社区", "papers": [["身份证"]]}],
    ),
    ("付款前一定要看清楚是不是本人的名字和身份证号。", [{"topic": "precheck"}]),
    (
        "从单位离职需以灵活就业身份继续参保的，请在离职后60日内持解除劳动合同证明书到参保地社保中心办理续保。",
        [
            {
                "topic": "transfer_in",
                "at": "参保地社保中心",
                "papers": [["解除劳动合同证明书"]],
                "deadline": "within 60 day",
                "when": {"event": "labour_contract_ended"},
            }
        ],
    ),
    (
        "刑满释放人员凭刑满释放证明书到参保地医保经办机构申请恢复参保。",
        [
            {
                "topic": "resume",
                "at": "参保地医保经办机构",
                "papers": [["刑满释放证明书"]],
                "when": {"identity": "刑满释放人员"},
            }
        ],
    ),
    (
        "因银行卡余额不足等原因未扣款成功、无法线上缴费的，请携带身份证到医保经办机构窗口核定后缴费。",
        [
            {
                "topic": "pay",
                "at": "医保经办机构窗口",
                "papers": [["身份证"]],
                "when": {"online_blocked": True},
            }
        ],
    ),
    (
        "在校学生应于2024年11月30日前完成缴费。",
        [{"topic": "pay", "deadline": "date 2024-11-30", "when": {"student": True}}],
    ),
    (
        "四、停保\n参保人员有下列情形之一的，应及时到参保地医保经办机构办理停保手续：（一）被用人单位录用的；（二）死亡的；（三）参军入伍的。",
        [{"topic": "suspend", "at": "参保地医保经办机构", "deadline": "promptly"}],
    ),
    (
        "问：第一次参保去哪儿登记？\n答：拿上身份证，到您住的社区居委会登记就可以。",
        [
            {
                "topic": "enrol",
                "at": "您住的社区居委会",
                "papers": [["身份证"]],
                "when": {"enrolment": "new"},
            }
        ],
    ),
    (
        "医保退休怎么办？\n拿到退休审批表后，持审批表和身份证，每月25日前到参保地医保窗口办。",
        [
            {
                "topic": "retire",
                "at": "参保地医保窗口",
                "papers": [["审批表"], ["身份证"]],
                "deadline": "monthly 25",
                "when": {"has_retirement_approval": True},
            }
        ],
    ),
    (
        "◆停保：就业后随单位参保，请及时通过“皖事通”APP或到参保地医保窗口停保。",
        [
            {
                "topic": "suspend",
                "at": "参保地医保窗口",
                "deadline": "promptly",
                "when": {"event": "employed_by_unit"},
            }
        ],
    ),
    (
        "首次参加企业职工基本养老保险的，先到户籍地社保经办机构办理参保登记，再到税务部门缴费。",
        [{"topic": "enrol", "at": "户籍地社保经办机构", "when": {"enrolment": "new"}}],
    ),
    (
        "跨省流动就业的，由本人持身份证向新参保地社保经办机构提出养老保险关系转移接续申请。",
        [{"topic": "transfer_in", "at": "新参保地社保经办机构", "papers": [["身份证"]]}],
    ),
    (
        "首次参保的人员，请先通过“陕西医保”微信公众号完成参保登记，再缴费。",
        [{"topic": "enrol", "at": "“陕西医保”微信公众号", "when": {"enrolment": "new"}}],
    ),
    (
        "新增灵活就业人员应到税务机关指定的代征网点办理参保登记，提供身份证复印件1份。",
        [
            {
                "topic": "enrol",
                "at": "税务机关指定的代征网点",
                "papers": [["身份证"]],
                "when": {"enrolment": "new"},
            }
        ],
    ),
    (
        "新生儿父母应当在其出生之日起90日内，持新生儿户口簿或者出生医学证明，到乡镇（街道）便民服务中心为新生儿办理参保缴费手续。",
        [
            {
                "topic": "enrol",
                "at": "乡镇（街道）便民服务中心",
                "papers": [["新生儿户口簿", "出生医学证明"]],
                "deadline": "within 90 day",
                "when": {"identity": "新生儿"},
            }
        ],
    ),
    (
        "持有本市居住证的非本市户籍人员，凭居住证、身份证到居住地社区办理居民医保参保登记。",
        [
            {
                "topic": "enrol",
                "at": "居住地社区",
                "papers": [["居住证"], ["身份证"]],
                "when": {"local_household": False},
            }
        ],
    ),
    (
        "灵活就业参保人就业后由单位为其参保的，须先将灵活就业的医保停掉，可在“豫事办”APP自助办理。",
        [{"topic": "suspend", "at": "“豫事办”APP", "when": {"event": "employed_by_unit"}}],
    ),
    (
        "入职新单位后请于15日内到原参保地医保服务中心办理灵活就业停保。",
        [
            {
                "topic": "suspend",
                "at": "原参保地医保服务中心",
                "deadline": "within 15 day",
                "when": {"event": "employed_by_unit"},
            }
        ],
    ),
    (
        "到达退休年龄且医保缴费年限符合规定的，持退休审批表到市医保中心核定缴费年限并办理退休人员医保手续。",
        [
            {
                "topic": "retire",
                "at": "市医保中心",
                "papers": [["退休审批表"]],
                "when": {"reached_retirement_age": True, "contribution_years_met": True},
            }
        ],
    ),
    (
        "在职转退休：取得养老金核定表后，于次月15日前持核定表、社保卡到县医保局一楼窗口办理。",
        [
            {
                "topic": "retire",
                "at": "县医保局一楼窗口",
                "papers": [["核定表"], ["社保卡"]],
                "when": {"has_retirement_approval": True},
            }
        ],
    ),
    (
        "女满50周岁、男满60周岁，医保缴费累计满25年的，可办理医保退休，请带身份证、退休证到参保地医保窗口。",
        [
            {
                "topic": "retire",
                "at": "参保地医保窗口",
                "papers": [["身份证"], ["退休证"]],
                "when": {"reached_retirement_age": True, "contribution_years_met": True},
            }
        ],
    ),
    (
        "已到退休年龄、年限还差几年的，可以一次补齐，也可以接着按年缴，到够年限为止。",
        [
            {
                "topic": "retire",
                "when": {"reached_retirement_age": True, "contribution_years_met": False},
            }
        ],
    ),
    (
        "已缴纳2025年度居民医保费，在2025年1月1日前参加职工医保的，可凭职工医保参保证明到税务窗口申请全额退费。",
        [
            {
                "topic": "refund",
                "at": "税务窗口",
                "papers": [["职工医保参保证明"]],
                "returns": "all_paid",
                "when": {"event": "employed_by_unit"},
            }
        ],
    ),
    (
        "集中缴费期内缴费后死亡的，其亲属凭死亡证明、缴费凭证、银行卡到村（社区）申请退还个人已缴费用。",
        [
            {
                "topic": "refund",
                "at": "村（社区）",
                "papers": [["死亡证明"], ["缴费凭证"], ["银行卡"]],
                "returns": "all_paid",
                "when": {"event": "death", "in_window": True},
            }
        ],
    ),
    (
        "参保人死亡后30日内，亲属需携带户口注销证明、经办人身份证，前往参保地医保服务大厅注销医保、领取个人账户余额。",
        [
            {
                "topic": "death",
                "at": "参保地医保服务大厅",
                "papers": [["户口注销证明"], ["经办人身份证"]],
                "deadline": "within 30 day",
                "returns": "account_balance",
                "when": {"event": "death"},
            }
        ],
    ),
    (
        "人不在了，卡里的钱由家里人取：凭死亡证明、家属身份证，到参保地医保窗口办。",
        [
            {
                "topic": "death",
                "at": "参保地医保窗口",
                "papers": [["死亡证明"], ["家属身份证"]],
                "returns": "account_balance",
                "when": {"event": "death"},
            }
        ],
    ),
    (
        "发现姓名、身份证号码、参保身份等与实际不符的，请勿缴费，先到参保地医保经办机构办理信息更正。",
        [{"topic": "correct_data", "at": "参保地医保经办机构"}],
    ),
    (
        "为确保缴费准确，请在缴费前核实个人参保信息，尤其是姓名与身份证号是否一致。",
        [{"topic": "precheck"}],
    ),
    (
        "与原单位终止劳动关系的，请于3个月之内带着解除劳动合同证明到社区办理续保登记。",
        [
            {
                "topic": "transfer_in",
                "at": "社区",
                "papers": [["解除劳动合同证明"]],
                "deadline": "within 3 month",
                "when": {"event": "labour_contract_ended"},
            }
        ],
    ),
    (
        "养老金被暂停发放的退休人员，完成资格认证后持身份证到参保地医保中心恢复医保待遇。",
        [
            {
                "topic": "resume",
                "at": "参保地医保中心",
                "papers": [["身份证"]],
                "when": {"status": "retired", "event": "pension_suspended"},
            }
        ],
    ),
    (
        "没有办法在手机上缴费的，可携带身份证到参保地医保经办机构开具缴费核定单，再到银行缴费。",
        [
            {
                "topic": "pay",
                "at": "参保地医保经办机构",
                "papers": [["身份证"]],
                "when": {"online_blocked": True},
            }
        ],
    ),
    (
        "六、业务办理\n事项\t办理条件\t所需材料\t办理地点\n停保\t被用人单位录用\t身份证、劳动合同\t参保地医保中心\n死亡清退\t参保人死亡\t死亡证明、亲属身份证\t参保地医保中心\n",
        [
            {
                "topic": "suspend",
                "at": "参保地医保中心",
                "papers": [["身份证"], ["劳动合同"]],
                "when": {"event": "employed_by_unit"},
            },
            {
                "topic": "death",
                "at": "参保地医保中心",
                "papers": [["死亡证明"], ["亲属身份证"]],
                "when": {"event": "death"},
            },
        ],
    ),
    (
        "（一）参保登记\n办理对象：首次参保的灵活就业人员\n办理材料：身份证、户口簿\n办理地点：户籍地乡镇便民服务中心\n",
        [
            {
                "topic": "enrol",
                "at": "户籍地乡镇便民服务中心",
                "papers": [["身份证"], ["户口簿"]],
                "when": {"enrolment": "new"},
            }
        ],
    ),
    (
        "业务类型\t申请材料\t办理时限\t受理窗口\n在职转退休\t退休审批表、身份证\t取得退休审批表后30日内\t县医保局窗口\n",
        [
            {
                "topic": "retire",
                "at": "县医保局窗口",
                "papers": [["退休审批表"], ["身份证"]],
                "deadline": "within 30 day",
                "when": {"has_retirement_approval": True},
            }
        ],
    ),
    (
        "八、停保和退费\n1.参保人员就业的，应及时到参保地医保经办机构停保。\n2.已缴清全年费用的，凭劳动合同申请退还剩余月份费用。",
        [
            {
                "topic": "suspend",
                "at": "参保地医保经办机构",
                "deadline": "promptly",
                "when": {"event": "employed_by_unit"},
            },
            {
                "topic": "refund",
                "papers": [["劳动合同"]],
                "returns": "unused_months",
                "when": {"paid_in_full": True},
            },
        ],
    ),
    (
        "（三）参保人死亡\n由亲属在60日内持死亡证明、亲属身份证到县医保中心办理，个人账户余额一次性退还。",
        [
            {
                "topic": "death",
                "at": "县医保中心",
                "papers": [["死亡证明"], ["亲属身份证"]],
                "deadline": "within 60 day",
                "returns": "account_balance",
                "when": {"event": "death"},
            }
        ],
    ),
    (
        "Q5：到龄了年限不够怎么办？\nA5：可到参保地医保经办窗口申请一次性补缴，也可继续按月缴费至满规定年限。",
        [
            {
                "topic": "retire",
                "at": "参保地医保经办窗口",
                "when": {"reached_retirement_age": True, "contribution_years_met": False},
            }
        ],
    ),
    (
        "Q：身份证号登记错了怎么改？\nA：请携带身份证到参保地医保服务大厅更正，更正后再缴费。",
        [{"topic": "correct_data", "at": "参保地医保服务大厅", "papers": [["身份证"]]}],
    ),
    (
        "Q：我单位给上保险了，灵活就业那边要管吗？\nA：要管。请在单位参保前到参保地医保窗口停保。",
        [
            {
                "topic": "suspend",
                "at": "参保地医保窗口",
                "deadline": "before",
                "when": {"event": "employed_by_unit"},
            }
        ],
    ),
    (
        "七、新生儿参保\n新生儿父母任意一方持户口簿、出生医学证明，在新生儿出生后90天内到户籍地医保经办机构办理参保登记并缴费。",
        [
            {
                "topic": "enrol",
                "at": "户籍地医保经办机构",
                "papers": [["户口簿"], ["出生医学证明"]],
                "deadline": "within 90 day",
                "when": {"identity": "新生儿"},
            }
        ],
    ),
    (
        "办理参保登记的市民请注意，首次参保需先带身份证去街道便民服务中心登记，登记完才能线上缴费。",
        [
            {
                "topic": "enrol",
                "at": "街道便民服务中心",
                "papers": [["身份证"]],
                "when": {"enrolment": "new"},
            }
        ],
    ),
    (
        "该负责人提醒，找到工作单位的参保人，要赶在单位办增员手续之前来窗口把灵活就业医保停掉。",
        [{"topic": "suspend", "deadline": "before", "when": {"event": "employed_by_unit"}}],
    ),
    (
        "记者了解到，今年到龄退休的参保人，拿到退休审批表后要在30天内，持审批表和身份证到参保地医保窗口办理医保退休。",
        [
            {
                "topic": "retire",
                "at": "参保地医保窗口",
                "papers": [["审批表"], ["身份证"]],
                "deadline": "within 30 day",
                "when": {"has_retirement_approval": True},
            }
        ],
    ),
    (
        "首次参保的，持身份证在县政务服务大厅15号医保窗口办理参保登记。",
        [
            {
                "topic": "enrol",
                "at": "县政务服务大厅15号医保窗口",
                "papers": [["身份证"]],
                "when": {"enrolment": "new"},
            }
        ],
    ),
    (
        "首次参保的，持身份证到户籍地（居住地）村（社区）登记。",
        [
            {
                "topic": "enrol",
                "at": "户籍地（居住地）村（社区）",
                "papers": [["身份证"]],
                "when": {"enrolment": "new"},
            }
        ],
    ),
    (
        "首次参保的，持身份证到各区社会保险（医保）经办大厅登记。",
        [
            {
                "topic": "enrol",
                "at": "各区社会保险（医保）经办大厅",
                "papers": [["身份证"]],
                "when": {"enrolment": "new"},
            }
        ],
    ),
    (
        "首次参保的，请到所属辖区的人力资源和社会保障服务所办理登记手续，并提供身份证。",
        [
            {
                "topic": "enrol",
                "at": "所属辖区的人力资源和社会保障服务所",
                "papers": [["身份证"]],
                "when": {"enrolment": "new"},
            }
        ],
    ),
    (
        "首次参保人员到辖区税务所登记后缴费。",
        [{"topic": "enrol", "at": "辖区税务所", "when": {"enrolment": "new"}}],
    ),
    (
        "首次参保的，持身份证到市医保中心（世纪大道88号）办理参保登记。",
        [
            {
                "topic": "enrol",
                "at": "市医保中心",
                "papers": [["身份证"]],
                "when": {"enrolment": "new"},
            }
        ],
    ),
    (
        "首次参保的，需带：身份证、社保卡、一寸照片，到医保窗口登记。",
        [
            {
                "topic": "enrol",
                "at": "医保窗口",
                "papers": [["身份证"], ["社保卡"], ["一寸照片"]],
                "when": {"enrolment": "new"},
            }
        ],
    ),
    (
        "办理退休时须提交退休审批表原件及复印件、社会保障卡、本人银行卡，到医保中心办理在职转退休。",
        [
            {
                "topic": "retire",
                "at": "医保中心",
                "papers": [["退休审批表"], ["社会保障卡"], ["本人银行卡"]],
                "when": {"has_retirement_approval": True},
            }
        ],
    ),
    (
        "参保人死亡的，家属持死亡证明（火化证明、户口注销证明任一）、继承人身份证到医保中心领取个人账户余额。",
        [
            {
                "topic": "death",
                "at": "医保中心",
                "papers": [["死亡证明"], ["继承人身份证"]],
                "returns": "account_balance",
                "when": {"event": "death"},
            }
        ],
    ),
    (
        "被录用的，凭劳动合同书或录用审批表、本人身份证到医保中心申请退还未享受月份的费用。",
        [
            {
                "topic": "refund",
                "at": "医保中心",
                "papers": [["劳动合同书", "录用审批表"], ["本人身份证"]],
                "returns": "unused_months",
                "when": {"event": "employed_by_unit"},
            }
        ],
    ),
    (
        "参保人去世，家属带死亡证明、户口本和银行卡到县医保中心办理退账户余额。",
        [
            {
                "topic": "death",
                "at": "县医保中心",
                "papers": [["死亡证明"], ["户口本"], ["银行卡"]],
                "returns": "account_balance",
                "when": {"event": "death"},
            }
        ],
    ),
    (
        "退休审批后，最迟于次月10日前持审批表到参保地医保局办理在职转退休。",
        [
            {
                "topic": "retire",
                "at": "参保地医保局",
                "papers": [["审批表"]],
                "when": {"has_retirement_approval": True},
            }
        ],
    ),
    (
        "2024年内到达退休年龄的，请于2024年11月30日前，持身份证、退休审批表到医保中心办理医保退休。",
        [
            {
                "topic": "retire",
                "at": "医保中心",
                "papers": [["身份证"], ["退休审批表"]],
                "deadline": "date 2024-11-30",
                "when": {"reached_retirement_age": True},
            }
        ],
    ),
    (
        "参保人员死亡的，亲属应于死亡之日起三十日内，持死亡证明到医保中心办理个人账户清算。",
        [
            {
                "topic": "death",
                "at": "医保中心",
                "papers": [["死亡证明"]],
                "deadline": "within 30 day",
                "returns": "account_balance",
                "when": {"event": "death"},
            }
        ],
    ),
    (
        "被单位录用的，应于录用后一个月内到参保地医保机构停保。",
        [
            {
                "topic": "suspend",
                "at": "参保地医保机构",
                "deadline": "within 1 month",
                "when": {"event": "employed_by_unit"},
            }
        ],
    ),
    (
        "在职转退休业务每月1日至20日受理，已取得退休审批表的，持审批表、身份证到医保窗口办理。",
        [
            {
                "topic": "retire",
                "at": "医保窗口",
                "papers": [["审批表"], ["身份证"]],
                "deadline": "monthly 20",
                "when": {"has_retirement_approval": True},
            }
        ],
    ),
    (
        "被用人单位录用的，务必第一时间到医保窗口停保。",
        [
            {
                "topic": "suspend",
                "at": "医保窗口",
                "deadline": "promptly",
                "when": {"event": "employed_by_unit"},
            }
        ],
    ),
    (
        "男满60周岁、女满50周岁且缴费满25年的，凭退休证到参保地医保中心办理医保退休。",
        [
            {
                "topic": "retire",
                "at": "参保地医保中心",
                "papers": [["退休证"]],
                "when": {"reached_retirement_age": True, "contribution_years_met": True},
            }
        ],
    ),
    (
        "到龄时缴费年限不满20年的，到县医保中心一次性补缴差额年限。",
        [
            {
                "topic": "retire",
                "at": "县医保中心",
                "when": {"reached_retirement_age": True, "contribution_years_met": False},
            }
        ],
    ),
    (
        "已达退休年龄、累计缴费年限已达到30年的参保人员，持退休证、身份证到医保经办机构办理。",
        [
            {
                "topic": "retire",
                "at": "医保经办机构",
                "papers": [["退休证"], ["身份证"]],
                "when": {"reached_retirement_age": True, "contribution_years_met": True},
            }
        ],
    ),
    (
        "集中缴费期内缴费后又被单位录用的，可在集中缴费期内凭劳动合同到税务大厅申请退还全部费用。",
        [
            {
                "topic": "refund",
                "at": "税务大厅",
                "papers": [["劳动合同"]],
                "returns": "all_paid",
                "when": {"event": "employed_by_unit", "in_window": True},
            }
        ],
    ),
]


def told(rule: Procedure) -> dict[str, Any]:
    """What a procedure says, of the fields that it has."""
    due = rule.deadline.value if rule.deadline else None
    when_by = None
    if due is not None:
        length = (
            f"{due.length.count} {due.length.unit}" if due.form == "within" and due.length else ""
        )
        more = {"date": due.on, "monthly": due.day, "within": length}.get(due.form, "")
        when_by = f"{due.form} {more}".strip()
    found: dict[str, Any] = {
        "topic": rule.topic,
        "at": rule.at.value if rule.at else None,
        "papers": papers(rule),
        "deadline": when_by,
        "returns": rule.returns.what.value if isinstance(rule.returns, Returned) else None,
        "when": {var: value for var, _, value in when(rule)},
    }
    return {name: value for name, value in found.items() if value}


@pytest.mark.parametrize(("text", "wanted"), WHOLE)
def test_the_whole_of_a_procedure(text: str, wanted: list[dict[str, Any]]) -> None:
    assert [told(rule) for rule in read(text)] == wanted


RETURNS = [
    ("unused_months", "被单位录用的，凭劳动合同到医保中心申请退还尚未享受月份的费用。"),
    ("unused_months", "单位参保后，带着劳动合同到医保窗口办理退费，剩余月份的钱会退回原账户。"),
    ("all_paid", "集中缴费期内出国定居的，凭护照到医保经办机构申请退回全部已缴费用。"),
    ("all_paid", "缴费期内死亡的，其亲属可持死亡证明申请全额退还当年医保费。"),
    ("account_balance", "参保人去世的，亲属持死亡证明到医保中心申领个人账户储存额。"),
    ("account_balance", "参保人去世的，家属持死亡证明到县医保局，办理账户销户并领回余额。"),
    (
        "account_balance",
        "问：参保人去世后，个人账户里的钱怎么办？\n答：继承人可凭死亡证明到医保中心申请一次性支取。",
    ),
    (None, "中途随单位参加职工医保的，在单位参保前到医保中心窗口办理退费。"),
]


@pytest.mark.parametrize(("what", "text"), RETURNS)
def test_what_comes_back(what: str | None, text: str) -> None:
    rule = one(text)
    assert rule.returns is None if what is None else rule.returns
    if rule.returns is not None:
        assert rule.returns.how == "returned"
        assert rule.returns.what.value == what


ACTORS = [
    ("insured", "首次参保的，持身份证到社区登记。"),
    ("insured", "停保手续须由本人持身份证到经办窗口办理，也可委托亲属代办。"),
    ("insured", "参保人员死亡的，持亲属身份证到医保中心支取个人账户余额。"),
    ("relative", "参保人员死亡的，由其法定继承人持死亡证明到医保中心支取个人账户余额。"),
    ("relative", "新生儿由监护人持户口簿到社区登记。"),
    ("custodian", "首次参保可选择通过人事档案托管机构代办参保登记。"),
    ("agency", "学生由学校统一登记，不用另跑。"),
]


@pytest.mark.parametrize(("actor", "text"), ACTORS)
def test_who_does_it(actor: str, text: str) -> None:
    assert one(text).actor == actor


@pytest.mark.parametrize(
    "text",
    [
        "从省外转入的，凭参保缴费凭证到社保经办机构申请转入，15个工作日内办结。",
        "被单位录用的，凭劳动合同到医保中心退还剩余月份费用，10个工作日内完成审核。",
    ],
)
def test_how_long_the_office_takes_is_no_deadline(text: str) -> None:
    assert one(text).deadline is None


def test_place_papers_and_deadline_stand_in_the_rule() -> None:
    rule = one(
        "参保人员去世的，其亲属于90日内凭死亡证明、亲属身份证到参保地医保中心领取个人账户余额。"
    )
    assert rule.at is not None
    assert rule.at.value == "参保地医保中心"
    assert papers(rule) == [["死亡证明"], ["亲属身份证"]]
    assert rule.deadline is not None
    assert rule.deadline.value.form == "within"
    assert rule.deadline.value.of == "death"
    assert [span.quote for span in rule.deadline.spans] == ["于90日内"]


@pytest.mark.parametrize(
    "text",
    [
        "首次参保的，持身份证到社区登记；没有本市户籍的，还要带上居住证。",
        "首次参保的，持身份证到医保窗口办理参保登记，非本市户籍的另需提供居住证。",
        "首次参保的，到医保窗口登记（需携带身份证原件，外地户籍的还需携带居住证）。",
        "首次参保的，需携带身份证（非本市户籍的携带居住证）到医保中心办理参保登记。",
    ],
)
def test_a_paper_of_its_own_condition(text: str) -> None:
    rule = one(text)
    assert papers(rule) == [["身份证"], ["居住证"]]
    assert when(rule) == [["enrolment", "eq", "new"]]
    assert [written(paper.when) for paper in rule.documents] == [
        [],
        [["local_household", "eq", False]],
    ]


TWO = [
    (["precheck", "correct_data"], "缴费前先核对个人信息，错了找参保地医保所改，改完再交。"),
    (["detention", "resume"], "服刑人员由家属拿判决书到医保中心停保，出来以后凭释放证明恢复。"),
    (["precheck", "correct_data"], "缴费前应先核对姓名，信息有误的，联系医保中心更正。"),
    (["precheck", "correct_data"], "缴费前请查看本人信息，如有错误请联系参保地医保局修改。"),
    (["enrol", "enrol"], "首次参保可通过人事档案托管机构代办，也可自行到县级医保经办机构办理。"),
    (["suspend", "refund"], "就业的，到医保中心办理停保；已缴全年的，凭劳动合同申请退还剩余月份。"),
    (
        ["retire", "retire"],
        "由在职转为退休的，持审批表到医保中心办理退休手续，身份变更次月起，不再缴纳基本医疗保险费。",
    ),
]


@pytest.mark.parametrize(("topics", "text"), TWO)
def test_one_statement_one_rule(topics: list[str], text: str) -> None:
    assert [rule.topic for rule in read(text)] == topics


def test_a_retired_person_from_the_next_month_on() -> None:
    effect = read("持退休证到医保中心办理退休手续，自办结的次月起不再缴纳基本医疗保险费。")[-1]
    assert effect.effective is not None
    assert effect.effective.value == "next_month"
    assert when(effect) == [["status", "eq", "retired"]]


def test_the_same_window_is_that_of_the_sentence_before() -> None:
    text = "被单位录用的，到参保地医保中心办理停保；已缴清全年费用的，可在同一窗口申请退费。"
    refund = read(text)[-1]
    assert refund.at is not None
    assert (refund.at.value, refund.at.basis) == ("参保地医保中心", "inferred")


def test_a_later_sentence_adds_deadline_and_years() -> None:
    refund = one("随单位参保的，拿着劳动合同到医保中心申请退费。要提醒的是，赶在单位办参保之前来。")
    assert refund.deadline is not None
    assert refund.deadline.value.form == "before"
    retire = one("拿到退休审批表以后，到医保中心办在职转退休。缴费年限要满足男30年、女25年。")
    assert ["contribution_years_met", "eq", True] in when(retire)


STEPS = [
    (
        ("办理停保", "申请退回已缴医保费"),
        "因死亡、移民的，可持死亡证明、护照办理停保并可申请退回已缴医保费。",
    ),
    (
        ("完成刷脸认证", "到医保中心窗口办理续保", "缴费"),
        "被暂停工资的退休人员，需先完成刷脸认证后携带花名册到医保中心窗口办理续保并缴费。",
    ),
    (
        ("到医保中心窗口办理退费", "转入新单位"),
        "随单位参加职工医保，在单位参保前到医保中心窗口办理退费后转入新单位。",
    ),
    (None, "首次参保的，持身份证到社区登记。"),
    (None, "被单位录用的，凭劳动合同到医保中心申请，退还剩余月份费用。"),
]


@pytest.mark.parametrize(("steps", "text"), STEPS)
def test_steps(steps: tuple[str, ...] | None, text: str) -> None:
    rule = one(text)
    assert (rule.steps.value if rule.steps else None) == steps


def test_a_table_states_procedures() -> None:
    text = (
        "办理事项\t所需材料\t办理地点\n"
        "首次参保登记\t身份证、户口簿\t户籍地便民服务中心\n"
        "在职转退休\t退休审批表、身份证\t县医保中心\n"
    )
    enrol, retire = read(text)
    assert (enrol.topic, papers(enrol)) == ("enrol", [["身份证"], ["户口簿"]])
    assert when(enrol) == [["enrolment", "eq", "new"]]
    assert retire.at is not None
    assert (retire.topic, retire.at.value) == ("retire", "县医保中心")


def test_labels_state_a_procedure() -> None:
    rule = one(
        "1.停保登记\n所需材料：身份证、劳动合同\n办理地点：县医保中心\n办理时限：每月20日前\n"
    )
    assert rule.topic == "suspend"
    assert papers(rule) == [["身份证"], ["劳动合同"]]
    assert rule.at is not None
    assert rule.at.value == "县医保中心"
    assert rule.deadline is not None
    assert rule.deadline.value.day == 20


SLOTS: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "【停保】\n对象：到公司上班、由公司参保的人。\n地点：街道医保窗口。\n材料：劳动合同。\n"
        "时限：公司参保之前。\n"
        "【退休】\n对象：已拿到退休审批表的参保人。\n地点：县医保中心。\n材料：退休审批表、社保卡。\n"
        "时限：审批当月。\n",
        [
            {
                "topic": "suspend",
                "at": "街道医保窗口",
                "papers": [["劳动合同"]],
                "deadline": "before",
                "when": {"event": "employed_by_unit"},
            },
            {
                "topic": "retire",
                "at": "县医保中心",
                "papers": [["退休审批表"], ["社保卡"]],
                "deadline": "same_month",
                "when": {"has_retirement_approval": True},
            },
        ],
    ),
    (
        "（一）参保登记\n1.适用人群：首次参保的人员。\n2.申请材料：身份证、户口簿（或居住证）。\n"
        "3.办理地点：户籍地社区服务站。\n4.办理时限：即时办结。\n"
        "（二）停保\n1.适用情形：被单位招用。\n2.申请材料：无需材料。\n3.办理地点：县医保大厅。\n"
        "4.期限：单位为其办理参保手续前。\n",
        [
            {
                "topic": "enrol",
                "at": "户籍地社区服务站",
                "papers": [["身份证"], ["户口簿", "居住证"]],
                "when": {"enrolment": "new"},
            },
            {
                "topic": "suspend",
                "at": "县医保大厅",
                "deadline": "before",
                "when": {"event": "employed_by_unit"},
            },
        ],
    ),
    (
        "1.退费。条件：交清全年费用后到单位就业；材料：劳动合同；地点：县医保中心；"
        "时限：就业后30日内；说明：退还剩余月份的费用。\n",
        [
            {
                "topic": "refund",
                "at": "县医保中心",
                "papers": [["劳动合同"]],
                "deadline": "within 30 day",
                "returns": "unused_months",
                "when": {"event": "employed_by_unit", "paid_in_full": True},
            }
        ],
    ),
    (
        "三、停保办理\n（一）办理条件\n由单位录用的参保人。\n（二）办理地点\n县医保窗口。\n"
        "（三）所需材料\n劳动合同、身份证。\n（四）办理时限\n单位参保之前。\n",
        [
            {
                "topic": "suspend",
                "at": "县医保窗口",
                "papers": [["劳动合同"], ["身份证"]],
                "deadline": "before",
                "when": {"event": "employed_by_unit"},
            }
        ],
    ),
    (
        "五、办事指引\n1．参保登记\n办理对象：首次参保人员\n所需材料：\n①身份证\n②户口簿或居住证\n"
        "办理地点：街道便民服务中心\n",
        [
            {
                "topic": "enrol",
                "at": "街道便民服务中心",
                "papers": [["身份证"], ["户口簿", "居住证"]],
                "when": {"enrolment": "new"},
            }
        ],
    ),
    (
        "【停保】\n【适用情形】由单位录用的\n【办理地点】县医保窗口\n【办理材料】劳动合同\n",
        [
            {
                "topic": "suspend",
                "at": "县医保窗口",
                "papers": [["劳动合同"]],
                "when": {"event": "employed_by_unit"},
            }
        ],
    ),
    (
        "怎么办停保？\n谁来办：找到工作、由单位参保的。\n去哪办：县医保窗口。\n带什么：身份证。\n"
        "什么时候办：单位给您参保之前。\n",
        [
            {
                "topic": "suspend",
                "at": "县医保窗口",
                "papers": [["身份证"]],
                "deadline": "before",
                "when": {"event": "employed_by_unit"},
            }
        ],
    ),
    (
        "【医保退休】\n条件：到法定退休年龄但缴费年限不够的\n办法：到县医保中心一次性补缴\n",
        [
            {
                "topic": "retire",
                "at": "县医保中心",
                "when": {"reached_retirement_age": True, "contribution_years_met": False},
            }
        ],
    ),
    (
        "首次参保的，到社区办理参保登记。所需材料：身份证、户口簿。\n",
        [
            {
                "topic": "enrol",
                "at": "社区",
                "papers": [["身份证"], ["户口簿"]],
                "when": {"enrolment": "new"},
            }
        ],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), SLOTS)
def test_slots_under_a_heading(text: str, wanted: list[dict[str, Any]]) -> None:
    assert [told(rule) for rule in read(f"某市灵活就业人员办事指南\n{text}")] == wanted


def test_columns_in_any_order_and_a_note_that_speaks_of_all_rows() -> None:
    text = (
        "某市灵活就业人员办事指南\n"
        "事项\t办理情形\t时限\t所需材料\n"
        "参保登记\t头一回参保\t全年\t身份证\n"
        "停保\t被单位聘用\t单位为其参保之前\t劳动合同\n"
        "退费\t全年费用已缴清，被单位聘用\t聘用后60日内\t劳动合同\n"
        "医保退休\t达到法定退休年龄，缴费年限已满\t每月15日前\t退休审批表\n"
        "医保退休\t达到法定退休年龄，缴费年限不足\t每月15日前\t身份证\n"
        "余额领取\t参保人死亡\t死亡后3个月内\t死亡证明、亲属身份证\n"
        "注：以上业务均到县医保窗口办理；退费按剩余月份退还。\n"
    )
    age = {"reached_retirement_age": True}
    assert [told(rule) | {"at": None} for rule in read(text)] == [
        {"at": None, **row}
        for row in (
            {"topic": "enrol", "papers": [["身份证"]], "when": {"enrolment": "new"}},
            {
                "topic": "suspend",
                "papers": [["劳动合同"]],
                "deadline": "before",
                "when": {"event": "employed_by_unit"},
            },
            {
                "topic": "refund",
                "papers": [["劳动合同"]],
                "deadline": "within 60 day",
                "returns": "unused_months",
                "when": {"event": "employed_by_unit", "paid_in_full": True},
            },
            {
                "topic": "retire",
                "papers": [["退休审批表"]],
                "deadline": "monthly 15",
                "when": age | {"contribution_years_met": True},
            },
            {
                "topic": "retire",
                "papers": [["身份证"]],
                "deadline": "monthly 15",
                "when": age | {"contribution_years_met": False},
            },
            {
                "topic": "death",
                "papers": [["死亡证明"], ["亲属身份证"]],
                "deadline": "within 3 month",
                "returns": "account_balance",
                "when": {"event": "death"},
            },
        )
    ]
    assert {rule.at.value for rule in read(text) if rule.at} == {"县医保窗口"}


def test_a_paper_for_some_in_a_slot() -> None:
    rule = one(
        "某市办事指南\n【参保登记】\n对象：新参保人员。\n地点：镇便民服务中心。\n"
        "材料：身份证；非本市户籍的，另需居住证。\n"
    )
    assert papers(rule) == [["身份证"], ["居住证"]]
    assert [written(paper.when) for paper in rule.documents] == [
        [],
        [["local_household", "eq", False]],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "参保人去世后3个月内，由亲属到县医保窗口领取个人账户余额，材料为死亡证明、亲属身份证。",
        "参保人去世后3个月内，由亲属到县医保窗口领取个人账户余额，所需材料有死亡证明和亲属身份证。",
        "参保人去世后3个月内，由亲属到县医保窗口领取个人账户余额，须提供：死亡证明、亲属身份证。",
        "参保人去世后3个月内，由亲属到县医保窗口领取个人账户余额（材料：死亡证明、亲属身份证）。",
        "参保人去世后3个月内，由亲属到县医保窗口领取个人账户余额。所需材料：死亡证明、亲属身份证。",
    ],
)
def test_papers_behind_the_place(text: str) -> None:
    rule = one(text)
    assert rule.at is not None
    assert rule.at.value == "县医保窗口"
    assert papers(rule) == [["死亡证明"], ["亲属身份证"]]


def test_years_that_fall_short_are_of_the_same_age() -> None:
    text = (
        "到法定退休年龄，缴费年限够的，当月持退休审批表到县医保中心办理退休手续；"
        "缴费年限不够的，到县医保中心办理一次性补缴。"
    )
    short = read(text)[-1]
    assert when(short) == [
        ["reached_retirement_age", "eq", True],
        ["contribution_years_met", "eq", False],
    ]


def test_evidence_leads_back_to_the_text() -> None:
    text = "首次参保的，持 身份证 到县医保 中心登记。"
    rule = one(text)
    assert rule.at is not None
    assert rule.at.value == "县医保中心"
    assert [text[span.start : span.end] for span in rule.at.spans] == ["县医保 中心"]


def test_papers_of_two_ways_to_enrol_are_alternatives() -> None:
    text = "外地灵活就业人员可凭居住证在居住地参保，或凭就业登记证明在就业地参保。"
    found = one(text)
    assert papers(found) == [["居住证", "就业登记证明"]]
    assert type(found).model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("unused_months", "缴费后随单位参保的，持劳动合同到县医保中心申请退还尚未到期的费款。"),
        ("unused_months", "被单位录用的，持劳动合同到县医保中心申请退还未到月份费用。"),
        ("account_balance", "参保人死亡的，亲属持死亡证明到县医保中心办理，余额退还亲属。"),
        ("account_balance", "参保人去世的，家属带死亡证明到县医保中心领回个人账户余额。"),
    ],
)
def test_what_comes_back_in_few_words(what: str, text: str) -> None:
    rule = one(text)
    assert isinstance(rule.returns, Returned)
    assert rule.returns.what.value == what


def test_money_that_a_slot_gives_back() -> None:
    rule = one(
        "某市医保经办指南\n（3）退费（缴清全年后单位录用）\n地点：县医保中心\n材料：劳动合同\n退还：剩余月份费用\n"
    )
    assert isinstance(rule.returns, Returned)
    assert rule.returns.what.value == "unused_months"


def test_a_bare_verb_behind_a_window_says_what_for() -> None:
    rule = one("姓名不对的：带身份证到县政务大厅窗口改。")
    assert (rule.topic, papers(rule)) == ("correct_data", [["身份证"]])


def test_what_is_paid_for_from_birth_on_is_not_the_act() -> None:
    rule = one(
        "新生儿出生后60天内，由监护人拿出生医学证明到乡镇便民服务中心办理参保登记，"
        "自出生之日起发生的医疗费用予以报销。"
    )
    assert (rule.topic, papers(rule)) == ("enrol", [["出生医学证明"]])


@pytest.mark.parametrize(
    ("met", "case"),
    [
        (True, "达到法定退休年龄且已缴满规定年限的"),
        (False, "达到法定退休年龄而累计缴费不满上述年限的"),
        (False, "达到法定退休年龄但未缴满规定年限的"),
    ],
)
def test_years_that_are_met_or_not(met: bool, case: str) -> None:
    act = "办理在职转退休" if met else "一次性补足"
    rule = one(f"{case}，持身份证到县医保中心{act}。")
    assert ["contribution_years_met", "eq", met] in when(rule)


def test_each_quarter_has_its_day() -> None:
    rule = one("按季缴费的，每季度首月18日前缴纳当季费用。")
    assert rule.topic == "pay"
    assert rule.deadline is not None
    assert (rule.deadline.value.form, rule.deadline.value.day) == ("monthly", 18)
