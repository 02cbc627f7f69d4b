"""The design and size of studies."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the column; a study that is there gets it filled when it is ingested again."""
    op.add_column("articles", sa.Column("study", sa.JSON(), nullable=True))
