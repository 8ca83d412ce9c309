// Writes the structs of an OpenAPI document as TypeScript types: node generate.mjs openapi.json [schema.d.ts]
// The routes are left out: the pages know them by their paths.
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const [source, target = fileURLToPath(new URL("../../src/api/schema.d.ts", import.meta.url))] =
  process.argv.slice(2);
if (!source) {
  process.stderr.write("usage: npm run api -- <openapi.json> [schema.d.ts]\n");
  process.exit(2);
}
const here = process.env.INIT_CWD ?? ".";
const document = JSON.parse(readFileSync(resolve(here, source), "utf8"));
const types = await openapiTS({ ...document, paths: {} }, { defaultNonNullable: false, alphabetize: true });
const head = "// Made by `npm run api` from the server's OpenAPI document. Do not edit.\n\n";
writeFileSync(resolve(here, target), head + astToString(types));
