"""The rules that sort a difference into a category, in the order in which they are asked: the first to apply wins."""

from collections.abc import Iterable

from kcsie_diff.meaning.evidence import Facts
from kcsie_diff.meaning.lexicon import PhraseRule
from kcsie_diff.meaning.rules import additional_support, clarification, editorial, legislative
from kcsie_diff.meaning.rules.rule import Finding, Rule, found
from kcsie_diff.model.comparison import Category, Reason

RULES: tuple[Rule, ...] = (
    *editorial.RULES,
    *legislative.RULES,
    *clarification.DUTY_AND_DEFINITION,
    *clarification.SOURCE,
    *additional_support.SIGNPOSTS,
    *clarification.OTHERS,
    *additional_support.EXPLANATION,
    *clarification.LAST,
)
"""Every rule, in the order in which they are asked: the first that applies decides.

Editorial rules come first, so that the others see only words that carry meaning. Law comes before guidance: what
somebody must do matters most to a reader. A changed “should” or definition is a clarification even where it names a
resource, so these two come before the rules for resources. Those come before the rules for terms, headings and lists,
which would match the name of a resource as well. Then come full sentences that only explain, and last the rule that
takes whatever is left.
"""
# No rule is certain: findings that support each other come no nearer to 1 than this.
MOST = 0.98
_USER = "the user's rules file"


def judge_category(facts: Facts) -> tuple[Category, float, tuple[Reason, ...]]:
    """The category of a change, its confidence (0 to 1), and every reason of that category, the deciding rule's first.

    A user's own rules are asked before the program's. Where a legislative rule of the program decides, the other
    legislative rules that apply are listed as reasons, too, and raise the confidence a little.
    """
    own = _enabled((_as_rule(rule) for rule in facts.lexicon.rules), facts)
    rules = _enabled(RULES, facts)
    for place, rule in enumerate((*own, *rules)):
        finding = rule.test(facts)
        if finding is None:
            continue
        reasons = _reasons(rule, finding)
        confidence = finding.confidence
        if rule.category is Category.LEGISLATIVE and rule.source != _USER:
            for other in rules[place - len(own) + 1 :]:
                more = other.test(facts) if other.category is rule.category else None
                if more:
                    reasons += _reasons(other, more)
                    confidence = max(confidence, more.confidence) + (1 - max(confidence, more.confidence)) / 3
            confidence = round(min(confidence, MOST), 2)
        return rule.category, confidence, tuple(reasons)
    return Category.CLARIFICATION, 0.5, ()


def _enabled(rules: Iterable[Rule], facts: Facts) -> list[Rule]:
    return [rule for rule in rules if rule.name not in facts.lexicon.disabled]


def _reasons(rule: Rule, finding: Finding) -> list[Reason]:
    return [Reason(rule.name, text, side) for text, side in finding.seen]


def _as_rule(own: PhraseRule) -> Rule:
    """A rule of the user's file in the form of the program's own."""

    def test(facts: Facts) -> Finding | None:
        sides = [side for side in facts.words.sides if own.side in (None, side.side)]
        hits = [(hit.text, side.side) for side in sides for hit in own.phrases.find_changed(side)]
        return found(hits, own.confidence)

    phrases = ", ".join(f"“{phrase}”" for phrase, _ in own.phrases.entries)
    return Rule(
        name=own.name,
        category=own.category,
        test=test,
        matches=f"{phrases} among the changed words",
        must_not="other words",
        source=_USER,
        sentence=f"Sorted by the rule “{own.name}” of {_USER}",
    )
