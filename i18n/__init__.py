"""The user's language: its translator in QGIS, and what the engine says in it."""
