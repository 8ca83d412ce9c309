/** Builds the service worker into one file, with the list of the workbench's files in it. */

import { createHash } from "node:crypto";
import { build, type Plugin, type Rolldown } from "vite";

/** Everything that the page may load: its chunks, those they import at once or later, styles, pictures. */
export function filesOf(bundle: Rolldown.OutputBundle, page: string): string[] {
  const files = new Set<string>();
  const visit = (name: string): void => {
    if (files.has(name)) return;
    files.add(name);
    const part = bundle[name];
    if (part?.type !== "chunk") return;
    const loaded = part as typeof part & {
      viteMetadata?: { importedCss: Set<string>; importedAssets: Set<string> };
    };
    for (const each of [...part.imports, ...part.dynamicImports]) visit(each);
    for (const each of loaded.viteMetadata?.importedCss ?? []) files.add(each);
    for (const each of loaded.viteMetadata?.importedAssets ?? []) files.add(each);
  };
  for (const [name, part] of Object.entries(bundle)) {
    if (part.type === "chunk" && part.facadeModuleId?.endsWith(`/${page}`)) visit(name);
  }
  return [...files].sort();
}

/** `source`: the worker's module; `page`: the html file that it opens without a network. */
export function serviceWorker(source: string, page: string): Plugin {
  return {
    name: "service-worker",
    apply: "build",
    async generateBundle(_options, bundle) {
      const files = filesOf(bundle, page).map((name) => `/${name}`);
      if (files.length === 0) return;
      const version = createHash("sha256").update(files.join("\n")).digest("hex").slice(0, 12);
      const built = (await build({
        configFile: false,
        logLevel: "error",
        publicDir: false,
        define: { __SHELL__: JSON.stringify({ version, files }) },
        build: {
          write: false,
          target: "es2022",
          rolldownOptions: {
            input: source,
            output: { format: "iife", entryFileNames: "worker.js", codeSplitting: false },
          },
        },
      })) as Rolldown.RolldownOutput;
      const code = built.output[0].code;
      this.emitFile({ type: "asset", fileName: "worker.js", source: code });
    },
  };
}
