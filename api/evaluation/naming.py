"""Whether two names are names of the same: `Minister Ana Petrova` and `Petrova’s`.

The rule knows no entity and none of the vocabulary that it helps to measure.
"""

import re

from api.folding import key

_POSSESSIVE = re.compile(r"['’]s?(?!\w)")

# What stands for somebody and names nobody.
_PRONOUNS = frozenset(
    {"i", "me", "my", "myself", "you", "your", "he", "him", "his", "himself", "she", "her"}
    | {"herself", "it", "its", "itself", "we", "our", "ourselves", "they", "them", "their"}
    | {"themselves", "who", "which", "one", "this", "that", "these", "those"}
)

# What stands around a name and is no part of it.
_AROUND = frozenset(
    {"a", "an", "the", "and", "for", "of", "mr", "mrs", "ms", "miss", "sir", "dr", "prof"}
    | {"professor", "president", "prime", "minister", "senator", "sen", "rep", "governor"}
    | {"gov", "general", "gen", "jr", "sr", "ii", "iii", "iv"}
)


def words(name: str) -> list[str]:
    """The words of a name, without case, accents and the possessive."""
    return key(_POSSESSIVE.sub(" ", name)).split()


def named(name: str) -> list[str]:
    """The words that tell whom a name means: none of a pronoun, a title's of a bare title."""
    telling = [word for word in words(name) if word not in _PRONOUNS]
    return [word for word in telling if word not in _AROUND] or telling


def same_name(a: str, b: str) -> bool:
    """Whether two names are equal, or one holds the last word of the other."""
    left, right = named(a), named(b)
    if not left or not right:
        return False
    return left == right or left[-1] in right or right[-1] in left
