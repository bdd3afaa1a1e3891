"""What a notice says of itself: title, issuers, number, date, place, scheme, insurance year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from extractor import divisions
from extractor import pattern as regex
from extractor.atoms import Atom
from extractor.atoms.date import Point, Range, parse_point
from extractor.clauses import stating
from extractor.contacts.number import STATED_CODE
from extractor.evidence import Fact
from extractor.layout import ORGANISATION
from extractor.outline import Block, Role
from extractor.pattern import compiled
from extractor.reading import Calendar, Reading, Where
from extractor.resolve import day_range
from extractor.schema import Contribution, DateRange, NoticeFacts, Region, RuleCommon

Scheme = Literal["flexible_medical", "resident_medical", "pension", "other"]
Form = Literal["notice", "announcement", "faq", "news_repost"]

_ORG_END = "局|厅|委员会|管委会|委|中心|政府|办公室|办事处|处|所|院"
# Two bodies on one line: 吉林市医疗保障局国家税务总局吉林市税务局
_BODY = regex.compile(
    rf"(?:国家税务总局)?(?:(?!国家税务总局)[\p{{Han}}（）]){{2,}}?(?:{_ORG_END})"
    rf"(?=$|[\t 、，。）\d]|国家税务总局|\p{{Han}}{{2,7}}?(?:省|市|县|区|州|旗|盟)\p{{Han}}{{2,}}(?:{_ORG_END}))"
)
_SOURCE = regex.compile(
    r"(?:信息)?(?:来源|供稿|公开主体|(?:答复|回复|发布|发文|成文|制定|实施|制发|制表|印发|编制|编印|主办|公布|责任|解读)(?:单位|机构|机关|部门))[:|丨】]\s?"
    r"(?P<body>(?:(?!\s?(?:(?:制表|制发|印发|成文|公开|更新|编制)?(?:时间|日期)|作者|本报|责?编辑?|记者|浏览|点击|字[体号]|发布))[\p{Han}、 ]){2,40})"
)
_HEAD_DATE = regex.compile(r"(?:发布|成文|发文|印发|公开|更新|答复|回复)?(?:时间|日期)[:|]\s?$")
_PRESS = "日报|晚报|早报|都市报|时报|快报|商报|晨报|周报|生活报|新闻网|电视台|广播电视台|融媒体?|新闻客户端|发布客户端|网|本地宝|新华社|中国医疗保险|澎湃新闻"
_MEDIA = regex.compile(
    rf"(?:@|来源[:|丨]\s?|转载自[:\s]?|转自[:\s]?|(?m:^)(?=\p{{Han}}{{2,10}}(?:报[\t ]?\d{{4}}年|[\t ]?(?:本报|首席|全媒体)?记者[\t :]?\p{{Han}}{{2,3}}(?:[\t 、]|通讯员|\d|$))))(?P<name>\p{{Han}}{{2,10}}?(?:{_PRESS}))(?=$|[\t\n ，。）\d]|发布|时间|作者|(?:本报|首席|全媒体)?记者)"
)
_COVERAGE_CUE = regex.compile(
    r"年度(?:[（，:】]|即|是指|为|期限|自|从)|待遇|享受|保障期|一整年|管用|管到|保险期|年度$|参保年度|结算年度"
    r"|(?:执行|适用)(?:时间|期限?|年度)"
)
_COVERAGE_HEAD = regex.compile(
    "(?:待遇|保障|缴费|医保)年度|保障(?:时间|期)|保险期|待遇(?:享受)?(?:时间|期)"
)
_SOCIAL: Final = regex.compile(
    r"医保|医疗保险|养老保险|社会保险|社保|失业保险|生育保险|长期护理|工伤保险|合作医疗"
)


@dataclass(frozen=True)
class Facts:
    """The metadata of a notice, and the calendar that its rules' dates are resolved by."""

    scheme: Fact[Scheme]
    region: Region | None
    notice: NoticeFacts
    insurance_year: Fact[int] | None
    coverage: Fact[DateRange] | None
    calendar: Calendar


