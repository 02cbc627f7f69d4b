"""Kinds of articles, the keys of works, registries, revisions and what servers said."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns and tables; opening the store then fills the keys of works."""
    op.add_column(
        "articles",
        sa.Column("kind", sa.String(length=20), nullable=False, server_default="article"),
    )
    op.add_column("articles", sa.Column("work", sa.JSON(), nullable=True))
    op.create_table(
        "work_keys",
        sa.Column("owner", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("owner", "position", "key"),
    )
    op.create_index("work_keys_key", "work_keys", ["key"])
    op.create_index("work_keys_source", "work_keys", ["source"])
    op.create_table(
        "registry",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("registry", sa.String(length=40), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("work", sa.JSON(), nullable=True),
        sa.Column("fetched_at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("registry_asked", "registry", ["asked"])
    op.create_table(
        "notices",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("registry", sa.String(length=40), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("date", sa.String(length=40), nullable=True),
        sa.Column("notice", sa.Text(), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", "key"),
    )
    op.create_index("notices_key", "notices", ["key"])
    op.create_table(
        "revisions",
        sa.Column("article", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("claim", sa.JSON(), nullable=False),
        sa.Column("fate", sa.String(length=20), nullable=False),
        sa.Column("now", sa.Text(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", "number", "position"),
    )
    op.create_table(
        "fetches",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("final", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("address"),
    )
