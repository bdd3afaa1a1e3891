"""Telephone numbers as a notice prints them: which stand where, and how one dials them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from extractor import pattern as regex
from extractor.evidence import Fact
from extractor.outline import Block, Role
from extractor.reading import Reading, Where


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed: its range of the view, without a bracket around it.

    `base` is the number whose first digits a shorthand shares: 5826149/50 is 5826149 and 5826150.
    """

    start: int
    end: int
    base: Where | None = None


_INSIDE_A_NAME: Final = regex.compile(
    r"""“[^“”\n]*\d{5}[^“”\n]*”(?=微信|公众|APP|App|小程序|平台|网)|(?:掌上|智慧|电子|关注|登录)\d{5}
      |\d{5}(?:微信)?(?:APP|App|网站|平台|公众号|小程序)""",
    regex.VERBOSE,
)
_COMPACT_DATE: Final = regex.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$")
# 「12366转1号键」: a key to press, not an extension
_KEY_AS_EXTENSION: Final = regex.compile(r"(?P<number>[\d（）—-]+)转\d号?键")
# 「新闻热线:8222333」 under an article: the newspaper's own
_OF_THE_PRESS: Final = regex.compile(
    r"(?:新闻|[爆报]料|广告|订报|征订|发行|投稿|读者|采编|编辑部?|记者|通联|版权|商务合作|媒体合作|侵权|转载)"
    r"(?:部|热线|服务|投诉|合作|专线|电话|邮箱|微信|问题|等|请|可|及时|与?我们|联系|致电|拨打|告知)*[:为]?\s?$"
)
# 「就近期12345热线反映较多的问题作答」: where questions come from
_MENTIONED: Final = regex.compile(
    r"[^，。；:\d]{0,16}?(?:反映|较多|集中|高频|收到|受理的|诉求|来电|留言)[^，。；]{0,8}(?:问题|热点|疑问|诉求|咨询)"
)
_SPEAKS_OF_PHONES: Final = regex.compile(r"电话|热线|咨询|联系|拨打|致电|传真")
# 「5826149/50」, 「5823300、3301」: behind 、 only where nothing else can be meant
_SHORTHAND: Final = regex.compile(
    r"[/\\](?P<last>\d{1,4})(?![\d%元]|[年月日号楼室层万个-])|、(?P<last>\d{1,4})(?=[，；。）/、\n\t]|$)"
)
_SILENT: Final = frozenset({Role.TITLE, Role.NOISE})


def find(reading: Reading) -> Iterator[tuple[Block, list[Number]]]:
    """The blocks with telephone numbers, and the numbers, in order."""
    text = reading.text
    names = [match.span() for match in _INSIDE_A_NAME.finditer(text)]
    blocks = reading.blocks
    held: dict[int, list[Number]] = {}
    passed = 0  # where a number ends that is the press's
    for atom in reading.atoms_in(0, len(text), "PHONE"):
        if any(start <= atom.start < end for start, end in names):
            continue
        start = atom.start
        if text[start] == "（" and "）" not in text[start : atom.end]:
            start += 1  # 某区（027-82739815）: the bracket is not the number's
        block = blocks[bisect_right(blocks, start, key=lambda block: block.start) - 1]
        if block.role in _SILENT or atom.end - start < 5 or _is_of_money(text, block, start):
            continue
        if _COMPACT_DATE.match(text, start, atom.end) and not _SPEAKS_OF_PHONES.search(
            text, block.start, start
        ):
            continue
        if atom.end - start == 5 and _MENTIONED.match(text, atom.end, block.end):
            continue
        if _OF_THE_PRESS.search(text, block.start, start) or (
            passed and text[passed:start] in ("、", "/", "，", "或")
        ):
            passed = atom.end
            continue
        key = _KEY_AS_EXTENSION.match(text, start, atom.end + 2)
        number = Number(start, key.end("number") if key else atom.end)
        held.setdefault(block.index, []).extend([number, *_shorthand(text, number, block.end)])
    for index, numbers in held.items():
        yield blocks[index], numbers


def _is_of_money(text: str, block: Block, start: int) -> bool:
    """「80%⇥1032⇥12384」: a number of five digits in a row of amounts."""
    if block.role is not Role.ROW:
        return False
    cells = [text[slice(*cell)] for cell in block.cells]
    if not any(a == start and b - a == 5 for a, b in block.cells):
        return False
    return sum(_BARE_AMOUNT.fullmatch(cell) is not None for cell in cells) >= 2


def _shorthand(text: str, number: Number, limit: int) -> Iterator[Number]:
    if number.end - number.start < 7:
        return
    at = number.end
    while last := _SHORTHAND.match(text, at, limit):
        yield Number(*last.span("last"), (number.start, number.end))
        at = last.end()


_BARE_AMOUNT: Final = regex.compile(r"\d{1,6}(?:\.\d+)?[元%]?")
_DIGITS: Final = regex.compile(r"\d+")
# 区号029, 区号均为0417, 电话区号:0774
STATED_CODE: Final = regex.compile(r"区号(?::|均|都|统一|一律|为|是|\s)*(?P<code>0\d{2,3})(?!\d)")
_PRINTED_CODE: Final = regex.compile(
    r"（?(?P<code>0\d{2,3})）?[-—\s]?(?P<local>\d[\d ]{6,8})(?P<rest>转.*)?$"
)


def area_code(reading: Reading, numbers: Iterable[Number]) -> str | None:
    """The area code of the notice, if it prints one and only one."""
    codes = {match["code"] for match in STATED_CODE.finditer(reading.text)}
    for number in numbers:
        if printed := _PRINTED_CODE.match(reading.text, number.start, number.end):
            codes.add(printed["code"])
    return codes.pop() if len(codes) == 1 else None


def written(reading: Reading, number: Number) -> Fact[str]:
    """The number as printed, blanks removed; of a shorthand the whole number that it stands for."""
    where = (number.start, number.end)
    if number.base is None:
        return reading.stated(reading.printed(*where), where)
    base, last = reading.printed(*number.base), reading.printed(*where)
    why = "only the last digits are printed; the others are those of the number before"
    return reading.inferred(base[: -len(last)] + last, why, number.base, where)


def dial(number: str, code: str | None) -> Fact[str] | None:
    """The number as E.164, where the notice itself gives its area code."""
    printed = _PRINTED_CODE.match(number)
    if printed:
        code, local = printed["code"], printed["local"].replace(" ", "")
    else:
        digits = _DIGITS.match(number)
        if digits is None or len(digits.group()) not in (7, 8, 11):
            return None
        local = digits.group()
        if len(local) == 11:
            return Fact[str](value=f"+86{local}", basis="derived", formula=f"+86 · {local}")
    if code is None:
        return None
    formula = f"+86 · {code[1:]} · {local}"
    return Fact[str](value=f"+86{code[1:]}{local}", basis="derived", formula=formula)
