"""What performance.py measures with, each measurement in a process of its own: our engine and its peers."""
