"""Identity and contacts: whether place, telephone numbers, lists and addresses belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from extractor import pattern as regex
from extractor.checks.verdict import Case, Severity, Verdict, found, not_run, squeezed
from extractor.evidence import Evidence, Fact
from extractor.pattern import compiled
from extractor.schema import Channel, Contact, Finding

if TYPE_CHECKING:
    from extractor.divisions import Division

# ── PLACE ────────────────────────────────────────────────────────────────────────────────────


class _Clue(NamedTuple):
    """Something in the notice that names a place, and whether it is the notice's region."""

    words: str
    agrees: bool
    spans: tuple[Evidence, ...]
    strong: bool  # the title and the issuers; a district may be a neighbour's


def place(case: Case) -> Verdict:
    """PLACE: title, issuers, districts and web hosts name places of one region."""
    from extractor.divisions import by_code

    region = by_code(case.ruleset.region.adcode) if case.ruleset.region else None
    if region is None:
        return not_run("地区未定", "the region is not known")
    clues = [*_named_clues(case, region), *_host_clues(case, region)]
    if not clues:
        return not_run("没有地名", "no place is named")
    against = [clue for clue in clues if not clue.agrees]
    if not against:
        return found(())
    said = "、".join(dict.fromkeys(clue.words for clue in against))
    outvoted = len(against) > len(clues) - len(against)
    severity: Severity = "warning" if any(clue.strong for clue in against) else "info"
    return found(
        [
            Finding(
                code="PLACE",
                severity="error" if outvoted else severity,
                about="extraction" if outvoted else "notice",
                spans=tuple(span for clue in against for span in clue.spans),
                zh=f"「{said}」不属于{region.name}",
                en=f"{said} is not in {region.name} ({region.adcode})",
            )
        ]
    )


def _named_clues(case: Case, region: Division) -> Iterator[_Clue]:
    from extractor.divisions import within

    notice = case.ruleset.notice
    strong = [(fact.value, fact.spans) for fact in (notice.title,) if fact]
    strong += (
        [(name, notice.issuers.spans) for name in notice.issuers.value] if notice.issuers else []
    )
    for words, spans in strong:
        candidates = [one for mention in within(words) for one in mention.candidates]
        if candidates:
            yield _Clue(squeezed(words), _shares_ground(candidates, region), spans, True)
    for contact in case.rules(Contact):
        if contact.area is None:
            continue
        words = squeezed(contact.area.value)
        candidates = [one for mention in within(words) for one in mention.candidates]
        if candidates:
            yield _Clue(words, _shares_ground(candidates, region), contact.area.spans, False)


def _host_clues(case: Case, region: Division) -> Iterator[_Clue]:
    from extractor.divisions import locate

    for channel in case.rules(Channel):
        if channel.url is None:
            continue
        host = locate([("host", channel.url.value)])
        if host is not None:
            agrees = _shares_ground([host], region)
            yield _Clue(channel.url.value, agrees, channel.url.spans, True)


def _shares_ground(candidates: Iterable[Division], region: Division) -> bool:
    from extractor.divisions import lies_in

    return any(lies_in(one, region) or lies_in(region, one) for one in candidates)


# ── telephone numbers ────────────────────────────────────────────────────────────────────────

_NATIONAL: Final = regex.compile(r"1\d{2}|1\d{4}|9[56]\d{3,4}")  # 114, 12366, 95533, 96888
_HOTLINE_TAIL: Final = regex.compile(r"(?:12366|12393|12345|12333|12348|12329)$")
_AREA_CODE: Final = regex.compile(r"(?:\+86-?|86-)?[（(]?(0(?:10|2\d|[3-9]\d\d))[）)]?[-—–]?(?=\d)")
_FOLD: Final = str.maketrans("０１２３４５６７８９－（）", "0123456789-()")


class Phone(NamedTuple):
    """A telephone number taken apart: area code ("" where none is printed) and the rest."""

    area: str
    local: str

    @property
    def is_national(self) -> bool:
        """A short code, a 400 or 800 number, or a mobile: of no area."""
        return not self.area and bool(
            _NATIONAL.fullmatch(self.local)
            or compiled(r"[48]00\d{7}|1[3-9]\d{9}").fullmatch(self.local)
        )


