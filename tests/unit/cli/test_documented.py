"""Every command says what it does, and every option what it is for."""

import pytest
import typer

from geomap.cli import app

ROOT = typer.main.get_command(app)


def commands(command, path=()):
    yield path, command
    for name, child in getattr(command, "commands", {}).items():
        yield from commands(child, (*path, name))


@pytest.mark.parametrize(
    ("path", "command"), [pytest.param(*each, id=" ".join(each[0]) or "geomap") for each in commands(ROOT)]
)
def test_a_command_and_its_options_are_told(path, command):
    assert command.help
    assert len(command.get_short_help_str(200)) > 20
    for parameter in command.params:
        if parameter.name != "help":
            assert parameter.help, parameter.name


def test_the_commands_of_the_design_are_there():
    assert {"map", "extract", "filter", "export", "summary", "places", "dates", "gazetteer"} <= set(ROOT.commands)
