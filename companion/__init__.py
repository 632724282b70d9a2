"""Uppsikt's companion: the local program that classifies, keeps evidence and holds the register."""

__version__ = "0.1.0"