def read(reading: Reading) -> Facts:
    """The metadata of a notice (design: two-notices, metadata tables)."""
    title = _title(reading)
    issuers, bodies = _issuers(reading)
    published = _published_on(reading)
    repost = _repost(reading)
    year = _insurance_year(reading)
    coverage = _coverage(reading, year)
    if year is None and coverage is not None:
        year = Fact(
            value=coverage.value.start.year,
            basis="inferred",
            spans=coverage.spans,
            why="the year in which the coverage begins",
        )
    published_on = published.value if published else None
    calendar = Calendar(
        year.value if year else None,
        coverage.value.start if coverage else None,
        coverage.value.end if coverage else None,
        published_on,
    )
    notice = reading.notice
    return Facts(
        scheme=_scheme(reading, title),
        region=_region(reading, title, bodies),
        notice=NoticeFacts(
            title=title,
            form=_form(reading, title, repost is not None),
            issuers=issuers,
            document_number=_document_number(reading),
            published_on=published,
            repost=repost,
            file_sha256=notice.file_sha256,
            text_sha256=notice.text_sha256,
            media_type=notice.media_type,
            encoding=notice.encoding,
        ),
        insurance_year=year,
        coverage=coverage,
        calendar=calendar,
    )


# ── title, form, number, date ────────────────────────────────────────────────────────────────


def _title(reading: Reading) -> Fact[str] | None:
    for block in reading.blocks:
        if block.role is Role.TITLE:
            field = _TITLE_FIELD.match(reading.text, block.body, block.end)
            start = field.end() if field else block.body
            end = block.end - reading.text.endswith(":", start, block.end)
            return reading.stated(reading.printed(start, end), (start, end))
    declared = reading.notice.declared.get("title")
    if declared is None:
        return None
    return Fact(
        value=declared.value, basis="curated", why=f"declared by the file: {declared.source}"
    )


def _form(reading: Reading, title: Fact[str] | None, reposted: bool) -> Form:
    words = title.value if title else ""
    questions = sum(
        block.role is Role.QUESTION
        or (block.role is Role.HEADING and reading.text[block.end - 1] in "？?")
        for block in reading.blocks
    )
    if reposted:
        return "news_repost"
    if compiled("问答|解读|答疑|热点问题|[？?]$|访谈").search(words) or questions >= 3:
        return "faq"
    if compiled("公告|通告|公示").search(words):
        return "announcement"
    return "notice"


_TITLE_FIELD = regex.compile(r"(?:信件|咨询|文章|信息)?(?:标题|主题|名称):")
_NUMBERED = regex.compile(r"（?((?:19|20)\d\d年第\d+号)）?")


def _document_number(reading: Reading) -> Fact[str] | None:
    """The number on a line of its own near the title; numbers in 《》 and （） cite other papers."""
    for block in reading.blocks[:12]:
        for atom in reading.atoms_in(block.start, block.end, "DOCNO"):
            before = reading.text[block.start : atom.start]
            if (
                block.end - atom.end <= 1
                and len(before) <= 4
                and not compiled("[《（根据]").search(before)
            ):
                return reading.stated(reading.printed(atom.start, atom.end), atom)
        numbered = _NUMBERED.fullmatch(reading.text, block.start, block.end)
        if numbered:  # 2025年第4号, under the title of a series of announcements
            return reading.stated(reading.printed(*numbered.span(1)), numbered.span(1))
    return None


_DATE_PART = regex.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日")
_ANSWERED = regex.compile(r"(?:答复|回复|办结)(?:时间|日期)[:|]\s?$")


