"""Records to bytes and back: MessagePack whose shape is checked against a type; nothing is unpickled.

Workers send what they were asked for in it (`sandbox`), and editions and comparisons are kept in it (`cache`).
"""

import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Raw

from kcsie_diff.errors import ReadingError
from kcsie_diff.model.comparison import Comparison
from kcsie_diff.model.edition import Edition

__all__ = [
    "Raw",
    "comparison_from_bytes",
    "comparison_to_bytes",
    "decode",
    "edition_from_bytes",
    "edition_to_bytes",
    "encodable",
    "encode",
]

T = TypeVar("T")

_EDITION, _COMPARISON = b"kcsie-diff/edition/1\n", b"kcsie-diff/comparison/1\n"
_DIGEST_BYTES = hashlib.sha256().digest_size
_PLAIN, _ESCAPED = b"p", b"e"


def encode(value: object) -> bytes:
    """Return MessagePack. Lone surrogates, which UTF-8 cannot encode, become question marks, but not in paths."""
    try:
        return msgspec.msgpack.encode(value, enc_hook=_from_path)
    except UnicodeEncodeError:
        plain = msgspec.to_builtins(value, builtin_types=(bytes,), enc_hook=_from_path)
        return msgspec.msgpack.encode(_with_strings(plain, encodable))


def decode(data: bytes | Raw, kind: type[T]) -> T:
    """The value of a type that MessagePack holds. Raises ValueError if the bytes are damaged or of another shape."""
    try:
        return msgspec.msgpack.decode(data, type=kind, dec_hook=_to_path)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError(str(error)) from error


def edition_to_bytes(edition: Edition) -> bytes:
    """Everything about an edition as bytes, boxes, keys, links, marks and problems too; see `edition_from_bytes`.

    The same edition gives the same bytes: a line that names the format, the SHA-256 of the rest, and MessagePack.
    """
    return _sealed(edition, _EDITION)


def edition_from_bytes(data: bytes) -> Edition:
    """The edition that `edition_to_bytes` wrote, equal to it in every field.

    Raises ReadingError `damaged-edition` if the bytes are of another format or version, cut short, or changed.
    """
    damaged = ReadingError(
        "damaged-edition",
        "The stored edition is damaged, or another version of kcsie-diff wrote it.",
        "Delete it and read the document again.",
    )
    return _unsealed(data, _EDITION, Edition, damaged)


def comparison_to_bytes(comparison: Comparison) -> bytes:
    """Everything about a comparison as bytes, in the form of `edition_to_bytes`."""
    return _sealed(comparison, _COMPARISON)


def comparison_from_bytes(data: bytes) -> Comparison:
    """The comparison that `comparison_to_bytes` wrote, equal to it in every field.

    Raises ReadingError `damaged-comparison` if the bytes are of another format or version, cut short, or changed.
    """
    damaged = ReadingError(
        "damaged-comparison",
        "The stored comparison is damaged, or another version of kcsie-diff wrote it.",
        "Delete it and compare the documents again.",
    )
    return _unsealed(data, _COMPARISON, Comparison, damaged)


def _sealed(value: object, header: bytes) -> bytes:
    try:
        body = _PLAIN + msgspec.msgpack.encode(value)
    except UnicodeEncodeError:  # a font that maps a glyph to half a surrogate pair
        body = _ESCAPED + msgspec.msgpack.encode(_with_strings(msgspec.to_builtins(value), _escape))
    return header + hashlib.sha256(body).digest() + body


def _unsealed(data: bytes, header: bytes, kind: type[T], damaged: ReadingError) -> T:
    start = len(header) + _DIGEST_BYTES
    digest, form, body = data[len(header) : start], data[start : start + 1], data[start + 1 :]
    if not data.startswith(header) or digest != hashlib.sha256(form + body).digest():
        raise damaged
    try:
        if form == _ESCAPED:
            return msgspec.convert(_with_strings(decode(body, dict), _unescape), kind)
        return decode(body, kind)
    except ValueError as error:
        raise damaged from error


def encodable(text: str) -> str:
    """The text with a question mark for each lone surrogate."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _escape(text: str) -> str:
    return re.sub(r"[\\\ud800-\udfff]", lambda found: f"\\{ord(found[0]):04x}", text)


def _unescape(text: str) -> str:
    return re.sub(r"\\([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)


def _with_strings(value: Any, change: Callable[[str], str]) -> Any:
    """Built-in values with each string in them changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {_with_strings(key, change): _with_strings(held, change) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_with_strings(held, change) for held in value]
    return value


def _from_path(value: object) -> bytes:
    """Encode a path as the bytes by which the system knows it: not every file name is valid text."""
    if isinstance(value, Path):
        return os.fsencode(value)
    raise NotImplementedError(f"{type(value).__name__} cannot be encoded")


def _to_path(kind: type, value: object) -> object:
    if issubclass(kind, Path) and isinstance(value, bytes):
        return Path(os.fsdecode(value))
    raise NotImplementedError(f"{kind.__name__} cannot be decoded")
