import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  resolve: {
    alias: {
      "fast-check": `${here}node_modules/fast-check`,
      vitest: `${here}node_modules/vitest`,
    },
  },
  cacheDir: `${here}node_modules/.vite`,
  server: { fs: { strict: false } },
  test: { include: ["tests/extension/**/*.test.ts"], watch: false },
});
