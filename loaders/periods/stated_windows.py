"""The only place that says which of the windows a text prints is that of its data, and fits the period it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from loaders.periods.calendar import period_of
from loaders.periods.context import COMPARED, counting_sentences
from loaders.periods.windows import AS_OF, Window, as_of_day, find_windows
from loaders.records import Period
from loaders.text.textform import fold_marks

_DATA = re.compile(
    r"(?:số\s+liệu|kỳ\s+(?:báo\s+cáo|công\s+bố|thống\s+kê)|thời\s+điểm\s+(?:lấy|chốt)|thời\s+gian\s+(?:lấy|chốt)|chốt\s+số|thống\s+kê"
    r"|kỳ\s+số\s+liệu)[^.;]{0,80}$"
    r"|(?:(?<!được )tính|lũy\s+kế|\(\s*kỳ)\s+(?:từ\s+)?(?:ngày\s+)?$"
    r"|(?:kết\s+quả|tình\s+hình)[^.;\n]{0,60}(?:tiếp\s+nhận|giải\s+quyết|thực\s+hiện)[^.;\n]{0,60}\(\s*(?:từ\s+)?(?:ngày\s+)?$"
)
"""What stands before the window of the data: "số liệu …", "tính từ …", "Kết quả giải quyết hồ sơ (từ …"."""
_LABELLED = re.compile(r"số\s+liệu[^.;]{0,50}$")
_BASES = ("standard", "calendar")


@dataclass(frozen=True, slots=True)
class Named:
    """A label with its year, as the report's own may be."""

    kind: str
    number: int
    year: int

    def period(self, basis: str) -> Period:
        return period_of(self.kind, self.number, self.year, basis)


@dataclass(frozen=True, slots=True)
class Parts:
    """A report as the search of its period sees it: title, text above the first heading, and all of it."""

    title: str
    head: str
    body: str

    @property
    def below_title(self) -> str:
        """The text from the end of the title on."""
        return self.body[max(0, self.body.find(self.head)) :] if self.head else self.body

    def data_windows(self) -> list[Window]:
        """Windows by how surely they are the data's: in the title, the opening, where the text speaks of its data."""
        low = fold_marks(self.body)
        of_data = (w for w in find_windows(self.body) if _DATA.search(low[max(0, w.start - 150) : w.start]))
        return _each_once((*find_windows(self.title), *find_windows(self.head), *of_data))

    def counted_windows(self) -> list[Window]:
        """Windows in the sentences that count, not compared with."""
        low = fold_marks(self.body)
        spans = counting_sentences(low)
        inside = (w for w in find_windows(self.body) if any(start <= w.start < end for start, end in spans))
        return _each_once(w for w in inside if not COMPARED.search(low[max(0, w.start - 45) : w.start]))

    def data_as_of(self) -> date | None:
        """The day to which the figures run, where the text says so of its data."""
        days = {day for part in (self.title, self.head, self.body) for day in self._ends(part)}
        return days.pop() if len(days) == 1 else None

    def _ends(self, part: str) -> Iterator[date | None]:
        low = fold_marks(part)
        for match in AS_OF.finditer(low):
            if part is self.title or _LABELLED.search(low[max(0, match.start() - 60) : match.start()]):
                yield as_of_day(match)


def _each_once(windows: Iterable[Window]) -> list[Window]:
    return list({(window.first, window.last): window for window in reversed(list(windows))}.values())[::-1]


def with_window(named: Named, basis: str, parts: Parts) -> Period:
    """The labelled period with the stated window that is plausible for it, else with the window of `basis`."""
    implied = named.period(basis)
    near = (window for window in find_windows(parts.body) if _near(window, named, 16))
    for window in (*parts.data_windows(), *near):
        if fits(window, named):
            return replace(implied, start=window.first, end=window.last, basis="stated")
    cut = parts.data_as_of()
    if cut and implied.end and abs((cut - implied.end).days) <= 45 and implied.start and cut > implied.start:
        return replace(implied, end=cut, basis="stated")
    return implied


def fits(window: Window, named: Named) -> bool:
    """Whether a stated window covers more than half of the label's, both its ends lie within 45 days of it, and it does
    not run on into the next one.
    """
    end = named.period("calendar").end
    if end and (window.last - end).days > 10:
        return False
    return _near(window, named, 45) and any(_mostly_shared(window, named.period(basis)) for basis in _BASES)


def _near(window: Window, named: Named, days: int) -> bool:
    """Whether both ends lie within `days` of the standard or of the calendar window."""
    return any(
        of.start and of.end and abs((window.first - of.start).days) <= days and abs((window.last - of.end).days) <= days
        for of in map(named.period, _BASES)
    )


def _mostly_shared(window: Window, of: Period) -> bool:
    if not of.start or not of.end:
        return False
    shared = (min(window.last, of.end) - max(window.first, of.start)).days + 1
    return 2 * shared > (of.end - of.start).days + 1 and 2 * shared > (window.last - window.first).days + 1
