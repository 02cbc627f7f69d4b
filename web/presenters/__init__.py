"""What pages and API show, as plain JSON values: one shape for both."""
