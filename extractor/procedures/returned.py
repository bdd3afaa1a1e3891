"""What comes back to whoever leaves: 剩余月份的费用, 全部已缴费用, 个人账户余额."""

from __future__ import annotations

from typing import Final, Literal

from extractor import pattern as regex
from extractor.reading import Reading, Where

What = Literal["unused_months", "all_paid", "account_balance"]

REFUND: Final = regex.compile("退(?![休役出保伍学])|返还|清退|发还")
# Without one of these nothing comes back.
MONEY: Final = regex.compile("退|返|账户|余额|[支取发]|继承|清算|钱")
_MONEY: Final = "(?:余额|结余|储存额|本息|剩余|余下|结存|资金|金额|余款|的?钱)"
_ACCOUNT: Final = regex.compile(
    rf"(?:(?:个人)?账户|医保卡|社保卡|(?<!行)卡)(?:里头?|内|中|的|上|资金|本金)*"
    rf"(?:还?(?:有|剩)[余下着]?的?)?(?:累计)?{_MONEY}"
    r"|(?<![从由自在][^，。；]{0,8})账户(?:一次性|清退|清算|返还|继承|销户)"
    r"|一次性(?:支取|支付|退还|提取)其?(?:个人)?账户"
    r"|(?:领回|取出|支取|提取|领取|退还|返还|支付)[^，。；]{0,6}余额|余额(?:支取|领取|提取|继承|返还|支付|退还|退给|归还)"
)
_DRAWN: Final = regex.compile("一次性(?:支取|支付|提取|领取)|支取|提取|取[出走]")
_UNUSED: Final = regex.compile(
    r"""
    (?:剩余|余下|剩下|其余|未(?:享受|使用|到期|发生|履行|参保|消费)|尚未\p{Han}{1,6}?|[尚还]?未到(?:期|所属期)?
      |还?没(?:有)?(?:用|享受|到)\p{Han}{0,2}|多[缴交](?=的?月)|后续|未来|之后|停保后|次月起|次月以后|就业后|参保后)
    的?[那这]?(?:待遇|保险|医保|缴费|参保|享受)?的?
    (?:月份|月数|月度|几个月|各月|月|时段|期间|部分|时间|费用|保费|医保费|费款|款项)
    """,
    regex.VERBOSE,
)
_ALL_PAID: Final = regex.compile(
    r"全部|全额|已[缴交]|所[缴交]|已经[缴交]|当年|本年度|年度(?=[医保缴个])|个人[缴交](?:费|纳)?"
    r"|[缴交]过?的(?:全部)?(?:医保|保险)?[费钱]"
)
_VERB: Final = regex.compile(
    "申请退|退还|退回|退付|退给|返还|退的是|退费|退款|清退|办理|申领|领取|支取|提取|继承|取出|取走|把|退|支付|个人账户"
)


def find(
    reading: Reading, start: int, end: int, refund: bool, of_account: bool
) -> tuple[What, Where] | None:
    """What a clause says comes back, with the range of the view that says it.

    `refund` tells that the sentence speaks of money back (退, 返还), `of_account` that the headings
    speak of the personal account: then 支取 is of it.

    >>> from extractor.notice import Notice
    >>> read = Reading(Notice("申请退还剩余月份的费用"))
    >>> find(read, 0, len(read.text), refund=True, of_account=False)
    ('unused_months', (0, 11))
    """
    text = reading.text
    what: What
    if refund and (found := _UNUSED.search(text, start, end)):
        what = "unused_months"
    elif found := _ACCOUNT.search(text, start, end):
        what = "account_balance"
    elif of_account and (found := _DRAWN.search(text, start, end)):
        what = "account_balance"  # 「问：个人账户里的钱怎么办？答：…申请一次性支取」
    elif REFUND.search(text, start, end) and (found := _ALL_PAID.search(text, start, end)):
        what = "all_paid"
    else:
        return None
    verbs = [verb.start() for verb in _VERB.finditer(text, start, found.start() + 1)]
    return what, (verbs[-1] if verbs else found.start(), end)
