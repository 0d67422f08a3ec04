"""Sound archives around the bytes that are fuzzed, and small sound files of each kind to begin from."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

PROJECT = Path(__file__).parents[2]
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

WORD_BODY = f'<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>A bomb killed two in Kano.</w:t></w:r></w:p>\
<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:body></w:document>'.encode()
SHEET = f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>latitude</t></is></c>\
<c r="B1" t="inlineStr"><is><t>longitude</t></is></c><c r="C1" t="inlineStr"><is><t>date</t></is></c></row><row r="2">\
<c r="A2"><v>1.5</v></c><c r="B2"><v>2.5</v></c><c r="C2" t="inlineStr"><is><t>2021-03-04</t></is></c></row></sheetData>\
</worksheet>'.encode()


def zipped(entries: Mapping[str, bytes | str]) -> bytes:
    """An archive of these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _types(part: str, kind: str) -> str:
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        f'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
    )


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_RELATIONS}/{kind}" '
        f'Target="{target}"/></Relationships>'
    )


def docx(body: bytes) -> bytes:
    """A Word file with this document part."""
    return zipped({
        "[Content_Types].xml": _types("word/document.xml", _WORD),
        "_rels/.rels": _relation("officeDocument", "word/document.xml"),
        "word/document.xml": body,
    })  # fmt: skip


def xlsx(sheet: bytes) -> bytes:
    """A workbook with this as its one sheet."""
    return zipped({
        "[Content_Types].xml": _types("xl/workbook.xml", f"{_SHEET}.sheet.main+xml"),
        "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets><sheet name="events" sheetId="1" '
        'r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": sheet,
    })  # fmt: skip


