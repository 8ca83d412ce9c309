import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.BEANFIELD_SERVER ?? "http://127.0.0.1:8000";
const workbenchPath = /^\/(work|review|adjudicate)\//;

/** While developing, serves the workbench under the same paths as the real server does. */
function workbenchPages(): Plugin {
  return {
    name: "workbench-pages",
    configureServer({ middlewares }) {
      middlewares.use((request, _response, next) => {
        if (workbenchPath.test(request.url ?? "")) request.url = "/workbench.html";
        next();
      });
    },
  };
}

const pages = { index: here("./index.html"), workbench: here("./workbench.html") };

export default defineConfig({
  plugins: [react(), workbenchPages()],
  resolve: { alias: { "@": here("./src") } },
  server: { proxy: { "/api": server, "/media": server } },
  build: {
    outDir: here("../src/beanfield/web/static"),
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(pages).filter(([, path]) => existsSync(path))),
    },
  },
});
