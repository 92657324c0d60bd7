"""The names of an article that stand for the same person, place or organisation.

`Ana Petrova` … `Petrova`, `Norland Grain Company` … `Norland Grain`, `European Union` … `EU`,
`U.S.` … `United States`. Two full names are one person only if nothing in them disagrees.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from spacy.tokens import Doc

from api.extraction import gazetteer, nouns, people
from api.extraction.lexicons import terms
from api.extraction.names.institutions import of_state
from api.extraction.names.proper import Name
from api.extraction.names.types import Words

type Group = list[Name]

_SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})

# People of one surname that a further full name is compared with: the latest few.
_NAMESAKES = 8

# How many times as often a namesake must be named in full to take the surname.
_FAMED = 2


def group_names(doc: Doc, names: Iterable[Name]) -> list[Group]:
    """The names in groups of one referent each, both groups and names in text order."""
    ordered = list(names)
    persons = _Persons(doc, [name for name in ordered if name.type == "PERSON"])
    others = _Others(doc, [name for name in ordered if name.type != "PERSON"])
    groups: dict[int, Group] = {}
    for name in ordered:
        group = (persons if name.type == "PERSON" else others).group_of(name)
        group.append(name)
        groups.setdefault(id(group), group)
    return list(groups.values())


def gender(doc: Doc, name: Name) -> str:
    """`male`, `female`, or an empty string where title, noun and given name tell neither."""
    before = doc[name.first - 1] if name.first else None
    if before is not None:
        told = people.titles().get(before.text.rstrip(".")) or nouns.gender(before)
        if told:
            return told
    return people.given_name(name.words[0]) or "" if len(name.words) > 1 else ""


def bare(words: Words) -> Words:
    """A person's name without `Jr.` and the like."""
    while len(words) > 1 and words[-1].rstrip(".") in _SUFFIXES | {","}:
        words = words[:-1]
    return words


class _Persons:
    """Full names, and lone ones: a surname is the person's whom the article names in full first,
    or far more often."""

    def __init__(self, doc: Doc, names: Iterable[Name]) -> None:
        self._doc = doc
        self._full: dict[Words, Group] = {}
        self._namesakes: dict[str, list[tuple[Words, Group]]] = defaultdict(list)
        # Who a lone name stands for, by the name and the gender told with it.
        self._lone: dict[tuple[str, str], Group] = {}
        told: dict[int, Counter[str]] = defaultdict(Counter)
        for name in names:
            words = bare(name.words)
            if len(words) > 1:
                if words not in self._full:
                    self._full[words] = self._namesake(words)
                told[id(self._full[words])][gender(doc, name)] += 1
        for part in (-1, 0):
            for words, group in self._full.items():
                for sex in {"", *told[id(group)]}:
                    other = self._lone.setdefault((words[part], sex), group)
                    if told[id(group)].total() >= _FAMED * told[id(other)].total():
                        self._lone[words[part], sex] = group

    def group_of(self, name: Name) -> Group:
        words, told = bare(name.words), gender(self._doc, name)
        if len(words) > 1:
            return self._full[words]
        group = self._lone.get((words[0], told))
        if group is None:
            group = self._unsexed(words[0], told)
        if group is None:
            group = []
        self._lone[words[0], told] = group
        self._lone.setdefault((words[0], ""), group)
        return group

    def _unsexed(self, word: str, told: str) -> Group | None:
        """Who bears the name, unless they are known to be of the other gender than `told`."""
        group = self._lone.get((word, ""))
        other = {"male": "female", "female": "male"}.get(told, "")
        return None if other and group is self._lone.get((word, other)) else group

    def _namesake(self, words: Words) -> Group:
        """The group of a longer or shorter form of the same name, or a new one."""
        alike = self._namesakes[words[-1]]
        for other, group in reversed(alike[-_NAMESAKES:]):
            if _agree(words[:-1], other[:-1]) or _ends(words, other) or _ends(other, words):
                alike.append((words, group))
                return group
        new: Group = []
        alike.append((words, new))
        return new


def _ends(name: Words, longer: Words) -> bool:
    """`Roe Petrova` and `Ana Roe Petrova`: a surname of two words is no other person's."""
    return longer[-len(name) :] == name


