"""Which reports of an article tell the same event: within a sentence, and from one to the next."""

from collections import defaultdict
from collections.abc import Sequence

from spacy.tokens import Span, Token

from api.extraction.edtf import bounds
from api.extraction.plover.noun_phrases import conjuncts
from api.extraction.plover.reports import Report, is_agentless
from api.extraction.records import Participant, Placed

_SPEAKERS = frozenset({"i", "me", "us", "you", "yourself", "yourselves", "myself"})
_NOBODY = frozenset({"no one", "nobody", "none", "nothing"})
_HEARERS = frozenset({"you", "yourself", "yourselves"})
# Where a clause of harm names what did it.
_CAUSES = ("subj", "in", "by", "during", "after", "when")
# How far, in tokens, a toll stands from the happening it counts the victims of.
_TOLL_WINDOW = 150
_LOOK_BACK = 8
_REACH = 10
_HAPPENINGS = frozenset({"ASSAULT", "ACCIDENT", "DISASTER", "PROTEST", "CRIME"})
_SAID = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_HARMS = frozenset({"HARM", "DEATH"})
SPEECH = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT"})


def one_a_sentence(reports: Sequence[Report]) -> list[Report]:
    """Reports with those that only detail another of their sentence folded into it.

    `shelled the port, killing two` is one event, and so is `a crash that killed two`.
    """
    by_token = {report.token.i: report for report in reports}
    by_anchor: dict[int, Report] = {}
    for report in reports:
        by_anchor.setdefault(report.trigger.anchor.i, report)
    kept = []
    wholes: dict[int, Report] = {}
    for report in reports:
        whole = _whole(report, by_token, by_anchor)
        while whole is not None and whole.token.i in wholes:
            whole = wholes[whole.token.i]
        if whole is not None and whole is not report:
            wholes[report.token.i] = whole
            _fold(whole, report)
        elif _is_event(report):
            kept.append(report)
    return kept


def _whole(
    report: Report, by_token: dict[int, Report], by_anchor: dict[int, Report]
) -> Report | None:
    """The report of the same sentence that this one details; None if it stands for itself."""
    harm = report.type in _HARMS or (report.type == "ASSAULT" and not report.actors)
    return (
        _named_beside(report, by_token, harm=harm)
        or (_told_beside(report, by_anchor) if harm else None)
        or _told_above(report, by_token, by_anchor, harm=harm)
    )


def _named_beside(report: Report, by_token: dict[int, Report], *, harm: bool) -> Report | None:
    """`a crash killed two`, `two died in a crash`, `the quake that struck`."""
    slots = report.trigger.slots
    for slot in _CAUSES if harm else ("subj",):
        for token in slots.get(slot, ()):
            other = by_token.get(token.i)
            if other is None or other is report:
                continue
            if other.type == report.type or (harm and other.type in _HAPPENINGS):
                return other
    return None


def _told_beside(report: Report, by_anchor: dict[int, Report]) -> Report | None:
    """`two were killed and ten wounded when rebels shelled the port`."""
    for verb in conjuncts(report.trigger.anchor):
        for child in verb.rights:
            other = by_anchor.get(child.i) if child.dep_ == "advcl" else None
            if other is not None and other.type in _HAPPENINGS:
                return other
    return None


def _told_above(
    report: Report, by_token: dict[int, Report], by_anchor: dict[int, Report], *, harm: bool
) -> Report | None:
    """`shelled the port, killing two`: a report among the words that this one depends on."""
    token = report.trigger.anchor
    other = by_anchor.get(token.i)
    if other is not None and other is not report and _same_kind(other, report, harm=harm):
        return other
    for _ in range(_REACH):
        if token.head == token or token.dep_ in ("ccomp", "parataxis"):
            return None
        if not harm and (token.dep_ == "relcl" or (token.dep_ == "conj" and token.pos_ == "VERB")):
            return None
        joined = token.dep_ == "conj"
        token = token.head
        for other in (by_token.get(token.i), by_anchor.get(token.i)):
            if other is None or other is report or not _same_kind(other, report, harm=harm):
                continue
            if joined and not harm and _share(other.recipients, report.recipients) is False:
                # `a meeting with Lind and talks with Voss`
                continue
            return other
    return None


def _same_kind(other: Report, report: Report, *, harm: bool) -> bool:
    if other.type == report.type:
        # To seize and to arrest are two acts of one type.
        return other.type == "ASSAULT" or not (
            other.modes and report.modes and set(other.modes).isdisjoint(report.modes)
        )
    if other.type == "PROTEST" and report.trigger.anchor.dep_ in ("advcl", "acl", "xcomp"):
        # What a protest is for is told as its purpose: `marched to demand …`
        return report.type in ("REQUEST", "ACCUSE")
    return harm and other.type in _HAPPENINGS


