"""The few parts that pages are built of. Each has a view object here, a template and a style of the same name."""
