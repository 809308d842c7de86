"""Actions: what somebody must or should now do, or need no longer do, from the sentence with the duty word.

Input: changes with their duties. Output: an `Action` for each duty gained, made stronger, lost or made weaker. Where a
sentence is "actor, duty word, verb", its action is the order that it gives ("Schools should always know where a child
is" becomes "Always know where a child is"); any other sentence is quoted whole. One that introduces a list says so.
"""

import re
from collections.abc import Sequence

from kcsie_diff.meaning.changed_text import SideText
from kcsie_diff.meaning.lexicon import Lexicon
from kcsie_diff.model.comparison import Action, Change, Duty, DutyEffect, SegmentOp

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
_ARTICLE = re.compile(r"(?:The|A|An|All|Each|Every|Any|the|all) ")
_PRONOUNS = frozenset(("They", "they", "You", "you", "We", "we"))
# The publisher speaking of itself, which an order would put into the mouth of a reader: "refer to our guidance".
_PUBLISHER = re.compile(r"\b(?:our|ours|us|we)\b", re.IGNORECASE)
# What an order can do without at its end: "(i.e. those checks that …)".
_ASIDE = re.compile(r"\s*\((?:i\.e\.|e\.g\.)[^()]*\)(?=\.?$)")


def find_actions(changes: Sequence[Change], lexicon: Lexicon) -> tuple[Action, ...]:
    """The actions that changes ask for or no longer ask for, in their order, each sentence once."""
    found: dict[tuple[str, DutyEffect], Action] = {}
    for change in changes:
        for duty in change.duties:
            if duty.effect is not DutyEffect.NONE:
                order, left = find_order(duty, lexicon), _part_cut(change, duty)
                if left:
                    found.setdefault((left, duty.effect), Action(change.id, duty.effect, left, True, duty.actor))
                    continue
                text = order or duty.sentence
                text += " …" if text.endswith(":") else ""
                action = Action(change.id, duty.effect, text, order is None, duty.actor)
                found.setdefault((duty.sentence, duty.effect), action)
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
    rest = _SAME_SUBJECT.sub(r"\1 ", match["rest"])
    first = rest.split(maxsplit=1)[0].rstrip(".,") if rest.split() else ""
    if _OTHER_DUTY.search(rest) or (match["verb"] == "be" and first not in _STATES):
        return None
    verb = f"{'do not' if match['negative'] == 'not' else match['negative'] or ''} {match['verb']}".strip()
    order = f"{match.groupdict().get('condition') or ''}{verb}{_ASIDE.sub('', rest)}"
    return order[:1].upper() + order[1:]


def _is_actor(subject: str, duty: Duty, lexicon: Lexicon) -> bool:
    """Whether the subject of a sentence is somebody, and nothing but them: "Schools", "The governing board", "They"."""
    bare = _ARTICLE.sub("", subject, count=1)
    if subject in _PRONOUNS:
        return duty.actor is not None
    if duty.actor is not None and bare.lower() == duty.actor.lower():
        return True
    hits = lexicon.actors.find_in(SideText.of(bare))
    return bool(hits) and hits[0].start == 0 and hits[-1].end == len(bare) and len(hits) == 1
