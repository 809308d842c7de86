"""The names that the steps give to their rules, in the words of the reports."""

from collections.abc import Mapping
from types import MappingProxyType

RULES: Mapping[str, str] = MappingProxyType(
    {
        "citation-changed": "An Act, Regulations, an Order or a judgment is cited in one edition only",
        "standing-changed": "The standing of a document changed (statutory or not)",
        "binding-word-changed": "A word that binds by law was gained, lost or put in the place of another",
        "law-made": "The words say that law came into force, was repealed or made something a crime",
        "check-required-by-law": "A check, return or record that law requires was added or dropped",
        "body-replaced-by-law": "One public body stands in the place of another",
        "link-retargeted": "The same words lead to another site",
        "signpost": "A pointer to further information was added or removed",
        "contact-details": "An address or a telephone number changed",
        "resource-named": "The name of a resource or organisation was added, replaced or removed",
        "resource-listed": "A resource or organisation was added to a list, or removed from it",
        "signs-and-examples": "Signs, examples or findings were added or removed",
        "explanation": "Sentences that explain, and ask nothing of anybody, were added or removed",
        "expectation-changed": "A “should” or a “may” was gained, lost or changed",
        "definition-changed": "Words changed where the guidance says what a term means",
        "term-replaced": "One term stands in the place of another",
        "heading-reworded": "A heading was reworded, added or removed",
        "list-member": "An entry of a list was added or removed",
        "passage-reworded": "A passage on the same topic has other words",
        "no-meaning-in-the-words": "The words that differ carry no meaning of their own",
        "words-unchanged": "No word changed",
        "source-named": "An older Act or older Regulations are named in a footnote of one edition only",
        "publishers-table": "The passage belongs to the publisher's own table of changes",
        "imprint-or-revision": "The words are about the edition itself",
        "limit-in-law-changed": "A time limit, an age or a share changed in a sentence that says “must”",
        "review": "Sorted by a person, in the review file",
        "punctuation-only": "Only punctuation differs",
        "case-only": "Only capital letters differ",
        "typing-error": "A typing error was put right, or made",
        "reference-retargeted": "Only the place that a cross reference names differs",
        "adapted-for-print": "The sentence was fitted to a separate print",
        "imprint": "The words belong to the imprint",
        "edition-replaced": "Only the year of the edition that this one replaces differs",
        "list-joint": "Only the word or mark that joins the entries of a list differs",
        "cover": "The words stand on the cover",
        "about-the-revision": "The words are about the edition itself",
        "caption": "The words are a caption",
        "link-same-host": "The same words lead to another page of the same site",
    }
)
MATCHES: Mapping[str, str] = MappingProxyType(
    {
        "same-text": "they have the same words",
        "same-text-beside": "they have the same words, and their neighbours match",
        "same-text-elsewhere": "they have the same words, in another place",
        "same-text-under": "they have the same words, under sections that match",
        "similar-text": "their words are alike",
        "similar-text-beside": "their words are alike, and their neighbours match",
        "similar-text-elsewhere": "their words are alike, in another place",
        "similar-note-under": "they are footnotes with like words, under sections that match",
        "same-label": "they start with the same name",
        "same-place": "they stand alone between neighbours that match, and share some words",
        "same-contents": "what stands under the two headings matches",
        "no-partner": "no passage like it was found in the other edition",
        "piece": "each is a piece of a passage that was split or joined",
        "sentence-shifted": "a sentence went over to the passage beside it",
        "replaced-in-place": "one stands where the other stood",
        "site-moved": "the words are the same, and their link leads elsewhere",
    }
)
NOISE: Mapping[str, str] = MappingProxyType(
    {
        "renumbered": "Paragraphs with a new number and the same words",
        "reference-shifted": "Cross references that follow the new numbers and lead to the same place",
        "typography": "Quotation marks, dashes and other marks in another shape",
        "spacing": "Spaces inside or between words",
        "hyphenation": "Hyphens at the end of a line or within a word",
        "label-glyph": "Bullets and other labels in another shape",
        "url-escaping": "Addresses spelled in another way",
        "cell-bounds": "Cells of a table divided in another way",
        "edition-version": "The version of the edition where it is named",
        "edition-year": "The year of the edition in its own name",
    }
)
