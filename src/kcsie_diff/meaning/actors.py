"""Who must act, and what they must do: the actors and audience of a change, and the action of each of its duties.

An `Action` is made for each duty gained, made stronger, lost or made weaker. Where a sentence is "actor, duty word,
verb", its action is the order that it gives ("Schools should always know where a child is" becomes "Always know where a
child is"); any other sentence is quoted whole.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from kcsie_diff.language.vocabulary import STOP_WORDS
from kcsie_diff.meaning.changed_text import Sentence, SideText, Word
from kcsie_diff.meaning.duties import DutyChange
from kcsie_diff.meaning.evidence import Facts
from kcsie_diff.meaning.lexicon import Hit, Lexicon
from kcsie_diff.meaning.modals import Force, Modal
from kcsie_diff.model.comparison import Action, Change, Duty, DutyEffect, SegmentOp, Side
from kcsie_diff.records import replace

# How many words before and after a duty word are searched for an actor; how long a subject may be, and of how much of
# the text that introduces a list the end is searched, in characters. All bound what one duty can cost.
_NEAR = 80
_LONGEST_SUBJECT = 300
_LONGEST_LEAD = 2000
# An actor behind "by the" may have a word of so many letters before it: "by the other teachers".
_ADJECTIVE = 8
# Of a longer sentence only the part around its duty word is shown.
_LONGEST_SENTENCE = 1200
_PASSIVE = re.compile(
    r"\s(?:not\s|also\s|always\s|only\s)?be\s(?:[a-z]+ly\s)?[a-z]+(?:ed|en|wn|pt|ade|one|old|nt|ught|ut)\b"
)
_BY = re.compile(r"\bby\s(?:the\s|all\s|a\s)?")
_ANYBODY = frozenset(("anybody", "anyone", "everybody", "people", "person", "somebody", "someone"))
# A noun behind a name: "the school office". Must not match what goes on with the sentence: "the lead each term".
_GOES_ON = re.compile(
    rf"\s(?!(?:{'|'.join(sorted(STOP_WORDS))}|after|before|each|every|during|must|not|once|only|should|under|until|within)\b)"
    r"[a-z]"
)
# What may come before the subject of a sentence: "If a teacher is told, ", "In schools, ", "After the visit, ".
_OPENING = re.compile(
    r"(?:(?:after|although|as|at|because|before|by|during|following|for|from|given|if|in|on|once|since|through|to|under"
    r"|unless|until|upon|when|whenever|where|wherever|while|whilst|with|within|without)\b[^,;:]{1,200},\s+)+",
    re.IGNORECASE,
)
# The rest of a list of subjects: "Where employing staff academies, | free schools and providers". Must not match "the
# head and the chair" or "visitors".
_LISTED = re.compile(
    r"(?!(?:the|an?|all|each|every|any|their|its)\s)[^,;:]{1,120}\s(?:and|or)\s(?!the\s)", re.IGNORECASE
)
# What parts the clause of a subject from the one before.
_CLAUSE = re.compile(r"[;:]\s")
# What follows the head of a subject: "schools | that take pupils", "the chair | of governors".
_AFTER_HEAD = re.compile(
    r",?\s(?:that|which|who|whose|with|of|from|in|at|for|by|about|to|on|under|without|including)\s", re.IGNORECASE
)
# Must match "This includes written confirmation", "It also means"; not "This section includes".
_CONTINUED = re.compile(r"\s*(?:this|these|it)\s(?:also\s|may\s|can\s|will\s)?(?:includes?|means?|covers?)\b", re.I)
_PRONOUN = re.compile(r"\b(?:they|he|she|it)$", re.I)
# What follows whoever uses a service: "schools can use", "a governor may check". Must not match "schools can be asked".
_USES = re.compile(r"\s(?:can|may)\s(?:also\s)?(?:use|check|search|make|get|obtain|order|apply|contact|report)\b")


def actor_of(modal: Modal, lexicon: Lexicon, lead: str = "") -> str | None:
    """Who must act, in the lexicon's name for them, else the subject of the sentence, or None.

    `lead` is the text that introduces a list ("Governing bodies should ensure:") of which the sentence is an item.
    """
    text, words = modal.side.text, modal.sentence.words
    place = bisect_left(words, modal.start, key=lambda word: word.start)
    near = lexicon.actors.find(text, words[max(0, place - _NEAR) : place])
    start = max(modal.sentence.start, modal.start - _LONGEST_SUBJECT)
    start += _subject_start(text[start : modal.start])
    subject = text[start : modal.start].strip()
    pronoun = _PRONOUN.search(subject)
    if near and pronoun:
        return near[-1].name
    named = [hit for hit in near if hit.start >= start]
    later = _AFTER_HEAD.search(text, start, modal.start)
    in_head = [hit.name for hit in named if later is None or hit.start < later.start()]
    if in_head:
        return in_head[-1]
    passive = _PASSIVE.match(text, modal.end)
    if passive and not named:
        agent = _BY.search(text, passive.end(), min(modal.sentence.end, passive.end() + 120))
        return _agent(agent.end(), text, words[place : place + _NEAR], lexicon) if agent else None
    if pronoun:
        return _earlier_actor(modal, lexicon, pronoun[0].lower())
    introduced = lexicon.actors.find_in(SideText.of(lead[-_LONGEST_LEAD:])) if lead else ()
    head = text[start : later.start()].strip() if later else subject
    return _subject(head, lexicon) or next((hit.name for hit in (*reversed(named), *reversed(introduced))), None)


def _agent(start: int, text: str, words: tuple[Word, ...], lexicon: Lexicon) -> str | None:
    """Who acts in a passive, behind "by the": an actor of the lexicon, else people with up to two words before them.

    Must not match "by the person who", which says nothing of who that is, or the school of "by the school office".
    """
    for hit in lexicon.actors.find(text, words):
        if 0 <= hit.start - start <= _ADJECTIVE and not _GOES_ON.match(text, hit.end):
            return hit.name
    for hit in lexicon.people.find(text, words):
        if hit.start >= start and (hit.text.lower() in _ANYBODY or _GOES_ON.match(text, hit.end)):
            return None
        if hit.start >= start and len(before := text[start : hit.start].split()) <= 2:
            return " ".join([*before, hit.text]).lower()
    return None


def _subject_start(before: str) -> int:
    """Where the subject starts in what comes before a duty word: behind a condition or "In schools,"."""
    opening = _OPENING.match(before)
    start = opening.end() if opening and not _LISTED.match(before, opening.end()) else 0
    ends = [match.end() for match in _CLAUSE.finditer(before, start) if before[match.end() :].strip()]
    return ends[-1] if ends else start


def _earlier_actor(modal: Modal, lexicon: Lexicon, pronoun: str) -> str | None:
    """The actor that "they" means: the one that starts the nearest of the three sentences before, else the last named.

    "It" means the actor that starts the sentence before, or none at all ("It" may be a policy).
    """
    hits = _actors_before(modal.side, modal.sentence, lexicon, 1 if pronoun == "it" else 3)
    starting = _starting(hits)
    if starting or pronoun == "it":
        return starting
    return next((some[0].name for some in hits if some), None)


def _actors_before(side: SideText, sentence: Sentence, lexicon: Lexicon, most: int) -> list[tuple[Hit, ...]]:
    """The actors in each of so many sentences before one, the nearest first."""
    place = bisect_left(side.sentences, sentence.start, key=lambda one: one.start)
    before = side.sentences[max(0, place - most) : place]
    return [lexicon.actors.find(side.text, one.words[:_NEAR]) for one in reversed(before)]


def _starting(hits: Iterable[tuple[Hit, ...]]) -> str | None:
    """The actor that starts the first of some sentences which one does."""
    return next((some[0].name for some in hits if some and some[0].first <= 1), None)


_ARTICLE = re.compile(r"^(?:the|a|an|each|every|all|any)\s", re.I)
_PREPOSITIONS = frozenset(["after", "at", "before", "by", "during", "for", "from", "if", "in", "on", "when", "where"])
_NOBODY_NAMED = frozenset(["somebody", "someone", "anybody", "anyone", "people", "person"])
_SUBJECT_WORDS = 4


def _subject(before: str, lexicon: Lexicon) -> str | None:
    """The people right before the duty word, "The governing board" as "governing board"; None where it is a thing."""
    last = before.split()[-1:]
    if not last or not lexicon.people.find_in(SideText.of(last[0])):
        return None
    words = _ARTICLE.sub("", before).rstrip(",").split()
    if len(words) > _SUBJECT_WORDS or "," in before or words[0].lower() in _PREPOSITIONS:
        words = words[-1:]
    if len(words) == 1 and words[0].lower() in _NOBODY_NAMED:
        return None
    first = words[0] if words[0][1:2].isupper() else words[0].lower()
    return " ".join([first, *words[1:]])


def as_duty(change: DutyChange, lexicon: Lexicon, lead: str = "") -> Duty:
    """A duty change as the comparison reports it."""
    modal = change.modal
    sentence = modal.sentence.text
    if len(sentence) > _LONGEST_SENTENCE:
        start = max(modal.sentence.start, modal.start - _LONGEST_SENTENCE // 2)
        sentence = f"… {modal.side.text[start : start + _LONGEST_SENTENCE]} …"
    return Duty(
        effect=change.effect,
        old=" ".join(change.old.text.split()) if change.old else None,
        new=" ".join(change.new.text.split()) if change.new else None,
        actor=actor_of(modal, lexicon, lead),
        sentence=sentence,
    )


def find_audience(facts: Facts, duties: tuple[Duty, ...]) -> tuple[str, ...]:
    """The actors of duties gained, lost or changed, then those who must or should act in a sentence that changed.

    Where none is named, the actor of the sentence that a changed one goes on from ("This includes …"), else those who
    use a service that another one replaced, else the readers named by a heading above ("Information for all staff").
    """
    named = [duty.actor for duty in duties if duty.actor]
    for pair in facts.changed_pairs:
        olds, news = facts.binding(pair, Force.SHOULD)
        actors = (actor_of(modal, facts.lexicon, facts.lead) for modal in (*news, *olds))
        named += [actor for actor in actors if actor]
    sources = (named, _actors_continued(facts), _users(facts), _readers(facts))
    return next((found for names in sources if (found := tuple(dict.fromkeys(names)))), ())


def _actors_continued(facts: Facts) -> Iterator[str]:
    """The actors that start the sentences before those that say what is included or meant."""
    for side, sentence, _ in facts.changed_sentences():
        if _CONTINUED.match(side.text, sentence.start):
            actor = _starting(_actors_before(side, sentence, facts.lexicon, 1))
            if actor:
                yield actor


def _users(facts: Facts) -> Iterator[str]:
    """Those who can use a service that replaced another: "Schools can use [-the portal-] {+the register+}"."""
    side = facts.words.new
    reworded = (pair.new for pair in facts.changed_pairs if facts.titles and pair.old)
    for sentence in (each for sentences in reworded for each in sentences):
        hits = facts.lexicon.actors.find(side.text, sentence.words)
        yield from (hit.name for hit in hits if _USES.match(side.text, hit.end))


def _readers(facts: Facts) -> tuple[str, ...]:
    for side in (Side.NEW, Side.OLD):
        paths = (facts.context.edition(side).section(node) for node in facts.nodes(side)[:1])
        titles = (heading.lower().partition(" for ") for path in paths for heading in path)
        if any(before and after.startswith("all staff") for before, _, after in titles):
            return ("all staff",)
    return ()


# ---- actions ----

# Actor, duty word, verb. A condition may come first ("Where a child is absent, schools must …"), and so may a word that
# joins sentences. Must not match a thing that does something ("Training should cover …"): the subject is checked.
_ORDER = re.compile(
    r"(?P<joint>(?:In addition|Additionally|However|Therefore|As such|Instead|Equally|Similarly|Furthermore), )?"
    r"(?P<condition>(?:Where|When|If|Before|After|As soon as|Once|Until) [^:;]{3,240}?, )?"
    r"(?P<subject>[^,:;()]{2,120}?) (?:must|should)(?: (?P<negative>not|never))? (?:then )?"
    r"(?P<verb>[a-z][\w’'-]*)(?P<rest>.*)",
    re.DOTALL,
)
# The same inside a sentence about a document: "guidance which sets out how schools must work with …".
_SET_OUT = re.compile(
    r"[^:;]*?\b(?:sets? out|explains?|describes?) how (?P<subject>[^,:;()]{2,60}?) (?:must|should)"
    r"(?: (?P<negative>not|never))? (?:then )?(?P<verb>[a-z][\w’'-]*)(?P<rest>.*)",
    re.DOTALL,
)
# A second duty word of the same subject: "must take the register, and must find out why".
_SAME_SUBJECT = re.compile(r"(,? and) (?:also )?(?:must|should) (?!not|never|be\b)")
# A clause that was joined to the sentence before it: ", and must tell the board".
_JOINED = re.compile(r"[,;]?\s?(?:and|or|but)\b")
_OTHER_DUTY = re.compile(r"\b(?:must|should|shall)\b")
# "Be aware" is an order, "be told" is not one to whoever is told.
_STATES = frozenset(("able", "alert", "aware", "careful", "clear", "mindful", "prepared", "ready", "satisfied", "sure"))
_OPENING_ARTICLE = re.compile(r"(?:The|A|An|All|Each|Every|Any|the|all) ")
_PRONOUNS = frozenset(("They", "they", "You", "you", "We", "we"))
# The publisher speaking of itself, which an order would put into the mouth of a reader: "refer to our guidance".
_PUBLISHER = re.compile(r"\b(?:our|ours|us|we)\b", re.IGNORECASE)
# A pronoun that can only stand for whoever the order is given to: "the placements they make", "the keys they hold for
# the hall" (things make nothing). Must not match "share the worries as soon as they arise", "the report shows they make
# progress".
_OWN_ACT = re.compile(
    r"(?<=[a-z]{3}s )they"
    r"(?= (?:make|hold|use|keep|run|own|commission|provide|offer)(?:[.,;]|$| (?:for|with|in|on|at|to)\b))"
)
# What an order can do without at its end: "(i.e. those checks that …)".
_ASIDE = re.compile(r"\s*\((?:i\.e\.|e\.g\.)[^()]*\)(?=\.?$)")


def find_actions(changes: Sequence[Change], lexicon: Lexicon) -> tuple[Action, ...]:
    """The actions that changes ask for or no longer ask for, in their order, each sentence once."""
    found: dict[tuple[str, DutyEffect], Action] = {}
    for change in changes:
        for duty in change.duties:
            if duty.effect is not DutyEffect.NONE:
                left = _part_cut(change, duty)
                order = None if left else find_order(duty, lexicon)
                text = left or order or duty.sentence
                text += " …" if text.endswith(":") else ""
                said = tuple(word for word in (duty.old, duty.new) if word)
                once = (left or duty.sentence, duty.effect)
                asked = found.get(once) or Action(change.id, duty.effect, text, order is None, duty.actor)
                found[once] = replace(asked, duty_words=(*asked.duty_words, *said))
    return tuple(found.values())


def _part_cut(change: Change, duty: Duty) -> str:
    """The clause with a duty that was cut from a sentence of which the rest is left, "" where the whole sentence went.

    Matches "schools must keep it[-, and must send a copy to the board-]": only that is no longer required.
    """
    if duty.effect is not DutyEffect.REMOVED or not duty.old:
        return ""
    cuts = [" ".join(segment.text.split()) for segment in change.segments if segment.op is SegmentOp.CUT]
    own = (cut for cut in cuts if re.search(rf"\b{re.escape(duty.old)}\b", cut) and cut.rstrip(".") in duty.sentence)
    clause = next((cut for cut in own if _JOINED.match(cut)), "")
    return f"… {clause.strip(' ,;')}" if clause else ""


def find_order(duty: Duty, lexicon: Lexicon) -> str | None:
    """The order that a duty's sentence gives to its actor, None where it gives none.

    >>> from kcsie_diff.meaning.lexicon import load_lexicon
    >>> duty = Duty(DutyEffect.NEW, None, "should", "schools", "Schools should always know where a child is.")
    >>> find_order(duty, load_lexicon(None))
    'Always know where a child is.'
    """
    tried = (pattern.fullmatch(duty.sentence) for pattern in (_ORDER, _SET_OUT))
    match = next((each for each in tried if each and _is_actor(each["subject"], duty, lexicon)), None)
    if match is None or _PUBLISHER.search(match["rest"]):
        return None
    rest = _OWN_ACT.sub("you", _SAME_SUBJECT.sub(r"\1 ", match["rest"]))
    first = rest.split(maxsplit=1)[0].rstrip(".,") if rest.split() else ""
    if _OTHER_DUTY.search(rest) or (match["verb"] == "be" and first not in _STATES):
        return None
    verb = f"{'do not' if match['negative'] == 'not' else match['negative'] or ''} {match['verb']}".strip()
    order = f"{match.groupdict().get('condition') or ''}{verb}{_ASIDE.sub('', rest)}"
    return order[:1].upper() + order[1:]


def _is_actor(subject: str, duty: Duty, lexicon: Lexicon) -> bool:
    """Whether the subject of a sentence is somebody, and nothing but them: "Schools", "The governing board", "They"."""
    bare = _OPENING_ARTICLE.sub("", subject, count=1)
    if subject in _PRONOUNS:
        return duty.actor is not None
    if duty.actor is not None and bare.lower() == duty.actor.lower():
        return True
    hits = lexicon.actors.find_in(SideText.of(bare))
    return bool(hits) and hits[0].start == 0 and hits[-1].end == len(bare) and len(hits) == 1
