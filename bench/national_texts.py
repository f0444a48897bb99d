"""The written reports of a simulated quarter: sentences of ours that state the figures, and where each stands in them.

Each says at its head that it is simulated. A report that is held leaves out of its head what it is held for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

from loaders.catalogue.fields import load_fields
from loaders.places.reference import load_places

SENTENCES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Tiếp nhận, giải quyết hồ sơ",
        (
            "Hồ sơ tiếp nhận trong kỳ là {dossiers.received}, trong đó: mới tiếp nhận {dossiers.received_new} "
            "(trực tuyến {dossiers.received_online}; trực tiếp và qua bưu chính {dossiers.received_offline}); "
            "kỳ trước chuyển qua {dossiers.carried_over}.",
            "Tiếp nhận trực tiếp {dossiers.received_direct} hồ sơ, "
            "qua dịch vụ bưu chính {dossiers.received_postal} hồ sơ.",
            "Hồ sơ đã giải quyết: {dossiers.resolved}; trong đó, trước hạn {dossiers.resolved_early}, "
            "đúng hạn {dossiers.resolved_on_time}, quá hạn {dossiers.resolved_overdue}.",
            "Hồ sơ đang giải quyết: {dossiers.pending}; trong đó, trong hạn {dossiers.pending_in_time}, "
            "quá hạn {dossiers.pending_overdue}.",
            "Tỷ lệ hồ sơ tiếp nhận trực tuyến đạt {dossiers.online_rate}%.",
            "Tỷ lệ hồ sơ giải quyết đúng hạn đạt {dossiers.on_time_rate}%.",
            "Tỷ lệ hồ sơ giải quyết trước hạn đạt {dossiers.early_rate}%.",
            "Tỷ lệ hồ sơ giải quyết quá hạn đạt {dossiers.overdue_rate}%.",
        ),
    ),
    (
        "Số hóa, thanh toán trực tuyến",
        (
            "Số hóa hồ sơ: {digitization.dossiers}/{digitization.dossiers_base} hồ sơ "
            "(tỷ lệ {digitization.dossiers_rate}%).",
            "Cấp kết quả điện tử: {digitization.electronic_results}/{digitization.electronic_results_base} hồ sơ "
            "(tỷ lệ {digitization.electronic_results_rate}%).",
            "Tái sử dụng dữ liệu số hóa: {digitization.reused}/{digitization.reused_base} hồ sơ "
            "(tỷ lệ {digitization.reused_rate}%).",
            "Hồ sơ khai thác CSDL quốc gia về dân cư: {digitization.population_db}/{digitization.population_db_base} "
            "hồ sơ (tỷ lệ {digitization.population_db_rate}%).",
            "Thanh toán trực tuyến: {payments.online}/{payments.online_base} hồ sơ (tỷ lệ {payments.online_rate}%).",
        ),
    ),
    (
        "Tiếp nhận, xử lý phản ánh, kiến nghị",
        (
            "Tiếp nhận trong kỳ {feedback.received} phản ánh, kiến nghị; trong đó: "
            "tiếp nhận mới {feedback.received_new}, kỳ trước chuyển qua {feedback.carried_over}; "
            "về quy định hành chính {feedback.on_regulations}, "
            "về hành vi hành chính {feedback.on_conduct}.",
            "Đã xử lý {feedback.resolved} phản ánh, kiến nghị; trong đó, đăng tải công khai {feedback.published}.",
            "Đang xử lý {feedback.pending} phản ánh, kiến nghị.",
        ),
    ),
    (
        "Thủ tục, dịch vụ công, nhiệm vụ được giao",
        (
            "TTHC thuộc thẩm quyền giải quyết: {procedures.in_force}; trong đó: TTHC do Trung ương quy định: "
            "{procedures.in_force_central}; TTHC do địa phương quy định: {procedures.in_force_local}.",
            "Cung cấp {services.online} dịch vụ công trực tuyến (gồm {services.online_full} dịch vụ công trực tuyến "
            "toàn trình; {services.online_partial} dịch vụ công trực tuyến một phần).",
            "Mức độ hài lòng của người dân, doanh nghiệp đạt {satisfaction.rate}%.",
            "Tổng số nhiệm vụ được giao là {tasks.assigned} (trong đó: {tasks.completed_on_time} nhiệm vụ hoàn thành "
            "đúng hạn; {tasks.completed_late} nhiệm vụ hoàn thành quá hạn; {tasks.in_progress} nhiệm vụ còn trong hạn, "
            "đang triển khai thực hiện).",
        ),
    ),
)
"""Headings with their sentences; one is written where everything in it is stated. To add one: a line."""
OTHERS = "Số liệu khác"
WHERE = {"all": "", "province": "Tại cấp tỉnh, ", "district": "Tại cấp huyện, ", "commune": "Tại cấp xã, "}
LEVELS = {"all": "TOÀN TỈNH", "province": "CẤP TỈNH", "district": "CẤP HUYỆN", "commune": "CẤP XÃ"}
KINDS = {"ksthc": "Kết quả kiểm soát thủ tục hành chính", "thematic": "Chuyên đề: tiếp nhận, giải quyết hồ sơ"}
ROMAN = ("I", "II", "III", "IV")
_FIELD = re.compile(r"\{([a-z0-9_.]+)\}")
Printed = dict[str, tuple[int, str]]
"""Field → which fact of the report it is, and how its value is printed."""


@dataclass
class _Text:
    """A text that grows, and where each fact stands in it."""

    text: str = ""
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)

    def line(self, words: str = "") -> None:
        self.text += f"{words}\n"

    def sentence(self, words: str, stated: Printed) -> None:
        """A line in which every field is replaced by its value."""
        said = "- "
        at = 0
        for found in _FIELD.finditer(words):
            fact, printed = stated.pop(found[1])
            said += words[at : found.start()]
            start = len(self.text) + len(said)
            self.spans[fact] = (start, start + len(printed))
            said += printed
            at = found.end()
        self.line(said + words[at:])


def written(reports: pl.DataFrame, facts: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The texts (report_id, text) of reports, and their facts, in the order of the reports, with where they stand."""
    texts: list[str] = []
    spans: list[tuple[int, int]] = []
    columns = (facts[name].to_list() for name in ("admin_level", "field", "raw"))
    stated = zip(*columns, strict=True)
    for report in reports.iter_rows(named=True):
        own = [next(stated) for _ in range(report["facts"])]
        made = _report(report, own)
        texts.append(made.text)
        spans += [made.spans[at] for at in range(len(own))]
    starts, ends = (pl.Series([span[end] for span in spans], dtype=pl.Int32) for end in (0, 1))
    return reports.select("report_id", text=pl.Series(texts, dtype=pl.String)), facts.with_columns(
        text_start=starts, text_end=ends
    )