def _is_event(report: Report) -> bool:
    """Whether a report tells something: no question, no mere wish to prevent."""
    if _is_question(report.sentence):
        return False
    everyone = (*report.actors, *report.recipients)
    silent = _SPEAKERS if report.type in SPEECH else _HEARERS
    if any(participant.text.lower() in silent for participant in everyone):
        # `I ask you`, `we thank you` are said in an article and not told by it.
        return False
    if report.fact.polarity == "negative":
        # Words that were not said are no act of speech.
        told = report.type not in _SAID and report.fact.certainty != "possible"
        return told and any(p.text.lower() not in _NOBODY for p in everyone)
    return True


def _is_question(sentence: Span) -> bool:
    return any(token.lower_ == "?" for token in sentence[-3:])


def _fold(whole: Report, part: Report) -> None:
    whole.also.append(part)
    whole.time = whole.time or part.time
    whole.place = whole.place or part.place
    if is_agentless(whole.trigger):
        return
    known = _names((*whole.actors, *whole.recipients))
    if not whole.actors:
        whole.actors = tuple(p for p in part.actors if known.isdisjoint(_names([p])))
    if not whole.recipients:
        whole.recipients = tuple(p for p in part.recipients if known.isdisjoint(_names([p])))


def one_a_happening(reports: Sequence[Report]) -> list[Report]:
    """Reports with those of one happening folded into the first."""
    recent: dict[str, list[Report]] = defaultdict(list)
    kept: list[Report] = []
    happening: Report | None = None
    for report in reports:
        cause = happening if _is_toll(report) else None
        if cause is not None and report.token.i - cause.token.i < _TOLL_WINDOW:
            cause.also.append(report)
            continue
        if report.type == "HARM":
            continue
        if report.type in _HAPPENINGS and report.fact.tense == "past":
            happening = report
        earlier = recent[report.type]
        same = next((r for r in reversed(earlier[-_LOOK_BACK:]) if _same(r, report)), None)
        if same is None:
            earlier.append(report)
            kept.append(report)
        else:
            _fold(same, report)
    return kept


def _is_toll(report: Report) -> bool:
    """`At least 40 were injured.`: a toll without a cause is that of the happening before it."""
    return report.type in _HARMS and not report.actors and bool(report.counts)


def _same(first: Report, second: Report) -> bool:
    """Whether two reports of one type tell the same happening."""
    if (first.fact.tense == "future") != (second.fact.tense == "future"):
        return False
    if first.fact.polarity != second.fact.polarity and first.fact.tense != "future":
        return False
    dated = _agree_on_time(first, second)
    if dated is False or (_are_apart(first, second) and not dated):
        return False
    actors = _share(first.actors, second.actors)
    recipients = _share(first.recipients, second.recipients)
    if first.type in ("CONSULT", "AGREE", "COOPERATE"):
        everyone = (*first.actors, *first.recipients), (*second.actors, *second.recipients)
        actors = recipients = _share(*everyone)
    same_word = first.token.lemma_ == second.token.lemma_
    if first.type in SPEECH:
        return bool(actors and recipients and same_word and dated)
    if dated and actors:
        return True
    if actors is False or recipients is False:
        return False
    if actors and recipients:
        return same_word or first.token.pos_ != second.token.pos_
    return _is_definite(second.token)


def _agree_on_time(first: Report, second: Report) -> bool | None:
    """Whether two reports are of overlapping days; None where one has no date."""
    if first.time is None or second.time is None:
        return None
    one, two = bounds(first.time.value), bounds(second.time.value)
    if one is None or two is None:
        return first.time.value == second.time.value or None
    return one[0] <= two[1] and two[0] <= one[1]


def _are_apart(first: Report, second: Report) -> bool:
    """Whether each tells of a place of its own: `talks in Karsk`, `the meeting in Venn`.

    A place whose words hold the other's is the same one, told more closely.
    """
    one, two = first.place, second.place
    if one is None or two is None or "dateline" in (one.basis, two.basis):
        return False
    if one.entity is not None and one.entity == two.entity:
        return False
    return not (_holds(one, two) or _holds(two, one))


def _holds(outer: Placed, inner: Placed) -> bool:
    if outer.words is None or inner.words is None:
        return False
    return inner.words.text.lower() in outer.words.text.lower()


def _share(first: Sequence[Participant], second: Sequence[Participant]) -> bool | None:
    """Whether two lists name somebody in common; None where one is empty."""
    if not first or not second:
        return None
    return not _names(first).isdisjoint(_names(second))


def _names(participants: Sequence[Participant]) -> set[str]:
    return {p.entity or p.text.lower() for p in participants}


def _is_definite(token: Token) -> bool:
    return token.pos_ == "NOUN" and any(
        child.dep_ == "det" and child.lower_ in ("the", "this", "that", "these", "those")
        for child in token.lefts
    )
