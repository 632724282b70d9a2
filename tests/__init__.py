"""Tests of Uppsikt."""
