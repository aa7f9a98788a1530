"""Thin tasks, one file per topic: an explicit name, one id, one service call."""
