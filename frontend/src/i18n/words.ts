import { catalogue } from "./core";

/** The words of the domain: one term for one thing. */

export const roleWords = catalogue({
  annotator: { zh: "标注员", en: "Annotator" },
  team_leader: { zh: "组长", en: "Team leader" },
  reviewer: { zh: "质检", en: "Reviewer" },
  project_manager: { zh: "项目经理", en: "Project manager" },
  centre_manager: { zh: "中心主任", en: "Centre manager" },
  examiner: { zh: "培训师/考评员", en: "Trainer/examiner" },
  customer: { zh: "客户", en: "Customer" },
  sponsor: { zh: "资助方", en: "Sponsor" },
  finance: { zh: "财务人事", en: "Finance/HR" },
  care_staff: { zh: "托管老师", en: "Care staff" },
  administrator: { zh: "系统管理员", en: "Administrator" },
});

export const mediaWords = catalogue({
  image: { zh: "图像", en: "Image" },
  text: { zh: "文本", en: "Text" },
  chat: { zh: "对话", en: "Chat" },
  audio: { zh: "音频", en: "Audio" },
  video: { zh: "视频", en: "Video" },
});

export const projectStateWords = catalogue({
  draft: { zh: "准备中", en: "In preparation" },
  running: { zh: "进行中", en: "Running" },
  paused: { zh: "已暂停", en: "Paused" },
  done: { zh: "已完成", en: "Done" },
  archived: { zh: "已归档", en: "Archived" },
});

export const itemStateWords = catalogue({
  open: { zh: "待标注", en: "To annotate" },
  returned: { zh: "已退回", en: "Returned" },
  adjudication: { zh: "待仲裁", en: "To adjudicate" },
  review: { zh: "待质检", en: "To review" },
  accepted: { zh: "已通过", en: "Accepted" },
  delivered: { zh: "已交付", en: "Delivered" },
  excluded: { zh: "已排除", en: "Excluded" },
});

export const taskWords = catalogue({
  annotate: { zh: "标注", en: "Annotate" },
  review: { zh: "质检", en: "Review" },
  adjudicate: { zh: "仲裁", en: "Adjudicate" },
});

export const verdictWords = catalogue({
  pass: { zh: "通过", en: "Pass" },
  fix: { zh: "修正", en: "Fix" },
  return: { zh: "退回", en: "Return" },
});

export const severityWords = catalogue({
  minor: { zh: "轻微", en: "Minor" },
  major: { zh: "严重", en: "Major" },
  critical: { zh: "致命", en: "Critical" },
});

export const defectWords = catalogue({
  missing: { zh: "漏标", en: "Missing" },
  spurious: { zh: "多标", en: "Spurious" },
  wrong_class: { zh: "类别错误", en: "Wrong class" },
  loose: { zh: "边界不准", en: "Loose boundary" },
  wrong_attribute: { zh: "属性错误", en: "Wrong attribute" },
  wrong_answer: { zh: "答案错误", en: "Wrong answer" },
  rule: { zh: "违反规范", en: "Against the guide" },
  other: { zh: "其他", en: "Other" },
});

export const noWorkWords = catalogue({
  done: { zh: "已全部完成，没有剩下的数据。", en: "Everything is done; no items are left." },
  waiting: {
    zh: "目前没有可领取的数据，请稍后再来。",
    en: "Nothing is open to you at the moment. Come back a little later.",
  },
  skill: {
    zh: "此项目要求的技能您还没有，请联系组长。",
    en: "This project asks for a skill that you do not have yet. Speak to your team leader.",
  },
  cap: { zh: "您在此项目的数量已达上限。", en: "You have reached your limit for this project." },
  paused: { zh: "项目或您的任务已暂停。", en: "The project or your task is paused." },
  not_assigned: { zh: "您没有被分配到此项目。", en: "You are not assigned to this project." },
  schema: {
    zh: "项目还没有标签体系，暂时不能开始。",
    en: "The project has no label schema yet, so work cannot begin.",
  },
});

export const shapeWords = catalogue({
  box: { zh: "矩形框", en: "Box" },
  rotated_box: { zh: "旋转框", en: "Rotated box" },
  polygon: { zh: "多边形", en: "Polygon" },
  polyline: { zh: "折线", en: "Polyline" },
  point: { zh: "点", en: "Point" },
  skeleton: { zh: "骨架关键点", en: "Skeleton" },
  ellipse: { zh: "椭圆", en: "Ellipse" },
  mask: { zh: "掩码", en: "Mask" },
  span: { zh: "文本片段", en: "Text span" },
  interval: { zh: "时间段", en: "Time span" },
  cuboid: { zh: "三维框", en: "3D box" },
});

export const fieldWords = catalogue({
  choice: { zh: "单选", en: "Single choice" },
  choices: { zh: "多选", en: "Multiple choice" },
  tree: { zh: "分级选择", en: "Hierarchical choice" },
  rating: { zh: "评分", en: "Rating" },
  ranking: { zh: "排序", en: "Ranking" },
  preference: { zh: "两两偏好", en: "Preference" },
  number: { zh: "数值", en: "Number" },
  text: { zh: "文字", en: "Text" },
  boolean: { zh: "是否", en: "Yes or no" },
  rubric: { zh: "评分量表", en: "Rubric" },
});

export const subjectWords = catalogue({
  item: { zh: "整条数据", en: "The whole item" },
  turn: { zh: "每一轮", en: "Each turn" },
  response: { zh: "每个回答", en: "Each response" },
  region: { zh: "每个对象", en: "Each object" },
});

export const lotStateWords = catalogue({
  open: { zh: "未交付", en: "Not delivered" },
  delivered: { zh: "待验收", en: "Awaiting acceptance" },
  accepted: { zh: "验收通过", en: "Accepted" },
  rejected: { zh: "验收未过", en: "Rejected" },
});

export const runStateWords = catalogue({
  waiting: { zh: "排队中", en: "Waiting" },
  running: { zh: "进行中", en: "Running" },
  building: { zh: "生成中", en: "Building" },
  ready: { zh: "可下载", en: "Ready" },
  done: { zh: "已完成", en: "Done" },
  failed: { zh: "失败", en: "Failed" },
});

export const threadStateWords = catalogue({
  open: { zh: "待回答", en: "Open" },
  answered: { zh: "已回答", en: "Answered" },
  closed: { zh: "已关闭", en: "Closed" },
});

export const scopeWords = catalogue({
  read: { zh: "读取", en: "Read" },
  work: { zh: "作业", en: "Work" },
  manage: { zh: "管理", en: "Manage" },
  admin: { zh: "系统管理", en: "Administer" },
});

export const annotationKindWords = catalogue({
  answer: { zh: "标注", en: "Answer" },
  rework: { zh: "返修", en: "Rework" },
  fix: { zh: "质检修正", en: "Reviewer's fix" },
  adjudication: { zh: "仲裁", en: "Adjudication" },
  consensus: { zh: "共识", en: "Consensus" },
});
