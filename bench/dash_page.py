"""A peer of the page Chỉ số: the same course of the same figures, drawn by the same code, served by Dash.

    python -m bench.dash_page FOLDER PORT

Dash is no part of the project: `make bench` fetches it into `bench/out/dash`; where it is not, it is left out.
"""

from __future__ import annotations

import contextlib
import importlib.util
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pages.parts.drawing import charts
from pages.parts.language.words import say_in
from queries import Warehouse, open_warehouse, trend
from tests.browser import free_port, running

INDICATOR, KIND = "on_time_rate", "quarter"
LEVELS = {"all": "Mọi cấp", "province": "Cấp tỉnh"}
MOST = 3


def there() -> bool:
    """Whether Dash can be imported."""
    return importlib.util.find_spec("dash") is not None


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """The page over a data folder; yields its address."""
    port = free_port()
    with running([sys.executable, "-m", __spec__.name, str(folder), str(port)], port, "/_dash-layout", folder) as found:
        yield found


def figure(wh: Warehouse, level: str) -> charts.Figure:
    """As the page Chỉ số draws it: a few places in front of all others."""
    rows = trend(wh, INDICATOR, period_kind=KIND, level=level).to_dicts()
    names = {f"{row['place_vintage']}.{row['place_code']}": str(row["place"]) for row in rows}
    return charts.trend(rows, dict(list(names.items())[:MOST]), "percent", KIND, "vi", say_in("vi"))


def main(folder: Path, port: int) -> None:
    """Serves until it is stopped."""
    import dash  # type: ignore[import-not-found, unused-ignore]

    wh = open_warehouse(folder / "warehouse")
    drawn = cache(lambda level: figure(wh, level))
    app = dash.Dash(__name__, serve_locally=True)
    options = [{"value": level, "label": label} for level, label in LEVELS.items()]
    app.layout = lambda: dash.html.Div(
        [dash.dcc.Dropdown(options, "all", id="level"), dash.dcc.Graph(id="chart"), dash.html.Div(id="foot")]
    )

    def changed(level: str) -> tuple[charts.Figure, str]:
        return drawn(level), LEVELS[level]

    app.callback(dash.Output("chart", "figure"), dash.Output("foot", "children"), dash.Input("level", "value"))(changed)
    app.run(port=str(port), debug=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
