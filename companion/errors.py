"""The companion's errors. Each says what happened, what was kept and what to do now (errors.toml).

CompanionError
├── NotPaired            no or a false token
├── ForeignOrigin        a page or another extension asks
├── ForeignHost          the Host header is not ours
├── ContractMismatch     extension and companion are of different versions
├── BadRequest           the body is not of the contract's form
├── TooLarge             the body is over the limit
├── NotFound             no such entry, file or address
├── CaptureConflict      other content under a capture id that is taken
├── EvidenceMismatch     the picture received is not the picture announced
├── PictureMissing       a capture without its picture
├── PictureForbidden     a picture on a ground that forbids it (BrB 16:10 a)
├── NoDisposalDecision   delete without a gallringsbeslut (N4, A3)
├── DisposalTestMissing  delete without its ground under the gallringsbeslut (N4)
├── DecisionIncomplete   a removal without its category or ground
├── KindMismatch         a thread without its dialogue, or a removal of what is not a comment
├── NothingRemoved       an outcome of removal for what was saved without one (S9, S10, H7)
├── EntryDisposed        the entry has been disposed of; nothing more can be done with it
├── SensitiveSearch      persons looked for by sensitive data (dataskyddslagen 3:3)
├── PageRulesRefused     an update of how pages are read that is not signed by its publisher
├── NotAllowed           what is asked is not for this person's roles
├── LastAdministrator    nobody would be left who may give roles
├── PairingRefused       a pairing code that is not valid
├── ClassifierLoading    the pipeline is not loaded yet
├── ClassifierBroken     the pipeline could not be loaded
├── NoConsent            learning from decisions is not allowed in the settings
├── StorageFull          the disk is full
├── StorageFailed        evidence or register could not be written
├── EvidenceDamaged      a file in the vault is missing or changed
├── SettingsInvalid      settings.toml cannot be used
├── PolicyInvalid        a policy file cannot be used
├── PortTaken            another program, or Uppsikt itself, sits on the port
├── NoWindow             the system cannot show a window
├── ExportFailed         a document could not be written
├── ExportCancelled      a person stopped an export
├── NothingToExport      no entry is chosen
├── AgencyMissing        a package without the authority's name and number
├── DisclosureMade       the copies of a request are made; nothing of it is changed any more
├── DisclosureUndecided  a suggested mask of which nobody has decided
├── PictureUnmasked      a picture that shows words which are masked
├── SchemaMissing        a publisher's schema is not in its folder
├── SchemaUnknown        a schema is not the one that is pinned
├── SchemaUnreachable    a publisher did not give its schema
├── CommentHeld          delete of a comment whose entry is under legal hold
├── KeyDamaged           the installation's signing key cannot be used
├── TimestampFailed      the timestamp authority gave no valid timestamp
├── DisposalRefused      entries that may not be disposed of
├── JobRunning           verification, backup or disposal is under way already
├── BackupFailed         a backup could not be made
├── RestoreRefused       a backup cannot be restored there
├── ReceiversInvalid     receivers.toml cannot be used
├── NoSuchReceiver       no receiver of that name in receivers.toml
├── SecretMissing        a receiver's password or key is not there
├── SecretExposed        the file of a password can be read by others
├── PracticeNotSent      a practice entry is not sent to anybody
├── TooManyEntries       more entries than one delivery takes
├── AlreadySent          an entry is on its way to that receiver, or there
├── NotNow               a delivery is not in a state in which that can be done
├── ReceiverUnreachable  the receiver could not be reached; it has received nothing
├── ReceiverRefused      the receiver refused; it has received nothing
├── ReceiverHasPart      the receiver took some of it and refused the rest
├── HandoverBroken       the connection broke when the receiver may have received it
├── ReceiverCannotTell   the receiver cannot say whether it has received it
├── ChannelRefused       what is asked of a channel is not complete, or not possible as it is now
├── DraftChanged         the draft of a policy is not the one that was read before it was put in force
├── GaveUp               so many attempts that a person must look
└── Unexpected           a fault of the program's own
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import ClassVar, Literal, NamedTuple

Language = Literal["sv", "en"]

_WORDS: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
    Path(__file__).with_name("errors.toml").read_text("utf-8")
)


class Words(NamedTuple):
    """What a person is told."""

    what: str
    kept: str
    now: str


class Said(NamedTuple):
    """A fact that is itself words, in both languages."""

    sv: str
    en: str

    def in_(self, language: Language) -> str:
        """The words in the reader's language."""
        return self.en if language == "en" else self.sv


