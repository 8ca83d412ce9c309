import { catalogue } from "./core";

/** The programme's figures. */
export const impact = catalogue({
  title: { zh: "计划成效", en: "Programme" },
  help: {
    zh: "截至所选日期日终，由原始记录逐项计算；每个数都有口径。",
    en: "Counted from the records as of the end of the day; every figure says what it means.",
  },
  asOf: { zh: "截至日期", en: "As of" },
  excel: { zh: "下载 Excel", en: "Excel" },
  centre: { zh: "中心", en: "Centre" },
  people: { zh: "{number} 人", en: "{number} {number|person|people}" },
  ofPeople: { zh: "{number} / {whole} 人", en: "{number} of {whole}" },
  overPeople: { zh: "{number} 张工资单", en: "{number} {number|statement|statements}" },
  withheld: { zh: "不公布", en: "Withheld" },
  withheldNote: {
    zh: "小于 {least} 的数不公布；能推算出它们的数也不公布，两者不作区分。",
    en: "Numbers below {least} are withheld, and so are numbers from which they could be worked out; the two are not told apart.",
  },
  ownOnly: {
    zh: "这里只显示本中心。合计由资助方和管理员查看。",
    en: "Only your own centre is shown. Totals are for the sponsor and administrators.",
  },
  definitions: { zh: "指标口径", en: "What the figures mean" },
});

/** Facts about people. */
export const facts = catalogue({
  title: { zh: "人事登记", en: "Personnel records" },
  help: {
    zh: "成效指标由这里的登记计算。性别、学历自愿填报，只有财务人事、中心主任和本人看得到。",
    en: "The programme's figures are counted from these. Gender and education are given freely; only finance, the centre's manager and the person see them.",
  },
  centre: { zh: "中心", en: "Centre" },
  name: { zh: "姓名", en: "Name" },
  missing: { zh: "未登记", en: "Nothing on record" },
  missingCount: {
    zh: "{count} 人还没有登记",
    en: "{count} {count|person has|people have} nothing on record",
  },
  hired: { zh: "入职", en: "Hired" },
  left: { zh: "离职", en: "Left" },
  leftHelp: { zh: "不再受雇的第一天", en: "The first day no longer employed" },
  inWork: { zh: "在岗", en: "In work" },
  gender: { zh: "性别", en: "Gender" },
  education: { zh: "学历", en: "Education" },
  rural: { zh: "农村户籍", en: "Rural resident" },
  birthYear: { zh: "出生年份", en: "Year of birth" },
  notSaid: { zh: "未填报", en: "Not given" },
  record: { zh: "登记", en: "Record" },
  from: { zh: "从哪天起", en: "Holds from" },
  fromHelp: {
    zh: "情况变化填变化那天；更正填错的那条的起始日期，旧记录保留。",
    en: "For a change, the day that it came about; for a correction, the first day of the wrong record, which is kept.",
  },
  recorded: { zh: "已登记", en: "Recorded" },
  recordedBy: { zh: "登记人", en: "Recorded by" },
  history: { zh: "历次登记", en: "All records" },
  none: { zh: "还没有登记", en: "Nothing on record yet" },
  nobody: { zh: "这个中心还没有人员", en: "Nobody is in this centre yet" },
  own: { zh: "我的人事登记", en: "My personnel record" },
});

export const genderWords = catalogue({
  female: { zh: "女", en: "Female" },
  male: { zh: "男", en: "Male" },
  other: { zh: "其他", en: "Other" },
});

export const educationWords = catalogue({
  primary: { zh: "小学", en: "Primary school" },
  middle: { zh: "初中", en: "Middle school" },
  secondary: { zh: "高中或中专", en: "Secondary school" },
  junior_college: { zh: "大专", en: "Junior college" },
  bachelor: { zh: "本科", en: "Bachelor" },
  postgraduate: { zh: "研究生", en: "Postgraduate" },
});
