"""Open office documents, which are zips of XML, without letting them unpack to the size of the machine."""

import io
import zipfile
from typing import Any

from lxml import etree

from domain.codes import ReadFailure
from services.resumes.failures import ReadFailed

MAX_ENTRIES = 5_000
MAX_PART = 48 * 2**20
MAX_DEPTH = 200
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PARSER_OPTIONS = {"resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False}


class Archive:
    """A zip whose parts are read within limits: entries, unpacked bytes, depth of XML, no entities."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLE):
            raise ReadFailed(ReadFailure.PASSWORD_PROTECTED, "The document asks for a password.")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise ReadFailed(ReadFailure.UNREADABLE, "The document's container is damaged.") from error
        if len(self._zip.namelist()) > MAX_ENTRIES:
            raise ReadFailed(ReadFailure.RESOURCE_LIMIT, "The document holds too many parts.")
        self.names = {name.lower().lstrip("/").replace("\\", "/"): name for name in self._zip.namelist()}

    def matching(self, prefix: str) -> list[str]:
        """Return the XML parts whose name starts so, sorted."""
        return sorted(name for name in self.names if name.startswith(prefix) and name.endswith(".xml"))

    def xml(self, name: str) -> Any | None:
        """Return the root element of a part, or None where there is no such part; ReadFailed when broken."""
        stored = self.names.get(name.lower())
        if stored is None:
            return None
        content = self._bytes(stored)
        if b"<!ENTITY" in content:
            raise ReadFailed(
                ReadFailure.UNREADABLE, "The document declares entities, as no word processor does."
            )
        try:
            return etree.fromstring(content, etree.XMLParser(**_PARSER_OPTIONS))
        except etree.XMLSyntaxError as error:
            raise ReadFailed(ReadFailure.UNREADABLE, "The document's XML is damaged.") from error

    def _bytes(self, stored: str) -> bytes:
        try:
            with self._zip.open(stored) as part:
                content = part.read(MAX_PART + 1)
        except (
            zipfile.BadZipFile,
            OSError,
            ValueError,
            RuntimeError,
            NotImplementedError,
            EOFError,
        ) as error:
            failure = ReadFailure.PASSWORD_PROTECTED if "encrypted" in str(error) else ReadFailure.UNREADABLE
            raise ReadFailed(failure, "The document's container is damaged.") from error
        except Exception as error:  # zlib and lzma raise errors of their own, lzma's without a public base
            raise ReadFailed(ReadFailure.UNREADABLE, "The document's container is damaged.") from error
        if len(content) > MAX_PART:
            raise ReadFailed(ReadFailure.RESOURCE_LIMIT, "The document unpacks to an unreasonable size.")
        return content
