import { catalogue } from "./core";

/** The frame round every page: navigation, account, language. */
export const app = catalogue({
  product: { zh: "豆田", en: "Beanfield" },
  home: { zh: "我的作业", en: "My work" },
  myQuality: { zh: "我的质量", en: "My quality" },
  pay: { zh: "我的收入", en: "My pay" },
  payroll: { zh: "工资", en: "Payroll" },
  appeals: { zh: "申诉", en: "Appeals" },
  projects: { zh: "项目", en: "Projects" },
  orders: { zh: "订单", en: "Orders" },
  qualifications: { zh: "技能考核", en: "Qualifications" },
  exams: { zh: "题库与考核", en: "Exams" },
  deliveries: { zh: "交付", en: "Deliveries" },
  people: { zh: "人员", en: "People" },
  teams: { zh: "小组", en: "Teams" },
  centres: { zh: "中心与客户", en: "Centres and customers" },
  audit: { zh: "操作日志", en: "Audit log" },
  account: { zh: "我的账号", en: "My account" },
  signOut: { zh: "退出登录", en: "Sign out" },
  otherLanguage: { zh: "English", en: "中文" },
  toContent: { zh: "跳到正文", en: "Skip to the content" },
  navigation: { zh: "主菜单", en: "Main menu" },
  crashed: { zh: "页面出错了，请刷新后重试。", en: "The page failed. Reload it and try again." },
});