def _published_on(reading: Reading) -> Fact[date] | None:
    """The date that signs the notice, else the one that its page states."""
    signed: list[Atom] = []
    stated: list[Atom] = []
    for block in reading.blocks:
        for atom in reading.atoms_in(block.start, block.end, "DATE"):
            if not isinstance(atom.value, Point) or _as_date(atom.value) is None:
                continue
            if block.role is Role.SIGNATURE and atom.end == block.end:
                signed.append(atom)
            elif _HEAD_DATE.search(reading.text, block.start, atom.start) or (
                compiled(r"\s?(?:发表于|发布于)|$").match(reading.text[atom.end : block.end])
                and block.index <= 6
                and atom.start - block.start <= 20
                and "年度" not in reading.text[block.start : block.end]
            ):
                stated.append(atom)
            elif (
                block.index <= 3
                and block.end - block.start <= 48
                and (atom.value.hour is not None or _MEDIA.match(reading.text, block.start))
            ):  # 「原创 某地医保 2025-11-03 18:05」, 「某某晚报 2022年12月8日 A04版」
                stated.append(atom)
    stated.sort(
        key=lambda atom: not _ANSWERED.search(reading.text, max(0, atom.start - 6), atom.start)
    )
    signed.sort(key=lambda atom: atom.value.hour is None)  # a stamp of the page comes after
    for atom in (*reversed(signed), *stated):
        day = _as_date(atom.value)
        if day is not None:
            date_only = _DATE_PART.match(reading.text, atom.start, atom.end)
            return reading.stated(day, date_only.span() if date_only else atom)
    declared = reading.notice.declared.get("published")
    if declared is not None:
        day = _as_date(parse_point(declared.value.strip()) or Point())
        if day is not None:
            return Fact(value=day, basis="curated", why=f"declared by the file: {declared.source}")
    return None


def _as_date(point: Point) -> date | None:
    if point.year is None or point.month is None or point.day is None:
        return None
    try:
        return date(point.year, point.month, point.day)
    except ValueError:
        return None


def _repost(reading: Reading) -> Fact[str] | None:
    for block in reading.blocks:
        if block.end - block.start > 60 and block.index < len(reading.blocks) - 3:
            continue
        found = _MEDIA.search(reading.text, block.start, block.end)
        if found:
            return reading.stated(reading.printed(*found.span("name")), found.span("name"))
    return None


# ── issuers and place ────────────────────────────────────────────────────────────────────────


def _issuers(reading: Reading) -> tuple[Fact[tuple[str, ...]] | None, list[str]]:
    """Who signs; else who stands over the title; else whom the page names as its source."""
    title = next((block.index for block in reading.blocks if block.role is Role.TITLE), None)
    signed = [block for block in reading.blocks if block.role is Role.SIGNATURE]
    above = [
        block
        for block in reading.blocks[: 4 if title is None else title + 2]
        if block.index != title
        and ORGANISATION.match(reading.outline.words(block).replace("\t", ""))
    ]
    for blocks in (signed, above):
        found = _bodies(reading, blocks)
        if found:
            return _issuer_fact(reading, found), [reading.printed(*place) for place in found]
    for block in reading.blocks:
        source = _SOURCE.search(reading.text, block.start, block.end)
        if (
            source
            and all(map(ORGANISATION.match, source["body"].split("、")))
            and not _MEDIA.search(source.group())
        ):
            found = [match.span() for match in _BODY.finditer(reading.text, *source.span("body"))]
            found = found or [source.span("body")]
            return _issuer_fact(reading, found), [reading.printed(*place) for place in found]
    for pattern in (_POSTED_BY, _QUOTED):
        named = pattern.search(reading.text)
        if named:
            return _issuer_fact(reading, [named.span("body")]), [named["body"]]
    if title is not None:  # 某某市医疗保障局关于…的通知 on one line
        block = reading.blocks[title]
        named = regex.compile(rf"(\p{{Han}}+?(?:{_ORG_END}))关于").match(
            reading.text, block.body, block.end
        )
        if named:
            found = [match.span() for match in _BODY.finditer(reading.text, *named.span(1))]
            found = found or [named.span(1)]
            return _issuer_fact(reading, found), [reading.printed(*place) for place in found]
    return None, []


