"""The category of a change: the rules in their order, the first that applies wins."""

from kcsie_diff.meaning.evidence import Facts
from kcsie_diff.meaning.rules import additional_support, clarification, editorial, legislative
from kcsie_diff.meaning.rules.rule import Rule
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
"""Every rule, in the order in which they are asked."""


def judge_category(facts: Facts) -> tuple[Category, float, tuple[Reason, ...]]:
    """The category of a change, its confidence (0 to 1), and every reason of that category, the deciding rule's first.

    Other rules of the deciding category that apply too are listed as reasons and raise the confidence a little.
    """
    for own in facts.lexicon.rules:
        hits = [
            Reason(own.name, hit.text, side.side)
            for side in facts.words.sides
            if own.side in (None, side.side)
            for hit in own.phrases.find_changed(side)
        ]
        if hits and own.name not in facts.lexicon.disabled:
            return own.category, own.confidence, tuple(hits)
    return _by_rules(facts)


def _by_rules(facts: Facts) -> tuple[Category, float, tuple[Reason, ...]]:
    rules = [rule for rule in RULES if rule.name not in facts.lexicon.disabled]
    for place, rule in enumerate(rules):
        finding = rule.test(facts)
        if finding is None:
            continue
        name = facts.difference.editorial or rule.name if rule.category is Category.EDITORIAL else rule.name
        reasons = [Reason(name, text, side) for text, side in finding.seen]
        confidence = finding.confidence
        if rule.category is Category.LEGISLATIVE:
            for other in rules[place + 1 :]:
                more = other.test(facts) if other.category is rule.category else None
                if more:
                    reasons += [Reason(other.name, text, side) for text, side in more.seen]
                    confidence = max(confidence, more.confidence) + (1 - max(confidence, more.confidence)) / 3
        return rule.category, round(min(confidence, 0.98), 2), tuple(reasons)
    return Category.CLARIFICATION, 0.5, ()
