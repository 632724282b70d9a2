// Builds dist/chromium, dist/firefox and dist/reader.js. Both manifests come from manifest.json;
// what differs between the browsers stands in BROWSERS below.
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { minify } from "terser";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const PANEL = "panel/panel.html";

const BROWSERS = {
  chromium: {
    permissions: ["sidePanel"],
    action: {},
    files: ["policy.json"],
    // A service worker has one script, and fetches the other itself.
    worker: 'importScripts("words.js");',
    extra: {
      minimum_chrome_version: "120",
      background: { service_worker: "background.js" },
      side_panel: { default_path: PANEL },
      storage: { managed_schema: "policy.json" },
    },
  },
  firefox: {
    permissions: [],
    files: [],
    worker: "",
    // Else the icon is put away among the other extensions', and without it no picture is allowed.
    action: { default_area: "navbar" },
    extra: {
      background: { scripts: ["words.js", "background.js"] },
      sidebar_action: {
        default_panel: PANEL,
        default_title: "__MSG_name__",
        default_icon: "icons/32.png",
        open_at_install: false,
      },
      browser_specific_settings: {
        gecko: {
          id: "uppsikt@uppsikt.invalid",
          strict_min_version: "142.0",
          data_collection_permissions: { required: ["none"] },
        },
      },
    },
  },
};

const STATIC = [
  "_locales",
  "icons",
  "highlight.css",
  "panel/panel.html",
  "parts/colours.css",
  "panel/panel.css",
  "panel/own.css",
];

const common = {
  absWorkingDir: here,
  bundle: true,
  format: "iife",
  target: ["chrome120", "firefox142"],
  charset: "utf8",
  legalComments: "none",
  minify: true,
  loader: { ".css": "text" },
};

// Every word that a person reads is one script, words.js, which runs before the others: in each of them
// it would be a third of all that ships. What else two of them need much of travels with it.
const WORDS = {
  names: ["language", "loadLanguage", "onLanguage", "problem", "t"],
  paths: ["texts", "texts/index", "texts/problems"],
};
const CALIBRATION = {
  names: [
    ...["WORD_NAMES", "asCalibration", "placeKey", "primaryLanguage", "tidyWord", "together"],
    ...["whatIsWrongInFile", "whatIsWrongInWords"],
  ],
  paths: ["calibration"],
};
const wordsApart = {
  name: "words-apart",
  setup(building) {
    for (const { names, paths } of [WORDS, CALIBRATION]) {
      const [namespace] = paths;
      const whole = paths.map((path) => join(here, path));
      building.onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) =>
        whole.includes(resolve(resolveDir, path)) ? { path: "words", namespace } : null,
      );
      building.onLoad({ filter: /.*/, namespace }, () => ({
        contents: `export const { ${names.join(", ")} } = uppsiktWords;`,
      }));
    }
  },
};

/** The words as they are, in both languages. */
async function spoken() {
  const contents = 'export { en } from "./en"; export { sv } from "./sv";';
  const stdin = { contents, resolveDir: join(here, "texts") };
  const made = await build({ ...common, stdin, format: "esm", write: false });
  const text = Buffer.from(made.outputFiles[0].contents).toString("base64");
  return import(`data:text/javascript;base64,${text}`);
}

/** A tree's values alone, in the order of another with the same keys. */
function valuesOf(shape, tree) {
  if (typeof tree === "function") return String(tree);
  if (typeof tree !== "object") return JSON.stringify(tree);
  const keys = Object.keys(shape);
  const [same, other] = [keys, Object.keys(tree)].map((each) => [...each].sort().join());
  if (same !== other) throw new Error(`texts differ: ${same} / ${other}`);
  return `[${keys.map((key) => valuesOf(shape[key], tree[key])).join()}]`;
}

/** English has every key of Swedish, and so travels without them. */
const englishByOrder = {
  name: "english-by-order",
  setup(building) {
    building.onLoad({ filter: /[\\/]texts[\\/]en\.ts$/ }, async () => {
      const { sv, en } = await spoken();
      const values = valuesOf({ ...sv, problems: 0 }, { ...en, problems: 0 });
      return {
        contents: `
          import { problems } from "./en-problems";
          import { sv } from "./sv";
          const keyed = (shape, values) =>
            Array.isArray(values)
              ? Object.fromEntries(
                  Object.keys(shape).map((key, at) => [key, keyed(shape[key], values[at])]),
                )
              : values;
          export const en = { ...keyed(sv, ${values}), problems };`,
        resolveDir: join(here, "texts"),
      };
    });
  },
};

/** A style without spaces and comments. */
async function smallStyle(path) {
  const options = { loader: "css", minify: true, charset: "utf8", target: common.target };
  return (await transform(await readFile(path, "utf8"), options)).code;
}

/** Styles that are drawn in our layer travel within the script. */
const smallStyles = {
  name: "small-styles",
  setup(building) {
    building.onLoad({ filter: /\.css$/ }, async ({ path }) => ({
      contents: await smallStyle(path),
      loader: "text",
    }));
  },
};

/** What esbuild leaves: expressions that can be said shorter, over several passes. */
const SHORTER = {
  ecma: 2020,
  compress: { ecma: 2020, passes: 3, unsafe_arrows: true },
  format: { ecma: 2020 },
};

async function shorten(path) {
  const { code } = await minify(await readFile(path, "utf8"), SHORTER);
  await writeFile(path, code);
}

async function buildBrowser(name) {
  const { permissions, action, files, worker, extra } = BROWSERS[name];
  const out = join(dist, name);
  await mkdir(out, { recursive: true });
  await Promise.all([
    build({
      ...common,
      entryPoints: ["content.ts", "panel/panel.ts"],
      outbase: ".",
      outdir: out,
      plugins: [wordsApart, smallStyles],
    }),
    build({
      ...common,
      entryPoints: ["background.ts"],
      outdir: out,
      plugins: [wordsApart],
      banner: { js: worker },
    }),
    build({
      ...common,
      entryPoints: ["texts/words.ts"],
      outfile: join(out, "words.js"),
      globalName: "uppsiktWords",
      plugins: [englishByOrder],
    }),
  ]);
  const scripts = ["content.js", "panel/panel.js", "background.js", "words.js"];
  await Promise.all(scripts.map((script) => shorten(join(out, script))));
  const manifest = JSON.parse(await readFile(join(here, "manifest.json"), "utf8"));
  const { version } = JSON.parse(await readFile(join(here, "package.json"), "utf8"));
  const whole = {
    ...manifest,
    version,
    permissions: [...manifest.permissions, ...permissions],
    action: { ...manifest.action, ...action },
    ...extra,
  };
  await writeFile(join(out, "manifest.json"), `${JSON.stringify(whole, null, 2)}\n`);
  for (const path of [...STATIC, ...files]) {
    await cp(join(here, path), join(out, path), { recursive: true });
    if (path.endsWith(".css")) await writeFile(join(out, path), await smallStyle(join(here, path)));
  }
}

await Promise.all([
  ...Object.keys(BROWSERS).map(buildBrowser),
  build({ ...common, entryPoints: ["reader.ts"], outfile: join(dist, "reader.js") }),
]);
