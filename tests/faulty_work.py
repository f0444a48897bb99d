"""Work for worker processes that goes wrong in the way a source's name says; a source of another name is its own name.

The name is "what-number": die-3, hang-7 …
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NoReturn

from loaders.batch.sources import Source
from loaders.records import LoaderError


class Panic(BaseException):
    """Some libraries' faults are no Exception."""


def work(source: Source) -> Any:
    """The source's name, unless it asks for a fault."""
    fault = FAULTS.get(source.name.split("-")[0])
    return fault(source) if fault else source.name


def _exit(source: Source) -> NoReturn:
    os._exit(3)


def _killed(source: Source) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _crash(source: Source) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _hang(source: Source) -> None:
    while True:
        time.sleep(60)


def _hang_with_children(source: Source) -> None:
    """`path` is where the children's process ids are noted, and the folder for what is written meanwhile."""
    command = [sys.executable, "-c", "import time; time.sleep(600)"]
    children = [subprocess.Popen(command, start_new_session=apart) for apart in (False, True)]
    folder = tempfile.mkdtemp()
    source.path.write_text(f"{children[0].pid} {children[1].pid} {folder}")
    children[0].wait()


def _spin(source: Source) -> None:
    sum(range(10**15))


def _eat(source: Source) -> int:
    held = []
    while True:
        held.append(bytearray(50_000_000))


def _panic(source: Source) -> NoReturn:
    raise Panic("no exception at all")


def _refuse(source: Source) -> NoReturn:
    raise LoaderError("Tệp này sai (wrong).", "Sửa lại.")


def _recurse(source: Source) -> Any:
    return _recurse(source)


def _unpicklable(source: Source) -> Any:
    return lambda: source


def _chatter(source: Source) -> str:
    print("to the output of the program that started the worker")
    os.write(1, b"and past Python as well\n")
    return source.name


def _slow(source: Source) -> str:
    time.sleep(0.5)
    return source.name


def _large(source: Source) -> bytes:
    return bytes(source.size)


FAULTS = {
    "exit": _exit,
    "killed": _killed,
    "crash": _crash,
    "hang": _hang,
    "children": _hang_with_children,
    "spin": _spin,
    "eat": _eat,
    "panic": _panic,
    "refuse": _refuse,
    "recurse": _recurse,
    "unpicklable": _unpicklable,
    "chatter": _chatter,
    "slow": _slow,
    "large": _large,
    "who": lambda source: os.getpid(),
}


def source(name: str, size: int = 10, path: Path = Path("nowhere")) -> Source:
    """A source that nobody opens."""
    return Source(path, name, name, size)
