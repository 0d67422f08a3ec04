"""The page: whole, safe, and still a folium map."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import folium
import pytest

from geomap.errors import SetupError, UsageError
from geomap.model import Event
from geomap.render import draw
from geomap.render import text as render_text
from geomap.render.page import EventMap
from geomap.render.security import policy, with_policy


def rendered(drawn: Any) -> str:
    return str(drawn.get_root().render())


def settings_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="[^"]+">(.*?)</script>', page, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def test_the_page_names_no_host(make_event: Callable[..., Event]) -> None:
    page = rendered(draw([make_event()]))
    tags = re.findall(
        r"<(?:link|img|iframe|object|embed|base|source|script|use)\b[^>]*>",
        re.sub(r"<script([^>]*)>.*?</script>", r"<script\1>", page, flags=re.DOTALL),
    )
    assert tags
    assert not [tag for tag in tags if re.search(r"\b(?:src|href|data)=", tag)]
    assert not re.findall(
        r"url\((?!data:|#)[^)]*\)|@import", "".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))
    )
    assert page.count("<!DOCTYPE html>") == 1


def test_every_script_that_runs_is_allowed_by_its_hash(make_event: Callable[..., Event]) -> None:
    drawn = draw([make_event()])
    folium.Marker([35, 36], popup="mine").add_to(drawn)
    page = rendered(drawn)
    allowed = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert allowed
    running = [
        code
        for attributes, code in re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
        if "type=" not in attributes
    ]
    assert len(running) >= 5
    for code in running:
        assert base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() in allowed[1]
    assert "unsafe-inline" not in allowed[1].replace("style-src-attr 'unsafe-inline'", "")
    assert "default-src 'none'" in allowed[1]


def test_the_policy_stands_first_and_knows_only_named_tile_hosts(make_event: Callable[..., Event]) -> None:
    page = rendered(draw([make_event()], tiles="https://{s}.tiles.example.org/{z}/{x}/{y}.png", attribution="Tiles"))
    assert re.search(r"<head>\s*<meta http-equiv=\"Content-Security-Policy\"", page)
    assert "img-src data: blob: https://*.tiles.example.org;" in page
    assert "connect-src" not in page.split("</head>")[0].split("Content-Security-Policy")[1][:2000]
    assert "https://" not in rendered(draw([make_event()])).split('content="', 1)[1].split('"', 1)[0]


def test_a_data_block_needs_no_hash() -> None:
    page = '<head></head><script type="application/json">{"a": 1}</script><script>run()</script><style>a{}</style>'
    assert policy(page).count("sha256-") == 2
    assert with_policy(page).index("<meta") < with_policy(page).index("<script")


def test_text_that_looks_like_markup_or_a_template_stays_data(make_event: Callable[..., Event]) -> None:
    nasty = "</script><script>alert(1)</script><!-- {{ 7*7 }} {% for %} ${x} `\u2028"
    page = rendered(
        draw(
            [make_event(quote=nasty, actor1=nasty)],
            title=nasty,
            subtitle=nasty,
            aliases={nasty: [nasty]},
            run={"sources": [nasty]},
        )
    )
    assert "<script>alert" not in page
    settings = settings_of(page)
    assert settings["title"] == nasty
    assert settings["aliases"] == {nasty: [nasty]}
    assert re.search(r"<title>&lt;/script&gt;", page)


def test_saving_is_whole_or_not_at_all(
    make_event: Callable[..., Event], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = draw([make_event()])
    target = tmp_path / "maps" / "map.html"
    drawn.save(target)
    before = target.read_bytes()
    assert before.rstrip().endswith(b"</html>")
    assert [path.name for path in target.parent.iterdir()] == ["map.html"]

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(SetupError, match="No space left on device"):
        drawn.save(str(target))
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == ["map.html"]


def test_saving_into_an_open_file(make_event: Callable[..., Event], tmp_path: Path) -> None:
    with (tmp_path / "map.html").open("wb") as file:
        draw([make_event()]).save(file, close_file=False)
        assert not file.closed
    assert (tmp_path / "map.html").read_bytes().startswith(b"<!DOCTYPE html>")


def test_it_is_a_folium_map_that_leaves_folium_alone(make_event: Callable[..., Event]) -> None:
    before = list(folium.Map.default_js), list(folium.Map.default_css)
    drawn = draw([make_event()])
    assert isinstance(drawn, folium.Map)
    drawn.add_js_link("mine", "https://example.org/mine.js")
    assert (folium.Map.default_js, folium.Map.default_css) == before
    EventMap.default_js.clear()
    assert "srcdoc" in drawn._repr_html_()
    again = rendered(drawn)
    assert again.count('id="gm-block-0"') == 1, "rendering twice writes everything once"


def test_leaflet_s_notice_is_kept() -> None:
    assert "Vladimir Agafonkin" in render_text.leaflet_script()
    assert "THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS" in render_text.leaflet_script()
    assert "sourceMappingURL" not in render_text.leaflet_script()
    assert "url(images/" not in render_text.leaflet_style()


def test_a_missing_leaflet_is_told_with_its_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render_text, "_LEAFLET", "no_such_package")
    with pytest.raises(SetupError, match="pip install django-js-lib-leaflet"):
        render_text._leaflet_folder()


def test_the_tables_of_strings_say_the_same() -> None:
    english = json.loads(render_text.read_asset("strings/en.json"))
    script = render_text.own_script()
    for code in render_text.LANGUAGES:
        table = json.loads(render_text.read_asset(f"strings/{code}.json"))
        for key, value in english.items():
            fields = set(re.findall(r"\{(\w+)\}", value))
            if key in table:
                assert set(re.findall(r"\{(\w+)\}", table[key])) == fields, (code, key)
        missing = {key for key in english if key not in table and not key.startswith(("where_prec.8", "where_prec.9"))}
        assert not missing, (code, missing)
    used = set(re.findall(r'\bt\("([\w.]+)"', script))
    known = set(english) | {key.rsplit(".", 1)[0] for key in english}
    assert used <= known, used - known


def test_the_script_parses() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed: the page's script is only parsed by the browser tests")
    done = subprocess.run(
        [node, "--check", "-"], input=render_text.own_script(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_no_part_of_the_script_builds_markup_from_text() -> None:
    for name in render_text.SCRIPTS:
        code = render_text.read_asset(name)
        risky = re.findall(r"innerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|outerHTML", code)
        assert risky == (["innerHTML"] if name == "shims.js" else []), name
        assert len(code.splitlines()) <= 320, name


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"theme": "pink"}, "no theme 'pink'"),
        ({"group_by": "nothing"}, "group_by names the field 'nothing'"),
        ({"colour_by": "nothing"}, "colour_by names"),
    ],
)
def test_wrong_options_are_told(make_event: Callable[..., Event], options: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        draw([make_event()], **options)


def test_languages(make_event: Callable[..., Event]) -> None:
    assert '<html lang="fr" dir="ltr">' in rendered(draw([make_event()], lang="fr"))
    assert '<html lang="fa" dir="rtl">' in rendered(draw([make_event()], lang="fa"))
    both = settings_of(rendered(draw([make_event()])))
    assert set(both["translations"]) == {"en", "fr"}
    assert settings_of(rendered(draw([make_event()], lang="fr")))["translations"] == {}


def test_no_event_is_still_a_map() -> None:
    page = rendered(draw([]))
    assert settings_of(page)["count"] == 0