# 「某市医疗保障局 2024-12-27 17:30 某省」 over a post
_POSTED_BY = regex.compile(
    rf"(?m)^(?:原创\s?)?(?P<body>\p{{Han}}{{2,16}}(?:{_ORG_END}))\s?\d{{4}}-\d\d-\d\d"
)
# 「记者从某市医疗保障局获悉」
_QUOTED = regex.compile(
    r"(?:记者)?从(?P<body>\p{Han}{2,24}?(?:局|中心|厅))(?:了解到|获悉|获知|得知|处了解)"
)


def _bodies(reading: Reading, blocks: Sequence[Block]) -> list[Where]:
    found: list[Where] = []
    for block in blocks:
        for match in _BODY.finditer(reading.text, block.body, block.end):
            words = match.group()
            if all(reading.text[a:b] != words for a, b in found):
                found.append(match.span())
    return found


def _issuer_fact(reading: Reading, places: list[Where]) -> Fact[tuple[str, ...]]:
    return reading.stated(tuple(reading.printed(*place) for place in places), *places)


def _region(reading: Reading, title: Fact[str] | None, bodies: list[str]) -> Region | None:
    """The pooling area, put together from issuers, title, source, districts and area code."""
    text = reading.text
    clues: list[tuple[divisions.Clue, str]] = [("issuer", body) for body in bodies]
    if title is not None:
        clues.append(("title", title.value))
    source = _SOURCE.search(text)
    if source:
        clues.append(("source", source["body"]))
    media = _MEDIA.search(text)
    if media:
        clues.append(("source", media["name"]))
    for row in reading.blocks:
        if row.role is Role.ROW and reading.atoms_in(row.start, row.end, "PHONE"):
            clues += [
                ("district", name)
                for name in compiled(r"\p{Han}{1,6}(?:区|县|市|旗)").findall(
                    text[row.start : row.end]
                )
            ]
    clues += [("named", body) for body in _OFFICE.findall(text)]
    code = _area_code(reading)
    if code:
        clues.append(("area_code", code[0]))
    division = divisions.locate(clues)
    if division is None:
        return None
    return Region(
        adcode=division.adcode,
        name=_place_fact(reading, division),
        province=_province_fact(reading, division),
        area_code=_area_code_fact(reading, division, code),
    )


# 「某某市医疗保险管理局副局长」, 「登录某某税务局网站」: offices that the text names in passing
_OFFICE = regex.compile(r"\p{Han}{2,20}?(?:局|厅|人民政府|政府网站|管理中心|服务中心)")


def _place_fact(reading: Reading, division: divisions.Division) -> Fact[str]:
    at = reading.text.find(division.name)
    if at >= 0:
        return reading.stated(division.name, (at, at + len(division.name)))
    short = compiled("(?:市|县|区|省|自治区)$").sub("", division.name)
    at = reading.text.find(short)
    if at >= 0:
        return reading.inferred(
            division.name, "the place is named by its short form", (at, at + len(short))
        )
    return Fact(
        value=division.name,
        basis="curated",
        why="from the table of divisions, by issuer and districts",
    )


def _province_fact(reading: Reading, division: divisions.Division) -> Fact[str] | None:
    province = divisions.province(division)
    if province is None or province == division:
        return None
    at = reading.text.find(province.name)
    if at >= 0:
        return reading.stated(province.name, (at, at + len(province.name)))
    return Fact(value=province.name, basis="curated", why="from the table of divisions, by adcode")


def _area_code(reading: Reading) -> tuple[str, Where] | None:
    """The area code that most printed numbers carry, or that the notice states (区号029)."""
    said = STATED_CODE.search(reading.text)
    if said:
        return said["code"], said.span("code")
    codes: Counter[str] = Counter()
    first: dict[str, Where] = {}
    for atom in reading.atoms:
        if atom.label == "PHONE":
            code = compiled(r"（?(0\d{2,3})(?:）|-|—)?(?=\d{7,8})").match(reading.words(atom))
            if code:
                codes[code[1]] += 1
                first.setdefault(code[1], (atom.start + code.start(1), atom.start + code.end(1)))
    if not codes:
        return None
    best = codes.most_common(1)[0][0]
    return best, first[best]


