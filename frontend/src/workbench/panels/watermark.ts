/** Who looks, and when, over a customer's pictures: a photograph of the screen tells whose it was. */

import type { Bench } from "../bench/bench";
import { h, type VNode } from "../ui/dom";

const WIDTH = 320;
const HEIGHT = 180;

export function watermark(bench: Bench): VNode | null {
  const { place, me } = bench.parts;
  if (!place.pipeline.watermark || place.media !== "image") return null;
  return h("div", {
    key: "watermark",
    class: "watermark",
    "aria-hidden": "true",
    style: `background-image:url("${tile(`${me.name} ${me.person_id} · ${minute(new Date())}`)}")`,
  });
}

const minute = (at: Date): string => {
  const two = (part: number) => String(part).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
};

let drawn = { words: "", url: "" };

/** One tile of it; made anew once a minute at most. */
function tile(words: string): string {
  if (drawn.words === words) return drawn.url;
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext("2d");
  if (!context) return "";
  context.translate(WIDTH / 2, HEIGHT / 2);
  context.rotate(-0.35);
  context.font = "16px system-ui, sans-serif";
  context.textAlign = "center";
  // Light with a dark rim: seen on bright and dark pictures alike, and never in the way of the eye.
  context.strokeStyle = "rgb(0 0 0 / 22%)";
  context.fillStyle = "rgb(255 255 255 / 30%)";
  context.lineWidth = 2;
  context.strokeText(words, 0, 0);
  context.fillText(words, 0, 0);
  drawn = { words, url: canvas.toDataURL("image/png") };
  return drawn.url;
}
