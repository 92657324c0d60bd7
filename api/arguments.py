"""Query arguments: the kinds of values there are, and how the arguments of a route are read.

Each kind is a Marshmallow field that reads a value and says what it looks like; `metadata` is
what the OpenAPI document adds to its type. A list is given by repeating its parameter. Texts
are bounded and hold no NUL, which not every database stores.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, missing, validate
from werkzeug.datastructures import MultiDict

from api.errors import Fault, InvalidQueryError
from api.extraction.edtf import bounds, is_date
from api.lookup import Resolver

_MAX_TEXT = 200
_MAX_VALUES = 50
_MAX_DIGITS = 10
_DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
_COUNTRY = r"^[A-Z]{2}$"
_NO_COUNTRY = "Not an ISO 3166-1 alpha-2 code such as UA."
_LON = r"-?(180(\.0{1,15})?|(1[0-7][0-9]|[0-9]{1,2})(\.[0-9]{1,15})?)"
_LAT = r"-?(90(\.0{1,15})?|[0-8]?[0-9](\.[0-9]{1,15})?)"
_BOX = f"^{_LON},{_LAT},{_LON},{_LAT}$"
_NO_NUL = validate.Regexp(r"^[^\x00]*$", error="Holds a NUL character.")


class Text(fields.String):
    """Words: 1 to 200 characters."""

    def __init__(
        self,
        description: str | None = None,
        *,
        example: str | None = None,
        longest: int = _MAX_TEXT,
        required: bool = False,
    ) -> None:
        metadata = {"description": description, "examples": example and [example]}
        super().__init__(
            required=required,
            validate=[validate.Length(1, longest), _NO_NUL],
            metadata={name: value for name, value in metadata.items() if value},
        )


class Words(Text):
    """A full-text query: `word`, `"words in a row"`, `-unwanted`. No query is an error."""


class Choice(fields.String):
    """One word of a closed list; `default` is taken where none is given."""

    def __init__(
        self, description: str, choices: Iterable[str], *, default: str | None = None
    ) -> None:
        super().__init__(
            validate=validate.OneOf(tuple(choices)),
            load_default=missing if default is None else default,
            metadata={"description": description},
        )


class Many(fields.List[Any]):
    """Up to 50 values, of which a record is to have one."""

    def __init__(
        self, description: str, value: fields.Field[Any], *, default: tuple[str, ...] = ()
    ) -> None:
        super().__init__(
            value,
            validate=validate.Length(1, _MAX_VALUES),
            load_default=list(default) if default else missing,
            metadata={"description": f"{description} Repeat it for several."},
        )


class Texts(Many):
    """Texts, each as it is served."""

    def __init__(self, description: str, *, example: str) -> None:
        super().__init__(description, Text(example=example))


class References(Texts):
    """Names or ids of rows, which `resolve` turns into their keys before the query."""

    def __init__(self, description: str, resolve: Resolver, *, example: str) -> None:
        super().__init__(description, example=example)
        self.resolve = resolve


class Choices(Many):
    """Words of a closed list; those of `default` are taken where none is given."""

    def __init__(
        self, description: str, choices: Iterable[str], *, default: tuple[str, ...] = ()
    ) -> None:
        word = fields.String(validate=validate.OneOf(tuple(choices)))
        super().__init__(description, word, default=default)


class Flag(fields.Boolean):
    """`true` or `false`, and no other spelling."""

    truthy: set[object] = {"true"}  # noqa: RUF012  # Marshmallow's own declaration
    falsy: set[object] = {"false"}  # noqa: RUF012

    def __init__(self, description: str) -> None:
        super().__init__(metadata={"description": description})


class Share(fields.Float):
    """A number between 0 and 1."""

    def __init__(self, description: str, *, example: float) -> None:
        super().__init__(
            validate=validate.Range(0, 1),
            metadata={"description": description, "examples": [example]},
        )


class Whole(fields.Integer):
    """A whole number in plain digits, between `least` and `most`."""

    def __init__(self, description: str, *, least: int, most: int, default: int) -> None:
        super().__init__(
            validate=validate.Range(least, most),
            load_default=default,
            metadata={"description": description},
        )

    def _validated(self, value: Any) -> int:
        if not (value.isascii() and value.isdecimal() and len(value) < _MAX_DIGITS):
            raise self.make_error("invalid", input=value)
        return int(value)


class PartialDate(fields.String):
    """A year, month or day of the calendar: `2025`, `2025-08`, `2025-08-22`."""

    def __init__(self, description: str, *, example: str) -> None:
        super().__init__(
            validate=_dated,
            metadata={"description": description, "pattern": _DATE, "examples": [example]},
        )


class Countries(Many):
    """Countries by their ISO 3166-1 alpha-2 codes, and `XK` for Kosovo."""

    def __init__(self, description: str, *, example: str) -> None:
        code = fields.String(
            validate=[validate.Length(equal=2), validate.Regexp(_COUNTRY, error=_NO_COUNTRY)],
            metadata={"examples": [example]},
        )
        super().__init__(description, code)


class Box(fields.String):
    """A box on the map, in degrees: `west,south,east,north`."""

    def __init__(self, description: str, *, example: str) -> None:
        super().__init__(
            validate=_boxed,
            metadata={"description": description, "pattern": _BOX, "examples": [example]},
        )


class Selection(fields.String):
    """Names out of a closed list, separated by commas."""

    def __init__(self, description: str, names: Iterable[str]) -> None:
        self.names = tuple(names)
        one = "|".join(self.names)
        super().__init__(
            validate=self._known,
            metadata={
                "description": description,
                "pattern": f"^({one})(,({one}))*$",
                "examples": [",".join(self.names[:2])],
            },
        )

    def _known(self, value: str) -> None:
        if unknown := [name for name in value.split(",") if name not in self.names]:
            raise ValidationError(f"{unknown[0]!r} is none of: {', '.join(self.names)}.")


def _boxed(value: str) -> None:
    if not re.fullmatch(_BOX, value):
        raise ValidationError(
            "Not four numbers, west,south,east,north, of at most 180 and 90 degrees."
        )
    _, south, _, north = map(float, value.split(","))
    if south > north:
        raise ValidationError("The south of the box lies north of its north.")


def _dated(value: str) -> None:
    if not is_date(value):
        raise ValidationError("Not a year, month or day such as 2025, 2025-08 or 2025-08-22.")


class Arguments:
    """The query parameters of one route.

    `route` is its method and path, as an error names it. The `bound` parameters are given by
    the path already and cannot be given again.
    """

    def __init__(
        self, route: str, parameters: Mapping[str, fields.Field[Any]], bound: Iterable[str] = ()
    ) -> None:
        self.route = route
        self.bound = frozenset(bound)
        taken = {name: field for name, field in parameters.items() if name not in self.bound}
        self.schema = Schema.from_dict(dict(taken))(unknown=RAISE)

    def read(self, given: MultiDict[str, str]) -> dict[str, Any]:
        """The values of `given`, with their defaults; `InvalidQueryError` names every fault."""
        raw: dict[str, Any] = {}
        faults: list[Fault] = []
        for name, values in given.lists():
            many = isinstance(self.schema.fields.get(name), Many)
            if len(values) > 1 and not many and name in self.schema.fields:
                faults.append(_repeated(name))
            else:
                raw[name] = values if many else values[0]
        try:
            arguments: dict[str, Any] = self.schema.load(raw)
        except ValidationError as error:
            repeated = {fault.name for fault in faults}
            faults.extend(
                self._fault(name, raw.get(name), text)
                for name, text in _flat(error)
                if name not in repeated
            )
        if faults:
            raise InvalidQueryError(faults)
        _check_interval(arguments.get("from"), arguments.get("to"))
        return arguments

    def _fault(self, name: str, value: object, message: str) -> Fault:
        if name in self.bound:
            return Fault(
                name=name, code="bound", detail=f"{name!r} is given by the path of {self.route}."
            )
        field = self.schema.fields.get(name)
        if field is None:
            return Fault(
                name=name,
                code="unknown",
                detail=f"{name!r} is not a parameter of {self.route}.",
                did_you_mean=nearest(name, self.schema.fields),
            )
        return Fault(
            name=name,
            code="invalid",
            detail=f"{name!r}: {message}",
            did_you_mean=_nearest_value(field, value),
        )


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` that `word` is a misspelling of, None if it is like none of them."""
    return next(iter(get_close_matches(word, words, n=1)), None)


