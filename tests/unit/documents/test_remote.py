"""Documents in object stores, in patterns of paths, and in Parquet: the same as in local files."""

import datetime as dt
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geomap.documents import count, read
from geomap.errors import DocumentError, SetupError, UsageError

ROWS = [
    {"text": "Troops shelled Saraqib on Monday.", "source": "Wire A", "published": "2020-02-03", "title": "Shelling"},
    {"text": "Des hommes armés ont attaqué un marché à Ouallam.", "source": "Agence B", "published": "2020-03-04"},
]


def told(source):
    return [
        (item.text, item.source, str(item.published), item.title) if not isinstance(item, DocumentError) else str(item)
        for item in read(source)
    ]


EXPECTED = [(row["text"], row["source"], row["published"], row.get("title")) for row in ROWS]


def lines(rows):
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


class TestPatterns:
    @pytest.fixture
    def tree(self, tmp_path):
        for name, row in (("2020/02/a.jsonl", ROWS[0]), ("2020/03/b.jsonl", ROWS[1])):
            (tmp_path / name).parent.mkdir(parents=True)
            (tmp_path / name).write_bytes(lines([row]))
        (tmp_path / "2020/02/picture.jpg").write_bytes(b"\xff\xd8")
        return tmp_path

    @pytest.mark.parametrize("pattern", ["2020/*/*.jsonl", "**/*.jsonl", "2020/*", "2020/0[23]/?.jsonl", "2020/*/*"])
    def test_patterns_are_resolved_in_order(self, tree, pattern):
        assert told(tree / pattern) == EXPECTED

    def test_a_file_whose_name_looks_like_a_pattern_is_that_file(self, tree):
        (tree / "[a].jsonl").write_bytes(lines(ROWS))
        assert told(tree / "[a].jsonl") == EXPECTED

    def test_a_pattern_of_nothing_is_told(self, tree):
        with pytest.raises(UsageError, match="no document of this pattern; files that can be read end in"):
            read(tree / "2021/*")


class TestParquet:
    def put(self, path, rows):
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=1)
        return path

    def test_rows_are_documents(self, tmp_path):
        file = self.put(tmp_path / "news.parquet", [{**row, "extra": 1} for row in ROWS])
        assert told(file) == EXPECTED
        assert count(file) == 2

    def test_days_may_be_dates_and_names_in_any_case(self, tmp_path):
        file = self.put(
            tmp_path / "a.parquet", [{"Text": ROWS[0]["text"], "Published": dt.date(2020, 2, 3), "ID": "x"}]
        )
        [document] = read(file)
        assert document.published == dt.date(2020, 2, 3)

    def test_folders_of_a_partitioned_set_are_columns(self, tmp_path):
        for number, row in enumerate(ROWS):
            rest = {key: value for key, value in row.items() if key != "source"}
            self.put(
                tmp_path / f"news.parquet/source={row['source'].replace(' ', '%20')}/part-{number}.parquet", [rest]
            )
        assert sorted(told(tmp_path / "news.parquet")) == sorted(EXPECTED)

    def test_a_row_without_text_costs_only_itself(self, tmp_path):
        rows = told(self.put(tmp_path / "a.parquet", [ROWS[0], {"text": None, "source": "x"}, ROWS[1]]))
        assert [rows[0], rows[2]] == EXPECTED
        assert "a.parquet#2: there is no text in it" in rows[1]

    def test_text_that_is_no_text_is_told(self, tmp_path):
        [row] = told(self.put(tmp_path / "a.parquet", [{"text": 5}]))
        assert row.endswith("`text` must be a string, not a int")

    def test_events_are_no_documents(self, tmp_path):
        file = self.put(tmp_path / "a.parquet", [{"event_date": "2020-01-01", "latitude": 1.0}])
        assert "this holds events" in told(file)[0]

    def test_a_broken_file_is_told(self, tmp_path):
        (tmp_path / "a.parquet").write_bytes(b"PAR1 and nothing more PAR1")
        assert "this Parquet file cannot be read" in told(tmp_path / "a.parquet")[0]
        assert count(tmp_path / "a.parquet") == 0


