"""The only place that says how a file name is taken apart, stored and shown."""

from __future__ import annotations

import os
import unicodedata


def suffix_of(name: str) -> str:
    """The ending of a file name with its dot, in lower case; "" where there is none."""
    stem, dot, ending = name.rsplit("/", 1)[-1].rpartition(".")
    return f".{ending.lower()}" if stem and dot else ""


def printable(name: str) -> str:
    """A file's name as it can be stored and shown: composed, signs for control characters, \\xff for no text."""
    text = name if name.isprintable() else os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else _stand_in(c) for c in unicodedata.normalize("NFC", text))


def _stand_in(char: str) -> str:
    if unicodedata.category(char) == "Zs":
        return " "
    return chr(0x2400 + ord(char)) if char < " " else "\ufffd"  # U+2400 and on are pictures of control characters
