from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from routeplan.bureau.delivery import put_aside
from routeplan.bureau.station_requests import StationOutcome
from routeplan.bureau.stations import StationFolder
from routeplan.bureau.work.shared_disk import ON_THE_WAY, clear_out, lay_back, lay_out
from routeplan.errors import UsageError

OUTCOME = StationOutcome(0, files={"maps/2026-11-30/plan.json": b"{}"}, figures={"visits": 3})


@pytest.mark.parametrize("name", ["north", "a/b", "..", "Zürich", "x" * 300])
def test_what_is_laid_out_and_back_is_private_and_arrives_whole(tmp_path: Path, name: str) -> None:
    archive = Path(lay_out(tmp_path, name, b"tar"))
    light = lay_back(str(archive), OUTCOME)
    assert (archive.read_bytes(), light.files, light.figures) == (b"tar", {}, {})
    for path in (archive, Path(light.lies_at or "")):
        assert path.parent == tmp_path / ON_THE_WAY
        assert path.stat().st_mode & 0o077 == 0
    aside = put_aside(tmp_path, StationFolder(name, tmp_path / "station"), light)
    assert pickle.loads(aside.read_bytes()) == OUTCOME
    clear_out(tmp_path)
    assert not (tmp_path / ON_THE_WAY).exists()


def test_a_worker_that_sees_another_disk_is_named(tmp_path: Path) -> None:
    lost = StationOutcome(0, lies_at=str(tmp_path / "elsewhere" / "file"))
    with pytest.raises(UsageError, match="leave out --shared"):
        put_aside(tmp_path, StationFolder("north", tmp_path / "north"), lost)
