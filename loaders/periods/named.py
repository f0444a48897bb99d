"""The only place that says which labelled periods a title or a sentence names as the report's own.

Not those it looks ahead to, compares with or only uses as bounds of a time; each in the one year that is certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from loaders.periods.context import AHEAD, BARE_MONTHS, COMPARED, OF_A_DOCUMENT, counting_sentences, year_by_issue
from loaders.periods.labels import Label, find_labels, months_counted, months_named
from loaders.periods.stated_windows import Named, Parts, fits
from loaders.periods.windows import SINCE_NEW_YEAR, find_windows
from loaders.text.textform import fold_marks

_OUTLOOK = re.compile(
    r"(?<!\w)ước(?:\s+(?:thực\s+hiện|tính|cả))?\s+$"
    r"|(?:định\s+hướng|dự\s+kiến|trọng\s+tâm|chương\s+trình\s+công\s+tác|(?:và|,|;)\s+mục\s+tiêu)[^.;:]{0,60}$"
)
_HEADING = re.compile(
    r"^[ \t#*_]*(?:[ivx]{1,4}|[0-9]{1,2}(?:\.[0-9]{1,2})*|[a-zđ])[ \t]*[.)/:-][^\n]{0,110}$", re.MULTILINE
)
_REPORTING = re.compile(r"(?:báo\s+cáo|kết\s+quả|tình\s+hình|công\s+tác)(?:[^.;:]){0,160}$")
_CLOSING = re.compile(r"trên\s+đây\s+là(?:[^.;]|\.(?=[0-9])){0,400}")


def named_in(words: str, issued_on: date | None, parts: Parts) -> list[Named] | None:
    """The labels named as the report's own, each once, with their years; None where no year is sure."""
    low, taken = fold_marks(words), bounds(words)
    labels = tuple(label for label in find_labels(words) if not any(a <= label.start < b for a, b in taken))
    own = [label for label in labels if not any(_is_foreign(low[: label.start]))]
    finer = [label for label in own if label.kind != "year"]
    of_years = [
        label
        for label in own
        if label.kind == "year" and not (any(each.year for each in finer) and OF_A_DOCUMENT.search(low[: label.start]))
    ]
    own = [label for label in own if label in finer or label in of_years]
    if finer and of_years and not any(_joined(low, label, other) for label in finer for other in of_years):
        years = {label.year for label in of_years}
        if any(label.year not in {None, *years} for label in finer) or len(years) > 1:
            return None
        own = [replace(label, year=label.year or next(iter(years))) for label in finer]
    keyed: dict[tuple[str, int], set[int]] = {}
    for label in own:
        year = _year_of(label, labels) or _year_in(label, parts.head)
        year = year or year_by_issue(label, issued_on) or _year_in(label, parts.body)
        keyed.setdefault((label.kind, label.number), set()).update({year} if year else ())
    return _dated_alike(keyed)


def bounds(words: str) -> list[tuple[int, int]]:
    """The spans of the windows and of "từ đầu năm đến …": the labels in them bound a time, they name none."""
    since = SINCE_NEW_YEAR.finditer(fold_marks(words))
    return [*((w.start, w.end) for w in find_windows(words)), *(match.span() for match in since)]


def _is_foreign(head: str) -> tuple[object, ...]:
    """Whether what stands before a label says that it is looked ahead to, compared with, or expected."""
    return AHEAD.search(head), COMPARED.search(head[-45:]), _OUTLOOK.search(head)


def _dated_alike(keyed: dict[tuple[str, int], set[int]]) -> list[Named] | None:
    """Each label in the one year of all; None where they have none or several."""
    years = {year for each in keyed.values() for year in each}
    if not keyed:
        return []
    return [Named(kind, number, next(iter(years))) for kind, number in keyed] if len(years) == 1 else None


def _joined(low: str, one: Label, other: Label) -> bool:
    """Whether "và" or a comma alone stands between two labels: both are then the report's own."""
    first, second = sorted((one, other), key=lambda label: label.start)
    return re.fullmatch(r"\s*(?:và|,|;|\+|-|–)\s*(?:(?:cả|lũy\s+kế)\s+)?", low[first.end : second.start]) is not None


def _year_of(label: Label, labels: tuple[Label, ...]) -> int | None:
    """The label's year: printed, or that of the period which the title looks ahead to."""
    if label.year:
        return label.year
    following = [other for other in labels if other.start > label.start and other.year]
    if following:
        ahead = following[0]
        if ahead.kind == label.kind == "year" or ahead.year is None:
            return None
        wraps = ahead.kind == label.kind and ahead.number <= label.number
        return ahead.year - 1 if wraps else ahead.year
    return None


def _year_in(label: Label, context: str) -> int | None:
    """The year with which the text that follows prints the same month, quarter or half."""
    low = fold_marks(context)
    years = {
        other.year
        for other in find_labels(context)
        if (other.kind, other.number) == (label.kind, label.number)
        and not any(_is_foreign(low[max(0, other.start - 90) : other.start]))
    } - {None}
    return years.pop() if len(years) == 1 else None


def named_in_sentences(parts: Parts, issued_on: date | None) -> list[Named] | None:
    """Labels of the opening ("… báo cáo kết quả quý I năm 2024 như sau") or else the closing sentence."""
    low = fold_marks(parts.head)
    opening = {
        Named(label.kind, label.number, label.year)
        for label in find_labels(parts.head)
        if label.kind != "year"
        and label.year
        and _REPORTING.search(low[max(0, label.start - 200) : label.start])
        and not any(_is_foreign(low[max(0, label.start - 90) : label.start]))
    }
    if opening:
        return list(opening) if len(opening) == 1 else None
    closing = _CLOSING.search(fold_marks(parts.body))
    return named_in(parts.body[slice(*closing.span())], issued_on, parts) if closing else []


def counted_one(named: list[Named], parts: Parts) -> Named | None:
    """The one of several labels whose figures the text gives.

    By the window of the data, which fits only one; by the headings, the first of which that names one label comes
    first; or by the sentences that count, where the first names it and none names another.
    """
    fitting = [each for each in named if any(fits(window, each) for window in parts.data_windows())]
    if len(fitting) == 1:
        return fitting[0]
    text = parts.below_title
    low = fold_marks(text)
    headed = [those for those in _those_in(named, text, (match.span() for match in _HEADING.finditer(low))) if those]
    if headed:
        return headed[0][0] if len(headed[0]) == 1 else None
    counted = _those_in(named, text, counting_sentences(low))
    said = {each for sentence in counted for each in sentence}
    return said.pop() if len(said) == 1 and counted[0] else None


def _those_in(named: list[Named], body: str, spans: Iterable[tuple[int, int]]) -> list[list[Named]]:
    """For each span of the text that names labels of the report's own: which of them."""
    low = fold_marks(body)
    found = []
    for start, end in spans:
        keys = {
            (label.kind, label.number, label.year)
            for label in find_labels(body)
            if start <= label.start < end and not any(_is_foreign(low[start : label.start]))
        }
        keys |= {(*months_named(months_counted(match[1])), None) for match in BARE_MONTHS.finditer(low, start, end)}
        found.append([each for each in named if keys & {(each.kind, each.number, year) for year in (None, each.year)}])
    return found
