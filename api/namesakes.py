"""Which signatures of one block are the same entity.

Everything here is a function of the set of signatures alone: not of their order, nor of how
many articles have which. Where a name can mean several, it is taken for none of them.

A name joins the one fuller name that it can mean:

    Ivo Lind, I. Lind, Lind           → one
    Ivo Lind, Ilse Lind; I. Lind, Lind → the last two stand alone
    Ivo Lind, Ivo K. Lind             → one
    Ivo K. Lind, Ivo B. Lind; Ivo Lind → the last stands alone

A walk of life told by the role (`senator`, `striker`), and where a place is, keep
namesakes apart; they and the role itself tell which of them a lesser name means. People are
people, but what else bears one name is one thing: whether a court is an organisation or a
building is decided anew in each article.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from api.extraction.gazetteer import first_capitals, organisations, regions, states
from api.extraction.lexicons import lines, terms
from api.folding import key, tokens

_SUFFIXES = frozenset({"jr", "sr", "junior", "senior", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class Namesake:
    """A signature: its key, and what tells it from others of its block.

    `given` is the names before a person's surname, and empty for all but people. `traits` are
    domains of the role, or a place; `roles` the role as it is compared, if there is one.
    """

    id: int
    given: tuple[str, ...]
    traits: frozenset[str]
    roles: frozenset[str]


@dataclass(slots=True, eq=False)
class _Entity:
    """One entity in the making: its fullest name, and what is known of those who bear it."""

    given: tuple[str, ...]
    members: list[Namesake]
    traits: frozenset[str] = field(init=False)
    roles: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.traits = frozenset().union(*(member.traits for member in self.members))
        self.roles = frozenset().union(*(member.roles for member in self.members))


def surname(name: str) -> str:
    """The last word of a person's name, with the particles before it and without `Jr.`:
    `van der Berg`. It is the whole of a name of one word."""
    return " ".join(_split(name)[1])


def block(name: str, type_: str) -> str:
    """What two signatures share if they are ever compared: a person's surname, and the common
    name of anything else."""
    if type_ == "PERSON":
        return f"person:{key(surname(name))}"
    return f"other:{key(_common_name(name)).removeprefix('the ')}"


def namesake(id_: int, *, name: str, type_: str, role: str, place: str) -> Namesake:
    """The signature `id_` as it is compared with others; `place` is a country (`US`), or a place
    in one (`US 4717560`)."""
    if type_ != "PERSON":
        return Namesake(id_, (), frozenset({place} - {""}), frozenset())
    given = key(" ".join(_split(name)[0])).split()
    domains = _domains()
    traits = frozenset(domains[word] for word in tokens(role) if word in domains)
    return Namesake(id_, tuple(given), traits, frozenset({key(role)} - {""}))


def _common_name(name: str) -> str:
    """What a well-known thing is commonly called: `United States` for `U.S.`."""
    for names in (states(), regions(), first_capitals(), organisations()):
        for spelling in (name, name.replace(".", "")):
            if spelling in names:
                return names[spelling]
    return name


def _split(name: str) -> tuple[list[str], list[str]]:
    """The given names and the surname of a person."""
    words = name.split()
    while len(words) > 1 and key(words[-1]) in _SUFFIXES:
        words.pop()
    particles = terms("name_particles.txt")
    first = len(words) - 1
    while first > 0 and words[first - 1].lower() in particles:
        # `Ben Lind` has a given name, `van Lind` and `Van der Lind` have none.
        if first == 1 and len(words) == 2 and not words[0].islower():
            break
        first -= 1
    return words[: max(first, 0)], words[max(first, 0) :]


def partition(namesakes: Sequence[Namesake]) -> list[list[int]]:
    """The ids of the signatures of one block, those of one entity together."""
    namesakes = _placed(namesakes)
    fullest = _fullest({each.given for each in namesakes})
    entities, lesser = _found(each for each in namesakes if each.given in fullest)
    lesser += [each for each in namesakes if each.given not in fullest]
    alone, unclear = _found(_join(lesser, entities))
    apart = [_Entity(given, members) for given, members in _by_name(unclear)]
    return [[each.id for each in entity.members] for entity in (*entities, *alone, *apart)]


def _placed(namesakes: Sequence[Namesake]) -> list[Namesake]:
    """Take what is only known to be in a country for the one place of its name there."""
    places: dict[str, set[str]] = {}
    for each in namesakes:
        for trait in each.traits:
            country, _, place = trait.partition(" ")
            places.setdefault(country, set()).update({trait} if place else ())
    only = {frozenset({country}): found for country, found in places.items() if len(found) == 1}
    return [
        replace(each, traits=frozenset(only.get(each.traits, each.traits))) for each in namesakes
    ]


def _found(namesakes: Iterable[Namesake]) -> tuple[list[_Entity], list[Namesake]]:
    """The entities of these very names; and those that may be either of two of one name."""
    entities: list[_Entity] = []
    unclear: list[Namesake] = []
    for given, members in _by_name(namesakes):
        kinds = _components(member.traits for member in members if member.traits)
        if len(kinds) < 2:
            entities.append(_Entity(given, members))
            continue
        for traits in kinds:
            own = [member for member in members if member.traits & traits]
            entities.append(_Entity(given, own))
        unclear += [member for member in members if not member.traits]
    return entities, unclear


def _by_name(namesakes: Iterable[Namesake]) -> Iterable[tuple[tuple[str, ...], list[Namesake]]]:
    names: dict[tuple[str, ...], list[Namesake]] = {}
    for each in namesakes:
        names.setdefault(each.given, []).append(each)
    return names.items()


def _join(lesser: Iterable[Namesake], entities: Sequence[_Entity]) -> Iterator[Namesake]:
    """Let each of `lesser` join the one entity it can mean; yield those that cannot."""
    found = _Fuller((entity.given, entity) for entity in entities)
    joining: dict[_Entity, list[Namesake]] = {}
    for each in lesser:
        possible = [e for e in found.than(each.given) if _agree(each.traits, e.traits)]
        of_role = [e for e in possible if each.roles & e.roles]
        of_trait = [e for e in possible if each.traits & e.traits]
        for choice in (of_role, of_trait, possible):
            if len(choice) == 1:
                joining.setdefault(choice[0], []).append(each)
                break
        else:
            yield each
    for entity, members in joining.items():
        # Whom no role is told of cannot be both a senator and a striker.
        several = len(_components(m.traits for m in members if m.traits)) > 1
        for each in members:
            if several and each.traits and not entity.traits:
                yield each
            else:
                entity.members.append(each)


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or not one.isdisjoint(other)


def _components(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """`sets` with those that overlap made one."""
    components: list[frozenset[str]] = []
    for each in sets:
        touched = [other for other in components if other & each]
        components = [other for other in components if not other & each]
        components.append(each.union(*touched))
    return components


def _fullest(givens: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The given names that no others are a fuller form of."""
    found = _Fuller((given, given) for given in givens)
    return {given for given in givens if all(other == given for other in found.than(given))}


class _Fuller[T]:
    """Finds what bears a name that is as full as another, or fuller: `Ivo K.` for `I.`."""

    def __init__(self, named: Iterable[tuple[tuple[str, ...], T]]) -> None:
        self._all = list(named)
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for given, bearer in self._all:
            for first in {given[0], given[0][0]} if given else ():
                self._by_first.setdefault(first, []).append((given, bearer))

    def than(self, given: tuple[str, ...]) -> Iterator[T]:
        """Every bearer of a name that `given` can mean."""
        within = self._by_first.get(given[0], ()) if given else self._all
        for fuller, bearer in within:
            if len(given) <= len(fuller) and all(map(_is_short_for, given, fuller)):
                yield bearer


def _is_short_for(short: str, full: str) -> bool:
    return short == full or (len(short) == 1 and full.startswith(short))


@cache
def _domains() -> dict[str, str]:
    """The domain of each word that tells one."""
    pairs = (line.split() for line in lines("role_domains.txt"))
    return {word: domain for word, domain in pairs}  # noqa: C416  # a list is no pair to `dict`
