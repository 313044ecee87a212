"""Bars, sparklines and charts over time, as static SVG."""
