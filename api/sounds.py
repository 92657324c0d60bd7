"""How a name sounds, roughly: spellings of one name have one code.

    Zelenskyy, Zelensky, Zelenskiy, Zelenski, Зеленський → slnsk
    Yevgeny, Evgenii, Євгеній                            → afkn
    Khodorkovsky, Chodorkowski                           → ktrkfsk

A code is the consonants of each word, those alike as one (Soundex, Daitch–Mokotoff), with one
mark for a vowel in front. Cyrillic is read as it is transliterated; letters of other scripts
stand for themselves. Names are folded as `api.folding.key` does it. Codes find what may be
meant, `likeness` says how alike it is.
"""

import re
from difflib import SequenceMatcher

_CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгґдезиіійклмнопрстуўфхцыэ", "abvggdeziiiiklmnoprstuufhcye", strict=True)),
        "ж": "zh",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "х": "kh",
        "ц": "ts",
        "є": "ye",
        "ї": "yi",
        "ю": "yu",
        "я": "ya",
        "ь": "",
        "ъ": "",
    }
)

# Letters that spell one sound together, and letters that sound alike.
_DIGRAPHS = {
    **dict.fromkeys(("tsch", "tch", "ch", "ck", "cz", "gh", "kh"), "k"),
    **dict.fromkeys(("sch", "sh", "sz", "ts", "tz", "zh"), "s"),
    "ph": "f",
    "th": "t",
    "x": "ks",
}
_DIGRAPH = re.compile("|".join(_DIGRAPHS))
_ALIKE = str.maketrans("bcdegijoquvwyz", "pktakaaakaffas")

_REPEATED = re.compile(r"(.)\1+")
_SILENT = re.compile(r"\B[ah]")
_SOUNDS = "afhklmnprst"

# Of shorter codes too many differ in one sound.
_LEAST_EDITED = 4
_LONGEST = 24


def sound(name: str) -> str:
    """The code of a folded name, at most 24 sounds."""
    spelled = _DIGRAPH.sub(lambda found: _DIGRAPHS[found[0]], romanised(name))
    return _SILENT.sub("", _REPEATED.sub(r"\1", spelled.translate(_ALIKE)))[:_LONGEST]


def misheard(code: str) -> set[str]:
    """The codes that differ from `code` in one sound, which is not the first: one too many, too
    few, another, or two that changed places. Short codes have none."""
    if len(code) < _LEAST_EDITED:
        return set()
    parts = [(code[:place], code[place:]) for place in range(1, len(code) + 1)]
    fewer = {left + right[1:] for left, right in parts if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    other = {left + each + right[1:] for left, right in parts if right for each in _SOUNDS}
    more = {left + each + right for left, right in parts for each in _SOUNDS}
    return (fewer | swapped | other | more) - {code}


def likeness(one: str, other: str) -> float:
    """How alike the spellings of two folded names are: 0 not at all, 1 the same."""
    return SequenceMatcher(None, romanised(one), romanised(other), autojunk=False).ratio()


def romanised(name: str) -> str:
    """A folded name with its Cyrillic letters in Latin ones."""
    return name if name.isascii() else name.translate(_CYRILLIC)
