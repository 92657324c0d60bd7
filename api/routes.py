"""The routes of the resources: each collection, its single records, and the lists under them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from api.arguments import Arguments
from api.resource import Detail, Part, Resource, View


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One path and what is served there: a list of `resource`, or with `is_item` one record, as
    `view` shows it.

    A list under a record has the resource of that record as its `parent`, and the `part` that
    it is of it. A `detail` of a record is served as records are.
    """

    name: str
    path: str
    resource: Resource
    view: View
    arguments: Arguments
    is_item: bool = False
    parent: Resource | None = None
    part: Part | None = None
    detail: Detail | None = None


def routes(resources: Mapping[str, Resource]) -> Iterator[Route]:
    """Every route of `resources`; `{id}` in a path stands for the id of a record."""
    for resource in resources.values():
        path = f"/{resource.name}"
        yield Route(
            name=resource.name,
            path=path,
            resource=resource,
            view=resource.list,
            arguments=Arguments(f"GET {path}", resource.list_arguments(resource.sort)),
        )
        if resource.item is not None:
            yield _item(resource.one, f"{path}/{{id}}", resource, resource.item)
        for name, detail in resource.details.items():
            route = f"{resource.one}_{name}"
            yield _item(route, f"{path}/{{id}}/{name}", resource, detail.view, detail)
        for name, part in resource.parts.items():
            yield _part(name, f"{path}/{{id}}/{name}", resource, part, resources[name])


def _item(
    name: str, path: str, resource: Resource, view: View, detail: Detail | None = None
) -> Route:
    return Route(
        name=name,
        path=path,
        resource=resource,
        view=view,
        arguments=Arguments(f"GET {path}", resource.item_arguments(view)),
        is_item=True,
        detail=detail,
    )


def _part(name: str, path: str, parent: Resource, part: Part, resource: Resource) -> Route:
    parameters = resource.list_arguments(part.sort)
    bound = {part.filter, part.filter.removesuffix("_id")} & parameters.keys()
    return Route(
        name=f"{parent.one}_{name}",
        path=path,
        resource=resource,
        view=resource.list,
        arguments=Arguments(f"GET {path}", parameters, bound=bound),
        parent=parent,
        part=part,
    )
