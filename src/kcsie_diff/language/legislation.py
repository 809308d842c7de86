"""Citations of United Kingdom law as objects, so that long and short forms of one instrument are one.

Forms follow the citation practice of legislation.gov.uk and OSCOLA (4th edition, 2.4 to 2.6): a short title with its
year ("Education Act 2002"), provisions before it ("section 175 of"), neutral citations of judgments ("[2019] EWCA Civ
12"), retained EU law by number ("Regulation (EU) 2016/679"), and addresses on legislation.gov.uk.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from kcsie_diff.language.dates import PAST_YEAR, is_year
from kcsie_diff.records import Record

INSTRUMENT = r"(?:Act|Regulations|Order|Measure|Rules|Scheme)"
"""Pattern of the word that ends the title of an instrument."""

# Capitalised words that start a sentence or a phrase before a title and are not part of it.
# fmt: off
_LEADING = frozenset({
    "The", "This", "That", "These", "Those", "Under", "See", "In", "By", "From", "Also", "And", "Or", "For",
    "If", "When", "Where", "While", "As", "At", "On", "To", "With", "Both", "Part", "Parts", "Section",
    "Sections", "Schedule", "Regulation", "Article", "Chapter", "Following", "Since", "Through", "Amended",
    "Of", "Via", "Per", "It", "Its", "Their", "Our", "Which", "Whereas", "Although", "New",
})
# fmt: on

_NUMBER = r"\d{1,3}(?!\d)[A-Z]{0,3}(?:\(\w{1,5}\)){0,4}"
_IN_TITLE = r"(?:[A-Z][\w’'-]*,?|\([A-Z][^()]{0,60}\))"

SHORT_TITLE = (
    rf"\b(?!(?:{'|'.join(sorted(_LEADING))})\b)(?:{_IN_TITLE}\s(?:(?:and|of|for|to|the|in|with)\s){{0,2}}){{1,12}}"
    rf"{INSTRUMENT}\s{PAST_YEAR}\b"
)
"""Pattern of a short title with its year, to be read as one: "School Attendance (Pupil Registration) Regulations 2024".

