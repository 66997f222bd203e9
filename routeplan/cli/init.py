"""``routeplan init``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("init", short_help="Start a station's folder with template files.")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", prompt="Name of the station", help="Name of the station.")
@click.option("--latitude", type=float, prompt="Its latitude", help="Latitude of the station.")
@click.option("--longitude", type=float, prompt="Its longitude", help="Longitude of the station.")
@click.option(
    "--timezone",
    prompt="Time zone, such as Europe/Helsinki or Asia/Shanghai",
    help="Time zone of the station.",
)
@click.option(
    "--coordinates",
    type=click.Choice(["wgs84", "gcj02", "bd09"]),
    default="wgs84",
    prompt="Coordinate system of your tables",
    help="wgs84 (GPS), gcj02 or bd09 (maps made in China).",
)
@click.option(
    "--language",
    type=click.Choice(["en", "zh"]),
    default="en",
    prompt="Language of the sheets",
    help="Language of maps and sheets.",
)
def command(
    folder: Path,
    name: str,
    latitude: float,
    longitude: float,
    timezone: str,
    coordinates: str,
    language: str,
) -> None:
    """Start a station's folder: routeplan.toml and three tables to fill in.

    Asks for what is not given as an option. Nothing that exists is overwritten.

    \b
    Example:
      routeplan init station --name "North station" --latitude 60.17 --longitude 24.94 \\
        --timezone Europe/Helsinki --coordinates wgs84 --language en
    """
    from routeplan.formats.start import start_workspace

    values: dict[str, str | float] = {
        "name": name,
        "latitude": latitude,
        "longitude": longitude,
        "timezone": timezone,
        "coordinates": coordinates,
        "language": language,
    }
    for path in start_workspace(folder, values):
        click.echo(f"wrote {path}")
    click.echo(f"Fill in the tables, bring {folder / 'data' / 'area.osm.pbf'}, then:")
    click.echo(f"  routeplan check {folder}")
