"""What the reports say of rules and noise: a copy of the sentence that each of them has.

Made by `pytest tests/reports/test_glossary.py --accept`. Reports know no step of the comparison, hence the copy.
"""

from collections.abc import Mapping
from types import MappingProxyType

RULES: Mapping[str, str] = MappingProxyType(
    {
        "cover": "The words are on the cover",
        "about-the-revision": "The words are about the edition itself",
        "caption": "The words are a caption",
        "reference-retargeted": "Only the place that a cross reference names differs",
        "adapted-for-print": "The sentence was fitted to a separate print",
        "typing-error": "A typing error was put right, or made",
        "written-otherwise": "The same figure or word is written in another form",
        "imprint": "The words belong to the imprint",
        "edition-replaced": "Only the year of the edition that this one replaces differs",
        "list-joint": "Only the word or mark that joins the items of a list differs",
        "case-only": "Only capital letters differ",
        "punctuation-only": "Only punctuation differs",
        "link-same-host": "The link behind the same words leads to another page of the same site",
        "words-unchanged": "No word changed",
        "publishers-table": "The passage belongs to the publisher’s own table of changes",
        "imprint-or-revision": "The words are about the edition itself",
        "citation-changed": "An Act, Regulations, an Order or a judgment is cited in one edition only",
        "standing-changed": "The standing of a document changed (statutory or not)",
        "binding-word-changed": "A word that binds by law was added, removed or replaced",
        "limit-in-law-changed": "A time limit, an age or a share changed in a sentence that says “must”",
        "law-made": "The words say that a law came into force, was repealed or made something a crime",
        "check-required-by-law": "A check, return or record that the law requires was added or removed",
        "body-replaced-by-law": "One public body replaced another",
        "expectation-changed": "A “should” or a “may” was gained, lost or changed",
        "definition-changed": "Words changed where the guidance says what a term means",
        "source-named": "An older Act or older Regulations are named in a footnote of one edition only",
        "link-retargeted": "The link behind the same words leads to another site",
        "signpost": "A pointer to further information was added or removed",
        "contact-details": "An address or a telephone number changed",
        "resource-named": "The name of a resource or organisation was added, replaced or removed",
        "resource-listed": "A resource or organisation was added to a list, or removed from it",
        "signs-and-examples": "Signs, examples or findings were added or removed",
        "term-replaced": "One term replaced another",
        "heading-reworded": "A heading was reworded, added or removed",
        "list-member": "An item of a list was added or removed",
        "explanation": "Sentences that explain, and expect nothing of anybody, were added or removed",
        "passage-reworded": "A passage on the same topic has other words",
        "review": "Sorted by a person, in the review file",
    }
)
NOISE: Mapping[str, str] = MappingProxyType(
    {
        "renumbered": "Paragraphs with a new number",
        "reference-shifted": "Cross references that follow the new numbers and lead to the same place",
        "typography": "Quotation marks, dashes and other marks in another shape",
        "footnote-mark": "Footnotes with a new number",
        "page-break": "Paragraphs that the end of a page divides in another way",
        "label-glyph": "Bullets and other labels in another shape",
        "cell-bounds": "Table cells divided in another way",
        "spacing": "Spaces inside or between words",
        "hyphenation": "Hyphens at the end of a line or within a word",
        "url-escaping": "Addresses written in another way",
        "edition-year": "The year of the edition in its own name",
        "edition-version": "The version of the edition where it is named",
    }
)
