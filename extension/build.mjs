// Builds dist/chromium, dist/firefox and dist/reader.js. Both manifests come from manifest.json;
// what differs between the browsers stands in BROWSERS below.
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const PANEL = "panel/panel.html";

const BROWSERS = {
  chromium: {
    permissions: ["sidePanel"],
    action: {},
    files: ["policy.json"],
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
    // Else the icon is put away among the other extensions', and without it no picture is allowed.
    action: { default_area: "navbar" },
    extra: {
      background: { scripts: ["background.js"] },
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

async function buildBrowser(name) {
  const { permissions, action, files, extra } = BROWSERS[name];
  const out = join(dist, name);
  await mkdir(out, { recursive: true });
  await build({
    ...common,
    entryPoints: ["content.ts", "background.ts", "panel/panel.ts"],
    outbase: ".",
    outdir: out,
  });
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
  }
}

await Promise.all([
  ...Object.keys(BROWSERS).map(buildBrowser),
  build({ ...common, entryPoints: ["reader.ts"], outfile: join(dist, "reader.js") }),
]);