class CompanionError(Exception):
    """Base of every expected error. `facts` fill the braces of the words in errors.toml."""

    code: ClassVar[str]
    status: ClassVar[int]

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def words(self, language: Language) -> Words:
        """The three sentences in the reader's language."""
        chosen = _WORDS[self.code][language]
        facts = {
            name: fact.in_(language) if isinstance(fact, Said) else fact
            for name, fact in self.facts.items()
        }
        return Words(**{part: text.format_map(facts) for part, text in chosen.items()})

    def __str__(self) -> str:
        return " ".join(self.words("sv"))


class NotPaired(CompanionError):
    """No or a false token."""

    code, status = "token_refused", 401


class ForeignOrigin(CompanionError):
    """A page or another extension asks."""

    code, status = "origin_refused", 403


class ForeignHost(CompanionError):
    """The Host header is not ours."""

    code, status = "host_refused", 403


class ContractMismatch(CompanionError):
    """Extension and companion are of different versions."""

    code, status = "contract_mismatch", 409


class BadRequest(CompanionError):
    """The body is not of the contract's form."""

    code, status = "bad_request", 400


class TooLarge(CompanionError):
    """The body is over the limit."""

    code, status = "too_large", 413


class NotFound(CompanionError):
    """No such entry, file or address."""

    code, status = "not_found", 404


class CaptureConflict(CompanionError):
    """Other content under a capture id that is taken."""

    code, status = "capture_conflict", 409


class EvidenceMismatch(CompanionError):
    """The picture received is not the picture announced."""

    code, status = "evidence_mismatch", 422


class PictureMissing(CompanionError):
    """A capture without its picture."""

    code, status = "picture_missing", 422


class PictureForbidden(CompanionError):
    """A picture on a ground that forbids it (BrB 16:10 a)."""

    code, status = "picture_forbidden", 422


class NoDisposalDecision(CompanionError):
    """Delete without a gallringsbeslut (N4, A3)."""

    code, status = "no_disposal_decision", 422


class DisposalTestMissing(CompanionError):
    """Delete without its ground under the gallringsbeslut (N4)."""

    code, status = "disposal_test_missing", 422


class DecisionIncomplete(CompanionError):
    """A removal without its category or ground."""

    code, status = "decision_incomplete", 422


class KindMismatch(CompanionError):
    """A thread without its dialogue, or a removal of what is not a comment."""

    code, status = "kind_mismatch", 422


class NothingRemoved(CompanionError):
    """An outcome of removal for what was saved without one (S9, S10, H7)."""

    code, status = "nothing_removed", 422


class EntryDisposed(CompanionError):
    """The entry has been disposed of; nothing more can be done with it."""

    code, status = "entry_disposed", 409


class SensitiveSearch(CompanionError):
    """Persons looked for by sensitive data (dataskyddslagen 3:3)."""

    code, status = "sensitive_search", 422


class NotAllowed(CompanionError):
    """What is asked is not for this person's roles: `person`."""

    code, status = "not_allowed", 403


class LastAdministrator(CompanionError):
    """Nobody would be left who may give roles."""

    code, status = "last_administrator", 409


class PairingRefused(CompanionError):
    """A pairing code that is not valid."""

    code, status = "pairing_refused", 403


class ClassifierLoading(CompanionError):
    """The pipeline is not loaded yet."""

    code, status = "classifier_loading", 503


class ClassifierBroken(CompanionError):
    """The pipeline could not be loaded."""

    code, status = "classifier_broken", 500


class NoConsent(CompanionError):
    """Learning from decisions is not allowed in the settings."""

    code, status = "no_consent", 403


class StorageFull(CompanionError):
    """The disk is full."""

    code, status = "storage_full", 507


class StorageFailed(CompanionError):
    """Evidence or register could not be written."""

    code, status = "storage_failed", 500


class EvidenceDamaged(CompanionError):
    """A file in the vault is missing or changed."""

    code, status = "evidence_damaged", 500


class SettingsInvalid(CompanionError):
    """Settings.toml cannot be used."""

    code, status = "settings_invalid", 500


class PolicyInvalid(CompanionError):
    """A policy file cannot be used."""

    code, status = "policy_invalid", 500


class PortTaken(CompanionError):
    """Another program, or Uppsikt itself, sits on the port."""

    code, status = "port_taken", 500


class NoWindow(CompanionError):
    """The system cannot show a window."""

    code, status = "no_window", 500


class ExportFailed(CompanionError):
    """A document could not be written."""

    code, status = "export_failed", 500


class ExportCancelled(CompanionError):
    """A person stopped an export."""

    code, status = "export_cancelled", 409


class NothingToExport(CompanionError):
    """No entry is chosen."""

    code, status = "nothing_to_export", 404


