/** Brings the item's picture on the stage, and says how that goes. */

import type { ImageContent } from "../core/wire";
import { t } from "../i18n";
import type { Picture } from "../render/scene";
import type { Pictures } from "../sync/pictures";
import { h, render } from "../ui/dom";
import { Minimap } from "./minimap";
import type { Stage } from "./stage";
import { TileLoader } from "./tile_loader";

/** Pictures that are there sooner than this are not announced. */
const QUIET_MS = 150;
/** The item just opened comes first; the next picture is sent to the graphics after this long. */
const CALM_MS = 400;

export class PictureLoader {
  readonly element = document.createElement("div");
  private wanted: ImageContent | null = null;
  private huge: (TileLoader | Minimap)[] = [];

  constructor(
    private readonly stage: Stage,
    private readonly pictures: Pictures,
  ) {
    this.element.className = "stage-message";
    this.element.hidden = true;
  }

  async load(content: ImageContent): Promise<void> {
    this.wanted = content;
    this.leave();
    this.tell(null);
    const quiet = setTimeout(() => this.wanted === content && this.tell(t("picture.loading")), QUIET_MS);
    try {
      const source = await this.pictures.bitmap(content);
      if (this.wanted !== content) return;
      const { width, height } = content;
      this.stage.setPicture({ source, width, height }, width, height);
      if (content.tiles) this.showTiles(content.tiles, { source, width, height });
      this.tell(null);
    } catch (error) {
      if (this.wanted === content) this.tell(t("picture.failed"), error, () => void this.load(content));
    } finally {
      clearTimeout(quiet);
    }
  }

  private showTiles(url: string, picture: Picture): void {
    const { view } = this.stage;
    const shownScale = picture.source.width / picture.width;
    const minimap = new Minimap(view, picture);
    this.stage.element.append(minimap.element);
    this.huge = [new TileLoader(url, shownScale, view, (tiles) => this.stage.setTiles(tiles)), minimap];
  }

  /** Lets the tiles of the picture before go. */
  leave(): void {
    for (const one of this.huge) one.destroy();
    this.huge = [];
  }

  /** The picture that will most likely be wanted next is got ready while nothing else is done. */
  async prepare(content: ImageContent): Promise<void> {
    const source = await this.pictures.bitmap(content);
    await new Promise((done) => setTimeout(done, CALM_MS));
    const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, QUIET_MS));
    idle(() => this.stage.prepare(source), { timeout: 3_000 });
  }

  private tell(message: string | null, error?: unknown, again?: () => void): void {
    this.element.hidden = message === null;
    render(
      this.element,
      message && h("p", { role: "status" }, message),
      error instanceof Error && h("p", { class: "small" }, error.message),
      again && h("button", { type: "button", onclick: again }, t("again")),
    );
  }
}
