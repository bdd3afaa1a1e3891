"""Pictures of notices: PNG, JPEG, WebP, GIF, TIFF, read by recognition."""

from __future__ import annotations

import hashlib
import io
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from extractor.formats import ocr
from extractor.formats.canonical import compose, doubts
from extractor.formats.edges import put_aside
from extractor.notice import Notice, Unreadable

LIMIT: Final = 40_000_000  # bytes
MOST_PIXELS: Final = 60_000_000  # a screenshot of 750 pixels' width may be 80,000 high
MOST_FRAMES: Final = 40  # pages of a TIFF
_SIDE: Final = 2_600  # pixels; a photograph's shorter side is brought down to this
_LEAST_SIDE: Final = 640  # and a small picture's up to this


def read(data: bytes, path: Path | None = None) -> Notice:
    """The notice in a picture, its characters as recognised, with a box each in pixels.

    A long screenshot is read in slices. Words of which the recogniser is not sure are remarked
    upon (`doubtful: …`). Raises Unreadable where the recogniser is not installed, and for a picture
    that is damaged, over a limit or without words.
    """
    where = str(path) if path else "(bytes)"
    if len(data) > LIMIT:
        raise Unreadable(
            f"{where}: {len(data):,} 字节，超过 {LIMIT // 1_000_000} MB over the limit for a "
            "picture → 缩小后再试 make it smaller"
        )
    pages, remarks = [], ["由图像识别读出 read by OCR"]
    started = time.monotonic()
    kind = "image/png"
    for number, (kind_, picture, scale) in enumerate(_pictures(data, where), start=1):
        kind = kind_
        if not ocr.is_installed():
            raise Unreadable(
                f"{where}: 图片要靠识别 a picture is read by OCR, which is not installed "
                f"→ {ocr.INSTALL}"
            )
        page, more = ocr.page(picture, number, scale)
        pages.append(page)
        remarks.extend(more)
        ocr.refuse_slow(started, where)
    found = compose(pages)
    if not found.text.strip():
        raise Unreadable(
            f"{where}: 图中没有文字 no words in the picture → 换清晰的图片 take a clearer picture"
        )
    remarks.extend(put_aside(found.aside))
    remarks.extend(doubts(found))
    return Notice(
        found.text,
        file_sha256=hashlib.sha256(data).hexdigest(),
        media_type=kind,
        path=path,
        remarks=tuple(remarks),
        boxes=found.boxes,
    )


def _pictures(data: bytes, where: str) -> Iterator[tuple[str, Any, float]]:
    """The pictures in a file, upright, on white, and the factor by which each was enlarged."""
    from PIL import Image, ImageOps, ImageSequence

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data))
        kind = Image.MIME.get(image.format or "", "image/png")
        frames = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        if frames > MOST_FRAMES:
            raise Unreadable(
                f"{where}: {frames:,} 页，超过 {MOST_FRAMES} 页 pages over the limit "
                "→ 只留通告所在各页 keep the pages of the notice"
            )
        for i, frame in enumerate(ImageSequence.Iterator(image)):
            if i >= frames:
                break
            width, height = frame.size
            if width * height > MOST_PIXELS:
                raise Unreadable(
                    f"{where}: {width:,} × {height:,} 像素，超过 {MOST_PIXELS // 1_000_000} 百万 "
                    "megapixels over the limit (图片炸弹 an image bomb?) "
                    "→ 缩小后再试 make it smaller"
                )
            picture = _on_white(ImageOps.exif_transpose(frame) or frame)
            side = min(picture.size)
            scale = 1.0
            if side > _SIDE:
                scale = _SIDE / side
            elif side < _LEAST_SIDE:
                scale = min(3.0, _LEAST_SIDE / max(1, side))
            if scale != 1.0:
                size = (round(picture.width * scale), round(picture.height * scale))
                picture = picture.resize(size, Image.Resampling.LANCZOS)
            yield kind, picture, scale
    except Unreadable:
        raise
    except Image.DecompressionBombError as error:
        raise Unreadable(
            f"{where}: 像素过多 too many pixels (图片炸弹 an image bomb?): {error} "
            "→ 缩小后再试 make it smaller"
        ) from None
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Unreadable(
            f"{where}: 图片有损坏 the picture is damaged ({error}) "
            "→ 重新保存或下载 save or download it again"
        ) from None


def _on_white(image: Any) -> Any:
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, clear).convert("RGB")
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.point(lambda value: value / 257).convert("L").convert("RGB")
    return image.convert("RGB")