def _report(report: dict[str, object], own: Sequence[tuple[str, str, str]]) -> _Text:
    text = _Text()
    for words in _head(report):
        text.line(words)
    levels: dict[str, Printed] = {}
    for at, (level, name, raw) in enumerate(own):
        levels.setdefault(level, {})[name] = (at, raw)
    for number, (level, stated) in enumerate(levels.items()):
        if len(levels) > 1:
            text.line(f"\n{ROMAN[number]}. {LEVELS[level]}")
        _level(text, WHERE[level] if len(levels) > 1 else "", stated)
    text.line("\nTrân trọng báo cáo./.")
    return text


def _head(report: dict[str, object]) -> Iterator[str]:
    """Whose it is and about when, in so far as that is known."""
    unit, key = report["unit"], f"{report['place_vintage']}.{report['place_code']}"
    place = _PLACES.get(key)
    if unit is not None and report["unit_kind"] != "province":
        yield f"ỦY BAN NHÂN DÂN {str(unit).partition(',')[0].upper()}"
    if place is not None:
        yield place if unit is not None and report["unit_kind"] != "province" else f"ỦY BAN NHÂN DÂN {place}"
    yield "\nBÁO CÁO"
    period = report["period"]
    when = f" quý {ROMAN[int(str(period)[-1]) - 1]} năm {str(period)[:4]}" if period else ""
    yield f"{KINDS[str(report['family'])]}{when}"
    yield "(DỮ LIỆU MÔ PHỎNG: không phải số liệu của cơ quan nào)\n"
    if period:
        days = (f"{day:%d/%m/%Y}" for day in (report["period_start"], report["period_end"]))
        yield "Số liệu báo cáo lấy từ ngày {} đến ngày {}.".format(*days)


def _level(text: _Text, where: str, stated: Printed) -> None:
    """All that is stated of one level."""
    for heading, sentences in SENTENCES:
        said = [words for words in sentences if all(name in stated for name in _FIELD.findall(words))]
        if said:
            text.line(f"\n{heading}")
        for words in said:
            text.sentence(
                f"{where}{words[0].lower()}{words[1:]}" if where and words[1].islower() else where + words, stated
            )
    if stated:
        text.line(f"\n{OTHERS}")
    for name in list(stated):
        label = _LABELS[name]
        text.sentence(f"{where}{label}: {{{name}}}.", stated)


def _named(row: dict[str, object]) -> str:
    return f"{row['kind']} {row['name']}".upper()


_PLACES = {f"{row['place_vintage']}.{row['place_code']}": _named(row) for row in load_places().iter_rows(named=True)}
_LABELS = {name: each.label_vi for name, each in load_fields().items()}
