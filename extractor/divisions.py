"""The administrative divisions of China, and which of them a notice is for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

TABLE = Path(__file__).with_name("words") / "divisions.tsv"

Level = Literal["province", "prefecture", "county"]
LEVELS: tuple[Level, ...] = ("province", "prefecture", "county")

Clue = Literal["issuer", "title", "source", "district", "area_code", "host", "named"]
STRENGTH: tuple[Clue, ...] = (
    "issuer", "title", "source", "district", "area_code", "host", "named",
)  # fmt: skip


class Division(NamedTuple):
    """A province, a prefecture-level or a county-level unit, as GB/T 2260 lists it.

    A directly administered city is a province with districts. `area_code` is None for other
    provinces; `short` is the name without what it is and whose it is, or "" where less than two
    characters would be left; `pinyin` is that of the short name, or "" for most counties.

    >>> by_code("620525")
    Division(adcode='620525', name='张家川回族自治县', area_code='0938', short='张家川', pinyin='')
    """

    adcode: str
    name: str
    area_code: str | None
    short: str
    pinyin: str

    @property
    def level(self) -> Level:
        """Which of the three levels it stands on, as its adcode says."""
        return LEVELS[2 - (self.adcode[4:] == "00") - (self.adcode[2:] == "0000")]

    @property
    def plain_name(self) -> str:
        """Its name without the peoples it is named for, as notices write it.

        >>> by_code("620525").plain_name, by_code("140430").plain_name
        ('张家川县', '沁县')
        """
        return self.short + self.name[-1] if self.short else self.name


class Mention(NamedTuple):
    """A place named in a text: half-open code-point range, and all that the name may mean."""

    start: int
    end: int
    candidates: tuple[Division, ...]


@cache
def _by_code() -> dict[str, Division]:
    table: dict[str, Division] = {}
    for line in TABLE.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            adcode, name, area, short, pinyin = line.split("\t")
            table[adcode] = Division(adcode, name, area or None, short, pinyin)
    return table


@cache
def _by_name() -> dict[str, tuple[Division, ...]]:
    full: dict[str, list[Division]] = {}
    other: dict[str, list[Division]] = {}
    for division in sorted(_by_code().values(), key=lambda one: LEVELS.index(one.level)):
        full.setdefault(division.name, []).append(division)
        if division.short:
            other.setdefault(division.short, []).append(division)
            if (plain := division.plain_name) != division.name:
                other.setdefault(plain, []).append(division)
    return {name: tuple(divisions) for name, divisions in (other | full).items()}


def by_code(adcode: str) -> Division | None:
    """The division with an adcode, if GB/T 2260 has it.

    >>> by_code("140400").name
    '长治市'
    """
    return _by_code().get(adcode)


def named(name: str) -> tuple[Division, ...]:
    """All divisions with a name, higher levels first; full names before shorter ones.

    >>> [division.adcode for division in named("吉林")], [d.adcode for d in named("吉林市")]
    (['220000', '220200'], ['220200'])
    """
    return _by_name().get(name, ())


def area_code(adcode: str) -> str | None:
    """The telephone area code of a division, with its 0; None for a province of many.

    >>> area_code("610524")
    '0913'
    """
    division = by_code(adcode)
    return division.area_code if division else None


def prefecture(division: Division) -> Division | None:
    """The prefecture-level unit that a division is or lies in; None straight under a province."""
    found = by_code(division.adcode[:4] + "00")
    return found if found and found.level == "prefecture" else None


def province(division: Division) -> Division:
    """The province, autonomous region or directly administered city a division is or lies in."""
    return _by_code()[division.adcode[:2] + "0000"]


def parent(division: Division) -> Division | None:
    """The prefecture, or else the province, straight above a division; None above a province.

    >>> [parent(division).name for code in ("610524", "419001") if (division := by_code(code))]
    ['渭南市', '河南省']
    """
    if division.level == "province":
        return None
    above = prefecture(division) if division.level == "county" else None
    return above or province(division)


def children(division: Division) -> tuple[Division, ...]:
    """The divisions straight under a division, by adcode."""
    return _children().get(division.adcode, ())


@cache
def _children() -> dict[str, tuple[Division, ...]]:
    found: dict[str, tuple[Division, ...]] = {}
    for division in _by_code().values():
        above = parent(division)
        if above is not None:
            found[above.adcode] = (*found.get(above.adcode, ()), division)
    return found


def lies_in(inner: Division, outer: Division) -> bool:
    """Whether a division is another or a part of it."""
    return outer in (inner, prefecture(inner), province(inner))


# A short name, and a full name of two characters, counts only where no word can run into it: after
# no Chinese character, or after one of these.
_MAY_STAND_BEFORE = frozenset("在于至到往赴从由与和及或自据驻向回离原国年度月日")
_CHINESE = re.compile(r"[\u3400-\u9fff]")

# What makes a short name the beginning of another word or of an address in any city.
_MAKES_ANOTHER_WORD = re.compile(
    r"""
    小异 | 久安 | [额续锁岸]
    | [东西南北中新老一二三四五六七八九十\d]*
      (?: 大?街 | 路 | 巷 | 弄 | 大道 | 胡同 | 广场 | 大厦
        | [社小]区 | 镇 | 村(?![镇民]) | 乡(?![村镇]) )
    """,
    re.VERBOSE,
)
# What shows that the last character of a full name belongs to the next word: 市场, 县区, 区域.
_TAKES_LAST_CHARACTER = re.compile(r"市[场县圈]|县[级区]|区[域间块]")
# Blanks inside a name, which lists use to make short names as wide as long ones.
_PADDING = re.compile(r"(?<=[\u3400-\u9fff])[ \t\u00a0\u3000]+(?=[\u3400-\u9fff])")


@cache
def _matcher() -> tuple[AhoCorasick, tuple[str, ...]]:
    from ahocorasick_rs import AhoCorasick

    names: dict[str, None] = {}
    for division in _by_code().values():
        names[division.name] = names[division.plain_name] = None
        if division.short and division.level != "county":
            names[division.short] = None
    return AhoCorasick(names, store_patterns=False), tuple(names)


def _matches(text: str) -> list[tuple[int, int, str]]:
    """All names in a text, overlapping, blanks inside them ignored; longest first at each start."""
    places: list[int] = []
    end = 0
    for padding in _PADDING.finditer(text):
        places.extend(range(end, padding.start()))
        end = padding.end()
    places.extend(range(end, len(text)))
    matcher, names = _matcher()
    found = matcher.find_matches_as_indexes(_PADDING.sub("", text), overlapping=True)
    matches = [(places[start], places[end - 1] + 1, names[index]) for index, start, end in found]
    return sorted(matches, key=lambda match: (match[0], -match[1]))


def _is_short(name: str) -> bool:
    return named(name)[0].short == name


def _begins_another_word(text: str, end: int, name: str) -> bool:
    if _is_short(name):
        return _MAKES_ANOTHER_WORD.match(text, end) is not None
    return _TAKES_LAST_CHARACTER.match(text, end - 1) is not None


def _ends_another_word(text: str, start: int, name: str, before: Mention | None) -> bool:
    if not _is_short(name) and len(name) > 2:
        return False
    if before and before.end == start:
        pairs = product(named(name), before.candidates)
        if _is_short(name) or any(lies_in(inner, outer) for inner, outer in pairs):
            return False
    if not _is_short(name) and name.endswith("区"):  # all common nouns, unless behind their city
        return True
    return _CHINESE.match(text[start - 1 : start]) is not None and (
        text[start - 1] not in _MAY_STAND_BEFORE
    )


def within(text: str) -> list[Mention]:
    """The places a text names, in order, without overlap, the longest name where several start.

    Full names of all levels and short names of provinces and prefectures are found, with blanks
    inside them; which of several candidates is meant is for the caller to say. A name that is
    likelier part of another word, of a street or of a village is left out.

    >>> [(m.start, m.end, m.candidates[0].adcode) for m in within("渭南市合阳县：大同小异，西安路")]
    [(0, 3, '610500'), (3, 6, '610524')]
    """
    matches = _matches(text)
    starts = {start for start, _, _ in matches}
    mentions: list[Mention] = []
    for start, end, name in matches:
        before = mentions[-1] if mentions else None
        if (
            (before is None or start >= before.end)
            and (end in starts or not _begins_another_word(text, end, name))
            and not _ends_another_word(text, start, name, before)
        ):
            mentions.append(Mention(start, end, named(name)))
    return mentions


# One vote: all the divisions that one clue may mean.
Vote = frozenset[Division]


@cache
def _by_area_code() -> dict[str, list[Division]]:
    table: dict[str, list[Division]] = {}
    for division in _by_code().values():
        above = parent(division)
        if division.area_code and not (above and above.area_code == division.area_code):
            table.setdefault(division.area_code, []).append(division)
    return table


@cache
def _by_pinyin() -> dict[str, list[Division]]:
    table: dict[str, list[Division]] = {}
    for division in _by_code().values():
        if division.pinyin:
            table.setdefault(division.pinyin, []).append(division)
    return table


_AREA_CODE = re.compile(r"(?<!\d)0(?:10|2\d|[3-9]\d\d)")


def _text_votes(text: str) -> list[Vote]:
    votes = [Vote(mention.candidates) for mention in within(text)]
    return [_leading(Vote().union(*votes), votes)] if votes else []


def _district_votes(text: str) -> list[Vote]:
    groups = [named(text)] if named(text) else [m.candidates for m in within(text)]
    return [Vote(above for one in group if (above := parent(one))) for group in groups]


def _area_code_votes(text: str) -> list[Vote]:
    codes = [match[0] for match in _AREA_CODE.finditer(text)]
    return [vote for code in codes if (vote := Vote(_by_area_code().get(code, ())))]


def _host_votes(text: str) -> list[Vote]:
    labels = re.split(r"[/:?]", text.partition("://")[2] or text)[0].lower().split(".")
    return [vote for label in labels if (vote := Vote(_by_pinyin().get(label, ())))]


_VOTES: dict[Clue, Callable[[str], list[Vote]]] = {
    "issuer": _text_votes,
    "title": _text_votes,
    "source": _text_votes,
    "district": _district_votes,
    "area_code": _area_code_votes,
    "host": _host_votes,
    "named": _text_votes,
}


def _leading(pool: Vote, votes: list[Vote]) -> Vote:
    """Those of a pool that most votes cover; of several, what they are parts of, if in the pool."""
    covered = Counter(
        one for one in pool for vote in votes if any(lies_in(one, outer) for outer in vote)
    )
    if not covered:
        return pool
    leaders = Vote(one for one in covered if covered[one] == max(covered.values()))
    above = {parent(one) for one in leaders}
    if len(leaders) > 1 and len(above) == 1:
        leaders = Vote(one for one in pool if one in above) or leaders
    return leaders


def _plainest(leaders: Vote) -> Vote:
    """Of several bearers of one short name, those that are called by it without more.

    A county is not, if a higher division bears the name; nor an autonomous prefecture, if a
    province or a city does.
    """
    if not all(one.short for one in leaders) or len({one.short for one in leaders}) > 1:
        return leaders
    above = Vote(one for one in leaders if one.level != "county")
    plain = Vote(one for one in above if one.level == "province" or one.name.endswith("市"))
    return plain or above or leaders


def locate(clues: Iterable[tuple[Clue, str]]) -> Division | None:
    """The pooling area (统筹区) a notice is for, from what it says of places; None if undecided.

    The strongest kind of clue present proposes: the issuer's name, then the title, the source of
    a repost, the districts it lists (each speaks for its parent), telephone area codes, the host
    name of a web address, and offices named in passing. Within a kind the majority counts, and a smaller area before the
    larger one around it. Weaker kinds only choose between what the stronger left open: a district
    name that two cities have, a short name that a province and its city share. What then is still
    open stays so, save that a short name is a prefecture's before it is a county's.

    >>> locate([("issuer", "陕西省税务局"), ("issuer", "渭南市医保局"), ("title", "西安")]).name
    '渭南市'
    >>> locate([("issuer", "长安区医疗保障局")])
    >>> locate([("issuer", "长安区医疗保障局"), ("area_code", "029")]).adcode
    '610116'
    """
    clues = list(clues)
    leaders = Vote()
    for kind in STRENGTH:
        votes = [vote for k, text in clues if k == kind for vote in _VOTES[kind](text)]
        leaders = _leading(leaders or Vote().union(*votes), votes)
        if len(leaders) == 1:
            break
    else:
        leaders = _plainest(leaders)
    return next(iter(leaders)) if len(leaders) == 1 else None
