"""Scoring what the project ships on labelled opinions."""
