"""The subcommands of `trabecula`, by what a person is doing."""
