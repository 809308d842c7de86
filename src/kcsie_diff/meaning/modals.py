"""Duty words: every word of a text that obliges, expects or permits, with its force and its sense in the sentence.

Input: one side of a change. Output: its `Modal`s in order. One pattern finds the candidates in one pass; the
words around each decide its sense. The force of a word is that of the Department's own definition (KCSIE, "About this
guidance": "must" is a legal requirement, "should" is advice to follow unless there is good reason not to); words in
capitals count like those in small letters (RFC 2119, section 6, and RFC 8174). docs/duties.md explains each sense.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from enum import IntEnum, StrEnum

from kcsie_diff.meaning.changed_text import Sentence, SideText
from kcsie_diff.meaning.lexicon import Lexicon
from kcsie_diff.records import Record


class Force(IntEnum):
    """How strongly a word binds: permission, expectation, necessity in words that law does not use, requirement."""

    MAY = 1
    SHOULD = 2
    NEED = 3
    MUST = 4


class Sense(StrEnum):
    """What a duty word does in its sentence. Only a binding one creates, ends or changes a duty by itself."""

    BINDING = "binding"
    CONDITION = "condition"  # "Should a pupil go missing, …"
    IDIOM = "idiom"  # "It should be noted that …", "The visit should take about an hour"
    REPORTED = "reported"  # "The review found that schools should …"
    SUBORDINATE = "subordinate"  # "… know when they should call"
    THINGS = "things"  # "The key has to be kept": binds only where it came to, or left, a sentence of both editions
    QUOTED = "quoted"  # "… as “schools must act” shows"
    TITLE = "title"  # the guidance “What schools must publish”


# Whose a duty is: one that is now "theirs" is no other duty.
_WHOSE = "its|his|her|your|our|their"
# Must match "must", "SHOULD NOT", "must never", "is legally required to", "do not require parents to", "have a duty",
# "must have due regard", "commits an offence"; must not match "where required", "as required by", "on duty",
# "in May 2024", "sexual offences", "is a must", "a shall-issue rule", "specific duties on Mondays", "has to hand".
_WORD = re.compile(
    r"\b(?=\w)(?:"  # nothing is looked for but where a word begins: a search of half the time
    r"(?P<modal>(?<!\b[Aa]\s)(?<!-)(?:[Mm]ust|MUST|[Ss]hould|SHOULD|[Ss]hall|SHALL|[Oo]ught|may(?:\s(?:have|need)\sto)?|MAY(?!\s\d)|May(?=\s(?:not|be|also)\b))\b(?!-\w)"
    r"(?:\s(?i:(?:always\s|also\s|only\s)?(?P<no>not|never))\b|n[’']t\b)?)"
    r"|(?P<regard>\b(?:have|has|having)\s(?:due\s|particular\s)?regard\b)"
    r"|(?P<required>\b(?:(?:is|are|be|been|was|were|becomes?)\s(?P<rno>not\s|no\slonger\s)?"
    r"(?:also\s|now\s|legally\s|statutorily\s)?(?:required|mandatory|compulsory|REQUIRED|oblig(?:ed|ated)(?=\sto\b))"
    r"|(?P<dno>(?:(?:do|does|did|will|would|need|may)(?:\snot|n[’']t)|never)\s(?:\w+ly\s)?)?"
    r"requires?(?=\s(?:[\w’'-]+\s){1,12}to\b))\b)"
    r"|(?P<duty>(?P<nod>\b(?:no|not\s(?:under\s)?(?:a|any))\s(?:legal\s|statutory\s|general\s)?dut(?:y|ies)\b)"
    rf"|\b(?:a|the|{_WHOSE}|this|any|legal|statutory|general|specific|sector|equality)\sduty\b"
    r"(?!\s(?:social|team|desk|officer|rota))"
    rf"|\b(?:legal|statutory|equality)\sduties\b|\b(?:the|{_WHOSE}|these|any|general|specific)\sduties\b"
    r"(?=\s(?:to|under|imposed|placed|on\s(?:schools|colleges|the))\b))"
    r"|(?P<need>\b(?P<nno>(?:do|does|did|will)(?:\snot|n[’']t)\s(?:\w+ly\s)?)?(?:have|has|need|needs)\sto\b"
    r"(?!\s(?:do\swith|hand|offer|play|say)\b)|\b(?:is|are)\s(?:also\s)?expected\sto\b)"
    r"|(?P<offence>\b(?:is|be|been|being|becomes?|commits?|committing|committed|guilty\sof|made|makes)\s(?:it\s)?"
    r"(?:also\s|now\s)?(?:an?|the)\s(?:criminal\s|serious\s|summary\s)?(?:offence|crime)\b))"
)
# "Should a pupil go missing," and "…, should the school wish," ask a condition. Must not match "Should be told".
_CONDITION = re.compile(
    r"[Ss]hould\s(?:an?|the|any|anyone|anybody|someone|this|these|those|that|there|they|it|he|she|you|we|another|such"
    rf"|either|both|{_WHOSE}|no)\s"
)
# What comes right before the duty word of a condition: "If staff", "If the alarm". Must not match "If in doubt staff".
_IF = re.compile(
    r"^If\s(?!(?:in|so|not|unsure|necessary|possible|appropriate|needed|required)\b)(?:(?:an?|the|any|either|both)\s)?[\w’'-]+\s$"
)
# A sentence that opens with "Should" and a subject without an article: a name ("Should Government advice alter") or
# people and things in the plural ("Should parents wish"). Must not match verbs ("Should keep", "Should discuss").
_INVERTED = re.compile(
    r"Should\s(?!(?:[Nn]ot|[Nn]ever|Be)\b)(?:[A-Z][\w’'-]*|(?!\w*(?:ss|us)\b)[a-z][\w’'-]+s)\s[^.:;]{2,150},"
)
# Must match "it should be noted that", "It must not be assumed that", "it should be remembered,"; must not match "It
# should be recorded that" or "it should be locked".
_IDIOM = re.compile(
    r"\b[Ii]t\s(?:should|must|may|shall)(?:\s(?:also|always|however))?(?:\snot|n[’']t)?\sbe\s(?:\w+ly\s)?"
    r"(?:noted|remembered|stressed|emphasi[sz]ed|assumed|presumed|thought|supposed|believed|inferred|said|added|mentioned|recogni[sz]ed"
    r"|acknowledged|appreciated|understood|pointed\sout|borne\sin\smind|kept\sin\smind)\b|\b[Aa]s\s(?:it|they)\sshould\b"
)
# What is likely, not what somebody must do. Must match "this should be enough", "the visit should take about an hour";
# must not match "there should be enough staff" or "schools should make it easier".
_ESTIMATE = re.compile(
    r"should\s(?:also\s)?(?:hold\strue|be\s(?:easier|simpler|quicker|faster)|suffice|come\sas\sno\ssurprise"
    r"|take\s(?:about|around|only|no\smore\sthan|up\sto)"
    r"|(?<=\b[Tt]h(?:is|at)\sshould\s)(?:be\senough|make\sit\s(?:easier|simpler|quicker|possible)))\b"
)
# Who says what binds: "the law says that", "the Act states that".
_LAW = re.compile(r"\b(?:law|legislation|Act(?:\s\d{4})?|Regulations(?:\s\d{4})?|regulations|Order|statute)\s$")
# Words talked about: "the word must is", "the terms must and should are", "(must)". Must not match "the terms must be".
_TALKED_ABOUT = re.compile(r"\b(?:words?|terms?|verbs?|keywords?)\s(?:\w+(?:,|\sand|\sor)\s){0,3}$")
_OF_A_WORD = re.compile(r"\s(?:and|or|is|are|as|means?|refers?)\b|,\s|\s?[\[(]")
# A few words without a verb of their own.
_SUBJECT = r"(?:(?!(?:is|are|was|were|has|have|had|be|been|can|will)\b)[\w’'“”\"-]+\s){1,6}$"
# What comes right before a duty word of an indirect question ("know when they", "decide whether a referral to social
# care", "what the head", "shows what", a sentence that opens with "Whether"), of what is only described ("the steps a
# head", "less safe than they", "those who", "scans for doors that") or left to somebody ("may decide that staff"). Must
# not match a clause of its own ("Where a pupil is ill, staff"), "schools which", "have a plan that" or "A list of who
# was trained and in what".
_INDIRECT = re.compile(
    rf"(?<=\w\s)(?:whether|when|what|how|why|if|where|which)\s{_SUBJECT}|^(?:Whether|How|Why)\s[^,;:]*$"
    rf"|,\s(?:whether|what|how|why)\s{_SUBJECT}|(?<!\bin\s)\bwhat\s$|\bthose\s(?:that|which|who)\s$"
    r"|\b(?:may|might|can|could|would)\s(?:\w+ly\s)?(?:decide|determine|conclude|find|feel|believe|think|consider|judge)"
    rf"\sthat\s{_SUBJECT}|\b(?:principle|idea|view|belief|claim)\sthat\s{_SUBJECT}"
    r"|\b(?:(?:identif|specif)(?:y|ies|ying)|(?:find|detect|look|scann?)(?:s|ing)?|mapped\sto)\s"
    r"(?:[\w’,-]+\s){1,9}(?:that|which)\s$"
    rf"|\bthe\s(?:steps?|actions?|measures|factors|matters|procedures)\s(?:that|which|an?|the|each|every|all)\s{_SUBJECT}"
    r"|\b(?:the|of)\s(?:requirements|criteria|conditions)\s(?:(?:that|which)\s)?(?:an?|the|each|every)\s[\w’'-]+\s$"
    r"|\bthan\s(?:it|they|he|she|we|you)\s$"
)
# What comes right before a "required" that is only a condition ("If 128 bits are required,") or tells people apart
# ("Schools that are required to"). Must not match "If a pupil is ill, staff are required" or "says that staff are".
_REQUIRED_OF_SOME = re.compile(
    rf"\b(?i:if|where|when|unless|once)\s{_SUBJECT}"
    r"|(?<!,\s)\b(?:that|who|which)\s(?:(?:is|are|was|were)\s[^;.]{0,80}\s(?:or|and|but)\s)?$"
)
# The clause of a "have to" or "need to" that says what its subject must do: "Staff also", "If it rings, the head will".
# Must not match the noun ("the", "the children’s"), what is only named ("those who", "the data that schools") or
# possible ("the key may"), or a condition ("If staff").
_OWN_CLAUSE = re.compile(
    r"(?:^|[,;:(–]\s|\b(?:and|but|so)\s)(?P<subject>(?!(?:and|but|so)\s)"
    r"(?:(?!(?:as|be|because|can|could|generally|how|if|is|it|may|might|no|not|often|once|or|sometimes|that|they|those|to"
    r"|unless|until|usually|we|what|when|where|whether|which|while|who|whom|why|would)\s)[\w’'/-]+(?<![’']s)\s){1,6}?"
    r"(?<!\bthe\s)(?<!\btheir\s)(?<!\ba\s)(?<!\bany\s))(?:(?:also|always|now|still|then|therefore|will)\s){0,2}$",
    re.IGNORECASE,
)
# "may not" forbids ("Visitors may not smoke"), unless it says what is possible: what follows then is a state, what
# somebody thinks or can do, or an act that nobody would forbid. Nor do children and parents have to be forbidden much.
_POSSIBLY_NOT = re.compile(
    r"\s(?:(?:also|yet|just|themselves|actually|\w+ly|always|all|even)\s)?(?:have|know|feel|need|want|wish|like|reali[sz]e"
    r"|understand|recogni[sz]e|see|think|believe|remember|notice|speak|tell|report|find|fit|match|show|appear|seem|become"
    r"|happen|occur|result|reflect|cover|include|apply|work|help|exist|arise|mean|matter|indicate|address|fall|require|rely"
    r"|come|just|fully|qualify|amount|suffice|satisfy|contain|constitute|benefit|suit"
    r"|meet\s(?:\w+\s){1,3}(?:conditions?|criteria|criterion|definition|needs?|requirements?|standards?|test|thresholds?)"
    r"|be(?!\s(?:[a-z]+ly\s)?(?:used|taken|shared|published|disclosed|charged|appointed|employed|left|given"
    r"|kept|held|removed|excluded|refused|delegated|copied|sold|opened|entered|carried|worn|brought|made|waived|varied"
    r"|transferred|admitted|withheld|set)\b))\b|(?<=or\smay\snot)\s"
)
# A word before "be required" that is the duty word itself ("should be required"), or that takes its force from it.
_WEAKENS = re.compile(r"\b(?:may|might|can|could|would|should|must|shall)\s(?:not\s|also\s|only\s|then\s)?$")
# What makes a duty a mere subject of the sentence: "aware of the duty to report".
_MENTIONED = re.compile(
    r"\b(?:aware|awareness|understand(?:ing)?|reminder|reminded|information|training|guidance)\s(?:of|about|on)?\s?$"
)
# Words in quotation marks, of at most 200 letters: a title or a word that is talked about.
_QUOTED = re.compile(r"“[^”\n]{1,200}”|\"[^\"\n]{1,200}\"|(?<!\w)‘[^‘\n]{1,200}?’(?!\w)|(?<!\w)'[^'\n]{1,200}?'(?!\w)")
# Longer quotations are taken for direct speech.
_TITLE_WORDS = 12
# Whom "requires … to" obliges: people ("schools", "both parents", "them"). Must not match "access" or "adherence",
# which take "to" themselves, or a thing that is needed for a purpose ("a mechanism to limit").
_OBLIGED = re.compile(
    r"\s(?:(?!(?:of|for|in|on|at|by|before|after)\s)[\w’'-]+\s){0,5}?"
    r"(?!(?:access|changes|adjustments|amendments|modifications|responses|references|approaches|additions|links)\s)"
    r"(?:staff|people|children|men|women|them|him|her|you|us|everyone|anyone|[\w’'-]+[^\W\ds]s)\sto\b"
)
_MODALS = ("must", "should", "shall", "may", "ought")
# "must have due regard" is one duty: at most so many letters come between "must" and "regard".
_REGARD_GAP = 12


class Modal(Record, frozen=True):
    """A duty word in its sentence; offsets are into the text of its side. `touched`: whether the change marks it."""

    text: str
    force: Force
    negative: bool
    start: int
    end: int
    touched: bool
    sense: Sense
    side: SideText
    sentence: Sentence

    @property
    def binds(self) -> bool:
        """Whether it imposes a duty and does not merely mention one."""
        return self.sense is Sense.BINDING

    @property
    def word(self) -> str:
        """The duty word itself, without "not", in small letters."""
        words = [word for word in self.text.lower().split() if word != "to"]
        return words[0] if words[0].startswith(_MODALS) else words[-1].removesuffix("s")

    @property
    def is_marked(self) -> bool:
        """Whether the change marks the duty word itself, not merely its "not"."""
        start = self.start + self.text.lower().index(self.word)
        return self.side.touches(start, start + len(self.word))

    @property
    def same(self) -> tuple[str, bool]:
        """What two occurrences of one duty word share."""
        return " ".join(self.text.lower().split()), self.negative


# What every match of `_WORD` holds: a look that spares most texts the search, sentence by sentence.
# fmt: off
_STEMS = (
    *_MODALS, "regard", "requir", "mandatory", "compulsory", "dut", "oblig", "offence", "crime",
    "have to", "has to", "need to", "needs to", "expected to",
)
# fmt: on


def may_hold_modals(text: str) -> bool:
    """Whether a text has the letters of a duty word at all; where it has not, `find_modals` finds none."""
    low = text.lower()
    return any(stem in low for stem in _STEMS)


def find_modals(side: SideText, sentences: Iterable[Sentence], lexicon: Lexicon) -> tuple[Modal, ...]:
    """The duty words of some sentences of a side, in order."""
    return tuple(modal for sentence in sentences for modal in _in_sentence(side, sentence, lexicon))


def _in_sentence(side: SideText, sentence: Sentence, lexicon: Lexicon) -> Iterator[Modal]:
    matches = may_hold_modals(sentence.text) and list(_WORD.finditer(side.text, sentence.start, sentence.end))
    if not matches:
        return
    quoted = [one.span() for one in _QUOTED.finditer(side.text, sentence.start, sentence.end)]
    reported = lexicon.reporting.find(side.text, sentence.words)
    said = [hit.end for hit in reported if not _LAW.search(side.text, sentence.start, hit.start)]
    reported_from = said[0] if said else sentence.end
    last: re.Match[str] | None = None
    for match in matches:
        if match["regard"] and last and last["modal"] and match.start() - last.end() <= _REGARD_GAP:
            continue  # "must have regard" is one duty, reported by its "must"
        if match["required"] and (
            _WEAKENS.search(side.text, sentence.start, match.start()) or not _obliges(side.text, match, lexicon)
        ):
            continue
        last = match
        around = quoted[bisect_left(quoted, match.span()) - 1] if quoted and quoted[0] < match.span() else (0, 0)
        if match.end() < around[1]:
            title = _is_title(side.text[around[0] + 1 : around[1] - 1])
            sense = Sense.TITLE if title else Sense.QUOTED
        else:
            sense = Sense.REPORTED if match.start() >= reported_from else _sense(side.text, sentence, match, lexicon)
        yield Modal(
            match[0].split()[-1] if match["offence"] else match[0],
            _force(side.text, match),
            any(match[no] for no in ("no", "rno", "dno", "nod", "nno")) or match[0].endswith(("n't", "n’t")),
            *match.span(),
            side.touches(*match.span()),
            sense,
            side,
            sentence,
        )


def _obliges(text: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a "requires … to" has somebody for its object; any other duty word need have none."""
    if not match[0].endswith(("require", "requires")) or _OBLIGED.match(text, match.end()):
        return True
    stop = text.find(" to ", match.end())
    return _ends_in_people(text[match.end() : stop if stop >= 0 else match.end()], lexicon)


