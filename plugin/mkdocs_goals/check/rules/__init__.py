"""The rules, one file (or two) a letter of SMART, and F, K, X and U. `check.registry` gathers them."""
