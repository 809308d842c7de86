"""Addresses: web and e-mail addresses and telephone numbers, as printed in a text or as the target of a link.

Patterns for texts; for targets the host, and a canonical form that is equal where two addresses lead to the same place.
Sources: RFC 3986 (addresses, section 6 on normalising), RFC 5321 (lengths of e-mail addresses), Ofcom's National
Telephone Numbering Plan (groups of figures of the United Kingdom).
"""

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from kcsie_diff.language.normalise import fold

WEB_START = r"(?:https?://|www\.)"
"""Pattern of how an address begins that no reader takes for words."""

# A stop, a closing bracket or a quote at the end belongs to the sentence.
_BODY = r"[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]}'’]"

WEB_ADDRESS = rf"{WEB_START}{_BODY}"
"""Pattern of a web address with "https://" or "www.". Matches "https://www.gov.uk/a" in "(see https://www.gov.uk/a)."""

# Domains that guidance prints without "www."; a list, so that "etc.and" and "i.e" are not hosts.
_DOMAINS = r"(?:gov\.uk|org\.uk|ac\.uk|co\.uk|sch\.uk|police\.uk|nhs\.uk|org|com|net)"

ADDRESS = re.compile(
    rf"{WEB_ADDRESS}|\b(?:gov|nhs|police)\.uk/{_BODY}|\b[a-z0-9-]{{2,60}}(?:\.[a-z0-9-]{{2,60}}){{0,4}}\.{_DOMAINS}\b(?:/(?:{_BODY})?)?",
    re.IGNORECASE,
)
"""A web address as printed, a bare host too: "gov.uk/report", "ceop.police.uk". Must not match "etc.and", "GOV.UK"."""

EMAIL_ADDRESS = r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
"""Pattern of an e-mail address."""

EMAIL = re.compile(EMAIL_ADDRESS)

TELEPHONE = re.compile(r"(?<!\d)(?:\+44\s?(?:\(0\)\s?)?|0)\d{2,4}[\s-]?\d{3,4}[\s-]?\d{3,4}(?!\d)")
"""A telephone number of the United Kingdom: "0800 028 0285", "+44 20 7946 0000". Must not match part of a number."""

NUMBERS = ("tel", "sms")
"""Schemes whose address is a telephone number."""
_COMPARED = ("http", "https", "ftp", "mailto", *NUMBERS)
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")


def canonical_address(target: str) -> str | None:
    """An address without what makes no difference to where it leads; None for what is not an address outside the file.

    http and https, a slash at the end, tracking parts (utm_*, #:~:text=), percent-escaping and the host's case vanish.
    """
    parts = _split(target)
    if parts is None:
        return None
    if parts.scheme == "mailto":
        return fold(unquote(f"mailto:{parts.path}"))
    if parts.scheme in NUMBERS:
        return f"{parts.scheme}:" + "".join(sign for sign in parts.path if sign.isdigit() or sign == "+")
    query = [(name, value) for name, value in parse_qsl(parts.query) if not name.casefold().startswith(_TRACKING)]
    fragment = unquote(parts.fragment).partition(":~:")[0]
    path = unquote(parts.path).rstrip("/")
    return "".join(
        [parts.netloc.casefold(), path, f"?{urlencode(query)}" if query else "", f"#{fragment}" if fragment else ""]
    )


def host_of(target: str) -> str:
    """The host of an address, without "www."; "" where there is none.

    Of an e-mail address it is what follows the @, of a telephone number the number.
    """
    parts = _split(target)
    if parts is None:
        return ""
    if parts.scheme in NUMBERS:
        return canonical_address(target) or ""
    return (parts.path.rpartition("@")[2] if parts.scheme == "mailto" else parts.netloc).casefold().removeprefix("www.")


def on_same_host(one: str, other: str) -> bool:
    """Whether two targets lead to one host, so that a link between them at most moved within a site."""
    return host_of(one) == host_of(other)


def _split(target: str) -> SplitResult | None:
    try:
        parts = urlsplit("".join(target.split()))
    except ValueError:  # "http://[" and the like: hostile or broken, and nothing to compare
        return None
    return parts if parts.scheme.casefold() in _COMPARED else None
