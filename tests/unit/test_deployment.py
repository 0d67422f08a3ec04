"""The files of docs/deployment: what they name is there, what they run exists, and they leave out no precaution."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import stat
import subprocess
from pathlib import Path

import postgis_server
import pytest
import typer
import yaml

from geomap.cli import app

PROJECT = Path(__file__).parents[2]
FOLDER = PROJECT / "docs" / "deployment"
COMMANDS = typer.main.get_command(app).commands
UNITS = ("geomap-watch.service", "geomap-serve.service")


def check_command(words):
    """That a command and its options exist, and that options which take a value have one."""
    name, *rest = words
    command = COMMANDS[name]
    known = {option: parameter for parameter in command.params for option in parameter.opts}
    while rest:
        word = rest.pop(0)
        if word.startswith("--"):
            assert word in known, f"geomap {name} has no option {word}"
            if not known[word].is_flag:
                assert rest.pop(0)


# --- compose.yaml


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((FOLDER / "compose.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", ["database", "watch", "serve"])
def test_a_service_is_held_tight(compose, name):
    service = compose["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["restart"] == "unless-stopped"
    limits = service["deploy"]["resources"]["limits"]
    assert {"cpus", "memory", "pids"} <= set(limits)
    assert not {"privileged", "network_mode", "pid", "ipc", "devices", "userns_mode"} & set(service)
    assert not any("docker.sock" in str(volume) for volume in service["volumes"])
    known = (("secrets", "secrets"), ("networks", "networks"))
    assert all(set(service.get(of, ())) <= set(compose[where]) for of, where in known)
    for volume in service["volumes"]:
        source = volume.split(":")[0]
        assert source.startswith("./") or source in compose["volumes"], volume


def test_what_is_secret_is_in_files_and_nowhere_else(compose):
    for service in compose["services"].values():
        for name, value in service["environment"].items():
            if "PASS" in name or "TOKEN" in name:
                assert str(value).startswith("/run/secrets/")
                assert Path(value).name in service["secrets"]
        for word in service.get("command", ()):
            assert not re.search(r"://[^/@]*:[^/@]*@", word)
    assert all(set(secret) == {"file"} for secret in compose["secrets"].values())


def test_only_this_machine_reaches_the_service_and_nobody_the_database(compose):
    assert compose["services"]["serve"]["ports"] == ["127.0.0.1:8000:8000"]
    assert "ports" not in compose["services"]["database"]
    assert compose["services"]["database"]["networks"] == ["inside"]
    assert compose["networks"]["inside"]["internal"] is True


@pytest.mark.parametrize("name", ["watch", "serve"])
def test_the_commands_of_the_services_exist(compose, name):
    service = compose["services"][name]
    check_command(service["command"])
    assert service["depends_on"]["database"] == {"condition": "service_healthy"}
    assert (FOLDER / service["build"]["context"] / service["build"]["dockerfile"]).resolve().is_file()


def test_health_is_asked_by_commands_that_exist(compose):
    asked, binary, *words = compose["services"]["watch"]["healthcheck"]["test"]
    assert (asked, binary) == ("CMD", "geomap")
    check_command(words)
    watched = compose["services"]["watch"]["command"]
    assert words[words.index("--state") + 1] == watched[watched.index("--state") + 1]


def test_images_are_named_with_a_version_and_without_a_host(compose):
    images = [service["image"] for service in compose["services"].values()]
    base = re.findall(r"^ARG PYTHON=(\S+)", (FOLDER / "Containerfile").read_text("utf-8"), re.MULTILINE)
    for image in [*images, *base]:
        assert "." not in image.split("/")[0].split(":")[0], image
        assert image.startswith("geomap:") or re.search(r":\d", image), image


# --- Containerfile


@pytest.fixture(scope="module")
def steps():
    text = (FOLDER / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [line.split(maxsplit=1) for line in lines]


def test_the_image_is_built_in_stages_and_does_not_run_as_root(steps):
    names = [name for name, _ in steps]
    assert names.count("FROM") == 2
    last = steps[len(names) - names[::-1].index("FROM") :]
    assert [rest for name, rest in last if name == "USER"] == ["10001:10001"]
    assert {"HEALTHCHECK", "ENTRYPOINT"} <= {name for name, _ in last}
    assert not any("pip install" in rest for name, rest in last if name == "RUN")
    assert "ADD" not in names


def test_what_is_copied_exists_and_what_is_installed_is_locked(steps):
    for name, rest in steps:
        if name == "COPY" and "--from=" not in rest:
            *sources, _ = [word for word in rest.split() if not word.startswith("--")]
            assert all((PROJECT / source).exists() for source in sources), rest
        if name == "RUN" and "pip install" in rest:
            assert "--require-hashes" in rest or "--no-deps --no-build-isolation" in rest
        assert not re.search(r"\b(curl|wget|apt-get|sudo|chmod 777)\b", rest)
        assert not re.search(r"https?://(?!127\.0\.0\.1)", rest)


def test_the_health_check_is_python_that_compiles(steps):
    [check] = [rest.split("CMD ", 1)[1] for name, rest in steps if name == "HEALTHCHECK"]
    words = yaml.safe_load(check)
    assert words[:2] == ["python", "-c"]
    compile(words[2], "check", "exec")


# --- systemd


def settings(unit):
    lines = (FOLDER / unit).read_text("utf-8").splitlines()
    return [tuple(line.split("=", 1)) for line in lines if "=" in line and not line.startswith(("#", "["))]


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_runs_a_command_that_exists_as_nobody_in_particular(unit):
    known = dict(settings(unit))
    binary, *words = shlex.split(known["ExecStart"])
    assert binary == "/opt/geomap/bin/geomap"
    check_command(words)
    assert known["DynamicUser"] == known["NoNewPrivileges"] == known["PrivateTmp"] == "yes"
    assert known["ProtectSystem"] == "strict"
    assert known["CapabilityBoundingSet"] == ""
    assert {"MemoryMax", "TasksMax", "Restart", "TimeoutStopSec"} <= set(known)


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_understands_a_unit_and_finds_it_well_protected(unit, tmp_path):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    copy = tmp_path / unit
    copy.write_text((FOLDER / unit).read_text("utf-8").replace("/opt/geomap/bin/geomap", "/bin/true"))
    verified = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True)
    assert (verified.returncode, verified.stderr) == (0, "")
    judged = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", copy], capture_output=True, text=True
    )
    if "unrecognized option" in judged.stderr:
        pytest.skip("this systemd-analyze does not judge units that are not installed")
    assert judged.returncode == 0, judged.stdout[-200:]


# --- scripts


@pytest.mark.parametrize("script", ["roles.sh", "secrets.sh"])
def test_a_script_is_one_that_a_shell_understands_and_may_be_run(script):
    assert subprocess.run(["sh", "-n", FOLDER / script]).returncode == 0
    assert (FOLDER / script).stat().st_mode & stat.S_IXUSR


def test_secrets_are_made_once_for_few_to_read(tmp_path, compose):
    script = tmp_path / "secrets.sh"
    shutil.copy(FOLDER / "secrets.sh", script)
    script.write_text(script.read_text().replace("chown 10001:10001", "true"))
    for _ in range(2):
        subprocess.run(["sh", script], check=True, capture_output=True)
        made = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    assert set(made) == set(compose["secrets"])
    assert all((tmp_path / "secrets" / name).stat().st_mode & 0o077 == 0 for name in made)
    assert made["writer_pgpass"] == f"database:5432:events:geomap:{made['writer_password']}\n"
    assert len(made["serve_token"]) == 48
    subprocess.run(["sh", script], check=True, capture_output=True)
    assert made == {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}


def test_the_writer_can_write_and_the_reader_only_read(postgis, tmp_path):
    """On a real server; the writer is called otherwise there, for its superuser is called geomap."""
    from psycopg import connect
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    from geomap.errors import SetupError
    from geomap.store import open_store

    if postgis_server.programs() is None:
        pytest.skip("psql is not installed")
    (tmp_path / "writer_password").write_text("w-secret")
    (tmp_path / "reader_password").write_text("it's r-secret")
    script = (FOLDER / "roles.sh").read_text().replace("geomap", "geomap_writer")
    script = re.sub(r"(ROLE|TO) reader", r"\1 geomap_reader", script)
    at = conninfo_to_dict(postgis)
    with connect(postgis, autocommit=True) as admin:
        admin.execute("CREATE DATABASE geomap_deployment")
        try:
            subprocess.run(
                ["sh", "-c", script],
                check=True,
                env={
                    "PATH": f"{postgis_server.programs()}:{os.environ['PATH']}",
                    "SECRETS": str(tmp_path),
                    "POSTGRES_USER": at["user"],
                    "POSTGRES_DB": "geomap_deployment",
                    **{f"PG{name.upper()}": str(at[name]) for name in ("host", "port", "password") if name in at},
                },
            )
            where = f"{at['host']}:{at['port']}/geomap_deployment"
            writer = open_store(f"postgresql://geomap_writer:w-secret@{where}")
            with writer.writer() as change:
                change.record(["d1"])
            reader = open_store(f"postgresql://geomap_reader:it%27s%20r-secret@{where}")
            assert reader.view().run.documents == ("d1",)
            with pytest.raises(SetupError), reader.writer() as change:
                change.record(["d2"])
            assert writer.view().run.documents == ("d1",)
        finally:
            own = make_conninfo(postgis, dbname="geomap_deployment")
            with connect(own, autocommit=True) as inside:
                for role in ("geomap_reader", "geomap_writer"):
                    inside.execute(f"DROP OWNED BY {role} CASCADE")
            admin.execute("DROP DATABASE geomap_deployment WITH (FORCE)")
            admin.execute("DROP ROLE IF EXISTS geomap_writer")
            admin.execute("DROP ROLE IF EXISTS geomap_reader")
