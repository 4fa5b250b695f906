// Finds the Terraform folders below a folder: modules, environments and examples alike.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const INFRA = new URL('../..', import.meta.url).pathname.replace(/\/$/, '');
export const REPOSITORY = join(INFRA, '..');

const LEFT_OUT = new Set(['.terraform', '.git', 'node_modules', 'target', 'tests']);

/** Every folder below `root` that has a .tf file, in order. */
export function terraformFolders(root) {
  const entries = readdirSync(root, { withFileTypes: true });
  const own = entries.some((entry) => entry.isFile() && entry.name.endsWith('.tf')) ? [root] : [];
  const below = entries.filter((entry) => entry.isDirectory() && !LEFT_OUT.has(entry.name))
    .map((entry) => entry.name).sort();
  return [...own, ...below.flatMap((name) => terraformFolders(join(root, name)))];
}

/** The name that the output uses: the path from the repository's root, or the whole path outside of it. */
export function title(folder) {
  const path = relative(REPOSITORY, folder);
  return path.startsWith('..') ? folder : path;
}

/** The text of all files of a folder that end so, by name. */
export function texts(folder, ending) {
  return readdirSync(folder).filter((name) => name.endsWith(ending)).sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
}
