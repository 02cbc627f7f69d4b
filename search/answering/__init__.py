"""Answers made of quotes: what is asked, what the claims on it weigh, and how that is said."""