def phone(printed: str) -> Phone:
    """The area code and the local number of a printed one, extension left out.

    >>> phone("（0311）86048215"), phone("0371-67188003转8003").local, phone("400-182-6688").local
    (Phone(area='0311', local='86048215'), '67188003', '4001826688')
    """
    text = compiled("转|ext|分机").split(squeezed(printed).translate(_FOLD))[0]
    area = _AREA_CODE.match(text)
    rest = text[area.end() :] if area else text
    main = compiled(r"\d{7,8}(?=[-—]\d{1,4}$)").match(rest)  # an extension after a hyphen
    return Phone(area[1] if area else "", main.group() if main else compiled(r"\D").sub("", rest))


def _phones(case: Case) -> list[tuple[Contact, Fact[str], Phone]]:
    return [
        (contact, contact.phone, phone(contact.phone.value))
        for contact in case.rules(Contact)
        if contact.phone is not None
    ]


def phone_area(case: Case) -> Verdict:
    """PHONE-AREA: the area codes printed are those of the region."""
    from extractor.divisions import by_code, children

    coded = [one for one in _phones(case) if one[2].area]
    region = by_code(case.ruleset.region.adcode) if case.ruleset.region else None
    if region is None or not coded:
        return not_run("没有印区号或地区未定", "no area code is printed, or the region is unknown")
    codes = {one.area_code for one in (region, *children(region)) if one.area_code}
    if not codes:
        return not_run("该地区的区号未知", "the area code of the region is not known")
    strange = [one for one in coded if one[2].area not in codes]
    if not strange:
        return found(())
    outvoted = len(strange) * 2 > len(coded)
    said = "、".join(dict.fromkeys(one[2].area for one in strange))
    expected = "、".join(sorted(codes))
    return found(
        [
            Finding(
                code="PHONE-AREA",
                severity="error" if outvoted else "warning",
                about="extraction" if outvoted else "notice",
                rules=tuple(contact.id for contact, _, _ in strange),
                spans=tuple(span for _, fact, _ in strange for span in fact.spans),
                zh=f"{len(coded)} 个区号有 {len(strange)} 个（{said}）不是 {expected}",
                en=f"{len(strange)} of {len(coded)} area codes ({said}) are not {expected}",
            )
        ]
    )


def phone_shape(case: Case) -> Verdict:
    """PHONE-SHAPE: numbers have the length that the area uses; none looks like a slip."""
    phones = _phones(case)
    if not phones:
        return not_run("没有电话", "no telephone number")
    lengths = Counter(len(one.local) for _, _, one in phones if not one.is_national)
    usual = 0
    if lengths:
        length, times = lengths.most_common(1)[0]
        if times >= 3 and times * 10 >= 6 * sum(lengths.values()):
            usual = length
    findings = []
    for contact, fact, one in phones:
        said = _odd_shape(one, usual)
        if said is None:
            continue
        findings.append(
            Finding(
                code="PHONE-SHAPE",
                severity="warning",
                about="notice",
                rules=(contact.id,),
                spans=fact.spans,
                zh=f"{squeezed(fact.value)}：{said[0]}",
                en=f"{squeezed(fact.value)}: {said[1]}",
            )
        )
    return found(findings)


def _odd_shape(one: Phone, usual: int) -> tuple[str, str] | None:
    if one.is_national:
        return None
    digits = len(one.local)
    if digits not in (7, 8):
        return f"{digits} 位，不是 7 或 8 位", f"{digits} digits, neither 7 nor 8"
    if usual and digits != usual:
        return f"{digits} 位，本地其他号码 {usual} 位", f"{digits} digits, the others have {usual}"
    hotline = _HOTLINE_TAIL.search(one.local)
    if hotline and not one.area and digits == 7:
        # 2112366: a local number, or 12366 with something before it? Nobody corrects it
        return (
            f"无区号且以 {hotline.group()} 结尾，疑为全国短号之误",
            f"no area code and ends in {hotline.group()}: a slip for the national number?",
        )
    return None


