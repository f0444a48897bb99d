"""Fuzzing of every reader and of the text pipeline: `make fuzz`, guided by coverage where Atheris can be had.

python -m tests.fuzzing [TARGET…]     seconds a target: FUZZ_SECONDS; what it finds: FUZZ_FOLDER/findings

A target is a suffix of `readers()`, `.zip` (archives), `published` (tables of published figures) or `grammar` (text
made of the grammar's own words). Whatever bytes come, a reader may only refuse them with a LoaderError, and what it
reads keeps every promise of `tests/promises.py`. Programs that readers call (LibreOffice, Tesseract) are left out.
Without Atheris whole files are changed at random; the tests run a few such changes, always the same ones.
"""

from __future__ import annotations

import os
import random
import re
import resource
import signal
import struct
import subprocess
import sys
import time
import traceback
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

SECONDS = float(os.environ.get("FUZZ_SECONDS", "60"))
FOLDER = Path(os.environ.get("FUZZ_FOLDER", ".fuzz"))
LONGEST = 200_000
SLOW_SECONDS, MEMORY_MB = 20, 3_000
SPECIMENS = Path(__file__).parents[1] / "data" / "specimens"
EXTRA = (".zip", "published", "grammar")
SAME_READER = (".docm", ".xlsm", ".htm", ".mhtml", ".jpg", ".jpeg", ".tif", ".tiff", ".rtf", ".odt", ".wps", ".tsv")
"""Suffixes of which another one has the very same code, as far as bytes come into it."""
_LAST = re.compile(r"#(\d+)\s+\w+\s+cov: (\d+) ft: (\d+) corp: (\d+)")


@dataclass(slots=True)
class Record:
    """What fuzzing one target came to."""

    target: str
    executions: int = 0
    coverage: int = 0
    corpus: int = 0
    findings: int = 0


def main(chosen: list[str]) -> int:
    """Fuzz the targets one after the other; prints a line each and every finding; 1 if there is any."""
    records = list[Record]()
    print(f"{'target':12} {'executions':>12} {'seconds':>8} {'coverage':>9} {'corpus':>7} {'findings':>9}")
    for target in chosen or targets():
        began = time.monotonic()
        each = _fuzzed(target)
        counts = f"{each.executions:12,} {time.monotonic() - began:8.0f} {each.coverage:9,} {each.corpus:7,}"
        print(f"{each.target:12} {counts} {each.findings:9}", flush=True)
        records.append(each)
    print(f"{'all':12} {sum(each.executions for each in records):12,}")
    for path in sorted((FOLDER / "findings").glob("*.txt")):
        print(f"\n== {path}\n{path.read_text(encoding='utf-8')}")
    return 1 if any(each.findings for each in records) else 0


def targets() -> list[str]:
    """A suffix of every reader, and what else takes bytes."""
    from loaders.readers.document import readers

    return [*(suffix for suffix in readers() if suffix not in SAME_READER), *EXTRA]


def _fuzzed(target: str) -> Record:
    """Run the fuzzer in a process of its own, again after each finding until the time is up."""
    corpus, findings = FOLDER / "corpus" / target, FOLDER / "findings"
    corpus.mkdir(parents=True, exist_ok=True)
    findings.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(target)):
        (corpus / f"seed-{number}").write_bytes(seed)
    record, until = Record(target), time.monotonic() + SECONDS
    before = {*findings.glob(f"{target}-*.txt")}
    while (left := int(until - time.monotonic())) > 0:
        command = [sys.executable, "-m", "tests.fuzzing", "--one", target, str(corpus), str(left)]
        run = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        for executions, coverage, _, size in _LAST.findall(run.stderr)[-1:]:
            record.executions += int(executions)
            record.coverage, record.corpus = max(record.coverage, int(coverage)), int(size)
        if not _LAST.search(run.stderr):
            raise SystemExit(f"{target}: the fuzzer did not start\n{run.stderr[-2000:]}")
        if run.returncode == 0:
            break
        _kept(target, findings, run.stderr + run.stdout)
    record.findings = len({*findings.glob(f"{target}-*.txt")} - before)
    return record


def _kept(target: str, findings: Path, said: str) -> None:
    """Name what the fuzzer wrote by its target, with what it said beside it; the same fault is kept once."""
    for artifact in [p for kind in ("crash", "timeout", "oom", "slow-unit") for p in findings.glob(f"{kind}-*")]:
        tail = said[said.rfind("=== Uncaught") :] if "=== Uncaught" in said else said[-3000:]
        key = f"{zlib.crc32(signature_of(tail).encode()):08x}"
        artifact.replace(findings / f"{target}-{key}.bin")
        (findings / f"{target}-{key}.txt").write_text(f"{artifact.name}\n{tail}", encoding="utf-8")


