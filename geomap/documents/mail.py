"""E-mail saved as .eml: its text, its subject, its sender, its day."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError

from geomap.documents.broken import told
from geomap.documents.encoding import tidy
from geomap.documents.html_text import prose
from geomap.documents.metadata import document
from geomap.documents.raw import Raw
from geomap.errors import DocumentError
from geomap.model import Document


def read(raw: Raw) -> Iterator[Document | DocumentError]:
    """The one document of a mail: the plain text, or else the prose of the HTML. Attachments are not read."""
    data = raw.read()
    with told(raw.name, "mail", MessageError):
        message = message_from_bytes(data, policy=policy.default)
        body = message.get_body(("plain", "html"))
        text = str(body.get_content()) if body is not None else ""
        if body is not None and body.get_content_type() == "text/html":
            text = prose(text)
        sender = message["from"].addresses[0].display_name if message["from"] and message["from"].addresses else None
        known = {"title": message["subject"], "published": message["date"], "source": sender}
    yield document(raw.name, tidy(text), known, strict=False)
