"""Places: text and names → country and point of each (whole degrees), or what is not told."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from api.extraction.document import Document
from api.extraction.gazetteer import cities_of_regions
from api.extraction.geonames import Place, country_of, places_named
from api.extraction.pipeline import extract
from api.extraction.places import locate
from api.extraction.records import Dateline, Entity, Geo, Lead
from tests.builders import an_entity, span

PARIS_OF_FRANCE, PARIS_OF_TEXAS = "FR 49 2", "US 34 -96"


def told(geo: Geo | None) -> str | None:
    """`FR 49 2`, or `FR` where no point is known."""
    if geo is None or geo.lat is None or geo.lon is None:
        return geo and geo.country
    return f"{geo.country} {round(geo.lat)} {round(geo.lon)}"


def located(text: str, names: Mapping[str, str], lead: Lead) -> dict[str, str | None]:
    """What is told of each of the names, which have these types."""
    entities = [
        an_entity(text, name, id=f"e{number}", type=type_)
        for number, (name, type_) in enumerate(names.items())
    ]
    return {entity.name: told(entity.geo) for entity in locate(text, entities, lead)}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # a name that one place has, or that one is far better known by
        ("Talks in Reykjavik failed.", {"Reykjavik": "IS 64 -22"}),
        ("The mayor of Paris spoke.", {"Paris": PARIS_OF_FRANCE}),
        ("Talks in Geneva failed.", {"Geneva": "CH 46 6"}),
        ("They met in the Hague.", {"Hague": "NL 52 4"}),
        ("Rain fell on San José and on Bogota.", {"Bogota": "CO 5 -74", "San José": None}),
        # an older name, or one with other letters
        ("Kiev and Kyiv are one.", {"Kiev": "UA 50 31", "Kyiv": "UA 50 31"}),
        ("Bombay grew.", {"Bombay": "IN 19 73"}),
        ("Zurich and Zürich are one.", {"Zurich": "CH 47 9", "Zürich": "CH 47 9"}),
        # which is the name of another now
        ("Philadelphia voted.", {"Philadelphia": "US 40 -75"}),
        # states and regions: the middle of where their people live
        ("Ukraine and France met.", {"Ukraine": "UA 49 33", "France": "FR 47 3"}),
        ("The U.S. agreed.", {"U.S.": "US 39 -94"}),
        ("Fiji, on both sides of the date line, voted.", {"Fiji": "FJ -18 178"}),
        ("They met in Alaska.", {"Alaska": "US 62 -148"}),
        ("Singapore voted.", {"Singapore": "SG 1 104"}),
        ("New York voted.", {"New York": "US 41 -74"}),
        ("They fled to Crimea and to Ontario.", {"Crimea": "UA 45 35", "Ontario": "CA 44 -79"}),
        # what is no division of the state
        ("They fled to Siberia and to Kashmir.", {"Siberia": "RU", "Kashmir": "IN"}),
        # names of several places, and nothing that tells which
        ("He was born in Birmingham.", {"Birmingham": None}),
        ("She is from Hamilton.", {"Hamilton": None}),
        ("Georgia held a vote.", {"Georgia": None}),
        # all of them in one country
        ("He lives in Springfield.", {"Springfield": "US"}),
        # a town so small that others of its name may be left out
        ("The fire in Bucha was put out.", {"Bucha": None}),
        # nothing of that name
        ("Vossport and Norland agreed.", {"Vossport": None, "Norland": None}),
        # the state or the region is named after it
        ("Ann was in Paris, Texas, then.", {"Paris": PARIS_OF_TEXAS, "Texas": "US 31 -97"}),
        ("The fire in Paris, Tex., went on.", {"Paris": PARIS_OF_FRANCE}),
        ("A judge in Birmingham, Ala., agreed.", {"Birmingham": "US 34 -87", "Ala.": "US 33 -87"}),
        ("Bus 4 to Moscow, Idaho, was late.", {"Moscow": "US 47 -117", "Idaho": "US 44 -116"}),
        ("He left Atlanta, Georgia, early.", {"Atlanta": "US 34 -84", "Georgia": "US 33 -84"}),
        ("He left London, Ontario, early.", {"London": "CA 43 -81", "Ontario": "CA 44 -79"}),
        ("He left Tbilisi, Georgia, early.", {"Tbilisi": "GE 42 45", "Georgia": "GE 42 44"}),
        ("The road to Bucha, Ukraine, is open.", {"Bucha": "UA 51 30", "Ukraine": "UA 49 33"}),
        ("Floods hit Smallhaven, Kansas.", {"Smallhaven": "US", "Kansas": "US 39 -96"}),
        ("Floods hit Paris, Kansas.", {"Paris": "US", "Kansas": "US 39 -96"}),
        (
            "He lives in Springfield, Illinois.",
            {"Springfield": "US 40 -90", "Illinois": "US 42 -88"},
        ),
        # an enumeration of places names no region
        ("London, France and Spain agreed.", {"London": "GB 52 0", "France": "FR 47 3"}),
        (
            "London, France, Spain and Italy agreed.",
            {"London": "GB 52 0", "France": "FR 47 3", "Spain": "ES 40 -3"},
        ),
        # the company it keeps
        (
            "Texas police searched Paris. Texas and Dallas sent help, and Houston too.",
            {"Paris": PARIS_OF_TEXAS, "Texas": "US 31 -97"},
        ),
        ("The Texas governor flew to Paris.", {"Paris": None, "Texas": "US 31 -97"}),
        ("France and Texas: Paris. France. Lyon.", {"Paris": PARIS_OF_FRANCE, "France": "FR 47 3"}),
        (
            "Alabama searched Birmingham. Alabama thanked Montgomery.",
            {"Birmingham": "US 34 -87", "Alabama": "US 33 -87"},
        ),
        ("Britain and London. Birmingham.", {"Birmingham": "GB 52 -2", "Britain": "GB 52 -1"}),
        ("Ukraine left Bucha. Kyiv saw it.", {"Bucha": "UA 51 30", "Kyiv": "UA 50 31"}),
        ("Tbilisi: Georgia held a vote.", {"Georgia": "GE 42 44", "Tbilisi": "GE 42 45"}),
        ("Atlanta: Georgia held a vote.", {"Georgia": "US 33 -84", "Atlanta": "US 34 -84"}),
    ],
)
def test_places(text: str, places: dict[str, str | None]) -> None:
    named = [name for name in (*places, "Dallas", "Houston", "London", "Lyon") if name in text]
    found = located(text, dict.fromkeys(named, "GPE"), Lead())
    assert {name: found[name] for name in places} == places


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        # a people has a country, and tells of places
        ("Ukrainian. Odessa.", {"Ukrainian": "NORP", "Odessa": "GPE"}, ["UA", "UA 46 31"]),
        ("Odessa.", {"Odessa": "GPE"}, [None]),
        ("Many Muslims left.", {"Muslims": "NORP"}, [None]),
        # what is no town is a region at most
        ("Crimea. Nice.", {"Crimea": "LOC", "Nice": "LOC"}, ["UA 45 35", None]),
        # what is no place
        ("Paris Lund wrote Paris.", {"Paris Lund": "PERSON", "Paris": "WORK_OF_ART"}, [None, None]),
        ("London Post", {"London Post": "ORG"}, [None]),
    ],
)
def test_types(text: str, names: dict[str, str], found: list[str | None]) -> None:
    assert list(located(text, names, Lead()).values()) == found


@pytest.mark.parametrize(
    ("dateline", "found"),
    [
        (None, None),
        ("DALLAS (AP) — ", PARIS_OF_TEXAS),
    ],
)
def test_the_dateline_counts_for_several_mentions(dateline: str | None, found: str | None) -> None:
    text = "DALLAS (AP) — Texas police searched Paris. Waco sent help."
    lead = Lead(dateline=dateline and Dateline(*_literal(text, dateline), place="Dallas"))
    names = dict.fromkeys(("DALLAS", "Texas", "Waco", "Paris"), "GPE")
    assert located(text, names, lead)["Paris"] == found


def _literal(text: str, words: str) -> tuple[int, int, str]:
    found = span(text, words)
    return found.start, found.end, found.text


def test_an_alias_that_is_known_tells_where_a_name_is() -> None:
    text = "The Big Apple is New York."
    entity = an_entity(text, "Big Apple", type="GPE", aliases=("New York",))
    assert told(locate(text, [entity], Lead())[0].geo) == "US 41 -74"


def test_all_else_of_an_entity_is_kept() -> None:
    text = "Lyon and Lund"
    entities = [an_entity(text, "Lyon", type="GPE"), an_entity(text, "Lund", id="e2")]
    lyon, lund = locate(text, entities, Lead())
    assert lund == entities[1]
    assert lyon.geo is not None
    assert replace(lyon, geo=None) == entities[0]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("Singapore", ["state"]),
        ("Georgia", ["state", "region"]),
        ("Donetsk", ["city", "city"]),
        ("Ontario", ["region", "city"]),
        ("the Netherlands", ["state"]),
        ("NETHERLANDS", ["state"]),
        ("Bermuda", ["state"]),
        ("Timor-Leste", ["state"]),
        ("Palestine", ["state", "city"]),
        ("Netherlands Antilles", []),
        ("PAR", []),
        ("", []),
    ],
)
def test_kinds_of_places(name: str, kinds: list[str]) -> None:
    assert [place.kind for place in places_named(name)] == kinds


def test_every_region_of_the_lexicon_is_found_by_its_city() -> None:
    for name in cities_of_regions():
        cities = [place for place in places_named(name) if place.kind == "city"]
        regions = [place for place in places_named(name) if place.kind == "region"]
        assert all(region.region and region.lat for region in regions)
        assert regions or cities


@pytest.mark.parametrize(
    ("people", "country"),
    [("Russian", "RU"), ("Palestinians", "PS"), ("Soviet", None), ("Norlandic", None)],
)
def test_the_country_of_a_people(people: str, country: str | None) -> None:
    assert country_of(people) == country


@pytest.mark.parametrize(
    ("area", "place", "contained"),
    [
        (("state", "US", ""), ("region", "US", "TX"), True),
        (("state", "US", ""), ("city", "US", "TX"), True),
        (("state", "US", ""), ("city", "FR", "11"), False),
        (("region", "US", "TX"), ("city", "US", "TX"), True),
        (("region", "US", "TX"), ("city", "US", "OK"), False),
        (("region", "CA", ""), ("city", "CA", "08"), True),
        (("region", "US", "TX"), ("region", "US", "TX"), False),
        (("city", "US", "TX"), ("city", "US", "TX"), False),
    ],
)
def test_what_lies_in_what(
    area: tuple[str, str, str], place: tuple[str, str, str], contained: bool
) -> None:
    outer, inner = (
        Place(kind, 1, country, region, 0.0, 0.0, 5.0) for kind, country, region in (area, place)
    )
    assert outer.contains(inner) is contained


def test_the_pipeline_locates(nlp: Language) -> None:
    extraction = extract(Document(text="Officials met in Reykjavik on Friday.", language="en"))
    assert [told(entity.geo) for entity in extraction.entities if entity.geo] == ["IS 64 -22"]


@given(
    st.lists(
        st.tuples(
            st.one_of(st.text(min_size=1), st.sampled_from(["Paris", "Texas", "Georgia", "U.S."])),
            st.sampled_from(["GPE", "LOC", "NORP", "PERSON"]),
        ),
        max_size=8,
    ),
    st.sampled_from([", ", " ", " and "]),
)
@settings(max_examples=50)
def test_any_names_are_read(names: list[tuple[str, str]], between: str) -> None:
    text = between.join(name for name, _ in names)
    entities: list[Entity] = [
        an_entity(text, name, id=f"e{number}", type=type_)
        for number, (name, type_) in enumerate(names)
    ]
    assert [entity.id for entity in locate(text, entities, Lead())] == [e.id for e in entities]
