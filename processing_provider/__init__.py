"""The steps of the wizard as algorithms of QGIS Processing: toolbox, batch, model designer, ``qgis_process``."""
