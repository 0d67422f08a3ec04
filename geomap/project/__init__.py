"""The project room: `geomap.toml`, what the user has settled for one set of texts.

    [places]
    governments = ["Damascus", "Damas"]      # in these texts the government, never the town
    blocked = ["Jordan"]                     # no place: here a person's name

    [places.fixed]
    Tripoli = 266826                         # GeoNames' id: the Tripoli in Lebanon
    "Camp Sion" = { latitude = 14.25, longitude = -3.5, country = "ML" }

    [[actors]]
    name = "Sion Brigade"
    aliases = ["brigade de Sion", "BSN"]
    kind = "Rebel group"
    country = "ML"

The door: `find_project` looks for the file, `read_project` reads it, `NO_PROJECT` is none.
"""

from geomap.project.reading import find_project, read_project
from geomap.project.settings import NO_PROJECT, FixedPlace, Project

__all__ = ["NO_PROJECT", "FixedPlace", "Project", "find_project", "read_project"]
