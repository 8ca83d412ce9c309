import { catalogue } from "./core";

export const questions = catalogue({
  all: { zh: "全部", en: "All" },
  ask: { zh: "提问", en: "Ask a question" },
  askLabel: { zh: "问题", en: "Question" },
  askPlace: { zh: "哪里不清楚？", en: "What is unclear?" },
  rule: {
    zh: "关于哪条规则（类别或字段，可不填）",
    en: "About which rule (class or field, may be left empty)",
  },
  send: { zh: "发送", en: "Send" },
  nothing: { zh: "没有问题", en: "No questions" },
  nothingHelp: {
    zh: "标注员在工作台提出的问题会出现在这里。",
    en: "What annotators ask in the workbench appears here.",
  },
  about: { zh: "关于 {rule}", en: "About {rule}" },
  item: { zh: "数据 {name}", en: "Item {name}" },
  reply: { zh: "回复", en: "Reply" },
  replyPlace: {
    zh: "写下回复，遇到同一规则的人都能看到",
    en: "Your answer, seen by everyone who meets the same rule",
  },
  close: { zh: "回复并关闭", en: "Reply and close" },
  choose: { zh: "选择左侧的一个问题", en: "Choose a question at the left" },
  openedBy: { zh: "{name} · {at}", en: "{name} · {at}" },
});
