import { catalogue } from "./core";

/** What the browser itself has to say when no problem document came back. */
export const problems = catalogue({
  offline: {
    zh: "连不上服务器，请检查网络后重试。",
    en: "The server cannot be reached. Check the network and try again.",
  },
  server: {
    zh: "服务器出错了（{status}），请稍后重试。",
    en: "The server failed ({status}). Try again in a moment.",
  },
});