class AgencyMissing(CompanionError):
    """A package without the authority's name and number."""

    code, status = "agency_missing", 422


class DisclosureMade(CompanionError):
    """The copies of a request are made; nothing of it is changed any more."""

    code, status = "disclosure_made", 409


class DisclosureUndecided(CompanionError):
    """A suggested mask of which nobody has decided."""

    code, status = "disclosure_undecided", 409


class PictureUnmasked(CompanionError):
    """A picture that shows words which are masked."""

    code, status = "picture_unmasked", 409


class SchemaMissing(CompanionError):
    """A publisher's schema is not in its folder."""

    code, status = "schema_missing", 422


class SchemaUnknown(CompanionError):
    """A schema is not the one that is pinned by its SHA-256."""

    code, status = "schema_unknown", 422


class SchemaUnreachable(CompanionError):
    """A publisher did not give its schema."""

    code, status = "schema_unreachable", 502


class CommentHeld(CompanionError):
    """Delete of a comment whose entry is under legal hold."""

    code, status = "comment_held", 422


class KeyDamaged(CompanionError):
    """The installation's signing key cannot be used."""

    code, status = "key_damaged", 500


class TimestampFailed(CompanionError):
    """The timestamp authority gave no valid timestamp."""

    code, status = "timestamp_failed", 502


class DisposalRefused(CompanionError):
    """Entries that may not be disposed of."""

    code, status = "disposal_refused", 409


class JobRunning(CompanionError):
    """Verification, backup or disposal is under way already."""

    code, status = "job_running", 409


class BackupFailed(CompanionError):
    """A backup could not be made."""

    code, status = "backup_failed", 500


class RestoreRefused(CompanionError):
    """A backup cannot be restored there."""

    code, status = "restore_refused", 409


class ReceiversInvalid(CompanionError):
    """Receivers.toml cannot be used."""

    code, status = "receivers_invalid", 500


class NoSuchReceiver(CompanionError):
    """No receiver of that name in receivers.toml."""

    code, status = "no_such_receiver", 404


class SecretMissing(CompanionError):
    """A receiver's password or key is not there."""

    code, status = "secret_missing", 422


class SecretExposed(CompanionError):
    """The file of a password can be read by others."""

    code, status = "secret_exposed", 422


class PracticeNotSent(CompanionError):
    """A practice entry is not sent to anybody."""

    code, status = "practice_not_sent", 422


class TooManyEntries(CompanionError):
    """More entries than one delivery takes."""

    code, status = "too_many_entries", 422


class AlreadySent(CompanionError):
    """An entry is on its way to that receiver, or there."""

    code, status = "already_sent", 409


class NotNow(CompanionError):
    """A delivery is not in a state in which that can be done."""

    code, status = "not_now", 409


class ReceiverUnreachable(CompanionError):
    """The receiver could not be reached; it has received nothing."""

    code, status = "receiver_unreachable", 502


class ReceiverRefused(CompanionError):
    """The receiver refused; it has received nothing."""

    code, status = "receiver_refused", 502


class ReceiverHasPart(CompanionError):
    """The receiver took some of it and refused the rest."""

    code, status = "receiver_has_part", 502


class HandoverBroken(CompanionError):
    """The connection broke when the receiver may have received it."""

    code, status = "handover_broken", 502


class ReceiverCannotTell(CompanionError):
    """The receiver cannot say whether it has received it."""

    code, status = "receiver_cannot_tell", 409


class GaveUp(CompanionError):
    """So many attempts that a person must look."""

    code, status = "gave_up", 502


class PageRulesRefused(CompanionError):
    """An update of how pages are read that is not signed by its publisher, or is older than the one in use."""

    code, status = "page_rules_refused", 400


class ChannelRefused(CompanionError):
    """What is asked of a channel is not complete, or not possible as it is now (S12, N7)."""

    code, status = "channel_refused", 400


class DraftChanged(CompanionError):
    """The draft of a policy is not the one that was read before it was put in force."""

    code, status = "draft_changed", 409


class Unexpected(CompanionError):
    """A fault of the program's own."""

    code, status = "unexpected", 500


def by_code(code: str, facts: dict[str, str | list[str]]) -> CompanionError:
    """The error of a code, as `written` gave it."""
    kinds = {kind.code: kind for kind in CompanionError.__subclasses__()}
    return kinds[code](
        **{name: Said(*fact) if isinstance(fact, list) else fact for name, fact in facts.items()}
    )


def written(error: CompanionError) -> dict[str, str | list[str]]:
    """An error's facts as they can be written down; words in both languages are a list of two."""
    return {
        name: list(fact) if isinstance(fact, Said) else str(fact)
        for name, fact in error.facts.items()
    }
