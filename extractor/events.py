"""What has happened to somebody, in whatever words: 被用人单位招用, 参保人不在了, 拿到养老金核定表.

The lexicon lists fixed words; here are those that people compose.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import regex

from extractor.conditions import Var

_UNIT: Final = r"(?:单位|企业|公司|工厂|用工方)"
_WHOSE: Final = r"(?:新的?|用人|用工|工作|就业|所在|其他|别的|某|一家|聘用|录用|正式)*"
_NOT: Final = r"(?<![未没不非无])(?<!没有)(?<!尚未)"
_NOT_A_PAPER: Final = (
    r"(?!证明|证书|医学|证|通知|登记表|审批表|报告|待遇|保险金|补助|抚恤|伤残|率|赔)"
)

_EMPLOYED: Final = rf"""
    {_NOT}(?:被|经|由|随|跟着?|跟随|为)(?:同)?{_WHOSE}{_UNIT}(?:为其|给其|正式|统一)?(?:办理?)?
      (?:录用|录取|聘用|招用|招录|招收|招聘|雇用|聘任|吸纳|就业|参保|参加|一起参保|入职|参)
  | {_NOT}(?:在|到|进入?|去|转入|转到|入职了?)了?{_WHOSE}{_UNIT}(?:实现|稳定)?
      (?:就业|工作|上班|上岗|任职|参保|参加|了|的)
  | {_NOT}与{_WHOSE}{_UNIT}(?:依法|又|新|正式)?(?:建立|签订|确立|签)了?(?:新的)?(?:劳动|聘用|用工)(?:关系|合同)
  | {_NOT}(?:进|到|去|在)(?:了|工)?厂(?:里)?(?:上班|工作|务工|打工|就业)
  | (?:找到|找着|有|进|换|入职)了?(?:新|正式)?(?:的)?(?:用人)?(?:单位|工作|公司)(?:了|的|后|上班|就业|，)
  | {_NOT}(?:中途|重新|再次|后来|实现|期间|后又|又)就业(?:的|后|并|且|了|，)
  | {_NOT}(?<!首次)(?<!已)参加了?{_WHOSE}{_UNIT}的?(?:城镇)?(?:职工)?(?:基本)?(?:医保|医疗保险)
  | (?<=[、生因])就业(?=[、等或]) | 入职(?:后|的|，)
  | (?<=[前后间])(?:又|已|再)?参加了?(?:用人单位的?)?(?:城镇)?职工(?:基本)?(?:医保|医疗保险)的
  | (?:又|另|转为?|改为|再)(?:参加|以)(?:用人)?(?:单位|企业)?的?(?:城镇)?职工(?:身份)?(?:基本)?
      (?:医保|医疗保险|参保)
  | {_UNIT}(?:[为给](?:其|你|您|本人|职工)|给)?(?:申报|办理?)?
      (?:参保|增员|用工)(?:登记|手续)?(?:的|后|之前|前)
"""
_DIED: Final = rf"""
    (?:因病|意外|不幸)?(?:死亡|去世|身故|亡故|病故|过世|离世|逝世|辞世|身亡){_NOT_A_PAPER}
  | (?:参保人|参保人员|老人|家人|亲人|本人|人)(?:已经?)?(?:不在了|走了|没了|不在人世)
"""
_LEFT: Final = rf"""
    [从与]?(?:原|所在)?{_UNIT}(?:出来|离开|辞职|辞退|离职) | (?:离开|脱离)(?:原|用人)?{_UNIT}
"""
_EMIGRATED: Final = r"""
    (?:出国|出境|[去到赴]?[国境]外|海外|（境）|移居|迁往)外?(?:（境）)?(?:永久|长期)?
      (?:定居|移民|居住|永居)
  | 移民(?!局|管理) | 移居(?:国|境|海)外 | (?:加入|取得)外国国籍 | 丧失(?:中国)?国籍
