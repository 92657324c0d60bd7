"""The entities of one article: whose mentions stand for the same person, place or group."""

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt

from spacy.tokens import Doc, Span

from api.extraction import gazetteer, records
from api.extraction.coreference.aliases import group_names
from api.extraction.coreference.anaphora import resolve
from api.extraction.coreference.metonymy import state_meant
from api.extraction.mentions import Mentions
from api.extraction.names.proper import Name
from api.extraction.records import Entity, Lead, Mention

# How much of an entity's salience is how often it is spoken of; the rest is how early.
_BY_SHARE = 0.7


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
    spoken: list[list[Mention]] = [[] for _ in groups]
    for anaphor in resolution.anaphors:
        words = _span(doc, text, anaphor.first, anaphor.stop)
        spoken[anaphor.group].append(Mention(words.start, words.end, words.text, anaphor.kind))
    firsts = [
        min([group[0].start, *(mention.start for mention in others[:1])])
        for group, others in zip(groups, spoken, strict=True)
    ]
    order = sorted(range(len(groups)), key=lambda number: firsts[number])
    ids = {number: f"e{rank}" for rank, number in enumerate(order, 1)}
    states = {
        state: ids[number] for number in order if (state := _state(groups[number])) is not None
    }
    most = max(resolution.prominence.values(), default=0.0) or 1.0
    entities = []
    for number in order:
        group = groups[number]
        found = [*spoken[number], *(_name(doc, text, lead, name, states) for name in group)]
        name, *aliases = _forms(text, lead, group)
        entities.append(
            Entity(
                id=ids[number],
                name=name,
                type=max(group, key=lambda name: len(name.words)).type,
                mentions=tuple(sorted(found, key=lambda mention: (mention.start, mention.end))),
                aliases=tuple(aliases),
                roles=tuple(
                    _span(doc, text, role.first, role.stop)
                    for role in resolution.roles.get(number, ())
                ),
                salience=_salience(
                    resolution.prominence.get(number, 0.0) / most, firsts[number] / len(text)
                ),
            )
        )
    return tuple(entities)


def _salience(share: float, depth: float) -> float:
    """How much an article is about an entity, from 0 to 1.

    `share` is how prominent it is beside the most prominent one, `depth` how far down the text
    (0 to 1) it comes up first, which counts for the less the less is said of it.
    """
    return round(_BY_SHARE * share + (1 - _BY_SHARE) * sqrt(share) * (1 - depth), 3)


def _state(group: Sequence[Name]) -> str | None:
    """The state that the names of a group are names of."""
    return gazetteer.states().get(" ".join(group[0].words)) if group[0].type == "GPE" else None


def _name(doc: Doc, text: str, lead: Lead, name: Name, states: Mapping[str, str]) -> Mention:
    """A name as a mention, with the id of the state that it stands for; `states` has the ids."""
    state = None if _in_dateline(lead, name) else state_meant(doc, name)
    words = text[name.start : name.end]
    return Mention(name.start, name.end, words, "name", states.get(state or ""))


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
    fullest = max(forms.values(), key=lambda form: (len(form.split()), len(form)))
    return [fullest, *(form for form in forms.values() if form != fullest)]


def _span(doc: Doc, text: str, first: int, stop: int) -> records.Span:
    """The characters of the tokens `first:stop`."""
    start, end = doc[first].idx, doc[stop - 1].idx + len(doc[stop - 1])
    return records.Span(start, end, text[start:end])
