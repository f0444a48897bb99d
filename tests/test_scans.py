"""Pictures of text: what Tesseract reads counts only where an equation pins it, and nothing it misread ever counts."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageFilter

from loaders.checks.scans import is_unsure_of, settle
from loaders.content import Scanned
from loaders.heads.letterhead import read_letterhead
from loaders.periods.relations import report_period
from loaders.readers.document import open_document
from loaders.readers.pages import images, ocr
from loaders.reading import read
from loaders.records import Fact, LoaderError, Locator, Period, Reading
from tests import pdfs
from tests.test_specimens import published

SPECIMEN = Path(__file__).parents[1] / "data" / "specimens" / "thai-binh-2021.pdf"
WHOLE = {"dossiers.resolved": 4000.0, "dossiers.resolved_early": 3000.0, "dossiers.resolved_on_time": 980.0}


def figures(values: dict[str, float], **more: object) -> list[Fact]:
    """Figures, each with a place of its own: the n-th from 10 n on."""
    return [
        Fact(field, value, "all", f"{value:g}", Locator(10 * at, 10 * at + 5), **more)  # type: ignore[arg-type]
        for at, (field, value) in enumerate(values.items())
    ]


def words(facts: Iterable[Fact], confidence: float = 95.0) -> list[Scanned]:
    return [Scanned(fact.at.start or 0, fact.at.end or 0, confidence) for fact in facts]


def states(facts: Iterable[Fact]) -> dict[str, tuple[str, int, str | None]]:
    return {fact.field: (fact.status, fact.confidence, fact.note) for fact in facts}


# ---- which figures count


def test_what_an_exact_sum_confirms_counts_with_lowered_confidence() -> None:
    facts = figures(WHOLE | {"dossiers.resolved_overdue": 20})
    judged, problems = settle(facts, words(facts))
    assert set(states(judged).values()) == {("confirmed", 2, "OCR 95 %")} and not problems


def test_what_nothing_confirms_is_suspect_and_completes_nothing() -> None:
    facts = figures(WHOLE)
    judged, _ = settle(facts, words(facts))
    assert states(judged) == dict.fromkeys(WHOLE, ("suspect", 1, "OCR 95 %"))
    assert {fact.basis for fact in judged} == {"stated"}


def test_what_an_equation_breaks_is_a_problem_and_not_stated() -> None:
    facts = figures(WHOLE | {"dossiers.resolved_overdue": 70})
    judged, problems = settle(facts, words(facts))
    assert not judged
    assert {problem.fields[0] for problem in problems if problem.kind == "scan"} == {fact.field for fact in facts}


def test_what_was_read_unsurely_is_a_problem_and_not_stated() -> None:
    facts = figures({"dossiers.received": 4120.0})
    judged, (problem,) = settle(facts, words(facts, 79.0))
    assert not judged
    assert (problem.kind, problem.fields, problem.found) == ("scan", ("dossiers.received",), "4120")
    assert "OCR 79 %" in problem.message_vi and problem.at == facts[0].at


def test_a_number_that_only_repeats_another_confirms_nothing() -> None:
    facts = figures({"feedback.received": 85, "feedback.received_new": 85, "feedback.carried_over": 0})
    judged, _ = settle(facts, words(facts))
    assert {fact.status for fact in judged} == {"suspect"}


def test_a_rate_too_round_to_tell_two_numbers_apart_confirms_none() -> None:
    """10 866 and 10 868 of 10 888 are both 99.8 %."""
    counts = {"dossiers.resolved": 10888.0, "dossiers.resolved_early_or_on_time": 10868.0}
    facts = figures(counts | {"dossiers.on_time_rate": 99.8})
    judged, _ = settle(facts, words(facts))
    assert {fact.status for fact in judged} == {"suspect"}


def test_a_rate_that_no_neighbouring_number_gives_confirms() -> None:
    counts = {"dossiers.resolved": 217.0, "dossiers.resolved_early_or_on_time": 203.0}
    facts = [replace_raw(fact) for fact in figures(counts | {"dossiers.on_time_rate": 93.55})]
    judged, _ = settle(facts, words(facts))
    assert {fact.status for fact in judged if fact.basis == "stated"} == {"confirmed"}


def test_a_rate_that_fits_only_when_rounded_further_confirms_none() -> None:
    """203 of 217 is 93.55 %; 93.59 % is another number's, though both are 93.6 %."""
    counts = {"dossiers.resolved": 217.0, "dossiers.resolved_early_or_on_time": 203.0}
    facts = [replace_raw(fact) for fact in figures(counts | {"dossiers.on_time_rate": 93.59})]
    judged, _ = settle(facts, words(facts))
    assert "confirmed" not in {fact.status for fact in judged}


