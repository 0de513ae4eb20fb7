"""The error tree. Each class knows its code, its Vietnamese sentence and whether trying again can help.

A sentence says where, why and what to do. Errors are picklable: their arguments are plain text.
"""

from __future__ import annotations


class TrienkhaiError(Exception):
    """Base of all errors a person may see. `message` is the Vietnamese sentence."""

    code = "error"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class PermanentError(TrienkhaiError):
    """Trying again cannot help: the step is held or quarantined."""

    code = "permanent"


class TemporaryError(TrienkhaiError):
    """Trying again later may help (network, busy server)."""

    code = "temporary"


class UnreadableFileError(PermanentError):
    """A file that cannot be read: damaged, encrypted, of an unknown kind, or a bomb."""

    code = "unreadable_file"


class MissingUnitError(PermanentError):
    """A unit that a directive was assigned to is no longer in the configuration."""

    code = "missing_unit"


class NeedsOcrError(PermanentError):
    """A scan, or a text layer that is only a signature stamp: text recognition is needed."""

    code = "needs_ocr"


class PacketError(PermanentError):
    """An edXML packet that cannot be read."""

    code = "bad_packet"


class RefusedError(PermanentError):
    """eGov refused a request for a reason that will not go away by itself."""

    code = "refused"


class AlreadyThereError(RefusedError):
    """eGov refused because it holds this very thing already: after an unknown outcome that is a success."""

    code = "already_there"


class CredentialsError(PermanentError):
    """eGov does not accept our identity or token."""

    code = "credentials"


class UnavailableError(TemporaryError):
    """eGov surely did nothing: could not connect, or said so (503, 429)."""

    code = "unavailable"


class MissingPacketError(UnavailableError):
    """The axis lists a packet and cannot hand it out; others may still come through."""

    code = "missing_packet"


class MissingFileError(TemporaryError):
    """A kept file is not on the disk: the volume is not there, or a backup was restored without its files."""

    code = "missing_file"


class UnknownOutcomeError(TemporaryError):
    """The request was sent and no clear answer came: eGov may or may not have acted."""

    code = "unknown_outcome"


class PoisonError(PermanentError):
    """A step that kills its worker, or fails every time in a way nobody foresaw."""

    code = "poison"


class TemplateError(PermanentError):
    """A template that cannot be filled; the sentence names template, place and tag."""

    code = "template"


class SettingsError(PermanentError):
    """Configuration with problems; `problems` lists all of them."""

    code = "settings"

    def __init__(self, message: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems

    def __reduce__(self) -> tuple[type[SettingsError], tuple[str, tuple[str, ...]]]:
        """Keep the problems when the error crosses a process border."""
        return type(self), (self.message, self.problems)
