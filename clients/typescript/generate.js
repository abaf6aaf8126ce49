// Makes src/schema.ts out of openapi.json; with --check it says whether that would change anything.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const document = new URL("openapi.json", import.meta.url);
const types = new URL("src/schema.ts", import.meta.url);
const header = "// Made of openapi.json by `make client`; what is changed here is lost.\n\n";

const fresh = header + astToString(await openapiTS(document, { alphabetize: true, emptyObjectsUnknown: true }));
if (process.argv.includes("--check")) {
  const present = await readFile(types, "utf8").catch(() => "");
  if (present !== fresh) {
    console.error("clients/typescript/src/schema.ts is stale: run `make client`.");
    process.exitCode = 1;
  }
} else {
  await writeFile(types, fresh);
}