def phone_dup(case: Case) -> Verdict:
    """PHONE-DUP: no number stands twice, national ones aside."""
    phones = [one for one in _phones(case) if not one[2].is_national]
    if len(phones) < 2:
        return not_run("电话不足两个", "fewer than two telephone numbers")
    findings = []
    same: dict[str, list[tuple[Contact, Fact[str], Phone]]] = {}
    for entry in phones:
        same.setdefault(entry[2].local, []).append(entry)
    pairs = (pair for alike in same.values() for pair in combinations(alike, 2))
    for (first, fact, one), (second, other_fact, other) in pairs:
        if one.area and other.area and one.area != other.area:
            continue
        areas = [squeezed(c.area.value) if c.area else "" for c in (first, second)]
        twice = areas[0] == areas[1] != ""
        findings.append(
            Finding(
                code="PHONE-DUP",
                severity="warning" if twice else "info",
                about="notice",
                rules=(first.id, second.id),
                spans=(*fact.spans, *other_fact.spans),
                zh=f"{squeezed(fact.value)} 出现两次（{'、'.join(dict.fromkeys(areas))}）",
                en=f"{squeezed(fact.value)} stands twice",
            )
        )
    return found(findings)


# ── AREA-SET ─────────────────────────────────────────────────────────────────────────────────

_OF_THE_CITY = regex.compile("本级|市直|^全?[市省州]|^直属")


def area_set(case: Case) -> Verdict:
    """AREA-SET: the contact table names each county-level unit of the region.

    Lists what is missing and what is extra (development zones): a person decides.
    """
    from extractor.divisions import by_code, children

    region = by_code(case.ruleset.region.adcode) if case.ruleset.region else None
    units = children(region) if region else ()
    if region is None or not units:
        return not_run("没有可对照的区县", "the region has no county-level units to compare with")
    missing = list(units)
    extra: dict[str, Contact] = {}
    listed: set[str] = set()
    for contact in case.rules(Contact):
        fact = contact.area or contact.body
        if fact is None:
            continue
        name = squeezed(fact.value)
        unit = next((one for one in units if _names(name, one)), None)
        if unit is not None:
            listed.add(unit.adcode)
        elif contact.area and contact.phone and not _is_the_whole(name, region):
            extra[name] = contact
    missing = [unit for unit in units if unit.adcode not in listed]
    if len(listed) < 3 or len(listed) * 2 < len(units):
        return not_run("没有区县电话表", "no table of county-level contacts")
    if not missing and not extra:
        return found(())
    zh, en = [], []
    if missing:
        zh.append("缺 " + "、".join(unit.name for unit in missing))
        en.append("missing " + ", ".join(unit.name for unit in missing))
    if extra:
        zh.append("多 " + "、".join(extra))
        en.append("extra " + ", ".join(extra))
    return found(
        [
            Finding(
                code="AREA-SET",
                severity="info",
                about="notice",
                rules=tuple(contact.id for contact in extra.values()),
                spans=tuple(s for c in extra.values() for s in (c.area.spans if c.area else ())),
                zh=f"与{region.name}的区县相比：{'；'.join(zh)}",
                en=f"against the units of {region.name}: {'; '.join(en)}",
            )
        ]
    )


def _names(words: str, unit: Division) -> bool:
    """True where words (某县, 某县医保) name a unit, in full or without the peoples it is of."""
    return words.startswith((unit.name, unit.plain_name)) or words == unit.short


def _is_the_whole(name: str, region: Division) -> bool:
    return bool(_OF_THE_CITY.search(name)) or _names(name, region)


# ── COUNT-WORD ───────────────────────────────────────────────────────────────────────────────

