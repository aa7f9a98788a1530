"""What every row shares: naming of constraints, bigint identity keys, an owner."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, ForeignKey, Identity, MetaData, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, registry

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Declarative base; constraint names are deterministic so that migrations can name them."""

    registry = registry(
        metadata=MetaData(naming_convention=_NAMES),
        type_annotation_map={
            int: BigInteger,
            datetime: DateTime(timezone=True),
            dict[str, Any]: JSONB,
            list[Any]: JSONB,
        },
    )


class Identified:
    """Give a row a bigint identity key (docs/decisions/0008)."""

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Owned:
    """Give a row its account; row-level security compares this column."""

    @declared_attr
    def account_id(cls) -> Mapped[int]:  # noqa: N805 - declared_attr works on the class
        """Return the owning account's key; rows go when the account goes."""
        return mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
