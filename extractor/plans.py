"""The plans that a notice tells apart: 统账结合 and 单建统筹, 一档 and 二档, A类 and B类."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import Final

from extractor import pattern as regex
from extractor.atoms import Atom
from extractor.reading import Reading, Where

_BY_ACCOUNT: Final = regex.compile("(?P<name>(?:不|未)?(?:建立?|设立?)(?:个人)?账户)(?=的|）)")
_TIERS: Final = "一二三四五六七八"
_TIER: Final = regex.compile(rf"第?(?P<place>[{_TIERS}])档")
# 甲类药品, A类护理服务
_OF_ANOTHER_KIND: Final = regex.compile(
    r"(?:[、和及或]?[A-D甲乙丙]类)*(?:的)?(?:药|目录|诊疗|医用|医院|医疗(?!保)|机构|护理|服务|项目"
    r"|企业|单位|行业|传染|地区|城市|学校|人才|库)"
)
_ANY_ONE: Final = regex.compile(
    "(?:任意?选择?|自愿选择?|自主选择?|自选|其中|中选择?|选定|选取|任择)$"
)
# 「方式一：微信→…」 is a way to pay, and no plan
_PRICED: Final = regex.compile(r"[^\n]*?(?:个人账户|统筹|\d元|%)")
_IN_FULL: Final = regex.compile(
    r"[（。；，]?(?:[^\d\n]{0,14})(?:\n|$)"
)  # 「A档:统账结合（有个人账户）」
_OF_ITS_PEOPLE: Final = regex.compile("[的参缴:、或和及]|人员")


class Plans:
    """The plans of a notice: what they are called, and where they are named.

    >>> from extractor.notice import Notice
    >>> sorted(Plans(Reading(Notice("一档（统账结合）每月400元，二档每月200元。"))).labels)
    ['一档', '二档']
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    @cached_property
    def _atoms(self) -> list[Atom]:
        text = self.reading.text
        named = [
            atom
            for atom in self.reading.atoms
            if atom.label == "PLAN" and not _OF_ANOTHER_KIND.match(text, atom.end)
        ]
        words = self.reading.words
        ways = {words(atom) for atom in named if "方式" in words(atom)}
        ways -= {words(atom) for atom in named if _PRICED.match(text, atom.end)}
        return [atom for atom in named if words(atom) not in ways]

    @cached_property
    def labels(self) -> set[str]:
        """The labels of the plans that the notice tells apart."""
        words = {self.reading.words(atom) for atom in self._atoms}
        found = set()
        for word in words:
            tier = _TIER.fullmatch(word)
            if tier is None:
                found.add(word)
                continue
            # 「设五档，任选一档」 counts; a tier is a name where its lower ones (or the second) are
            place = _TIERS.index(tier["place"])
            others = _TIERS[: max(place, 2)]
            if all(word.replace(tier["place"], other) in words for other in others):
                found.add(word)
        return found - self._first_names.keys()

    @cached_property
    def by_account(self) -> list[Where]:
        """Where plans are named that have no other name: 建立个人账户的…；不建立个人账户的…."""
        text = self.reading.text
        if "账户" not in text or self._atoms:
            return []
        found = [match.span("name") for match in _BY_ACCOUNT.finditer(text)]
        without = sum(text[start] in "不未" for start, _ in found)
        return found if 0 < without < len(found) else []

    @cached_property
    def _first_names(self) -> dict[str, str]:
        """The first name of each plan that has two: 一档（统账结合）."""
        names: dict[str, str] = {}
        text = self.reading.text
        for first, second in pairwise(self._atoms):
            between = text[first.end : second.start]
            if (
                between in ("（", "（即", "，即", "，也就是")
                or (between == ":" and _IN_FULL.match(text, second.end))
            ) and text[second.end : second.end + 1] != "、":
                names.setdefault(self.reading.words(second), self.reading.words(first))
        return names

    def label_of(self, atom: Atom) -> str:
        """The label of the plan that a PLAN atom names."""
        word = self.reading.words(atom)
        return self._first_names.get(word, word)

    def named_by(self, atom: Atom) -> bool:
        """Whether a PLAN atom names a plan here: not in 任选一档, 较高档次."""
        text = self.reading.text
        if self.label_of(atom) not in self.labels or text.startswith("次", atom.end):
            return False
        if _OF_ANOTHER_KIND.match(text, atom.end):
            return False
        return not (
            _ANY_ONE.search(text, max(0, atom.start - 8), atom.start)
            and not _OF_ITS_PEOPLE.match(text, atom.end)
        )
