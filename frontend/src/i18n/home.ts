import { catalogue } from "./core";

export const home = catalogue({
  hello: { zh: "{name}，今天做什么", en: "{name}, what to do now" },
  help: { zh: "先处理退回的数据，再领取新的。", en: "Returned items first, then new ones." },
  fixReturned: { zh: "返修 {count} 条", en: "Fix {count} {count|item|items}" },
  start: { zh: "开始{task}", en: "{task}" },
  waiting: { zh: "可领取 {count} 条", en: "{count} {count|item|items} open to you" },
  waitingMany: { zh: "可领取 1000 条以上", en: "More than 1,000 items open to you" },
  returned: {
    zh: "{count} 条被退回，需要修改",
    en: "{count} {count|item was|items were} returned to be fixed",
  },
  each: { zh: "每条约 {time}", en: "About {time} each" },
  todayItems: { zh: "今天完成", en: "Done today" },
  todayReviews: { zh: "今天质检", en: "Reviewed today" },
  todayObjects: { zh: "今天标注对象", en: "Objects today" },
  todayTime: { zh: "今天工作时间", en: "Working time today" },
  days: { zh: "最近 14 天完成条数", en: "Items done in the last 14 days" },
  dayItems: { zh: "完成 {count} 条", en: "{count} {count|item|items}" },
  questions: {
    zh: "有 {count} 个问题还没有答复",
    en: "{count} {count|question is|questions are} waiting for an answer",
  },
  nothing: { zh: "您还没有分配到任何项目", en: "You are not assigned to any project yet" },
  nothingHelp: { zh: "请联系组长，由组长为您分配任务。", en: "Ask your team leader to assign you to one." },
  other: { zh: "暂时没有工作的项目", en: "Projects without work right now" },
  guide: { zh: "规范", en: "Guide" },
  askQuestion: { zh: "答疑", en: "Questions" },
  howCounted: {
    zh: "由服务器计时，停止操作后不再累计。",
    en: "Measured by the server; it stops when you pause.",
  },
});
