"""Events: what happened, who did it to whom, where and when."""

from collections.abc import Sequence
from typing import Any

from api.arguments import Box, Choices, Countries, Share, Words
from api.completion import complete_events
from api.conditions import Condition, Dates, FullText, Point, at_least, linked, one_of, within
from api.extraction.plover.types import event_types
from api.fulltext import EventText
from api.keys import DATED
from api.lookup import exactly
from api.models import Event, EventEntity, EventMode
from api.paging import Order
from api.resource import Filter, Json, Resource, View, named
from api.resources.shared import dated, from_article, from_source
from api.schemas import CERTAINTIES, POLARITIES, TENSES, EventSchema


def _render(rows: Sequence[Any]) -> list[Json]:
    return complete_events([(row.body, row.article_id) for row in rows])


def _part(part: str) -> Condition:
    return linked(EventEntity.event, EventEntity.entity, EventEntity.part == part)


def _in_quads(column: Any, quads: Sequence[str]) -> Any:
    """The types of an event that are of one of the quad classes."""
    return one_of(column, [kind.name for kind in event_types().values() if str(kind.quad) in quads])


_view = View(Event.select(Event.id, Event.start, Event.article, Event.body), _render, EventSchema)
_point = Point(lat=Event.lat, lon=Event.lon, row=Event.id)
_dates = Dates(earliest=Event.date_from, latest=Event.date_to, key=Event.id)

events = Resource(
    name="events",
    one="event",
    summary="What happened, who did it to whom, where and when",
    key=Event.id,
    find=exactly(Event),
    example="e_4c1pd07k2m9x",
    list=_view,
    item=_view,
    filters={
        "q": Filter(
            Event.id,
            FullText(EventText, "text"),
            Words("Words of the sentences that report it.", example="drones"),
        ),
        "type": Filter(
            Event.type, one_of, Choices("The PLOVER type, or one of ours.", event_types())
        ),
        "mode": Filter(
            Event.id,
            linked(EventMode.event, EventMode.mode),
            Choices(
                "The mode.", sorted({m for kind in event_types().values() for m in kind.modes})
            ),
        ),
        "quad": Filter(
            Event.type,
            _in_quads,
            Choices(
                "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, "
                "4 material conflict.",
                ("1", "2", "3", "4"),
            ),
        ),
        **named(
            "actor",
            Event.id,
            _part("actor"),
            "Who did it",
            example="Russia",
            id_example="russia",
        ),
        **named(
            "recipient",
            Event.id,
            _part("recipient"),
            "To whom it was done",
            example="Ukraine",
            id_example="ukraine",
        ),
        **named(
            "about",
            Event.id,
            _part("about"),
            "Who or what has any part in it",
            example="Ukraine",
            id_example="ukraine",
        ),
        **named(
            "place",
            Event.id,
            _part("place"),
            "Where it happened",
            example="Alaska",
            id_example="alaska",
        ),
        "country": Filter(
            Event.country,
            one_of,
            Countries("The country where it happened, ISO 3166-1 alpha-2.", example="UA"),
        ),
        "bbox": Filter(
            _point,
            within,
            Box(
                "The box where it happened, in degrees: west,south,east,north. A state or region "
                "is where the middle of its people is.",
                example="22.1,44.3,40.2,52.4",
            ),
        ),
        "tense": Filter(Event.tense, one_of, Choices("Its time against the article.", TENSES)),
        "polarity": Filter(
            Event.polarity, one_of, Choices("`negative` did not, or will not, happen.", POLARITIES)
        ),
        "certainty": Filter(
            Event.certainty, one_of, Choices("How certain the article is of it.", CERTAINTIES)
        ),
        "min_confidence": Filter(
            Event.confidence, at_least, Share("The least confidence.", example=0.5)
        ),
        **dated(_dates),
        **from_source(Event.source),
        **from_article(Event.article),
    },
    orders={
        "date": Order(columns=(Event.id,), least=DATED),
        "position": Order(columns=(Event.article, Event.start, Event.id), least=DATED),
    },
    sort="-date",
    article=Event.article,
)
