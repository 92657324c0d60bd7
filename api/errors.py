"""The exceptions of On Record, each with the HTTP status it is answered with.

A message says what is wrong, where, and what to do. It is written for the person who gave
the input and reaches them as it is: on the command line as one line, over HTTP as the
`detail` of an `application/problem+json` body (RFC 9457), whose one shape `problem` makes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


class OnRecordError(Exception):
    """The base of every error that is somebody's to mend.

    `slug` names the kind of problem; its type URI is `/problems/{slug}`.
    """

    status = 500
    slug = "internal-error"
    title = "Internal error"


class ConfigurationError(OnRecordError):
    """A setting that cannot be used."""


class UnreadableDocumentError(OnRecordError):
    """A file, or a line of one, that holds no article we can read.

    `name` says where it is, `reason` what is wrong with it and what to do.
    """

    status = 422
    slug = "unreadable-document"
    title = "Unreadable document"

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class DatabaseUnavailableError(OnRecordError):
    """No database, a folder that cannot be written, a schema that is not ours."""

    status = 503
    slug = "database-unavailable"
    title = "Database unavailable"


class ForbiddenError(OnRecordError):
    """What is never done here, whoever asks."""

    status = 403
    slug = "forbidden"
    title = "Forbidden"


class UnauthorizedError(OnRecordError):
    """A token is wanted, and there is none or another one."""

    status = 401
    slug = "unauthorized"
    title = "Unauthorized"


class PreconditionFailedError(OnRecordError):
    """The record is not what the client took it for."""

    status = 412
    slug = "precondition-failed"
    title = "Precondition failed"


class InvalidBodyError(OnRecordError):
    """A body that is no JSON object of the shape that is wanted; the message says where."""

    status = 422
    slug = "invalid-body"
    title = "Invalid body"


class NotFoundError(OnRecordError):
    """No record has this id."""

    status = 404
    slug = "not-found"
    title = "Not found"


class NotAcceptableError(OnRecordError):
    """None of the formats that the client accepts is one that can be served here."""

    status = 406
    slug = "not-acceptable"
    title = "Not acceptable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with one query parameter; `code` is a key of `FAULTS`."""

    name: str
    code: str
    detail: str
    did_you_mean: str | None = None


# What may be wrong with a parameter → the slug and the title of its problem.
FAULTS = {
    "unknown": ("unknown-parameter", "Unknown query parameter"),
    "repeated": ("repeated-parameter", "Repeated query parameter"),
    "bound": ("bound-parameter", "Query parameter given by the path already"),
    "invalid": ("invalid-parameter", "Invalid query parameter"),
    "cursor": ("invalid-cursor", "Invalid cursor"),
}


class InvalidQueryError(OnRecordError):
    """Query parameters that are not taken as they are: every fault, not only the first."""

    status = 400

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(fault.detail for fault in faults))
        self.faults = tuple(faults)
        codes = {fault.code for fault in faults}
        self.slug, self.title = (
            FAULTS[codes.pop()]
            if len(codes) == 1
            else ("invalid-parameters", "Invalid query parameters")
        )


def problem(
    *,
    status: int,
    slug: str,
    title: str,
    detail: str,
    instance: str,
    request_id: str,
    faults: Sequence[Fault] = (),
) -> dict[str, Any]:
    """The one shape of an error over HTTP (RFC 9457); `instance` is the target of the request."""
    body: dict[str, Any] = {
        "type": f"/problems/{slug}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": instance,
    }
    if faults:
        body["errors"] = [_as_member(fault) for fault in faults]
    return {**body, "request_id": request_id}


def _as_member(fault: Fault) -> dict[str, str]:
    member = {"in": "query", "name": fault.name, "code": fault.code, "detail": fault.detail}
    if fault.did_you_mean is not None:
        member["did_you_mean"] = fault.did_you_mean
    return member
