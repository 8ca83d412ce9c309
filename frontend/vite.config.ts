import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { serviceWorker } from "./tools/service_worker.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.BEANFIELD_SERVER ?? "http://127.0.0.1:8000";
const workbenchPath = /^\/(work|review|adjudicate|exam|grid)\//;

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

/**
 * What most pages share comes in few requests, for networks where each costs a fifth of a second. Nothing here is
 * used by the workbench, which loads no more than it needs.
 */
const everywhere =
  "alert|app|button|config-provider|dropdown|empty|flex|form|input|layout|menu|skeleton|tag|typography";
const sharedChunks = [
  { name: "react", test: /node_modules[\\/](react|react-dom|scheduler|@tanstack)[\\/]/, priority: 2 },
  { name: "ui", test: new RegExp(`antd[\\\\/]es[\\\\/](${everywhere})[\\\\/]`), priority: 1 },
  { name: "shared", test: /src[\\/](api|i18n)[\\/]/, minShareCount: 3 },
];

export default defineConfig({
  plugins: [react(), workbenchPages(), serviceWorker(here("./src/offline/worker.ts"), "workbench.html")],
  resolve: { alias: { "@": here("./src") } },
  server: { proxy: { "/api": server, "/media": server } },
  build: {
    outDir: here("../src/beanfield/web/static"),
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: { codeSplitting: { groups: sharedChunks } },
      input: Object.fromEntries(Object.entries(pages).filter(([, path]) => existsSync(path))),
    },
  },
});