def _area_code_fact(
    reading: Reading, division: divisions.Division, code: tuple[str, Where] | None
) -> Fact[str] | None:
    if code is not None:
        return reading.stated(code[0], code[1])
    known = divisions.area_code(division.adcode)
    if known is None:
        return None
    return Fact(value=known, basis="curated", why="from the table of area codes, by adcode")


# ── scheme, year, coverage ───────────────────────────────────────────────────────────────────

_SCHEMES: Final[tuple[tuple[Scheme, str], ...]] = (
    ("flexible_medical", r"(?:灵活就业|个体工商户|个人身份参保|自由职业)"),
    (
        "resident_medical",
        r"城乡居民(?:基本)?医|居民(?:基本)?医(?:疗)?保|居民医疗保险|新农合|合作医疗|城镇居民",
    ),
    ("pension", r"养老(?:保险|金)"),
    (
        "other",
        r"失业保险|长期护理保险|长护险|工伤保险|住房公积金|最低工资|社会救助|最低生活保障|残疾人",
    ),
)
_EMPLOYEES = regex.compile(r"职工(?:基本)?医(?:疗)?保|缴费年限")
_MEDICAL = regex.compile(r"医保|医疗保险|基本医疗")


def _scheme(reading: Reading, title: Fact[str] | None) -> Fact[Scheme]:
    """The scheme by title, else by what the text speaks of most."""
    text = reading.text
    title_block = next((block for block in reading.blocks if block.role is Role.TITLE), None)
    zones: list[Where] = []
    if title is not None and title_block is not None:
        zones.append((title_block.start, title_block.end))
    zones.append((0, len(text)))
    for zone in zones:
        counts = {
            scheme: list(regex.compile(pattern).finditer(text[zone[0] : zone[1]]))
            for scheme, pattern in _SCHEMES
        }
        medical = len(_MEDICAL.findall(text[zone[0] : zone[1]]))
        found: Scheme | None = None
        employees = list(_EMPLOYEES.finditer(text, *zone))
        if zone == (0, len(text)) and len(employees) > len(counts["resident_medical"]):
            counts["resident_medical"] = []  # 「年限不够的，也可转为居民医保」: on employees
        if counts["resident_medical"] and len(counts["resident_medical"]) > len(
            counts["flexible_medical"]
        ):
            found = "resident_medical"
        elif counts["other"] and len(counts["other"]) > max(
            medical, len(counts["pension"]), len(counts["flexible_medical"])
        ):
            found = "other"
        elif counts["pension"] and len(counts["pension"]) > medical:
            found = "pension"
        elif counts["flexible_medical"]:
            found = "flexible_medical" if medical or zone == zones[-1] else None
        if found is not None:
            first = counts[found][0]
            return reading.stated(found, (zone[0] + first.start(), zone[0] + first.end()))
    first_social = _SOCIAL.search(text)
    if first_social:
        return reading.inferred(
            "other", "a social-insurance text of another scheme", first_social.span()
        )
    return Fact(value="other", basis="curated", why="no scheme is named")


def _insurance_year(reading: Reading) -> Fact[int] | None:
    years = [atom for atom in reading.atoms if atom.label == "YEAR"]
    title_block = next((block for block in reading.blocks if block.role is Role.TITLE), None)
    if title_block is not None:
        for atom in reading.atoms_in(title_block.start, title_block.end, "YEAR", "DATE"):
            year = atom.value if atom.label == "YEAR" else atom.value.year
            if year is not None and not _OF_A_WAGE.match(reading.text, atom.end, title_block.end):
                same = [other for other in years if other.value == year and other is not atom]
                return reading.stated(year, atom, *same[:8])
    years = [atom for atom in years if not _OF_ANY_WAGE.match(reading.text, atom.end)]
    if not years:
        return _year_of_payment(reading)
    charged = [atom for atom in years if _CHARGED.match(reading.text, atom.end)]
    if len({atom.value for atom in charged}) > 1:  # 「2023年度…350元；2024年度…380元」
        latest = max(atom.value for atom in charged)
        return reading.stated(latest, *[atom for atom in charged if atom.value == latest][:8])
    spelled = [
        atom for atom in years if _SPELLED_OUT.match(reading.text, atom.end)
    ]  # 2024年度（2024年1月1日至12月31日）
    told = [atom for atom in years if not _COMPARED.match(reading.text, atom.end)]
    years = spelled or told or years
    count = Counter(atom.value for atom in years)
    best = max(
        count,
        key=lambda year: (count[year], -years.index(next(a for a in years if a.value == year))),
    )
    return reading.stated(best, *[atom for atom in years if atom.value == best][:8])


