"""Whatever the pages say is said in both languages, and nothing is kept that no page says."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from loaders.catalogue.fields import KINDS
from loaders.vocabulary import FIELD_LEVELS, UNIT_KINDS
from pages.parts.downloads import columns
from pages.parts.language import legend
from pages.parts.language.words import WORDS, say_in
from pages.parts.method import methods
from pages.parts.visits import url
from queries import catalogue
from queries.coverage import STATES
from queries.decomposition import EFFECTS
from queries.reconciliation import CHECKS, VERDICTS
from tests.warehouses import ROOT

FILES = [ROOT / "app.py", *(file for file in (ROOT / "pages").rglob("*.py") if file.name != "words.py")]
SOURCES = "\n".join(file.read_text("utf-8") for file in FILES)
LOADERS = "\n".join(file.read_text("utf-8") for file in (ROOT / "loaders").rglob("*.py"))
NAMED = re.findall(r"""(?:Problem\(|told\()\s*(?:kind=)?"([a-z_0-9]+)\"""", LOADERS)
KINDS_OF_PROBLEM = {*NAMED, "share", "period", "placement"} - {"unclaimed"}
"""What loaders call a problem; those that nothing claimed have a list of their own."""
AS_THEY_ARE = {"message", "found", "expected", "suggestion", "title", "number", "issuer", "source_url", "file", "raw"}
AS_THEY_ARE |= {
    "due_on",
    "signed_on",
    "note",
    "page",
    "sheet",
    "cell",
    "period_start",
    "period_end",
    "issued_on",
    "formula_version",
}
EXPORTED = {*columns.NUMBERS, *columns.TOLD, *AS_THEY_ARE}
"""Columns of downloads."""
BUILT = {
    *(f"kind.{code}" for code in url.KINDS),
    *(f"level.{code}" for code in url.LEVELS),
    *(f"family.{code}" for code in url.FAMILIES),
    *(f"state.{code}" for code in url.STATES),
    *(f"chart.{code}" for code in url.CHARTS),
    *(f"group.{indicator.family}" for indicator in catalogue().values()),
    *(f"window.{basis}" for basis in ("stated", "standard", "calendar", "mixed")),
    *(f"status.{status}{means}" for status in legend.SHAPES for means in ("", "_means")),
    *(f"fact.{status}" for status in ("confirmed", "plain", "suspect", "derived", "unclaimed")),
    *(f"severity.{each}" for each in ("error", "warning", "info")),
    *(f"confidence.{each}" for each in (1, 2, 3)),
    *(f"change.{which}" for which in ("previous", "year", "which_previous", "which_year", "better", "worse")),
    *(f"change.{why}" for why in ("no_previous", "no_year", "other_window", "other_formula", "low_coverage")),
    *("change.no_value", "change.no_step", "change.other_places"),
    *(f"overview.boundaries_{map_}" for map_ in url.BOUNDARIES),
    *("drill.regions_34", "drill.regions_63"),
    *(f"check.{kind}" for kind in KINDS_OF_PROBLEM),
    *(f"rule.{name}" for name in methods.RULED),
    *(f"limit.{name}" for name in methods.LIMITS),
    *(f"over_time.{kind}" for kind in KINDS),
    *(f"over_units.{levels}" for levels in (*FIELD_LEVELS, "none")),
    *(f"sum.{check}" for check in CHECKS),
    *(f"coverage.{state}" for state in STATES),
    *("coverage.map_34", "coverage.map_63"),
    *(f"report.{part}" for part in ("found", "expected", "suggestion")),
    *("filter.family", "filter.state"),
    *("indicator.better_up", "indicator.better_down"),
    *(f"unitkind.{kind}" for kind in UNIT_KINDS),
    *(f"against.{which}" for which in ("region", "nation", "province")),
    *(f"against.why_{why}" for why in ("none", "few", "window", "formula")),
    *("unit.districts", "unit.communes"),
    *(f"compare.{part}_{map_}" for part in ("map", "rule") for map_ in url.BOUNDARIES),
    *("compare.of_34", "compare.of_63", "compare.before", "compare.after"),
    *(f"why.{effect}" for effect in (*EFFECTS, "count_rate_effect", "count_coverage_effect", "came", "left")),
    *(columns.HEADINGS.get(name, f"column.{name}") for name in EXPORTED),
    *(f"verdict.{verdict}" for verdict in VERDICTS),
    *(f"presence.{which}" for which in ("both", "came", "left")),
    *(f"loading.fate_{fate}" for fate in ("new", "held", "known", "refused")),
    *(f"target.scope_{scope}" for scope in ("nation", "ministries", "provinces", "province", "level", "unit")),
}
"""Keys that pages put together from a code."""


def named(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_say_it_and_fill_in_the_same(key: str) -> None:
    vi, en = WORDS[key]
    assert vi.strip() and en.strip()
    assert named(vi) == named(en)


def test_every_code_has_its_words() -> None:
    assert BUILT - set(WORDS) == set()


def test_every_key_that_is_said_is_there() -> None:
    said = set(re.findall(r"""say\(\s*["']([a-z_]+\.[a-z_0-9+]+)["']""", SOURCES))
    assert said - set(WORDS) == set()


def test_no_word_is_kept_that_nobody_says() -> None:
    quoted = set(re.findall(r"""["']([a-z]+\.[a-z_0-9+]+)["']""", SOURCES))
    means = {f"column.{name}_means" for name in EXPORTED}
    assert set(WORDS) - BUILT - quoted - means == set()


def test_words_are_filled_in() -> None:
    assert say_in("vi")("tile.coverage", n=31, total=34) == "31/34 tỉnh có số"
    assert say_in("en")("page.reports") == "Reports"
