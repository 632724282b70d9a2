// Words of calibration, of what is done with the saved, and of undoing, in Swedish.
import type { LessonStep } from "../calibration";

export const acting = {
  surfaces: {
    facebook_timeline: "Facebook, sidans flöde",
    facebook_permalink: "Facebook, ett inlägg",
    facebook_photo: "Facebook, bild",
    facebook_video: "Facebook, film",
    facebook_reel: "Facebook, kort film (reel)",
    facebook_group: "Facebook, grupp",
    instagram_post: "Instagram, inlägg",
    instagram_reel: "Instagram, kort film (reel)",
  } as Partial<Record<string, string>>,

  learn: {
    title: "Lär Uppsikt sidans ord",
    count: (step: number, all: number) => `Steg ${step} av ${all}.`,
    steps: {
      hide: "Tryck på knappen som döljer testkommentaren.",
      unhide: "Tryck på knappen som visar testkommentaren igen.",
      menu: "Öppna testkommentarens meny.",
      options: "Peka på testkommentaren och tryck på dess alternativ (tre prickar).",
      deleteItem: "Tryck på valet som raderar. Plattformen frågar först.",
      confirm: "Tryck på knappen som bekräftar. Trycket stannar hos Uppsikt: inget raderas.",
      cancel: "Tryck på knappen som avbryter, så stängs rutan.",
    } as Record<LessonStep, string>,
    skip: "Hoppa över",
    other: "Det hör inte till det här steget. Inget lärdes. Försök igen eller hoppa över.",
    unclear:
      "Två knappar ser likadana ut, så Uppsikt skulle inte hitta rätt. Hoppa över det här steget.",
    mixed: "Samma ord betyder två saker, så inget kan läras.",
    gone: "Testkommentaren finns inte längre på sidan.",
    nothingShown: "Inget visades.",
    nothingKept: "Inget lärdes.",
    learned: (words: string) => `Uppsikt har lärt sig: ${words}.`,
    takeAway: "Ta bort testkommentaren själv när du är klar.",
    noTest:
      "Skriv först en egen kommentar med texten ”Uppsikt test”, och inget mer, under ett inlägg på sidan.",
    manyTests: "Flera kommentarer heter ”Uppsikt test”. Ha bara en på sidan.",
    nothingToLearn: "Här trycker Uppsikt aldrig på något, så inget behöver läras.",
  },

  own: {
    heading: "Sidans ord och inställningar",
    explained:
      "Uppsikt trycker bara på knappar vars ord är säkra. Engelska ord följer med, andra visar du. Skriv en egen kommentar ”Uppsikt test” på sidan och visa knapparna en gång för varje språk och slags sida.",
    begin: "Visa orden på sidan",
    noPage: "Sidan kan inte läsas. Öppna ett inlägg på kommunens sida.",
    none: "Inga ord är visade på den här datorn.",
    place: (surface: string, lang: string) => `${surface}, språk ${lang}`,
    byPolicy: "från kommunens policy",
    practice: "Övningssidan",
    names: {
      hide: "dölj",
      unhide: "visa igen",
      options: "alternativ",
      deleteItem: "radera",
      confirm: "bekräfta",
      cancel: "avbryt",
    },
    forget: "Glöm",
    forgetOf: (place: string) => `Glöm orden för ${place}`,
    forgotten: (place: string) => `Orden för ${place} är glömda.`,
    save: "Spara orden som fil",
    load: "Läs in ord från fil",
    loaded: (places: number) =>
      places === 1
        ? "Ord för ett slags sida är inlästa."
        : `Ord för ${places} slags sidor är inlästa.`,
    refused: (where: string) => `Filen lästes inte in. Felet: ${where}. De gamla orden gäller.`,
    noJson: "det är ingen JSON-fil",
    blocked: (when: string) =>
      `Plattformen blockerade åtgärder. Uppsikt trycker inte på något där före kl. ${when}.`,
    resume: "Tillåt tryck igen",
    soften: "Sudda ut kränkande ord tills jag pekar på dem",
  },

  handling: {
    heading: "Mer att göra",
    register: "Registrera utan att ta bort",
    saved: (entry: number) => `Sparad som post ${entry}.`,
    registered: (entry: number) => `Registrerad som post ${entry}. Kommentaren står kvar.`,
    review: {
      offer: "Fråga en kollega",
      title: "Fråga en kollega",
      first: "Kollegans namn",
      second: "Frågan",
      save: "Lägg hos kollegan",
      done: (entry: number) => `Post ${entry} ligger hos kollegan. Tala om det för den du frågar.`,
    },
    forward: {
      offer: "Skicka vidare",
      title: "Skicka vidare",
      first: "Till vem (förvaltning eller person)",
      second: "Anteckning (frivillig)",
      save: "Anteckna att det skickats",
      done: (entry: number) =>
        `Antecknat att post ${entry} har skickats vidare. Uppsikt skickar inget själv.`,
    },
    answered: {
      offer: "Besvarad",
      title: "Kommentaren är besvarad",
      first: "När",
      second: "Var svaret finns: adress eller diarienummer (frivilligt)",
      save: "Anteckna svaret",
      done: (entry: number) => `Antecknat att post ${entry} är besvarad.`,
    },
  },

  thread: {
    title: "Arkivera tråden",
    post: "Inlägget",
    count: (read: number, counted: number | null) =>
      counted === null
        ? `Lästa kommentarer: ${read}. Sidan anger inget antal.`
        : `Lästa kommentarer: ${read} av de ${counted} som sidan anger.`,
    sort: (words: string) => `Sorterade efter ”${words}”.`,
    unread: (n: number) => `Går inte att läsa och kommer inte med: ${n}.`,
    cut: (n: number) => `Kommer med bara till sin början: ${n}.`,
    noPost: "Inläggets egen text kan inte läsas och kommer inte med.",
    tooMany: (most: number) => `Fler än ${most} kommentarer ryms inte i en post.`,
    open: "Svar och kommentarer som inte är öppnade kommer inte med. Alt+Skift+V öppnar mer, en knapp för varje tryck.",
    save: "Arkivera",
    done: (entry: number, n: number) =>
      `Tråden är arkiverad som post ${entry}. Kommentarer: ${n}. Allt står kvar på sidan.`,
    before: (entry: number) => `Samma tråd är redan arkiverad som post ${entry}.`,
    none: "Tråden kan inte arkiveras: det går inte att se vilket inlägg den hör till.",
  },

  reply: {
    question: "Tack för din fråga! Vi tar reda på svaret och återkommer här.",
    put: "Svarstexten står i svarsfältet. Läs igenom den och skicka den själv.",
    noField: "Inget svarsfält är öppet för den kommentaren.",
    copied: "Svarstexten är kopierad. Klistra in den och skicka den själv.",
    notCopied: "Svarstexten kunde inte kopieras. Klicka i panelen och försök igen.",
    noted: "Det är antecknat i posten.",
    notNoted: "Det kunde inte antecknas i posten.",
    none: "Policyn har ingen svarstext för den kommentaren.",
  },

  crisis: {
    name: "Krisläge",
    on: (when: string) => `Krisläge sedan ${when}`,
    by: (moderator: string) => `Påslaget av ${moderator}.`,
    order: "Nödrop visas först, sedan hot och brott, sedan frågor som väntar på svar.",
    answer: "Behöver svar",
  },

  undo: {
    offer: "Ångra: visa igen",
    working: (entry: number) => `Visar kommentaren i post ${entry} igen …`,
    still: (entry: number) => `Kommentaren är fortfarande dold (post ${entry}).`,
    pressed: "Uppsikt tryckte på sidans knapp, och sidan visar kommentaren igen.",
    personPressed: "Moderatorn tryckte själv, och sidan visar kommentaren igen.",
    noControl: "Sidan har ingen knapp som visar kommentaren igen. Om den är dold syns inte.",
  },

  block: {
    held: (when: string) =>
      `Plattformen har blockerat åtgärder. Uppsikt trycker inte på något där före kl. ${when}.`,
  },
};

export type Acting = typeof acting;
