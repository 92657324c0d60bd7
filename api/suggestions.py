"""Entities as somebody types the beginning of a name: the few that are probably meant."""

from collections.abc import Mapping
from typing import Any

from api.arguments import Arguments, Choices, Text, Whole
from api.names import Found, beginning
from api.rendering import Json
from api.schemas import ENTITY_TYPES

SUGGESTIONS = Arguments(
    "GET /autocomplete/entities",
    {
        "q": Text(
            "The beginning of a name, or of a later word of it.", example="lavr", required=True
        ),
        "type": Choices("The kind of entity.", ENTITY_TYPES),
        "limit": Whole("Entities to suggest.", least=1, most=50, default=10),
    },
)


def suggest(arguments: Mapping[str, Any]) -> list[Json]:
    """The entities that `SUGGESTIONS` ask for: two queries."""
    found = beginning(arguments["q"], arguments["limit"], arguments.get("type", ()))
    return [suggestion(each) for each in found]


def suggestion(found: Found) -> Json:
    """An entity as it is suggested."""
    return {
        "id": found.id,
        "name": found.name,
        "type": found.type,
        "role": found.role,
        "articles": found.articles,
    }
