"""The monitor: follows inter-State consultation mechanisms on migration and tells what changed, with the evidence."""

__version__ = "0.1.0"