_RECORD = b'{"text":"A bomb killed two in Kano.","published":"2021-03-04","doc_id":"a","spans":[[21,25]]}\n'
_CSV = b"latitude,longitude,event_date,event_type,fatalities,text_\n1.5,2.5,2021-03-04,Battles,3,=1+1\n"
_GEOJSON = b"""{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":
[2.5,1.5]},"properties":{"event_date":"2021-03-04","name":"Riverton","fatalities":3,"claimants":"police; army",
"spans":[{"role":"place","start":0,"end":2}],"reports":[{"report_id":"r","doc_id":"d","quote":"x"}]}}]}"""
_POLYGON = b"""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"shapeName":"Riverton","shapeISO":
"NG-KN","shapeType":"ADM1","shapeGroup":"NGA"},"geometry":{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,1]]]}}]}"""
_PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 52>>stream
BT /F1 12 Tf 20 100 Td (A bomb killed two) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF"""
_TEXTS = (
    b"Two soldiers were killed on Friday night near Kano, the army said. On 3 March 2021, some twenty-three people fled.",
    "Trois civils ont été tués dans la nuit de lundi à mardi à Gao, selon l'armée. Vingt-deux blessés, dit-il.".encode(),
    "Am 3. März wurden zwei Menschen getötet. El 5 de marzo murieron tres civiles en Bogotá.".encode(),
)


def beginnings(name: str) -> list[bytes]:
    """Sound inputs for a target, which a fuzzer changes from there, and a day that nobody can read."""
    unread = [b'{"text":"Two killed.","published":"some day or other 3"}'] if name.startswith("documents.json") else []
    return [*_sound(name), *unread]


def _sound(name: str) -> list[bytes]:
    kind, _, suffix = name.partition(".")
    known = {
        "documents.txt": [b"---\ntitle: T\ndate: some day or other 3\n---\nTwo killed.", *_TEXTS],
        "documents.md": [b"---\ntitle: T\ndate: 2021-03-04\n---\n# Head\n\n*Two* [killed](http://x) in Kano.\n"],
        "documents.html": [b"<html><head><meta charset=latin-1><title>T</title></head><body><p>Two killed.</p></body>"],
        "documents.pdf": [_PDF],
        "documents.rtf": [rb"{\rtf1\ansi{\fonttbl\f0 Arial;}\f0 Two killed in K\'e4no.\par\u233?}"],
        "documents.eml": [b"From: A <a@b.c>\nSubject: =?utf-8?q?T?=\nDate: Thu, 4 Mar 2021 10:00:00 +0000\n\nTwo killed.",
                          b"Date: some day or other 3\n\nTwo killed."],
        "documents.xml": [(b"<rss><channel><title>T</title><item><title>A</title><description>Two killed.</description>"
                          b"<pubDate>Thu, 4 Mar 2021 10:00:00 GMT</pubDate></item><item><title>B</title><pubDate>some day 3</pubDate></item></channel></rss>")],
        "documents.docx": [docx(WORD_BODY)],
        "documents.docx-inside": [WORD_BODY],
        "documents.csv": [b'text,date,title\n"Two killed",2021-03-04,T\nTwo killed,unknown,\n'],
        "documents.tsv": [b"text\tdate\nTwo killed\t2021-03-04\nTwo killed\tunknown\n"],
        "events.xlsx": [xlsx(SHEET)],
        "events.xlsx-inside": [SHEET],
        "events.kml": [(b'<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>date</name><Point><coordinates>2,1'
                       b"</coordinates></Point></Placemark></kml>")],
        "gazetteer.txt": [b"1\tKano\tKano\tKanu,Cano\t12.0\t8.5\tP\tPPLA\tNG\t\t29\t1\t\t\t3000\t\t4\tAfrica/Lagos\t2020-01-01\n"],
        "gazetteer.geojson": [_GEOJSON],
        "gazetteer.zip": [zipped({"places.csv": b"name,lat,lon,aliases\nKano,12,8.5,Kanu|Cano\n"})],
        "corrections": [b'{"event_id":"e","field":"fatalities","value":3,"by":"me","at":"2021-03-04","why":"x"}\n'],
        "where": [b'fatalities >= 10 and (actor1 == "Army" or "drone" in quote)', b"not location in ['a'] < 3"],
        "project": [
            (b'[places]\ngovernments = ["Rivertown"]\nblocked = ["Hill"]\n[places.fixed]\nKano = 2335204\n"Old Town" = '
            b'{ latitude = 34.4, longitude = 35.8, country = "LB" }\n[[actors]]\nname = "River Guard"\n'
            b'aliases = ["RG"]\nkind = "Rebel group"\ncountry = "NG"\n')
        ],
        "area": [_POLYGON],
        "boundaries": [_POLYGON],
        "day": [b"4 mars 2021", b"2021-03-04T10:00Z", b"Thu, 4 Mar 2021 10:00:00 GMT", b"1e400", b"04/03/2021", b"some day or other 3"],
    }  # fmt: skip
    if name in known:
        return known[name]
    if kind == "documents" and suffix in {"jsonl", "json"}:
        return [
            _RECORD,
            _GEOJSON,
            b'{"data":[{"id":1,"fields":{"body":"Two killed.","date":{"created":"2021-03-04"}}}]}',
        ]
    if kind == "events" and suffix in {"geojson", "geojsonl"}:
        return [_GEOJSON.replace(b"\n", b"")]
    if kind == "events" and suffix in {"fgb", "parquet", "gpkg", "kmz"}:
        return [_written(suffix)]
    if suffix in {"csv", "tsv"} or kind == "gazetteer":
        sign = b"\t" if suffix == "tsv" else b","
        return [_CSV.replace(b",", sign), b"name,lat,lon,aliases\nKano,12,8.5,Kanu|Cano\n"]
    return list(_TEXTS)


def _written(suffix: str) -> bytes:
    """The project's sample of events in a binary format."""
    from geomap.export import export
    from geomap.store import View, read_events

    sample = View.of(list(read_events(PROJECT / "data" / "events.geojson"))[:3])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"sample.{suffix}")
        export(sample, path)
        return path.read_bytes()
