"""The routes of the resources: each collection, its single records, and the lists under them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from api.arguments import Arguments
from api.resource import Part, Resource


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One path and what is served there: a list of `resource`, or with `is_item` one record.

    A list under a record has the resource of that record as its `parent`, and the `part` that
    it is of it.
    """

    name: str
    path: str
    resource: Resource
    arguments: Arguments
    is_item: bool = False
    parent: Resource | None = None
    part: Part | None = None


def routes(resources: Mapping[str, Resource]) -> Iterator[Route]:
    """Every route of `resources`; `{id}` in a path stands for the id of a record."""
    for resource in resources.values():
        path = f"/{resource.name}"
        yield Route(
            name=resource.name,
            path=path,
            resource=resource,
            arguments=Arguments(f"GET {path}", resource.list_arguments(resource.sort)),
        )
        yield Route(
            name=resource.one,
            path=f"{path}/{{id}}",
            resource=resource,
            arguments=Arguments(f"GET {path}/{{id}}", resource.item_arguments()),
            is_item=True,
        )
        for name, part in resource.parts.items():
            yield _part(name, f"{path}/{{id}}/{name}", resource, part, resources[name])


def _part(name: str, path: str, parent: Resource, part: Part, resource: Resource) -> Route:
    parameters = resource.list_arguments(part.sort)
    bound = {part.filter, part.filter.removesuffix("_id")} & parameters.keys()
    return Route(
        name=f"{parent.one}_{name}",
        path=path,
        resource=resource,
        arguments=Arguments(f"GET {path}", parameters, bound=bound),
        parent=parent,
        part=part,
    )
