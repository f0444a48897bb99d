"""The catalogue of fields: complete, consistent, and each example reads as the field it stands under."""

import csv
import re
from pathlib import Path

import pytest

from loaders.catalogue.fields import load_fields
from loaders.catalogue.meanings import index
from loaders.catalogue.terms import load_terms, spellings
from loaders.checks.verdicts import judge
from loaders.prose.claims import claim
from loaders.prose.resolution import resolve
from loaders.records import LoaderError

SHARED = Path(__file__).parents[2] / "shared"
EXAMPLES = [(field.name, example) for field in load_fields().values() for example in field.examples]


def read_example(text: str):
    facts, _, _ = resolve(claim(text), "all")
    judged, _ = judge(facts)
    return judged


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[f"{n}-{i}" for i, (n, _) in enumerate(EXAMPLES)])
def test_each_example_reads_as_its_field(name, example):
    """The bracketed figure is read as the field under which the example stands, and as nothing else."""
    (raw,) = re.findall(r"\[([^\]]+)\]", example)
    start = example.index("[")
    text = example.replace("[", "").replace("]", "")
    found = [
        f
        for f in read_example(text)
        if f.basis == "stated" and f.at.start is not None and f.at.start <= start < f.at.end
    ]
    assert [f.field for f in found] == [name], example
    assert text[found[0].at.start : found[0].at.end].strip("%") == raw.strip("%")


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="../shared is absent")
def test_the_catalogue_is_the_vocabulary():
    with (SHARED / "fields.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    fields = load_fields()
    assert [row["field"] for row in rows] == list(fields)
    for row in rows:
        field = fields[row["field"]]
        assert (row["kind"], row["levels"] or None, row["unit"], row["label_vi"]) == (
            field.kind,
            field.levels,
            field.unit,
            field.label_vi,
        )


def test_no_two_fields_mean_the_same():
    assert len(index().counts) > 200 and len(index().percents) > 50


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('["a.b"]\nkind = "flow"\nunit = "dossier"\nlabel_vi = "x"\nlabel_en = "x"\ncolour = "red"', "colour"),
        ('["a.b"]\nkind = "sum"\nunit = "dossier"\nlabel_vi = "x"\nlabel_en = "x"', "kind"),
        ('["a.b"]\nkind = "flow"\nlabel_vi = "x"\nlabel_en = "x"', "unit"),
        ('["a.b"]\nkind = "flow"\nunit = "dossier"\nlabel_vi = "x"\nlabel_en = "x"\nbase = "no.such"', "no.such"),
        ('["a.b"]\nkind = "flow"\nunit = "dossier"\nlabel_vi = "x"\nlabel_en = "x"\nmeans = ["dossier"]', "example"),
    ],
)
def test_a_broken_entry_stops_with_its_name(tmp_path, text, complaint):
    path = tmp_path / "fields.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LoaderError, match=complaint):
        load_fields(path)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[thing]\ndossier = [""]', "empty"),
        ('[thing]\ndossier = ["hồ sơ"]\n[state]\nreceived = ["hồ sơ"]', "means both"),
        ('[thing]\ndossier = ["hồ (sơ|đơn"]', "odd bracket"),
        ('[thing]\nnew = ["a"]\n[origin]\nnew = ["b"]', "two dimensions"),
    ],
)
def test_a_broken_term_stops_with_its_name(tmp_path, text, complaint):
    path = tmp_path / "terms.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LoaderError, match=complaint):
        load_terms(path)


def test_brackets_of_a_term_may_hold_brackets() -> None:
    assert set(spellings("số hóa (hồ sơ( tiếp nhận|)|kết quả)")) == {
        "số hóa hồ sơ",
        "số hóa hồ sơ tiếp nhận",
        "số hóa kết quả",
    }
