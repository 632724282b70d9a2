"""The model card, written from metrics.json (and peers.json where the comparison has been run)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_HEAD = """# Modellkort: {name}

*Skrivs av `python -m models.scripts.evaluate`; ändra inte för hand. / Generated; do not edit.*

**Vad den gör.** Läser en kommentar och föreslår vilka av riktlinjernas elva kategorier den kan bryta
mot, med tecknen som avgjorde, och tre ledtrådar (fråga, partipolitik, ärende). Människan beslutar;
inget tas bort av modellen.
*What it does: proposes which of the guidelines' eleven categories a comment may break, with the characters that
decided, and three hints. A person decides.*

**Hur.** spaCy på tomt svenskt språk: unmask → lexicon → identifiers → links → persons → textcat_multilabel
(hashade 2–5-gram av tecken, ord och klasser i ett linjärt lager, int8) → verdict. {terms} lexikonposter, varav
{exceptions} homografundantag. {size:.1f} MB på disk.

**Data.** Enbart `models/corpus`: kommentarer skrivna för projektet, med påhittade personer, telefonnummer ur
serierna för påhittade nummer och officiella test-personnummer. Ingen text av någon annan har använts för träning.

**Snabbhet** (en kärna, processortid i samma körning): hela kedjan
{lawful:,.0f} tillåtna kommentarer/s, {pipeline:,.0f}/s på korpusen (där var tredje ska förklaras);
spaCys tokenizer ensam, varm, {tokenizer:,.0f}/s; laddning {load:.2f} s utöver
att importera spaCy.

## Träffsäkerhet

Mått hållna isär. *Korsvalidering per omgång*: varje kommentar bedöms av en modell som inte har
sett något av samma skribent och ämne. Korpusen är skriven för att vara svår: minst hälften är
tillåtna kommentarer som speglar de otillåtna.
*Skrivet för sig*: kommentarer som aldrig har använts för träning eller tröskelval. Den första svitens fel har lästs en
gång, och en handfull svordomar och sätt att maskera dem lades då till i lexikonet; `profanity` smickras där av det. Den
andra och den tredje sviten skrevs senare, av någon som inte hade sett träningstexten; efter den andras fel lades två
homografundantag till, den tredjes fel har ingen läst. En andra läsare märkte 1 000 slumpvisa kommentarer ur korpusen
utan att se märkningen: makro-F1 0,96 mot den, så mycket skiljer två noggranna läsare.
"""

_WEAK = """
## Kända svagheter

- Angrepp, hets och hot utan nyckelord, ironi och bildspråk missas ofta: ett linjärt lager läser inte mellan raderna.
- Tysta nödrop ("namnskylten får någon annan ta bort") missas. Larmet ersätter aldrig att någon läser.
- Tio siffror utan skiljetecken kan inte skiljas från ett OCR-nummer med riktigt datum; utan sammanhang räknas de som
  personnummer, utom när de börjar som ett mobilnummer.
- Sekretess känns igen på ord om hälsa och socialtjänst tillsammans med en person; om personen går
  att identifiera avgör läsaren.
- Annat än svenska och engelska läses bara med teckenlikhet.
- Trösklarna är valda för att lämna laglig kritik i fred; därför missas hellre än flaggas fel.
"""


def _table(report: dict[str, Any]) -> str:
    lines = [
        f"\n### {report['name'].capitalize()}: {report['comments']} kommentarer\n",
        (
            f"Makro-F1 över kategorierna **{report['macro_f1']:.3f}** · felaktigt flaggade tillåtna "
            f"**{report['lawful_flagged']:.1%}** · felaktigt flaggad kritik "
            f"**{report['criticism_flagged']:.1%}**\n"
        ),
        "| | antal | precision | täckning | F1 |",
        "|---|--:|--:|--:|--:|",
    ]
    lines += [
        f"| `{row['label']}` | {row['comments']} | {row['precision']:.2f} | {row['recall']:.2f} | {row['f1']:.2f} |"
        for row in report["labels"]
        if row["comments"]
    ]
    return "\n".join(lines) + "\n"


WEAKEST = 30
"""Functionalities that the card names for each set; metrics.json has all."""


def _functionalities(report: dict[str, Any]) -> str:
    shares: list[float] = sorted(report["functionalities"].values())
    rows = sorted(report["functionalities"].items(), key=lambda item: item[1])[:WEAKEST]
    body = "\n".join(f"| {name} | {share:.0%} |" for name, share in rows)
    halves = sum(share >= 0.5 for share in shares) / len(shares)
    return (
        f"\n## Per funktionalitet ({report['name']}): andel med alla elva kategorier rätt\n\n"
        f"{len(shares)} funktionaliteter, median {shares[len(shares) // 2]:.0%}; {halves:.0%} av dem har minst hälften "
        f"rätt. De svagaste (alla står i metrics.json):\n\n| | rätt |\n|---|--:|\n{body}\n"
    )


def _peers(path: Path) -> str:
    if not path.exists():
        return ""
    rows = json.loads(path.read_text(encoding="utf-8"))
    body = "\n".join(
        f"| {row['name']} | {row['comments']} | {row['macro_f1']:.3f} | {row['lawful_flagged']:.1%} "
        f"| {row['speed']:,.0f} |"
        for row in rows
    )
    return (
        "\n## Bredvid andra\n\nSamma uppdelning: en femtedel av omgångarna undanhållen; trösklar valda på samma sätt "
        "där det finns poäng att välja bland.\n\n"
        "| | av så många kommentarer | makro-F1 | felaktigt flaggade tillåtna | kommentarer/s |\n"
        f"|---|--:|--:|--:|--:|\n{body}\n"
    )


def _public(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return ""

    def share(value: float | None) -> str:
        return "–" if value is None else f"{value:.1%}"

    body = "\n".join(
        f"| {row['name']}, {row['licence']} | {row['texts']} | {share(row['offensive_flagged'])} "
        f"| {share(row['other_flagged'])} |"
        for row in rows
    )
    return (
        "\n## Andras text\n\nInget av detta har tränats på. Det är inte kommunala kommentarer, "
        "och märkningen är andras: bland de upplästa meningarna finns svordomar, som ska flaggas.\n\n"
        "| | texter | flaggat av det stötande | flaggat av resten |\n"
        f"|---|--:|--:|--:|\n{body}\n"
    )


def write_card(models: Path) -> None:
    """Write MODEL_CARD.md from the figures in the folder."""
    metrics = json.loads((models / "metrics.json").read_text(encoding="utf-8"))
    head = _HEAD.format(
        name=metrics["name"],
        terms=metrics["sizes"]["terms"],
        exceptions=metrics["sizes"]["exceptions"],
        size=metrics["sizes"]["bytes"] / 1e6,
        pipeline=metrics["speed"]["pipeline"],
        lawful=metrics["speed"]["lawful"],
        tokenizer=metrics["speed"]["tokenizer"],
        load=metrics["speed"]["load_seconds"],
    )
    tables = "".join(_table(report) for report in metrics["reports"])
    card = (
        head + tables + _public(metrics.get("public", [])) + _peers(models / "peers.json") + _WEAK
    )
    card += "".join(_functionalities(report) for report in metrics["reports"])
    (models / "MODEL_CARD.md").write_text(card, encoding="utf-8")