# 「关于2023年度全省平均工资和2024年度缴费基数上下限的通知」: the wages of a year gone by
_OF_A_WAGE = regex.compile(
    r"[^、，。\d]{0,24}(?:工资|人均可支配收入|平均收入)(?=和|及|与|、|以及|并|，)"
)
# 「2022年度在岗职工平均工资的60%」
_OF_ANY_WAGE = regex.compile(r"[^、，。；《》\d]{0,24}(?:工资|可支配收入|养老金水平)")
# 「2024年度居民医保个人缴费标准统一为380元」
_CHARGED = regex.compile(
    r"[^，。；《》\d]{0,16}(?:个人缴费|筹资|缴费|缴纳)(?:标准|金额|额)?[^，。；《》\d]{0,8}\d[\d.]*元"
)
_SPELLED_OUT = regex.compile(
    r"(?:（|:|，?(?:即|是指|为)(?:从|自)?)(?:从|自)?20\d\d年\d{1,2}月\d{1,2}日[至到—~-]"
)
# 与2023年度相比没有变化, 2023年度标准不再执行
_COMPARED = regex.compile(
    r"[^，。；]{0,6}相[比同]|的?[^，。；]{0,8}(?:一致|不再执行|停止执行|废止)"
)
_PAYS = regex.compile(
    r"\s?的?(?:城乡|城镇)?(?:职工|居民|灵活就业(?:人员)?)?(?:基本)?(?:医保|医疗保险|养老保险|社保|保险)?"
    r"(?:费|缴费|个人缴费|筹资|参保|待遇|标准(?=[^，。；\d]{0,4}\d[\d.]*元))"
)


def _year_of_payment(reading: Reading) -> Fact[int] | None:
    """The year whose contributions a text without 年度 speaks of: 2023年的医保费."""
    for atom in reading.atoms:
        bare_year = atom.label == "DATE" and atom.value.year and atom.value.month is None
        if bare_year and _PAYS.match(reading.text, atom.end):
            return reading.stated(atom.value.year, atom)
    return None


def _coverage(reading: Reading, year: Fact[int] | None) -> Fact[DateRange] | None:
    """The insurance year's months, as stated beside 年度 or 待遇享受期; else the calendar year."""
    calendar = Calendar(year.value if year else None)
    for atom in reading.atoms:
        if atom.label != "RANGE" or atom.value.start is None:
            continue
        line = reading.text.rfind("\n", 0, atom.start) + 1
        clause = max(line, *(reading.text.rfind(mark, 0, atom.start) + 1 for mark in "。；"))
        before = reading.text[max(clause, atom.start - 24) : atom.start]
        after = reading.text[atom.end : atom.end + 10]
        heading = "" if clause > line else _heading_before(reading, line)
        cued = _COVERAGE_CUE.search(before) and not compiled("缴费(?:期|时间)|征缴|集中").search(
            before
        )
        if (
            not cued
            and not _COVERAGE_HEAD.search(heading)
            and not compiled(r"[为是](?:待遇享受期|\d{4}(?:医保|保险)?年度)").match(after)
        ):
            continue
        days = day_range(atom.value, calendar)
        if days is not None and days.end is not None and 350 <= (days.end - days.start).days <= 380:
            return reading.stated(days, atom, *_coverage_again(reading, days, atom, calendar))
    if year is None:
        return None
    value = DateRange(start=date(year.value, 1, 1), end=date(year.value + 1, 1, 1))
    spans = year.spans
    return Fact(
        value=value,
        basis="inferred",
        spans=spans,
        why="the notice names the year and no other months: the calendar year",
    )