"""
_DETAINED: Final = r"""
    被?(?:依法)?(?:判刑|判处|羁押|收监|服刑|拘役|拘留|逮捕|入狱|监禁|收押|在押|关押|刑拘)
      (?!证明|书|通知|决定)
  | (?:追究)?刑事(?:处罚|责任|拘留)的
"""
_RELEASED: Final = r"""
    (?:刑满)?释放(?:后|的|之日|人员|出狱) | 出狱(?:后|的|之日|人员) | 刑满后 | 服刑期满 | 解除羁押
  | 出来(?:以后|之后|后)(?=凭)
"""
_APPROVED: Final = r"""
    (?:已经?|刚)?(?:取得|拿到|领取|领到|收到|获得|办[好妥完理]+|拿了|下发|批复)了?(?:本人)?
      《?[^，。；《》]{0,10}?(?:退休|养老)[^，。；、《》]{0,10}?
      (?:审批表|审核表|批文|批复|批准书|证(?!明|件)|核定[表单]|核准表|计发表|决定|通知书|信息确认表
        |手续(?=后|之后|以后|的))
  | (?:退休|养老)[^，。；、]{0,4}?(?:审批|批准|核准|审核|批复|批文|审批表)
      (?:通过|下达|下来|完成|办结|完|了)?(?:之日|之?后|以后|当月|次月|的(?=，|人员))
  | (?:已经?|经|获)?(?:人社部门)?(?:批准|核准|审批)退休
"""
# 一次性缴清年度保险费后, 全年费用一次交齐、后来…: only as something that has been done
_YEAR: Final = r"(?<!\d)(?:全年|整年|一年|年度|当年|全年度|一整年|本年度)"
_DONE: Final = r"(?=的?\p{Han}{0,8}?(?:后|的|，(?:又|后来|中途)|、(?:后来|又)|又|且))"
_PAID: Final = rf"""
    (?:已经?)?(?:一次性?)?(?:已经?)?预?(?:[缴交][清齐完足纳费了]?)了?完?
      {_YEAR}(?![内中末底初期])的?度?(?:职工)?(?:基本)?(?:医保|医疗保险|保险)?
      (?:费用|保费|保险费|费|的)?{_DONE}
  | {_YEAR}的?(?:医保|医疗保险|保险)?(?:费用?|保费|保险费|的钱)?
      (?:已经?)?(?:一次性?)?(?:已经?)?(?:[缴交][清齐完足]|缴纳|付清){_DONE}
"""
_BLOCKED: Final = r"""
    (?:不能|无法|没法|不可|未能|不支持|办不了)(?:在|通过|使用|用)?
      (?:线上|网上|在线|手机|移动端|互联网|网络)(?:自行|自主|自助|渠道|平台|端)*(?:[缴交][费纳]?|办理)
  | (?:线上|网上|在线|手机端?)(?:渠道)?(?:缴费|缴纳|交费)?
      (?:不能|无法|没法|不了|不成功|失败|[缴交]不了)(?:缴费|缴纳|交费|办理)?
"""
# 「男满60周岁、女满55周岁」: an age by sex is the age of retirement (「男50女40」 is that of help).
_OLD: Final = r"性?(?:已经?)?(?:年满|达到?|满|到)?"
_YEARS_OLD: Final = r"(?:周?岁)?(?:（含）)?(?:及?以上)?"
_OF_AGE: Final = rf"""
    男{_OLD}(?:5[5-9]|6[0-5]){_YEARS_OLD}[、，和及或；/（]{{0,2}}
      女(?:职工|干部|工人)?{_OLD}(?:4[5-9]|5\d|60)周?岁(?:（含）)?(?:及?以上)?(?!不|以下|之?前) |
    {_NOT}(?:达到?|到达?|到了|已到|年满|届满|满)了?(?:国家)?(?:规定的?)?(?:法定)?的?退休年龄
  | {_NOT}到龄(?=[后的且、，时但而])
