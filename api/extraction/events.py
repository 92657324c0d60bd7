"""The events of an article: each happening once, however often it is told."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from api.extraction.entities import Referents
from api.extraction.plover.reports import Report, Reporter
from api.extraction.plover.retellings import SPEECH, one_a_happening, one_a_sentence
from api.extraction.plover.triggers import find_triggers
from api.extraction.records import Event, Lead, Participant, Quote, Timex

# Verbs that tell an attitude, where they do not tell of taking it.
_ATTITUDES = frozenset({"support", "back", "oppose", "favor", "favour"})
_VAGUE = frozenset(
    {
        "he",
        "she",
        "it",
        "they",
        "we",
        "one",
        "somebody",
        "someone",
        "nobody",
        "no one",
        "his",
        "her",
        "its",
        "their",
        "them",
        "him",
        "us",
        "who",
        "everyone",
        "i",
        "me",
        "others",
    }
)


def find_events(
    doc: Doc,
    text: str,
    times: Sequence[Timex],
    lead: Lead,
    referents: Referents,
    quotes: Iterable[Quote],
    anchor: str | None,
) -> tuple[Event, ...]:
    """The events of an article in order of first mention.

    `anchor` is the EDTF day the article speaks from, None if it is unknown.
    """
    reporter = Reporter(doc, text, times, referents, quotes, lead, anchor)
    reports = [reporter.report(trigger) for trigger in find_triggers(doc)]
    tellings = one_a_happening(one_a_sentence(reports))
    return tuple(_event(reporter, report) for report in tellings)


def _event(reporter: Reporter, report: Report) -> Event:
    token = report.token
    doc = token.doc
    reports = _tree(report)
    triggers = [reporter.words(doc[part.token.i : part.token.i + 1]) for part in reports]
    return Event(
        type=report.type,
        trigger=triggers[0],
        sentence=(report.sentence.start_char, report.sentence.end_char),
        method="verb frame" if token.pos_ == "VERB" else "noun frame",
        confidence=_confidence(report),
        modes=_union(part.modes for part in reports if part.type == report.type),
        actors=report.actors,
        recipients=report.recipients,
        place=report.place,
        time=report.time,
        tense=report.fact.tense,
        polarity=report.fact.polarity,
        certainty=report.fact.certainty,
        attributed_to=report.attributed_to,
        counts=_union(part.counts for part in reports),
        mentions=tuple(triggers[1:]),
    )


def _tree(report: Report) -> list[Report]:
    """The report and all that were folded into it, in text order after the first."""
    waiting, found = list(report.also), []
    while waiting:
        part = waiting.pop()
        found.append(part)
        waiting.extend(part.also)
    return [report, *sorted(found, key=lambda part: part.token.i)]


def _union[T](lists: Iterable[Iterable[T]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(item for items in lists for item in items))


def _confidence(report: Report) -> float:
    """How often such a report is right: by who is named, how sure it is and how it is told.

    The weights were read off the labelled articles; `onrecord evaluate` holds them to it.
    """
    score = 0.45
    score += 0.25 * _known(report.actors) + 0.1 * _named(report.actors)
    score += 0.15 * _known(report.recipients) + 0.1 * _named(report.recipients)
    score += 0.05 * (report.time is not None) + 0.05 * (report.place is not None)
    score -= 0.1 * (not report.actors)
    score -= 0.15 * (report.token.pos_ == "NOUN")
    # Who died is told more often of the past than as news.
    score -= 0.1 * (report.type == "DEATH")
    score -= 0.15 * (report.attributed_to is not None)
    score -= 0.25 * (report.fact.certainty == "possible")
    score -= 0.2 * _is_habitual(report)
    return round(min(max(score, 0.05), 0.95), 2)


def _known(participants: Sequence[Participant]) -> bool:
    return any(participant.entity is not None for participant in participants)


def _named(participants: Sequence[Participant]) -> bool:
    return any(participant.text.lower() not in _VAGUE for participant in participants)


def _is_habitual(report: Report) -> bool:
    """A habit or an attitude: outside headlines the simple present (`the shop sells bread.`)."""
    token = report.token
    if token.lemma_ in _ATTITUDES and token.tag_ != "VBD":
        return True
    if token.tag_ not in ("VBZ", "VBP") or report.type in SPEECH:
        return False
    if any(child.dep_ in ("aux", "auxpass") for child in token.lefts):
        return False
    return any(end.lower_ == "." for end in report.sentence[-2:])
