"""Model + day → scores, each with its explanation. Pure functions; all arithmetic is `Decimal`."""