"""
# 未缴足年限的, 累计缴费满规定年限的
_SHORT: Final = r"""
    (?:未|没有?|尚未)(?:能)?(?:[缴交参][费保]?|补)(?:足|满|够)(?:够|足)?(?:规定|最低|相应)?的?(?:缴费|医保|参保)?年限
  | 年限(?:还|仍|尚)?(?:差|缺)(?:的|\d|[一二两三四五六七八九十几])
"""
_ENOUGH: Final = r"""
    (?<!未|没|不|能)(?:[缴交参][费保]?|补)(?:足|满|够)了?(?:规定|最低|相应)的?(?:缴费|医保|参保)?年限的
  | (?:累计)?缴费(?:已|均|累计)?(?:满|达到?|够)了?(?:规定|最低)的?(?:缴费)?年限(?=的|，|、|且|并)
"""
_TWICE: Final = r"重复(?:参保|缴费|缴纳|交费)(?=的|或|、)"
_ENLISTED: Final = (
    r"(?:参军|入伍|服兵役|应征|考上大学|考入大学|升学|宣告失踪)(?:入伍)?(?=的|后|、|或|并|，|等)"
)
_RENEWS: Final = r"""
    (?:往年|以前|之前|去年|上年度?|上一年度?)(?:已经?|正常)?
    (?:参加?过?保|缴过费|参保缴费|参加过)(?:的|人员)
"""
_FROM_AFAR: Final = r"""
    [从由自]?(?:外地|外省|外市|市外|省外|异地|他地|县外|区外|其他(?:统筹地?区|地区|城市|省市))
      [^，。；、]{0,8}?(?:转入|转来|转移[来到至]|转过来|转移接续|转回)
  | (?:医保|社保|养老保险|保险)(?:关系)?(?:需要?|要)?[从由]?[^，。；、]{0,8}?(?:转入|转来|转移)
      (?:[本我][市县]|本地)?的(?=，)
"""
_ABROAD_HOUSEHOLD: Final = r"""
    (?:非|不是|没有|无|外)(?:本|我|当|外)?(?:地|市|县|区|省|州|旗)(?:的)?(?:户籍|户口)(?!簿|本)
  | (?:户籍|户口)不在(?:本|我|当)(?:地|市|县|区|省) | (?:外来|流动)(?:务工)?人员(?=还|另|需)
"""


class Happened(NamedTuple):
    """A variable with the value that a half-open range of the view gives it."""

    var: Var
    value: bool | str
    start: int
    end: int


_PATTERNS: Final = tuple(
    (var, value, regex.compile(words, regex.VERBOSE))
    for var, value, words in (
        (Var.EVENT, "employed_by_unit", _EMPLOYED),
        (Var.EVENT, "labour_contract_ended", _LEFT),
        (Var.EVENT, "death", _DIED),
        (Var.EVENT, "emigration", _EMIGRATED),
        (Var.EVENT, "other", _RELEASED),
        (Var.EVENT, "other", _TWICE),
        (Var.EVENT, "other", _ENLISTED),
        (Var.REACHED_RETIREMENT_AGE, True, _OF_AGE),
        (Var.EVENT, "detention", _DETAINED),
        (Var.CONTRIBUTION_YEARS_MET, False, _SHORT),
        (Var.CONTRIBUTION_YEARS_MET, True, _ENOUGH),
        (Var.HAS_RETIREMENT_APPROVAL, True, _APPROVED),
        (Var.PAID_IN_FULL, True, _PAID),
        (Var.ONLINE_BLOCKED, True, _BLOCKED),
        (Var.ENROLMENT, "transferring", _FROM_AFAR),
        (Var.ENROLMENT, "renewing", _RENEWS),
        (Var.LOCAL_HOUSEHOLD, False, _ABROAD_HOUSEHOLD),
    )
)


def find(text: str) -> Iterator[Happened]:
    """The events and states that the words of a view compose, kind by kind.

    >>> [(one.value, one.end) for one in find("中途被某公司招用的")]
    [('employed_by_unit', 8)]
    """
    for var, value, pattern in _PATTERNS:
        for found in pattern.finditer(text):
            yield Happened(var, value, *found.span())
