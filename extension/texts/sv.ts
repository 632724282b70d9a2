// Every word that a person reads, in Swedish. en.ts has the same shape, and the compiler says so.
import type { Category, DisposalTest, EntryState, Hint, Outcome } from "../contract.gen";

import { acting } from "./sv-acting";
import { problems } from "./sv-problems";

export const sv = {
  locale: "sv-SE",
  otherLanguage: "English",

  /** Until the policy is known: as in the general policy. */
  categories: {
    insult: "Personangrepp",
    hate: "Hets och trakasserier",
    sexual_violence: "Våld och pornografi",
    crime: "Hot och brott",
    copyright: "Upphovsrätt",
    profanity: "Svordomar",
    commercial: "Reklam",
    confidential: "Sekretess",
    personal_data: "Personuppgifter",
    bad_link: "Otillåten länk",
    distress: "Nödrop",
  } as Record<Category, string>,
  hints: { question: "Fråga", political: "Politik", case: "Ärende" } as Record<Hint, string>,
  states: {
    captured: "Sparad – utfall okänt",
    hidden: "Dold",
    deleted: "Raderad",
    vanished: "Försvann",
    failed: "Sparad – åtgärden misslyckades",
    unknown: "Sparad – utfall okänt",
    remains: "Registrerad – står kvar",
  } as Record<EntryState, string>,
  disposalTests: {
    little_importance: "Den är av ringa eller tillfällig betydelse",
    no_connection: "Den saknar samband med verksamheten",
  } as Record<DisposalTest, string>,

  badge: {
    reasons: (n: number) => (n === 1 ? "1 skäl" : `${n} skäl`),
    alarm: "Läs genast",
    more: (n: number) => `+${n}`,
    captureOf: (author: string) => `Spara kommentaren från ${author}`,
    open: (author: string) =>
      `Öppna för att spara och dölja eller radera kommentaren från ${author}`,
    commentBy: (author: string) => `Kommentaren från ${author}`,
    saved: (entry: number) => `post ${entry}`,
    edited: (entry: number) => `Ändrad efter post ${entry}`,
    someone: "okänd avsändare",
    hint: "Bör besvaras eller hänvisas",
    layer: "Uppsikt",
  },

  dialog: {
    title: (author: string) => `Kommentar från ${author}`,
    category: "Vad bryter den mot?",
    choose: "Välj …",
    rule: (rule: string) => `Regel: ${rule}`,
    ground: "Grund för åtgärden",
    act: "Åtgärd",
    hide: "Dölj",
    hideExplained: "Kommentaren syns inte längre för andra men finns kvar på plattformen.",
    delete: "Radera",
    deleteExplained: (decision: string) =>
      `Kommentaren raderas på plattformen. Gallringsbeslut: ${decision}.`,
    noDelete:
      "Radera kan inte väljas: det finns inget gallringsbeslut som omfattar plattformen. Dölj i stället.",
    noDeleteHere: (decision: string) =>
      `Radera kan inte väljas här: gallringsbeslutet (${decision}) omfattar inte den valda kategorin. Dölj i stället.`,
    noHideOnInstagram:
      "Instagram kan inte dölja kommentarer på webben. Väljer du Dölj sparas kommentaren, och du döljer den själv i appen.",
    disposalTest: "Den får raderas därför att",
    note: "Anteckning (frivillig)",
    noPicture:
      "Ingen skärmbild tas på den här grunden: att spara bilden är i sig ett brott (BrB 16 kap. 10 a §). Anmäl till Polisen.",
    care: "Lagen kräver inte att kommentaren tas bort. Pröva att åtgärden inte inskränker yttrandefriheten (RF 2 kap.).",
    duty: (law: string) => `Lagen kräver att kommentaren tas bort (${law}).`,
    law: (law: string) => `Lagrum: ${law}.`,
    truncated: "Sidan visar bara början. Tryck ”Se mer” på kommentaren först, så sparas allt.",
    saveOnly: "Spara",
    saveAndHide: "Spara och dölj",
    saveAndDelete: "Spara och radera",
    completeHide: "Slutför: dölj",
    completeDelete: "Slutför: radera",
    keep: "Behåll",
    cancel: "Avbryt",
    close: "Stäng",
    savedAlready: (entry: number, moderator: string, when: string) =>
      `Redan sparad som post ${entry} av ${moderator}, ${when}.`,
    savedState: (state: string) => `Läge: ${state}.`,
    completeExplained:
      "Innehållet är säkrat. Det som återstår är åtgärden på plattformen; den görs bara om du väljer det.",
    working: {
      checking: "Läser kommentaren igen …",
      picture: "Tar skärmbild och sparar …",
      asking: "Inget svar. Frågar om kommentaren sparades …",
    },
    textLabel: "Kommentarens text",
  },

  notice: {
    kept: "Kommentaren får stå kvar. Beslutet är antecknat.",
    savedActing: (entry: number) => `Sparad som post ${entry}. Utför åtgärden …`,
    close: "Stäng meddelandet",
    outcome: {
      hidden: (entry: number) => `Dold. Sparad som post ${entry}.`,
      deleted: (entry: number) => `Raderad. Sparad som post ${entry}.`,
      vanished: (entry: number) =>
        `Kommentaren försvann utan att Uppsikt rörde den. Den är sparad som post ${entry}.`,
      failed: (entry: number) =>
        `Kommentaren är sparad som post ${entry}, men åtgärden utfördes inte.`,
      unknown: (entry: number) =>
        `Kommentaren är sparad som post ${entry}, men det gick inte att se om åtgärden lyckades.`,
      remains: (entry: number) => `Kommentaren visas igen. Den är sparad som post ${entry}.`,
    } as Record<Outcome, (entry: number) => string>,
    settle: "Titta på sidan, gör åtgärden själv om den behövs och ange utfallet i registret.",
    queued: "Utfallet kunde inte lämnas till Uppsikts program. Det är sparat och lämnas senare.",
    press:
      "Tryck själv på den markerade knappen. Uppsikt väntar i 60 sekunder och läser sedan sidan igen.",
    openOnPlatform: "Öppna på Facebook",
    registered: (entry: number) => `Registrerad som inkommen handling, post ${entry}.`,
    nothingToOpen: "Det finns ingen läst kommentar att öppna på den här sidan.",
  },

  details: {
    hiddenBefore: "Kommentaren var redan dold när åtgärden skulle utföras.",
    pressedHide: "Döljkontrollen trycktes, och sidan visar kommentaren som dold.",
    personHid: "Moderatorn tryckte själv, och sidan visar kommentaren som dold.",
    pressedDelete: "Raderingen bekräftades, och kommentaren finns inte längre på sidan.",
    personDeleted: "Moderatorn tryckte själv, och kommentaren finns inte längre på sidan.",
    goneBefore: "Kommentaren var borta innan åtgärden utfördes.",
    goneUnasked: "Kommentaren försvann utan att någon sågs trycka.",
    goneAfterHide: "Kommentaren visas inte alls efter åtgärden; om den är dold syns inte.",
    stillThere: "Kommentaren står kvar oförändrad efter åtgärden.",
    unclear: "Sidan visar inte säkert vad som hände efter åtgärden.",
    pageLeft: "Sidan byttes innan utfallet kunde ses.",
    postGone: "Inlägget finns inte längre på sidan, så utfallet kan inte ses.",
    textChanged: "Kommentarens text är inte längre den som sparades. Åtgärden avbröts.",
    replaced: "Sidan ritade om kommentaren under åtgärden. Åtgärden avbröts.",
    noHideControl: "Sidan har ingen döljkontroll som går att känna igen.",
    noMenu: "Kommentarens meny kunde inte öppnas.",
    noDeleteItem: "Menyn har inget val för radering som går att känna igen.",
    noConfirm: "Ingen bekräftelseruta med exakt en bekräftelseknapp visades. Åtgärden avbröts.",
    blocked: "Plattformen blockerar åtgärder för tillfället. Uppsikt slutade genast.",
    unexpectedDialog: "Plattformen visade en ruta som inte känns igen.",
    unknownLanguage:
      "Sidans språk är inte inlärt, så Uppsikt rör inga knappar. Utför åtgärden själv.",
    instagramHide: "Instagram kan inte dölja på webben. Dölj kommentaren i appen.",
    notPressed: "Ingen tryckte på den markerade knappen inom 60 sekunder.",
    cancelled: "Moderatorn avbröt innan någon knapp trycktes som döljer eller raderar.",
    personRemoves:
      "På den här sidan trycker Uppsikt inte på några knappar: dölj eller radera kommentaren själv.",
    leftOpen: "Plattformens ruta eller meny är kvar på sidan: stäng den själv.",
  },

  opening: {
    sort: "Sidan visar nu alla kommentarer. Tryck igen för att öppna mer.",
    text: "Hela texten är öppnad. Tryck igen för att öppna mer.",
    more: "Fler kommentarer hämtas. Tryck igen för att öppna mer.",
    nothing: "Det finns inget mer att öppna här.",
    words: "Sidans språk är inte inlärt. Öppna fler kommentarer själv.",
    offer: "Öppna mer på sidan",
  },

  pointing: {
    title: "Peka ut kommentaren",
    how: "Klicka på den, eller: ↑ större del, ↓ mindre, ← → nästa. Retur väljer, Esc avbryter.",
    empty: "(ingen text här)",
    cancel: "Avbryt",
    adjust:
      "Sidan kan inte läsas säkert. Kontrollera avsändare och text mot sidan och rätta det som är fel.",
    author: "Avsändare, som namnet står på sidan",
    text: "Kommentarens text",
    dialog: "Spara det du pekade ut",
  },

  message: {
    title: "Registrera ett meddelande",
    explained:
      "Ett direktmeddelande till kommunen är en inkommen handling. Det sparas i registret och står kvar i inkorgen.",
    author: "Avsändare (vem som skrev står inte läsbart på sidan: skriv namnet)",
    save: "Registrera",
  },

  panel: {
    filter: "Visa",
    filters: {
      all: "Alla",
      action: "Behöver åtgärd",
      questions: "Obesvarade frågor",
      political: "Partipolitik",
      case: "Ärenden",
    },
    keysHeading: "Tangenter i listan (?)",
    keys: {
      j: "nästa kommentar",
      k: "föregående kommentar",
      "?": "visa eller dölj tangenterna",
    },
    more: "Mer …",
    reply: "Svara i fältet",
    copy: "Kopiera svar",
    watch: (moderator: string, when: string) => `Vakten: ${moderator} sedan ${when}`,
    noWatch: "Ingen har tagit vakten än.",
    lookedAt: (when: string) => `Senast kontrollerat ${when}`,
    takeWatch: "Jag tar vakten",
    heading: "Kommentarer på sidan",
    noPage:
      "Kan inte läsa den här sidan. Uppsikt läser sidor på Facebook, inlägg på Instagram, inkorgen i Meta Business Suite och inlägg på LinkedIn.",
    point: "Peka ut en kommentar",
    structureHeading: "Läses sidan fel?",
    structure: "Spara sidans struktur",
    structureExplained:
      "Filen visar hur sidan är byggd och inget av vad som står på den: alla ord, namn, nummer och adresser är utbytta. Skicka den till dem som sköter Uppsikt.",
    pointExplained:
      "Syns en kommentar som inte kan läsas? Peka ut den, så sparas den med samma frågor (Alt+Skift+P).",
    reload: "Öppnades sidan innan Uppsikt startade? Ladda om den.",
    unproven:
      "Kan inte läsa den här sidan: det går inte att visa vilka kommentarer som hör till inlägget i adressen.",
    none: "Inga kommentarer syns på sidan än. Rulla ned eller öppna ett inlägg.",
    count: (read: number, total: number) => `${read} av ${total} kommentarer lästa`,
    unread: (n: number) => `${n} utan id kan inte läsas`,
    foreign: (n: number) => `${n} hör till andra inlägg`,
    unclassified: (n: number) => `${n} är ännu inte bedömda`,
    health: (found: number, read: number) => `${found} hittade, ${read} lästa`,
    pageChanged:
      "Sidan verkar ha ändrats: Uppsikts sätt att läsa den säger inte längre samma sak. Kontrollera mot sidan, peka ut det som saknas och spara sidans struktur åt dem som sköter Uppsikt.",
    vanished: (n: number) =>
      n === 1 ? "1 har försvunnit sedan den lästes" : `${n} har försvunnit sedan de lästes`,
    unanswered: (n: number) => (n === 1 ? "1 obesvarad fråga" : `${n} obesvarade frågor`),
    counted: (n: number) => `sidan anger ${n}`,
    sort: (words: string) => `sorterade efter ”${words}”`,
    edited: "Ändrad sedan den sparades",
    own: "Sidans eget",
    answered: "Besvarad",
    calm: "Inget i de lästa kommentarerna behöver åtgärd.",
    action: (n: number) => (n === 1 ? "1 behöver åtgärd" : `${n} behöver åtgärd`),
    show: "Visa på sidan",
    open: "Spara …",
    openSaved: "Öppna …",
    connected: (moderator: string) => `Ansluten. Modererar: ${moderator}`,
    loading: "Ansluten. Bedömningen startar …",
    connecting: "Ansluter …",
    openWindow: "Öppna registret",
    retry: "Försök igen",
    connect: "Anslut",
    connectExplained:
      "Anslut webbläsaren till programmet Uppsikt på datorn. Du godkänner anslutningen i programmets fönster.",
    port: "Port",
    codeInput: "Kod från programmet (om det visade en)",
    settings: "Anslutning",
    compare: "Jämför koden med den i Uppsikts fönster och godkänn där:",
    pairStates: {
      waiting: "Väntar på att du godkänner i Uppsikts fönster …",
      approved: "Ansluten.",
      refused: "Anslutningen nekades i Uppsikts fönster.",
      expired: "Koden har slutat gälla. Försök igen.",
    },
    shortcut: "Alt+Skift+U öppnar kommentaren under pekaren, Alt+Skift+V visar fler kommentarer.",
    anonymous: "Utan namn",
    noText: "(ingen text)",
  },

  ...acting,
  problems,
};

export type Texts = typeof sv;
