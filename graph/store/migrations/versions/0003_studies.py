"""The design and size of studies; whom claims name, and the measures of their sentences."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns; what is there gets them filled when it is ingested again."""
    op.add_column("articles", sa.Column("study", sa.JSON(), nullable=True))
    op.add_column("claims", sa.Column("attribution", sa.Text(), nullable=True))
    op.add_column("claims", sa.Column("quantities", sa.JSON(), nullable=True))
