"""Scripts, style sheets and tables of strings of the map page, and how they are read."""