def _coverage_again(
    reading: Reading, days: DateRange, first: Atom, calendar: Calendar
) -> list[Atom]:
    """Where the months of the insurance year, or its first day, stand again.

    「自2024年1月1日起享受待遇」, 「（2024年度指2024年1月1日至2024年12月31日）」.
    """
    found = []
    for atom in reading.atoms_in(0, len(reading.text), "RANGE", "DATE"):
        if atom is first:
            continue
        if isinstance(atom.value, Range):
            same = atom.value.start is not None and day_range(atom.value, calendar) == days
        else:
            same = _as_date(atom.value) == days.start and (
                _BENEFITS_BEGIN.match(reading.text, atom.end) is not None
            )
        if same:
            found.append(atom)
    return found


_BENEFITS_BEGIN = regex.compile(r"[起始开]{1,2}[^。；\n]{0,12}(?:享受|报销|生效|能用|可用|不设)")


def _heading_before(reading: Reading, line: int) -> str:
    block = next((block for block in reading.blocks if block.start <= line < block.end), None)
    if block is None or block.parent is None or block.parent.role is not Role.HEADING:
        return ""
    return reading.outline.words(block.parent)


# ── is this the right kind of paper at all ───────────────────────────────────────────────────


def is_social_insurance(reading: Reading, rules: Sequence[RuleCommon]) -> bool:
    """True where the text speaks of social insurance and one of its rules is more than advice.

    A text of a commercial insurance states none, whatever telephone it names.
    """
    if not stating(reading):
        return False
    kinds = {getattr(rule, "kind", "") for rule in rules} - {"advice", "voucher", "responsibility"}
    title = next((block for block in reading.blocks if block.role is Role.TITLE), None)
    named = title is not None and _SOCIAL.search(reading.text, title.start, title.end)
    if any(isinstance(rule, Contribution) and _names_its_fund(rule) for rule in rules):
        return True
    entitled = title is not None and _OF_IT.search(reading.text, title.start, title.end)
    if not entitled and kinds <= _OF_ANY_OFFICE and not any(map(_speaks_of_it, rules)):
        return False
    return bool(kinds) and len(_SOCIAL.findall(reading.text)) >= (1 if named else 2)


# What any office may state: whom to call, who may apply, what to bring
_OF_IT: Final = regex.compile(rf"{_SOCIAL.pattern}|医疗保障|参保")
_OF_ANY_OFFICE: Final = frozenset({"contact", "eligibility", "procedure", "channel", "change"})


def _speaks_of_it(rule: RuleCommon) -> bool:
    """False of 「咨询电话：021-5550001」 in a text on flats that tenants must be insured for."""
    kind = getattr(rule, "kind", "")
    return kind in _OF_ANY_OFFICE and any(_OF_IT.search(span.quote) for span in rule.spans)


def _names_its_fund(rule: Contribution) -> bool:
    """「1.居民医疗保险费每人400元」 in a list of what a village collects."""
    return any(
        span.start <= label.start and label.end <= span.end
        for span in rule.spans
        for label in rule.label.spans
    )


def why_off_topic(reading: Reading) -> str:
    """What was looked for, and where to turn, in one paragraph."""
    name = reading.notice.path.name if reading.notice.path else "text"
    return (
        f"没有社会保险缴费规则 no rule of a social-insurance scheme in {name}: "
        "找过 looked for 缴费标准, 缴费基数, 缴费时间, 待遇等待期, 参保登记, 缴费渠道, 咨询电话. "
        "→ 换一份通知 give another file, 或 or `notice text` 看读到了什么 to see what was read"
    )
