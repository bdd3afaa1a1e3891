"""缴费凭证: the papers that count as proof of payment, one rule each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Final

from extractor import pattern as regex
from extractor.atoms.term import lexicon
from extractor.conditions import Var
from extractor.outline import Block, Sentence
from extractor.reading import Reading, Where
from extractor.route import ANY_WAY
from extractor.schema import Voucher
from extractor.scope import Scope

_CUE = regex.compile(
    r"凭证|凭据|依据|票据|(?:缴费|参保|完税)证明|收据|回单|小票|截图|税票|效力|为准"
)
# Inside brackets and quotation marks nothing parts two papers.
_HELD = r"“[^“”]*”|（[^（）]*）|《[^《》]*》|【[^【】]*】"
_NAMES_BEFORE = regex.compile(rf"(?r)(?:{_HELD}|[^，。；！？:\n\t“”（）《》【】])+")
_NAMES_AFTER = regex.compile(rf"(?:{_HELD}|[^，。；！？:\n\t“”（）《》【】])+")
_MODAL = r"(?:均|都|皆|也|亦|即|就|便|可以|可|能够?|同样|一并)*"
_PARTED = regex.compile(
    rf"(?:(?!(?<=》)《)(?:{_HELD}|[^、或和及与；“（《【]))+|(?P<sign>、|；|或者|或|以及|及其|及|和|与|(?<=》)(?=《))"
)
# 「这张完税证明」, 「以银行回单」: not part of the paper's name.
_DETERMINER = regex.compile(
    r"(?:[①-⑳]|（?\d{1,2}[）.、]|(?:缴费人|参保人员?|本人|个人)?(?:[均都也就]?可以?)?(?:凭|持|以|将|把|用)(?!于)|缴费(?:成功|完成)?后|这[张份]|该|此|上述|以上|其|所|相关|由此|取得的?(?=电子|纸质)"
    r"|[“”]?\p{Han}{1,8}[”]?APP里的"
    r"|(?:可以?|能够?)?(?:在|到|从|通过|登录)(?:“[^“”]*”|[^，。；“”])*?(?:下载|打印|获取|索取)(?:到|出)?的?(?=\p{Han})|(?:可以|可|能够?|均|都|也)?作为)+"
)
_SUBJECT = regex.compile(r"(?P<paper>[^，。；“（]{2,24}?)(?:可以?|能够?|由|在|通过|请|需|从|均)")
_NOT = regex.compile(r"(?:不|不得|不能|不可|不再|无法|未|非|勿)$")
_SOME = regex.compile(r"[^，。；]{0,40}的，$")
# 「通过手机缴费的，」: a way of paying, whichever
_SOME_WAY = regex.compile(rf"[缴交付][费款纳]?[^，。；]{{0,4}}的，|{ANY_WAY.pattern}")
_HAS_TO = regex.compile(r"(?:则|须|应当?|需|请|要|一律|统一|均|都|必须|并)*$")
# 「医保电子凭证」 shows who is insured, not what is paid
_OF_A_PERSON = regex.compile(r"医保(?:电子)?凭证|电子医保|社保卡|保障卡|就医凭证|身份凭证")
_ASKED: Final = regex.compile("哪[些种几张]|什么|啥")  # 「哪些票据能作凭证？」
_LISTED: Final = regex.compile(r":?(?P<first>[①1]|（1）)[^。\n]*")
_MENTIONS_PROOF: Final = regex.compile(r"凭证|票据|凭据|缴费依据|报销依据")


@cache
def _papers() -> str:
    words = lexicon()["voucher"]["document"]["terms"]
    return "|".join(sorted(map(regex.escape, words), key=len, reverse=True))


@cache
def _ends_as_paper() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?:{_papers()})(?:原件|复印件|打印件|电子版|纸质版)?(?:（[^（）]*）)?[”》】]?$"
    )


@cache
def _statements() -> tuple[regex.Pattern[str], ...]:
    """How papers, named before it, are said to count.

    「A、B均可作为缴费凭证」, 「以A为准」, 「A与纸质凭证效力相同」, 「A就能用」.
    """
    proof = _proof()
    return (
        regex.compile(
            rf"{_MODAL}(?:(?:作为|视为|视同|视作|当作|当做|当成|充当|用作|作(?![为废])|做|当|算作?|属于|等同于)"
            rf"|(?<=就|即|均|都|也)(?:是|为)|(?<=证明|回单|票|据|书|单)即|是)(?:有效的?|合法的?|唯一)?{proof}"
            rf"(?!的?(?:有|包括|为|是))(?:使用|用|留存|保存)?"
        ),
        regex.compile(rf"(?P<by>为准|为{proof})"),
        regex.compile(
            r"(?:与|同|和|跟)(?:纸质|原件|实体|税务|加盖|传统)\p{Han}{0,10}?"
            r"(?:(?:法律)?效力(?:相同|一致|同等)|等效"
            r"|(?:具有|具备|享有|有)?(?:同等|相同|同样)的?\p{Han}{0,4}(?:效力|作用))"
        ),
        regex.compile(
            r"(?P<use>(?:就|即|也|均|都)(?:能用|可用|可使用|能使用|有效|可以?|行|认|算))(?=[，。；]|$)"
        ),
    )


@cache
def _proof() -> str:
    terms = lexicon()["voucher"]["proof"]["terms"]
    proof = "|".join(sorted(map(regex.escape, terms), key=len, reverse=True))
    return rf"(?:其|本人|您|个人|有效的?|合法的?|正式的?|已|参保人员?|缴费人|的)*(?:{proof})"


@cache
def _heads() -> regex.Pattern[str]:
    """What papers follow: 「缴费凭证包括…」, 「下列票据可作为缴费凭证:」."""
    proof = _proof()
    return regex.compile(
        rf"(?:(?:以下|下列|如下)[^，。；]{{1,20}}(?:作为|视为){proof}[:为有]*"
        rf"|作为{proof}的?(?:主要)?(?:包括|有|为|是|:)+|{proof}(?:主要)?(?:包括|包含|有|为|是|分为|:|(?:以下|如下)[几\d一二三四五]*[种类项]?)+)"
    )


# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (
    ("票据 a paper", ("voucher.document",)),
    ("作凭证的说法 words of proof", ("voucher.proof", _CUE)),
)


def find(reading: Reading, scope: Scope) -> Iterator[Voucher]:
    """The papers that a notice accepts as proof of payment, and for which way of paying.

    Papers joined by 、 are a rule each; two joined by 或 alone are one.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("有关提示如下。\\n银行回单、完税证明均可作为缴费凭证。\\n"))
    >>> [voucher.document.value for voucher in find(reading, Scope(reading))]
    ['银行回单', '完税证明']
    """
    for sentence in _candidates(reading):
        head = _heads().search(reading.text, sentence.start, sentence.end)
        if head and not _statements()[0].search(reading.text, head.end(), sentence.end):
            papers = list(_behind(reading, sentence, head))
            for paper in papers:
                yield _voucher(reading, scope, sentence, (head.start(), papers[-1][1]), paper)
            if papers:
                continue
        at = sentence.start
        for pattern in _statements():
            for match in pattern.finditer(reading.text, at, sentence.end):
                papers = list(_before(reading, sentence, match))
                for paper in papers:
                    yield _voucher(reading, scope, sentence, (papers[0][0], match.end()), paper)
                if papers:
                    at = match.end()


def _candidates(reading: Reading) -> Iterator[Sentence]:
    """The sentences with a word for proof, each once."""
    sentences = reading.sentences
    last = None
    for match in _CUE.finditer(reading.text):
        at = bisect_right(sentences, match.start(), key=lambda sentence: sentence.start) - 1
        sentence = sentences[at] if at >= 0 else None
        if sentence is not None and sentence is not last and match.start() < sentence.end:
            last = sentence
            yield sentence


def _voucher(
    reading: Reading, scope: Scope, sentence: Sentence, said: Where, paper: Where
) -> Voucher:
    text = reading.text
    begin = max(sentence.start, *(text.rfind(stop, 0, said[0]) + 1 for stop in "，:"))
    if _SOME.search(text, sentence.start, begin):
        begin = sentence.start
    way = _SOME_WAY.search(text, sentence.start, paper[0])
    own = scope.terms(sentence.start, way.end()) if way else ()
    # a sentence that says how one has paid is not about the way of the sentence before it
    other = way is not None and all(term.cmp.var is not Var.PAY_ROUTE for term in own)
    # 「微信支付的电子账单」 names the way in the paper
    named = (term.end for term in scope.terms(*paper) if term.cmp.var is Var.PAY_ROUTE)
    until = max((end for end in named if text[end - 1] == "的"), default=paper[0])
    return Voucher(
        id="voucher",
        when=scope.of(sentence, until=until, without=(Var.PAY_ROUTE,) if other else ()),
        spans=(reading.evidence(begin, said[1]),),
        document=reading.stated(reading.printed(*paper), paper),
    )


def _before(reading: Reading, sentence: Sentence, match: regex.Match[str]) -> list[Where]:
    """The papers that a statement is about, none where it denies or speaks of something else."""
    text = reading.text
    end = match.start()
    if _NOT.search(text, sentence.start, end):
        return []
    groups = match.groupdict()
    names = _NAMES_BEFORE.match(text, sentence.start, end)
    start = names.start() if names else end
    if groups.get("by"):  # 「以税务部门生成的电子缴款凭证为准」, not 「待遇以缴费记录为准」
        by = text.find("以", start, end)
        if by < 0:  # 「银行回单为缴费凭证」
            return [] if match["by"] == "为准" else list(_parted(text, start, end))
        if not _HAS_TO.match(text, start, by) and not _MENTIONS_PROOF.search(text, start, by):
            return []
        start = by + 1
    if (groups.get("by") or groups.get("use")) and not _MENTIONS_PROOF.search(
        f"{text[sentence.block.start : start]}\n{reading.heads(sentence.block)}"
    ):
        return []
    papers = list(_parted(text, start, end))
    if not papers:
        # 「电子缴款凭证可在“某办税”APP“我的凭证”中下载，作为缴费依据」
        if names is None and end > sentence.start and text[end - 1] == "，":
            names = _NAMES_BEFORE.match(text, sentence.start, end - 1)
            start = names.start() if names else end
        papers = list(_parted(text, start, end - 1))
        if not papers and (subject := _SUBJECT.match(text, start, end)):
            papers = list(_parted(text, *subject.span("paper")))
    return papers


def _behind(reading: Reading, sentence: Sentence, head: regex.Match[str]) -> Iterator[Where]:
    """The papers that follow in the sentence, or stand in the items below it."""
    text = reading.text
    if _NOT.search(text, sentence.start, head.start()):
        return
    if head.end() < sentence.end:
        begin, end = head.end(), sentence.end
        listed = _LISTED.match(text, begin, sentence.block.end)
        if listed:  # 「缴费凭证有以下几种:①完税证明；②银行回单」
            begin, end = listed.start("first"), listed.end()
        names = _NAMES_AFTER.match(text, begin, end)
        while names:
            yield from _parted(text, *names.span())
            begin = names.end() + 1
            names = _NAMES_AFTER.match(text, begin, end) if listed and begin < end else None
    elif text[head.end() - 1] == ":":
        for block in _items(reading, sentence.block):
            yield from _parted(text, block.body, block.end)


def _items(reading: Reading, lead: Block) -> Iterator[Block]:
    for block in reading.blocks[lead.index + 1 :]:
        if block.parent is not lead and not (block.marker and block.parent is lead.parent):
            return
        yield block


def _parted(text: str, start: int, end: int) -> Iterator[Where]:
    """The papers of an enumeration; a part that names none belongs to the next.

    「微信、支付宝的支付凭证」 is one paper; 「A或B」 is one, 「A、B或C」 is three.
    """
    pieces = list(_PARTED.finditer(text, start, end))
    signs = [piece["sign"] for piece in pieces if piece["sign"]]
    only_or = bool(signs) and all(sign in ("或", "或者") for sign in signs)
    begin = start
    for piece in pieces:
        if piece["sign"] is None or only_or:
            continue
        if _is_paper(text, begin, piece.start()):
            yield _trimmed(text, begin, piece.start())
            begin = piece.end()
    if _is_paper(text, begin, end):
        yield _trimmed(text, begin, end)


def _is_paper(text: str, start: int, end: int) -> bool:
    while end > start and text[end - 1] in "，。；等":
        end -= 1
    return (
        _ASKED.match(text, start, end) is None
        and _ends_as_paper().search(text, start, end) is not None
        and _OF_A_PERSON.search(text, start, end) is None
    )


def _trimmed(text: str, start: int, end: int) -> Where:
    while end > start and text[end - 1] in "，。；等":
        end -= 1
    determiner = _DETERMINER.match(text, start, end)
    return (determiner.end() if determiner and determiner.end() < end else start), end