def replace_raw(fact: Fact) -> Fact:
    return Fact(fact.field, fact.value, fact.admin_level, f"{fact.value:g}".replace(".", ","), fact.at)


def test_a_misread_figure_accuses_no_figure_of_the_text_and_nothing_is_derived_in_its_place() -> None:
    facts = figures(WHOLE | {"dossiers.resolved_overdue": 70})
    judged, _ = settle(facts, words(facts[-1:]))
    assert states(judged) == dict.fromkeys(WHOLE, ("plain", 3, None))


def test_figures_of_another_time_never_count() -> None:
    other = Period("quarter", "2023-Q2", date(2023, 3, 15), date(2023, 6, 14), "standard")
    facts = figures(WHOLE | {"dossiers.resolved_overdue": 20}, period=other)
    judged, _ = settle(facts, words(facts))
    assert {fact.status for fact in judged} == {"suspect"}


# ---- which period counts


@pytest.mark.parametrize(
    ("issued", "confidence", "unsure"),
    [
        ("20 tháng 9", 85, False),
        ("20 tháng 9", 70, True),
        ("20 tháng 12", 95, True),
        (None, 85, True),
        (None, 95, False),
    ],
    ids=["fits", "unsure word", "does not fit", "no date", "no date, certain"],
)
def test_a_period_needs_a_sure_word_and_a_date_that_fits(issued: str | None, confidence: float, unsure: bool) -> None:
    dateline = f"Hậu Giang, ngày {issued} năm 2023\n" if issued else ""
    text = f"UBND TỈNH HẬU GIANG\nSố: 1/BC-UBND\n{dateline}BÁO CÁO\nKiểm soát thủ tục hành chính quý III/2023\n"
    text += "I. KẾT QUẢ\n"
    head = read_letterhead(text)
    period = report_period(head.title, "", text, family=head.family, issued_on=head.issued_on)
    at = text.index("III/2023")
    assert period is not None
    assert is_unsure_of(period, head, text, [Scanned(at, at + 8, confidence)]) == unsure
    assert not is_unsure_of(period, head, text, [])


# ---- with Tesseract


