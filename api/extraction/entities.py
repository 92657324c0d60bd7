"""The entities of one article: whose mentions stand for the same person, place or group."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Doc, Span

from api.extraction import gazetteer, records
from api.extraction.aliases import group_names
from api.extraction.anaphora import Anaphor, resolve
from api.extraction.mentions import Mentions
from api.extraction.metonymy import state_meant
from api.extraction.names import Name
from api.extraction.records import Entity, Lead, Mention


class Referents:
    """Which entity a noun phrase stands for, by the head token of the phrase."""

    def __init__(self, doc: Doc, entities: Iterable[Entity]) -> None:
        self._entity_at: dict[int, str] = {}
        for entity in entities:
            for mention in entity.mentions:
                span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
                if span is None:
                    continue
                if mention.kind == "name":
                    self._entity_at.update((token.i, entity.id) for token in span)
                else:
                    self._entity_at.setdefault(span.root.i, entity.id)

    def of(self, span: Span) -> str | None:
        """The id of the entity that the span stands for; None where it has no entity."""
        return self._entity_at.get(span.root.i)


def find_entities(doc: Doc, text: str, mentions: Mentions, lead: Lead) -> tuple[Entity, ...]:
    """The entities of the article, numbered in order of first mention."""
    groups = group_names(doc, mentions.names)
    resolution = resolve(doc, mentions, groups)
    anaphors: dict[int, list[Anaphor]] = defaultdict(list)
    for anaphor in resolution.anaphors:
        anaphors[anaphor.group].append(anaphor)
    states = {key: _id(number) for number, group in enumerate(groups) if (key := _state(group))}
    most = max(resolution.prominence.values(), default=0.0) or 1.0
    entities = []
    for number, group in enumerate(groups):
        found = [_mention(doc, text, lead, name, states) for name in group]
        for anaphor in anaphors[number]:
            words = _span(doc, text, anaphor.first, anaphor.stop)
            found.append(Mention(words.start, words.end, words.text, anaphor.kind))
        name, *aliases = _forms(text, lead, group)
        share = resolution.prominence.get(number, 0.0) / most
        entities.append(
            Entity(
                id=_id(number),
                name=name,
                type=max(group, key=lambda name: len(name.words)).type,
                mentions=tuple(sorted(found, key=lambda mention: (mention.start, mention.end))),
                aliases=tuple(aliases),
                roles=tuple(
                    _span(doc, text, role.first, role.stop)
                    for role in resolution.roles.get(number, ())
                ),
                salience=round(
                    _SHARE * share + (1 - _SHARE) * share**0.5 * (1 - group[0].start / len(text)), 3
                ),
            )
        )
    return tuple(entities)


# How much of an entity's salience is how often it is spoken of; the rest is how early.
_SHARE = 0.7


def _id(number: int) -> str:
    return f"e{number + 1}"


def _state(group: Sequence[Name]) -> str | None:
    """The state that the names of a group are names of."""
    return gazetteer.states().get(" ".join(group[0].words)) if group[0].type == "GPE" else None


def _mention(
    doc: Doc, text: str, lead: Lead, name: Name, states: Mapping[str, str]
) -> records.Mention:
    state = None if _in_dateline(lead, name) else state_meant(doc, name)
    return Mention(
        name.start, name.end, text[name.start : name.end], "name", states.get(state or "")
    )


def _in_dateline(lead: Lead, name: Name) -> bool:
    return lead.dateline is not None and name.start < lead.dateline.end


def _forms(text: str, lead: Lead, group: Sequence[Name]) -> list[str]:
    """The different names of a group, the fullest first, the others in text order.

    The capitals of a dateline or a headline are no name of their own beside ordinary letters.
    """
    forms: dict[str, str] = {}
    for name in group:
        form = " ".join(text[name.start : name.end].split())
        if _in_dateline(lead, name):
            form = " ".join(word.title() if len(word) > 2 else word for word in name.words)
        key = form.casefold()
        if key not in forms or (forms[key].isupper() and not form.isupper()):
            forms[key] = form
    fullest = max(forms.values(), key=lambda form: len(form.split()) * 100 + len(form))
    return [fullest, *(form for form in forms.values() if form != fullest)]


def _span(doc: Doc, text: str, first: int, stop: int) -> records.Span:
    """The characters of the tokens `first:stop`."""
    start, end = doc[first].idx, doc[stop - 1].idx + len(doc[stop - 1])
    return records.Span(start, end, text[start:end])
