// Writes the structs of an OpenAPI document as TypeScript types: node generate.mjs openapi.json
// The routes are left out: the pages know them by their paths.
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import openapiTS, { astToString } from "openapi-typescript";

const [source] = process.argv.slice(2);
if (!source) {
  process.stderr.write("usage: npm run api -- <openapi.json>\n");
  process.exit(2);
}
const document = JSON.parse(readFileSync(resolve(process.env.INIT_CWD ?? ".", source), "utf8"));
const types = await openapiTS({ ...document, paths: {} }, { defaultNonNullable: false, alphabetize: true });
const head = "// Made by `npm run api` from the server's OpenAPI document. Do not edit.\n\n";
writeFileSync(new URL("../../src/api/schema.d.ts", import.meta.url), head + astToString(types));
