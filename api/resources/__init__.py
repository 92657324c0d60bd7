"""The resources of the service, each a declaration."""

from api.resource import Resource
from api.resources.articles import articles
from api.resources.entities import entities
from api.resources.events import events
from api.resources.quotes import quotes
from api.resources.sources import sources
from api.resources.speakers import speakers

RESOURCES: dict[str, Resource] = {
    resource.name: resource for resource in (quotes, articles, entities, events, speakers, sources)
}
