"""The companion's errors. Each says what happened, what was kept and what to do now, in Swedish and English.

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
├── PairingRefused       a pairing code that is not valid
├── ClassifierLoading    the pipeline is not loaded yet
├── StorageFull          the disk is full
├── StorageFailed        evidence or register could not be written
├── EvidenceDamaged      a file in the vault is missing or changed
├── SettingsInvalid      settings.toml cannot be used
├── PolicyInvalid        a policy file cannot be used
├── PortTaken            another program, or Uppsikt itself, sits on the port
└── ExportFailed         a document could not be written
"""

from __future__ import annotations

from typing import ClassVar, Literal, NamedTuple

Language = Literal["sv", "en"]


class Words(NamedTuple):
    """What a person is told."""

    what: str
    kept: str
    now: str


class CompanionError(Exception):
    """Base of every expected error. `facts` fill the braces of the words."""

    code: ClassVar[str]
    status: ClassVar[int]
    sv: ClassVar[Words]
    en: ClassVar[Words]

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def words(self, language: Language) -> Words:
        """The three sentences in the reader's language."""
        chosen = self.en if language == "en" else self.sv
        return Words(*(part.format_map(self.facts) for part in chosen))

    def __str__(self) -> str:
        return " ".join(self.words("sv"))


class NotPaired(CompanionError):
    code, status = "token_refused", 401
    sv = Words(
        "Webbläsaren är inte ansluten till Uppsikt, eller så har anslutningen återkallats.",
        "Inget har sparats och inget har tagits bort.",
        "Öppna Uppsikts sidopanel och välj Anslut.",
    )
    en = Words(
        "The browser is not connected to Uppsikt, or the connection was revoked.",
        "Nothing was saved and nothing was removed.",
        "Open Uppsikt's side panel and choose Connect.",
    )


class ForeignOrigin(CompanionError):
    code, status = "origin_refused", 403
    sv = Words(
        "Anropet kom från {origin}, som inte är anslutet till Uppsikt.",
        "Inget har sparats.",
        "Använd Uppsikts tillägg i en ansluten webbläsare.",
    )
    en = Words(
        "The request came from {origin}, which is not connected to Uppsikt.",
        "Nothing was saved.",
        "Use Uppsikt's extension in a connected browser.",
    )


class ForeignHost(CompanionError):
    code, status = "host_refused", 403
    sv = Words(
        "Anropet gällde en annan värd än den här datorn.",
        "Inget har sparats.",
        "Använd adressen som Uppsikt visar.",
    )
    en = Words(
        "The request named another host than this computer.",
        "Nothing was saved.",
        "Use the address that Uppsikt shows.",
    )


class ContractMismatch(CompanionError):
    code, status = "contract_mismatch", 409
    sv = Words(
        "Tillägget och Uppsikt på datorn är av olika versioner.",
        "Inget har sparats och inget har tagits bort.",
        "Uppdatera båda till samma version och ladda om tillägget.",
    )
    en = Words(
        "The extension and Uppsikt on the computer are of different versions.",
        "Nothing was saved and nothing was removed.",
        "Update both to the same version and reload the extension.",
    )


class BadRequest(CompanionError):
    code, status = "bad_request", 400
    sv = Words(
        "Uppgifterna kunde inte läsas: {reason}.",
        "Inget har sparats och inget har tagits bort.",
        "Ladda om sidan och försök igen. Händer det igen, rapportera felet.",
    )
    en = Words(
        "The data could not be read: {reason}.",
        "Nothing was saved and nothing was removed.",
        "Reload the page and try again. If it happens again, report the error.",
    )


class TooLarge(CompanionError):
    code, status = "too_large", 413
    sv = Words(
        "Uppgifterna är större än {limit_mb} MB.",
        "Inget har sparats och inget har tagits bort.",
        "Gör webbläsarfönstret mindre och försök igen.",
    )
    en = Words(
        "The data is larger than {limit_mb} MB.",
        "Nothing was saved and nothing was removed.",
        "Make the browser window smaller and try again.",
    )


class NotFound(CompanionError):
    code, status = "not_found", 404
    sv = Words("Det som söktes finns inte.", "Inget har ändrats.", "Gå tillbaka till registret.")
    en = Words("What you asked for does not exist.", "Nothing was changed.", "Return to the register.")


class CaptureConflict(CompanionError):
    code, status = "capture_conflict", 409
    sv = Words(
        "En annan sparning har redan samma nummer.",
        "Den tidigare sparningen finns kvar oförändrad. Inget har tagits bort.",
        "Ladda om sidan och försök igen.",
    )
    en = Words(
        "Another capture already has the same id.",
        "The earlier capture is unchanged. Nothing was removed.",
        "Reload the page and try again.",
    )


class EvidenceMismatch(CompanionError):
    code, status = "evidence_mismatch", 422
    sv = Words(
        "Skärmbilden skadades på vägen till registret.",
        "Inget har sparats och inget har tagits bort.",
        "Försök igen.",
    )
    en = Words(
        "The screenshot was damaged on its way to the register.",
        "Nothing was saved and nothing was removed.",
        "Try again.",
    )


class PictureMissing(CompanionError):
    code, status = "picture_missing", 422
    sv = Words(
        "Skärmbilden saknas.",
        "Inget har sparats och inget har tagits bort.",
        "Klicka på Uppsikts ikon i verktygsfältet och försök igen.",
    )
    en = Words(
        "The screenshot is missing.",
        "Nothing was saved and nothing was removed.",
        "Click Uppsikt's icon in the toolbar and try again.",
    )