def signature_of(said: str) -> str:
    """The innermost line of the loaders' own in a traceback, and the kind of fault."""
    places = re.findall(r'File "[^"]*/((?:loaders|tests)/[^"]+)", line (\d+)', said)
    kind = re.search(r"^(\w+(?:Error|Exception|Warning|Panic\w*))\b", said, re.MULTILINE)
    return f"{places[-1] if places else ''} {kind[1] if kind else said[:80]}"


# ---- seeds


def seeds(target: str) -> Iterator[bytes]:
    """Whole files of the format to begin with: the specimens, and what the tests can write."""
    if target == "grammar":
        yield from (random.Random(n).randbytes(300) for n in range(20))
    elif target == ".zip":
        from tests.zips import encrypted, overlapping, raw_named, zipped

        yield from (zipped({"a.txt": b"x", "b/c.md": b"y"}), zipped({"a.zip": zipped({"b.txt": b"z"})}))
        yield from (encrypted("a.txt", b"x"), overlapping(3), raw_named(b"B\xe1o c\xe1o.txt", b"x"))
    else:
        suffix = ".csv" if target == "published" else target
        yield from (path.read_bytes() for path in SPECIMENS.glob(f"*{suffix}"))
        if target == "published":
            yield b"".join((SPECIMENS.parent / "published" / "figures.csv").read_bytes().splitlines(True)[:20])
        yield from _written(suffix)


def _written(suffix: str) -> Iterator[bytes]:
    from tests.mixed_folder import good
    from tests.test_formats import FORMATS

    yield from (write() for known, write in FORMATS.values() if known == suffix)
    if suffix not in {known for known, _ in FORMATS.values()} and suffix in good():
        yield good()[suffix]


# ---- one target


def fuzz(target: str, corpus: str, seconds: str) -> None:
    """Fuzz in this process until the first finding; ends it."""
    try:
        import atheris  # type: ignore[import-not-found]  # fetched by `make fuzz`, needed by nothing else
    except ImportError:
        sys.exit(_changed_at_random(target, float(seconds)))
    with atheris.instrument_imports(include=["loaders"]):
        from loaders.batch import preloaded

        preloaded.readers()
    without_programs()
    known = {path.stem.rsplit("-", 1)[1] for path in (FOLDER / "findings").glob(f"{target}-*.txt")}
    test = _quiet_about(known, test_of(target))
    options = [
        *(f"-max_total_time={seconds}", f"-timeout={SLOW_SECONDS}", f"-rss_limit_mb={MEMORY_MB}"),
        *(f"-max_len={LONGEST}", f"-artifact_prefix={FOLDER / 'findings'}/", "-print_final_stats=1", "-len_control=20"),
    ]
    mutate = _mutator(lambda content, longest: bytes(atheris.Mutate(content, longest))) if target not in EXTRA else None
    atheris.Setup([sys.argv[0], *options, corpus], test, custom_mutator=mutate)
    atheris.Fuzz()


def _changed_at_random(target: str, seconds: float) -> int:
    """The same without Atheris: whole files changed here and there, one after the other; 1 at the first finding."""
    without_programs()
    test, number, until = test_of(target), 0, time.monotonic() + seconds
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MB * 1_000_000, resource.RLIM_INFINITY))
    known = {path.stem.rsplit("-", 1)[1] for path in (FOLDER / "findings").glob(f"{target}-*.txt")}
    for number, content in enumerate(changed(target), 1):
        signal.alarm(SLOW_SECONDS)  # the default of its signal ends the process
        (FOLDER / "findings" / "timeout-now").write_bytes(content)
        try:
            _quiet_about(known, test)(content)
        except Exception:
            (FOLDER / "findings" / "timeout-now").rename(FOLDER / "findings" / f"crash-{number}")
            print(f"=== Uncaught\n{traceback.format_exc()}\n#{number} DONE cov: 0 ft: 0 corp: 0", file=sys.stderr)
            return 1
        if time.monotonic() > until:
            break
    signal.alarm(0)
    (FOLDER / "findings" / "timeout-now").unlink()
    print(f"#{number} DONE cov: 0 ft: 0 corp: 0", file=sys.stderr)
    return 0


def changed(target: str, seed: int = 766) -> Iterator[bytes]:
    """Seeds with a few bytes, or a few of one part, changed at random; always the same ones, without end."""
    chance, whole = random.Random(seed), [*seeds(target)]
    mutate = _mutator(lambda content, longest: _mutated(content, chance)[:longest])
    while True:
        content = chance.choice(whole)
        yield mutate(content, LONGEST, chance.randrange(10**9)) if target not in EXTRA else _mutated(content, chance)


