"""Building an extract's streets once, finding them again, and saying why it cannot be done."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from routeplan.errors import EXIT_STREETS, StreetNetworkError
from routeplan.model.inputs import Mode
from routeplan.travel import osrm_build
from routeplan.travel.osrm_build import NAME, network
from routeplan.travel.osrm_embedded import EmbeddedRouter
from tests.travel.streets import coordinate_at, write_extract, write_town

Run = Callable[..., None]


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    """One street of 200 m."""
    return one_street(tmp_path / "area.osm.pbf")


def one_street(path: Path, east: float = 200, highway: str = "residential") -> Path:
    """An extract of one street so many metres long."""
    points = {"A": (0.0, 0.0), "B": (east, 0.0)}
    return write_extract(path, points, {"Only Street": "AB"}, highway=highway)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """Where networks go; not there yet."""
    return tmp_path / "deep" / "cache"


def stand_in(commands: list[str]) -> Run:
    """OSRM that writes its last file and notes what it was asked."""

    def run(folder: Path, command: str, *rest: str) -> None:
        commands.append(command)
        if command == "customize":
            (folder / f"{rest[0]}.mldgr").write_text("whole")

    return run


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a stand-in for OSRM was asked to do."""
    asked: list[str] = []
    monkeypatch.setattr(osrm_build, "_run", stand_in(asked))
    return asked


def test_a_second_opening_builds_nothing(extract: Path, cache: Path, commands: list[str]) -> None:
    first = network(extract, Mode.FOOT, cache)
    assert commands == ["extract", "partition", "customize"]
    assert network(extract, Mode.FOOT, cache) == first
    assert len(commands) == 3


def test_the_extract_s_name_does_not_matter_only_its_content(
    extract: Path, cache: Path, commands: list[str]
) -> None:
    first = network(extract, Mode.FOOT, cache)
    renamed = extract.rename(extract.with_name("renamed.osm.pbf"))
    assert network(renamed, Mode.FOOT, cache) == first


def test_a_changed_extract_is_built_anew_and_each_mode_for_itself(
    extract: Path, cache: Path, commands: list[str]
) -> None:
    built = {network(extract, mode, cache) for mode in Mode}
    one_street(extract.with_name("other.osm.pbf"), east=300).replace(extract)
    built.add(network(extract, Mode.FOOT, cache))
    assert len(built) == 4
    assert len(commands) == 4 * 3