_COUNT = r"(?<![\d.,])(?P<count>[两二三四五六七八九十]|十[一二三四五六]|\d{1,2})"
_COUNTER = r"(?:家|种|类|所|项|档|款|个(?!月|工作日|自然日|百分点|季度|小时))"
# 三家人事档案托管机构（市人才交流中心、市档案托管中心、市劳务派遣中心）
_THEN_LIST = regex.compile(rf"{_COUNT}{_COUNTER}\p{{Han}}{{0,14}}（(?P<list>[^（）]{{3,160}})）")
# 60%、70%、80%、90%、100%五个档次
_LIST_THEN = regex.compile(rf"(?P<list>\d{{1,3}}%(?:[、和及]\d{{1,3}}%)+){_COUNT}(?:个|种|类|档)")


def count_word(case: Case) -> Verdict:
    """COUNT-WORD: a count (三家, 五个档次) is that of the list beside it."""
    from extractor.atoms.number import parse

    text = case.view.text
    findings = []
    counted = 0
    for match in sorted(
        (*_THEN_LIST.finditer(text), *_LIST_THEN.finditer(text)), key=lambda match: match.start()
    ):
        items = match["list"]
        if "、" not in items or compiled("等|其中|含|以下|详见|如").search(items):
            continue
        stated = parse(match["count"])
        counted += 1
        listed = items.count("、") + 1
        # 和 may stand inside a name (人力资源和社会保障局), so it parts two items or none
        joined = len(compiled("、|和|及|或|以及").split(items))
        if stated is None or listed <= stated <= joined:
            continue
        findings.append(
            Finding(
                code="COUNT-WORD",
                severity="warning",
                about="notice",
                spans=(case.evidence(match.start(), match.end()),),
                zh=f"称 {stated} 项，列出 {listed} 项：「{match.group()}」",
                en=f"{stated} announced, {listed} listed",
            )
        )
    return found(findings) if counted else not_run("没有带数的列举", "no counted list")


# ── URL, IMAGE-ONLY ──────────────────────────────────────────────────────────────────────────

_WELL_FORMED = regex.compile(
    r"(?P<scheme>https?)://(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)(?::\d{2,5})?(?:[/?#][!-~]*)?"
)


def url(case: Case) -> Verdict:
    """URL: addresses are whole, lead to a government host, and by https."""
    urls = [(channel, channel.url) for channel in case.rules(Channel) if channel.url is not None]
    if not urls:
        return not_run("没有网址", "no web address")
    findings = []
    for channel, fact in urls:
        address = fact.value.strip().strip("<>")
        severity, said = _odd_address(address)
        if said is None:
            continue
        findings.append(
            Finding(
                code="URL",
                severity=severity,
                about="notice",
                rules=(channel.id,),
                spans=fact.spans,
                zh=f"{address}：{said[0]}",
                en=f"{address}: {said[1]}",
            )
        )
    return found(findings)


def _odd_address(address: str) -> tuple[Severity, tuple[str, str] | None]:
    if "://" not in address:
        address = f"https://{address}"  # printed without its scheme, as people do
    match = _WELL_FORMED.fullmatch(address)
    if match is None or "//" in address.split("://", 1)[1]:
        return "warning", ("网址不完整或有误", "not a whole web address")
    host = match["host"].lower()
    if host.endswith((".gov.com", ".gov.con", ".gov", ".gov.cm", ".go.cn")):
        return "warning", ("政府域名疑误（.gov.cn）", "a slip for .gov.cn?")
    if not host.endswith(".gov.cn"):
        return "info", ("不是政府网站", "not a government host")
    if match["scheme"] == "http":
        return "info", ("不是 https", "not https")
    return "info", None


def image_only(case: Case) -> Verdict:
    """IMAGE-ONLY: a caption stands where a QR code was."""
    channels = [channel for channel in case.rules(Channel) if channel.image_only]
    if not channels:
        return found(())
    return found(
        [
            Finding(
                code="IMAGE-ONLY",
                severity="info",
                about="notice",
                rules=tuple(channel.id for channel in channels),
                spans=tuple(span for channel in channels for span in channel.spans),
                zh=f"二维码只剩说明文字（{len(channels)} 处）",
                en=f"only the caption of a QR code is left ({len(channels)})",
            )
        ]
    )
