"""What is installed from a wheel is whole: the engine, the application, its templates, styles and catalogues."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHOW_HOME = """
from pathlib import Path
import sys, beraad
sys.modules["py_ecc"] = None  # the extra `beacon` is not needed to start
from beraad.config import Config
folder = Path(sys.argv[1])
assert Path(beraad.__file__).is_relative_to(folder), beraad.__file__
config = Config("s" * 40, f"sqlite:///{folder}/x.sqlite", folder, "http://localhost", "a@voorbeeld.example")
app = beraad.create_app(config)
assert Path(app.template_folder).is_relative_to(folder), app.template_folder
from beraad.extensions import db
with app.app_context():
    from flask_migrate import upgrade
    upgrade()
client = app.test_client()
for path in ("/status", "/", "/static/css/beraad.css"):
    assert client.get(path).status_code == 200, path
assert client.get("/", headers={"Accept-Language": "en"}).text != client.get("/").text
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the contents of a freshly built wheel, as if it were installed there."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    installed = folder / "installed"
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(installed)
    return installed


@pytest.mark.servers
def test_an_installed_wheel_serves_pages(unpacked: Path, tmp_path: Path) -> None:
    run = [sys.executable, "-c", SHOW_HOME, str(unpacked)]
    environment = {"PYTHONPATH": str(unpacked), "PATH": ""}
    done = subprocess.run(run, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_wheel_carries_its_licences(unpacked: Path) -> None:
    names = {path.name for path in unpacked.glob("*.dist-info/licenses/**/*")}
    assert "LICENSE" in names