def test_another_release_of_osrm_builds_anew(
    extract: Path, cache: Path, commands: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = network(extract, Mode.FOOT, cache)
    monkeypatch.setattr(osrm_build, "version", lambda name: "99.1")
    assert network(extract, Mode.FOOT, cache) != first


def test_another_profile_builds_anew(
    extract: Path,
    cache: Path,
    commands: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = network(extract, Mode.FOOT, cache)
    (tmp_path / "foot.lua").write_text("-- runs up the stairs")
    monkeypatch.setattr(osrm_build, "PROFILES", tmp_path)
    assert network(extract, Mode.FOOT, cache) != first


def test_another_way_of_deriving_crossings_builds_anew(
    extract: Path, cache: Path, commands: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = network(extract, Mode.FOOT, cache)
    monkeypatch.setattr(osrm_build, "DERIVED", "of tomorrow")
    assert network(extract, Mode.FOOT, cache) != first


def test_a_half_built_network_is_not_used_but_replaced(extract: Path, cache: Path) -> None:
    built = network(extract, Mode.FOOT, cache)
    last = built.with_name(f"{NAME}.mldgr")
    last.unlink()
    assert network(extract, Mode.FOOT, cache) == built
    assert last.exists()
    assert [path.name for path in cache.iterdir()] == [built.parent.name]


def test_of_two_programs_building_at_once_the_first_one_s_network_stays(
    extract: Path,
    cache: Path,
    commands: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = network(extract, Mode.FOOT, cache)
    theirs = expected.parent.rename(tmp_path / "theirs")
    ours = stand_in(commands)

    def run(folder: Path, command: str, *rest: str) -> None:
        ours(folder, command, *rest)
        if command == "customize":
            theirs.rename(expected.parent)

    made = theirs.stat().st_ino
    monkeypatch.setattr(osrm_build, "_run", run)
    assert network(extract, Mode.FOOT, cache) == expected
    assert expected.parent.stat().st_ino == made
    assert [path.name for path in cache.iterdir()] == [expected.parent.name]


def test_only_their_owner_can_enter_the_cache_s_folders(
    extract: Path, cache: Path, commands: list[str]
) -> None:
    built = network(extract, Mode.FOOT, cache)
    for folder in (cache.parent, cache, built.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def broken_pbf(path: Path) -> None:
    path.write_bytes(b"no OpenStreetMap data at all\n" * 50)


def half_pbf(path: Path) -> None:
    whole = write_town(path.with_name("whole.osm.pbf")).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def motorway_only(path: Path) -> None:
    one_street(path, highway="motorway")


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        pytest.param(
            broken_pbf,
            "the streets by foot cannot be built: PBF error: invalid BlobHeader size "
            "(> max_blob_header_size); is area.osm.pbf a whole OpenStreetMap extract?",
            id="another kind of file",
        ),
        pytest.param(
            half_pbf,
            "the streets by foot cannot be built: PBF error: unexpected EOF; "
            "is area.osm.pbf a whole OpenStreetMap extract?",
            id="a copy that broke off",
        ),
        pytest.param(
            motorway_only,
            "there is no street in area.osm.pbf for going by foot",
            id="nothing but a motorway",
        ),
        pytest.param(
            Path.touch,
            "there is no street extract at area.osm.pbf, or it is empty",
            id="an empty file",
        ),
        pytest.param(
            Path.mkdir, "there is no street extract at area.osm.pbf, or it is empty", id="a folder"
        ),
        pytest.param(
            lambda path: None,
            "there is no street extract at area.osm.pbf, or it is empty",
            id="nothing there",
        ),
    ],
)
def test_an_unusable_extract_is_said_in_one_sentence_and_leaves_nothing(
    make: Callable[[Path], None], sentence: str, tmp_path: Path, cache: Path
) -> None:
    area = tmp_path / "area.osm.pbf"
    make(area)
    with pytest.raises(StreetNetworkError) as refusal:
        network(area, Mode.FOOT, cache)
    assert str(refusal.value) == sentence
    assert refusal.value.exit_status == EXIT_STREETS == 3
    assert not cache.exists() or not list(cache.iterdir())


def test_a_build_that_ends_without_a_word_asks_about_memory(
    extract: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(osrm_build, "_run", failing("[info] Parsing in progress\n"))
    with pytest.raises(StreetNetworkError, match=r"by foot of area\.osm\.pbf ended; .* memory\?$"):
        network(extract, Mode.FOOT, cache)
    assert not list(cache.iterdir())


def failing(log: str) -> Run:
    """OSRM that ends with an error after this log."""

    def run(folder: Path, *command: str) -> None:
        raise subprocess.CalledProcessError(1, command, output=log)

    return run


def test_a_full_disk_is_not_blamed_on_the_extract(
    extract: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As osrm-extract 26.10 ended on a file system with 400 kB left.
    log = (
        "[error] I/O error occurred: network/streets.osrm.ebg : /common/edge_based_edge_list : "
        'Write error (possible cause: "No space left on device") (at include/storage/tar.hpp:51)\n'
    )
    monkeypatch.setattr(osrm_build, "_run", failing(log))
    with pytest.raises(StreetNetworkError, match=r"^the disk is full, .* make room and try again$"):
        network(extract, Mode.FOOT, cache)
    assert not list(cache.iterdir())


@pytest.mark.parametrize("name", ["North station", "a\nb", "a\tb -o c", "Wache Süd 派出所"])
def test_a_folder_may_have_any_name(name: str, town: Path, tmp_path: Path) -> None:
    # OSRM splits the paths of its options at white space.
    folder = tmp_path / name
    folder.mkdir()
    extract = folder / "the area.osm.pbf"
    extract.write_bytes(town.read_bytes())
    router = EmbeddedRouter(Mode.FOOT, network(extract, Mode.FOOT, folder / "cache"))
    assert router.near([coordinate_at(100, -12)], 1)[0][0].metres == pytest.approx(12, abs=0.2)
    router.close()


def test_a_link_may_lead_to_an_extract_in_a_folder_with_spaces(
    extract: Path, cache: Path, tmp_path: Path
) -> None:
    (tmp_path / "USB stick").mkdir()
    link = tmp_path / "area"
    link.symlink_to(extract.rename(tmp_path / "USB stick" / "area.osm.pbf"))
    assert network(link, Mode.FOOT, cache).with_name(f"{NAME}.mldgr").exists()


def test_a_name_that_is_not_utf_8_is_told(extract: Path, tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    with pytest.raises(StreetNetworkError, match=r"is not UTF-8, .*: rename it$"):
        network(extract, Mode.FOOT, folder / "cache")


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: os.truncate(path, 100), id="cut"),
        pytest.param(lambda path: path.write_bytes(bytes(path.stat().st_size)), id="overwritten"),
        pytest.param(Path.unlink, id="removed"),
    ],
)
def test_a_network_damaged_on_the_disk_is_built_again(
    damage: Callable[[Path], object], extract: Path, cache: Path
) -> None:
    built = network(extract, Mode.FOOT, cache)
    file = built.with_name(f"{NAME}.fileIndex")
    before = file.read_bytes()
    damage(file)
    assert network(extract, Mode.FOOT, cache) == built
    assert file.read_bytes() == before


def test_a_cache_that_cannot_be_written_is_said(extract: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.write_text("a file where the folder should be")
    with pytest.raises(StreetNetworkError, match=r"the streets by foot cannot be built: .*cache"):
        network(extract, Mode.FOOT, cache)


def test_a_user_s_own_osrm_py_is_not_run(
    extract: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "osrm.py").write_text("raise SystemExit('taken for OSRM')")
    monkeypatch.chdir(tmp_path)
    assert network(extract, Mode.FOOT, cache).with_name(f"{NAME}.mldgr").exists()
