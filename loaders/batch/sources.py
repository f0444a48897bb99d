"""The only place that finds the files a load is to read, and that names the rule by which one is not a report.

The rules of `RULES` pass some over; to add one, add a line there. What is no regular file is refused here, so that
nothing ever waits on a pipe.
"""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from loaders.records import LoaderError
from loaders.text.file_names import printable, suffix_of

ARCHIVE = ".zip"
DECISION = ".toml"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: on disk, or the member of an archive on disk that `inside` leads to, level by level.

    `name` is what reports call it ("a.docx", "archive.zip/inner/a.docx"), `shown` the same with the folder it is in,
    `size` its bytes (unpacked).
    """

    path: Path
    name: str
    shown: str
    size: int
    inside: tuple[int, ...] = ()

    @property
    def suffix(self) -> str:
        """Such as ".docx", in lower case."""
        return suffix_of(self.name)


@dataclass(frozen=True, slots=True)
class Passed:
    """A file that is not read: by the `rule` that passes it over, or refused because of `error`."""

    shown: str
    rule: str = ""
    error: LoaderError | None = None


Found = Source | Passed

_SYSTEM = {"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "__macosx", "$recycle.bin", "system volume information"}
_LOCK = re.compile(r"~\$|\.~lock\.|~wrl\d+\.tmp$", re.IGNORECASE)
RULES: dict[str, Callable[[str], bool]] = {
    "lock": lambda name: _LOCK.match(name) is not None,
    "system": lambda name: name.lower() in _SYSTEM,
    "hidden": lambda name: name.startswith(".") and name != "..",
    "readme": lambda name: name.upper() == "README.MD",
}
"""Rule → whether it passes over what is called so: a program's lock, the system's own files, hidden ones, notes."""
OVERRULED = ("hidden", "readme")
"""Rules that do not hold for a file named on the command line."""


def rule_for(name: str) -> str | None:
    """The rule by which a file or folder of this name is passed over."""
    return next((rule for rule, holds in RULES.items() if holds(name)), None)


def find(paths: Iterable[str]) -> list[Found]:
    """What the paths, folders and globs lead to, each file once, ordered by its path.

    A name that matches nothing is kept: to be refused by name.
    """
    found: dict[Path, Found] = {}
    for given in paths:
        for path, each in _given(given):
            found.setdefault(path.absolute(), each)
    return _apart([found[path] for path in sorted(found, key=os.fsencode)])


def _apart(found: list[Found]) -> list[Found]:
    """The same; where the names of several files look the same (marks stored otherwise), the later are numbered."""
    seen = Counter[str]()
    for at, each in enumerate(found):
        seen[each.shown] += 1
        if seen[each.shown] > 1:
            found[at] = replace(each, shown=f"{each.shown} ({seen[each.shown]})")
    return found


def _given(given: str) -> Iterator[tuple[Path, Found]]:
    path = Path(given)
    if _is_folder(path):
        yield from _below(path)
    elif _is_there(path) or not any(mark in given for mark in "*?["):
        yield path, _taken(path, rule_for(path.name) if rule_for(path.name) not in OVERRULED else None)
    else:
        root = Path(path.anchor) if path.is_absolute() else Path()
        for match in root.glob(given[len(path.anchor) :] if path.is_absolute() else given):
            yield from _below(match) if _is_folder(match) else [(match, _taken(match, rule_for(match.name)))]


def _below(top: Path) -> Iterator[tuple[Path, Found]]:
    """Every file under a folder, those passed over too. Links to other folders are not followed."""
    folders = [top]
    while folders:
        folder = folders.pop()
        try:
            names = [entry.name for entry in os.scandir(folder)]
        except OSError as cause:
            yield folder, _refused(folder, f"không mở được (the folder cannot be opened): {cause.strerror}")
            continue
        decidable = _decidable(names)
        for path in (folder / name for name in names):
            rule = rule_for(path.name) or ("linked_folder" if path.is_symlink() and _is_folder(path) else None)
            if rule is None and _is_folder(path):
                folders.append(path)
            else:
                yield path, _taken(path, rule, decidable)


def _taken(path: Path, rule: str | None, decidable: set[str] | None = None) -> Found:
    """The file, unless a rule passes it over; `decidable` are the names and stems of the files beside it."""
    if rule is None and path.suffix.lower() == DECISION and _is_there(path):
        beside = _decidable(each.name for each in path.parent.iterdir()) if decidable is None else decidable
        if path.stem not in beside:
            return _refused(path, "là quyết định về một báo cáo không có ở đây (a decision without its report)")
        rule = "decision"
    return Passed(printable(str(path)), rule) if rule else one(path)


def _decidable(names: Iterable[str]) -> set[str]:
    """The names, and the names without ending, of files that a decision may be about."""
    others = [Path(name) for name in names if not name.lower().endswith(DECISION)]
    return {name for other in others for name in (other.name, other.stem)}


def one(path: Path) -> Found:
    """The file at a path, or why there is none to read."""
    try:
        found = path.stat()
    except (OSError, ValueError) as cause:
        what = "là liên kết hỏng (a broken link)" if path.is_symlink() else "không mở được (cannot be opened)"
        return _refused(path, f"{what}: {getattr(cause, 'strerror', None) or cause}")
    if not stat.S_ISREG(found.st_mode):
        return _refused(path, "không phải là tệp: ống dẫn, thiết bị hoặc ổ cắm (a pipe, device or socket, no file)")
    return Source(path, printable(path.name), printable(str(path)), found.st_size)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _is_there(path: Path) -> bool:
    try:
        return stat.S_IFMT(path.lstat().st_mode) != 0
    except FileNotFoundError:
        return False
    except (OSError, ValueError):
        return True


def _refused(path: Path, what: str) -> Passed:
    return Passed(printable(str(path)), error=LoaderError(f"{printable(path.name)} {what}."))
