import { catalogue } from "./core";

/** A person's own pay. */
export const pay = catalogue({
  title: { zh: "我的收入", en: "My pay" },
  help: {
    zh: "提交即计入，不等客户验收。每一行都写明怎么算出来的。",
    en: "Work is credited when it is handed in and waits for no customer. Every line says how it came about.",
  },
  today: { zh: "今天", en: "Today" },
  month: { zh: "{month} 合计", en: "{month} in all" },
  lines: { zh: "{count} 条分录", en: "{count} {count|line|lines}" },
  worked: { zh: "计时", en: "Time measured" },
  hourly: { zh: "平均每小时", en: "An hour, on average" },
  days: { zh: "每天收入（元）", en: "Day by day (yuan)" },
  everyLine: { zh: "分录明细", en: "Every line" },
  none: { zh: "这个月还没有收入", en: "No pay in this month yet" },
  noneHelp: {
    zh: "提交标注后约一分钟内出现在这里。",
    en: "Work appears here within a minute of being handed in.",
  },
  at: { zh: "提交时间", en: "Handed in" },
  what: { zh: "工作", en: "Work" },
  item: { zh: "数据", en: "Item" },
  how: { zh: "怎么算的", en: "How it came about" },
  amount: { zh: "金额", en: "Amount" },
  rateVersion: { zh: "单价第 {version} 版", en: "rate version {version}" },
  perItem: { zh: "{units} 条", en: "{units} {units|item|items}" },
  perObject: { zh: "{units} 个对象", en: "{units} {units|object|objects}" },
  corrects: { zh: "更正第 {id} 号分录", en: "corrects line {id}" },
  topUpHow: { zh: "补足到最低工资", en: "makes up the minimum wage" },
  closed: { zh: "已结入工资单", en: "on a statement" },
  open: { zh: "{task}约 {hourly}/小时", en: "{task} about {hourly} an hour" },
  noRate: { zh: "尚未定价", en: "no rate yet" },
});

/** Kinds of lines. */
export const entryWords = catalogue({
  annotate: { zh: "标注", en: "Annotation" },
  review: { zh: "质检", en: "Review" },
  adjudicate: { zh: "仲裁", en: "Adjudication" },
  correction: { zh: "更正", en: "Correction" },
  top_up: { zh: "最低工资补足", en: "Minimum-wage top-up" },
});

/** What work in a project earns. */
export const rates = catalogue({
  help: {
    zh: "提交时正在生效的单价决定每条收入；改单价不影响已提交的工作。客户看不到这一页。",
    en: "The rate in force when work is handed in decides what it earns; a new rate changes nothing done before. Customers do not see this page.",
  },
  add: { zh: "新的单价", en: "New rate" },
  none: { zh: "还没有定价，工作暂不计收入", en: "No rate yet: work earns nothing" },
  noneHelp: {
    zh: "第一版单价可以从过去开始，之前的工作会补记。",
    en: "The first rate may begin in the past; work done since then is credited.",
  },
  version: { zh: "版本", en: "Version" },
  inForce: { zh: "生效中", en: "In force" },
  toCome: { zh: "未生效", en: "To come" },
  from: { zh: "开始", en: "From" },
  fromHelp: { zh: "不填：从现在开始", en: "Empty: from now on" },
  unit: { zh: "计价单位", en: "Paid by" },
  item: { zh: "每条数据", en: "Item" },
  object: { zh: "每个对象", en: "Object" },
  annotate: { zh: "标注（元）", en: "Annotation (yuan)" },
  review: { zh: "质检（元）", en: "Review (yuan)" },
  adjudicate: { zh: "仲裁（元）", en: "Adjudication (yuan)" },
  levels: { zh: "等级系数", en: "Coefficient by level" },
  level: { zh: "等级", en: "Level" },
  factor: { zh: "系数", en: "Factor" },
  fromLevel: { zh: "{level} 级起 × {factor}", en: "from level {level} × {factor}" },
  addLevel: { zh: "添加等级系数", en: "Add a level" },
  skill: { zh: "看哪项技能的等级", en: "Level of which skill" },
  skillHelp: { zh: "没有等级系数时不用填", en: "Not needed without coefficients" },
  giveSkill: { zh: "有等级系数时请填写技能", en: "Coefficients need a skill" },
  giveRate: { zh: "请填写单价", en: "Give the rate" },
  note: { zh: "说明", en: "Note" },
  by: { zh: "设定人", en: "Set by" },
  expected: {
    zh: "按最近的用时，每小时约",
    en: "By the usual time lately, an hour brings about",
  },
  tooFew: { zh: "数据还太少", en: "too little done to tell" },
  saved: { zh: "单价已保存", en: "The rate was saved" },
});
