"""The work behind Deep Segmentation Wizard: from a raster and polygons to a mask.

The engine is used through its command line (``python -m engine …``) by a terminal, the wizard, QGIS
Processing and clusters alike. It imports neither Qt nor qgis. Its top-level modules need nothing but the
standard library, so that QGIS can import them without pulling in torch.
"""

__version__ = "0.1.0"
