"""Entities: persons, organisations, places and others, over all articles."""

from api.arguments import Choices, Countries, References, Words
from api.completion import complete_entities, complete_entity
from api.conditions import FullText, one_of
from api.fulltext import EntityText
from api.lookup import entities_like, entity_of
from api.models import Entity
from api.paging import Order
from api.resource import Filter, Part, Resource, View
from api.schemas import ENTITY_TYPES, EntityDetailSchema, EntitySchema

entity_view = View(Entity.select(), complete_entity, EntityDetailSchema)

entities = Resource(
    name="entities",
    one="entity",
    summary="Persons, organisations, places and others, each once over all articles",
    key=Entity.id,
    find=entity_of,
    aliased=True,
    example="sergey-lavrov",
    list=View(Entity.select(), complete_entities, EntitySchema),
    item=entity_view,
    filters={
        "q": Filter(
            Entity.id,
            FullText(EntityText, "name role"),
            Words("Words of a name or a role.", example="foreign minister"),
        ),
        "name": Filter(
            Entity.id,
            one_of,
            References(
                "A name or an alias: those called so come first, then those whose name begins or "
                "sounds so.",
                entities_like,
                example="Lavrov",
            ),
            best_first=True,
        ),
        "type": Filter(Entity.type, one_of, Choices("The kind of entity.", ENTITY_TYPES)),
        "country": Filter(
            Entity.country,
            one_of,
            Countries("The country of a place or a people, ISO 3166-1 alpha-2.", example="RU"),
        ),
        "role": Filter(
            Entity.id,
            FullText(EntityText, "role"),
            Words("Words of the role.", example="president"),
        ),
    },
    orders={
        "articles": Order(columns=(Entity.articles, Entity.public_id)),
        "name": Order(columns=(Entity.key, Entity.public_id)),
    },
    sort="-articles",
    parts={
        "quotes": Part("speaker_id", "-published"),
        "events": Part("about_id", "-date"),
        "articles": Part("mentions_id", "-published"),
    },
)