Must not match "The Act", "in 2024" nor the words before a title ("Under the Children Act 1989").
"""

PROVISION = rf"\b(?:[Ss]ections?|[Rr]egulations?|[Ss]chedules?|[Aa]rticles?)\s{_NUMBER}"
"""Pattern of one provision, to be read as one: "section 175(2)", "Regulation 12A"; not "section" alone."""

_ENDS_SHORT_TITLE = re.compile(rf" {INSTRUMENT} {PAST_YEAR}$", re.IGNORECASE)
# The words that end a short title, with its year. Must match "Act 2002", "Regulations 2014 (as amended)"; must not
# match "act 2002" or "the Act" (a short form, see _SHORT) nor "Order 66".
_TITLE_END = re.compile(rf"\b(?P<type>{INSTRUMENT})\s(?P<year>{PAST_YEAR})\b")
# "the 2002 Act", "the 2014 Regulations": short forms that name the year only.
_SHORT = re.compile(rf"\b[Tt]he\s(?P<year>{PAST_YEAR})\s(?P<type>{INSTRUMENT})\b")
# "section 175", "sections 20(7) and 21", "regulation 3A", "Schedule 2", "article 8". Must not match "section" alone nor
# "Part two", which is a part of the guidance. Bounded, so that a list of a thousand numbers costs no more.
_PROVISION = re.compile(
    rf"\b(?:[Ss]ections?|[Rr]egulations?|[Rr]eg\.|[Aa]rticles?|[Ss]chedules?|ss?\.|s(?=\d))\s?{_NUMBER}"
    rf"(?:(?:,\s|\s?[-–]\s?|\s(?:and|to|or)\s|,\sand\s)(?:{_NUMBER}(?![\w%])|\(\w{{1,5}}\))){{0,12}}"
)
# What may stand between a provision and the title it belongs to: "section 3 of Part 2 of the ...".
_OF = re.compile(r"\s?(?:\(\w{1,20}\)\s?)?(?:of|to|in|under)\s(?:Part\s\w{1,4}\s(?:of|to)\s)?(?:[Tt]he\s)?")
# A title without its year, behind a provision: "regulation 34 of the Children's Homes Regulations". Must not match "the
# Act", which stands for one named before.
_UNDATED = re.compile(
    r"(?:[A-Z][\w’'-]*,?\s|\([A-Z][^()]{0,60}\)\s)(?:(?:[A-Z][\w’'-]*,?|\([A-Z][^()]{0,60}\)|of|and|the|for|to|in|with)\s){0,11}"
    r"(?P<type>Act|Regulations|Order|Rules)\b"
)
# Neutral citations of the courts of the United Kingdom (Practice Direction of 14 January 2002 and its successors).
_JUDGMENT = re.compile(
    r"\[(?P<year>(?:19|20)\d\d)\]\s(?:UKSC|UKHL|UKPC|UKUT|UKFTT|EAT|UKEAT|EWCA\s(?:Civ|Crim)|EWHC|EWFC|EWCOP|CSIH|CSOH|NICA)"
    r"\s\d{1,5}(?:\s\((?:Admin|Fam|Ch|QB|KB|AAC|Comm|TCC|B)\))?"
)
# Retained EU law by number: "Regulation (EU) 2016/679", "Directive 2011/93/EU".
_EU = re.compile(
    r"\b(?:Regulation|Directive|Decision)\s(?:\((?:EU|EC|EEC)\)\s)?(?:No\.?\s)?(?P<one>\d{1,4})/(?P<two>\d{1,4})"
    r"(?:/(?:EU|EC|EEC))?"
)
# Addresses on legislation.gov.uk: type, year, number, and the provision where the address names one.
_ADDRESS = re.compile(
    rf"legislation\.gov\.uk/(?:id/)?(?P<type>[a-z]{{3,6}})/(?P<year>{PAST_YEAR})/(?P<number>\d{{1,5}})"
    r"(?:/(?P<part>section|regulation|article|schedule)/(?P<at>\w{1,6}))?"
)
# An instrument known by a name without a year. GDPR is retained EU law (European Union (Withdrawal) Act 2018, s 3).
_NAMED = re.compile(r"\b(?:UK\s?GDPR|GDPR|UK General Data Protection Regulation|General Data Protection Regulation)\b")
# An abbreviation given after a title: 'Act 2018 (DPA)', 'Act 2002 ("the 2002 Act")', 'Act 2006 (SVGA 2006)'.
_ALIAS = re.compile(r"\s?\([“\"‘']?(?:the\s)?(?P<name>[A-Z][A-Za-z]{1,9}(?:\s\d{4})?)[”\"’']?\)")
# What any long form has in it: asked first, because most paragraphs cite nothing.
_MAY_CITE = (
    *(f"{word} " for word in ("Act", "Regulations", "Order", "Measure", "Rules", "Scheme", "Directive", "Decision")),
    *("Regulation (", "Regulation No", "Regulation 20", "] UK", "] EW", "] EA", "] CS", "] NI", "legislation.gov"),
)
_TOKEN = re.compile(r"\([^()]{1,80}\)|[^\s()]+")
# Words that may stand inside a short title in lower case.
_LINKING = frozenset(["of", "and", "the", "for", "to", "in", "on", "by", "with", "from", "etc", "etc."])
_TITLE_TOKENS = 24


def ends_with_short_title(text: str) -> bool:
    """Whether a text ends with the title of an instrument and its year, in any case: "the children act 1989"."""
    return _ENDS_SHORT_TITLE.search(text) is not None


class Instrument(Record, frozen=True):
    """An Act, Regulations, an Order, a judgment or retained EU law. `year` is that of its title or number."""

    title: str
    kind: str
    year: int | None

    @property
    def key(self) -> str:
        """What two spellings of one instrument share."""
        return re.sub(r"[^a-z0-9]+", " ", self.title.lower().replace("’", "'").replace("'", "")).strip()


class Citation(Record, frozen=True):
    """A place where a text names an instrument or a provision of it; `instrument` is None where no text tells which."""

    start: int
    end: int
    text: str
    instrument: Instrument | None
    provision: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """The instrument and the provision, whichever form the text gives them in."""
        return (self.instrument.key if self.instrument else "", _plain_provision(self.provision))

    @property
    def name(self) -> str:
        """The provision and the instrument, as a reader would say it."""
        title = self.instrument.title if self.instrument else ""
        if self.provision and title:
            return f"{self.provision} of the {title}"
        return self.provision or title


def _plain_provision(provision: str | None) -> str:
    if not provision:
        return ""
    short = re.sub(r"^(?:sections?|ss?\.?)\s?", "section ", provision.lower())
    short = re.sub(r"^(?:regulations?|reg\.)\s?", "regulation ", short)
    return re.sub(r"\s+", " ", short)


class Register(Record, frozen=True):
    """The instruments that an edition names: by short form, by abbreviation, and by provision where it is plain."""

    instruments: Mapping[str, Instrument]
    short: Mapping[tuple[str, str], Instrument]
    aliases: Mapping[str, Instrument]
    provisions: Mapping[str, Instrument]


def read_register(texts: Iterable[str]) -> Register:
    """Gather every instrument that texts name in full, so that short forms elsewhere can be resolved.

    A short form that fits two instruments ("the 2006 Act" where two Acts of 2006 are named) resolves to neither.
    """
    instruments: dict[str, Instrument] = {}
    short: dict[tuple[str, str], set[Instrument]] = {}
    aliases: dict[str, set[Instrument]] = {}
    provisions: dict[str, set[Instrument]] = {}
    for text in texts:
        long_forms = _long_forms(text) if any(mark in text for mark in _MAY_CITE) else []
        if not long_forms:
            continue
        for citation in _with_provisions(text, long_forms):
            instrument = citation.instrument
            if instrument is None:
                continue
            one = instruments.setdefault(instrument.key, instrument)
            short.setdefault((str(instrument.year), instrument.kind), set()).add(one)
            if citation.provision:
                provisions.setdefault(_plain_provision(citation.provision), set()).add(one)
            alias = _ALIAS.match(text, citation.end)
            if alias and not re.fullmatch(r"England|Wales|Scotland|Act|Regulations", alias["name"]):
                aliases.setdefault(alias["name"], set()).add(one)
    return Register(MappingProxyType(instruments), _certain(short), _certain(aliases), _certain(provisions))


_Key = TypeVar("_Key")


def _certain(found: Mapping[_Key, set[Instrument]]) -> Mapping[_Key, Instrument]:
    return MappingProxyType({key: next(iter(some)) for key, some in found.items() if len(some) == 1})


def find_citations(text: str, register: Register) -> tuple[Citation, ...]:
    """Every citation of a text, in order. Linear in its length.

    A provision goes with the title it is "of", else with the next title of its sentence, else with the last one named
    before it in the same text, else with the one that the edition names with that provision.
    """
    found = [*_long_forms(text), *_short_forms(text, register)]
    return _with_provisions(text, sorted(found, key=lambda one: one.start), register)


def _long_forms(text: str) -> list[Citation]:
    found = []
    for match in _TITLE_END.finditer(text):
        start = _title_start(text, match.start())
        if start is None:
            continue
        title = re.sub(r"\s+", " ", text[start : match.end()])
        found.append(Citation(start, match.end(), title, Instrument(title, match["type"], int(match["year"]))))
    for match in _JUDGMENT.finditer(text):
        instrument = Instrument(re.sub(r"\s+", " ", match[0]), "judgment", int(match["year"]))
        found.append(Citation(*match.span(), match[0], instrument))
    for match in _EU.finditer(text):
        year = next((int(n) for n in (match["one"], match["two"]) if len(n) == 4), None)
        found.append(Citation(*match.span(), match[0], Instrument(match[0], "retained EU law", year)))
    for match in _ADDRESS.finditer(text):
        title = f"{match['type']} {match['year']}/{match['number']}"
        provision = f"{match['part']} {match['at']}" if match["part"] else None
        instrument = Instrument(title, "address", int(match["year"]))
        found.append(Citation(*match.span(), match[0], instrument, provision))
    return sorted(found, key=lambda one: one.start)


def _title_start(text: str, end: int) -> int | None:
    """Where the short title that ends at `end` (before "Act 2002") starts; None where no title stands there."""
    window = max(0, end - 220)
    tokens = [(match.start(), match[0]) for match in _TOKEN.finditer(text, window, end)]
    start: int | None = None
    tokens = tokens[-_TITLE_TOKENS:]
    bracketed = False
    for place, token in reversed(tokens):
        bare = token.strip("“”‘’\"',;:")
        if bracketed and is_year(token):
            continue  # an Order may bear the name of its Act: "Rehabilitation of Offenders Act 1974 (Exceptions) Order"
        bracketed = token.startswith("(") and token[1:2].isupper()
        if token[-1:] in ".;:" and bare != "etc.":
            break
        if bare[:1].isupper() and bare not in _LEADING:
            start = place
        elif not bracketed and bare not in _LINKING:
            break
    while start is not None and text[start] in "“‘\"'":
        start += 1
    return start


def _short_forms(text: str, register: Register) -> list[Citation]:
    found = []
    for match in _SHORT.finditer(text):
        instrument = register.short.get((match["year"], match["type"]))
        unknown = Instrument(match[0][4:], match["type"], int(match["year"]))
        found.append(Citation(*match.span(), match[0], instrument or unknown))
    for match in _NAMED.finditer(text):
        found.append(Citation(*match.span(), match[0], Instrument("UK GDPR", "retained EU law", None)))
    for name, instrument in register.aliases.items():
        if name in text:
            for match in re.finditer(rf"\b{re.escape(name)}\b", text):
                found.append(Citation(*match.span(), name, instrument))
    return found


def _with_provisions(text: str, titles: list[Citation], register: Register | None = None) -> tuple[Citation, ...]:
    """Join provisions to the titles they belong to, and give the rest citations of their own."""
    by_start = {title.start: number for number, title in enumerate(titles)}
    ends = [title.end for title in titles]
    joined = dict(enumerate(titles))
    alone: list[Citation] = []
    for match in _PROVISION.finditer(text):
        link = _OF.match(text, match.end())
        owner = by_start.get(link.end()) if link else None
        if owner is None and link:
            owner = by_start.get(link.end() - 4) if text[link.end() - 4 : link.end()].lower() == "the " else None
        if owner is not None:
            title = titles[owner]
            joined[owner] = Citation(
                match.start(), title.end, text[match.start() : title.end], title.instrument, match[0]
            )
        elif register is not None:
            place = bisect_right(ends, match.start())
            undated = _UNDATED.match(text, link.end()) if link else None
            owner_of = _owner(text, match, undated, titles[max(0, place - 1) : place + 1], register)
            alone.append(Citation(*match.span(), match[0], owner_of, match[0]))
    return tuple(sorted([*joined.values(), *alone], key=lambda one: one.start))


def _owner(
    text: str, provision: re.Match[str], undated: re.Match[str] | None, near: list[Citation], register: Register
) -> Instrument | None:
    """Whose provision it is that no "of" joins to a title with its year.

    An `undated` title behind it names the instrument of that title that the edition gives in full. Without one it is
    that of the next title of its sentence, of the last one, or of none.
    """
    if undated:
        named = Instrument(undated[0], undated["type"], None)
        title_key = named.key
        dated = [one for key, one in register.instruments.items() if key == f"{title_key} {one.year}"]
        return dated[0] if len(dated) == 1 else named
    for title in near:
        between = text[provision.end() : title.start]
        if title.start >= provision.end() and len(between) <= 120 and not re.search(r"[.;]\s", between):
            return title.instrument
    known = register.provisions.get(_plain_provision(provision[0]))
    before = [title.instrument for title in near if title.end <= provision.start()]
    return before[-1] if before else known
