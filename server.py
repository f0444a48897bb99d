"""What is served: the dashboard in `app.py`, with six things Streamlit cannot be told in a setting.

    streamlit run server.py

* Plotly's script, the largest there is, is fetched while the rest of the page still loads.
* `<html lang>` says Vietnamese (or English with ?lang=en), for screen readers, hyphenation and search.
* A link deep into the dashboard is answered rightly as the first visit after a start, not with "Page not found".
* An address that names no page is answered by the first page, and named in its notice in the visitor's language.
* `pages/parts/browser.js` stands in every page: it copies links and makes pictures of charts; and so does `style.css`,
  which would else be sent anew, 34 kB, at every rerun.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs

import streamlit as st
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.commands import navigation
from streamlit.runtime.pages_manager import PagesManager

import pages.parts.reports.reading  # noqa: F401  loaded before the first visitor comes, who would wait half a second for it

# Until a session has run st.navigation, Streamlit looks pages up by their files' names. None is to be found so.
PagesManager.uses_pages_directory = False
# Streamlit would say so in English, in a box to be clicked away: `frame.unknown_page` says it.
navigation.send_page_not_found = lambda ctx: None

CHART_PAGES = ("/chi-so", "/so-sanh")
CHART_SCRIPT = next((Path(st.__file__).parent / "static" / "static" / "js").glob("PlotlyChart.*.js"), None)
PARTS = Path(__file__).parent / "pages" / "parts"
OWN_SCRIPT = b"<script>" + (PARTS / "browser.js").read_bytes() + b"</script>"
# At the end of the body: of rules equally strong the later one counts, and Streamlit's own are in the head.
OWN_STYLE = b"<style>" + (PARTS / "style.css").read_bytes() + b"</style>"


class Opening:
    """What is put into the page that every address answers with: the visitor's language, and what to fetch early."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or b"text/html" not in dict(scope["headers"]).get(b"accept", b""):
            await self.app(scope, receive, send)
            return
        # so small that it may go uncompressed, and cannot be put anything into if it is not
        scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        english = parse_qs(scope["query_string"].decode("latin-1")).get("lang") == ["en"]
        page = Page("en" if english else "vi", scope["path"].endswith(CHART_PAGES))

        async def opened(message: Message) -> None:
            await send(page.opened(message))

        await self.app(scope, receive, opened)


@dataclass
class Page:
    """The answer to one address on its way out; what is put in changes its length."""

    lang: str
    with_chart: bool

    def opened(self, message: Message) -> Message:
        """The message with the page's own words in it; the length goes, since it is told before the body is seen."""
        if message["type"] == "http.response.start":
            return {**message, "headers": [pair for pair in message["headers"] if pair[0] != b"content-length"]}
        body = message.get("body", b"").replace(b'<html lang="en">', f'<html lang="{self.lang}">'.encode(), 1)
        body = body.replace(b"</head>", self._early() + OWN_SCRIPT + b"</head>", 1)
        return {**message, "body": body.replace(b"</body>", OWN_STYLE + b"</body>", 1)}

    def _early(self) -> bytes:
        if CHART_SCRIPT is None:
            return b""
        rel = "modulepreload" if self.with_chart else "prefetch"
        return f'<link rel="{rel}" crossorigin href="./static/js/{CHART_SCRIPT.name}">'.encode()


app = st.App("app.py", middleware=[Middleware(Opening)])
