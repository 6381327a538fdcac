"""The plugin's windows and what they share."""