def pictures(dpi: int = 300) -> list[Image.Image]:
    """The specimen's pages as a scanner sees them: a little aslant, a little blurred, grey."""
    document = pypdfium2.PdfDocument(SPECIMEN)
    try:
        sheets = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()
    turned = [sheet.rotate(0.6, fillcolor=255, resample=Image.Resampling.BICUBIC) for sheet in sheets]
    return [sheet.filter(ImageFilter.GaussianBlur(0.8)).point(lambda shade: 12 + shade * 9 // 10) for sheet in turned]


def counted(reading: Reading) -> set[tuple[str, str, float]]:
    sure = [fact for fact in reading.facts if fact.status != "suspect" and fact.confidence >= 2]
    return {(fact.field, fact.admin_level, fact.value) for fact in sure}


def saved(picture: Image.Image, path: Path, **more: object) -> Path:
    picture.save(path, **more)  # type: ignore[arg-type]
    return path


@pytest.mark.usefixtures("tesseract")
def test_a_scanned_pdf_counts_what_its_equations_confirm_and_nothing_wrong(tmp_path: Path) -> None:
    first, *rest = pictures()
    path = saved(first, tmp_path / "quét.pdf", save_all=True, append_images=rest, resolution=300)
    (reading,) = read(path)
    assert counted(reading) <= published("Thái Bình")
    assert {"dossiers.received", "dossiers.resolved", "dossiers.pending"} <= {field for field, _, _ in counted(reading)}
    assert all("OCR" in (fact.note or "") and fact.at.page for fact in reading.facts if fact.basis == "stated")
    assert [problem.kind for problem in reading.problems if problem.kind == "scanned"]
    for fact in reading.facts:
        assert fact.basis == "derived" or reading.text[fact.at.start : fact.at.end] == fact.raw


@pytest.mark.usefixtures("tesseract")
def test_a_page_upside_down_is_turned_and_a_tiff_has_a_page_for_each_picture(tmp_path: Path) -> None:
    first, second = (page.crop((0, 0, page.width, page.height // 2)) for page in pictures(200))
    path = saved(
        first.rotate(180),
        tmp_path / "quét.tif",
        save_all=True,
        append_images=[second.rotate(90, expand=True)],
        dpi=(200, 200),
    )
    document = open_document(path)
    assert document.format == "image" and len(document.pages) == 2
    assert "1.150.343" in document.text and "10.686" in document.text


@pytest.mark.usefixtures("tesseract")
def test_a_picture_without_its_dots_per_inch_and_with_a_clear_ground_is_read(tmp_path: Path) -> None:
    page = pictures(150)[1]
    clear = Image.merge("LA", (page.point(lambda _: 0), page.point(lambda shade: 255 - shade)))
    document = open_document(saved(clear, tmp_path / "ảnh.png"))
    assert "10.686" in document.text
    word = next(word for word in document.scanned if document.text[word.start : word.end].startswith("10.686"))
    assert 0 < word.confidence <= 100


@pytest.mark.usefixtures("tesseract")
def test_a_scanned_page_between_pages_of_text_is_read_in_its_place(tmp_path: Path) -> None:
    scan = pdfs.Page()
    picture = pictures(150)[1]
    scan.picture(0, 0, 595, 842, picture.tobytes(), picture.width)
    text = [pdfs.Page(), pdfs.Page()]
    for page, said in zip(text, ("Trang đầu có chữ.", "Trang cuối có chữ."), strict=True):
        pdfs.lines(page, [said])
    path = tmp_path / "lẫn.pdf"
    path.write_bytes(pdfs.pdf([text[0], scan, text[1]]))
    document = open_document(path)
    place = document.text.index("10.686")
    assert document.page_at(place) == 2
    assert document.text.index("Trang đầu") < place < document.text.index("Trang cuối")


@pytest.mark.usefixtures("tesseract")
def test_a_page_that_takes_too_long_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "PAGE_SECONDS", 0.05)
    content = io.BytesIO()
    pictures(150)[1].save(content, "PNG")
    assert "slow_scan" in [remark.kind for remark in images.read(content.getvalue(), "chậm.png").remarks]


# ---- without


def test_a_picture_without_tesseract_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "lacking", lambda: "chưa cài Tesseract (tesseract is not installed)")
    with pytest.raises(LoaderError, match=r"a\.png là bản quét.*chưa cài Tesseract.*tesseract-ocr-vie"):
        images.read(b"\x89PNG", "a.png")


@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n broken", b"\xff\xd8\xff broken", b"II*\0 broken"])
def test_a_broken_picture_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(LoaderError, match="bị hỏng, không mở được ảnh"):
        images.read(content, "a.png")


@pytest.mark.usefixtures("tesseract")
def test_a_picture_of_too_many_dots_is_refused_before_it_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_PIXELS", 10_000)
    content = io.BytesIO()
    Image.new("L", (200, 200), 255).save(content, "PNG")
    with pytest.raises(LoaderError, match="quá lớn"):
        images.read(content.getvalue(), "a.png")
