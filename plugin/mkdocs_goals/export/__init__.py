"""Scored portfolio → files for other programs: goals.json with its JSON Schema, and a CSV for spreadsheets."""
