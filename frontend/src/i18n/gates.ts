import { catalogue } from "./core";

export const gateWords = catalogue({
  personal_data: { zh: "含个人信息", en: "Personal data" },
  important_data: { zh: "含重要数据", en: "Important data" },
  surveying: { zh: "测绘地理信息", en: "Surveying data" },
  subcontract_consent: { zh: "同意转给其他中心承做", en: "Consent to pass the work on to other centres" },
});

/** What a gate asks for, and of whom. */
export const gateNeeds = catalogue({
  personal_data: {
    zh: "客户登记委托处理协议：目的、期限、方式、保护措施（个人信息保护法第 21 条）",
    en: "The customer records the agreement on processing: purpose, term, manner, protection (PIPL, article 21)",
  },
  important_data: {
    zh: "客户登记风险评估报告或主管部门意见（数据安全法第 30 条）",
    en: "The customer records the risk assessment or the authority's word (Data Security Law, article 30)",
  },
  surveying: {
    zh: "中心登记测绘资质证书，或有资质单位的委托文件（测绘法第 27 条）",
    en: "The centre records its surveying licence, or its mandate by a licensed unit (Surveying Law, article 27)",
  },
  subcontract_consent: {
    zh: "客户登记书面同意后，其他中心的人员才能参与（个人信息保护法第 21 条、民法典第 772 条）",
    en: "People of other centres may take part once the customer records written consent (PIPL 21, Civil Code 772)",
  },
});

export const gates = catalogue({
  title: { zh: "安全与合规", en: "Security and law" },
  open: { zh: "还缺合规文件：{gates}", en: "Documents are missing: {gates}" },
  openHelp: {
    zh: "登记齐之前，订单不能成交，也不能开始生产。",
    en: "Until they are recorded the order can be neither agreed nor worked on.",
  },
  and: { zh: "、", en: ", " },
  confirmed: { zh: "已登记", en: "Recorded" },
  missing: { zh: "缺文件", en: "Missing" },
  free: { zh: "未登记", en: "Not recorded" },
  confirm: { zh: "登记文件", en: "Record the document" },
  withdraw: { zh: "撤回", en: "Withdraw" },
  customerActs: { zh: "等客户登记", en: "The customer is to record it" },
  centreActs: { zh: "等中心登记", en: "The centre is to record it" },
  confirmTitle: { zh: "登记文件：{gate}", en: "Record the document: {gate}" },
  holder: { zh: "出具或签署单位", en: "Issued or signed by" },
  documentName: { zh: "文件名称和编号", en: "Title and number of the document" },
  documentHelp: { zh: "凭它能再找到原件", en: "By which the original is found again" },
  dated: { zh: "文件日期", en: "Date of the document" },
  scope: { zh: "范围和说明", en: "Scope and notes" },
  document: { zh: "{holder}《{document}》，{dated}", en: "{holder}: {document}, {dated}" },
  recorded: { zh: "{by} 登记于 {at}", en: "Recorded by {by}, {at}" },
  withdrawn: { zh: "已撤回：{note}", en: "Withdrawn: {note}" },
  withdrawHelp: {
    zh: "撤回后，这份订单正在进行的项目会暂停，直到重新登记。",
    en: "Projects of this order that run are paused until it is recorded again.",
  },
  withdrawConsentHelp: {
    zh: "撤回后，其他中心的人员不再领到这份订单的数据。",
    en: "People of other centres get no more items of this order.",
  },
  done: { zh: "已记录", en: "Recorded" },
});
