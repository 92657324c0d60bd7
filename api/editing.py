"""What an editor says of an entity → decisions about its mentions (`api.decisions`)."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from marshmallow import ValidationError

from api import decisions
from api.database import database
from api.decisions import Aspect, Decided, mention
from api.errors import InvalidBodyError, OnRecordError
from api.lookup import entity_of
from api.models import Anchor, Appearance, Article, Signature
from api.schemas import DecisionSchema

type _Mention = Mapping[str, Any]
type _Said = tuple[str, Aspect, str]


def decide(entity: int, edit: Mapping[str, Any]) -> tuple[list[Decided], str]:
    """The decisions that `edit` of an entity comes to, and a mention of the entity to show then.

    `edit` is as `api.schemas.EditSchema` has it. An `InvalidBodyError` says what it asks for
    that cannot be.
    """
    sequence = decisions.next_sequence()
    firsts = _first_mentions(entity)
    if "merge_into" in edit:
        said, shown = _merge(firsts, entity, edit["merge_into"])
    elif "split" in edit:
        said, shown = _split(entity, edit["split"])
    else:
        aspects: tuple[Aspect, ...] = ("name", "type")
        said = [(firsts[0], aspect, edit[aspect]) for aspect in aspects if aspect in edit]
        shown = firsts[0]
    return [Decided(name, aspect, value, sequence) for name, aspect, value in said], shown


def read(lines: Iterable[bytes]) -> list[Decided]:
    """The decisions among the JSON lines of an export; an `OnRecordError` names a bad line."""
    found = []
    for number, line in enumerate(lines, 1):
        try:
            record = orjson.loads(line)
            if isinstance(record, dict) and record.get("kind") == "decision":
                decision = DecisionSchema().load(record)
                found.append(Decided(**{name: decision[name] for name in Decided.__slots__}))
        except (orjson.JSONDecodeError, ValidationError) as error:
            raise OnRecordError(f"Line {number} is no record of an export: {error}.") from error
    return found


def entity_with(shown: str) -> int:
    """The entity that a mention, which decisions name, is of."""
    query = Anchor.select(Signature.entity).join(Signature).where(Anchor.mention == shown)
    [(entity,)] = database.execute(query)
    return int(entity)


def _merge(firsts: list[str], entity: int, into: str) -> tuple[list[_Said], str]:
    matches = entity_of(into)
    if len(matches) != 1:
        raise InvalidBodyError(f"'merge_into': {into!r} is the id of no entity, or of several.")
    if matches[0].key == entity:
        raise InvalidBodyError(f"'merge_into': {into!r} is this entity itself.")
    target = _first_mentions(matches[0].key)[0]
    return [(first, "with", target) for first in firsts], target


def _split(entity: int, split: Mapping[str, Any]) -> tuple[list[_Said], str]:
    found = {mention(**each): _signature(entity, each) for each in split["mentions"]}
    signatures = set(found.values())
    own = Signature.select(Signature.id, Signature.block).where(Signature.entity == entity)
    blocks = dict(database.execute(own))
    alike = split["alike"]
    if alike and signatures == blocks.keys():
        raise InvalidBodyError("'split': these are all there is of the entity.")
    label = min(found)
    released = set(found)
    left = {block for key, block in blocks.items() if key not in signatures}
    held = {blocks[key] for key in signatures}
    if alike:
        # What joined them with the others joins them no longer.
        joins = decisions.joining(signatures)
        released |= {name for name, *ends in joins if len(signatures.intersection(ends)) == 1}
    said: list[_Said] = [(name, "with", "") for name in sorted(released)]
    if not alike or len(held) > 1 or held & left:
        # They would find together again, or fall apart among themselves.
        scope = "signature" if alike else "mention"
        said += [(name, "apart", f"{scope} {label}") for name in found]
    return said, label


def _signature(entity: int, wanted: _Mention) -> int:
    """The signature that a mention of `entity` has."""
    query = (
        Appearance.select(Appearance.signature, Appearance.body)
        .join(Article)
        .switch(Appearance)
        .join(Signature)
        .where(Article.public_id == wanted["article"], Signature.entity == entity)
    )
    for signature, body in database.execute(query):
        for each in orjson.loads(body)["mentions"]:
            if (each["start"], each["end"]) == (wanted["start"], wanted["end"]):
                return int(signature)
    raise InvalidBodyError(f"'split': {mention(**wanted)} is no mention of the entity.")


def _first_mentions(entity: int) -> list[str]:
    """The first mention of each signature of `entity`, the first of all first."""
    query = (
        Appearance.select(Article.public_id, Appearance.body)
        .join(Article)
        .switch(Appearance)
        .join(Signature)
        .where(
            Signature.entity == entity,
            Article.public_id == Signature.first_article,
            Appearance.start == Signature.first_start,
        )
    )
    firsts: Iterable[tuple[str, int, int]] = (
        (article, *min((each["start"], each["end"]) for each in orjson.loads(body)["mentions"]))
        for article, body in database.execute(query)
    )
    return [mention(*first) for first in sorted(firsts)]