class TestAddresses:
    @pytest.mark.parametrize("address", ["https://news.example.org/a.html", "HTTP://news.example.org/"])
    def test_pages_are_not_fetched(self, address):
        with pytest.raises(UsageError, match="pages are not fetched"):
            read(address)

    def test_an_unknown_kind_is_told(self):
        pytest.importorskip("fsspec", reason="the extra `s3` is not installed")
        with pytest.raises(UsageError, match="carrier:// is no kind of address that can be read"):
            read("carrier://pigeon/a.txt")

    def test_without_the_extra_it_says_which(self, monkeypatch):
        monkeypatch.setitem(__import__("sys").modules, "fsspec.core", None)
        with pytest.raises(SetupError, match=r"reading s3:// needs a package more; install geomap\[s3\] with pip"):
            read("s3://bucket/a.txt")

    def test_memory(self):
        fsspec = pytest.importorskip("fsspec", reason="the extra `s3` is not installed")
        system = fsspec.filesystem("memory")
        for name, row in (("2020/a.jsonl", ROWS[0]), ("2021/b.jsonl", ROWS[1]), (".hidden/c.jsonl", ROWS[1])):
            system.pipe(f"/news/{name}", lines([row]))
        assert told("memory://news") == told("memory://news/*/*.jsonl") == EXPECTED
        with pytest.raises(UsageError, match="memory://nothing: no document at this address"):
            read("memory://nothing")


@pytest.fixture(scope="module")
def bucket():
    """A bucket of a server on this machine."""
    pytest.importorskip("s3fs", reason="the extra `s3` is not installed")
    moto = pytest.importorskip("moto.server", reason="moto is not installed")
    import boto3

    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    address = "http://{}:{}".format(*server.get_host_and_port())
    with pytest.MonkeyPatch.context() as patch:
        settings = {"ACCESS_KEY_ID": "test", "SECRET_ACCESS_KEY": "test", "DEFAULT_REGION": "eu-west-3"}
        for name, value in {**settings, "ENDPOINT_URL": address, "EC2_METADATA_DISABLED": "true"}.items():
            patch.setenv(f"AWS_{name}", value)
        client = boto3.client("s3")
        client.create_bucket(Bucket="news", CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
        client.put_object(Bucket="news", Key="2020/a.jsonl", Body=lines(ROWS[:1]))
        client.put_object(Bucket="news", Key="2020/.b/c.jsonl", Body=lines(ROWS[1:]))
        table = pa.BufferOutputStream()
        pq.write_table(pa.Table.from_pylist(ROWS[1:]), table)
        client.put_object(Bucket="news", Key="2021/b.parquet", Body=table.getvalue().to_pybytes())
        client.put_object(Bucket="news", Key="one.txt", Body=b"A text by itself.")
        yield "s3://news"
    server.stop()


@pytest.mark.filterwarnings("ignore::ResourceWarning")
class TestS3:
    def test_folders_files_and_patterns(self, bucket):
        assert told(f"{bucket}/2020/") + told(f"{bucket}/2021/b.parquet") == EXPECTED
        assert told(f"{bucket}/20*/*") == EXPECTED
        assert told(f"{bucket}/one.txt")[0][0] == "A text by itself."
        assert count([f"{bucket}/2020", f"{bucket}/2021"]) == 2

    def test_names_are_whole_addresses(self, bucket):
        [document] = read(f"{bucket}/2020")
        assert document.name == "s3://news/2020/a.jsonl:1"

    @pytest.mark.parametrize("missing", ["none", "2020/b.jsonl"])
    def test_what_is_not_there_is_told(self, bucket, missing):
        with pytest.raises(UsageError, match=f"s3://news/{missing}: no document at this address"):
            read(f"{bucket}/{missing}")

    def test_a_bucket_that_is_none_is_told(self, bucket):
        with pytest.raises(UsageError, match=r"s3://other/a\.txt: "):
            read("s3://other/a.txt")

    def test_a_file_that_goes_meanwhile_costs_only_itself(self, bucket):
        import boto3

        client = boto3.client("s3")
        client.put_object(Bucket="news", Key="late/a.txt", Body=b"Gone soon.")
        client.put_object(Bucket="news", Key="late/b.txt", Body=b"It stays.")
        items = read(f"{bucket}/late")
        client.delete_object(Bucket="news", Key="late/a.txt")
        first, second = items
        assert "s3://news/late/a.txt: cannot be read" in str(first)
        assert second.text == "It stays."