def _check_interval(first: str | None, last: str | None) -> None:
    if first is None or last is None:
        return
    begin, end = bounds(first), bounds(last)
    if begin and end and begin[0] > end[1]:
        detail = f"'to' ({last}) ends before 'from' ({first}) begins."
        raise InvalidQueryError([Fault(name="to", code="invalid", detail=detail)])


def _repeated(name: str) -> Fault:
    return Fault(name=name, code="repeated", detail=f"{name!r} is given more than once.")


def _flat(error: ValidationError) -> Iterator[tuple[str, str]]:
    """One (parameter, message) for each fault that Marshmallow found."""
    for name, found in error.messages_dict.items():
        per_value = found.values() if isinstance(found, dict) else [found]
        for messages in per_value:
            yield name, " ".join(messages)


def _nearest_value(field: fields.Field[Any], value: object) -> str | None:
    """The choice that the first wrong one of the values is a misspelling of."""
    if isinstance(field, Selection):
        words: tuple[str, ...] = field.names
    else:
        inner = field.inner if isinstance(field, Many) else field
        one_of = [each for each in inner.validators if isinstance(each, validate.OneOf)]
        words = tuple(word for each in one_of for word in each.choices)
    given = value if isinstance(value, list) else str(value).split(",")
    return next((nearest(each, words) for each in given if each not in words), None)
