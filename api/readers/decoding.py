"""Bytes → text, as given: no newline is translated, and what cannot be stored is reported."""

import codecs
import re

from api.errors import UnreadableDocumentError

# Control characters that no text has, tabulators and line and page breaks apart.
_CONTROLS = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0B, 0x0C, 0x0D})

# How many of them are too many: in UTF-8 a text may hold a few by accident; what is not UTF-8
# either is no text if it holds more than one in fifty.
_TOO_MANY = 0.3
_TOO_MANY_UNLESS_UTF8 = 0.02

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

type Decoded = tuple[str, tuple[str, ...]]


def decode(name: str, data: bytes) -> Decoded:
    """The text of `data` and what there is to say about it.

    UTF-8, else UTF-16 where a byte-order mark says so, else Windows-1252; the mark is no part
    of the text.
    """
    if data.startswith(_UTF16):
        encoding = "utf-16"
    else:
        encoding = "utf-8" if _is_utf8(data) else "cp1252"
        share = 1 - len(data.translate(None, _CONTROLS)) / len(data) if data else 0
        if share > (_TOO_MANY if encoding == "utf-8" else _TOO_MANY_UNLESS_UTF8):
            raise UnreadableDocumentError(name, "is binary; save its text as UTF-8.")
    try:
        text = data.decode(encoding, _errors(encoding))
    except UnicodeDecodeError as error:
        raise UnreadableDocumentError(
            name, "is neither UTF-8 nor Windows-1252; save it as UTF-8."
        ) from error
    if encoding == "utf-8":
        return mend(text.removeprefix("\ufeff"))
    text, warnings = mend(text)
    return text, (f"is not UTF-8 and was read as {encoding}.", *warnings)


def mend(text: str) -> Decoded:
    """Put U+FFFD for each NUL and lone surrogate, which no database stores, and say so."""
    mended, count = _UNSTORABLE.subn("\ufffd", text)
    if not count:
        return text, ()
    return mended, (f"held NUL or lone surrogates: {count} became U+FFFD.",)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8", _errors("utf-8"))
    except UnicodeDecodeError:
        return False
    return True


def _errors(encoding: str) -> str:
    # Surrogates written in UTF-8 are mended later, one for one.
    return "strict" if encoding == "cp1252" else "surrogatepass"
