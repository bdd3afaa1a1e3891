"""Symbol fonts: letters that are printed as bullets, boxes, ticks and arrows."""

from __future__ import annotations

from typing import Final

_WINGDINGS = {
    **dict(zip(range(0x80, 0x8B), "⓪①②③④⑤⑥⑦⑧⑨⑩", strict=True)),
    **dict(zip(range(0x8B, 0x96), "⓿❶❷❸❹❺❻❼❽❾❿", strict=True)),
    0x20: " ",
    0x28: "☎",
    0x29: "✆",
    0x2A: "✉",
    0x46: "☞",
    0x6C: "●",
    0x6D: "○",
    0x6E: "■",
    0x6F: "□",
    0x70: "□",
    0x71: "□",
    0x72: "□",
    0x73: "◆",
    0x74: "◆",
    0x75: "◆",
    0x76: "❖",
    0x77: "◆",
    0x9E: "·",
    0x9F: "•",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "□",
    0xAB: "★",
    0xAD: "★",
    0xD8: "➤",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS_2 = {
    **dict(zip(range(0x69, 0x74), "⓪①②③④⑤⑥⑦⑧⑨⑩", strict=True)),
    **dict(zip(range(0x74, 0x7F), "⓿❶❷❸❹❺❻❼❽❾❿", strict=True)),
    0x20: " ",
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0x97: "●",
    0x98: "●",
    0xA2: "■",
    0xA3: "□",
}
_WEBDINGS = {0x20: " ", 0x34: "▶", 0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗"}
_SYMBOL = {
    0x20: " ",
    0xA3: "≤",
    0xA8: "♦",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xD7: "·",
    0xDE: "⇒",
}
FONTS: Final = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "wingdings 3": {0x20: " ", 0x61: "→", 0x7D: "▶", 0x86: "▶"},
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
}
_UNKNOWN = "▪"


def is_symbol_font(font: str) -> bool:
    """True where the letters of a font are printed as signs."""
    return font.strip("'\" ").lower() in FONTS


def printed(letters: str, font: str) -> str:
    """What the letters look like in a symbol font; a sign without equal becomes ▪.

    Letters may stand at their own place or in the private area from U+F000. In the font Symbol
    ASCII stays itself: its letters are Greek, and notices use it for signs alone.

    >>> printed("lØ", "Wingdings"), printed("\\uf0b7", "Symbol"), printed("\\uf0fc 12", "Symbol")
    ('●➤', '•', '▪ 12')
    """
    signs = FONTS[font.strip("'\" ").lower()]
    out = ""
    for letter in letters:
        code = ord(letter)
        if 0xF000 <= code <= 0xF0FF:
            code -= 0xF000
        if code > 0xFF or letter in "\n\t\xa0" or (signs is _SYMBOL and 0x20 <= code < 0x7F):
            out += chr(code)
        else:
            out += signs.get(code, _UNKNOWN)
    return out
