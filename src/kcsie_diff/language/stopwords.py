"""Stop words: English words that say too little to tell by them whether two texts speak of the same thing.

Articles, prepositions, pronouns, conjunctions and forms of "be" and "have", after the list of Manning, Raghavan and
Schütze, "Introduction to Information Retrieval" (2008), section 2.2.2. Modal verbs ("can", "must") and negations
("not", "nor") are left out: in guidance they carry the meaning.
"""

# fmt: off
STOP_WORDS = frozenset({
    "a", "an", "and", "any", "are", "as", "at", "be", "been", "being", "but", "by", "for", "from", "had", "has",
    "have", "if", "in", "into", "is", "it", "its", "of", "on", "or", "so", "such", "than", "that", "the", "their",
    "them", "then", "there", "these", "they", "this", "those", "to", "was", "were", "when", "where", "which", "who",
    "whom", "whose", "will", "with",
})
# fmt: on
"""Words to leave out where the meaning of two texts is compared. Must not hold a word by which a duty could change."""

LIGHT_WORDS = frozenset({"a", "an", "and", "at", "for", "of", "or", "the", "to"})
"""Words that hold nothing in place: between two passages that share no more than these, they are alike by chance."""
