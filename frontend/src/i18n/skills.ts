import { catalogue } from "./core";

export const skills = catalogue({
  title: { zh: "技能考核", en: "Qualifications" },
  help: { zh: "通过考核即可做相应的项目。", en: "Passing one opens the projects that ask for it." },
  nothing: { zh: "本中心还没有考核", en: "Your centre has no exams yet" },
  skill: { zh: "技能「{skill}」{level} 级", en: "Skill “{skill}”, level {level}" },
  theory: { zh: "理论 {questions} 题，{minutes} 分钟", en: "Theory: {questions} questions, {minutes} min" },
  practical: { zh: "实操 {items} 题，{minutes} 分钟", en: "Practical: {items} tasks, {minutes} min" },
  passMark: { zh: "理论 {share} 及格", en: "Theory passes at {share}" },
  likeness: { zh: "实操与标准答案的相似度须达到 {share}", en: "Practical: likeness to gold of {share}" },
  validDays: { zh: "通过后 {days} 天有效", en: "Valid for {days} days" },
  opens: { zh: "通过后可做：", en: "Opens: " },
  held: { zh: "已具备，有效期至 {until}", en: "You have it until {until}" },
  heldForever: { zh: "已具备", en: "You have it" },
  expired: { zh: "已于 {until} 过期", en: "It ended on {until}" },
  missing: { zh: "尚未具备", en: "You do not have it yet" },
  begin: { zh: "开始考核", en: "Take the exam" },
  goOn: { zh: "继续作答", en: "Go on" },
  lastResult: { zh: "查看上次结果", en: "Last result" },
  from: { zh: "{at} 以后可以再考", en: "Again from {at}" },
  confirm: { zh: "开始后计时，中途不能暂停。", en: "The clock runs from now on and does not stop." },
  start: { zh: "开始", en: "Begin" },
  certificates: { zh: "我的证书", en: "My certificates" },
  noCertificates: { zh: "还没有证书", en: "No certificates yet" },
  revoked: { zh: "已撤销：{why}", en: "Revoked: {why}" },
  download: { zh: "下载 PDF", en: "PDF" },
  number: { zh: "编号", en: "Number" },
  name: { zh: "名称", en: "Title" },
  until: { zh: "有效期至", en: "Valid until" },
  needs: { zh: "需要技能「{skill}」{level} 级", en: "Needs the skill “{skill}”, level {level}" },
  take: { zh: "参加考核", en: "Get qualified" },
});

export const barWords = catalogue({
  running: { zh: "有一次没有结束的作答", en: "An attempt is running" },
  held: { zh: "已具备，到期前 30 天可续考", en: "Held; renewable in its last 30 days" },
  wait: { zh: "上次未通过，需等待", en: "The last attempt failed; wait a while" },
  attempts: { zh: "30 天内的次数已用完", en: "No attempts left in these 30 days" },
  closed: { zh: "考核已关闭", en: "This exam is closed" },
  bank: { zh: "题库试题不足", en: "The bank has too few questions" },
  gold: { zh: "实操题不足", en: "There are too few practical tasks" },
});

export const attemptWords = catalogue({
  theory: { zh: "理论作答中", en: "Theory" },
  practical: { zh: "实操中", en: "Practical" },
  passed: { zh: "通过", en: "Passed" },
  failed: { zh: "未通过", en: "Not passed" },
});

export const kindWords = catalogue({
  single: { zh: "单选题", en: "One answer" },
  multi: { zh: "多选题", en: "Several answers" },
  judge: { zh: "判断题", en: "True or false" },
});

export const quiz = catalogue({
  question: { zh: "第 {n} 题，共 {count} 题", en: "Question {n} of {count}" },
  left: { zh: "剩余 {time}", en: "{time} left" },
  saved: { zh: "已保存", en: "Saved" },
  saving: { zh: "保存中…", en: "Saving…" },
  unsaved: { zh: "没有保存成功，会自动重试", en: "Not saved; trying again" },
  previous: { zh: "上一题", en: "Previous" },
  next: { zh: "下一题", en: "Next" },
  handIn: { zh: "交卷", en: "Hand in" },
  unanswered: {
    zh: "还有 {count} 题没有作答。",
    en: "{count} {count|question is|questions are} unanswered.",
  },
  sure: { zh: "确定交卷？", en: "Hand in now?" },
  thenPractical: {
    zh: "理论及格后，实操立即开始计时。",
    en: "If you pass, the practical part begins at once.",
  },
  keys: { zh: "按 A–F 选择，←→ 换题", en: "Keys A–F choose, ← → move" },
  practicalTitle: { zh: "理论已及格，请完成实操", en: "Theory passed: now the practical part" },
  practicalHelp: {
    zh: "在标注工作台中完成 {count} 道实操题。",
    en: "{count} {count|task|tasks} in the workbench.",
  },
  openBench: { zh: "进入工作台", en: "Open the workbench" },
  done: { zh: "已完成 {done} / {count}", en: "{done} of {count} done" },
});

export const result = catalogue({
  passedTitle: { zh: "考核通过", en: "Passed" },
  failedTitle: { zh: "考核未通过", en: "Not passed" },
  runningTitle: { zh: "作答中", en: "Running" },
  theoryScore: { zh: "理论成绩", en: "Theory" },
  practicalScore: { zh: "实操相似度", en: "Practical likeness" },
  wanted: { zh: "要求 {share}", en: "{share} wanted" },
  topics: { zh: "各主题得分", en: "By topic" },
  topic: { zh: "主题", en: "Topic" },
  right: { zh: "答对", en: "Right" },
  tasks: { zh: "实操题", en: "Practical tasks" },
  task: { zh: "题目", en: "Task" },
  similarity: { zh: "相似度", en: "Likeness" },
  differs: { zh: "与标准答案的差别", en: "How it differs from gold" },
  same: { zh: "一致", en: "None" },
  notAnswered: { zh: "没有提交", en: "Not handed in" },
  paper: { zh: "逐题结果", en: "Line by line" },
  yours: { zh: "所选", en: "Chosen" },
  key: { zh: "正确答案", en: "Key" },
  correct: { zh: "对", en: "Right" },
  wrong: { zh: "错", en: "Wrong" },
  back: { zh: "返回", en: "Back" },
  seed: { zh: "抽题种子 {seed}", en: "Seed {seed}" },
});

export const differenceWords = catalogue({
  missing: { zh: "漏标 {gold}", en: "Missing {gold}" },
  spurious: { zh: "多标 {class}", en: "Too much: {class}" },
  wrong_class: { zh: "类别应为 {gold}，标成了 {class}", en: "{class} should be {gold}" },
  loose: { zh: "{class} 不贴合（{share}）", en: "{class} is loose ({share})" },
  attributes: { zh: "{class} 的属性 {field} 不对", en: "{class}: attribute {field} differs" },
  answer: { zh: "问题 {field} 的答案不同", en: "Question {field} differs" },
  relations: { zh: "关系不同（{share}）", en: "Relations differ ({share})" },
});