def _ends_in_people(words: str, lexicon: Lexicon) -> bool:
    side = SideText.of(words.rstrip())
    return any(hit.end == len(side.text) for hit in lexicon.people.find_in(side) + lexicon.actors.find_in(side))


def _sense(text: str, sentence: Sentence, match: re.Match[str], lexicon: Lexicon) -> Sense:
    """The sense of a duty word outside quotations and reported speech."""
    start, end = match.span()
    before, after = text[sentence.start : start], text[end : sentence.end]
    if (
        _CONDITION.match(text, start)
        or (not before and _INVERTED.match(text, start, sentence.end))
        or (_IF.search(before) and "," in after)
    ):
        return Sense.CONDITION
    idioms = _IDIOM.finditer(text, sentence.start, sentence.end)
    if _ESTIMATE.match(text, start) or any(one.end() > start >= one.start() for one in idioms):
        return Sense.IDIOM
    if (before.endswith("(") and after.startswith(")")) or (_TALKED_ABOUT.search(before) and _OF_A_WORD.match(after)):
        return Sense.TITLE
    described = (match["duty"] and _MENTIONED.search(before)) or (
        match["required"] and _REQUIRED_OF_SOME.search(before)
    )
    if described or sentence.text.endswith("?") or _INDIRECT.search(before):
        return Sense.SUBORDINATE
    return _sense_of_need(before, lexicon) if match["need"] or _is_prohibition(text, match) else Sense.BINDING