def _mutated(content: bytes, chance: random.Random) -> bytes:
    """Bytes flipped, cut out, doubled, moved, replaced by another number, several times."""
    made = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at, length = chance.randrange(len(made) + 1), chance.choice((1, 2, 8, 64, 512))
        match chance.randrange(6):
            case 0:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del made[at : at + length]
            case 2:
                made[at:at] = made[at : at + length]
            case 3:
                other = chance.randrange(len(made) + 1)
                made[at : at + length] = made[other : other + length]
            case 4:
                made[at:at] = chance.choice(ODD)
            case _:
                made[at : at + 4] = struct.pack(chance.choice(("<i", ">i")), chance.choice((-1, 0, 1, 2**31 - 1)))
    return bytes(made)


ODD = (
    b"\0",
    b"\xff\xfe",
    "\u0301".encode(),
    "\u202e".encode(),
    b"<",
    b"]]>",
    b"\r",
    b"%",
    b"9" * 30,
    b"1.000.000",
    b"|",
)
"""What a reader may stumble over."""


def _quiet_about(known: set[str], test: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """The test without the faults that were found before."""

    def quiet(content: bytes) -> None:
        try:
            test(content)
        except Exception:
            said = traceback.format_exc()
            if f"{zlib.crc32(signature_of(said).encode()):08x}" not in known:
                raise

    return quiet


def without_programs(put: Callable[[object, str, object], None] = setattr) -> None:
    """Readers that call another program get nothing from it: what it does with the bytes is not ours to fuzz."""
    from loaders.readers import libreoffice
    from loaders.readers.pages import ocr
    from loaders.records import LoaderError

    def no_program(*_: Any) -> bytes:
        raise LoaderError("no program")

    put(libreoffice, "_converted", no_program)
    put(ocr, "require", lambda name: None)
    put(ocr, "scan", lambda picture, dpi: None)


def test_of(target: str) -> Callable[[bytes], None]:
    """What is done with the bytes that come; raises what should not be raised."""
    from loaders.readers import figures
    from loaders.records import LoaderError

    def published(content: bytes) -> None:
        try:
            figures.read_content(content, "a.csv")
        except LoaderError:
            return

    def grammar(content: bytes) -> None:
        from tests.test_promises import HEAD, JOINTS, promised, words

        said = words()
        pieces = [HEAD.format(place="BÌNH THUẬN", of="kiểm soát thủ tục hành chính") if content[:1] > b"\x80" else ""]
        for kind, one, joint in struct.iter_unpack("<BHB", content[1 : 1 + len(content[1:]) // 4 * 4]):
            number = f"{one * (kind % 7):,}".replace(",", ".,/%"[kind % 4])
            pieces += [number if kind & 8 else said[one % len(said)], JOINTS[joint % len(JOINTS)]]
        promised("".join(pieces))

    def document(content: bytes) -> None:
        from loaders.readers.document import document_of
        from loaders.reading import read_document
        from tests.promises import broken

        try:
            found = document_of(content, f"a{target}")
        except LoaderError as refused:
            assert refused.title
            return
        if len(found.text) < 20_000:
            assert (faults := broken(found, read_document(found))) == [], faults

    tests = {".zip": _unpack, "published": published, "grammar": grammar}
    return tests.get(target, document)


def _unpack(content: bytes) -> None:
    from loaders.batch import archives
    from loaders.batch.sources import Source
    from loaders.records import LoaderError

    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.zip"
        path.write_bytes(content)
        try:
            found = archives.members(Source(path, "a.zip", "a.zip", len(content)))
        except LoaderError:
            return
        for each in found:
            assert each.shown.isprintable() and "/../" not in each.shown
            if isinstance(each, Source):
                with suppress(LoaderError):
                    archives.content(each)


Mutate = Callable[[bytes, int], bytes]


def _mutator(mutate: Mutate) -> Callable[[bytes, int, int], bytes]:
    """Bytes as they come; of an archive that is a document now and then the inside of one of its parts."""

    def mutated(content: bytes, longest: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if content.startswith(b"PK") and chance.random() < 0.9:
            try:
                return _with_a_part_changed(content, chance, mutate)
            except (BadZipFile, OSError, ValueError, KeyError, NotImplementedError, zlib.error, EOFError, RuntimeError):
                pass
        return mutate(content, longest)

    return mutated


def _with_a_part_changed(content: bytes, chance: random.Random, mutate: Mutate) -> bytes:
    changed = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(changed, "w", ZIP_DEFLATED) as new:
        names = old.namelist()
        victim = chance.choice(names)
        for name in dict.fromkeys(names):
            part = old.read(name)
            new.writestr(name, mutate(part, len(part) + 200) if name == victim else part)
    return changed.getvalue()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        fuzz(*sys.argv[2:5])
    else:
        sys.exit(main(sys.argv[1:]))
