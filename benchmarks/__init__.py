"""Measured quality and speed, with floors that a change may not go under."""