def _sense_of_need(before: str, lexicon: Lexicon) -> Sense:
    """The sense of "have to", "need to" or "may not", which bind by themselves where people are their subject.

    So they do at the start of an item, whose subject stands in the words before the list.
    """
    if not before:
        return Sense.BINDING
    clause = _OWN_CLAUSE.search(before)
    if clause is None:
        return Sense.SUBORDINATE
    return Sense.BINDING if _ends_in_people(clause["subject"], lexicon) else Sense.THINGS


def _is_title(quoted: str) -> bool:
    """Whether quoted words are a title or a word under discussion, not direct speech."""
    length = len(quoted.split())
    said = quoted.rstrip().endswith((".", "!", ";", ","))
    return length <= 3 or (length <= _TITLE_WORDS and quoted[:1].isupper() and not said)


def _is_prohibition(text: str, match: re.Match[str]) -> bool:
    return bool(match["no"]) and match[0][:3].lower() == "may" and not _POSSIBLY_NOT.match(text, match.end())


def _force(text: str, match: re.Match[str]) -> Force:
    if match["rno"] or match["dno"] or match["nod"] or match["nno"]:
        return Force.MAY  # people who are not required to do a thing may leave it
    if match["need"]:
        return Force.SHOULD if "expected" in match[0] else Force.NEED
    if not match["modal"] or _is_prohibition(text, match):
        return Force.MUST
    word = match["modal"].split()[0].lower().removesuffix("n't").removesuffix("n’t")
    return {"may": Force.MAY, "should": Force.SHOULD, "ought": Force.SHOULD}.get(word, Force.MUST)
