"""The event layer: one folium element that carries the data and starts the page's script."""

from __future__ import annotations

import html
from typing import Any

from branca.element import MacroElement

from geomap.errors import UsageError
from geomap.render.page import Page, Raw
from geomap.render.text import SCRIPTS, as_script, own_script, own_style


class EventLayer(MacroElement):
    """Events as packed columns with the interface around them. Event text is data here and never markup.

    Args:
        settings: What the page's script must know; it becomes one JSON block.
        early: Markup of the data blocks that the first picture needs.
        late: Markup of the data blocks that are read when they are first shown.
        scripts: The scripts that make the interface, in order.
    """

    def __init__(self, settings: dict[str, Any], early: str, late: str, scripts: tuple[str, ...] = SCRIPTS) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "EventLayer"
        self.settings = settings
        self.early = early
        self.late = late
        self.scripts = scripts

    def render(self, **kwargs: Any) -> str:
        """Put the parts where they belong in the page.

        Raises:
            UsageError: The layer is not in a map that `draw` made.
        """
        page, parent = self.get_root(), self._parent
        if not isinstance(page, Page) or parent is None:
            raise UsageError("An event layer can only be shown in the map that draw() returned.")
        name, map_name = self.get_name(), parent.get_name()
        settings = as_script(self.settings)
        body = "\n".join(
            [
                f"<noscript>{html.escape(self.settings['strings']['noscript'])}</noscript>",
                f'<script type="application/json" id="{name}">{settings}</script>',
                f"<script>{own_script(self.scripts)}</script>",
                f'<script>geomapPage.prepare("{name}", "{map_name}");</script>',
                self.early,
            ]
        )
        page.header.add_child(Raw(f"<style>{own_style()}</style>"), name=f"{name}_style")
        page.html.add_child(Raw(body), name=name)
        page.script.add_child(Raw(f"geomapPage.start({map_name});"), name=name)
        page.tail.add_child(Raw(self.late), name=name)
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        return ""  # such elements write into their page instead
