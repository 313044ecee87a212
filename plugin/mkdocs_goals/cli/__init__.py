"""The command `goals`: one module a subcommand."""
