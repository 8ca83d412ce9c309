import { catalogue } from "./core";

export const admin = catalogue({
  centres: { zh: "中心", en: "Centres" },
  customers: { zh: "客户", en: "Customers" },
  title: { zh: "中心与客户", en: "Centres and customers" },
  addCentre: { zh: "添加中心", en: "Add a centre" },
  addCustomer: { zh: "添加客户", en: "Add a customer" },
  nameZh: { zh: "中文名称", en: "Chinese name" },
  nameEn: { zh: "英文名称", en: "English name" },
  giveName: { zh: "请输入名称", en: "Enter a name" },
  county: { zh: "县（区）", en: "County" },
  people: { zh: "人数", en: "People" },
  noCentres: { zh: "还没有中心", en: "There are no centres yet" },
  noCustomers: { zh: "还没有客户", en: "There are no customers yet" },
});

export const audit = catalogue({
  title: { zh: "操作日志", en: "Audit log" },
  help: {
    zh: "每一行都带有前一行的指纹，改动或删除都会被发现。",
    en: "Every row carries the fingerprint of the row before, so a change or a gap shows.",
  },
  verify: { zh: "校验完整性", en: "Verify the chain" },
  intact: { zh: "完整无缺，共 {rows} 行", en: "Intact: {rows} {rows|row|rows}" },
  broken: { zh: "第 {row} 行对不上，日志被改动过", en: "Row {row} does not follow: the log was changed" },
  nothing: { zh: "没有符合条件的记录", en: "No row matches" },
  seq: { zh: "序号", en: "No." },
  at: { zh: "时间", en: "At" },
  actor: { zh: "操作人", en: "By" },
  system: { zh: "系统", en: "System" },
  action: { zh: "操作", en: "Action" },
  subject: { zh: "对象", en: "Subject" },
  details: { zh: "详情", en: "Details" },
  byAction: { zh: "按操作筛选", en: "Filter by action" },
  bySubject: { zh: "按对象筛选", en: "Filter by subject" },
});
