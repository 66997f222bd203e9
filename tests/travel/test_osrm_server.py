"""A department's street server: asked in pieces it can take, and its failures are told."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from math import inf
from pathlib import Path

import numpy as np
import osrm
import pytest

from routeplan.errors import EXIT_STREETS, StreetNetworkError
from routeplan.model.inputs import Coordinate, Mode, Place
from routeplan.model.plan import Turn
from routeplan.travel import open_source, osrm_server
from routeplan.travel.osrm_server import ServerRouter
from routeplan.travel.source import Journey, TravelSource
from tests.travel.osrm_stand_in import StandIn
from tests.travel.streets import crossing, place_at

LONGEST_ADDRESS = 8000
"""Characters that web servers and proxies usually take."""
WAYPOINT = {"location": [24.94, 60.17], "distance": 5.0, "name": "Long Street", "nodes": [1, 2]}
HERE, THERE = Coordinate(60.17, 24.94), Coordinate(60.17, 24.95)


@pytest.fixture
def server() -> Iterator[StandIn]:
    """One long street, see ``osrm_stand_in.py``."""
    server = StandIn()
    yield server
    server.close()


def places_along(count: int) -> list[Place]:
    """Places 0.01 degrees apart, with the longest coordinates there are."""
    return [Place(Coordinate(-45.123456, -170.5 + k / 100), "") for k in range(count)]


def source_of(server: StandIn, *modes: Mode) -> TravelSource:
    return open_source("server", servers={mode: server.address for mode in modes or Mode})


def test_a_large_table_is_asked_in_addresses_of_bearable_length(server: StandIn) -> None:
    tables = source_of(server).tables(places_along(230), [Mode.FOOT])
    asked = [path for path in server.paths if path.startswith("/table/")]
    # 230 = 100 + 100 + 30 either way; all are on one piece of street, asked about there and back.
    assert len(asked) == 3 * 3 + 2
    assert max(map(len, server.paths)) < LONGEST_ADDRESS
    # 0.01 degrees are 10 s and 20 m; both doors are 5 m beside the street: 8.33 s and 10 m.
    apart = np.abs(np.arange(230)[:, None] - np.arange(230))
    off_diagonal = apart > 0
    assert np.array_equal(tables.of(Mode.FOOT)[off_diagonal], (10 * apart + 9)[off_diagonal])
    assert np.array_equal(tables.metres[0][off_diagonal], (20 * apart + 10)[off_diagonal])
    assert not tables.of(Mode.FOOT).diagonal().any()


def test_tables_of_a_server_say_so(server: StandIn) -> None:
    tables = source_of(server).tables(places_along(2), [Mode.FOOT])
    assert (tables.source, tables.estimate) == ("street server", False)


def test_it_tells_how_far_it_is(server: StandIn) -> None:
    told: list[tuple[int, int, str]] = []
    source_of(server).tables(places_along(130), [Mode.BIKE], lambda *now: told.append(now))
    assert told == [(done, 130, "ways by bike") for done in (0, 0, 100, 130)]


@pytest.mark.parametrize(
    ("mode", "profile"), [(Mode.FOOT, "foot"), (Mode.BIKE, "bike"), (Mode.CAR, "driving")]
)
def test_the_profile_is_the_mode_s_and_longitude_comes_first(
    server: StandIn, mode: Mode, profile: str
) -> None:
    ServerRouter(mode, server.address).near([HERE], 1)
    (path,) = server.paths
    assert path.startswith(f"/nearest/v1/{profile}/24.940000,60.170000?")


def test_a_slash_at_the_end_of_the_address_does_no_harm(server: StandIn) -> None:
    ServerRouter(Mode.FOOT, f"{server.address}/osrm/").near([HERE], 1)
    assert server.paths[0].startswith("/osrm/nearest/")


def test_no_proxy_is_told_where_people_live(
    server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert ServerRouter(Mode.FOOT, server.address).near([HERE], 1)[0][0].metres == 5


def test_a_way_has_its_line_and_turns(server: StandIn) -> None:
    (way,) = ServerRouter(Mode.FOOT, server.address).ways([(HERE, THERE)])
    assert way.line == ((60.17, 24.94), (60.17, 24.95))
    assert way.turns == (Turn("start", "Long Street", 10),)


def test_a_place_without_any_street_is_far_off_not_an_error(server: StandIn) -> None:
    server.say({"code": "NoSegment", "message": "Could not find a matching segment"}, status=400)
    found = source_of(server).far_from_streets(places_along(2), [Mode.FOOT])
    assert found == [(0, Mode.FOOT, inf), (1, Mode.FOOT, inf)]
    with pytest.raises(StreetNetworkError, match=r"^the station, .* has no street within 100 m"):
        source_of(server).tables(places_along(2), [Mode.FOOT])


@pytest.mark.parametrize(
    ("answer", "status", "told"),
    [
        pytest.param(
            {"code": "InvalidService", "message": "Service nearest not found!"},
            400,
            "Service nearest not found!",
            id="OSRM says why; it is no far-off place",
        ),
        pytest.param({"code": "InvalidOptions"}, 400, "InvalidOptions", id="an error code alone"),
        pytest.param(b"<html>Bad Gateway</html>", 502, "HTTP Error 502", id="a gateway"),
        pytest.param(b"<html>Bad Request</html>", 400, "does not answer", id="a page with 400"),
        pytest.param(b"<html>Welcome</html>", 200, "does not answer", id="a web site"),
        pytest.param(b"\xff\xfe\x00", 200, "does not answer", id="no text at all"),
        pytest.param({}, 200, "cannot answer 'nearest'", id="an empty object"),
        pytest.param([1, 2], 200, "cannot answer 'nearest'", id="a list"),
        pytest.param(None, 200, "cannot answer 'nearest'", id="null"),
        pytest.param({"code": "Ok"}, 200, "cannot answer 'nearest'", id="Ok without waypoints"),
        pytest.param(
            {"code": "Ok", "waypoints": []}, 200, "cannot answer 'nearest'", id="no waypoint"
        ),
        pytest.param(
            {"code": "Ok", "waypoints": [WAYPOINT | {"distance": "far"}]},
            200,
            "cannot answer 'nearest'",
            id="a distance that is no number",
        ),
        pytest.param(
            {"code": "Ok", "waypoints": 7}, 200, "cannot answer 'nearest'", id="a number of them"
        ),
    ],
)
def test_an_answer_that_is_not_osrm_s_is_told(
    server: StandIn, answer: object, status: int, told: str
) -> None:
    server.say(answer, status)
    with pytest.raises(StreetNetworkError, match=told) as refusal:
        ServerRouter(Mode.FOOT, server.address).near([HERE], 1)
    assert server.address in str(refusal.value)
    assert refusal.value.exit_status == EXIT_STREETS == 3


def test_a_table_smaller_than_asked_is_told(server: StandIn) -> None:
    server.say(
        {
            "code": "Ok",
            "durations": [[0]],
            "distances": [[0]],
            "sources": [{"distance": 5}],
            "destinations": [{"distance": 5}],
        }
    )
    with pytest.raises(StreetNetworkError, match=r"a table of \(1, 1\) for 2 x 2 places"):
        ServerRouter(Mode.FOOT, server.address).table([HERE, THERE], [HERE, THERE])


def test_a_table_without_metres_as_old_servers_give_it_is_told(server: StandIn) -> None:
    server.say({"code": "Ok", "durations": [[0, 1], [1, 0]]})
    with pytest.raises(StreetNetworkError, match="cannot answer 'table'"):
        ServerRouter(Mode.FOOT, server.address).table([HERE, THERE], [HERE, THERE])


def test_a_pair_without_a_way_is_told(server: StandIn) -> None:
    server.say({"code": "NoRoute", "message": "Impossible route between points"}, status=400)
    with pytest.raises(StreetNetworkError, match="'route': Impossible route between points"):
        ServerRouter(Mode.FOOT, server.address).ways([(HERE, THERE)])


def test_an_answer_that_breaks_off_is_told(server: StandIn) -> None:
    server.say(b'{"code": ', promised_bytes=1000)
    with pytest.raises(StreetNetworkError, match="does not answer: IncompleteRead"):
        ServerRouter(Mode.FOOT, server.address).near([HERE], 1)


def test_a_server_that_is_down_is_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(
        StreetNetworkError, match=f"for foot at {address} does not answer: .*refused"
    ):
        ServerRouter(Mode.FOOT, address).near([HERE], 1)


def test_a_server_that_never_answers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(osrm_server, "SECONDS_TO_ANSWER", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(StreetNetworkError, match="does not answer: timed out"):
            ServerRouter(Mode.FOOT, address).near([HERE], 1)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        pytest.param("osrm.intra:5000", "begins with http://", id="no scheme"),
        pytest.param("file:///etc/passwd", "begins with http://", id="a file"),
        pytest.param("http://my server:5000", "does not answer", id="a space in it"),
        pytest.param("http://", "does not answer", id="nobody named"),
        pytest.param("http://127.0.0.1:port", "does not answer", id="a port that is no number"),
    ],
)
def test_an_address_that_cannot_be_one_is_told(address: str, told: str) -> None:
    with pytest.raises(StreetNetworkError, match=told):
        ServerRouter(Mode.FOOT, address).near([HERE], 1)


@pytest.fixture
def real_server(foot_network: Path) -> Iterator[str]:
    """OSRM's own server over the town on foot: its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(osrm.__file__).parent / "bin" / "osrm-routed"
    command = [program, "-a", "mld", "-i", "127.0.0.1", "-p", str(port), "-l", "NONE", foot_network]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        for _ in range(500):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
        running.terminate()


def test_osrm_s_own_server_gives_what_the_embedded_one_gives(
    real_server: str, streets: TravelSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(osrm_server, "BLOCK", 4)
    places = [*map(crossing, "ABCDEFGH"), place_at(100, -12), place_at(300, -120)]
    served = open_source("server", servers={Mode.FOOT: real_server})
    from_server = served.tables(places, [Mode.FOOT])
    embedded = streets.tables(places, [Mode.FOOT])
    assert np.array_equal(from_server.seconds, embedded.seconds)
    assert np.array_equal(from_server.metres, embedded.metres)
    assert from_server.off_street == embedded.off_street
    journeys = [Journey(Mode.FOOT, 8, 4), Journey(Mode.FOOT, 3, 2)]
    asked = served.legs(places, journeys, from_server)
    assert asked == streets.legs(places, journeys, embedded)
    served.close()
