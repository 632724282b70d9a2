// The extension's own problems, in Swedish: what happened, what was kept, what to do now.
const NOTHING_REMOVED = "Inget har tagits bort eller dolts.";
const NOTHING_SAVED = "Inget har sparats, och inget har tagits bort eller dolts.";

export const problems = {
  not_running: {
    what: "Programmet Uppsikt på datorn svarar inte.",
    kept: NOTHING_SAVED,
    now: "Starta Uppsikt och försök igen.",
  },
  no_answer: {
    what: "Programmet Uppsikt svarade inte färdigt.",
    kept: "Det är inte säkert om något sparades. Inget har tagits bort eller dolts.",
    now: "Försök igen: Uppsikt frågar först om kommentaren redan är sparad.",
  },
  stranger: {
    what: "Ett annat program svarar på Uppsikts port.",
    kept: NOTHING_SAVED,
    now: "Starta Uppsikt och kontrollera porten i sidopanelen.",
  },
  not_paired: {
    what: "Webbläsaren är inte ansluten till Uppsikt.",
    kept: NOTHING_SAVED,
    now: "Öppna sidopanelen (klicka på Uppsikts ikon) och välj Anslut.",
  },
  token_refused: {
    what: "Programmet Uppsikt känner inte igen den här webbläsaren.",
    kept: NOTHING_SAVED,
    now: "Öppna sidopanelen och anslut webbläsaren på nytt.",
  },
  contract_mismatch: {
    what: "Webbläsartillägget och programmet Uppsikt har olika versioner.",
    kept: NOTHING_SAVED,
    now: "Uppdatera båda till samma version och ladda om sidan.",
  },
  bad_answer: {
    what: "Programmet Uppsikt gav ett svar som inte går att förstå.",
    kept: "Det är inte säkert om något sparades. Inget har tagits bort eller dolts.",
    now: "Försök igen. Händer det igen: kör ”doctor” och kontakta it.",
  },
  active_tab_missing: {
    what: "Webbläsaren tillåter ingen skärmbild av den här fliken än.",
    kept: "Inget har sparats.",
    now: "Klicka på Uppsikts ikon i verktygsfältet och försök igen. Inget har tagits bort.",
  },
  tab_not_active: {
    what: "Fliken visades inte när skärmbilden skulle tas.",
    kept: NOTHING_SAVED,
    now: "Gå till fliken och försök igen.",
  },
  picture_failed: {
    what: "Skärmbilden kunde inte tas.",
    kept: NOTHING_SAVED,
    now: "Försök igen om en stund.",
  },
  picture_mismatch: {
    what: "Skärmbilden har inte samma storlek som fönstret.",
    kept: NOTHING_SAVED,
    now: "Återställ zoomen (Ctrl+0), låt fönstret vara stilla och försök igen.",
  },
  comment_gone: {
    what: "Kommentaren finns inte längre på sidan.",
    kept: NOTHING_SAVED,
    now: "Ladda om sidan och se om den finns kvar.",
  },
  comment_changed: {
    what: "Kommentarens text har ändrats sedan rutan öppnades.",
    kept: NOTHING_SAVED,
    now: "Stäng rutan, läs den nya texten och öppna rutan igen.",
  },
  thread_changed: {
    what: "Tråden har ändrats sedan uppgifterna i rutan visades.",
    kept: NOTHING_SAVED,
    now: "Läs de nya uppgifterna i rutan och tryck igen.",
  },
  not_in_view: {
    what: "Kommentaren gick inte att visa i fönstret.",
    kept: NOTHING_SAVED,
    now: "Rulla fram kommentaren och försök igen.",
  },
  background_gone: {
    what: "Webbläsaren avbröt Uppsikt mitt i arbetet.",
    kept: NOTHING_REMOVED,
    now: "Ladda om sidan och försök igen. Är kommentaren redan sparad visas det vid den.",
  },
  updated: {
    what: "Uppsikt har uppdaterats eller startats om sedan sidan öppnades.",
    kept: NOTHING_REMOVED,
    now: "Ladda om sidan och försök igen. Är kommentaren redan sparad visas det vid den.",
  },
  maybe_saved: {
    what: "Inget svar kom, och det går inte att fråga om kommentaren sparades.",
    kept: "Det är inte säkert om kommentaren sparades. Inget har tagits bort eller dolts.",
    now: "Kontrollera att Uppsikt är igång och försök igen: då frågas först om den är sparad.",
  },
  not_saved: {
    what: "Kommentaren sparades inte: svaret uteblev, och programmet har den inte.",
    kept: NOTHING_SAVED,
    now: "Försök igen.",
  },
  not_allowed: {
    what: "Begäran kom från en sida som inte får göra den.",
    kept: NOTHING_SAVED,
    now: "Öppna Uppsikt från sidan du modererar.",
  },
  not_secure: {
    what: "Sidan är inte krypterad (http), och där ger webbläsaren inte det som krävs för att spara.",
    kept: NOTHING_SAVED,
    now: "Öppna sidan med https, eller spara en skärmbild på annat sätt.",
  },
  cannot_reach_page: {
    what: "Webbläsaren släpper inte in Uppsikt på den här sidan.",
    kept: NOTHING_SAVED,
    now: "Gå till fliken, klicka på Uppsikts ikon i verktygsfältet och välj Peka ut igen.",
  },
  unexpected: {
    what: "Något oväntat gick fel i tillägget.",
    kept: NOTHING_REMOVED,
    now: "Ladda om sidan och försök igen.",
  },
};
