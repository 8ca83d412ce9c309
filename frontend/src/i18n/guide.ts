import { catalogue } from "./core";

export const guide = catalogue({
  edit: { zh: "编辑规范", en: "Edit the guide" },
  write: { zh: "编写规范", en: "Write the guide" },
  history: { zh: "历史版本", en: "Versions" },
  none: { zh: "还没有标注规范", en: "There is no guide yet" },
  noneHelp: {
    zh: "写清规则和正反例，标注员在工作台可随时查看。",
    en: "Write the rules with good and bad examples; annotators see them in the workbench.",
  },
  text: { zh: "规范（Markdown）", en: "The guide (Markdown)" },
  preview: { zh: "预览", en: "Preview" },
  note: { zh: "修改说明", en: "What changed, and why" },
  save: { zh: "保存为第 {version} 版", en: "Save as version {version}" },
  saved: { zh: "已保存为第 {version} 版", en: "Saved as version {version}" },
  version: { zh: "版本", en: "Version" },
  by: { zh: "修改人", en: "By" },
  at: { zh: "时间", en: "At" },
  view: { zh: "查看", en: "View" },
  meta: { zh: "第 {version} 版 · {by} · {at}", en: "Version {version} · {by} · {at}" },
});
