"""Which place of the world the name of a place means: toponym resolution.

A name is taken for the best known place that bears it, unless the article tells of another: by
the region that follows it (`Paris, Texas`), and by the company it keeps, since places of one
article tend to lie in one country and one region. Where no place is ten times likelier than the
next it is none of them, and only what these have in common, the country, is told.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from api.extraction.geonames import Place, country_of, places_named
from api.extraction.records import Entity, Geo, Lead, Mention

# How much likelier a place is, in powers of ten, if all others lie in its country; in its region.
_SAME_COUNTRY, _SAME_REGION = 2.0, 4.0

# How much likelier than the next a place must be.
_LEAD = 1.0

# How well known, at most, a town is that the gazetteer leaves out.
_UNLISTED = 5.0

# Evidence counts in mentions of names; so many speak for no place at all.
_DOUBT = 2
_IN_DATELINE = 3

# In the second round, what the first has made of a name tells of others.
_ROUNDS = 2

_ENUMERATED = re.compile(",? (?:and|or) ")


@dataclass(slots=True, eq=False)
class _Toponym:
    """An entity that is named like a place or a people, and the places that it can mean.

    `within` is the state or region that the article says it lies in; `place` and `country` are
    what is made of it.
    """

    entity: Entity
    places: list[Place]
    weight: int
    country: str | None = None
    place: Place | None = None
    within: "_Toponym | None" = None

    def geo(self) -> Geo | None:
        """Where it is, as far as that is known."""
        if self.place is not None:
            place = self.place
            return Geo(place.geonames_id, place.country, place.lat, place.lon)
        country = self.country or (self.within and self.within.country)
        return Geo(None, country, None, None) if country else None


class _Company:
    """In which countries and regions the places of an article lie."""

    def __init__(self, toponyms: Iterable[_Toponym]) -> None:
        self._weights: Counter[tuple[str, str]] = Counter()
        self._total = _DOUBT
        for toponym in toponyms:
            self._add(toponym, toponym.weight)

    def _add(self, toponym: _Toponym, weight: int) -> None:
        if toponym.country is None:
            return
        self._total += weight
        self._weights[toponym.country, ""] += weight
        if toponym.place is not None and toponym.place.region:
            self._weights[toponym.country, toponym.place.region] += weight

    def likely(self, toponym: _Toponym) -> list[tuple[float, Place]]:
        """How likely each place that `toponym` can mean is, among all others."""
        self._add(toponym, -toponym.weight)
        scores = []
        for place in toponym.places:
            score = place.fame + _SAME_COUNTRY * self._share(place.country, "")
            if place.region:
                score += _SAME_REGION * self._share(place.country, place.region)
            scores.append((score, place))
        self._add(toponym, toponym.weight)
        return scores

    def _share(self, country: str, region: str) -> float:
        return self._weights[country, region] / self._total


def locate(text: str, entities: Sequence[Entity], lead: Lead) -> tuple[Entity, ...]:
    """The entities, each with where it is where that is told."""
    toponyms = {entity.id: found for entity in entities if (found := _toponym(entity, lead))}
    _read_containment(text, list(toponyms.values()))
    for _ in range(_ROUNDS):
        company = _Company(toponyms.values())
        decisions = [(each, _decide(each, company)) for each in toponyms.values() if each.places]
        for toponym, (place, country) in decisions:
            toponym.place, toponym.country = place, country
    return tuple(
        replace(entity, geo=toponyms[entity.id].geo()) if entity.id in toponyms else entity
        for entity in entities
    )


def _toponym(entity: Entity, lead: Lead) -> _Toponym | None:
    mentions = _named(entity)
    weight = len(mentions)
    if lead.dateline is not None and any(m.start < lead.dateline.end for m in mentions):
        weight += _IN_DATELINE
    forms = (entity.name, *entity.aliases)
    match entity.type:
        case "NORP":
            countries = (country for form in forms if (country := country_of(form)))
            return _Toponym(entity, [], weight, country=next(countries, None))
        case "GPE":
            places = next(filter(None, map(places_named, forms)), [])
            return _Toponym(entity, places, weight)
        case "LOC":
            places = next(filter(None, map(places_named, forms)), [])
            return _Toponym(entity, [p for p in places if p.kind != "city"], weight)
    return None


def _named(entity: Entity) -> list[Mention]:
    return [mention for mention in entity.mentions if mention.kind == "name"]


def _read_containment(text: str, toponyms: Sequence[_Toponym]) -> None:
    """Leave to `Paris, Texas` the places of its name in Texas, and to `Atlanta, Georgia` the
    Georgia that has an Atlanta."""
    starts = {m.start: (m.end, each) for each in toponyms for m in _named(each.entity)}
    for end, town in list(starts.values()):
        if town.entity.type != "GPE" or not text.startswith(", ", end) or end + 2 not in starts:
            continue
        end, area = starts[end + 2]
        areas = [place for place in area.places if place.kind != "city"]
        inside = [place for place in town.places if any(a.contains(place) for a in areas)]
        if inside:
            town.places, town.within = inside, area
            area.places = [a for a in areas if any(map(a.contains, inside))]
        elif areas and not _is_enumerated(text, end, starts) and not _is_area(town):
            town.places, town.within = [], area


def _is_enumerated(text: str, end: int, starts: Iterable[int]) -> bool:
    """Whether another place follows: `in London, France and Spain`."""
    return _ENUMERATED.match(text, end) is not None or (
        text.startswith(", ", end) and end + 2 in starts
    )


def _is_area(toponym: _Toponym) -> bool:
    return any(place.kind != "city" for place in toponym.places)


def _decide(toponym: _Toponym, company: _Company) -> tuple[Place | None, str | None]:
    """The place that a name means, and its country; either is None where it is not told."""
    scores = company.likely(toponym)
    best = max(score for score, _ in scores)
    if toponym.within is None and best < _UNLISTED + _LEAD:
        return None, None
    rivals = [place for score, place in scores if score > best - _LEAD]
    countries = {place.country for place in rivals}
    return (
        rivals[0] if len(rivals) == 1 else None,
        rivals[0].country if len(countries) == 1 else None,
    )