class PictureForbidden(CompanionError):
    code, status = "picture_forbidden", 422
    sv = Words(
        "På den här grunden får ingen bild sparas (BrB 16:10 a).",
        "Bilden har inte sparats. Inget har tagits bort.",
        "Spara utan bild och anmäl till polisen.",
    )
    en = Words(
        "On this ground no picture may be saved (BrB 16:10 a).",
        "The picture was not saved. Nothing was removed.",
        "Save without a picture and report to the police.",
    )


class NoDisposalDecision(CompanionError):
    code, status = "no_disposal_decision", 422
    sv = Words(
        "Det finns inget gallringsbeslut som tillåter radering (TF 2:23, arkivlagen 10 §).",
        "Inget har sparats och inget har tagits bort.",
        "Välj Dölj i stället, eller ange gallringsbeslutet i policyn.",
    )
    en = Words(
        "No disposal decision (gallringsbeslut) allows deletion (TF 2:23, arkivlagen 10 §).",
        "Nothing was saved and nothing was removed.",
        "Choose Hide instead, or state the decision in the policy.",
    )


class DisposalTestMissing(CompanionError):
    code, status = "disposal_test_missing", 422
    sv = Words(
        "Det framgår inte varför kommentaren får gallras.",
        "Inget har sparats och inget har tagits bort.",
        "Ange om den är av ringa betydelse eller saknar samband med verksamheten.",
    )
    en = Words(
        "It is not stated why the comment may be disposed of.",
        "Nothing was saved and nothing was removed.",
        "State whether it is of little importance or has no connection with the work.",
    )


class PairingRefused(CompanionError):
    code, status = "pairing_refused", 403
    sv = Words(
        "Koden gäller inte.",
        "Webbläsaren är inte ansluten.",
        "Be om en ny kod och försök igen.",
    )
    en = Words("The code is not valid.", "The browser is not connected.", "Ask for a new code and try again.")


class ClassifierLoading(CompanionError):
    code, status = "classifier_loading", 503
    sv = Words(
        "Språkmodellen laddas.",
        "Kommentarer kan sparas under tiden.",
        "Vänta några sekunder.",
    )
    en = Words("The language model is loading.", "Comments can be saved meanwhile.", "Wait a few seconds.")


class StorageFull(CompanionError):
    code, status = "storage_full", 507
    sv = Words(
        "Disken är full.",
        "Inget har sparats och inget har tagits bort.",
        "Frigör utrymme på disken och försök igen.",
    )
    en = Words(
        "The disk is full.",
        "Nothing was saved and nothing was removed.",
        "Free space on the disk and try again.",
    )


class StorageFailed(CompanionError):
    code, status = "storage_failed", 500
    sv = Words(
        "Det gick inte att skriva till registret: {reason}.",
        "Sparningen är inte bekräftad. Inget har tagits bort.",
        "Försök igen. Händer det igen, kontakta IT-stödet.",
    )
    en = Words(
        "The register could not be written: {reason}.",
        "The capture is not confirmed. Nothing was removed.",
        "Try again. If it happens again, contact IT support.",
    )


class EvidenceDamaged(CompanionError):
    code, status = "evidence_damaged", 500
    sv = Words(
        "Bevisfilen {sha256} saknas eller har ändrats.",
        "Registerposten finns kvar.",
        "Återställ filen från säkerhetskopia och kontakta arkivarien.",
    )
    en = Words(
        "The evidence file {sha256} is missing or was changed.",
        "The register entry remains.",
        "Restore the file from backup and tell the archivist.",
    )


class SettingsInvalid(CompanionError):
    code, status = "settings_invalid", 500
    sv = Words(
        "Inställningarna i {path} kan inte användas: {reason}.",
        "Inget har ändrats.",
        "Rätta raden, eller ta bort filen så skapas en ny.",
    )
    en = Words(
        "The settings in {path} cannot be used: {reason}.",
        "Nothing was changed.",
        "Mend the line, or delete the file and a new one is made.",
    )


class PolicyInvalid(CompanionError):
    code, status = "policy_invalid", 500
    sv = Words(
        "Policyn {path} kan inte användas: {reason}.",
        "Inget har ändrats.",
        "Rätta filen eller välj en annan policy i settings.toml.",
    )
    en = Words(
        "The policy {path} cannot be used: {reason}.",
        "Nothing was changed.",
        "Mend the file or choose another policy in settings.toml.",
    )


class PortTaken(CompanionError):
    code, status = "port_taken", 500
    sv = Words(
        "Port {port} används redan av {who}.",
        "Inget har ändrats.",
        "Stäng det programmet, eller välj en annan port med --port.",
    )
    en = Words(
        "Port {port} is already in use by {who}.",
        "Nothing was changed.",
        "Close that program, or choose another port with --port.",
    )


class ExportFailed(CompanionError):
    code, status = "export_failed", 500
    sv = Words(
        "Dokumentet kunde inte skrivas: {reason}.",
        "Registret är oförändrat och ingen halv fil har lämnats.",
        "Försök igen. Händer det igen, rapportera felet.",
    )
    en = Words(
        "The document could not be written: {reason}.",
        "The register is unchanged and no half file was left.",
        "Try again. If it happens again, report the error.",
    )
