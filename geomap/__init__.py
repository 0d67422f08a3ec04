"""geomap reads reports of conflicts and maps the events they tell of."""

__version__ = "0.1.0"