def _agree(these: Words, those: Words) -> bool:
    """Whether two runs of given names may be one person's: `J. B.` and `John`, `John` alone."""
    return all(
        this == that or (this[0] == that[0] and 1 in (len(this.rstrip(".")), len(that.rstrip("."))))
        for this, that in zip(these, those, strict=False)
    )


class _Others:
    """Places by their common name, the rest by long form, short form and acronym."""

    def __init__(self, doc: Doc, names: Iterable[Name]) -> None:
        self._doc = doc
        self._groups: dict[Words, Group] = defaultdict(list)
        self._acronyms: dict[str, Words] = {}
        self._longer: dict[str, Words | None] = {}
        self._ending: dict[str, Words | None] = {}
        self._first: dict[Words, int] = {}
        self._last: dict[Words, int] = {}
        previous: Name | None = None
        for name in names:
            key = _key(name)
            if previous is not None and self._introduces(previous, name):
                self._acronyms[_letters(name.words)] = _key(previous)
            for letters in _initials(name.words):
                self._acronyms.setdefault(letters, key)
            if name.type == "ORG" and len(key) > 1:
                # The shortest of those that begin with the word; None if they are unlike.
                longer = self._longer.setdefault(key[0], key)
                if longer is not None and longer[: len(key)] != key[: len(longer)]:
                    self._longer[key[0]] = None
                elif longer is not None and len(key) < len(longer):
                    self._longer[key[0]] = key
                self._ending[key[-1]] = key if self._ending.get(key[-1], key) == key else None
            self._first.setdefault(key, name.first)
            self._last[key] = name.first
            previous = name

    def group_of(self, name: Name) -> Group:
        key = _key(name)
        letters = _letters(name.words)
        if letters in self._acronyms and self._is_short(name):
            key = self._acronyms[letters]
        elif len(key) == 1 and name.type == "ORG":
            longer = self._longer.get(key[0]) or self._ending.get(key[0])
            # A short form goes on where the full one has been said.
            if longer is not None and self._last[key] > self._first[longer]:
                key = longer
        return self._groups[key]

    def _is_short(self, name: Name) -> bool:
        """Whether a name may be the initials of a longer one: `NGC`, but not `US`."""
        capitals = self._doc[name.first].text.replace(".", "").isupper()
        return len(name.words) == 1 and capitals and name.type not in ("GPE", "NORP")

    def _introduces(self, long: Name, short: Name) -> bool:
        """`Norland Grain Company (NGC)`: whether the second name is the short form of the first."""
        doc = self._doc
        return (
            short.first == long.stop + 1
            and doc[long.stop].text == "("
            and doc[short.first].text.isupper()
            and long.words[0][:1].upper() == doc[short.first].text[:1]
        )


def _key(name: Name) -> Words:
    """What names of one place or organisation have in common, however they are written."""
    whole = " ".join(name.words)
    if name.type in _PLACES:
        for canon in (gazetteer.states(), gazetteer.first_capitals(), gazetteer.regions()):
            for spelling in (whole, whole + "."):  # `Ga` at the end of a sentence
                if spelling in canon:
                    return (canon[spelling],)
    if name.type == "NORP":
        people_of = gazetteer.peoples().get(whole)
        return ("people of", people_of) if people_of else (whole.removesuffix("s"),)
    words = name.words
    if name.type == "ORG":
        if (institution := of_state(words)) is not None:
            return (" ".join(institution),)
        words = tuple(gazetteer.organisations().get(whole, whole).split())
        while len(words) > 1 and words[-1].rstrip(".") in terms("company_suffixes.txt"):
            words = words[:-1]
    return tuple(word.replace(".", "").lower() for word in words)


def _letters(words: Words) -> str:
    return "".join(words).replace(".", "").lower()


def _initials(words: Words) -> set[str]:
    """What a name may be shortened to: the first letters of all its words, of those in capitals,
    and of those but for its legal form."""
    if len(words) < 2:
        return set()
    full = [word for word in words if word[0].isalpha()]
    capital = [word for word in full if word[0].isupper()]
    trimmed = [word for word in capital if word.rstrip(".") not in terms("company_suffixes.txt")]
    return {
        "".join(word[0] for word in run).lower() for run in (full, capital, trimmed) if len(run) > 1
    }
