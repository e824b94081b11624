// Judge pages with MDN's HTTP Observatory: `node scan.mjs NODE_MODULES < pages.json`,
// which is {host, ports, paths}. Prints for each {path, grade, score, points}.
import { readFileSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const observatory = resolve(process.argv[2], "@mdn/mdn-http-observatory");
const { host, ports, paths } = JSON.parse(readFileSync(0, "utf8"));

// Names that browsers know to be HTTPS only. The package fetches them when it is
// installed; ours is not among them.
writeFileSync(`${observatory}/conf/hsts-preload.json`, "{}");

// The scanner asks a site at its usual ports: lead those to where it runs here.
const { connect } = Socket.prototype;
Socket.prototype.connect = function (...given) {
  const [options] = given.flat();
  if (options.host === host) {
    Object.assign(options, { host: "127.0.0.1", port: ports[options.port] });
  }
  return connect.apply(this, given);
};

const { scan } = await import(pathToFileURL(`${observatory}/src/index.js`));
for (const path of paths) {
  const { scan: found, tests } = await scan(host + path);
  const points = Object.entries(tests).map(([name, test]) => [name, test.scoreModifier, test.result]);
  console.log(JSON.stringify({ path, grade: found.grade, score: found.score, points }));
}
