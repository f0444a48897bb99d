"""What is served: the dashboard in `app.py`, with two things Streamlit cannot be told in a setting.

    streamlit run server.py

* `<html lang>` says Vietnamese (or English with ?lang=en), for screen readers, hyphenation and search.
* A link deep into the dashboard is answered rightly as the first visit after a start, not with "Page not found".
"""

from __future__ import annotations

from urllib.parse import parse_qs

import streamlit as st
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

import pages.parts.reading  # noqa: F401  loaded before the first visitor comes, who would wait half a second for it

# Until a session has run st.navigation, Streamlit looks pages up by their files' names. None is to be found so.
PagesManager.uses_pages_directory = False


class Language:
    """Puts the visitor's language into the page that every address answers with."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if b"text/html" in dict(scope["headers"]).get(
            b"accept", b""
        ):  # a page, and so small that it may go uncompressed
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]}
        lang = b"en" if parse_qs(scope["query_string"].decode("latin-1")).get("lang") == ["en"] else b"vi"

        async def translated(message: Message) -> None:
            if message["type"] == "http.response.body" and b'<html lang="en">' in message.get("body", b""):
                message["body"] = message["body"].replace(b'<html lang="en">', b'<html lang="' + lang + b'">', 1)
            await send(message)

        await self.app(scope, receive, translated)


app = st.App("app.py", middleware=[Middleware(Language)])
