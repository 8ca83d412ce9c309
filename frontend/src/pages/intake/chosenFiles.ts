/** Files that a person chose or dropped, folders walked through. */

export interface Chosen {
  file: File;
  /** The path below the dropped folder, so that pictures and their labels find each other. */
  name: string;
}

export function fromInput(files: FileList | null): Chosen[] {
  return visible([...(files ?? [])].map((file) => ({ file, name: file.webkitRelativePath || file.name })));
}

/** Everything in a drop, the insides of folders included. */
export async function fromDrop(items: DataTransferItemList): Promise<Chosen[]> {
  // The entries must be taken before the first await: afterwards the browser has emptied the list.
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const found = await Promise.all(entries.map(walk));
  return visible(found.flat());
}

async function walk(entry: FileSystemEntry): Promise<Chosen[]> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ file, name: entry.fullPath.replace(/^\//, "") }];
  }
  if (!isFolder(entry)) return [];
  const reader = entry.createReader();
  const found: Chosen[] = [];
  for (;;) {
    // A reader gives at most a hundred entries at a time, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return found;
    for (const inside of some) found.push(...(await walk(inside)));
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** Without what the operating system leaves lying about. */
function visible(chosen: Chosen[]): Chosen[] {
  return chosen.filter(({ name }) => !/(^|\/)(\.|__MACOSX|Thumbs\.db$|desktop\.ini$)/.test(name));
}
