"""The encoding of a text that says nothing true of its own, found by the letters that it would have in each.

The detector is charset-normalizer, kept to the encodings that the web has used; where it can only tell one Latin
encoding from another by the language, the language decides.
"""

from __future__ import annotations

from collections.abc import Iterator

# As Python names them. Windows' encodings first: they hold their ISO twins, but for a few signs.
_SCRIPTS = (
    "cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp1253", "iso8859_7", "cp1256", "iso8859_6", "cp1255", "cp874",
    "gb18030", "big5", "cp932", "euc_jp", "cp949",
)  # fmt: skip
_WESTERN = "cp1252"
_CENTRAL = ("cp1250", "iso8859_2")
_TURKISH = "cp1254"
_LANGUAGES = {
    **dict.fromkeys(("Polish", "Czech", "Slovak", "Hungarian", "Romanian", "Croatian", "Slovene"), _CENTRAL),
    "Turkish": (_TURKISH,),
}

SAMPLE = 8192  # bytes; more of them change nothing, and the detector reads each text in every encoding
WINDOW = 1 << 20  # bytes of a page that are looked through for them
FEW = 8  # bytes that are not ASCII: fewer tell nothing
FEW_LATIN = 24  # of them: fewer tell no Latin encoding from another
SHARE = 0.3  # of them among letters, in other scripts; the accents of western text are a tenth at most
_SILENT = (b"script", b"style", b"!--")  # what stands behind these tags is no text


def detect(body: bytes) -> str | None:
    """The Python codec that `body`, which is not UTF-8, is written in; None where it is western or cannot be told."""
    sample = _sample(body)
    high = sum(byte > 0x7F for byte in sample)
    if high < FEW:
        return None
    # Here, because only pages without an encoding of their own need it.
    from charset_normalizer import from_bytes

    letters = high + sum(chr(byte).isalpha() for byte in sample if byte < 0x80)
    names = _SCRIPTS if high >= SHARE * letters else (_WESTERN, *_CENTRAL, _TURKISH)
    if high < FEW_LATIN and names is not _SCRIPTS:
        return None
    found = from_bytes(sample, cp_isolation=list(names), enable_fallback=False)
    best = found.best()
    if best is None or best.encoding in _SCRIPTS:
        return best.encoding if best else None
    fitting = _LANGUAGES.get(best.language, ())
    return next((match.encoding for match in found if match.encoding in fitting), next(iter(fitting), None))


def _sample(body: bytes) -> bytes:
    """Pieces of text, between tags, that are not ASCII alone; the last one ends with a sign of ASCII.

    A letter of several bytes that is cut would speak against its encoding.
    """
    taken, length = [], 0
    for piece in _pieces(body[:WINDOW]):
        if piece.isascii():
            continue
        if len(piece) > SAMPLE - length:
            piece = piece[: SAMPLE - length]
            piece = piece[: max(piece.rfind(b" "), piece.rfind(b"\n")) + 1] or piece
        taken.append(piece)
        length += len(piece) + 1
        if length >= SAMPLE - 1:
            break
    return b"\n".join(taken)


def _pieces(body: bytes) -> Iterator[bytes]:
    for number, part in enumerate(body.split(b"<")):
        tag, _, text = part.partition(b">") if number else (b"", b"", part)
        if not tag.lower().startswith(_SILENT):
            yield text
