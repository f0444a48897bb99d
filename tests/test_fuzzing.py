"""A few files of each format, changed at random: whatever the bytes are, they are read as promised or refused."""

from __future__ import annotations

from itertools import islice

import pytest

from tests import fuzzing
from tests.fuzzing import changed, seeds, targets
from tests.fuzzing import test_of as work_of

INPUTS = 8


@pytest.fixture(autouse=True)
def without_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """What LibreOffice and Tesseract do with the bytes is not ours to test, and slow."""
    fuzzing.without_programs(monkeypatch.setattr)


@pytest.mark.parametrize("target", targets())
def test_whatever_the_bytes_a_reader_keeps_its_promises_or_refuses_in_a_sentence(target: str) -> None:
    work = work_of(target)
    for content in islice(changed(target), INPUTS):
        work(content)


@pytest.mark.parametrize("target", targets())
def test_every_target_has_files_to_begin_with(target: str) -> None:
    assert any(seeds(target))
